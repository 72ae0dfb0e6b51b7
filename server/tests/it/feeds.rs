//! Calendar feeds: what anybody may subscribe to, and one's own appointments behind a secret address.

use crate::{
    events::{create, seminar},
    test_app::{Browser, PASSWORD, TestApp},
};
use axum::http::StatusCode;
use domain::{access::Role, events::EventInput};
use store::internals::Query;

async fn make(browser: &mut Browser<'_>) -> String {
    let answer = browser.call("events/make-feed", "{}").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let address: String = serde_json::from_str(&answer.body).expect("an address");
    let (_, path) = address.split_once("/kalender/").expect("the feed's place");
    format!("/kalender/{path}")
}

async fn since(browser: &mut Browser<'_>) -> Option<String> {
    serde_json::from_str(&browser.call("events/feed", "{}").await.body).expect("a moment or none")
}

fn named(title: &str, capacity: &str) -> EventInput {
    EventInput { title: title.into(), waiting_list: true, ..seminar(capacity) }
}

async fn register(browser: &mut Browser<'_>, event: &str, email: &str) {
    let fields = [("name", "Kim"), ("email", email), ("funktion", "ki_so"), ("einrichtung", "Kita Am Bach")];
    let answer = browser.post_form(&format!("/veranstaltungen/{event}"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn the_own_feed_holds_what_one_has_a_seat_in_until_it_is_ended_or_replaced() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let seated = create(&mut koordination, &named("Fachtag Spiel", "2")).await;
    let full = create(&mut koordination, &named("Fachtag Voll", "1")).await;
    create(&mut koordination, &named("Fachtag Fremd", "2")).await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    assert_eq!(since(&mut kiso).await, None);
    register(&mut kiso, &seated, "ki_so@test.example").await;
    register(&mut app.browser(), &full, "andere@beispiel.de").await;
    register(&mut kiso, &full, "ki_so@test.example").await;

    let path = make(&mut kiso).await;
    assert!(since(&mut kiso).await.is_some());
    let feed = app.browser().get(&path).await;
    assert_eq!(
        (feed.status, &feed.headers["content-type"]),
        (StatusCode::OK, &"text/calendar; charset=utf-8".parse().unwrap())
    );
    assert_eq!(feed.headers["cache-control"], "no-store");
    let titles: Vec<_> = feed.body.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect();
    assert_eq!(titles, ["Fachtag Spiel"; 2], "two days; who waits has no appointment");
    assert!(!feed.body.contains("ki_so@test.example") && !feed.body.contains("Kim"), "nobody is named");

    let later = make(&mut kiso).await;
    assert_eq!(app.browser().get(&path).await.status, StatusCode::NOT_FOUND, "the earlier address");
    assert_eq!(app.browser().get(&later).await.status, StatusCode::OK);
    let mut other = app.second_logged_in(Role::KiSo).await;
    assert_eq!(other.call("events/end-feed", "{}").await.status, StatusCode::OK);
    assert_eq!(app.browser().get(&later).await.status, StatusCode::OK, "another person ends their own only");
    for _ in 0..2 {
        assert_eq!(kiso.call("events/end-feed", "{}").await.status, StatusCode::OK);
        assert_eq!(app.browser().get(&later).await.status, StatusCode::NOT_FOUND);
    }
    for wrong in ["x", &"0".repeat(64)] {
        assert_eq!(app.browser().get(&format!("/kalender/{wrong}/termine.ics")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_disabled_account_has_no_feed() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = app.account(Role::KiSo).await.id;
    let mut kiso = app.browser();
    kiso.log_in(Role::KiSo, PASSWORD).await;
    let path = make(&mut kiso).await;
    let disable = serde_json::json!({ "account": id, "enabled": false }).to_string();
    assert_eq!(koordination.call("accounts/set-enabled", &disable).await.status, StatusCode::OK);
    assert_eq!(app.browser().get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_public_feed_holds_what_everybody_may_see() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let none = app.browser().get("/veranstaltungen/termine.ics").await;
    assert_eq!((none.status, none.body.contains("BEGIN:VEVENT")), (StatusCode::OK, false));
    create(&mut koordination, &named("Fachtag für alle", "2")).await;
    create(&mut koordination, &EventInput { audience: "members".into(), ..named("Nur intern", "2") }).await;
    create(&mut koordination, &EventInput { status: "entwurf".into(), ..named("Noch im Entwurf", "2") }).await;
    let feed = koordination.get("/veranstaltungen/termine.ics").await;
    let titles: Vec<_> = feed.body.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect();
    assert_eq!(titles, ["Fachtag für alle"; 2], "the same for everybody, whoever is logged in");
}

#[tokio::test]
async fn feeds_bring_the_other_appointments_where_one_cannot_be_read() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    for title in ["Fachtag Spiel", "Fachtag Sprache"] {
        let id = create(&mut koordination, &named(title, "2")).await;
        register(&mut kiso, &id, "ki_so@test.example").await;
    }
    let damage = Query::write("UPDATE event SET format = 'unlesbar' WHERE title = 'Fachtag Spiel' RETURN NONE;");
    app.state.store.run(damage).await.expect("a damaged row");
    for path in [make(&mut kiso).await, "/veranstaltungen/termine.ics".into()] {
        let feed = app.browser().get(&path).await;
        let titles: Vec<_> = feed.body.lines().filter_map(|line| line.strip_prefix("SUMMARY:")).collect();
        assert_eq!((feed.status, titles), (StatusCode::OK, vec!["Fachtag Sprache"; 2]), "{path}");
    }
}
