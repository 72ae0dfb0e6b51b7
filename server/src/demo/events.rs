//! Two events to come: a Startseminar with a few tandems, and a public Netzwerktreffen. What is over: [`super::past_events`].

use crate::{AppState, auth::tokens::Token};
use anyhow::{Context, anyhow, ensure};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::{
    FieldError,
    access::{Koordination, Principal, Role, Scope},
    accounts::Email,
    events::{
        Admission, Audience, DayInput, EventInput, EventStatus, Format, Funktion, Opening, Participant, Party,
        PersonKey, RegistrationInput, german,
        port::{AnswerOutcome, RegistrationOutcome},
        rules::Registrar,
        tandem::{Answer, Half, Needs},
    },
    ids::EventId,
};
use uuid::Uuid;

const STARTSEMINAR: EventId = EventId::new(Uuid::from_u128(0x0e_0001));
const NETZWERKTREFFEN: EventId = EventId::new(Uuid::from_u128(0x0e_0002));

/// Whose deed the planning is in the audit log.
const KOORDINATION: &str = "koordination@demo.example";

/// Kitas of the demo's directory whose Leitung and KiSo come to the Startseminar together.
const TANDEMS: [(&str, &str, &str); 3] = [
    ("Amalia Erfunden", "Bruno Ausgedacht", "Demo-Kita Regenbogen"),
    ("Carla Beispiel", "Dennis Muster", "Demo-Kita Sonnenschein"),
    ("Elif Erdacht", "Frank Probe", "Demo-Kita Wirbelwind"),
];

/// Plans all events, in the name of the demo's Koordination.
pub async fn fill(state: &AppState) -> anyhow::Result<()> {
    let by = proof(state).await?;
    let today = state.ports.clock.today();
    let pellenz = sozialraum(state, &by, "VG Pellenz").await?;
    for (id, input) in [(STARTSEMINAR, startseminar(today)), (NETZWERKTREFFEN, netzwerktreffen(today, pellenz))] {
        let plan = input.check(today).map_err(faulty)?;
        state.ports.events.create(&by, id, &plan, state.ports.clock.now()).await?;
    }
    for (number, (leitung, kiso, kita)) in TANDEMS.into_iter().enumerate() {
        let leitung = person(leitung, Funktion::KitaLeitung, kita, number).check().map_err(faulty)?;
        let kiso = person(kiso, Funktion::KiSo, kita, number).check().map_err(faulty)?;
        tandem(state, number, leitung, kiso).await?;
    }
    super::past_events::fill(state, &by).await
}

/// Registers a tandem; of all but the last the KiSo has confirmed.
async fn tandem(state: &AppState, number: usize, leitung: Participant, kiso: Participant) -> anyhow::Result<()> {
    let (events, now) = (&state.ports.events, state.ports.clock.now());
    let invited = PersonKey::of(STARTSEMINAR, &kiso.email);
    let party = Party::Tandem { leitung, kiso, inviting: Half::Leitung };
    let outcome = events.register(Registrar::Guest, STARTSEMINAR, &party, now).await?;
    ensure!(outcome == RegistrationOutcome::Registered, "demo tandem {number}: {outcome:?}");
    if number + 1 < TANDEMS.len() {
        let link = Token::random().context("randomness for the demo")?.hash();
        let opening = Opening::Registration { event: STARTSEMINAR, person: invited };
        ensure!(events.keep_link(&opening, &link, now).await?, "demo tandem {number}: nobody is invited");
        let answer = events.answer(STARTSEMINAR, &link, Answer::Confirm, &Needs::default(), now).await?;
        ensure!(answer == AnswerOutcome::Done, "demo tandem {number}: {answer:?}");
    }
    Ok(())
}

fn startseminar(today: NaiveDate) -> EventInput {
    let first = weekday_after(today, 42, Weekday::Tue);
    EventInput {
        title: "Tandem-Startseminar für neue Kitas".into(),
        format: Format::TandemStartseminar.code().into(),
        description: "Kita-Leitung und KiSo beginnen gemeinsam und melden sich als Tandem an.".into(),
        contents: german::STARTSEMINAR_CONTENTS.join("\n"),
        days: vec![day(first, "09:00", "16:30"), day(first + Days::new(1), "09:00", "15:00")],
        capacity: "12".into(),
        opens: String::new(),
        closes: (first - Days::new(14)).to_string(),
        audience: Audience::Public.code().into(),
        status: EventStatus::Offen.code().into(),
        waiting_list: true,
        admission: Admission::Tandems.code().into(),
        ..Default::default()
    }
}

pub(super) async fn sozialraum(state: &AppState, by: &Koordination, name: &str) -> anyhow::Result<String> {
    let names = state.ports.events.area_names(by).await?;
    let found = names.sozialraeume.iter().find(|(_, known)| known == name);
    Ok(found.with_context(|| format!("the demo has no {name}"))?.0.to_string())
}

fn netzwerktreffen(today: NaiveDate, sozialraum: String) -> EventInput {
    let first = weekday_after(today, 21, Weekday::Thu);
    EventInput {
        title: "Netzwerktreffen im Sozialraum Pellenz".into(),
        format: Format::Netzwerktreffen.code().into(),
        description: "Für Kitas, Beratungsstellen, Vereine und alle, die mit Familien arbeiten.".into(),
        contents: "Angebote für Familien in der Pellenz\nAustausch und Absprachen".into(),
        days: vec![day(first, "14:00", "16:30")],
        capacity: "40".into(),
        opens: String::new(),
        closes: (first - Days::new(3)).to_string(),
        audience: Audience::Public.code().into(),
        sozialraeume: vec![sozialraum],
        status: EventStatus::Offen.code().into(),
        waiting_list: true,
        ..Default::default()
    }
}

pub(super) fn day(date: NaiveDate, begin: &str, end: &str) -> DayInput {
    let place = "Demo-Saal, Musterstraße 1".into();
    DayInput { date: date.to_string(), begin: begin.into(), end: end.into(), place, speaker: String::new() }
}

/// The first `weekday` that is at least `days` after `today`.
fn weekday_after(today: NaiveDate, days: u64, weekday: Weekday) -> NaiveDate {
    let earliest = today + Days::new(days);
    earliest
        + Days::new(u64::from((7 + weekday.num_days_from_monday() - earliest.weekday().num_days_from_monday()) % 7))
}

fn person(name: &str, funktion: Funktion, kita: &str, tandem: usize) -> RegistrationInput {
    RegistrationInput {
        name: name.into(),
        email: format!("{}-{tandem}@demo.example", funktion.code().replace('_', "-")),
        funktion: funktion.code().into(),
        einrichtung: kita.into(),
        ..Default::default()
    }
}

async fn proof(state: &AppState) -> anyhow::Result<Koordination> {
    let email = Email::parse("email", KOORDINATION).map_err(|fault| faulty(vec![fault]))?;
    let login = state.ports.accounts.find_login(&email).await?.context("the demo's Koordination has an account")?;
    Ok(Principal { account: login.account.id, role: Role::Koordination, scope: Scope::All }.require()?)
}

pub(super) fn faulty(faults: Vec<FieldError>) -> anyhow::Error {
    anyhow!("demo event: {faults:?}")
}
