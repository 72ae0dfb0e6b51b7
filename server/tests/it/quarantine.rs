//! A revoked device delivers its envelopes without a login, over HTTP.

use crate::{
    sync::{DEVICE, PROTOCOL, SURVEY, in_the_field, json, send},
    test_app::{Answer, Browser, TestApp},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Place, QuestionId, SentSubmission, Submission},
    sync::{
        Change, ChangeKey, NO_DEVICE, Noted, Preview, PreviewedAnswer, Record, ReviewView, Seen,
        client::Lane,
        german,
        quarantine::{SealedEntry, SealedUpload, StandingReply, StandingRequest, SubmissionFile, UploadReply},
        vault::{DataKey, HalfReply, HalfRequest, SealRandom},
    },
};
use serde::de::DeserializeOwned;
use store::internals::Query;
use uuid::Uuid;

const KEY: DataKey = DataKey::new([7; 32]);
const RANDOM: SealRandom = SealRandom { ephemeral: [1; 32], nonce: [2; 24] };

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("the expected answer")
}

/// Sets a PIN on the device: its key lies sealed with the server.
async fn set_up(kiso: &mut Browser<'_>) -> HalfReply {
    let ask = |sealed_key| json(&HalfRequest { device: DEVICE, sealed_key });
    let reply: HalfReply = read(&send(kiso, "POST", "/api/v1/sync/half", &ask(None)).await);
    let sealed = reply.office.seal_data_key(DEVICE, RANDOM, &KEY).expect("sealed");
    read(&send(kiso, "POST", "/api/v1/sync/half", &ask(Some(sealed))).await)
}

fn record(lane: Lane, seq: u32, change: Change) -> Record {
    let (device, erhebung) = match lane {
        Lane::Shared => (DEVICE, PROTOCOL),
        Lane::Anonymous => (NO_DEVICE, SURVEY),
    };
    Record::new(ChangeKey { device, seq }, erhebung, &Noted { change, base: Seen::default(), follows: seq - 1 })
}

fn entry(lane: Lane, seq: u32, change: Change) -> SealedEntry {
    let sealed = KEY.seal(&lane.place(seq), [seq as u8; 24], &json(&record(lane, seq, change))).expect("short");
    SealedEntry { seq, sealed }
}

fn sheet(id: SubmissionId) -> Vec<SealedEntry> {
    let day = chrono::NaiveDate::MIN;
    let answered = Change::Answered { submission: id, place: Place::of(QuestionId(1)), value: "nie gesendet".into() };
    vec![
        entry(Lane::Shared, 1, Change::Started { submission: id, erhebung: PROTOCOL, day }),
        entry(Lane::Shared, 2, answered),
    ]
}

async fn deliver(app: &TestApp, lane: Lane, entries: Vec<SealedEntry>) -> Answer {
    let upload = SealedUpload { device: DEVICE, lane, entries };
    send(&mut app.browser(), "POST", "/api/v1/sync/quarantine", &json(&upload)).await
}

async fn standing(app: &TestApp) -> StandingReply {
    let request = json(&StandingRequest { device: DEVICE });
    read(&send(&mut app.browser(), "POST", "/api/v1/sync/standing", &request).await)
}

