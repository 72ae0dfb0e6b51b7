//! The designer's server functions: a draft from empty or from the latest version, saved on top of what was seen.

use crate::test_app::{Answer, Browser, TestApp};
use app::questionnaires::view::{DraftView, PublishAnswer, QuestionnaireRow, QuestionnaireView};
use axum::http::StatusCode;
use domain::{
    AppError, ErrorCode,
    access::Role,
    questionnaires::{
        Definition, Kind,
        design::{Command, Spot, TextField, apply},
    },
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

async fn call(office: &mut Browser<'_>, endpoint: &str, arguments: Value) -> Answer {
    office.call(&format!("questionnaires/{endpoint}"), &arguments.to_string()).await
}

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {} {}", answer.status, answer.body))
}

async fn ask<T: DeserializeOwned>(office: &mut Browser<'_>, endpoint: &str, arguments: Value) -> T {
    let answer = call(office, endpoint, arguments).await;
    assert_eq!(answer.status, StatusCode::OK, "{endpoint}: {}", answer.body);
    read(&answer)
}

fn with_question(draft: &Definition, label: &str) -> Definition {
    let added = apply(draft, None, &Command::Add { kind: Kind::Text, at: Spot::End }).expect("added");
    let (id, language) = (added.created[0], draft.first_language().to_owned());
    let text = Command::SetText { id, field: TextField::Label, language, text: label.into() };
    apply(&added.definition, None, &text).expect("labelled").definition
}

#[tokio::test]
async fn a_questionnaire_is_designed_from_empty_and_goes_on_after_publishing() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let blank = call(&mut office, "new-draft", json!({ "title": " " })).await;
    assert_eq!(read::<AppError>(&blank), AppError::field("title", ErrorCode::Required));
    let id: String = ask(&mut office, "new-draft", json!({ "title": "Kurzbefragung" })).await;
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    let draft = view.draft.expect("a draft");
    assert_eq!((view.title.as_str(), view.published.is_none(), draft.nodes.len()), ("Kurzbefragung", true, 0));

    // Without a question there is nothing to publish, and a question without a text cannot be read.
    let refused: PublishAnswer = ask(&mut office, "publish", json!({ "id": id })).await;
    assert!(matches!(refused, PublishAnswer::Refused { .. }));
    let nameless = apply(&draft, None, &Command::Add { kind: Kind::Text, at: Spot::End }).expect("added").definition;
    let seen: u32 = ask(&mut office, "save-draft", json!({ "id": id, "seen": view.revision, "draft": nameless })).await;
    let shown: QuestionnaireView = ask(&mut office, "detail", json!({ "id": id, "version": null })).await;
    assert_eq!(shown.obstacles, ["„frage“: Der Text der Frage fehlt. Bitte schreiben Sie ihn."]);

    let first = with_question(&draft, "Wo wohnen Sie?");
    let seen: u32 = ask(&mut office, "save-draft", json!({ "id": id, "seen": seen, "draft": first })).await;
    let published: PublishAnswer = ask(&mut office, "publish", json!({ "id": id })).await;
    assert!(matches!(published, PublishAnswer::Published { .. }));
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    assert_eq!((view.draft, view.published.clone()), (None, Some((1, first.clone()))));
    assert!(view.revision > seen);

    for _ in 0..2 {
        let answer = call(&mut office, "begin-draft", json!({ "id": id })).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    assert_eq!(view.draft, Some(first));
}

#[tokio::test]
async fn a_questionnaire_begins_with_a_starter_and_the_title_that_was_given() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let arguments = json!({ "title": "Eltern 2027", "starter": "eltern" });
    let id: String = ask(&mut office, "new-draft", arguments).await;
    let view: QuestionnaireView = ask(&mut office, "detail", json!({ "id": id, "version": null })).await;
    assert_eq!((view.head.title.as_str(), view.obstacles.len()), ("Eltern 2027", 0));
    assert!(view.head.questions > 5);
    let unknown = call(&mut office, "new-draft", json!({ "title": "x", "starter": "anderes" })).await;
    assert_eq!(read::<AppError>(&unknown), AppError::field("starter", ErrorCode::NotAChoice));
}

