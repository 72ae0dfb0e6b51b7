//! From the outbox to a mail server.

use crate::{
    events::{create, detail, register, seminar},
    test_app::{Browser, TestApp},
};
use async_trait::async_trait;
use axum::http::StatusCode;
use chrono::Duration;
use domain::{
    access::Role,
    accounts::{Account, Email, LinkPurpose},
    events::EventInput,
    mail::{
        JobId, Mail,
        failed::{FailedRow, UNDELIVERABLE},
        port::Outbox,
    },
};
use server::mail::{FileTransport, Letter, MailRunner, SendError, Sender, SmtpTransport, Transport};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Keeps what is sent, or fails with what it is told.
#[derive(Default)]
struct Memory {
    sent: Mutex<Vec<String>>,
    failure: Mutex<Option<SendError>>,
}

#[async_trait]
impl Transport for Memory {
    async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        if let Some(error) = self.failure.lock().expect("not poisoned").clone() {
            return Err(error);
        }
        let text = String::from_utf8_lossy(&letter.message.formatted()).into_owned();
        self.sent.lock().expect("not poisoned").push(text);
        Ok(())
    }
}

impl Memory {
    fn fail_with(&self, failure: Option<SendError>) {
        *self.failure.lock().expect("not poisoned") = failure;
    }

    fn sent(&self) -> Vec<String> {
        self.sent.lock().expect("not poisoned").clone()
    }
}

fn mail(subject: &str) -> Mail {
    Mail {
        to: Email::parse("email", "erika@beispiel.de").expect("a valid address"),
        subject: subject.into(),
        text: "Guten Tag,\n\nIhre Anmeldung ist eingegangen.\n".into(),
        draft: None,
        opens: None,
    }
}

pub fn runner(app: &TestApp, transport: Arc<dyn Transport>) -> MailRunner {
    let sender = Sender::parse("Portal <portal@kreis.example>").expect("a valid address");
    let ports = &app.state.ports;
    MailRunner::new(ports.outbox.clone(), transport, sender, ports.fresh_links.clone(), app.clock.clone())
}

async fn enqueue(app: &TestApp, id: &str, subject: &str) -> bool {
    app.state.store.enqueue(&JobId::new(id), &mail(subject), app.state.ports.clock.now()).await.expect("an outbox")
}

async fn enqueue_link(app: &TestApp, holder: &Account, name: &str) {
    let id = JobId::of_link(LinkPurpose::PasswordReset, name);
    let mail = Mail { to: holder.email.clone(), ..mail("Ihr Zugang") };
    assert_eq!(app.state.store.enqueue(&id, &mail, app.state.ports.clock.now()).await, Ok(true));
}

pub async fn send_due(runner: &MailRunner) -> usize {
    runner.send_due(&watch::channel(false).1).await.expect("an outbox")
}

#[tokio::test]
async fn one_occasion_is_one_mail_however_often_it_is_asked_for() {
    let app = TestApp::start().await;
    let memory = Arc::new(Memory::default());
    let runner = runner(&app, memory.clone());
    assert!(enqueue(&app, "registration/1/a/1", "Ihre Anmeldung").await);
    assert!(!enqueue(&app, "registration/1/a/1", "Ihre Anmeldung").await);
    assert_eq!(send_due(&runner).await, 1);
    assert!(!enqueue(&app, "registration/1/a/1", "Ihre Anmeldung").await, "not even after it was sent");
    assert_eq!(send_due(&runner).await, 0);
    let sent = memory.sent().remove(0);
    for header in ["To: erika@beispiel.de", "From: Portal <portal@kreis.example>", "Auto-Submitted: auto-generated"] {
        assert!(sent.contains(header), "{header} is missing in {sent}");
    }
    assert!(sent.contains("@kreis.example>"), "the Message-ID belongs to the sender: {sent}");
    // The same words twice, the plain ones first (RFC 2046 §5.1.4: the last part is the one that is preferred).
    let [plain, html] = ["text/plain; charset=utf-8", "text/html; charset=utf-8"].map(|kind| sent.find(kind));
    assert!(sent.contains("multipart/alternative") && plain.is_some() && plain < html, "{sent}");
    assert!(sent.contains("<p>Ihre Anmeldung ist eingegangen.</p>"), "{sent}");
}

