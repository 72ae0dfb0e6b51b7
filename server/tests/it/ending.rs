//! A session that was left without network ends later, over HTTP: without its cookie, and without anybody being logged in.

use crate::{
    sync::{json, send},
    test_app::{Answer, Browser, PASSWORD, TestApp},
};
use axum::http::StatusCode;
use domain::{access::Role, sync::vault::Ending};

const ADDRESS: &str = "/api/v1/sync/ending";

async fn ending(browser: &mut Browser<'_>) -> Ending {
    let answer = browser.get(ADDRESS).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers.get("cache-control").and_then(|value| value.to_str().ok()), Some("no-store"));
    serde_json::from_str(&answer.body).expect("an ending")
}

async fn send_ending(browser: &mut Browser<'_>, ending: &Ending) -> Answer {
    send(browser, "POST", ADDRESS, &json(ending)).await
}

async fn is_logged_in(browser: &mut Browser<'_>) -> bool {
    browser.get(ADDRESS).await.status == StatusCode::OK
}

#[tokio::test]
async fn everybody_who_is_logged_in_gets_the_end_of_the_own_session_and_nobody_else() {
    let app = TestApp::start().await;
    assert_eq!(app.browser().get(ADDRESS).await.status, StatusCode::UNAUTHORIZED);
    for role in Role::ALL {
        let account = app.account(role).await;
        let mut browser = app.browser();
        assert_eq!(browser.log_in(role, PASSWORD).await.status, StatusCode::SEE_OTHER);
        let ending = ending(&mut browser).await;
        assert_eq!(ending.account, account.id, "{}", role.code());
        // It is no key to the session.
        let cookie = browser.cookie.clone().expect("a session");
        assert!(!cookie.contains(&ending.proof) && !cookie.contains(&ending.session.to_string()));
    }
}

#[tokio::test]
async fn it_ends_this_session_alone_without_its_cookie_and_as_often_as_it_comes() {
    let app = TestApp::start().await;
    let mut left = app.logged_in(Role::KiSo).await;
    let mut elsewhere = app.browser();
    assert_eq!(elsewhere.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let of_left = ending(&mut left).await;

    // From a browser that was started anew, and again after a reply that was lost.
    for _ in 0..2 {
        assert_eq!(send_ending(&mut app.browser(), &of_left).await.status, StatusCode::OK);
    }
    assert!(!is_logged_in(&mut left).await);
    assert!(is_logged_in(&mut elsewhere).await, "another session of the same account");

    // The next person in this browser stays logged in, and keeps the cookie.
    let mut next = app.logged_in(Role::Koordination).await;
    let answer = send_ending(&mut next, &of_left).await;
    assert_eq!((answer.status, answer.headers.contains_key("set-cookie")), (StatusCode::OK, false));
    assert!(is_logged_in(&mut next).await);
}

#[tokio::test]
async fn nobody_ends_a_session_without_what_the_server_gave_out_for_it() {
    let app = TestApp::start().await;
    let mut attacker = app.logged_in(Role::KiSo).await;
    let mut other = app.logged_in(Role::Koordination).await;
    let (own, foreign) = (ending(&mut attacker).await, ending(&mut other).await);
    let forgeries = [
        Ending { proof: own.proof.clone(), ..foreign.clone() },
        Ending { session: foreign.session, ..own.clone() },
        Ending { proof: String::new(), ..foreign.clone() },
        Ending { proof: "0".repeat(64), ..foreign },
    ];
    for forged in forgeries {
        assert_eq!(send_ending(&mut attacker, &forged).await.status, StatusCode::NOT_FOUND);
    }
    let broken = send(&mut attacker, "POST", ADDRESS, "{}").await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(is_logged_in(&mut other).await && is_logged_in(&mut attacker).await);
}
