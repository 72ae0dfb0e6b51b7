//! A KiSo's own questionnaire, asked for by a KiSo of other Kitas: designing it, publishing it, planning with it, copying it.

use super::{Case, Others, Sent, field::both, walk};
use crate::test_app::{Browser, TestApp};
use app::questionnaires::view::{DraftView, ErhebungFormView};
use axum::http::StatusCode;
use domain::questionnaires::Definition;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub const ASKED: &[&str] = &[
    "questionnaires/begin-draft",
    "questionnaires/create-erhebung",
    "questionnaires/detail",
    "questionnaires/discard-draft",
    "questionnaires/draft",
    "questionnaires/erhebung-form",
    "questionnaires/erhebungen",
    "questionnaires/list",
    "questionnaires/new-draft",
    "questionnaires/publish",
    "questionnaires/save-draft",
    "questionnaires/versions",
    WORKBOOK,
];

const WORKBOOK: &str = "get /api/v1/frageboegen/{id}/xlsform.xlsx";
const TITLE: &str = "Nur in diesem Dorf gefragt";
const MISSING: Others = Others::Refused(StatusCode::NOT_FOUND);

async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, endpoint: &str, arguments: Value) -> T {
    let answer = browser.call(&format!("questionnaires/{endpoint}"), &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{endpoint}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("an answer")
}

/// What is there of it: two versions and a draft, and an Erhebung in a Kita of whose it is.
struct Own {
    id: String,
    draft: Definition,
    revision: u32,
    kita: String,
}

async fn own(browser: &mut Browser<'_>) -> Own {
    let id: String = ask(browser, "new-draft", json!({ "title": TITLE, "starter": "hospitation" })).await;
    for _ in 0..2 {
        let _published: Value = ask(browser, "publish", json!({ "id": id })).await;
        let _begun: Value = ask(browser, "begin-draft", json!({ "id": id })).await;
    }
    let form: ErhebungFormView = ask(browser, "erhebung-form", json!({})).await;
    let kita = form.kitas[0].0.clone();
    let _planned: String = ask(browser, "create-erhebung", erhebung(&id, &kita)).await;
    let DraftView { revision, draft, .. } = ask(browser, "draft", json!({ "id": id })).await;
    Own { id, draft: draft.expect("a draft"), revision, kita }
}

fn erhebung(questionnaire: &str, kita: &str) -> Value {
    json!({ "input": {
        "kita": kita, "from": "2026-03-01", "to": "2026-03-28", "methode": "beobachtung", "zielgruppe": "protokoll",
        "questionnaire": questionnaire, "version": "2",
    } })
}

/// In an order in which whose it is can do all of it.
fn cases(Own { id, draft, revision, kita }: &Own) -> Vec<Case> {
    let of_it = || Sent::Call(json!({ "id": id }));
    let save = Sent::Call(json!({ "id": id, "seen": revision, "draft": draft }));
    let file = app::questionnaires::export_address(id, None);
    vec![
        Case::same("questionnaires/list", Sent::Call(json!({})), Others::Nothing),
        Case::same("questionnaires/erhebung-form", Sent::Call(json!({})), Others::Nothing),
        Case::same("questionnaires/erhebungen", Sent::Call(json!({})), Others::Nothing),
        Case::same("questionnaires/detail", Sent::Call(json!({ "id": id, "version": null })), MISSING),
        Case::same("questionnaires/draft", of_it(), MISSING),
        Case::same("questionnaires/versions", Sent::Call(json!({ "id": id, "version": 2 })), MISSING),
        Case::same(WORKBOOK, Sent::Get(file), MISSING),
        Case::same("questionnaires/save-draft", save, MISSING),
        Case::same("questionnaires/publish", of_it(), MISSING),
        Case::same("questionnaires/begin-draft", of_it(), MISSING),
        // Saved, published and begun anew since.
        Case::same("questionnaires/discard-draft", Sent::Call(json!({ "id": id, "seen": revision + 3 })), MISSING),
        Case::same("questionnaires/new-draft", Sent::Call(json!({ "title": "Kopie", "original": id })), MISSING),
        Case::same(
            "questionnaires/create-erhebung",
            Sent::Call(erhebung(id, kita)),
            Others::Refused(StatusCode::FORBIDDEN),
        ),
    ]
}

#[tokio::test]
async fn a_kisos_questionnaire_is_not_there_for_another() {
    let app = TestApp::start().await;
    let [mut other, mut browser] = both(&app).await;
    let own = own(&mut browser).await;
    let marks = [TITLE.to_owned(), own.id.clone()];
    walk(&app, (&mut other, &mut browser), ASKED, &marks, &cases(&own)).await;
}
