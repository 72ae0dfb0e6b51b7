//! What people see when the portal itself is in trouble: a page, a number, a next step; never the fault's own words.

use crate::test_app::TestApp;
use axum::http::StatusCode;
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
