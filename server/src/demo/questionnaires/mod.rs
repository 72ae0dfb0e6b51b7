//! Two questionnaires in the Kita of the demo's KiSo: a survey of parents with enough answers to show results, and a
//! protocol sheet to fill in. Both come in through the importer, and every answer is given to the engine.

mod respondent;

use crate::{AppState, questionnaires::workbook};
use anyhow::{Context as _, anyhow, ensure};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    access::{KiSo, Koordination, Principal, Role, Scope},
    accounts::Email,
    ids::{ErhebungId, KitaId, QuestionnaireId, SubmissionId},
    questionnaires::{
        About, Definition, Erhebung, Methode, SentSubmission, VersionNumber, Zielgruppe, check_publishable, import,
        survey::{Survey, SurveyAccess, SurveyToken},
    },
};
use respondent::Respondents;
use uuid::{Builder, Uuid};

const ELTERN: &str = include_str!("elternbefragung.csv");
const HOSPITATION: &str = include_str!("hospitation.csv");

/// Parents who answer, and sheets the KiSo has sent.
const PARENTS: u32 = 60;
const SHEETS: u32 = 3;

/// One Erhebung of the demo with its questionnaire.
struct Plan {
    text: &'static str,
    questionnaire: u32,
    number: u32,
    /// Which of the KiSo's Kitas, counted from 0.
    kita: usize,
    methode: Methode,
    zielgruppe: Zielgruppe,
    answers: u32,
    asked: Option<u32>,
    /// First and last day, in days from today.
    days: (i64, i64),
}

/// A written survey of parents; the first one is going on, the others are over.
const fn parents(number: u32, kita: usize, answers: u32, asked: u32, days: (i64, i64)) -> Plan {
    let (methode, zielgruppe) = (Methode::SchriftlicheBefragung, Zielgruppe::Eltern);
    Plan { text: ELTERN, questionnaire: 1, number, kita, methode, zielgruppe, answers, asked: Some(asked), days }
}

const PLANS: [Plan; 4] = [
    parents(1, 0, PARENTS, 85, (-20, 21)),
    Plan {
        text: HOSPITATION,
        questionnaire: 2,
        number: 2,
        kita: 0,
        methode: Methode::Beobachtung,
        zielgruppe: Zielgruppe::Protokoll,
        answers: SHEETS,
        asked: None,
        days: (-6, 83),
    },
    parents(3, 1, 28, 45, (-60, -25)),
    // Older than answers are kept: what is left of it are its counts.
    parents(4, 0, 40, 80, (-400, -370)),
];

/// Publishes both questionnaires and takes in their answers, in the name of the demo's Koordination and KiSo.
pub async fn fill(state: &AppState) -> anyhow::Result<()> {
    let office = login(state, "koordination@demo.example", Role::Koordination).await?;
    let field = login(state, "ki-so@demo.example", Role::KiSo).await?;
    let Scope::Kitas(kitas) = &field.scope else { return Err(anyhow!("the demo's KiSo has no Kitas")) };
    let first = *kitas.first().context("the demo's KiSo has no Kita")?;
    let (by, kiso): (Koordination, KiSo) = (office.require()?, field.require()?);
    for plan in PLANS {
        let definition = read(plan.text)?;
        let kita = kitas.get(plan.kita).copied().unwrap_or(first);
        let erhebung = begin(state, &by, kita, &plan, &definition).await?;
        take_in(state, &kiso, &plan, &erhebung, &definition).await?;
        if plan.number == 1 {
            open_survey(state, &by, &erhebung).await?;
        }
    }
    Ok(())
}

/// The parents' link, open as long as the Erhebung; to be found on its page.
async fn open_survey(state: &AppState, by: &Koordination, erhebung: &Erhebung) -> anyhow::Result<()> {
    let token = SurveyToken::from_random(rand::random);
    let survey =
        Survey { token, erhebung: erhebung.id, opens: erhebung.from, closes: erhebung.to, access: SurveyAccess::Open };
    Ok(state.ports.surveys.save_survey(by, &survey, state.ports.clock.now()).await?)
}

fn read(text: &str) -> anyhow::Result<Definition> {
    let workbook = workbook::read(text.as_bytes(), "demo.csv").map_err(|cause| anyhow!("demo: {cause:?}"))?;
    let imported = import(&workbook, None).map_err(|faults| {
        let sentences: Vec<String> = faults.iter().map(|fault| fault.sentence()).collect();
        anyhow!("demo: {}", sentences.join(" "))
    })?;
    let obstacles = check_publishable(&imported.definition);
    ensure!(obstacles.is_empty() && imported.warnings.is_empty(), "demo: {obstacles:?} {:?}", imported.warnings);
    Ok(imported.definition)
}

async fn begin(
    state: &AppState,
    by: &Koordination,
    kita: KitaId,
    plan: &Plan,
    definition: &Definition,
) -> anyhow::Result<Erhebung> {
    let (store, now, today) = (&state.ports.questionnaires, state.ports.clock.now(), state.ports.clock.today());
    let questionnaire = QuestionnaireId::new(Uuid::from_u128(0x0f_0100 + u128::from(plan.questionnaire)));
    let is_published = store.list(by).await?.iter().any(|head| head.id == questionnaire);
    if !is_published {
        store.save_draft(by, questionnaire, definition, now).await?;
        store.publish(by, questionnaire, now).await?;
    }
    let erhebung = Erhebung {
        id: ErhebungId::new(Uuid::from_u128(0x0f_0200 + u128::from(plan.number))),
        about: About::Kita(kita),
        from: today + TimeDelta::days(plan.days.0),
        to: today + TimeDelta::days(plan.days.1),
        methode: plan.methode,
        zielgruppe: plan.zielgruppe,
        questionnaire,
        version: VersionNumber(1),
        asked: plan.asked,
    };
    store.create_erhebung(by, &erhebung, now).await?;
    Ok(erhebung)
}

async fn take_in(
    state: &AppState,
    kiso: &KiSo,
    plan: &Plan,
    erhebung: &Erhebung,
    definition: &Definition,
) -> anyhow::Result<()> {
    let now = state.ports.clock.now().timestamp_millis();
    let respondents = Respondents::new(definition, plan.answers, now)?;
    for number in 0..plan.answers {
        let day = day_of(erhebung, state.ports.clock.today(), number);
        let id = submission_id(plan.number, number);
        let sent = SentSubmission::new(id, erhebung.id, day, respondents.answer(number, day)?);
        state.ports.questionnaires.accept(kiso, &sent).await?;
    }
    Ok(())
}

/// Spreads the answers over the days that are gone.
fn day_of(erhebung: &Erhebung, today: NaiveDate, number: u32) -> NaiveDate {
    let days = (today.min(erhebung.to) - erhebung.from).num_days() + 1;
    erhebung.from + TimeDelta::days(i64::from(number) * 7 % days.max(1))
}

/// Of the shape of UUID version 4, always the same, without an order.
fn submission_id(plan: u32, number: u32) -> SubmissionId {
    let scattered = u128::from(plan * 1_000 + number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    SubmissionId::new(Builder::from_random_bytes(scattered.to_be_bytes()).into_uuid())
}

async fn login(state: &AppState, email: &str, role: Role) -> anyhow::Result<Principal> {
    let email = Email::parse("email", email).map_err(|fault| anyhow!("demo: {fault:?}"))?;
    let login = state.ports.accounts.find_login(&email).await?.context("the demo's account is there")?;
    let (account, day) = (login.account, state.ports.clock.today());
    let scope = state.ports.directory.scope_of(role, &account.subject, day).await?;
    Ok(Principal { account: account.id, role, scope })
}
