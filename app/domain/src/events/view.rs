//! What pages show: finished German text where text is enough, so that server and browser print the same bytes.

use super::{
    area::AreaNames,
    german, guests,
    input::RegistrationInput,
    limits,
    lists::german::unreadable_in_list,
    materials::Material,
    port::{Linked, ListedEvents, OwnEvents},
    rules::{Availability, availability, may_give_up, parties, place_of},
    series::SeriesView,
    tandem::{self, HalfRow, Tandem, TandemInput, TandemRow},
    types::{Admission, Event, EventDay, EventStatus, Funktion, Registration, RegistrationStatus},
};
use crate::{
    clock::Clock,
    german::{date, long_date},
    ids::KitaId,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// One event of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    pub id: String,
    pub title: String,
    pub format: String,
    /// `01.02.2027` or `01.02.2027 bis 02.02.2027`.
    pub dates: String,
    /// When the first day begins, to sort by.
    #[serde(default)]
    pub begins: Option<NaiveDateTime>,
    /// Place of the first day.
    pub place: String,
    pub availability: Availability,
    /// The same as a sentence.
    pub availability_text: String,
    pub status: String,
    pub taken: u32,
    pub capacity: u32,
    /// Negative when the capacity was lowered below what is taken.
    pub free: i64,
    /// People on the waiting list.
    pub waiting: u32,
    /// Meetings of its format have minutes.
    pub has_minutes: bool,
    /// Where it belongs, `Bendorf, Pellenz`; blank for all of the area, and where names were not asked for.
    #[serde(default)]
    pub sozialraeume: String,
    /// No event: `title` says how many are missing in the list, because they cannot be read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
}

impl EventRow {
    /// `local` is the time on the office's clock.
    pub fn of(event: &Event, local: NaiveDateTime) -> Self {
        let availability = availability(event, local);
        Self {
            id: event.id.to_string(),
            title: event.plan.title.clone(),
            format: german::format(event.plan.format).into(),
            dates: dates(&event.plan.days),
            begins: event.plan.begins_at(),
            place: event.plan.days.first().map(|day| day.place.clone()).unwrap_or_default(),
            availability,
            availability_text: german::availability(availability),
            status: german::event_standing(event).into(),
            taken: event.seats.taken,
            capacity: event.seats.capacity,
            free: event.seats.free(),
            waiting: event.seats.waiting,
            has_minutes: event.plan.format.has_minutes(),
            sozialraeume: String::new(),
            unreadable: false,
        }
    }

    /// The list of the office, with the names of the Sozialräume. What cannot be read is said below: a page of the version before
    /// shows it as a line.
    pub fn listed(found: &ListedEvents, names: &AreaNames, local: NaiveDateTime) -> Vec<Self> {
        let missing = unreadable_in_list(found.missing()).map(Self::of_unreadable);
        found.events.iter().map(|event| Self::within(event, names, local)).chain(missing).collect()
    }

    /// As [`Self::of`], with the names of the Sozialräume.
    pub fn within(event: &Event, names: &AreaNames, local: NaiveDateTime) -> Self {
        Self { sozialraeume: names.of_sozialraeume(&event.plan.circle), ..Self::of(event, local) }
    }

    fn of_unreadable(title: String) -> Self {
        Self {
            id: String::new(),
            title,
            format: String::new(),
            dates: String::new(),
            begins: None,
            place: String::new(),
            availability: Availability::Entwurf,
            availability_text: String::new(),
            status: String::new(),
            taken: 0,
            capacity: 0,
            free: 0,
            waiting: 0,
            has_minutes: false,
            sozialraeume: String::new(),
            unreadable: true,
        }
    }
}

/// An event that somebody is registered for, or was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyEventRow {
    pub event: EventRow,
    /// Where the registration stands; of a tandem both.
    pub state: String,
    /// As [`PublicEventView::feedback`].
    #[serde(default)]
    pub feedback: String,
    /// Until when the seat can be given up, as a sentence; blank where that is until the event begins, and for who has none or has
    /// to confirm it first.
    #[serde(default)]
    pub cancelling: String,
    /// Came alone and has a seat to confirm, or an address.
    #[serde(default)]
    pub asks: bool,
    /// There is something to give up, and the event is ahead.
    #[serde(default)]
    pub can_cancel: bool,
    /// What participants get; empty for who has no seat.
    #[serde(default)]
    pub materials: Vec<Material>,
    /// What the person's code for the door says ([`super::attendance::pass`]); blank without one.
    #[serde(default)]
    pub pass: String,
}