#[tokio::test]
async fn a_mail_that_fails_is_tried_again_later_under_the_same_message_id() {
    let app = TestApp::start().await;
    let memory = Arc::new(Memory::default());
    let runner = runner(&app, memory.clone());
    enqueue(&app, "a", "Ihre Anmeldung").await;
    memory.fail_with(Some(SendError::Later("no connection".into())));
    assert_eq!(send_due(&runner).await, 0);
    memory.fail_with(None);
    assert_eq!(send_due(&runner).await, 0, "not before its time");
    app.clock.advance(Duration::minutes(1));
    assert_eq!(send_due(&runner).await, 1);
    assert_eq!(send_due(&runner).await, 0);
    let id = |text: &str| text.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
    let again = Letter::write(
        &JobId::new("a"),
        &mail("Ihre Anmeldung"),
        &Sender::parse("portal@kreis.example").expect("a valid address"),
        app.state.ports.clock.now(),
    );
    let again = String::from_utf8_lossy(&again.expect("a letter").message.formatted()).into_owned();
    assert!(id(&again).is_some());
    assert_eq!(id(&memory.sent()[0]), id(&again));
}

#[tokio::test]
async fn a_mail_is_not_lost_when_its_sender_dies() {
    let app = TestApp::start().await;
    enqueue(&app, "a", "Ihre Anmeldung").await;
    let now = app.state.ports.clock.now();
    let dead = app.state.store.claim(now, now + Duration::minutes(10)).await.expect("an outbox");
    assert!(dead.is_some(), "claimed by a process that never comes back");
    let memory = Arc::new(Memory::default());
    let runner = runner(&app, memory.clone());
    assert_eq!(send_due(&runner).await, 0, "the lease still runs");
    app.clock.advance(Duration::minutes(11));
    assert_eq!(send_due(&runner).await, 1);
}

#[tokio::test]
async fn a_mail_is_given_up_at_once_when_hopeless_and_after_many_attempts_otherwise() {
    let app = TestApp::start().await;
    let memory = Arc::new(Memory::default());
    let runner = runner(&app, memory.clone());
    for failure in [SendError::Hopeless("SMTP 550".into()), SendError::Later("SMTP 451".into())] {
        enqueue(&app, &failure.to_string(), "Ihre Anmeldung").await;
        memory.fail_with(Some(failure));
        for _ in 0..20 {
            send_due(&runner).await;
            app.clock.advance(Duration::hours(7));
        }
    }
    memory.fail_with(None);
    assert_eq!(send_due(&runner).await, 0, "both were given up");

    // The Koordination sees both with what to do now, sends one again and lets the other go.
    let mut office = app.logged_in(Role::Koordination).await;
    let listed = failed(&mut office).await;
    let [busy, nobody] = &listed[..] else { panic!("two mails: {listed:?}") };
    assert_eq!((nobody.to.as_str(), nobody.subject.as_str()), ("erika@beispiel.de", "Ihre Anmeldung"));
    assert_eq!(nobody.reason, "Dieses Postfach gibt es nicht. Bitte fragen Sie die Person nach ihrer Adresse.");
    assert!(busy.reason.contains("(Kennzahl 451)"), "{}", busy.reason);
    for (function, row) in [("send-mail-again", busy), ("let-mail-go", nobody)] {
        let arguments = serde_json::json!({ "job": row.job }).to_string();
        assert_eq!(office.call(&format!("events/{function}"), &arguments).await.status, StatusCode::OK, "{function}");
    }
    assert_eq!(failed(&mut office).await, []);
    assert_eq!((send_due(&runner).await, memory.sent().len()), (1, 1));
}

