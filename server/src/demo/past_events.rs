//! What is over: a Fachtag with attendance and certificates, and two meetings of a Sozialraumteam, of which the second approved
//! the minutes of the first. Everything was entered at its time, so that the portal has a past when it starts.

use super::events::{day, faulty, sozialraum};
use crate::AppState;
use anyhow::{Context, ensure};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};
use domain::{
    access::{Koordination, Registrant, Right, Role},
    accounts::Email,
    events::{
        Attendance, Audience, EventInput, EventPlan, EventStatus, Format, Funktion, Participant, Party, PersonKey,
        RegistrationInput,
        attendance::{Marking, Session, Step},
        minutes::{ItemInput, MinutesInput, TaskInput},
        port::RegistrationOutcome,
        rules::Registrar,
        walk_in::{WalkIn, WalkInOutcome},
    },
    ids::EventId,
    people,
};
use uuid::Uuid;

const FACHTAG: EventId = EventId::new(Uuid::from_u128(0x0e_0003));
const TEAM: [EventId; 2] = [EventId::new(Uuid::from_u128(0x0e_0004)), EventId::new(Uuid::from_u128(0x0e_0005))];

/// A region in which the demo's KiSo has a Kita.
const REGION: &str = "VG Rhein-Mosel";

/// Somebody who takes part: name, address, and the number of the Kita in the demo's directory.
type Person = (&'static str, &'static str, Funktion, u32);

/// The demo's own logins, who find these events among theirs.
const KISO: Person = ("Demo KiSo", "ki-so@demo.example", Funktion::KiSo, 25);
const LEITUNG: Person = ("Demo Kita-Leitung", "kita-leitung@demo.example", Funktion::KitaLeitung, 24);

const OTHERS: [Person; 5] = [
    ("Greta Erfunden", "greta.erfunden@demo.example", Funktion::KiSo, 13),
    ("Hanno Ausgedacht", "hanno.ausgedacht@demo.example", Funktion::KiSo, 61),
    ("Ines Beispiel", "ines.beispiel@demo.example", Funktion::KitaLeitung, 88),
    ("Jonas Muster", "jonas.muster@demo.example", Funktion::KiSo, 40),
    ("Klara Probe", "klara.probe@demo.example", Funktion::KitaLeitung, 55),
];
/// Was registered for the Fachtag and could not come.
const EXCUSED: Person = ("Lothar Erdacht", "lothar.erdacht@demo.example", Funktion::KiSo, 30);
/// Came to the Fachtag without having registered.
const WALK_IN: Person = ("Mira Spontan", "mira.spontan@demo.example", Funktion::KiSo, 47);

/// Acts in the name of the demo's Koordination.
pub async fn fill(state: &AppState, by: &Koordination) -> anyhow::Result<()> {
    let past = Past { state, by, today: state.ports.clock.today() };
    past.fachtag().await?;
    past.team().await
}

struct Past<'a> {
    state: &'a AppState,
    by: &'a Koordination,
    today: NaiveDate,
}

