//! What pages show of attendance and certificates.

use super::{
    Marking, Session, Sheet, Step, german,
    rules::{self, Obstacle},
};
use crate::{
    events::{
        certificate::Certificate,
        german as events_german,
        limits::Held,
        tandem::from,
        types::{Attendance, EventStatus, PersonKey, Registration},
        view::{DayView, KitaChoice},
        walk_in,
    },
    german::date,
    ids::KitaId,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The list for the tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceView {
    pub id: String,
    pub title: String,
    pub status: String,
    /// In order of time.
    pub sessions: Vec<SessionView>,
    pub people: Vec<AttendantView>,
    /// Position of the session that is shown first: the last that has begun, else the first.
    pub current: usize,
    /// What is asked before somebody without registration is taken in; blank while there is a seat.
    #[serde(default)]
    pub no_seat: String,
    /// To choose from for somebody without registration; told by [`Self::with_kitas`].
    #[serde(default)]
    pub kitas: Vec<KitaChoice>,
}

/// One session of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// As [`MarkInput::session`] names it.
    pub key: String,
    pub day: DayView,
    /// Why nothing can be entered; blank when it can.
    pub refusal: String,
}

/// One person of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendantView {
    /// Key of the person in this event.
    pub person: String,
    pub name: String,
    /// Kita of the directory, else the Einrichtung as entered.
    pub from: String,
    pub funktion: String,
    /// One for each session.
    pub marks: Vec<Option<Attendance>>,
    /// What was entered elsewhere as well and says something else, one for each session.
    #[serde(default)]
    pub others: Vec<Option<Attendance>>,
    /// The person has a certificate, so that entries stay as they are.
    pub certified: bool,
    /// Came without having registered.
    #[serde(default)]
    pub walk_in: bool,
}

impl AttendanceView {
    /// `local` is the time on the office's clock; `kita_name` names a Kita of the directory.
    pub fn of(sheet: &Sheet, kita_name: impl Fn(KitaId) -> Option<String>, local: NaiveDateTime) -> Self {
        let days = &sheet.event.plan.days;
        let session = |day| {
            let session = Session::of(day);
            let refusal = rules::is_open(&sheet.event, session, local.date()).err().map(german::refusal);
            SessionView { key: session.to_string(), day: DayView::of(day), refusal: refusal.unwrap_or_default() }
        };
        let person = |row: &Registration| AttendantView {
            person: row.person.to_string(),
            name: row.participant.name.clone(),
            from: from(row, &kita_name),
            funktion: events_german::funktion(row.participant.funktion).into(),
            marks: days.iter().map(|day| sheet.attendance(&row.person, Session::of(day))).collect(),
            others: days.iter().map(|day| sheet.other(&row.person, Session::of(day))).collect(),
            certified: sheet.certificate(&row.person).is_some(),
            walk_in: row.walk_in,
        };
        let held = Held::of(&sheet.registrations);
        let no_seat = walk_in::no_seat(&sheet.event, &sheet.registrations, &held, local);
        Self {
            id: sheet.event.id.to_string(),
            title: sheet.event.plan.title.clone(),
            status: events_german::event_status(sheet.event.plan.status).into(),
            sessions: days.iter().map(session).collect(),
            people: sheet.attendants().into_iter().map(person).collect(),
            current: days.iter().rposition(|day| day.date.and_time(day.begin) <= local).unwrap_or_default(),
            no_seat: no_seat.map(walk_in::german::question).unwrap_or_default(),
            kitas: vec![],
        }
    }

    /// The same with the Kitas of the directory.
    pub fn with_kitas(self, kitas: Vec<KitaChoice>) -> Self {
        Self { kitas, ..self }
    }
}

/// An entry on its way to the server; `attendance` is `None` to take one back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkInput {
    pub person: String,
    pub session: String,
    #[serde(default)]
    pub attendance: Option<Attendance>,
}

impl MarkInput {
    /// `None` when person or session are named in no way that the list does.
    pub fn parse(&self) -> Option<Marking> {
        let (person, session) = (PersonKey::parse(&self.person)?, Session::parse(&self.session)?);
        Some(Marking { person, session, attendance: self.attendance })
    }
}

