//! What a KiSo has of the own Kitas and on the own device, asked for by a KiSo of other Kitas: packages, changes, answers,
//! answers from paper, devices.

use super::{Case, Others, Sent, walk};
use crate::{
    sync::{DEVICE, PROTOCOL, SURVEY, in_the_field, json as text, send},
    test_app::{Browser, TestApp},
};
use app::questionnaires::paper::PaperForm;
use axum::http::StatusCode;
use domain::{
    access::{Role, Scope},
    accounts::Subject,
    ids::{DeviceId, KitaId, SubmissionId},
    people::{Directory, demo},
    questionnaires::{Place, QuestionId, SentSubmission, Submission},
    sync::{
        Change, ChangeKey, Noted, Record, Seen, Verdict,
        protocol::{Push, PushReply},
    },
};
use serde_json::{Value, json};
use store::Sequencer;
use uuid::Uuid;

pub const ASKED: &[&str] = &[
    "questionnaires/enter-paper",
    "questionnaires/paper-erhebungen",
    "questionnaires/paper-form",
    "sync/devices",
    "sync/revoke",
    "get /api/v1/sync/packages",
    "get /api/v1/sync/status",
    CHANGES,
    PUSH,
    "post /api/v1/sync/half",
    "post /api/v1/sync/submissions",
];

const CHANGES: &str = "get /api/v1/sync/changes";
const PUSH: &str = "post /api/v1/sync/changes";
const ADDRESS: &str = "/api/v1/sync/changes";
const OTHER_DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(102));
/// What somebody types on the sheet of a Kita.
const TYPED: &str = "nur in dieser Kita zu lesen";

const MISSING: Others = Others::Refused(StatusCode::NOT_FOUND);
const FORBIDDEN: Others = Others::Refused(StatusCode::FORBIDDEN);

fn kitas_of(app: &TestApp, directory: &Directory, subject: &Subject) -> Vec<KitaId> {
    match directory.scope_of(Role::KiSo, subject, app.state.ports.clock.today()) {
        Scope::Kitas(kitas) => kitas,
        scope => panic!("a KiSo has Kitas: {scope:?}"),
    }
}

/// Somebody who works as a KiSo, and in none of the Kitas of another.
pub fn elsewhere(app: &TestApp, directory: &Directory, than: &Subject) -> Subject {
    let own = kitas_of(app, directory, than);
    let works_elsewhere = |subject: &Subject| {
        let kitas = kitas_of(app, directory, subject);
        !kitas.is_empty() && kitas.iter().all(|kita| !own.contains(kita))
    };
    let mut subjects = directory.kisos.iter().map(|kiso| Subject::Person(kiso.id));
    subjects.find(works_elsewhere).expect("the demo has a KiSo elsewhere")
}

/// A browser of the KiSo of [`in_the_field`], and one of somebody from other Kitas.
pub async fn both(app: &TestApp) -> [Browser<'_>; 2] {
    let own = in_the_field(app).await;
    let directory = demo::directory(app.state.ports.clock.today());
    let stranger = elsewhere(app, &directory, &Subject::Person(demo::kiso(1)));
    [app.second_logged_in_for(Role::KiSo, stranger).await, own]
}

fn push(device: DeviceId, first: u32, changes: impl IntoIterator<Item = Change>) -> String {
    let sent = (first..).zip(changes).map(|(seq, change)| {
        let key = ChangeKey { device, seq };
        Record::new(key, PROTOCOL, &Noted { change, base: Seen::default(), follows: seq - 1 }).sent(key)
    });
    text(&Push { device, known: None, changes: sent.collect() })
}

/// A sheet that is begun and has one answer.
fn sheet(submission: SubmissionId) -> [Change; 2] {
    let day = chrono::NaiveDate::MIN;
    let place = Place::of(QuestionId(1));
    [
        Change::Started { submission, erhebung: PROTOCOL, day },
        Change::Answered { submission, place, value: TYPED.into() },
    ]
}

