//! What people see when the portal itself is in trouble: a page, a number, a next step; never the fault's own words.

use crate::test_app::TestApp;
use app::ui::INCIDENT_HEADER;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{AppError, access::Role, incident::IncidentReport};
use http_body_util::BodyExt;
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn without_its_database_the_portal_says_so_with_a_number_and_keeps_what_was_typed() {
    let folder = TempDir::new().unwrap();
    let url = format!("surrealkv://{}", folder.path().join("db").display());
    let app = TestApp::start_with(|config| config.database_url = url).await;
    app.state.store.shutdown().await.unwrap();

    assert_eq!(app.browser().get("/healthz").await.status, StatusCode::OK, "the process itself lives");
    assert_eq!(app.browser().get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);

    let page = app.browser().get("/veranstaltungen").await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_said_calmly(&page.body);
    let form = app.browser().post_form("/anmelden", &[("email", "erika@beispiel.de"), ("password", "x")]).await;
    assert_eq!(form.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(form.body.contains("erika@beispiel.de"), "what was typed is gone: {}", form.body);
    assert_silent_on_causes(&form.body);

    let call = app.browser().call("events/public-list", "{}").await;
    assert_eq!(call.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(call.body.contains("internal"), "{}", call.body);
    assert_silent_on_causes(&call.body);
}

#[tokio::test]
async fn what_no_page_can_read_is_answered_with_a_page_in_german() {
    let app = TestApp::start().await;
    let long = "a".repeat(2 * 1024 * 1024);
    for path in ["/anmelden", "/rueckmeldung", "/passwort-vergessen"] {
        let answer = app.browser().post_form(path, &[("email", long.as_str())]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(
            answer.body.contains("Zu viel auf einmal") && answer.body.contains("stehen"),
            "{path}: {}",
            answer.body
        );
        let request =
            Request::builder().method(Method::POST).uri(path).header(header::CONTENT_TYPE, "application/json");
        let answer = app.browser().send(request, Body::from("{}")).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{path}");
        assert!(answer.body.contains("unvollständig angekommen"), "{path}: {}", answer.body);
    }
    let request = Request::builder().method(Method::DELETE).uri("/rueckmeldung");
    let answer = app.browser().send(request, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.body.contains("So lässt sich diese Seite nicht öffnen"), "{}", answer.body);
}

/// A server function, which the framework would let say that the server is not reached.
#[tokio::test]
async fn a_call_that_is_too_large_says_so_and_one_of_a_large_draft_is_read() {
    let app = TestApp::start().await;
    let arguments = |bytes: usize| format!(r#"{{"number":"{}"}}"#, "x".repeat(bytes));
    let mut browser = app.logged_in(Role::Koordination).await;
    let large = browser.call("events/check-certificate", &arguments(5 * 1024 * 1024)).await;
    assert_eq!(large.status, StatusCode::NOT_FOUND, "read, and no number of a certificate: {}", large.body);
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/fn/events/check-certificate")
        .header(header::CONTENT_TYPE, "application/json");
    let body = arguments(9 * 1024 * 1024);
    let request = request.header(header::CONTENT_LENGTH, body.len());
    let refused = browser.send(request, Body::from(body)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("too_much") && refused.body.contains("8 MB"), "{}", refused.body);
    let error: domain::AppError = serde_json::from_str(&refused.body).unwrap();
    let said = domain::german::message_beside_entry(&error);
    assert!(said.contains("Es ist nichts gespeichert"), "{said}");
}

/// A body is read before anybody is asked who they are: without a login it is no larger than a form.
#[tokio::test]
async fn nobody_makes_the_server_hold_a_large_call_without_a_login() {
    let app = TestApp::start().await;
    let body = format!(r#"{{"number":"{}"}}"#, "x".repeat(2 * 1024 * 1024));
    let request = || {
        Request::builder()
            .method(Method::POST)
            .uri("/api/fn/events/check-certificate")
            .header(header::CONTENT_TYPE, "application/json")
    };
    let announced = request().header(header::CONTENT_LENGTH, body.len());
    let refused = app.browser().send(announced, Body::from(body.clone())).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "the session of a draft has ended: {}", refused.body);
    let unannounced = app.browser().send(request(), Body::from(body.clone())).await;
    assert_eq!(unannounced.status, StatusCode::UNPROCESSABLE_ENTITY, "not read: {}", unannounced.body);
    let known = app.logged_in(Role::Koordination).await.send(request(), Body::from(body)).await;
    assert_eq!(known.status, StatusCode::NOT_FOUND, "read, and no number of a certificate: {}", known.body);
}

/// What an old page sends to a newer server: the server is reached, and trying again would not help.
#[tokio::test]
async fn a_call_of_another_shape_asks_for_the_page_to_be_loaded_anew() {
    let app = TestApp::start().await;
    for arguments in ["{", r#"{"number":5}"#, "{}", "[]"] {
        let answer = app.browser().call("events/check-certificate", arguments).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{arguments}: {}", answer.body);
        let error: domain::AppError = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(error, domain::AppError::Invalid(Vec::new()), "{arguments}");
    }
}

#[tokio::test]
async fn a_page_about_a_refused_file_knows_who_is_logged_in() {
    let app = TestApp::start().await;
    let mut browser = app.logged_in(Role::Koordination).await;
    let address = "/api/export/budget/2026/gibt-es-nicht.csv";
    let page = browser.get(address).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("Zum Portal"), "{}", page.body);
    let page = app.browser().get(address).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(!page.body.contains("Zum Portal"), "{}", page.body);
}

/// As pages end while the database server is away, which the store's tests of broken connections show.
#[tokio::test]
async fn a_page_without_its_database_server_carries_a_number_that_the_log_gets() {
    let app = TestApp::start().await;
    let page = server::pages::failure(&app.state, AppError::Unreachable).await;
    assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
    let header = page.headers().get(INCIDENT_HEADER).expect("a report").to_str().expect("text").to_owned();
    let report: IncidentReport = serde_json::from_str(&header).expect("a report");
    assert_eq!(report.status, 503);
    let body = page.into_body().collect().await.expect("a page").to_bytes();
    let body = String::from_utf8_lossy(&body);
    assert!(body.contains("Server nicht erreichbar") && body.contains("Seite neu laden"), "{body}");
    assert!(body.contains(&report.number.to_string()), "{body}");
}

#[tokio::test]
async fn a_page_about_a_failure_carries_a_number_of_its_own() {
    let app = TestApp::start().await;
    let number = async || {
        let page = app.browser().get("/gibt-es-nicht").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!page.headers.contains_key("x-incident"), "the report is for the log only");
        let (_, rest) =
            page.body.split_once("class=\"incident\">").unwrap_or_else(|| panic!("no number: {}", page.body));
        rest.chars().take_while(|sign| sign.is_ascii_alphanumeric()).collect::<String>()
    };
    let (first, second) = (number().await, number().await);
    assert_eq!(first.len(), 8, "{first}");
    assert_ne!(first, second);
}

#[tokio::test]
async fn a_browser_reports_its_pages_about_failures_and_nothing_else() {
    let app = TestApp::start().await;
    let report = async |body: &str| {
        let request =
            Request::builder().method(Method::POST).uri("/api/v1/incidents").header(header::CONTENT_TYPE, "text/plain");
        app.browser().send(request, Body::from(body.to_owned())).await.status
    };
    let line = r#"{"number":"ABCDEFGH","status":403,"area":"/app/konten"}"#;
    assert_eq!(report(line).await, StatusCode::NO_CONTENT);
    for wrong in
        ["", "{}", &line.replace("403", "200"), &line.replace("/app/konten", "/umfrage/abc"), &line.replace('H', "\\n")]
    {
        assert_eq!(report(wrong).await, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    assert_eq!(report(&" ".repeat(2000)).await, StatusCode::PAYLOAD_TOO_LARGE);
    let mut last = StatusCode::NO_CONTENT;
    for _ in 0..310 {
        last = report(line).await;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

fn assert_said_calmly(body: &str) {
    assert!(body.contains("Fehler im Portal") && body.contains("Nummer des Vorfalls"), "{body}");
    assert!(body.contains("Seite neu laden"), "no way on: {body}");
    assert_silent_on_causes(body);
}

fn assert_silent_on_causes(body: &str) {
    for word in ["surreal", "SELECT", "panicked", "datastore", ".rs:"] {
        assert!(!body.contains(word), "»{word}« belongs into the log: {body}");
    }
}