impl MyEventRow {
    /// `local` is the time on the office's clock.
    pub fn of(linked: &Linked, local: NaiveDateTime) -> Self {
        let Linked { event, registration, partner, place } = linked;
        let begun = event.plan.has_begun(local);
        let place = place.map(|place| german::place(place, event.seats.free()));
        let state = match (partner, place) {
            (Some(partner), place) => {
                german::with_partner(registration, partner, place.as_deref(), local.date(), begun)
            }
            (None, _) if begun => german::status_after_begin(registration.status).to_owned(),
            (None, Some(place)) => format!("{}, {place}", german::registration_status(registration.status)),
            (None, None) => with_deadline(german::registration_status(registration.status), registration),
        };
        let ahead = !begun && event.plan.status == EventStatus::Offen;
        let open = may_give_up(&event.plan, registration, local.date());
        let can_cancel = ahead && open && !registration.status.is_over();
        let seated = ahead && registration.status.holds_seat();
        let moved_up = seated && registration.deadline.is_some_and(|until| local.date() <= until);
        let asks = partner.is_none() && (moved_up || ahead && guests::is_asked(registration));
        let settled = seated && registration.deadline.is_none() && registration.confirm_by.is_none();
        let cancelling = settled.then(|| german::cancelling(&event.plan, local.date())).flatten();
        Self {
            event: EventRow::of(event, local),
            state,
            feedback: String::new(),
            cancelling: cancelling.unwrap_or_default(),
            asks,
            can_cancel,
            materials: Material::of_participant(&event.plan, registration),
            pass: String::new(),
        }
    }

    /// No event: its `title` says how many are missing, because they cannot be read; `None` where none are.
    pub fn of_unreadable(own: &OwnEvents) -> Option<Self> {
        let missing = u32::try_from(own.unreadable.len()).unwrap_or(u32::MAX);
        let [state, feedback, cancelling, pass] = [const { String::new() }; 4];
        let (asks, can_cancel, materials) = (false, false, vec![]);
        unreadable_in_list(missing).map(|title| {
            let event = EventRow::of_unreadable(title);
            Self { event, state, feedback, cancelling, asks, can_cancel, materials, pass }
        })
    }

    /// The same with the address of the survey about the event.
    pub fn with_feedback(self, feedback: String) -> Self {
        Self { feedback, ..self }
    }

    /// The same with the code for the door.
    pub fn with_pass(self, pass: String) -> Self {
        Self { pass, ..self }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayView {
    /// `Montag, 1. Februar 2027`
    pub date: String,
    /// `09:00 bis 16:00 Uhr`
    pub hours: String,
    pub place: String,
    /// `mit Kim Beispiel`; may be blank.
    #[serde(default)]
    pub speaker: String,
}

impl DayView {
    pub(super) fn of(day: &EventDay) -> Self {
        let speaker = german::speaker(day).unwrap_or_default();
        Self { date: long_date(day.date), hours: german::hours(day), place: day.place.clone(), speaker }
    }
}

/// A Kita to choose in the registration form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaChoice {
    pub id: String,
    pub name: String,
}

/// The public page of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicEventView {
    pub event: EventRow,
    pub description: String,
    pub contents: Vec<String>,
    pub days: Vec<DayView>,
    /// `15.01.2027`
    pub closes: String,
    /// Who registers asks the Koordination for a seat.
    #[serde(default)]
    pub approval: bool,
    /// How many of one Sozialraum or Funktion get a seat, a sentence each; empty where that is not limited.
    #[serde(default)]
    pub limits: Vec<String>,
    /// Until when people without an account confirm, as a sentence; blank where they need not.
    #[serde(default)]
    pub guests: String,
    /// Until when a seat can be given up, as a sentence; blank where that is until the event begins.
    #[serde(default)]
    pub cancelling: String,
    pub kitas: Vec<KitaChoice>,
    /// What the registration form begins with: what the portal knows of who is logged in, else blank.
    pub known: RegistrationInput,
    /// The same for the form of a tandem.
    pub known_tandem: TandemInput,
    pub admission: Admission,
    /// How tandems are treated, one sentence or two each; empty where there are none.
    pub tandem_terms: Vec<String>,
    /// Whether there is room for a tandem, as a sentence.
    pub tandem_room: String,
    /// A tandem that registers now would have to wait.
    pub tandem_waits: bool,
    /// Until when the invited half has to confirm, as a sentence.
    pub tandem_deadline: String,
    /// Where participants say how it was; blank when nobody is asked now. Told by [`Self::with_feedback`].
    #[serde(default)]
    pub feedback: String,
    /// Names of the KiSo of the Anstellungsträger who looks at the page, to choose from; else empty. Told by
    /// [`Self::with_kisos`].
    #[serde(default)]
    pub kisos: Vec<String>,
}

