//! The endpoints of sync over HTTP, with the real client core as the device.

use crate::test_app::{Answer, Browser, PASSWORD, TestApp};
use axum::{
    body::Body,
    http::{Method, Request as HttpRequest, StatusCode, header},
};
use domain::{
    AppError,
    access::{Koordination, Principal, Role, Scope},
    accounts::Subject,
    ids::{AccountId, DeviceId, ErhebungId, KitaId, QuestionnaireId, SubmissionId},
    people::demo,
    questionnaires::{
        About, Cell, Erhebung, Methode, Place, QuestionId, SentSubmission, Sheet, Submission, VersionNumber, Workbook,
        Zielgruppe, import,
    },
    sync::{
        Change, LocalState, Seen,
        client::{Client, Lane, Reply, Request, Stored, Trouble},
        protocol::DeviceQuery,
    },
};
use serde::Serialize;
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};
use store::{Sequencer, internals::Query};
use uuid::Uuid;

pub const PROTOCOL: ErhebungId = ErhebungId::new(Uuid::from_u128(22));
pub const SURVEY: ErhebungId = ErhebungId::new(Uuid::from_u128(23));
pub const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(101));

/// The addresses, each with a request that is well formed.
const ROUTES: [(&str, &str, &str); 8] = [
    ("GET", "/api/v1/sync/packages", ""),
    ("GET", "/api/v1/sync/reference?after=", ""),
    ("GET", "/api/v1/sync/status?device=00000000-0000-0000-0000-000000000065", ""),
    ("GET", "/api/v1/sync/changes?device=00000000-0000-0000-0000-000000000065&after=0", ""),
    ("POST", "/api/v1/sync/changes", r#"{"device":"00000000-0000-0000-0000-000000000065","changes":[]}"#),
    ("POST", "/api/v1/sync/submissions/check", r#"{"submissions":[]}"#),
    ("POST", "/api/v1/sync/submissions", "{}"),
    ("POST", "/api/v1/sync/half", r#"{"device":"00000000-0000-0000-0000-000000000065"}"#),
];

pub async fn send(browser: &mut Browser<'_>, method: &str, address: &str, body: &str) -> Answer {
    let request = HttpRequest::builder()
        .method(Method::from_bytes(method.as_bytes()).expect("a method"))
        .uri(address)
        .header(header::CONTENT_TYPE, "application/json");
    browser.send(request, Body::from(body.to_owned())).await
}

pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("JSON")
}

/// Method, address and body of what a device asks.
pub fn as_http(request: &Request) -> (&'static str, String, String) {
    let get = |address: &str, query: DeviceQuery| ("GET", format!("{address}?{}", query.text()), String::new());
    match request {
        Request::Status(status) => get("/api/v1/sync/status", status.clone().into()),
        Request::Pull(pull) => get("/api/v1/sync/changes", pull.clone().into()),
        Request::Push(push) => ("POST", "/api/v1/sync/changes".into(), json(push)),
        Request::Check(check) => ("POST", "/api/v1/sync/submissions/check".into(), json(check)),
        Request::Submit(sent) => ("POST", "/api/v1/sync/submissions".into(), json(sent)),
    }
}

/// The reply to `request` from its body, if that is a whole one.
pub fn from_http(request: &Request, body: &str) -> serde_json::Result<Reply> {
    Ok(match request {
        Request::Status(_) => Reply::Status(serde_json::from_str(body)?),
        Request::Pull(_) => Reply::Pull(serde_json::from_str(body)?),
        Request::Push(_) => Reply::Push(serde_json::from_str(body)?),
        Request::Check(_) => Reply::Check(serde_json::from_str(body)?),
        Request::Submit(_) => Reply::Submit(serde_json::from_str(body)?),
    })
}

async fn ask(browser: &mut Browser<'_>, request: &Request) -> Result<Reply, Trouble> {
    let (method, address, body) = as_http(request);
    let answer = send(browser, method, &address, &body).await;
    if answer.status != StatusCode::OK {
        return Err(Trouble::Refused);
    }
    Ok(from_http(request, &answer.body).unwrap_or_else(|cause| panic!("{cause}: {}", answer.body)))
}

async fn sync(browser: &mut Browser<'_>, client: &mut Client, sequencer: &Sequencer) {
    client.tick();
    while let Some((token, request)) = client.ask() {
        match ask(browser, &request).await {
            Ok(reply) => {
                let writes = client.heard(token, &reply);
                client.settle_reply(token, &reply, &writes);
            }
            Err(trouble) => client.failed(token, trouble),
        }
        sequencer.place_all().await.expect("the only sequencer");
    }
}

fn does(client: &mut Client, lane: Lane, erhebung: ErhebungId, change: Change) {
    let id = change.submission();
    let known = client.submissions().into_iter().find(|submission| submission.id == id);
    let base = known.map_or(Seen::default(), |submission| submission.seen);
    let writes = client.note(lane, erhebung, change, base).expect("a device in use");
    client.settle(&writes);
}

/// A KiSo of the demo who is logged in, with a protocol sheet and a survey open in one of the own Kitas.
pub async fn in_the_field(app: &TestApp) -> Browser<'_> {
    in_the_field_with(app, &[(PROTOCOL, Zielgruppe::Protokoll), (SURVEY, Zielgruppe::Eltern)]).await
}

/// As [`in_the_field`], with these Erhebungen.
pub async fn in_the_field_with<'a>(app: &'a TestApp, erhebungen: &[(ErhebungId, Zielgruppe)]) -> Browser<'a> {
    let (ports, today) = (&app.state.ports, app.state.ports.clock.today());
    let (directory, now) = (demo::directory(today), ports.clock.now());
    ports.directory.fill(&directory, now).await.expect("a directory");
    let subject = Subject::Person(demo::kiso(1));
    let Scope::Kitas(kitas) = directory.scope_of(Role::KiSo, &subject, today) else { panic!("a KiSo has Kitas") };
    open_erhebungen(app, kitas[0], erhebungen).await;
    app.account_of(Role::KiSo, subject).await;
    let mut browser = app.browser();
    assert_eq!(browser.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    browser
}

