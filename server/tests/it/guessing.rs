//! Whoever tries many accounts from one address is slowed down, whatever the request says about itself; and the time of an answer
//! tells nothing about who has an account.

use crate::{
    surveys::{get, open_survey, results, send},
    test_app::TestApp,
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::access::Role;
use server::auth::links::ANSWER_AFTER;
use std::{
    net::{IpAddr, Ipv4Addr},
    time::Instant,
};

/// Attempts that one address has before it has to wait.
const BURST: u8 = 60;

/// Tries a link that nobody has: another one for each number, so that no account is counted twice.
async fn try_link(app: &TestApp, number: u8, forwarded: &str) -> StatusCode {
    let request = Request::builder()
        .method(Method::POST)
        .uri("/passwort-setzen")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-forwarded-for", forwarded);
    let body = format!("token={number:064x}&password=lang+genug+zum+Pruefen&repeated=lang+genug+zum+Pruefen");
    app.browser().send(request, Body::from(body)).await.status
}

/// How many attempts are answered before one has to wait. On a slow machine one more may come due meanwhile.
async fn attempts_until_slowed(app: &TestApp, forwarded: impl Fn(u8) -> String) -> u8 {
    for number in 0..2 * BURST {
        match try_link(app, number, &forwarded(number)).await {
            StatusCode::UNPROCESSABLE_ENTITY => {}
            status => {
                assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
                return number;
            }
        }
    }
    panic!("nobody is slowed down");
}

#[tokio::test]
async fn an_address_behind_the_proxy_is_slowed_down_and_its_neighbours_are_not() {
    let app = TestApp::start_with(|config| config.trusted_proxies = 1).await;
    // What stands left of the proxy's own entry is what the client wrote, another one each time.
    let attempts = attempts_until_slowed(&app, |number| format!("198.51.100.{number}, 203.0.113.7")).await;
    assert!(attempts >= BURST, "{attempts}");
    assert_eq!(try_link(&app, 201, "203.0.113.8").await, StatusCode::UNPROCESSABLE_ENTITY, "somebody else");
}

#[tokio::test]
async fn a_whole_network_of_ipv6_counts_as_one_address() {
    let app = TestApp::start_with(|config| config.trusted_proxies = 1).await;
    let attempts = attempts_until_slowed(&app, |number| format!("2001:db8:1:2:{number:x}::1")).await;
    assert!(attempts >= BURST, "{attempts}");
    assert_eq!(try_link(&app, 201, "2001:db8:1:3::1").await, StatusCode::UNPROCESSABLE_ENTITY, "the next network");
}

#[tokio::test]
async fn without_a_proxy_nobody_says_where_they_come_from() {
    let app = TestApp::start().await;
    let attempts = attempts_until_slowed(&app, |number| format!("203.0.113.{number}")).await;
    assert!(attempts >= BURST, "{attempts}");
}

/// Each "Abbrechen" of a tablet that goes round leaves marks, and whoever has the link can press it.
#[tokio::test]
async fn who_keeps_throwing_away_on_a_tablet_is_slowed_down_and_the_next_person_answers() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let (mut tablet, start) = (app.browser(), format!("{path}?kiosk=1"));
    let mut stopped = StatusCode::OK;
    // One more comes due each second; on a slow machine that may be the one that is looked at.
    for _ in 0..20 {
        let page = get(&mut tablet, &start, "ar").await;
        while app.state.rate_limit.count_lookup(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).is_ok() {}
        stopped = send(&mut tablet, &path, &page, &[("kiosk", "1")], "schluss").await.status;
        if stopped != StatusCode::SEE_OTHER {
            break;
        }
    }
    assert_eq!(stopped, StatusCode::TOO_MANY_REQUESTS);
    let first = get(&mut tablet, &start, "ar").await;
    let second = send(&mut tablet, &path, &first, &[("kiosk", "1"), ("f1", "nein")], "weiter").await;
    let sent = send(&mut tablet, &path, &second, &[("kiosk", "1"), ("f4", "2")], "weiter").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(results(&mut office, &id).await.results.submissions, 1);
}

#[tokio::test]
async fn asking_for_a_link_takes_as_long_for_nobody_as_for_somebody() {
    let app = TestApp::start().await;
    app.account(Role::Koordination).await;
    for email in ["koordination@test.example", "niemand@test.example"] {
        let asked = Instant::now();
        let answer = app.browser().post_form("/passwort-vergessen", &[("email", email)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        // Never earlier: what writing a link takes lies within.
        assert!(asked.elapsed() >= ANSWER_AFTER, "{email} after {:?}", asked.elapsed());
    }
}
