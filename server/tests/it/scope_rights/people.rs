//! The part of the directory that somebody sees, asked for by who sees another part: lists, records and files of every sheet.

use super::{Case, Others, Sent, field::elsewhere, walk};
use crate::test_app::{Browser, PASSWORD, TestApp};
use axum::http::StatusCode;
use domain::{
    access::Role,
    accounts::Subject,
    people::{Directory, ListView, Sheet, demo},
};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

pub const ASKED: &[&str] = &["people/list", "people/record", "people/warnings", FILES];

const FILES: &str = "get /api/v1/verzeichnis/{file}";
const MISSING: Others = Others::Refused(StatusCode::NOT_FOUND);

async fn portal() -> (TestApp, Directory) {
    let app = TestApp::start().await;
    let directory = demo::directory(app.state.ports.clock.today());
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("an empty directory");
    (app, directory)
}

async fn lines(browser: &mut Browser<'_>, sheet: Sheet) -> BTreeSet<Uuid> {
    let answer = browser.call("people/list", &json!({ "sheet": sheet }).to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{sheet:?}: {}", answer.body);
    let view: ListView = serde_json::from_str(&answer.body).expect("a list");
    view.lines.into_iter().map(|line| line.id).collect()
}

/// Asks for all that `own` has and `other` has not. `expected`: sheets of which there has to be something.
async fn compare(
    app: &TestApp,
    directory: &Directory,
    (other, own): (&mut Browser<'_>, &mut Browser<'_>),
    expected: &[Sheet],
) {
    let mut marks = Vec::new();
    let mut cases = vec![Case::same("people/warnings", Sent::Call(json!({})), Others::Unnamed)];
    for sheet in Sheet::ALL {
        let (all, foreign) = (lines(own, sheet).await, lines(other, sheet).await);
        let hidden: Vec<Uuid> = all.difference(&foreign).copied().collect();
        assert!(!hidden.is_empty() || !expected.contains(&sheet), "nothing of {sheet:?} is one's own alone");
        // What both see, a municipality for example, must not lead to what only one of them sees.
        let (id, record) = match (hidden.first(), all.first()) {
            (Some(id), _) => (*id, MISSING),
            (None, Some(id)) => (*id, Others::Unnamed),
            (None, None) => continue,
        };
        let list = if hidden.is_empty() { Others::Unnamed } else { Others::Nothing };
        cases.push(Case::same("people/list", Sent::Call(json!({ "sheet": sheet })), list));
        cases.push(Case::same("people/record", Sent::Call(json!({ "sheet": sheet, "id": id.to_string() })), record));
        let file = format!("/api/v1/verzeichnis/{}.csv", sheet.code());
        cases.push(Case::same(FILES, Sent::Get(file), Others::Unnamed));
        marks.extend(hidden.iter().map(Uuid::to_string));
        if sheet == Sheet::Kitas {
            let names = hidden.iter().filter_map(|id| directory.kitas.iter().find(|kita| kita.id.uuid() == *id));
            let names: Vec<String> = names.map(|kita| kita.name.clone()).collect();
            let found = "/api/v1/verzeichnis/kitas.csv?search=Demo-Kita";
            cases.push(Case::same(FILES, Sent::Get(found.into()), Others::Nothing));
            marks.extend(names);
        }
    }
    walk(app, (other, own), ASKED, &marks, &cases).await;
}

#[tokio::test]
async fn what_is_one_anstellungstraegers_is_not_there_for_another() {
    let (app, directory) = portal().await;
    let subject = |number| Subject::Anstellungstraeger(demo::anstellungstraeger(number));
    app.account_of(Role::Anstellungstraeger, subject(12)).await;
    let mut own = app.browser();
    assert_eq!(own.log_in(Role::Anstellungstraeger, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let mut other = app.second_logged_in_for(Role::Anstellungstraeger, subject(1)).await;
    let expected = [
        Sheet::Kitas,
        Sheet::Anstellungstraeger,
        Sheet::KiSo,
        Sheet::Leitungen,
        Sheet::Vereinbarungen,
        Sheet::VereinbarungKitas,
        Sheet::Zuordnungen,
        Sheet::Stellen,
    ];
    compare(&app, &directory, (&mut other, &mut own), &expected).await;
}

#[tokio::test]
async fn what_is_one_kita_leitungs_is_not_there_for_another() {
    let (app, directory) = portal().await;
    app.account_of(Role::KitaLeitung, Subject::Person(demo::leitung(61))).await;
    let mut own = app.browser();
    assert_eq!(own.log_in(Role::KitaLeitung, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let mut other = app.second_logged_in_for(Role::KitaLeitung, Subject::Person(demo::leitung(1))).await;
    let expected = [Sheet::Kitas, Sheet::Leitungen, Sheet::Zuordnungen];
    compare(&app, &directory, (&mut other, &mut own), &expected).await;
}

#[tokio::test]
async fn what_is_one_kisos_is_not_there_for_another() {
    let (app, directory) = portal().await;
    let subject = Subject::Person(demo::kiso(1));
    let stranger = elsewhere(&app, &directory, &subject);
    app.account_of(Role::KiSo, subject).await;
    let mut own = app.browser();
    assert_eq!(own.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let mut other = app.second_logged_in_for(Role::KiSo, stranger).await;
    compare(&app, &directory, (&mut other, &mut own), &[Sheet::Kitas, Sheet::Leitungen, Sheet::Zuordnungen]).await;
}
