//! A KiSo's own questionnaire and its Erhebung, asked for by a KiSo of other Kitas: designing, publishing, copying, planning, and
//! the link for respondents.

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
    "questionnaires/planned",
    "questionnaires/publish",
    "questionnaires/save-draft",
    "questionnaires/save-survey",
    "questionnaires/versions",
    WORKBOOK,
    QR,
    CODES,
];

const WORKBOOK: &str = "get /api/v1/frageboegen/{id}/xlsform.xlsx";
const QR: &str = "get /api/v1/umfragen/{erhebung}/qr.svg";
const CODES: &str = "post /api/v1/umfragen/{erhebung}/codes.pdf";
const TITLE: &str = "Nur in diesem Dorf gefragt";
const MISSING: Others = Others::Refused(StatusCode::NOT_FOUND);

async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, endpoint: &str, arguments: Value) -> T {
    let answer = browser.call(&format!("questionnaires/{endpoint}"), &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{endpoint}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("an answer")
}

/// What is there of it: two versions and a draft, and an Erhebung with a link in a Kita of whose it is.
struct Own {
    id: String,
    draft: Definition,
    revision: u32,
    kita: String,
    erhebung: String,
}

async fn own(browser: &mut Browser<'_>) -> Own {
    let id: String = ask(browser, "new-draft", json!({ "title": TITLE, "starter": "eltern" })).await;
    for _ in 0..2 {
        let _published: Value = ask(browser, "publish", json!({ "id": id })).await;
        let _begun: Value = ask(browser, "begin-draft", json!({ "id": id })).await;
    }
    let form: ErhebungFormView = ask(browser, "erhebung-form", json!({})).await;
    let kita = form.kitas[0].0.clone();
    let erhebung: String = ask(browser, "create-erhebung", planned(&id, &kita)).await;
    let _linked: Value = ask(browser, "save-survey", link(&erhebung)).await;
    let DraftView { revision, draft, .. } = ask(browser, "draft", json!({ "id": id })).await;
    Own { id, draft: draft.expect("a draft"), revision, kita, erhebung }
}

fn link(erhebung: &str) -> Value {
    json!({ "id": erhebung, "input": { "opens": "2026-03-02", "closes": "2026-03-10", "access": "codes" } })
}

fn planned(questionnaire: &str, kita: &str) -> Value {
    json!({ "input": {
        "kita": kita, "from": "2026-03-01", "to": "2026-03-28", "methode": "schriftliche_befragung",
        "zielgruppe": "eltern", "questionnaire": questionnaire, "version": "2",
    } })
}

/// In an order in which whose it is can do all of it.
fn cases(Own { id, draft, revision, kita, erhebung }: &Own) -> Vec<Case> {
    let of_it = || Sent::Call(json!({ "id": id }));
    let save = Sent::Call(json!({ "id": id, "seen": revision, "draft": draft }));
    let file = app::questionnaires::export_address(id, None);
    let codes = json!({ "anzahl": "5" }).to_string();
    vec![
        Case::same("questionnaires/list", Sent::Call(json!({})), Others::Nothing),
        Case::same("questionnaires/erhebung-form", Sent::Call(json!({})), Others::Nothing),
        Case::same("questionnaires/erhebungen", Sent::Call(json!({})), Others::Nothing),
        Case::same("questionnaires/detail", Sent::Call(json!({ "id": id, "version": null })), MISSING),
        Case::same("questionnaires/draft", of_it(), MISSING),
        Case::same("questionnaires/planned", Sent::Call(json!({ "id": erhebung })), MISSING),
        Case::same("questionnaires/save-survey", Sent::Call(link(erhebung)), MISSING),
        Case::same(QR, Sent::Get(format!("/api/v1/umfragen/{erhebung}/qr.svg")), MISSING),
        Case::same(CODES, Sent::Json(format!("/api/v1/umfragen/{erhebung}/codes.pdf"), codes), MISSING),
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
            Sent::Call(planned(id, kita)),
            Others::Refused(StatusCode::FORBIDDEN),
        ),
    ]
}

#[tokio::test]
async fn a_kisos_questionnaire_is_not_there_for_another() {
    let app = TestApp::start().await;
    let [mut other, mut browser] = both(&app).await;
    let own = own(&mut browser).await;
    let marks = [TITLE.to_owned(), own.id.clone(), own.erhebung.clone()];
    walk(&app, (&mut other, &mut browser), ASKED, &marks, &cases(&own)).await;
}
