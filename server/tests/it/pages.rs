use crate::test_app::TestApp;
use axum::http::{HeaderValue, StatusCode, header};

#[tokio::test]
async fn public_pages_are_readable_without_wasm_and_carry_a_policy_with_their_nonce() {
    let app = TestApp::start().await;
    for path in ["/", "/anmelden", "/passwort-vergessen", "/veranstaltungen"] {
        let page = app.browser().get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains("<h1"), "{path} has no heading in its HTML");
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().expect("ASCII");
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
        assert!(page.body.contains(&format!("nonce=\"{nonce}\"")), "{path}: scripts carry the nonce of the policy");
    }
}

/// Their text is in no bundle, so nobody downloads it who does not read it.
#[tokio::test]
async fn pages_of_text_bring_no_script_and_are_reached_by_a_whole_page() {
    let app = TestApp::start().await;
    let start = app.browser().get("/").await.body;
    for path in ["/impressum", "/datenschutz", "/barrierefreiheit", "/leichte-sprache"] {
        // With a slash at its end it is the same page: the bundle would have nothing to show there, and fetch it again and again.
        for address in [path.to_owned(), format!("{path}/")] {
            let page = app.browser().get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert!(page.body.contains("<h1"), "{address} has no heading in its HTML");
            assert!(
                !page.body.contains("modulepreload") && !page.body.contains("<script type=\"module\""),
                "{address} brings a script"
            );
        }
        let links: Vec<_> = start.match_indices(&format!("href=\"{path}\"")).map(|(at, _)| at).collect();
        assert!(!links.is_empty(), "no link leads to {path}");
        for at in links {
            let tag = start[..at].rfind('<').expect("a tag");
            let link = start[tag..].split('>').next().expect("its end");
            assert!(link.contains("rel=\"external\""), "{link}");
        }
    }
}

#[tokio::test]
async fn only_the_staff_zone_may_ask_where_a_device_is() {
    let app = TestApp::start().await;
    for (path, allowed) in
        [("/app", "(self)"), ("/app/erhebungen", "(self)"), ("/", "()"), ("/umfrage/x", "()"), ("/apps", "()")]
    {
        let page = app.browser().get(path).await;
        let policy = page.headers["permissions-policy"].to_str().expect("ASCII");
        assert!(policy.contains(&format!("geolocation={allowed},")), "{path}: {policy}");
    }
}

#[tokio::test]
async fn an_unknown_address_is_404_with_a_way_on() {
    let app = TestApp::start().await;
    let page = app.browser().get("/gibt-es-nicht").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("Seite nicht gefunden"));
}

/// Q1: on iOS a service worker sends the body of a POST that it passes on empty. Ours leaves alone whatever is no GET, and
/// everything of the interface, before it answers anything.
#[tokio::test]
async fn q01_the_service_worker_touches_get_only() {
    let app = TestApp::start().await;
    let script = app.browser().get("/app/sw.js").await;
    assert_eq!(script.status, StatusCode::OK);
    let listener = script.body.split("addEventListener('fetch'").nth(1).expect("a listener");
    let (before, _) = listener.split_once("respondWith").expect("an answer");
    assert!(before.contains("if (request.method !== 'GET'"), "{before}");
    assert!(before.contains("startsWith('/api/')) return;"), "{before}");
}

/// `cargo leptos watch` renews the built files under the same names: whoever kept one would look at yesterday's portal.
#[tokio::test]
async fn built_files_are_kept_for_ever_unless_cargo_leptos_renews_them() {
    for (watched, kept, worker) in [
        (false, "public, max-age=31536000, immutable", "cache.addAll("),
        (true, "no-cache", "registration.unregister("),
    ] {
        let app = TestApp::start_with(|config| config.watched = watched).await;
        let package = app.state.config.site_dir.join("pkg");
        std::fs::create_dir_all(&package).expect("a folder");
        std::fs::write(package.join("public.js"), "export {};").expect("a file");
        let file = app.browser().get("/pkg/public.js").await;
        assert_eq!(
            (file.status, &file.headers[header::CACHE_CONTROL]),
            (StatusCode::OK, &HeaderValue::from_static(kept))
        );
        let script = app.browser().get("/app/sw.js").await.body;
        assert!(script.contains(worker), "{script}");
    }
}

#[tokio::test]
async fn the_staff_shell_is_the_same_for_everybody_and_every_address() {
    let app = TestApp::start().await;
    let first = app.browser().get("/app").await;
    let deep = app.browser().get("/app/budget/2026").await;
    assert_eq!((first.status, deep.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(first.body, deep.body);
    assert!(!first.body.contains("nonce"));
}

#[tokio::test]
async fn health_is_answered_without_a_session() {
    let app = TestApp::start().await;
    assert_eq!(app.browser().get("/healthz").await.status, StatusCode::OK);
    assert_eq!(app.browser().get("/readyz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn plain_http_on_another_address_explains_itself() {
    let app = TestApp::start_with(|config| config.public_url = "http://192.0.2.7:3000".into()).await;
    let page = app.browser().get("/anmelden").await;
    assert_eq!(page.status, StatusCode::UPGRADE_REQUIRED);
    assert!(page.body.contains("TLS_CERT"), "{}", page.body);
    assert_eq!(app.browser().get("/healthz").await.status, StatusCode::OK);
}
