//! Questionnaires on paper: the sheet for everybody with an account, its answers typed by the KiSo of the Kita.

use crate::test_app::{Answer, Browser, PASSWORD, TestApp};
use app::questionnaires::{
    paper::{PaperErhebung, PaperForm, PaperView},
    view::ErhebungView,
};
use axum::http::StatusCode;
use domain::{
    AppError, ErrorCode,
    access::{Role, Scope},
    accounts::Subject,
    ids::KitaId,
    people::demo,
    questionnaires::{
        Definition,
        paper::{PaperItem, Space},
    },
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {} {}", answer.status, answer.body))
}

pub async fn call(browser: &mut Browser<'_>, endpoint: &str, arguments: Value) -> Answer {
    browser.call(&format!("questionnaires/{endpoint}"), &arguments.to_string()).await
}

pub async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, endpoint: &str, arguments: Value) -> T {
    let answer = call(browser, endpoint, arguments).await;
    assert_eq!(answer.status, StatusCode::OK, "{endpoint}: {}", answer.body);
    read(&answer)
}

/// A portal with the demo's directory, a KiSo of it who is logged in, and the first of the KiSo's Kitas.
pub async fn portal(app: &TestApp) -> (Browser<'_>, KitaId) {
    let today = app.state.ports.clock.today();
    let directory = demo::directory(today);
    let subject = Subject::Person(demo::kiso(1));
    let Scope::Kitas(kitas) = directory.scope_of(Role::KiSo, &subject, today) else { panic!("a KiSo has Kitas") };
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("a directory");
    app.account_of(Role::KiSo, subject).await;
    let mut browser = app.browser();
    assert_eq!(browser.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    (browser, kitas[0])
}

/// Publishes the starter for parents and plans an Erhebung with it; their ids.
pub async fn erhebung(office: &mut Browser<'_>, kita: KitaId) -> (String, String) {
    let id: String = ask(office, "new-draft", json!({ "title": "Elternbefragung", "starter": "eltern" })).await;
    let _published: Value = ask(office, "publish", json!({ "id": id })).await;
    let input = json!({ "kita": kita.to_string(), "from": "2026-02-01", "to": "2026-03-01", "questionnaire": id,
        "methode": "schriftliche_befragung", "zielgruppe": "eltern", "version": "1" });
    let erhebung: String = ask(office, "create-erhebung", json!({ "input": input })).await;
    (id, erhebung)
}

pub fn submission(definition: &Definition, answers: &[(&str, &str)]) -> Value {
    let id = |name: &str| definition.walk().into_iter().find(|node| node.name == name).expect("a question").id;
    let answers: Vec<Value> =
        answers.iter().map(|(name, value)| json!({ "place": id(name).to_string(), "value": value })).collect();
    json!({ "answers": answers })
}

#[tokio::test]
async fn a_sheet_is_printed_from_a_version_by_everybody_and_from_what_is_at_hand_by_who_designs() {
    let app = TestApp::start().await;
    let (mut kiso, kita) = portal(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, _) = erhebung(&mut office, kita).await;
    let view: PaperView = ask(&mut kiso, "paper", json!({ "id": id, "version": 1, "language": "" })).await;
    assert_eq!((view.version, view.sheet.title.as_str(), view.tag.as_str()), (Some(1), "Elternbefragung", "de"));
    let first = view.sheet.items.iter().find_map(|item| match item {
        PaperItem::Question(question) => Some(question),
        _ => None,
    });
    let first = first.expect("a question");
    let Space::One(choices) = &first.space else { panic!("{first:?}") };
    assert_eq!((first.number, choices[0].code, choices[0].label.as_str()), (1, 1, "Ja"));

    let at_hand = json!({ "id": id, "version": null, "language": "" });
    let mut leitung = app.logged_in(Role::KitaLeitung).await;
    assert_eq!(call(&mut leitung, "paper", at_hand.clone()).await.status, StatusCode::FORBIDDEN);
    for browser in [&mut office, &mut kiso] {
        let latest: PaperView = ask(browser, "paper", at_hand.clone()).await;
        assert_eq!(latest.sheet, view.sheet);
    }
}

#[tokio::test]
async fn answers_from_paper_are_stored_once_and_counted_although_the_erhebung_is_over() {
    let app = TestApp::start().await;
    let (mut kiso, kita) = portal(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (_, erhebung) = erhebung(&mut office, kita).await;
    let rows: Vec<PaperErhebung> = ask(&mut kiso, "paper-erhebungen", json!({})).await;
    assert_eq!(rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), [erhebung.as_str()]);
    let PaperForm { definition, .. } = ask(&mut kiso, "paper-form", json!({ "erhebung": erhebung })).await;

    // Required questions may be blank on paper; what does not apply is left out.
    let typed = submission(&definition, &[("bekannt", "nein"), ("woher", "aushang")]);
    let sheet = json!({ "erhebung": erhebung, "id": Uuid::new_v4().to_string(), "typed": typed });
    for _ in 0..2 {
        let _stored: Value = ask(&mut kiso, "enter-paper", sheet.clone()).await;
    }
    let results: ErhebungView = ask(&mut office, "results", json!({ "id": erhebung })).await;
    assert_eq!(results.results.submissions, 1, "sent twice, stored once");

    let send = |id: Uuid, typed: Value| json!({ "erhebung": erhebung, "id": id.to_string(), "typed": typed });
    let empty = call(&mut kiso, "enter-paper", send(Uuid::new_v4(), submission(&definition, &[]))).await;
    assert_eq!(read::<AppError>(&empty), AppError::field("sheet", ErrorCode::Required));
    let wrong = submission(&definition, &[("bekannt", "vielleicht")]);
    let unknown = call(&mut kiso, "enter-paper", send(Uuid::new_v4(), wrong)).await;
    assert_eq!(read::<AppError>(&unknown), AppError::field("sheet", ErrorCode::WrongState));
    // A number that tells the time could tell who answered (domain §6).
    let timed =
        call(&mut kiso, "enter-paper", send(Uuid::now_v7(), submission(&definition, &[("bekannt", "ja")]))).await;
    assert_eq!(read::<AppError>(&timed), AppError::field("id", ErrorCode::Required));
}

#[tokio::test]
async fn nobody_types_for_a_foreign_kita() {
    let app = TestApp::start().await;
    let (mut kiso, _) = portal(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (_, foreign) = erhebung(&mut office, demo::kita(98)).await;
    let rows: Vec<PaperErhebung> = ask(&mut kiso, "paper-erhebungen", json!({})).await;
    assert_eq!(rows, []);
    let form = call(&mut kiso, "paper-form", json!({ "erhebung": foreign })).await;
    assert_eq!(form.status, StatusCode::NOT_FOUND);
    let typed = json!({ "erhebung": foreign, "id": Uuid::new_v4().to_string(), "typed": { "answers": [] } });
    assert_eq!(call(&mut kiso, "enter-paper", typed).await.status, StatusCode::NOT_FOUND);
}
