//! Sessions, asked for by another account.

use super::{Case, Others, Sent, walk};
use crate::test_app::{PASSWORD, TestApp};
use axum::http::StatusCode;
use domain::{access::Role, accounts::SessionRow};
use serde_json::json;

pub const ASKED: &[&str] = &["accounts/end-session", "accounts/sessions"];

#[tokio::test]
async fn a_session_is_shown_to_and_ended_by_its_own_person_alone() {
    let app = TestApp::start().await;
    let mut own = app.logged_in(Role::KiSo).await;
    let mut elsewhere = app.browser();
    assert_eq!(elsewhere.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let listed = own.call("accounts/sessions", "{}").await.body;
    let listed: Vec<SessionRow> = serde_json::from_str(&listed).expect("sessions");
    let second = listed.into_iter().find(|row| !row.current).expect("a second session").id;
    let mut other = app.second_logged_in(Role::KiSo).await;
    let cases = [
        Case::same("accounts/sessions", Sent::Call(json!({})), Others::Nothing),
        Case::same(
            "accounts/end-session",
            Sent::Call(json!({ "session": second })),
            Others::Refused(StatusCode::NOT_FOUND),
        ),
    ];
    walk(&app, (&mut other, &mut own), ASKED, std::slice::from_ref(&second), &cases).await;
    assert_eq!(elsewhere.call("accounts/me", "{}").await.status, StatusCode::UNAUTHORIZED, "its own person ended it");
}