/// What follows the last day: steps to take, and certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingView {
    pub id: String,
    pub title: String,
    pub status: String,
    /// Code of the step that comes next ([`Step`]); `None` when none is possible now.
    pub next: Option<String>,
    /// Why the next step is not possible yet; blank when it is, or when there is none.
    pub obstacle: String,
    /// Percent.
    pub required: u32,
    pub rows: Vec<ClosingRow>,
    /// How many have earned a certificate and have none yet.
    pub to_issue: usize,
    pub issued: usize,
}

/// One person's attendance and certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingRow {
    pub name: String,
    pub from: String,
    /// `80 % (8 Stunden von 10 Stunden)`
    pub share: String,
    /// Where the certificate stands, in words.
    pub state: String,
    /// Number of the certificate; blank without one.
    pub number: String,
}

impl ClosingView {
    /// `local` is the time on the office's clock; `kita_name` names a Kita of the directory.
    pub fn of(sheet: &Sheet, kita_name: impl Fn(KitaId) -> Option<String>, local: NaiveDateTime) -> Self {
        let (next, obstacle) = next_step(sheet, local);
        let row = |row: &Registration| ClosingRow {
            name: row.participant.name.clone(),
            from: from(row, &kita_name),
            share: german::share(rules::share(sheet, &row.person)),
            state: state(sheet, row),
            number: sheet.certificate(&row.person).map(|one| one.number.to_string()).unwrap_or_default(),
        };
        Self {
            id: sheet.event.id.to_string(),
            title: sheet.event.plan.title.clone(),
            status: events_german::event_status(sheet.event.plan.status).into(),
            next: next.map(|step| step.code().to_owned()),
            obstacle: obstacle.map(german::obstacle).unwrap_or_default(),
            required: sheet.event.plan.required_share,
            rows: sheet.attendants().into_iter().map(row).collect(),
            to_issue: rules::to_certify(sheet).len(),
            issued: sheet.certificates.iter().filter(|certificate| certificate.holds()).count(),
        }
    }
}

fn next_step(sheet: &Sheet, local: NaiveDateTime) -> (Option<Step>, Option<Obstacle>) {
    let step = match sheet.event.plan.status {
        EventStatus::Offen => Step::Hold,
        EventStatus::Durchgefuehrt => Step::Close,
        EventStatus::Abgeschlossen => Step::Reopen,
        EventStatus::Entwurf | EventStatus::Abgesagt => return (None, None),
    };
    match rules::step(sheet, step, local) {
        Ok(_) => (Some(step), None),
        Err(obstacle) => (None, Some(obstacle)),
    }
}

fn state(sheet: &Sheet, row: &Registration) -> String {
    let missing = sheet.missing_of(&row.person);
    let required = sheet.event.plan.required_share;
    if let Some(certificate) = sheet.certificate(&row.person) {
        return format!("ausgestellt am {}", date(certificate.issued));
    }
    let stands: String = if 0 < missing {
        "Anwesenheit noch nicht vollständig".into()
    } else if rules::earns(sheet, &row.person) {
        "kann ausgestellt werden".into()
    } else if rules::share(sheet, &row.person).reaches(required) {
        "nach der Veranstaltung".into()
    } else {
        format!("keine: weniger als {required} % besucht")
    };
    match sheet.withdrawn(&row.person) {
        Some(day) => format!("zurückgezogen am {}; {stands}", date(day)),
        None => stands,
    }
}

/// What anybody learns who checks a number: nothing about the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckView {
    pub number: String,
    /// `03.02.2027`
    pub issued: String,
    /// The day on which it was taken back; blank while it holds.
    #[serde(default)]
    pub withdrawn: String,
    pub title: String,
    pub format: String,
    /// The sessions that the person attended.
    pub days: Vec<DayView>,
    pub extent: String,
}

impl CheckView {
    pub fn of(certificate: &Certificate) -> Self {
        Self {
            number: certificate.number.to_string(),
            issued: date(certificate.issued),
            withdrawn: certificate.withdrawn.map(date).unwrap_or_default(),
            title: certificate.facts.title.clone(),
            format: events_german::format(certificate.facts.format).into(),
            days: certificate.facts.days.iter().map(DayView::of).collect(),
            extent: german::extent(certificate),
        }
    }
}
