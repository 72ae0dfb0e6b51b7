//! A sheet that two devices finished out of each other's sight, over HTTP: the Koordination sees both contents beside each
//! other and chooses.

use crate::{
    sync::{DEVICE, PROTOCOL, in_the_field, json, send},
    test_app::{Answer, Browser, TestApp},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    ids::{DeviceId, SubmissionId},
    questionnaires::{Answer as Given, Place, QuestionId, SentSubmission, Submission},
    sync::{Change, ChangeKey, Comparison, Noted, Record, ReviewView, Seen, german, protocol::Push},
};
use serde::de::DeserializeOwned;
use store::internals::Query;
use uuid::Uuid;

const OTHER: DeviceId = DeviceId::new(Uuid::from_u128(102));

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("the expected answer")
}

/// The sheet as one device finishes it.
async fn finish(kiso: &mut Browser<'_>, device: DeviceId, sent: &SentSubmission) {
    let key = ChangeKey { device, seq: 1 };
    let change = Change::Finished { sent: sent.clone() };
    let record = Record::new(key, PROTOCOL, &Noted { change, base: Seen::default(), follows: 0 });
    let push = Push { device, known: None, changes: vec![record.sent(key)] };
    let pushed = send(kiso, "POST", "/api/v1/sync/changes", &json(&push)).await;
    assert_eq!(pushed.status, StatusCode::OK, "{}", pushed.body);
}

#[tokio::test]
async fn a_sheet_finished_twice_is_compared_in_words_and_the_chosen_content_counts() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    let (id, today) = (SubmissionId::new(Uuid::new_v4()), app.state.ports.clock.today());
    let content = |value: &str| Submission {
        answers: vec![Given { place: Place::of(QuestionId(1)), name: "frage".into(), value: value.into() }],
        ..Submission::default()
    };
    let sent = |value: &str| SentSubmission::new(id, PROTOCOL, today, content(value));
    let (first, second) = (sent("vormittags"), sent("nachmittags"));
    finish(&mut kiso, DEVICE, &first).await;
    finish(&mut kiso, OTHER, &second).await;

    let mut office = app.logged_in(Role::Koordination).await;
    let view: ReviewView = read(&office.call("sync/review", "{}").await);
    assert_eq!(view.twice.len(), 1);
    assert_eq!(view.twice[0].submission, id.to_string());
    assert!(view.twice[0].title.starts_with("Bogen"), "{}", view.twice[0].title);

    let asked = format!(r#"{{"submission":"{id}"}}"#);
    let comparison: Comparison = read(&office.call("sync/compare", &asked).await);
    assert_eq!((&comparison.title, comparison.versions.len()), (&view.twice[0].title, 2));
    let name = &comparison.versions[0].name;
    assert!(name.starts_with("Fassung 1: ") && !name.contains(german::CHOSEN_BY_OFFICE), "{name}");
    assert_eq!((comparison.rows[0].question.as_str(), comparison.rows[0].differs), ("Frage?", true));
    assert_eq!(comparison.rows[0].answers, ["vormittags", "nachmittags"]);
    assert_eq!(comparison.differences(), 1);
    assert_ne!(german::differences(1), german::differences(2));

    let choose = |hash: &str| format!(r#"{{"submission":"{id}","hash":"{hash}"}}"#);
    for _ in 0..2 {
        assert_eq!(office.call("sync/choose", &choose(&second.hash)).await.status, StatusCode::OK);
    }
    assert_eq!(office.call("sync/choose", &choose(&first.hash)).await.status, StatusCode::CONFLICT);
    let counted: Vec<String> =
        app.state.store.rows(Query::read("SELECT VALUE hash FROM submission;")).await.expect("submissions");
    assert_eq!(counted, [second.hash]);
    assert_eq!(read::<ReviewView>(&office.call("sync/review", "{}").await), ReviewView::default());
    assert_eq!(office.call("sync/compare", &asked).await.status, StatusCode::NOT_FOUND);
}

/// An early tablet sent it as a whole: it stands beside what changes say, with where it comes from, and a choice has effect on it.
#[tokio::test]
async fn a_content_that_came_as_a_whole_is_compared_and_decided_against_like_the_others() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    let (id, today) = (SubmissionId::new(Uuid::new_v4()), app.state.ports.clock.today());
    let sent = |value: &str| {
        let answer = Given { place: Place::of(QuestionId(1)), name: "frage".into(), value: value.into() };
        SentSubmission::new(id, PROTOCOL, today, Submission { answers: vec![answer], ..Submission::default() })
    };
    let (whole, other) = (sent("vormittags"), sent("nachmittags"));
    let taken = send(&mut kiso, "POST", "/api/v1/sync/submissions", &json(&whole)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    finish(&mut kiso, DEVICE, &other).await;

    let mut office = app.logged_in(Role::Koordination).await;
    let asked = format!(r#"{{"submission":"{id}"}}"#);
    let comparison: Comparison = read(&office.call("sync/compare", &asked).await);
    assert_eq!(comparison.versions.len(), 2);
    for version in &comparison.versions {
        assert_eq!(version.name.contains(german::CAME_WHOLE), version.hash == whole.hash, "{}", version.name);
    }
    let choose = format!(r#"{{"submission":"{id}","hash":"{}"}}"#, other.hash);
    assert_eq!(office.call("sync/choose", &choose).await.status, StatusCode::OK);
    let counted: Vec<String> =
        app.state.store.rows(Query::read("SELECT VALUE hash FROM submission;")).await.expect("submissions");
    assert_eq!(counted, [other.hash]);
    // The early tablet asks again, and need not send it again.
    let taken = send(&mut kiso, "POST", "/api/v1/sync/submissions", &json(&whole)).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    let view: ReviewView = read(&office.call("sync/review", "{}").await);
    assert!(view.twice.is_empty(), "what is decided stays decided");
}
