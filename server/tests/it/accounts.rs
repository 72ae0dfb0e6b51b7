use crate::test_app::{PASSWORD, TestApp};
use axum::http::{StatusCode, header};
use chrono::Duration;
use domain::{
    access::Role,
    accounts::{AccountsView, MeView, Subject},
    people::demo,
};
use serde_json::json;

#[tokio::test]
async fn login_sets_a_host_cookie_and_leads_to_the_wanted_page() {
    let app = TestApp::start().await;
    app.account(Role::Koordination).await;
    let mut browser = app.browser();
    let answer = browser
        .post_form(
            "/anmelden",
            &[("email", "koordination@test.example"), ("password", PASSWORD), ("next", "/app/budget")],
        )
        .await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/app/budget#"), "no mark of the form");
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("ASCII");
    for part in ["__Host-sitzung=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(browser.call("accounts/me", "{}").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_refused_login_tells_the_same_for_a_wrong_password_and_an_unknown_address_and_keeps_the_address() {
    let app = TestApp::start().await;
    app.account(Role::Koordination).await;
    let mut browser = app.browser();
    let wrong = browser.log_in(Role::Koordination, "falsches Passwort").await;
    let unknown = browser.post_form("/anmelden", &[("email", "niemand@test.example"), ("password", PASSWORD)]).await;
    for answer in [&wrong, &unknown] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("E-Mail-Adresse oder Passwort stimmt nicht"), "{}", answer.body);
        assert!(!answer.headers.contains_key(header::SET_COOKIE));
        assert!(!answer.body.contains("Passwort\" value=\"f"));
    }
    assert!(wrong.body.contains("koordination@test.example"));
    assert!(!wrong.body.contains("falsches Passwort"));
}