impl Past<'_> {
    async fn fachtag(&self) -> anyhow::Result<()> {
        let date = weekday_before(self.today, 61, Weekday::Thu);
        let plan = self.plan(FACHTAG, &fachtag(date)).await?;
        let coming: Vec<Person> = [KISO, LEITUNG].into_iter().chain(OTHERS).collect();
        for person in coming.iter().chain([&EXCUSED]) {
            self.register(FACHTAG, &plan, *person).await?;
        }
        let evening = self.at(date, 17)?;
        let walk_in = WalkIn { participant: participant(WALK_IN)?, session: session(&plan)?, beyond: false };
        let admitted = self.state.ports.attendance.admit(self.by, FACHTAG, &walk_in, evening).await?;
        ensure!(admitted == WalkInOutcome::Admitted, "demo Fachtag: {admitted:?}");
        self.hold(FACHTAG, &plan, &coming, &[EXCUSED]).await?;
        let (attendance, numbering) = (&self.state.ports.attendance, self.state.ports.numbering.as_ref());
        let issued = attendance.issue_certificates(self.by, FACHTAG, numbering, "", self.at(date, 18)?).await?;
        ensure!(issued as usize == coming.len() + 1, "demo Fachtag: {issued} certificates");
        Ok(attendance.take_step(self.by, FACHTAG, Step::Close, self.at(date, 18)?).await?)
    }

    async fn team(&self) -> anyhow::Result<()> {
        let region = sozialraum(self.state, self.by, REGION).await?;
        let dates = [75, 33].map(|days| weekday_before(self.today, days, Weekday::Tue));
        let people = [KISO, OTHERS[1], OTHERS[3]];
        for ((id, date), topic) in TEAM.into_iter().zip(dates).zip(["Angebote in den Ferien", "Neue Netzwerkpartner"]) {
            let plan = self.plan(id, &meeting(date, topic, &region)).await?;
            for person in people {
                self.register(id, &plan, person).await?;
            }
            self.hold(id, &plan, &people, &[]).await?;
            self.state.ports.attendance.take_step(self.by, id, Step::Close, self.at(date, 18)?).await?;
        }
        self.minutes(dates).await
    }

    /// Those of the first meeting: sent on the next day, its task done soon, approved by the second meeting.
    async fn minutes(&self, [first, second]: [NaiveDate; 2]) -> anyhow::Result<()> {
        let (minutes, id) = (&self.state.ports.minutes, TEAM[0]);
        let draft = minutes_of(first).check().map_err(faulty)?;
        minutes.save_minutes(self.by, id, &draft, 0, self.at(first, 18)?).await?;
        let sent = minutes.send_minutes(self.by, id, 1, self.at(first + Days::new(1), 9)?).await?;
        ensure!(sent == 3, "demo minutes: sent to {sent}");
        for task in minutes.meeting(self.by, id).await?.tasks {
            minutes.set_task_done(self.by, task.id, true, self.at(first + Days::new(9), 11)?).await?;
        }
        Ok(minutes.approve_minutes(self.by, id, TEAM[1], self.at(second, 12)?).await?)
    }

    /// Plans an event four weeks before its day.
    async fn plan(&self, id: EventId, input: &EventInput) -> anyhow::Result<EventPlan> {
        let plan = input.check(self.today).map_err(faulty)?;
        let date = session(&plan)?.date;
        self.state.ports.events.create(self.by, id, &plan, self.at(date - Days::new(28), 9)?).await?;
        Ok(plan)
    }

    /// Registers somebody two weeks before the day.
    async fn register(&self, id: EventId, plan: &EventPlan, person: Person) -> anyhow::Result<()> {
        let party = Party::Single(participant(person)?);
        let member: Registrant = self.by.principal().require()?;
        let moment = self.at(session(plan)?.date - Days::new(14), 10)?;
        let outcome = self.state.ports.events.register(Registrar::Member(&member), id, &party, moment).await?;
        ensure!(outcome == RegistrationOutcome::Registered, "demo event {id}: {outcome:?}");
        Ok(())
    }

    /// Enters who was there on the evening of the day, and that the event took place.
    async fn hold(&self, id: EventId, plan: &EventPlan, there: &[Person], away: &[Person]) -> anyhow::Result<()> {
        let session = session(plan)?;
        let entered = |attendance| {
            move |person: &Person| -> anyhow::Result<Marking> {
                let person = PersonKey::of(id, &email(*person)?);
                Ok(Marking { person, session, attendance: Some(attendance) })
            }
        };
        let present = there.iter().map(entered(Attendance::Anwesend));
        let excused = away.iter().map(entered(Attendance::Entschuldigt));
        let marks = present.chain(excused).collect::<anyhow::Result<Vec<_>>>()?;
        let (attendance, evening) = (&self.state.ports.attendance, self.at(session.date, 17)?);
        attendance.enter(self.by, id, &marks, evening).await?;
        Ok(attendance.take_step(self.by, id, Step::Hold, evening).await?)
    }

    /// A full hour on the office's clock.
    fn at(&self, date: NaiveDate, hour: u32) -> anyhow::Result<DateTime<Utc>> {
        let time = NaiveTime::from_hms_opt(hour, 0, 0).context("an hour of the day")?;
        Ok(self.state.ports.clock.moment(date.and_time(time)))
    }
}

