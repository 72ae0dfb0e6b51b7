//! Mailed links to accounts, registrations and certificates: what lies in the database of them.

use crate::{
    attendance::{enter, on_the_second_day, sheet},
    events::{create, register, seminar},
    mail::{runner, send_due},
    test_app::TestApp,
};
use async_trait::async_trait;
use axum::http::StatusCode;
use chrono::Duration;
use domain::{access::Role, accounts::TokenHash, events::EventInput, mail::failed::FailedRow};
use server::mail::{Letter, SendError, Transport};
use std::sync::{Arc, Mutex};
use store::internals::Query;

/// [`domain::mail::Mail::LINK_PLACE`] as it lies in a row: mails are JSON there.
const LINK_PLACE: &str = "u0002Link";

/// Keeps what it is given, and may say that it has not.
#[derive(Default)]
struct Unsure {
    letters: Mutex<Vec<String>>,
    failure: Mutex<Option<SendError>>,
}

#[async_trait]
impl Transport for Unsure {
    async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let letter = String::from_utf8_lossy(&letter.message.formatted()).into_owned();
        self.letters.lock().expect("not poisoned").push(letter);
        self.failure.lock().expect("not poisoned").clone().map_or(Ok(()), Err)
    }
}

impl Unsure {
    fn fail_with(&self, failure: Option<SendError>) {
        *self.failure.lock().expect("not poisoned") = failure;
    }

    /// The tokens of the links to accounts that went out, in the order of the mails.
    fn tokens(&self) -> Vec<String> {
        self.addresses().iter().map(|address| token_of(address)).collect()
    }

    /// Where the links lead that went out, without the portal's own address in front.
    fn addresses(&self) -> Vec<String> {
        let letters = self.letters.lock().expect("not poisoned");
        letters.iter().map(|letter| address_in(letter)).collect()
    }
}

/// Lines of a mail are parted by `=` at their end, and `=` is written `=3D` (RFC 2045 §6.7).
fn address_in(letter: &str) -> String {
    let letter = letter.replace("=\r\n", "").replace("=3D", "=");
    let (_, after) = letter.split_once("http://localhost:3000").expect("a link in the mail");
    after.chars().take_while(|sign| sign.is_ascii_alphanumeric() || "/-?=".contains(*sign)).collect()
}

fn token_of(address: &str) -> String {
    address.split_once('=').expect("a token").1.to_owned()
}

/// Every row of every table as text.
async fn rows(app: &TestApp) -> Vec<String> {
    let mut found = Vec::new();
    for table in app.state.store.schema().await.expect("tables").into_keys() {
        let query = Query::read("SELECT VALUE <string> $this FROM type::table($table);").bind("table", table);
        let rows: Vec<String> = app.state.store.rows(query).await.expect("rows");
        found.extend(rows);
    }
    found
}

fn holding<'a>(rows: &'a [String], text: &str) -> Vec<&'a String> {
    rows.iter().filter(|row| row.contains(text)).collect()
}

/// Two mails wait: one attempt of each fails, the next one does not. What was given to the mail server, and all rows after either.
async fn two_mails_in_two_attempts(app: &TestApp) -> (Arc<Unsure>, [Vec<String>; 2]) {
    let unsure = Arc::new(Unsure::default());
    let runner = runner(app, unsure.clone());
    unsure.fail_with(Some(SendError::Later("SMTP 451".into())));
    assert_eq!(send_due(&runner).await, 0);
    let failed = rows(app).await;
    unsure.fail_with(None);
    app.clock.advance(Duration::minutes(1));
    assert_eq!(send_due(&runner).await, 2);
    let sent = rows(app).await;
    (unsure, [failed, sent])
}