async fn revoke(kiso: &mut Browser<'_>) {
    let revoked = kiso.call("sync/revoke", &format!(r#"{{"device":"{DEVICE}"}}"#)).await;
    assert_eq!(revoked.status, StatusCode::OK, "{}", revoked.body);
}

#[tokio::test]
async fn what_a_revoked_device_never_sent_arrives_sealed_and_the_koordination_lets_it_in() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    set_up(&mut kiso).await;
    let id = SubmissionId::new(Uuid::new_v4());
    assert_eq!(standing(&app).await, StandingReply { revoked: false, received: 0 });
    assert_eq!(deliver(&app, Lane::Shared, sheet(id)).await.status, StatusCode::NOT_FOUND, "in use");

    revoke(&mut kiso).await;
    let foreign =
        SealedEntry { seq: 1, sealed: DataKey::new([8; 32]).seal("shared/0000000001", [0; 24], "{}").expect("short") };
    assert_eq!(deliver(&app, Lane::Shared, vec![foreign]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(standing(&app).await, StandingReply { revoked: true, received: 0 });

    let entries = sheet(id);
    let receipts: Vec<_> = entries.iter().map(SealedEntry::receipt).collect();
    // Twice, as when the first reply was lost.
    for _ in 0..2 {
        let reply: UploadReply = read(&deliver(&app, Lane::Shared, entries.clone()).await);
        assert_eq!(reply, UploadReply { received: 2, receipts: receipts.clone() });
    }
    let verdicts: Vec<String> =
        app.state.store.rows(Query::read("SELECT VALUE verdict FROM change;")).await.expect("changes");
    assert_eq!(verdicts, ["quarantined", "quarantined"]);

    let mut office = app.logged_in(Role::Koordination).await;
    let view: ReviewView = read(&office.call("sync/review", "{}").await);
    assert_eq!(view.waiting.len(), 1);
    assert_eq!((view.waiting[0].count, view.waiting[0].is_revoked), (2, true));
    assert!(view.waiting[0].title.starts_with("Bogen"), "{}", view.waiting[0].title);
    let let_in = format!(r#"{{"device":"{DEVICE}","submission":"{id}"}}"#);

    // Its answers can be read before that, and each look is noted.
    for looks in 1..=2 {
        let preview: Preview = read(&office.call("sync/look", &let_in).await);
        let asked = PreviewedAnswer { question: "Frage?".into(), answer: "nie gesendet".into(), before: None };
        assert_eq!((&preview.title, &preview.answers), (&view.waiting[0].title, &vec![asked]));
        assert_eq!(preview.owner, view.waiting[0].owner);
        assert_eq!(noted_looks(&app).await.len(), looks);
    }
    let noted = noted_looks(&app).await;
    assert!(noted.iter().all(|row| !row.contains("nie gesendet")), "{noted:?}");
    assert_eq!(office.call("sync/let-in", &let_in).await.status, StatusCode::OK);
    let view: ReviewView = read(&office.call("sync/review", "{}").await);
    assert_eq!(view, ReviewView::default());
}

#[tokio::test]
async fn what_arrived_before_stands_beside_what_waits() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    set_up(&mut kiso).await;
    let id = SubmissionId::new(Uuid::new_v4());
    let answered =
        |value: &str| Change::Answered { submission: id, place: Place::of(QuestionId(1)), value: value.into() };
    let begun = Change::Started { submission: id, erhebung: PROTOCOL, day: chrono::NaiveDate::MIN };
    let sent = |seq: u32, change: Change| record(Lane::Shared, seq, change).sent(ChangeKey { device: DEVICE, seq });
    let changes = vec![sent(1, begun), sent(2, answered("zuerst"))];
    let push = domain::sync::protocol::Push { device: DEVICE, known: None, changes };
    assert_eq!(send(&mut kiso, "POST", "/api/v1/sync/changes", &json(&push)).await.status, StatusCode::OK);
    revoke(&mut kiso).await;
    let delivered = deliver(&app, Lane::Shared, vec![entry(Lane::Shared, 3, answered("nie gesendet"))]).await;
    assert_eq!(delivered.status, StatusCode::OK, "{}", delivered.body);

    let mut office = app.logged_in(Role::Koordination).await;
    let asked = format!(r#"{{"device":"{DEVICE}","submission":"{id}"}}"#);
    let preview: Preview = read(&office.call("sync/look", &asked).await);
    let row =
        PreviewedAnswer { question: "Frage?".into(), answer: "nie gesendet".into(), before: Some("zuerst".into()) };
    assert_eq!(preview.answers, [row]);
    assert_eq!(preview.notes, [german::STILL_A_DRAFT, german::BESIDE]);
}

/// Rows of the audit log about looks, as texts.
async fn noted_looks(app: &TestApp) -> Vec<String> {
    let rows = Query::read("SELECT VALUE <string> $this FROM audit WHERE action = 'sync.look';");
    app.state.store.rows(rows).await.expect("the log")
}

/// A file may name an Erhebung of which nobody knows: a sentence says so.
#[tokio::test]
async fn what_cannot_be_shown_is_said_and_nothing_is_shown_where_nothing_waits() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    set_up(&mut kiso).await;
    let id = SubmissionId::new(Uuid::new_v4());
    let unknown = ErhebungId::new(Uuid::from_u128(99));
    let change = Change::Answered { submission: id, place: Place::of(QuestionId(1)), value: "wohin?".into() };
    let key = ChangeKey { device: DEVICE, seq: 1 };
    let sent = Record::new(key, unknown, &Noted { change, base: Seen::default(), follows: 0 }).sent(key);
    let push = domain::sync::protocol::Push { device: DEVICE, known: None, changes: vec![sent] };
    assert_eq!(send(&mut kiso, "POST", "/api/v1/sync/changes", &json(&push)).await.status, StatusCode::OK);

    let asked = format!(r#"{{"device":"{DEVICE}","submission":"{id}"}}"#);
    assert_eq!(kiso.call("sync/look", &asked).await.status, StatusCode::FORBIDDEN);
    let mut office = app.logged_in(Role::Koordination).await;
    let preview: Preview = read(&office.call("sync/look", &asked).await);
    assert_eq!((preview.notes, preview.answers), (vec![german::NO_PREVIEW.to_owned()], Vec::new()));
    let nowhere = format!(r#"{{"device":"{DEVICE}","submission":"{}"}}"#, Uuid::new_v4());
    assert_eq!(office.call("sync/look", &nowhere).await.status, StatusCode::NOT_FOUND);
    assert_eq!(noted_looks(&app).await.len(), 1, "where nothing waits there is nothing to be looked at");

    // What belongs nowhere cannot be taken over, and would wait for ever: it is thrown away.
    assert_eq!(kiso.call("sync/turn-down", &asked).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.call("sync/turn-down", &asked).await.status, StatusCode::OK);
    assert_eq!(read::<ReviewView>(&office.call("sync/review", "{}").await), ReviewView::default());
    assert_eq!(office.call("sync/turn-down", &asked).await.status, StatusCode::NOT_FOUND);
    let texts: Vec<String> =
        app.state.store.rows(Query::read("SELECT VALUE body FROM change;")).await.expect("changes");
    assert_eq!(texts, [""]);
}

#[tokio::test]
async fn answers_of_respondents_are_kept_apart_without_device_or_time() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    set_up(&mut kiso).await;
    revoke(&mut kiso).await;
    let today = app.state.ports.clock.today();
    let sent = SentSubmission::new(SubmissionId::new(Uuid::new_v4()), SURVEY, today, Submission::default());
    let draft = Change::Answered { submission: sent.id, place: Place::of(QuestionId(1)), value: "angefangen".into() };
    let entries =
        vec![entry(Lane::Anonymous, 1, draft), entry(Lane::Anonymous, 2, Change::Finished { sent: sent.clone() })];
    for _ in 0..2 {
        let reply: UploadReply = read(&deliver(&app, Lane::Anonymous, entries.clone()).await);
        assert_eq!(reply.receipts.len(), 2, "a draft of a respondent has nothing to be kept");
    }
    let rows: Vec<String> = app
        .state
        .store
        .rows(Query::read("SELECT VALUE <string> object::keys($this) FROM quarantine_answer;"))
        .await
        .expect("answers");
    assert_eq!(rows, ["['content', 'day', 'erhebung', 'hash', 'id']"]);

    let mut office = app.logged_in(Role::Koordination).await;
    let view: ReviewView = read(&office.call("sync/review", "{}").await);
    assert_eq!((view.waiting.len(), view.answers.len(), view.answers[0].count), (0, 1, 1));
    let take = format!(r#"{{"erhebung":"{SURVEY}","take":true}}"#);
    assert_eq!(office.call("sync/end-quarantine", &take).await.status, StatusCode::OK);
    let counted: Vec<String> =
        app.state.store.rows(Query::read("SELECT VALUE hash FROM submission;")).await.expect("submissions");
    assert_eq!(counted, [sent.hash]);
    assert_eq!(read::<ReviewView>(&office.call("sync/review", "{}").await), ReviewView::default());
}

/// The device pushes the same changes later: nothing stands twice, and its numbers go on.
#[tokio::test]
async fn a_file_is_read_in_once_and_the_device_goes_on_after_it() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    let reply = set_up(&mut kiso).await;
    let id = SubmissionId::new(Uuid::new_v4());
    let changes: Vec<_> = (1..=2)
        .map(|seq| {
            let change =
                Change::Answered { submission: id, place: Place::of(QuestionId(seq)), value: format!("Antwort {seq}") };
            record(Lane::Shared, seq, change).sent(ChangeKey { device: DEVICE, seq })
        })
        .collect();
    let file =
        SubmissionFile { device: DEVICE, erhebung: PROTOCOL, submission: id, changes: changes.clone(), sent: None };
    let sealed = reply.office.seal(SubmissionFile::PLACE, RANDOM, json(&file).as_bytes()).expect("sealed");
    assert_eq!(send_file(&mut kiso, &sealed).await.status, StatusCode::FORBIDDEN);
    let mut office = app.logged_in(Role::Koordination).await;
    assert_eq!(send_file(&mut office, "o1.AAAA").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        assert_eq!(send_file(&mut office, &sealed).await.status, StatusCode::OK);
    }
    let view: ReviewView = read(&office.call("sync/review", "{}").await);
    assert_eq!((view.waiting.len(), view.waiting[0].count, view.waiting[0].is_revoked), (1, 2, false));

    let push = domain::sync::protocol::Push { device: DEVICE, known: None, changes };
    let pushed: domain::sync::protocol::PushReply =
        read(&send(&mut kiso, "POST", "/api/v1/sync/changes", &json(&push)).await);
    assert_eq!((pushed.device.received, pushed.receipts.len(), pushed.incident), (2, 2, None));
}

async fn send_file(browser: &mut Browser<'_>, text: &str) -> Answer {
    const EDGE: &str = "edge-of-a-part";
    let body = format!(
        "--{EDGE}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"x.versiegelt\"\r\n\r\n{text}\r\n--{EDGE}--\r\n"
    );
    let request = axum::http::Request::builder()
        .method("POST")
        .uri("/api/v1/sync/file")
        .header("content-type", format!("multipart/form-data; boundary={EDGE}"));
    browser.send(request, axum::body::Body::from(body)).await
}
