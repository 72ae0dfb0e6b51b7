//! A server for one test, and a browser of sorts that keeps its cookie.

use app::shell::Assets;
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use domain::{
    access::Role,
    accounts::{Account, AccountStatus, Email, Subject},
    clock::Clock,
    ids::AccountId,
    mail::{Mail, port::ClaimedMail},
};
use http_body_util::BodyExt;
use server::{AppState, clock::OfficeClock, config::Config, router};
use std::sync::{Arc, Mutex};
use store::{Store, StoreConfig};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

pub const PASSWORD: &str = "Sechs Äpfel hängen am Baum";

/// Stands still until a test moves it; starts on Monday, 2 March 2026, 09:00 in the office.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl TestClock {
    pub fn advance(&self, by: chrono::Duration) {
        *self.0.lock().expect("no test panics while holding the clock") += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("no test panics while holding the clock")
    }

    fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        OfficeClock.local(moment)
    }

    fn moment(&self, local: NaiveDateTime) -> DateTime<Utc> {
        OfficeClock.moment(local)
    }
}

pub struct TestApp {
    pub state: AppState,
    pub clock: Arc<TestClock>,
    router: Router,
    _data: TempDir,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// As [`Self::start`], with settings changed first.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let data = TempDir::new().expect("a temporary folder");
        let monday = Utc.with_ymd_and_hms(2026, 3, 2, 8, 0, 0).single().expect("a valid time");
        let clock = Arc::new(TestClock(Mutex::new(monday)));
        let mut config = Config::read(|name| match name {
            "DATABASE_URL" => Some("mem://".into()),
            "DATA_DIR" | "SITE_DIR" => data.path().to_str().map(str::to_owned),
            _ => None,
        })
        .expect("valid settings");
        change(&mut config);
        let store = Store::connect(&StoreConfig::new(config.database_url.clone()), clock.clone())
            .await
            .expect("a store in memory");
        let assets = |_: &std::path::Path| Ok(Assets { build: "test".into(), ..Assets::default() });
        let state = AppState::new(config, assets, store, clock.clone()).expect("a state");
        Self { router: router(state.clone()), state, clock, _data: data }
    }

    /// What goes out of a mail that was taken from the outbox: with its link.
    pub async fn sent(&self, claimed: &ClaimedMail) -> Mail {
        let mail = self.state.ports.fresh_links.with_fresh_link(claimed).await.expect("a store");
        mail.expect("something that its link opens")
    }

    /// An active account of the office with [`PASSWORD`]; the address is the role's code.
    pub async fn account(&self, role: Role) -> Account {
        self.account_of(role, Subject::Office).await
    }

    pub async fn account_of(&self, role: Role, subject: Subject) -> Account {
        self.account_at(&format!("{}@test.example", role.code()), role, subject).await
    }

    /// A browser of a second person of the office with the same role.
    pub async fn second_logged_in(&self, role: Role) -> Browser<'_> {
        self.second_logged_in_for(role, Subject::Office).await
    }

    /// A browser of a second person with the same role.
    pub async fn second_logged_in_for(&self, role: Role, subject: Subject) -> Browser<'_> {
        let email = format!("{}-2@test.example", role.code());
        self.account_at(&email, role, subject).await;
        let mut browser = self.browser();
        let answer = browser.post_form("/anmelden", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    async fn account_at(&self, email: &str, role: Role, subject: Subject) -> Account {
        let email = Email::parse("email", email).expect("a valid address");
        let account = Account {
            id: AccountId::new(Uuid::now_v7()),
            email,
            name: format!("Test {}", role.code()),
            role,
            subject,
            status: AccountStatus::Active,
            ends_on: None,
        };
        let hash = self.state.hasher.hash(PASSWORD).await.expect("a hash");
        self.state.ports.accounts.create_first(&account, &hash, self.clock.now()).await.expect("a new account");
        account
    }

    /// A browser without a session.
    pub fn browser(&self) -> Browser<'_> {
        Browser { app: self, cookie: None }
    }

    /// A browser in which an account of this role is logged in.
    pub async fn logged_in(&self, role: Role) -> Browser<'_> {
        self.account(role).await;
        let mut browser = self.browser();
        let answer = browser.log_in(role, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

pub struct Browser<'a> {
    app: &'a TestApp,
    pub cookie: Option<String>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The body as it came, for files.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::builder().method(Method::GET).uri(path), Body::empty()).await
    }

    /// A form as a browser without WASM sends it.
    pub async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// A call of the server function at `/api/fn/<endpoint>`.
    pub async fn call(&mut self, endpoint: &str, arguments: &str) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/api/fn/{endpoint}"))
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request, Body::from(arguments.to_owned())).await
    }

    pub async fn log_in(&mut self, role: Role, password: &str) -> Answer {
        let email = format!("{}@test.example", role.code());
        self.post_form("/anmelden", &[("email", &email), ("password", password)]).await
    }

    pub async fn send(&mut self, mut request: axum::http::request::Builder, body: Body) -> Answer {
        request = request.header(header::HOST, "localhost:3000");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(body).expect("a valid request");
        let response = self.app.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        if let Some(set) = parts.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok()) {
            let pair = set.split(';').next().unwrap_or_default();
            self.cookie = (!set.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }
}

fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
