//! The last day of a survey: who was in time is told so, also when that is asked again after midnight.

use crate::{
    surveys::{get, open_survey, results, send},
    test_app::{Answer, Browser, PASSWORD, TestApp},
};
use axum::http::StatusCode;
use chrono::Duration;
use domain::{
    access::Role,
    questionnaires::survey::{Language, Text},
};

/// From the first page to the last one, which is not sent yet.
async fn last_page(phone: &mut Browser<'_>, path: &str) -> Answer {
    let first = get(phone, path, "ar").await;
    let last = send(phone, path, &first, &[("f1", "nein")], "weiter").await;
    assert_eq!(last.status, StatusCode::OK, "{}", last.body);
    last
}

#[tokio::test]
async fn answers_that_arrived_on_the_last_day_have_arrived_after_midnight_too() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    // 10 March, the last day, at 23:59.
    app.clock.advance(Duration::days(8) + Duration::minutes(14 * 60 + 59));
    let (mut phone, mut slow) = (app.browser(), app.browser());
    let (last, not_sent) = (last_page(&mut phone, &path).await, last_page(&mut slow, &path).await);
    let sent = send(&mut phone, &path, &last, &[("f4", "2")], "weiter").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

    // The thanks got lost on the way, and the page is sent once more.
    app.clock.advance(Duration::minutes(2));
    let again = send(&mut phone, &path, &last, &[("f4", "2")], "weiter").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let thanks = phone.get(again.location()).await;
    assert!(thanks.body.contains(Text::ThanksText.of(Language::Arabic)), "{}", thanks.body);

    let late = send(&mut slow, &path, &not_sent, &[("f4", "2")], "weiter").await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains(Text::OverTitle.of(Language::Arabic)), "{}", late.body);
    let unreadable = slow.post_form(&path, &[("stand", "{}"), ("schritt", "weiter")]).await;
    assert_eq!(unreadable.status, StatusCode::GONE, "whatever it carries");
    assert_eq!(office.log_in(Role::Koordination, PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(results(&mut office, &id).await.results.submissions, 1);
}