/// Whoever reads the database, or a copy of it, must not be able to set somebody's password: not while the mail waits, not after
/// an attempt that failed, not once it is sent.
#[tokio::test]
async fn the_token_of_a_link_to_an_account_lies_in_no_row_at_any_time() {
    let app = TestApp::start().await;
    app.account(Role::Kasse).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let input = r#"{"input":{"email":"neu@test.example","name":"Neu","role":"finanzen","subject":""}}"#;
    assert_eq!(office.call("accounts/invite", input).await.status, StatusCode::OK);
    let asked = app.browser().post_form("/passwort-vergessen", &[("email", "kasse@test.example")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);

    let waiting = rows(&app).await;
    assert_eq!(holding(&waiting, LINK_PLACE).len(), 2, "both mails wait: {waiting:?}");
    assert_eq!(holding(&waiting, "token=").len(), 0, "{waiting:?}");

    let (unsure, [failed, sent]) = two_mails_in_two_attempts(&app).await;

    let tokens = unsure.tokens();
    let distinct: std::collections::BTreeSet<&String> = tokens.iter().collect();
    assert_eq!((tokens.len(), distinct.len()), (4, 4), "every attempt has a link of its own");
    for token in &tokens {
        assert_eq!(token.len(), 64);
        for rows in [&waiting, &failed, &sent] {
            assert!(holding(rows, token).is_empty(), "the token lies in {:?}", holding(rows, token));
        }
        // What is looked through is really all there is: the hash is found.
        let hash = TokenHash::of(token).expect("a token").0;
        assert_eq!(holding(&sent, &hash).len(), 1);
    }
}

/// The same of a registration and of a certificate, and every copy of their mails opens what it is for: which one arrives is not
/// known.
#[tokio::test]
async fn links_to_registrations_and_certificates_lie_in_no_row_and_every_copy_of_them_opens_the_same() {
    let app = TestApp::start().await;
    let attended = on_the_second_day(&app).await;
    let mut office = app.second_logged_in(Role::Koordination).await;
    assert_eq!(sheet(&mut office, &attended).await.people.len(), 2);
    enter(&mut office, &attended, [["anwesend", "anwesend"], ["anwesend", "entschuldigt"]]).await;
    for (function, step) in [("events/step", Some("hold")), ("events/issue-certificates", None)] {
        let arguments = serde_json::json!({ "event": attended, "step": step }).to_string();
        assert_eq!(office.call(function, &arguments).await.status, StatusCode::OK, "{function}");
    }
    let mut ahead = EventInput { closes: "2026-06-01".into(), ..seminar("5") };
    for (day, date) in ahead.days.iter_mut().zip(["2026-06-10", "2026-06-11"]) {
        day.date = date.into();
    }
    let ahead = create(&mut office, &ahead).await;
    assert_eq!(register(&app, &ahead, "Erika", "erika@beispiel.de").await.status, StatusCode::SEE_OTHER);
    let waiting = rows(&app).await;
    assert_eq!(holding(&waiting, LINK_PLACE).len(), 2, "both mails wait: {waiting:?}");
    assert_eq!(holding(&waiting, "link=").len(), 0, "{waiting:?}");

    let (unsure, [failed, sent]) = two_mails_in_two_attempts(&app).await;

    let addresses = unsure.addresses();
    let to = |path: &str| addresses.iter().filter(|address| address.contains(path)).count();
    assert_eq!((to("/meine-anmeldung?link="), to("/bescheinigung/")), (2, 2), "{addresses:?}");
    for address in &addresses {
        let token = token_of(address);
        for rows in [&waiting, &failed, &sent] {
            assert!(holding(rows, &token).is_empty(), "the token lies in {:?}", holding(rows, &token));
        }
        assert_eq!(holding(&sent, &TokenHash::of(&token).expect("a token").0).len(), 1, "its hash does");
        assert_eq!(app.browser().get(address).await.status, StatusCode::OK, "{address}");
    }
}

/// A mail server may have taken a mail although it did not say so; the copy that follows has the same Message-ID, and a mailbox may
/// drop it.
#[tokio::test]
async fn any_copy_of_a_mail_sets_the_password_and_then_none_does() {
    let app = TestApp::start().await;
    app.account(Role::Kasse).await;
    let mut browser = app.browser();
    browser.post_form("/passwort-vergessen", &[("email", "kasse@test.example")]).await;
    let unsure = Arc::new(Unsure::default());
    let runner = runner(&app, unsure.clone());
    unsure.fail_with(Some(SendError::Later("SMTP 451".into())));
    assert_eq!(send_due(&runner).await, 0);
    unsure.fail_with(None);
    app.clock.advance(Duration::minutes(1));
    assert_eq!(send_due(&runner).await, 1);
    let tokens = unsure.tokens();
    let [first, second] = &tokens[..] else { panic!("two copies: {tokens:?}") };
    let password = "Vierzehn Störche ziehen nach Süden";
    for (token, status) in [(first, StatusCode::SEE_OTHER), (second, StatusCode::UNPROCESSABLE_ENTITY)] {
        let fields = [("token", token.as_str()), ("password", password), ("repeated", password)];
        assert_eq!(browser.post_form("/passwort-setzen", &fields).await.status, status);
    }

    // Asked for anew: what was mailed before opens nothing any more, and the hour runs from the asking.
    browser.post_form("/passwort-vergessen", &[("email", "kasse@test.example")]).await;
    assert_eq!(send_due(&runner).await, 1);
    app.clock.advance(Duration::minutes(1));
    browser.post_form("/passwort-vergessen", &[("email", "kasse@test.example")]).await;
    assert_eq!(send_due(&runner).await, 1);
    let tokens = unsure.tokens();
    let [_, _, older, newest] = &tokens[..] else { panic!("two more: {tokens:?}") };
    for (token, status) in [(older, StatusCode::UNPROCESSABLE_ENTITY), (newest, StatusCode::OK)] {
        let form = browser.get(&format!("/passwort-setzen?token={token}")).await;
        assert_eq!(form.status, status);
    }
}

#[tokio::test]
async fn who_is_disabled_while_the_mail_waits_gets_no_link() {
    let app = TestApp::start().await;
    let holder = app.account(Role::Kasse).await;
    let mut office = app.logged_in(Role::Koordination).await;
    app.browser().post_form("/passwort-vergessen", &[("email", "kasse@test.example")]).await;
    let disable = serde_json::json!({ "account": holder.id.to_string(), "enabled": false }).to_string();
    assert_eq!(office.call("accounts/set-enabled", &disable).await.status, StatusCode::OK);
    let unsure = Arc::new(Unsure::default());
    assert_eq!(send_due(&runner(&app, unsure.clone())).await, 0);
    assert_eq!(unsure.tokens(), Vec::<String>::new());
    let listed: Vec<FailedRow> =
        serde_json::from_str(&office.call("events/failed-mails", "{}").await.body).expect("a list");
    let [row] = &listed[..] else { panic!("one mail: {listed:?}") };
    assert!(!row.again && row.reason.ends_with("Sie müssen nichts tun."), "{row:?}");
}
