//! Anybody may report a barrier; nothing typed is lost, and nothing is sent twice.

use crate::test_app::TestApp;
use axum::http::StatusCode;
use chrono::Duration;
use domain::mail::{Mail, port::Outbox};

const FIELDS: [(&str, &str); 4] = [
    ("message", "Das Menü lässt sich nicht bedienen."),
    ("page", "Impressum"),
    ("reply_to", "gast@test.example"),
    ("website", ""),
];

async fn waiting(app: &TestApp) -> Vec<Mail> {
    let now = app.state.ports.clock.now();
    let mut mails = vec![];
    while let Some(claimed) = app.state.store.claim(now, now + Duration::minutes(10)).await.expect("an outbox") {
        mails.push(claimed.mail);
    }
    mails
}

#[tokio::test]
async fn a_report_reaches_the_office_once() {
    let app = TestApp::start_with(|config| config.barrier_email = email("barriere@test.example")).await;
    for _ in 0..2 {
        let answer = app.browser().post_form("/rueckmeldung", &FIELDS).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/rueckmeldung/danke"));
    }
    let mails = waiting(&app).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, email("barriere@test.example"));
    for part in ["Das Menü lässt sich nicht bedienen.", "Impressum", "gast@test.example"] {
        assert!(mails[0].text.contains(part), "{}", mails[0].text);
    }
}

#[tokio::test]
async fn a_faulty_report_comes_back_filled_and_nothing_is_sent() {
    let app = TestApp::start().await;
    let fields = [("message", "</textarea><b>fett</b>"), ("page", ""), ("reply_to", "niemand"), ("website", "")];
    let answer = app.browser().post_form("/rueckmeldung", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Bitte geben Sie eine E-Mail-Adresse ein"), "{}", answer.body);
    assert!(answer.body.contains("&lt;/textarea>&lt;b>fett&lt;/b>"), "{}", answer.body);
    assert!(!answer.body.contains("<b>fett"), "{}", answer.body);
    assert!(waiting(&app).await.is_empty());
}

#[tokio::test]
async fn what_a_program_filled_in_is_dropped_without_telling_it() {
    let app = TestApp::start().await;
    let fields = [("message", "Kauft!"), ("page", ""), ("reply_to", ""), ("website", "http://spam.example")];
    let answer = app.browser().post_form("/rueckmeldung", &fields).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/rueckmeldung/danke"));
    assert!(waiting(&app).await.is_empty());
}

fn email(address: &str) -> domain::accounts::Email {
    domain::accounts::Email::parse("email", address).expect("a valid address")
}
