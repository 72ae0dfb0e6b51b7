//! The Koordination writes what new events of a format begin with: from its form to that of a new event.

use crate::test_app::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::{
    AppError, ErrorCode, FieldError,
    access::Role,
    events::{
        EventFormView, Format,
        proposals::{ProposalInput, ProposalRow, ProposalView, proposal},
    },
};
use serde::de::DeserializeOwned;
use serde_json::json;

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {} {}", answer.status, answer.body))
}

async fn save(office: &mut Browser<'_>, revision: u32, input: Option<&ProposalInput>) -> Answer {
    let arguments = json!({ "format": "fachtag", "revision": revision, "input": input });
    office.call("events/save-proposal", &arguments.to_string()).await
}

async fn view(office: &mut Browser<'_>) -> ProposalView {
    read(&office.call("events/proposal", r#"{"format":"fachtag"}"#).await)
}

#[tokio::test]
async fn an_own_proposal_is_what_a_new_event_begins_with_until_the_built_in_one_is_brought_back() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let before = view(&mut office).await;
    assert_eq!((before.revision, before.changed, before.input.capacity.as_str()), (0, false, "50"));
    let input = ProposalInput { title: "Fachtag im Herbst".into(), capacity: "80".into(), ..before.input.clone() };
    for _ in 0..2 {
        assert_eq!(save(&mut office, 0, Some(&input)).await.status, StatusCode::OK);
    }
    assert_eq!(save(&mut office, 0, None).await.status, StatusCode::CONFLICT);
    let rows: Vec<ProposalRow> = read(&office.call("events/proposals", "{}").await);
    let changed: Vec<_> = rows.iter().filter(|row| row.changed).map(|row| row.title.as_str()).collect();
    assert_eq!(changed, ["Fachtag im Herbst"]);

    let form: EventFormView = read(&office.call("events/new-form", "{}").await);
    let begun = proposal(Format::Fachtag, &form.proposals);
    assert_eq!((begun.title.as_str(), begun.capacity.as_str()), ("Fachtag im Herbst", "80"));
    assert_eq!(save(&mut office, 1, None).await.status, StatusCode::OK);
    let form: EventFormView = read(&office.call("events/new-form", "{}").await);
    assert_eq!((form.proposals.len(), view(&mut office).await.input), (0, before.input));
}

#[tokio::test]
async fn what_the_planning_form_would_not_take_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let nameless = ProposalInput::default();
    let refused = save(&mut office, 0, Some(&nameless)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let missing = FieldError::new("title", ErrorCode::Required);
    assert_eq!(read::<AppError>(&refused), AppError::Invalid(vec![missing]));
    assert!(!view(&mut office).await.changed);
}
