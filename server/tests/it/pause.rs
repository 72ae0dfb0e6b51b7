//! A survey is put aside and goes on on the same device, also on another day; nothing of it is kept anywhere else.

use crate::{
    surveys::{call, get, open_survey, results, send},
    test_app::{Answer, Browser, PASSWORD, TestApp},
};
use axum::http::{StatusCode, header};
use chrono::Duration;
use domain::{
    access::Role,
    questionnaires::survey::{Language, Text},
};
use serde_json::json;

fn cookies(answer: &Answer) -> Vec<&str> {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter();
    lines.map(|line| line.to_str().expect("text")).collect()
}

fn is_resumed(page: &Answer) -> bool {
    page.body.contains(Text::Resumed.of(Language::Arabic))
}

/// Puts the survey aside with an answer on its first page.
async fn pause(phone: &mut Browser<'_>, path: &str, place: &str) -> Answer {
    let first = get(phone, path, "ar").await;
    assert!(first.body.contains(Text::Pause.of(Language::Arabic)), "{}", first.body);
    let more = send(phone, path, &first, &[("f1", "ja")], "weiter").await;
    send(phone, path, &more, &[("f1", "ja"), ("f2", place)], "pause").await
}

#[tokio::test]
async fn a_survey_goes_on_on_the_same_device_on_another_day() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    let paused = pause(&mut phone, &path, "Aushang").await;
    assert_eq!(paused.status, StatusCode::OK, "{}", paused.body);
    assert!(paused.body.contains(&Text::PausedText.with(Language::Arabic, &["09.03.2026"])), "{}", paused.body);
    let set = cookies(&paused);
    assert!(set[0].starts_with("umfrage-rest0=") && !set[0].contains("Max-Age=0"), "{set:?}");
    assert!(set[0].contains(&format!("; Path={path}; HttpOnly; SameSite=Lax; Max-Age=")), "{set:?}");
    assert!(set[1].starts_with("umfrage-rest1=; ") && set[1].ends_with("; Max-Age=0"), "a longer one before is gone");

    app.clock.advance(Duration::days(2));
    let again = get(&mut phone, &path, "de").await;
    assert!(is_resumed(&again) && again.body.contains("value=\"Aushang\""), "in its language: {}", again.body);
    let elsewhere = get(&mut app.browser(), &path, "ar").await;
    assert!(!is_resumed(&elsewhere) && !elsewhere.body.contains("Aushang"));

    // From now on each page that is turned is put aside.
    let second = send(&mut phone, &path, &again, &[("f1", "ja"), ("f2", "Am Tor")], "weiter").await;
    assert!(cookies(&second).first().is_some_and(|line| line.starts_with("umfrage-rest0=")), "{:?}", cookies(&second));
    let reopened = get(&mut phone, &path, "ar").await;
    assert!(is_resumed(&reopened) && reopened.body.contains("كم عددهم؟"), "{}", reopened.body);
    let sent = send(&mut phone, &path, &reopened, &[("f4", "2")], "weiter").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let removed = |line: &&&str| line.starts_with("umfrage-rest") && line.ends_with("; Max-Age=0");
    assert_eq!(cookies(&sent).iter().filter(removed).count(), 2, "{:?}", cookies(&sent));
    assert!(get(&mut phone, &path, "ar").await.body.contains(Text::AlreadyTitle.of(Language::Arabic)));

    let again = office.log_in(Role::Koordination, PASSWORD).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a session does not last two days");
    assert_eq!(results(&mut office, &id).await.results.submissions, 1);
}

#[tokio::test]
async fn what_was_put_aside_is_thrown_away_or_goes_on_at_once_without_cookies() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (_, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    pause(&mut phone, &path, "Aushang").await;
    let again = get(&mut phone, &path, "ar").await;
    assert!(again.body.contains(Text::Discard.of(Language::Arabic)), "{}", again.body);
    let gone = send(&mut phone, &path, &again, &[], "verwerfen").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert!(gone.location().starts_with(&format!("{path}?sprache=")), "{}", gone.location());
    assert!(cookies(&gone).len() == 2 && cookies(&gone).iter().all(|line| line.ends_with("; Max-Age=0")));
    assert!(!is_resumed(&get(&mut phone, &path, "ar").await));

    let paused = pause(&mut phone, &path, "Bäckerei").await;
    phone.cookie = None;
    let on = send(&mut phone, &path, &paused, &[], "wieder").await;
    assert!(on.status == StatusCode::OK && on.body.contains("value=\"Bäckerei\""), "{}", on.body);

    for forged in ["umfrage-rest0=%%%", "umfrage-rest0=e30", "umfrage-rest1=e30", "umfrage-rest0"] {
        phone.cookie = Some(forged.to_owned());
        let first = get(&mut phone, &path, "ar").await;
        assert!(first.status == StatusCode::OK && !is_resumed(&first), "{forged}: {}", first.body);
    }
}

#[tokio::test]
async fn nothing_is_put_aside_on_a_tablet_that_goes_round_or_where_codes_are_asked_for() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut tablet = app.browser();
    let start = get(&mut tablet, &format!("{path}?kiosk=1"), "ar").await;
    assert!(!start.body.contains(Text::Pause.of(Language::Arabic)));
    let forged = send(&mut tablet, &path, &start, &[("kiosk", "1"), ("f1", "ja")], "pause").await;
    assert!(forged.headers.get(header::SET_COOKIE).is_none(), "{}", forged.body);

    let mut phone = app.browser();
    pause(&mut phone, &path, "Aushang").await;
    let passed_on = get(&mut phone, &format!("{path}?kiosk=1"), "ar").await;
    assert!(passed_on.status == StatusCode::OK && !passed_on.body.contains("Aushang"), "{}", passed_on.body);
    let input = json!({ "opens": "2026-03-02", "closes": "2026-03-10", "access": "codes" });
    call(&mut office, "save-survey", json!({ "id": id, "input": input })).await;
    let asked = get(&mut phone, &path, "ar").await;
    assert!(asked.body.contains(Text::CodeTitle.of(Language::Arabic)) && !asked.body.contains("Aushang"));
}

#[tokio::test]
async fn what_is_too_long_to_be_put_aside_stays_on_the_page_and_is_said_so() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (_, path) = open_survey(&app, &mut office).await;
    let long = "lang ".repeat(1_600);
    let refused = pause(&mut app.browser(), &path, long.trim()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(Text::TooMuch.of(Language::Arabic)) && refused.body.contains(long.trim()));
    assert!(refused.headers.get(header::SET_COOKIE).is_none());
}