async fn open_erhebungen(app: &TestApp, kita: KitaId, erhebungen: &[(ErhebungId, Zielgruppe)]) {
    let row = |cells: &[&str]| cells.iter().map(|cell| Cell::Text((*cell).into())).collect();
    let survey = vec![row(&["type", "name", "label"]), row(&["text", "frage", "Frage?"])];
    let settings = vec![row(&["form_title", "form_id"]), row(&["Bogen", "bogen"])];
    let sheet = |name: &str, rows: Vec<Vec<Cell>>| Sheet { name: name.into(), rows };
    let workbook = Workbook { sheets: vec![sheet("survey", survey), sheet("settings", settings)] };
    let definition = import(&workbook, None).expect("a workbook without faults").definition;
    let office = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    let office: Koordination = office.require().expect("the right");
    let (store, now, today) =
        (&app.state.ports.questionnaires, app.state.ports.clock.now(), app.state.ports.clock.today());
    let questionnaire = QuestionnaireId::new(Uuid::from_u128(21));
    store.save_draft(&office, questionnaire, &definition, now).await.expect("a draft");
    store.publish(&office, questionnaire, now).await.expect("a version");
    for (id, zielgruppe) in erhebungen.iter().copied() {
        let (from, to, methode, version) = (today, today, Methode::Beobachtung, VersionNumber(1));
        let erhebung = Erhebung {
            id,
            about: About::Kita(kita),
            from,
            to,
            methode,
            zielgruppe,
            questionnaire,
            version,
            asked: None,
        };
        store.create_erhebung(&office, &erhebung, now).await.expect("an Erhebung");
    }
}

#[tokio::test]
async fn only_kiso_are_answered() {
    let app = TestApp::start().await;
    for (method, address, body) in ROUTES {
        let nobody = send(&mut app.browser(), method, address, body).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{method} {address}");
    }
    for role in Role::ALL {
        let mut browser = app.logged_in(role).await;
        // The Koordination keeps lists of attendance on a device, and opens it with its half: see `tablet`.
        let is_asked = |address: &str| role != Role::Koordination || !address.ends_with("/half");
        for (method, address, body) in ROUTES.into_iter().filter(|(_, address, _)| is_asked(address)) {
            let status = send(&mut browser, method, address, body).await.status;
            let is_refused = status == StatusCode::FORBIDDEN;
            assert_eq!(is_refused, role != Role::KiSo, "{method} {address} as {}: {status}", role.code());
        }
    }
}