#[tokio::test]
async fn each_login_has_a_new_session_whatever_cookie_was_sent() {
    let app = TestApp::start().await;
    app.account(Role::Koordination).await;
    let mut browser = app.browser();
    let planted = format!("__Host-sitzung={}", "a".repeat(64));
    browser.cookie = Some(planted.clone());
    browser.log_in(Role::Koordination, PASSWORD).await;
    assert_ne!(browser.cookie.as_ref(), Some(&planted));
    browser.cookie = Some(planted);
    assert_eq!(browser.call("accounts/me", "{}").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn logging_out_ends_the_session_on_the_server() {
    let app = TestApp::start().await;
    let mut browser = app.logged_in(Role::Koordination).await;
    let stolen = browser.cookie.clone();
    assert_eq!(browser.post_form("/abmelden", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.cookie, None);
    browser.cookie = stolen;
    assert_eq!(browser.call("accounts/me", "{}").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_at_its_absolute_end() {
    let app = TestApp::start().await;
    let mut browser = app.logged_in(Role::Koordination).await;
    for _ in 0..11 {
        app.clock.advance(Duration::minutes(60));
        assert_eq!(browser.call("accounts/me", "{}").await.status, StatusCode::OK);
    }
    app.clock.advance(Duration::minutes(61));
    assert_eq!(browser.call("accounts/me", "{}").await.status, StatusCode::UNAUTHORIZED, "after 12 hours");
    let mut browser = app.browser();
    browser.log_in(Role::Koordination, PASSWORD).await;
    app.clock.advance(Duration::minutes(121));
    assert_eq!(browser.call("accounts/me", "{}").await.status, StatusCode::UNAUTHORIZED, "after 2 idle hours");
}

#[tokio::test]
async fn a_mailed_link_sets_a_password_once() {
    let app = TestApp::start().await;
    app.account(Role::Koordination).await;
    let mut browser = app.browser();
    let known = browser.post_form("/passwort-vergessen", &[("email", "koordination@test.example")]).await;
    let unknown = browser.post_form("/passwort-vergessen", &[("email", "niemand@test.example")]).await;
    assert_eq!((known.status, known.location()), (unknown.status, unknown.location()), "tells nothing about accounts");
    let token = mailed_token(&app).await;
    let fields = |password| [("token", token.as_str()), ("password", password), ("repeated", password)];

    let address = format!("/passwort-setzen?token={token}");
    for _ in 0..2 {
        let form = browser.get(&address).await;
        assert_eq!(form.status, StatusCode::OK, "looking does not use it up");
        assert!(form.body.contains("name=\"repeated\""), "{}", form.body);
    }
    let common = browser.post_form("/passwort-setzen", &fields("passwort1234")).await;
    assert_eq!(common.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(common.body.contains("leicht zu erraten"), "{}", common.body);
    let set = browser.post_form("/passwort-setzen", &fields("Vierzehn Störche ziehen nach Süden")).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.body);
    let again = browser.post_form("/passwort-setzen", &fields("Noch vierzehn andere Störche")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("abgelaufen oder schon benutzt"));
    for used in [address.as_str(), "/passwort-setzen", "/passwort-setzen?token=%3Cscript%3E"] {
        let form = browser.get(used).await;
        assert_eq!(form.status, StatusCode::UNPROCESSABLE_ENTITY, "{used}");
        assert!(form.body.contains("abgelaufen oder schon benutzt"), "{used}: said before a password is typed");
        assert!(!form.body.contains("name=\"repeated\""), "{used}");
    }

    assert_eq!(browser.log_in(Role::Koordination, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        browser.log_in(Role::Koordination, "Vierzehn Störche ziehen nach Süden").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_mailed_link_is_good_for_an_hour() {
    let app = TestApp::start().await;
    app.account(Role::Koordination).await;
    let mut browser = app.browser();
    browser.post_form("/passwort-vergessen", &[("email", "koordination@test.example")]).await;
    let token = mailed_token(&app).await;
    app.clock.advance(Duration::minutes(61));
    let password = "Vierzehn Störche ziehen nach Süden";
    let late = browser
        .post_form("/passwort-setzen", &[("token", &token), ("password", password), ("repeated", password)])
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_invited_person_sets_a_password_and_a_disabled_one_is_out_at_once() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let input = r#"{"input":{"email":"neu@test.example","name":"Neu","role":"finanzen","subject":""}}"#;
    assert_eq!(office.call("accounts/invite", input).await.status, StatusCode::OK);
    let twice = office.call("accounts/invite", input).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("not_unique"), "{}", twice.body);

    let token = mailed_token(&app).await;
    let password = "Vierzehn Störche ziehen nach Süden";
    let mut invited = app.browser();
    invited.post_form("/passwort-setzen", &[("token", &token), ("password", password), ("repeated", password)]).await;
    invited.post_form("/anmelden", &[("email", "neu@test.example"), ("password", password)]).await;
    let me = invited.call("accounts/me", "{}").await;
    assert_eq!(me.status, StatusCode::OK);
    let id = me.body.split('"').nth(3).expect("an account id").to_owned();

    let disable = format!(r#"{{"account":"{id}","enabled":false}}"#);
    assert_eq!(office.call("accounts/set-enabled", &disable).await.status, StatusCode::OK);
    assert_eq!(invited.call("accounts/me", "{}").await.status, StatusCode::UNAUTHORIZED);
    let refused = invited.post_form("/anmelden", &[("email", "neu@test.example"), ("password", password)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_is_invited_is_listed_as_what_the_role_says() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let invitation = |role: &str, subject: &str| {
        let input = json!({ "email": "neu@test.example", "name": "Neu", "role": role, "subject": subject });
        json!({ "input": input }).to_string()
    };
    let (kiso, leitung) = (demo::kiso(1).to_string(), demo::leitung(17).to_string());
    let nobody = "00000000-0000-7000-8000-000000000000";
    for (role, subject) in [
        ("ki_so", leitung.as_str()),
        ("ki_so", nobody),
        ("kita_leitung", kiso.as_str()),
        ("anstellungstraeger", kiso.as_str()),
    ] {
        let refused = office.call("accounts/invite", &invitation(role, subject)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{role} {subject}");
        let said = refused.body.contains("not_a_choice") && refused.body.contains("subject");
        assert!(said, "{role} {subject}: {}", refused.body);
    }
    // Nothing of those is left: the address is free.
    let invited = office.call("accounts/invite", &invitation("ki_so", &kiso)).await;
    assert_eq!(invited.status, StatusCode::OK, "{}", invited.body);
}

#[tokio::test]
async fn an_account_gets_another_role_for_who_is_listed_as_that_and_its_sessions_end() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let account = app.account_of(Role::KitaLeitung, Subject::Person(demo::leitung(17))).await.id.to_string();
    let mut holder = app.browser();
    holder.log_in(Role::KitaLeitung, PASSWORD).await;
    let change =
        |role: &str, subject: &str| json!({ "account": account, "role": role, "subject": subject }).to_string();
    let (kiso, leitung) = (demo::kiso(1).to_string(), demo::leitung(18).to_string());
    let employer = demo::anstellungstraeger(1).to_string();
    for (role, subject, code) in [
        ("chef", "", "not_a_choice"),
        ("kita_leitung", "", "required"),
        ("kita_leitung", kiso.as_str(), "not_a_choice"),
        ("ki_so", leitung.as_str(), "not_a_choice"),
        ("anstellungstraeger", employer.as_str(), "both_sides"),
    ] {
        let refused = office.call("accounts/change-role", &change(role, subject)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{role} {subject}");
        assert!(refused.body.contains(code), "{role} {subject}: {}", refused.body);
    }
    assert_eq!(holder.call("accounts/me", "{}").await.status, StatusCode::OK, "what is refused ends nothing");

    for (role, subject) in [("kita_leitung", leitung.as_str()), ("ki_so", kiso.as_str()), ("kasse", "")] {
        let changed = office.call("accounts/change-role", &change(role, subject)).await;
        assert_eq!(changed.status, StatusCode::OK, "{role}: {}", changed.body);
        assert_eq!(holder.call("accounts/me", "{}").await.status, StatusCode::UNAUTHORIZED, "{role}");
        assert_eq!(holder.log_in(Role::KitaLeitung, PASSWORD).await.status, StatusCode::SEE_OTHER, "{role}");
        let me: MeView = serde_json::from_str(&holder.call("accounts/me", "{}").await.body).expect("who is logged in");
        assert_eq!((me.role.code(), me.account.as_str()), (role, account.as_str()));
        let listed = office.call("accounts/list", "{}").await.body;
        let view: AccountsView = serde_json::from_str(&listed).expect("a list of accounts");
        let row = view.accounts.iter().find(|row| row.id == account).expect("the account");
        assert_eq!((row.role.code(), row.subject.as_str()), (role, subject));
    }
}

#[tokio::test]
async fn a_password_made_of_the_own_address_is_refused_at_the_link() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let input = r#"{"input":{"email":"quirin.zapfhahn@test.example","name":"Quirin","role":"kasse","subject":""}}"#;
    assert_eq!(office.call("accounts/invite", input).await.status, StatusCode::OK);
    let token = mailed_token(&app).await;
    let fields = |password| [("token", token.as_str()), ("password", password), ("repeated", password)];
    let mut invited = app.browser();
    let own = invited.post_form("/passwort-setzen", &fields("Quirin-Zapfhahn-7")).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.body.contains("leicht zu erraten"), "{}", own.body);
    let set = invited.post_form("/passwort-setzen", &fields("Vierzehn Störche ziehen nach Süden")).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "the link still holds: {}", set.body);
}

/// The clock of the test starts on 2 March 2026 at 09:00 in the office.
#[tokio::test]
async fn an_account_of_the_revision_ends_with_its_last_day_and_goes_on_once_that_is_put_off() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let invitation = |ends_on: &str| {
        let (email, role) = ("revision@test.example", "revision");
        let input = json!({ "email": email, "name": "Revision", "role": role, "subject": "", "ends_on": ends_on });
        json!({ "input": input }).to_string()
    };
    for (ends_on, code) in [("", "required"), ("2026-03-01", "in_the_past"), ("2027-03-03", "too_large")] {
        let refused = office.call("accounts/invite", &invitation(ends_on)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{ends_on}");
        assert!(refused.body.contains(code) && refused.body.contains("ends_on"), "{}", refused.body);
    }
    assert_eq!(office.call("accounts/invite", &invitation("2026-03-02")).await.status, StatusCode::OK);
    let (token, password) = (mailed_token(&app).await, "Vierzehn Störche ziehen nach Süden");
    let fields = [("token", token.as_str()), ("password", password), ("repeated", password)];
    let mut auditor = app.browser();
    assert_eq!(auditor.post_form("/passwort-setzen", &fields).await.status, StatusCode::SEE_OTHER);

    // The last day counts to its end; then a session that was busy a minute ago is none any more.
    app.clock.advance(Duration::minutes(14 * 60));
    assert_eq!(auditor.log_in(Role::Revision, password).await.status, StatusCode::SEE_OTHER);
    app.clock.advance(Duration::minutes(59));
    assert_eq!(auditor.call("accounts/me", "{}").await.status, StatusCode::OK, "at 23:59");
    assert_eq!(auditor.call("accounts/over", "{}").await.body, "false");
    app.clock.advance(Duration::minutes(1));
    assert_eq!(auditor.call("accounts/me", "{}").await.status, StatusCode::UNAUTHORIZED, "at 00:00");
    assert_eq!(auditor.call("accounts/over", "{}").await.body, "true", "the page says why");
    assert_eq!(app.browser().call("accounts/over", "{}").await.body, "false", "nobody was here");
    let refused = app.browser().log_in(Role::Revision, password).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("Ihr Zugang war befristet und ist abgelaufen. Bitte wenden Sie sich an die Koordination")
    );
    let guessed = app.browser().log_in(Role::Revision, "falsches Passwort").await;
    assert!(!guessed.body.contains("abgelaufen") && guessed.body.contains("E-Mail-Adresse oder Passwort stimmt nicht"));

    let mut office = app.browser();
    office.log_in(Role::Koordination, PASSWORD).await;
    let listed = office.call("accounts/list", "{}").await.body;
    let view: AccountsView = serde_json::from_str(&listed).expect("a list of accounts");
    let account = |role: Role| view.accounts.iter().find(|row| row.role == role).expect("an account");
    let ended = account(Role::Revision);
    assert_eq!((ended.ends_on.as_deref(), ended.over), (Some("02.03.2026"), true));
    for (role, ends_on, status) in [
        (Role::Koordination, "2026-03-31", StatusCode::UNPROCESSABLE_ENTITY),
        (Role::Revision, "2026-03-02", StatusCode::UNPROCESSABLE_ENTITY),
        (Role::Revision, "2026-03-31", StatusCode::OK),
    ] {
        let arguments = json!({ "account": account(role).id, "ends_on": ends_on }).to_string();
        assert_eq!(office.call("accounts/set-end", &arguments).await.status, status, "{role:?} {ends_on}");
    }
    assert_eq!(auditor.log_in(Role::Revision, password).await.status, StatusCode::SEE_OTHER);
    assert_eq!(auditor.call("accounts/me", "{}").await.status, StatusCode::OK);
    let log = office.call("audit/entries", r#"{"area":"","older_than":""}"#).await;
    assert!(log.body.contains("Zugang bis: 31.03.2026"), "{} {}", log.status, log.body);
}

#[tokio::test]
async fn guessing_one_account_is_slowed_down_with_the_time_to_wait() {
    let app = TestApp::start().await;
    app.account(Role::Koordination).await;
    let mut browser = app.browser();
    for _ in 0..10 {
        assert_eq!(browser.log_in(Role::Koordination, "falsch").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slowed = browser.log_in(Role::Koordination, PASSWORD).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slowed.body.contains("Zu viele Versuche"), "{}", slowed.body);
}

#[tokio::test]
async fn a_request_from_another_site_is_refused() {
    let app = TestApp::start().await;
    let mut browser = app.logged_in(Role::Koordination).await;
    for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let request = axum::http::Request::builder()
            .method("POST")
            .uri("/api/fn/accounts/end-other-sessions")
            .header(name, value)
            .header(header::CONTENT_TYPE, "application/json");
        assert_eq!(browser.send(request, "{}".into()).await.status, StatusCode::FORBIDDEN, "{name}");
    }
}

/// A portal with the directory of the demo.
async fn with_directory() -> TestApp {
    let app = TestApp::start().await;
    let ports = &app.state.ports;
    let directory = demo::directory(ports.clock.today());
    ports.directory.fill(&directory, ports.clock.now()).await.expect("an empty directory");
    app
}

/// The token of the link in the mail that is due; takes the mail out of the outbox.
async fn mailed_token(app: &TestApp) -> String {
    let (ports, now) = (&app.state.ports, app.state.ports.clock.now());
    let claimed = ports.outbox.claim(now, now + Duration::minutes(5)).await.expect("an outbox").expect("a mail");
    let text = app.sent(&claimed).await.text;
    let (_, after) = text.split_once("token=").expect("a token");
    after.chars().take_while(char::is_ascii_hexdigit).collect()
}