async fn pushed(browser: &mut Browser<'_>, body: &str) -> Vec<Verdict> {
    let answer = send(browser, "POST", ADDRESS, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let reply: PushReply = serde_json::from_str(&answer.body).expect("a reply");
    reply.receipts.into_iter().map(|receipt| receipt.verdict).collect()
}

/// Answers of one sheet of paper.
async fn paper(own: &mut Browser<'_>) -> Value {
    let form = own.call("questionnaires/paper-form", &json!({ "erhebung": SURVEY }).to_string()).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let form: PaperForm = serde_json::from_str(&form.body).expect("a form");
    let question = form.definition.walk().into_iter().find(|node| node.name == "frage").expect("a question").id;
    let answers = json!([{ "place": question.to_string(), "value": "Ja" }]);
    json!({ "erhebung": SURVEY, "id": Uuid::new_v4().to_string(), "typed": { "answers": answers } })
}

fn reading() -> Vec<Case> {
    let pull = |device: DeviceId| Sent::Get(format!("{ADDRESS}?device={device}&after=0"));
    vec![
        Case::same("get /api/v1/sync/packages", Sent::Get("/api/v1/sync/packages".into()), Others::Nothing),
        Case::same("get /api/v1/sync/status", Sent::Get(format!("/api/v1/sync/status?device={DEVICE}")), FORBIDDEN),
        Case::same(CHANGES, pull(DEVICE), FORBIDDEN),
        Case { name: CHANGES, foreign: pull(OTHER_DEVICE), own: pull(DEVICE), others: Others::Nothing },
        Case::same("sync/devices", Sent::Call(json!({})), Others::Nothing),
        Case::same("questionnaires/paper-erhebungen", Sent::Call(json!({})), Others::Nothing),
        Case::same("questionnaires/paper-form", Sent::Call(json!({ "erhebung": SURVEY })), MISSING),
    ]
}

fn writing(app: &TestApp, begun: SubmissionId, paper: Value) -> Vec<Case> {
    let today = app.state.ports.clock.today();
    let answers = SentSubmission::new(SubmissionId::new(Uuid::new_v4()), SURVEY, today, Submission::default());
    let place = Place::of(QuestionId(1));
    let third = push(DEVICE, 3, [Change::Answered { submission: begun, place, value: "geändert".into() }]);
    let post = |name: &'static str, body: String| {
        let address = name.trim_start_matches("post ").to_owned();
        Case::same(name, Sent::Json(address, body), FORBIDDEN)
    };
    vec![
        post(PUSH, third),
        post("post /api/v1/sync/half", text(&json!({ "device": DEVICE }))),
        post("post /api/v1/sync/submissions", text(&answers)),
        Case::same("questionnaires/enter-paper", Sent::Call(paper), MISSING),
        Case::same("sync/revoke", Sent::Call(json!({ "device": DEVICE })), MISSING),
    ]
}

#[tokio::test]
async fn the_field_of_a_kiso_is_not_there_for_one_of_other_kitas() {
    let app = TestApp::start().await;
    let [mut other, mut own] = both(&app).await;
    let begun = SubmissionId::new(Uuid::new_v4());
    assert_eq!(pushed(&mut own, &push(DEVICE, 1, sheet(begun))).await, [Verdict::Accepted; 2]);
    Sequencer::new(app.state.store.clone()).place_all().await.expect("the only sequencer");
    let paper = paper(&mut own).await;
    let cases: Vec<Case> = reading().into_iter().chain(writing(&app, begun, paper)).collect();
    let marks = [TYPED.to_owned(), DEVICE.to_string(), PROTOCOL.to_string(), SURVEY.to_string()];
    walk(&app, (&mut other, &mut own), ASKED, &marks, &cases).await;
}

#[tokio::test]
async fn what_a_kiso_brings_for_a_foreign_kita_waits_and_nobody_there_reads_it() {
    let app = TestApp::start().await;
    let [mut other, mut own] = both(&app).await;
    let sequencer = Sequencer::new(app.state.store.clone());
    let brought = push(OTHER_DEVICE, 1, sheet(SubmissionId::new(Uuid::new_v4())));
    assert_eq!(pushed(&mut other, &brought).await, [Verdict::ToReview; 2], "the assignment may have ended meanwhile");
    sequencer.place_all().await.expect("the only sequencer");
    for (browser, device) in [(&mut own, DEVICE), (&mut other, OTHER_DEVICE)] {
        let read = browser.get(&format!("{ADDRESS}?device={device}&after=0")).await;
        assert_eq!((read.status, read.body.contains(TYPED)), (StatusCode::OK, false), "{}", read.body);
    }
    let own_sheet = push(DEVICE, 1, sheet(SubmissionId::new(Uuid::new_v4())));
    assert_eq!(pushed(&mut own, &own_sheet).await, [Verdict::Accepted; 2]);
    sequencer.place_all().await.expect("the only sequencer");
    let read = own.get(&format!("{ADDRESS}?device={DEVICE}&after=0")).await;
    assert!(read.body.contains(TYPED), "its own are there: {}", read.body);
}