impl PublicEventView {
    /// `local` is the time on the office's clock.
    pub fn of(event: &Event, kitas: Vec<KitaChoice>, known: RegistrationInput, local: NaiveDateTime) -> Self {
        let (summary, waiting_list) = (EventRow::of(event, local), event.plan.waiting_list);
        let (availability, free) = (summary.availability, summary.free);
        Self {
            event: summary,
            description: event.plan.description.clone().unwrap_or_default(),
            contents: event.plan.contents.clone(),
            days: event.plan.days.iter().map(DayView::of).collect(),
            tandem_room: tandem::german::room(availability, free, waiting_list),
            tandem_waits: match availability {
                Availability::Open { free } => free < 2 && waiting_list,
                Availability::WaitingList { .. } => true,
                _ => false,
            },
            tandem_deadline: tandem::german::to_confirm(&event.plan),
            closes: date(event.plan.closes),
            approval: event.plan.approval,
            limits: limits::german::terms(&event.plan.limits, waiting_list),
            guests: guests::german::term(&event.plan).unwrap_or_default(),
            cancelling: german::cancelling(&event.plan, local.date()).unwrap_or_default(),
            kitas,
            known_tandem: TandemInput::of(&known),
            known,
            admission: event.plan.admission,
            tandem_terms: match event.plan.admission.takes_tandems() {
                true => tandem::german::terms(&event.plan),
                false => vec![],
            },
            feedback: String::new(),
            kisos: vec![],
        }
    }

    /// The same with whom an Anstellungsträger can send.
    #[must_use]
    pub fn with_kisos(self, kisos: Vec<String>) -> Self {
        Self { kisos, ..self }
    }

    /// The same with the address of the survey.
    pub fn with_feedback(self, feedback: String) -> Self {
        Self { feedback, ..self }
    }
}

/// An event with its registrations, for the Koordination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    pub event: EventRow,
    pub description: String,
    pub contents: Vec<String>,
    /// What participants get.
    #[serde(default)]
    pub materials: Vec<Material>,
    pub days: Vec<DayView>,
    /// `bis 15.01.2027` or `vom 01.12.2026 bis 15.01.2027`.
    pub window: String,
    /// What else holds, a sentence each: how many people it needs, and until when they give up their seats.
    #[serde(default)]
    pub notes: Vec<String>,
    pub audience: String,
    /// Who can register, in words.
    pub admission: String,
    /// As [`PublicEventView::tandem_terms`].
    pub tandem_terms: Vec<String>,
    /// Those that hold seats or wait for them.
    pub tandems: Vec<TandemRow>,
    /// Those who look for a partner.
    pub halves: Vec<HalfRow>,
    /// Everybody else, in the order of registration.
    pub registrations: Vec<RegistrationRow>,
    /// The series that it belongs to.
    #[serde(default)]
    pub series: Option<SeriesView>,
}

impl EventView {
    /// `kita_name` names a Kita of the directory by its id. Its series is told by [`Self::in_series`].
    pub fn of(
        event: &Event,
        registrations: &[Registration],
        kita_name: impl Fn(KitaId) -> Option<String>,
        names: &AreaNames,
        clock: &dyn Clock,
    ) -> Self {
        let local = clock.local(clock.now());
        let takes_tandems = event.plan.admission.takes_tandems();
        let tandems = Tandem::all(registrations);
        let row = EventRow::within(event, names, local);
        Self {
            event: EventRow { availability_text: german::availability_for_office(row.availability), ..row },
            description: event.plan.description.clone().unwrap_or_default(),
            contents: event.plan.contents.clone(),
            materials: Material::all(&event.plan),
            days: event.plan.days.iter().map(DayView::of).collect(),
            window: german::window(event.plan.opens, event.plan.closes),
            notes: german::notes(&event.plan, event.seats.taken),
            audience: german::addressed(&event.plan, names),
            admission: german::admission(event.plan.admission).into(),
            tandem_terms: if takes_tandems { tandem::german::terms(&event.plan) } else { vec![] },
            tandems: tandem_rows(event, registrations, &tandems, &kita_name, local),
            halves: HalfRow::all(registrations, event.plan.has_begun(local), &kita_name),
            registrations: rows(event, registrations, &tandems, &kita_name, clock),
            series: None,
        }
    }

    /// The same with the series that the event belongs to.
    pub fn in_series(self, series: Option<SeriesView>) -> Self {
        Self { series, ..self }
    }
}

fn tandem_rows(
    event: &Event,
    registrations: &[Registration],
    tandems: &[Tandem],
    kita_name: &impl Fn(KitaId) -> Option<String>,
    local: NaiveDateTime,
) -> Vec<TandemRow> {
    let begun = event.plan.has_begun(local);
    let row = |tandem: &Tandem| {
        let place = place(event, registrations, tandem.leitung, local);
        TandemRow::of(tandem, place.as_deref(), local.date(), begun, kita_name)
    };
    // Who has seats comes first, then who waits, in the order in which they move up.
    let parties = parties(registrations);
    let turn =
        |tandem: &&Tandem| parties.iter().position(|party| party.iter().any(|waiting| tandem.has(&waiting.person)));
    let mut ordered: Vec<&Tandem> = tandems.iter().collect();
    ordered.sort_by_key(turn);
    ordered.into_iter().map(row).collect()
}