async fn failed(office: &mut Browser<'_>) -> Vec<FailedRow> {
    let answer = office.call("events/failed-mails", "{}").await;
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {} {}", answer.status, answer.body))
}

/// A link to an account holds for an hour. Other mails are tried for a day and a half.
#[tokio::test]
async fn a_mail_with_a_link_is_tried_as_long_as_the_link_holds() {
    let app = TestApp::start().await;
    let memory = Arc::new(Memory::default());
    let runner = runner(&app, memory.clone());
    let holder = app.account(Role::Kasse).await;
    enqueue_link(&app, &holder, "busy").await;
    enqueue(&app, "registration/1/a/1", "Ihre Anmeldung").await;
    memory.fail_with(Some(SendError::Later("SMTP 451".into())));
    for _ in 0..70 {
        send_due(&runner).await;
        app.clock.advance(Duration::minutes(1));
    }
    let mut office = app.logged_in(Role::Koordination).await;
    let listed = failed(&mut office).await;
    let [row] = &listed[..] else { panic!("only the link was given up: {listed:?}") };
    assert!(!row.again && row.reason.contains("(Kennzahl 451)"), "{row:?}");

    // The server stood still: what waited meanwhile leads to nothing and is not sent at all.
    enqueue_link(&app, &holder, "late").await;
    memory.fail_with(None);
    app.clock.advance(Duration::hours(1));
    assert_eq!((send_due(&runner).await, memory.sent().len()), (1, 1), "the other mail");
    let listed = failed(&mut office).await;
    let [row, _] = &listed[..] else { panic!("two links: {listed:?}") };
    assert!(row.job.contains("late") && row.reason.starts_with("Die Mail ging nicht hinaus"), "{row:?}");
}

#[tokio::test]
async fn a_mail_with_a_link_is_not_sent_again() {
    let app = TestApp::start().await;
    let memory = Arc::new(Memory::default());
    let runner = runner(&app, memory.clone());
    enqueue_link(&app, &app.account(Role::Kasse).await, "once").await;
    memory.fail_with(Some(SendError::Hopeless(UNDELIVERABLE.into())));
    assert_eq!(send_due(&runner).await, 0);
    memory.fail_with(None);
    let mut office = app.logged_in(Role::Koordination).await;
    let listed = failed(&mut office).await;
    let [row] = &listed[..] else { panic!("one mail: {listed:?}") };
    assert!(!row.again && row.reason.ends_with("bitte laden Sie die Person neu ein."), "{}", row.reason);
    let arguments = serde_json::json!({ "job": row.job }).to_string();
    assert_eq!(office.call("events/send-mail-again", &arguments).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send_due(&runner).await, 0);
}

#[tokio::test]
async fn a_title_cannot_add_headers() {
    let app = TestApp::start().await;
    let memory = Arc::new(Memory::default());
    enqueue(&app, "a", "Seminar\r\nBcc: alle@beispiel.de").await;
    assert_eq!(send_due(&runner(&app, memory.clone())).await, 1);
    assert!(!memory.sent()[0].lines().any(|line| line.starts_with("Bcc")));
}

#[tokio::test]
async fn without_a_mail_server_mails_become_files() {
    let app = TestApp::start().await;
    let folder = app.state.config.data_dir.join("mail");
    enqueue(&app, "a", "Ihre Anmeldung").await;
    assert_eq!(send_due(&runner(&app, Arc::new(FileTransport { folder: folder.clone() }))).await, 1);
    let files: Vec<_> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(&files[0]).expect("a file");
    assert!(text.contains("Subject: Ihre Anmeldung") && text.contains("Ihre Anmeldung ist eingegangen."), "{text}");
}