fn fachtag(date: NaiveDate) -> EventInput {
    EventInput {
        title: "Fachtag »Übergänge gestalten«".into(),
        format: Format::Fachtag.code().into(),
        description: "Impulse und Werkstätten für Kita-Sozialarbeit und Kita-Leitungen.".into(),
        contents: "Von der Familie in die Kita\nVon der Kita in die Grundschule\nZusammenarbeit mit Beratungsstellen"
            .into(),
        topics: "Übergänge".into(),
        days: vec![day(date, "09:00", "16:00")],
        capacity: "40".into(),
        closes: (date - Days::new(7)).to_string(),
        audience: Audience::Public.code().into(),
        status: EventStatus::Offen.code().into(),
        waiting_list: true,
        ..EventInput::default()
    }
}

fn meeting(date: NaiveDate, topic: &str, region: &str) -> EventInput {
    EventInput {
        title: format!("Sozialraumteam Rhein-Mosel: {topic}"),
        format: Format::Sozialraumteamtreffen.code().into(),
        contents: format!("Begrüßung\n{topic}\nTermine"),
        days: vec![day(date, "10:00", "12:00")],
        capacity: "15".into(),
        closes: (date - Days::new(2)).to_string(),
        audience: Audience::Members.code().into(),
        roles: vec![Role::KiSo.code().into()],
        sozialraeume: vec![region.into()],
        status: EventStatus::Offen.code().into(),
        ..EventInput::default()
    }
}

fn minutes_of(date: NaiveDate) -> MinutesInput {
    let item = |topic: &str, result: &str, decision: &str| ItemInput {
        topic: topic.into(),
        result: result.into(),
        decision: decision.into(),
    };
    MinutesInput {
        items: vec![
            item("Begrüßung", "", ""),
            item(
                "Angebote in den Ferien",
                "Drei Kitas öffnen ihre Höfe; die Jugendpflege bringt ein Spielmobil.",
                "Alle Angebote stehen auf einem gemeinsamen Blatt.",
            ),
            item("Termine", "Das nächste Treffen ist in etwa sechs Wochen.", ""),
        ],
        tasks: vec![TaskInput {
            what: "Gemeinsames Blatt mit allen Angeboten entwerfen".into(),
            who: KISO.0.into(),
            until: (date + Days::new(14)).to_string(),
            ..TaskInput::default()
        }],
    }
}

fn participant((name, email, funktion, kita): Person) -> anyhow::Result<Participant> {
    let input = RegistrationInput {
        name: name.into(),
        email: email.into(),
        funktion: funktion.code().into(),
        kita: people::demo::kita(kita).to_string(),
        ..RegistrationInput::default()
    };
    input.check().map_err(faulty)
}

fn email((_, email, ..): Person) -> anyhow::Result<Email> {
    Email::parse("email", email).map_err(|fault| faulty(vec![fault]))
}

/// The first session: all of these events have one.
fn session(plan: &EventPlan) -> anyhow::Result<Session> {
    Ok(Session::of(plan.days.first().context("an event has a day")?))
}

/// The last `weekday` that is at least `days` before `today`.
fn weekday_before(today: NaiveDate, days: u64, weekday: Weekday) -> NaiveDate {
    let latest = today - Days::new(days);
    let surplus = 7 + latest.weekday().num_days_from_monday() - weekday.num_days_from_monday();
    latest - Days::new(u64::from(surplus % 7))
}