/// The place of somebody who waits and what they wait for: `Platz 2: wartet auf einen freien Platz`; after the begin that it
/// came to nothing.
pub(super) fn place(
    event: &Event,
    registrations: &[Registration],
    row: &Registration,
    local: NaiveDateTime,
) -> Option<String> {
    let place = place_of(&event.plan, registrations, &row.person)?;
    Some(match event.plan.has_begun(local) {
        true => german::NOT_IN_TIME.to_owned(),
        false => german::place(place, event.seats.free()),
    })
}

/// Where somebody in no tandem stands, as the Koordination reads it.
pub(super) fn standing(
    event: &Event,
    registrations: &[Registration],
    row: &Registration,
    local: NaiveDateTime,
) -> String {
    let begun = event.plan.has_begun(local);
    match place(event, registrations, row, local) {
        Some(place) if guests::is_asked(row) && !begun => {
            let status = german::registration_status(row.status);
            format!("{status}, {place}, {}", guests::german::OPEN)
        }
        Some(place) => format!("{}, {place}", german::registration_status(row.status)),
        None if begun => german::standing(row, begun).to_owned(),
        None => with_deadline(german::standing(row, begun), row),
    }
}

/// Who is neither in a tandem nor looks for one, in the order as it came.
fn rows(
    event: &Event,
    registrations: &[Registration],
    tandems: &[Tandem],
    kita_name: &impl Fn(KitaId) -> Option<String>,
    clock: &dyn Clock,
) -> Vec<RegistrationRow> {
    let alone = |row: &&Registration| {
        row.status != RegistrationStatus::SuchtPartner && !tandems.iter().any(|tandem| tandem.has(&row.person))
    };
    let local = clock.local(clock.now());
    let begun = event.plan.has_begun(local);
    let status = |row: &Registration| standing(event, registrations, row, local);
    registrations
        .iter()
        .filter(alone)
        .map(|row| RegistrationRow::of(row, (status(row), begun), kita_name, clock))
        .collect()
}

/// The status of somebody in no tandem, with what is still to be confirmed: a seat until a day, or a guest's registration.
fn with_deadline(status: &str, row: &Registration) -> String {
    match row.deadline.filter(|_| row.status.holds_seat()) {
        Some(until) => format!("{status}, {}", german::unconfirmed(until)),
        None if guests::is_asked(row) => format!("{status}, {}", guests::german::OPEN),
        None => status.to_owned(),
    }
}

/// One registration in the Koordination's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationRow {
    /// Key of the person in this event: what a cancellation names.
    pub person: String,
    pub name: String,
    pub email: String,
    pub funktion: String,
    /// Kita of the directory, else the Einrichtung as entered.
    pub from: String,
    pub status: String,
    /// Holds a seat or waits for one, so that there is something to cancel.
    pub can_cancel: bool,
    /// `22.11.2026, 14:05 Uhr`
    pub registered_at: String,
    pub access_needs: String,
    pub food_needs: String,
    #[serde(default)]
    pub arrival_needs: String,
    /// The Koordination has to decide on it.
    #[serde(default)]
    pub requested: bool,
}

impl RegistrationRow {
    fn of(
        row: &Registration,
        (status, begun): (String, bool),
        kita_name: &impl Fn(KitaId) -> Option<String>,
        clock: &dyn Clock,
    ) -> Self {
        let person = &row.participant;
        let at = clock.local(row.registered_at);
        Self {
            person: row.person.to_string(),
            name: person.name.clone(),
            email: person.email.to_string(),
            funktion: german::funktion(person.funktion).into(),
            from: tandem::from(row, kita_name),
            status,
            can_cancel: !row.status.is_over(),
            registered_at: format!("{}, {} Uhr", date(at.date()), german::time(at.time())),
            access_needs: person.access_needs.clone().unwrap_or_default(),
            food_needs: person.food_needs.clone().unwrap_or_default(),
            arrival_needs: person.arrival_needs.clone().unwrap_or_default(),
            requested: row.status == RegistrationStatus::Angefragt && !begun,
        }
    }
}

fn dates(days: &[EventDay]) -> String {
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first.date != last.date => format!("{} bis {}", date(first.date), date(last.date)),
        (Some(first), _) => date(first.date),
        _ => String::new(),
    }
}

/// Choices of the field "Funktion", in the order of the form.
pub fn funktion_choices() -> Vec<(&'static str, &'static str)> {
    Funktion::ALL.iter().map(|funktion| (funktion.code(), german::funktion(*funktion))).collect()
}

#[cfg(test)]
#[path = "view_test.rs"]
mod tests;