#[tokio::test]
async fn a_mail_server_takes_each_mail_once_and_a_refused_address_is_hopeless() {
    let app = TestApp::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let taken = Arc::new(Mutex::new(Vec::new()));
    tokio::spawn(serve_smtp(listener, taken.clone()));
    let transport: Arc<dyn Transport> =
        Arc::new(SmtpTransport::connect(&format!("smtp://{address}")).expect("a valid URL"));
    let runner = runner(&app, transport.clone());
    for id in ["a", "b"] {
        enqueue(&app, id, "Ihre Anmeldung").await;
    }
    assert_eq!(send_due(&runner).await, 2);
    assert_eq!(send_due(&runner).await, 0);
    let mails: Vec<String> = taken.lock().expect("not poisoned").clone();
    assert_eq!(mails.len(), 2);
    assert!(mails.iter().all(|mail| mail.contains("Ihre Anmeldung ist eingegangen.")), "{mails:?}");

    let nobody = Mail { to: Email::parse("email", "nobody@beispiel.de").expect("valid"), ..mail("Ihre Anmeldung") };
    let sender = Sender::parse("portal@kreis.example").expect("a valid address");
    let letter = Letter::write(&JobId::new("c"), &nobody, &sender, app.state.ports.clock.now()).expect("a letter");
    assert_eq!(transport.send(&letter).await, Err(SendError::Hopeless("SMTP 550".into())));
}

/// Everybody clicks twice, and two runners work off the outbox at once: counted is what the mail server has taken.
#[tokio::test]
async fn a_mail_server_gets_one_mail_for_each_occasion_and_person() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = create(&mut office, &EventInput { waiting_list: true, ..seminar("3") }).await;
    for number in 0..5 {
        for _ in 0..2 {
            let answer = register(&app, &id, &format!("Person {number}"), &format!("person{number}@beispiel.de")).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        }
    }
    // The first one leaves, so that the first in line moves up.
    let rows = detail(&mut office, &id).await.registrations;
    let person = rows.into_iter().find(|row| row.name == "Person 0").expect("registered").person;
    let cancel = serde_json::json!({ "event": id, "person": person }).to_string();
    for _ in 0..2 {
        assert_eq!(office.call("events/cancel-registration", &cancel).await.status, StatusCode::OK);
    }

    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    let taken = Arc::new(Mutex::new(Vec::new()));
    tokio::spawn(serve_smtp(listener, taken.clone()));
    let transport: Arc<dyn Transport> = Arc::new(SmtpTransport::connect(&url).expect("a valid URL"));
    let (one, other) = (runner(&app, transport.clone()), runner(&app, transport));
    let (first, second) = tokio::join!(send_due(&one), send_due(&other));
    assert_eq!(first + second, 7, "three seats, two on the list, one cancelled, one moved up");
    assert_eq!(send_due(&one).await, 0);

    let mails: Vec<String> = taken.lock().expect("not poisoned").clone();
    let header = |mail: &str, name: &str| {
        let line = mail.lines().find_map(|line| line.strip_prefix(name));
        line.expect("the header is there").trim().to_owned()
    };
    let names: BTreeSet<String> = mails.iter().map(|mail| header(mail, "Message-ID:")).collect();
    assert_eq!((mails.len(), names.len()), (7, 7), "each under a name of its own");
    let mut counts = BTreeMap::new();
    for mail in &mails {
        *counts.entry(header(mail, "To:")).or_insert(0) += 1;
    }
    let expected = [2, 1, 1, 2, 1].into_iter().enumerate();
    let expected: BTreeMap<String, i32> =
        expected.map(|(number, count)| (format!("person{number}@beispiel.de"), count)).collect();
    assert_eq!(counts, expected);
}

/// A mail server that takes everything but mails to `nobody@…`.
async fn serve_smtp(listener: TcpListener, taken: Arc<Mutex<Vec<String>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(converse(stream, taken.clone()));
    }
}

async fn converse(stream: TcpStream, taken: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.to_uppercase() {
            command if command.starts_with("RCPT") && command.contains("NOBODY") => "550 no such mailbox",
            command if command.starts_with("DATA") => {
                write.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    mail.push_str(&line);
                    mail.push('\n');
                }
                taken.lock().expect("not poisoned").push(mail);
                "250 taken"
            }
            command if command.starts_with("QUIT") => "221 bye",
            _ => "250 ok",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
