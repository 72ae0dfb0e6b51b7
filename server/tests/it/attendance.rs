//! From the last day of a seminar to the certificate: what the Koordination does, what the mail brings, what anybody can check.

use crate::{
    events::{create, seminar},
    test_app::{Answer, Browser, TestApp},
};
use axum::http::{StatusCode, header};
use chrono::Duration;
use domain::{
    access::Role,
    events::{
        attendance::{AttendanceView, ClosingView},
        walk_in::WalkInView,
    },
    mail::port::Outbox,
};
use serde::de::DeserializeOwned;

const NAMES: [(&str, &str); 2] = [("Amalia Erfunden", "amalia@beispiel.de"), ("Bruno Ausgedacht", "bruno@beispiel.de")];

async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, function: &str, arguments: serde_json::Value) -> T {
    let answer = browser.call(function, &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{function}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("the view")
}

pub async fn sheet(office: &mut Browser<'_>, id: &str) -> AttendanceView {
    ask(office, "events/attendance", serde_json::json!({ "id": id })).await
}

/// Enters a mark for each person in each session, in the order of the list.
pub async fn enter(office: &mut Browser<'_>, id: &str, marks: [[&str; 2]; 2]) -> Answer {
    let view = sheet(office, id).await;
    let of = |(person, marks): (&domain::events::attendance::AttendantView, [&str; 2])| {
        let sessions = view.sessions.iter().zip(marks);
        let one = |(session, mark): (&domain::events::attendance::SessionView, &str)| serde_json::json!({ "person": person.person, "session": session.key, "attendance": mark });
        sessions.map(one).collect::<Vec<_>>()
    };
    let marks: Vec<_> = view.people.iter().zip(marks).flat_map(of).collect();
    office.call("events/enter-attendance", &serde_json::json!({ "event": id, "marks": marks }).to_string()).await
}

/// Takes what waits in the outbox: addresses and texts.
pub async fn mails(app: &TestApp) -> Vec<(String, String)> {
    let now = app.state.ports.clock.now();
    let mut mails = vec![];
    while let Some(claimed) = app.state.store.claim(now, now + Duration::minutes(10)).await.expect("an outbox") {
        app.state.store.mark_sent(&claimed.id, now).await.expect("an outbox");
        let mail = app.sent(&claimed).await;
        mails.push((mail.to.to_string(), mail.text));
    }
    mails
}

/// A seminar with two people on its second day, and its id.
pub async fn on_the_second_day(app: &TestApp) -> String {
    let id = create(&mut app.logged_in(Role::Koordination).await, &seminar("5")).await;
    for (name, email) in NAMES {
        let fields = [
            ("name", name),
            ("email", email),
            ("funktion", "kita_leitung"),
            ("kita", ""),
            ("einrichtung", "Kita Sonnenschein"),
            ("access_needs", ""),
            ("food_needs", ""),
            ("website", ""),
        ];
        let answer = app.browser().post_form(&format!("/veranstaltungen/{id}"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    mails(app).await;
    app.clock.advance(Duration::days(44));
    id
}

fn is_pdf(answer: &Answer) -> bool {
    answer.status == StatusCode::OK
        && answer.headers[header::CONTENT_TYPE] == "application/pdf"
        && answer.headers[header::CACHE_CONTROL] == "no-store"
        && String::from_utf8_lossy(&answer.bytes).contains("<pdfuaid:part>1</pdfuaid:part>")
}

#[tokio::test]
async fn a_seminar_ends_with_certificates_for_those_who_were_there() {
    let app = TestApp::start().await;
    let id = on_the_second_day(&app).await;
    let mut office = app.second_logged_in(Role::Koordination).await;
    let view = sheet(&mut office, &id).await;
    assert_eq!((view.people.len(), view.sessions.len(), view.current), (2, 2, 1));
    let entered = enter(&mut office, &id, [["anwesend", "anwesend"], ["anwesend", "entschuldigt"]]).await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.body);
    ask::<()>(&mut office, "events/step", serde_json::json!({ "event": id, "step": "hold" })).await;
    let issued: u32 = ask(&mut office, "events/issue-certificates", serde_json::json!({ "event": id })).await;
    let again: u32 = ask(&mut office, "events/issue-certificates", serde_json::json!({ "event": id })).await;
    assert_eq!((issued, again), (1, 0));
    let closing: ClosingView = ask(&mut office, "events/closing", serde_json::json!({ "id": id })).await;
    assert_eq!(closing.next.as_deref(), Some("close"));
    let [amalia, bruno] = &closing.rows[..] else { panic!("two people") };
    assert_eq!((amalia.share.as_str(), bruno.number.as_str()), ("100 % (15 Stunden von 15 Stunden)", ""));
    assert_eq!(bruno.state, "keine: weniger als 80 % besucht");

    // One mail, whose link opens the file; neither the number nor another link does.
    let [(to, text)] = &mails(&app).await[..] else { panic!("one mail") };
    assert_eq!(to, "amalia@beispiel.de");
    assert!(!text.contains("Wie war die Veranstaltung?"), "nobody is asked: {text}");
    let link = text.lines().find_map(|line| line.strip_prefix(&app.state.config.public_url)).expect("a link");
    let file = app.browser().get(link).await;
    assert!(is_pdf(&file), "{} {}", file.status, file.body);
    let (page, token) = link.split_once("?link=").expect("a token");
    assert_eq!(app.browser().get(page).await.status, StatusCode::NOT_FOUND);
    let foreign = format!("{page}?link={}", token.chars().rev().collect::<String>());
    assert_eq!(app.browser().get(&foreign).await.status, StatusCode::NOT_FOUND);

    // Anybody can check the number, and learns nothing of the person.
    let number = &amalia.number;
    for page in [
        format!("/bescheinigung/{number}"),
        format!("/bescheinigung?nummer={}", number.replace('-', "").to_lowercase()),
    ] {
        let check = app.browser().get(&page).await;
        assert_eq!(check.status, StatusCode::OK);
        for shown in [number.as_str(), "Startseminar Frühjahr", "2 von 2 Terminen, 15 Stunden"] {
            assert!(check.body.contains(shown), "{shown} is missing on {page}");
        }
        for hidden in ["Amalia", "amalia", "Erfunden", "Sonnenschein"] {
            assert!(!check.body.contains(hidden), "{hidden} stands on {page}");
        }
    }
    let unknown = app.browser().get("/bescheinigung/0000-0000-0000").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.body.contains("Diese Nummer gibt es nicht"));

    // Taken back, the number says so, and neither the mailed link nor the office's opens a file.
    let withdraw = serde_json::json!({ "event": id, "number": number });
    for _ in 0..2 {
        ask::<()>(&mut office, "events/withdraw-certificate", withdraw.clone()).await;
    }
    let check = app.browser().get(&format!("/bescheinigung/{number}")).await;
    assert_eq!(check.status, StatusCode::OK);
    assert!(check.body.contains("Diese Bescheinigung gilt nicht mehr.") && !check.body.contains("ist echt"));
    assert_eq!(app.browser().get(link).await.status, StatusCode::NOT_FOUND);
    let paper = format!("/api/events/{id}/papers/bescheinigung-{number}.pdf");
    assert_eq!(office.get(&paper).await.status, StatusCode::NOT_FOUND);
    let closing: ClosingView = ask(&mut office, "events/closing", serde_json::json!({ "id": id })).await;
    assert_eq!((closing.issued, closing.to_issue, closing.rows[0].number.as_str()), (0, 1, ""));
    assert!(closing.rows[0].state.starts_with("zurückgezogen am "), "{}", closing.rows[0].state);
}

#[tokio::test]
async fn papers_are_for_the_koordination_only() {
    let app = TestApp::start().await;
    let id = on_the_second_day(&app).await;
    let paper = |file: &str| format!("/api/events/{id}/papers/{file}");
    let mut office = app.second_logged_in(Role::Koordination).await;
    let files = ["teilnahmeliste.pdf", "namensschilder.pdf"];
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Koordination) {
        let mut other = app.logged_in(role).await;
        for file in files {
            assert_eq!(other.get(&paper(file)).await.status, StatusCode::FORBIDDEN, "{} {file}", role.code());
        }
    }
    for file in files {
        assert_eq!(app.browser().get(&paper(file)).await.status, StatusCode::UNAUTHORIZED);
        let answer = office.get(&paper(file)).await;
        assert!(is_pdf(&answer), "{file}: {} {}", answer.status, answer.body);
    }
    for nothing in ["bescheinigungen.pdf", "bescheinigung-0000-0000-0000.pdf", "geheim.pdf"] {
        assert_eq!(office.get(&paper(nothing)).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    let unknown = office.get("/api/events/00000000-0000-7000-8000-000000000000/papers/namensschilder.pdf").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);

    enter(&mut office, &id, [["anwesend", "anwesend"], ["anwesend", "anwesend"]]).await;
    ask::<()>(&mut office, "events/step", serde_json::json!({ "event": id, "step": "hold" })).await;
    let issued: u32 = ask(&mut office, "events/issue-certificates", serde_json::json!({ "event": id })).await;
    assert_eq!(issued, 2);
    assert!(is_pdf(&office.get(&paper("bescheinigungen.pdf")).await));
    let closing: ClosingView = ask(&mut office, "events/closing", serde_json::json!({ "id": id })).await;
    assert!(is_pdf(&office.get(&paper(&format!("bescheinigung-{}.pdf", closing.rows[0].number))).await));
}

#[tokio::test]
async fn nothing_is_entered_that_the_rules_refuse() {
    let app = TestApp::start().await;
    let id = on_the_second_day(&app).await;
    let mut office = app.second_logged_in(Role::Koordination).await;
    let all = serde_json::json!({ "event": id, "step": "close" }).to_string();
    assert_eq!(office.call("events/step", &all).await.status, StatusCode::CONFLICT);
    assert_eq!(office.call("events/step", &all.replace("close", "fly")).await.status, StatusCode::NOT_FOUND);
    let stranger = serde_json::json!({
        "event": id,
        "marks": [{ "person": "0".repeat(64), "session": "2026-04-14T09:00", "attendance": "anwesend" }]
    });
    assert_eq!(office.call("events/enter-attendance", &stranger.to_string()).await.status, StatusCode::CONFLICT);
    let odd =
        serde_json::json!({ "event": id, "marks": [{ "person": "x", "session": "y", "attendance": "anwesend" }] });
    assert_eq!(office.call("events/enter-attendance", &odd.to_string()).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_comes_without_registration_is_taken_in_and_gets_a_certificate() {
    let app = TestApp::start().await;
    let id = on_the_second_day(&app).await;
    let mut office = app.second_logged_in(Role::Koordination).await;
    let session = |day: usize| ["2026-04-14T09:00", "2026-04-15T09:00"][day];
    let input = |name: &str, day: usize, beyond: bool| {
        let email = format!("{}@beispiel.de", name.to_lowercase().replace(' ', "."));
        serde_json::json!({ "event": id, "input": {
            "name": name, "email": email, "funktion": "netzwerkpartner", "session": session(day), "beyond": beyond
        } })
    };
    // Faults come back by field, as from every form.
    let blank = serde_json::json!({ "event": id, "input": { "session": session(0) } }).to_string();
    assert_eq!(office.call("events/admit", &blank).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let came: WalkInView = ask(&mut office, "events/admit", input("Carla Spontan", 0, false)).await;
    assert_eq!((came.done, came.question.as_str()), (true, ""));
    assert!(came.text.contains("Carla Spontan ist aufgenommen"), "{}", came.text);
    let again: WalkInView = ask(&mut office, "events/admit", input("Carla Spontan", 1, false)).await;
    assert!(again.done && again.text.contains("steht schon in der Liste"), "{}", again.text);
    let view = sheet(&mut office, &id).await;
    assert_eq!((view.people.len(), view.no_seat.as_str()), (3, ""));
    let carla = view.people.iter().find(|one| one.name == "Carla Spontan").expect("in the list");
    assert!(carla.walk_in && carla.marks.iter().all(Option::is_some));

    // Two more fill the five seats; for the sixth the page asks.
    for name in ["Dora Spontan", "Emil Spontan"] {
        let view: WalkInView = ask(&mut office, "events/admit", input(name, 0, false)).await;
        assert!(view.done, "{}", view.text);
    }
    assert_eq!(sheet(&mut office, &id).await.no_seat, "Es sind alle Plätze belegt. Trotzdem aufnehmen?");
    let asked: WalkInView = ask(&mut office, "events/admit", input("Frida Spontan", 0, false)).await;
    assert_eq!((asked.done, asked.question.as_str()), (false, "Es sind alle Plätze belegt. Trotzdem aufnehmen?"));
    let anyway: WalkInView = ask(&mut office, "events/admit", input("Frida Spontan", 0, true)).await;
    assert!(anyway.done, "{}", anyway.text);
    let event = crate::events::detail(&mut office, &id).await;
    assert_eq!((event.event.taken, event.event.free), (6, -1));
    let row = event.registrations.iter().find(|row| row.name == "Frida Spontan").expect("in the list");
    assert_eq!(row.status, "ohne Anmeldung gekommen");

    // Nobody was written to, and who was there on both days gets a certificate like everybody.
    assert_eq!(mails(&app).await, vec![]);
    ask::<()>(&mut office, "events/step", serde_json::json!({ "event": id, "step": "hold" })).await;
    let issued: u32 = ask(&mut office, "events/issue-certificates", serde_json::json!({ "event": id })).await;
    assert_eq!(issued, 1);
    let [(to, _)] = &mails(&app).await[..] else { panic!("one mail") };
    assert_eq!(to, "carla.spontan@beispiel.de");
}

/// Both are answered without an account, so that an address may try only so many.
#[tokio::test]
async fn numbers_of_certificates_and_links_cannot_be_tried_without_end() {
    let app = TestApp::start().await;
    let mut guest = app.browser();
    let functions = [
        ("events/check-certificate", r#"{"number":"geraten"}"#),
        ("events/my-registration", r#"{"event":"geraten","link":"geraten"}"#),
    ];
    for (function, arguments) in functions {
        let mut status = StatusCode::OK;
        for _ in 0..500 {
            status = guest.call(function, arguments).await.status;
            if status != StatusCode::NOT_FOUND {
                break;
            }
        }
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{function}");
    }
}