#[tokio::test]
async fn a_form_that_is_sent_again_after_a_lost_answer_makes_one_questionnaire() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let request = "01999999-0000-7000-8000-000000000001";
    let form = |title: &str| json!({ "title": title, "request": request });
    for title in ["Kurzbefragung", "Kurzbefragung", "Kurze Befragung"] {
        let id: String = ask(&mut office, "new-draft", form(title)).await;
        assert_eq!(id, request);
    }
    let rows: Vec<QuestionnaireRow> = ask(&mut office, "list", json!({})).await;
    let titles: Vec<_> = rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["Kurze Befragung"], "what was typed last");
    // Somebody has gone on with it: the form writes nothing over that.
    let view: DraftView = ask(&mut office, "draft", json!({ "id": request })).await;
    let theirs = with_question(&view.draft.expect("a draft"), "Ihre");
    let save = json!({ "id": request, "seen": view.revision, "draft": theirs });
    let _: u32 = ask(&mut office, "save-draft", save).await;
    assert_eq!(call(&mut office, "new-draft", form("Kurzbefragung")).await.status, StatusCode::CONFLICT);
    let view: DraftView = ask(&mut office, "draft", json!({ "id": request })).await;
    assert_eq!(view.draft, Some(theirs));
    let forged = call(&mut office, "new-draft", json!({ "title": "x", "request": "irgendeine" })).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_second_of_two_is_told_and_forged_ids_are_refused() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id: String = ask(&mut office, "new-draft", json!({ "title": "Kurzbefragung" })).await;
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    let draft = view.draft.expect("a draft");
    let (mine, theirs) = (with_question(&draft, "Meine"), with_question(&draft, "Ihre"));
    let seen = view.revision;
    let next: u32 = ask(&mut office, "save-draft", json!({ "id": id, "seen": seen, "draft": theirs })).await;
    let late = call(&mut office, "save-draft", json!({ "id": id, "seen": seen, "draft": mine })).await;
    assert_eq!((late.status, read::<AppError>(&late)), (StatusCode::CONFLICT, AppError::Conflict));
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    assert_eq!(view.draft, Some(theirs.clone()), "what was there first stays");

    let mut double = with_question(&theirs, "Noch eine");
    double.nodes[1].id = double.nodes[0].id;
    let forged = call(&mut office, "save-draft", json!({ "id": id, "seen": next, "draft": double })).await;
    assert_eq!(read::<AppError>(&forged), AppError::field("draft", ErrorCode::WrongState));
    let nowhere = "00000000-0000-7000-8000-000000000000";
    let lost = call(&mut office, "save-draft", json!({ "id": nowhere, "seen": 0, "draft": theirs })).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_version_is_given_with_the_one_before_it_and_a_draft_is_none() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id: String = ask(&mut office, "new-draft", json!({ "title": "Kurzbefragung" })).await;
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    let first = with_question(&view.draft.expect("a draft"), "Wo wohnen Sie?");
    let second = with_question(&first, "Wie lange schon?");
    for (number, definition) in [(1, &first), (2, &second)] {
        assert_eq!(call(&mut office, "begin-draft", json!({ "id": id })).await.status, StatusCode::OK);
        let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
        let arguments = json!({ "id": id, "seen": view.revision, "draft": definition });
        let _: u32 = ask(&mut office, "save-draft", arguments).await;
        let missing = call(&mut office, "versions", json!({ "id": id, "version": number })).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{number} is a draft");
        let published: PublishAnswer = ask(&mut office, "publish", json!({ "id": id })).await;
        assert!(matches!(published, PublishAnswer::Published { .. }));
    }
    let both: (Definition, Definition) = ask(&mut office, "versions", json!({ "id": id, "version": 2 })).await;
    assert_eq!(both, (first, second));
    for none in [0, 1, 3] {
        let answer = call(&mut office, "versions", json!({ "id": id, "version": none })).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn the_draft_of_the_next_version_is_thrown_away_and_the_published_one_stays() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id: String = ask(&mut office, "new-draft", json!({ "title": "Kurzbefragung" })).await;
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    let first = with_question(&view.draft.expect("a draft"), "Wo wohnen Sie?");
    let seen = view.revision;
    let _: u32 = ask(&mut office, "save-draft", json!({ "id": id, "seen": seen, "draft": first })).await;
    let published: PublishAnswer = ask(&mut office, "publish", json!({ "id": id })).await;
    assert!(matches!(published, PublishAnswer::Published { .. }));
    let begun = call(&mut office, "begin-draft", json!({ "id": id })).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let before: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    let next = with_question(&first, "Wie lange schon?");
    let arguments = json!({ "id": id, "seen": before.revision, "draft": next });
    let seen: u32 = ask(&mut office, "save-draft", arguments).await;

    // Somebody has seen an older draft than the one that is there.
    let late = call(&mut office, "discard-draft", json!({ "id": id, "seen": before.revision })).await;
    assert_eq!((late.status, read::<AppError>(&late)), (StatusCode::CONFLICT, AppError::Conflict));
    let is_left: bool = ask(&mut office, "discard-draft", json!({ "id": id, "seen": seen })).await;
    assert!(is_left);
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    assert_eq!((view.draft, view.published), (None, Some((1, first.clone()))));
    let shown: QuestionnaireView = ask(&mut office, "detail", json!({ "id": id, "version": null })).await;
    assert_eq!((shown.head.has_draft, shown.head.questions, shown.shown), (false, 1, Some(1)));
    let again = call(&mut office, "discard-draft", json!({ "id": id, "seen": view.revision })).await;
    assert_eq!(read::<AppError>(&again), AppError::field("draft", ErrorCode::WrongState));

    // The next one begins with the version, not with what was thrown away.
    let begun = call(&mut office, "begin-draft", json!({ "id": id })).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.body);
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    assert_eq!(view.draft, Some(first));
}