#[tokio::test]
async fn what_is_no_request_of_a_device_is_refused_with_a_reason() {
    let app = TestApp::start().await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    let wrong = [
        ("GET", "/api/v1/sync/status", ""),
        ("GET", "/api/v1/sync/status?device=1", ""),
        ("GET", "/api/v1/sync/changes?device=00000000-0000-0000-0000-000000000065&after=-1", ""),
        ("POST", "/api/v1/sync/changes", "{"),
        ("POST", "/api/v1/sync/submissions/check", "[]"),
        ("POST", "/api/v1/sync/half", r#"{"device":"1"}"#),
    ];
    for (method, address, body) in wrong {
        let answer = send(&mut kiso, method, address, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{method} {address}: {}", answer.body);
        let error: AppError = serde_json::from_str(&answer.body).expect("an error as JSON");
        assert!(matches!(error, AppError::Invalid(fields) if fields.len() == 1), "{method} {address}");
    }
}

#[tokio::test]
async fn a_tablet_delivers_over_http_and_a_second_one_reads() {
    let app = TestApp::start().await;
    let mut browser = in_the_field(&app).await;
    let sequencer = Sequencer::new(app.state.store.clone());
    let mut tablet = Client::open(Stored::new(DEVICE));
    let (id, survey, day) =
        (SubmissionId::new(Uuid::new_v4()), SubmissionId::new(Uuid::new_v4()), chrono::NaiveDate::MIN);
    does(&mut tablet, Lane::Shared, PROTOCOL, Change::Started { submission: id, erhebung: PROTOCOL, day });
    // More than the usual limit of a request's size.
    for question in 0..40 {
        let (place, value) = (Place::of(QuestionId(question)), "\"ä".repeat(20_000));
        does(&mut tablet, Lane::Shared, PROTOCOL, Change::Answered { submission: id, place, value });
    }
    let sent = SentSubmission::new(survey, SURVEY, app.state.ports.clock.today(), Submission::default());
    does(&mut tablet, Lane::Anonymous, SURVEY, Change::Finished { sent });
    sync(&mut browser, &mut tablet, &sequencer).await;
    assert_eq!(tablet.waiting(), 0, "{:?}", tablet.health());
    let state = |id| tablet.submissions().into_iter().find(|one| one.id == id).map(|one| one.state);
    assert_eq!(state(survey), Some(LocalState::Arrived));

    let mut desk = Client::open(Stored::new(DeviceId::new(Uuid::from_u128(102))));
    sync(&mut browser, &mut desk, &sequencer).await;
    let read: Vec<_> = desk.submissions();
    assert_eq!((read.len(), read[0].draft.answers.len()), (1, 40));
    assert_eq!(Some(&read[0]), tablet.submissions().iter().find(|one| one.id == id));
}

/// What is logged meanwhile.
#[derive(Clone, Default)]
pub struct Log(pub Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody else writes").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Beside the tables (`nothing_of_a_respondent_lies_under_a_device` of the store): the log, as it is kept by default and closer. One
/// that is taken, the same again, and one that was changed on its way.
#[tokio::test]
async fn the_log_tells_nothing_of_a_respondents_answer() {
    let app = TestApp::start().await;
    let mut browser = in_the_field(&app).await;
    let accounts: Vec<String> =
        app.state.store.rows(Query::read("SELECT VALUE <string> id FROM account;")).await.expect("accounts");
    let account = accounts.first().and_then(|id| id.split('\'').nth(1)).expect("the id of the KiSo").to_owned();
    let id = SubmissionId::new(Uuid::new_v4());
    let sent = SentSubmission::new(id, SURVEY, app.state.ports.clock.today(), Submission::default());
    let forged = SentSubmission { hash: "0".repeat(64), ..sent.clone() };

    let log = Log::default();
    let writer = log.clone();
    let filter = "info,server=debug,store=debug,app=debug,surrealdb=warn,surrealkv=warn";
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(move || writer.clone()).finish();
    let logged = tracing::subscriber::set_default(subscriber);
    tracing::info!("this test is heard");
    for (one, status) in [(&sent, StatusCode::OK), (&sent, StatusCode::OK), (&forged, StatusCode::UNPROCESSABLE_ENTITY)]
    {
        let answer = send(&mut browser, "POST", "/api/v1/sync/submissions", &json(one)).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    drop(logged);

    let text = String::from_utf8(log.0.lock().expect("nobody else writes").clone()).expect("text");
    assert!(text.contains("this test is heard"), "{text}");
    for telling in [id.to_string(), sent.hash, account, DEVICE.to_string()] {
        assert!(!text.contains(&telling), "{telling} in {text}");
    }
}
