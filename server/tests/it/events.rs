//! The path of issue 2 §8: a Startseminar is planned, announced, filled to the last seat.

use crate::test_app::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use chrono::Duration;
use domain::{
    access::Role,
    events::{DayInput, EventFormView, EventInput, EventRow, EventView, MyEventRow},
    mail::port::Outbox,
};

/// Two days in April; the tests begin on 2 March.
pub fn seminar(capacity: &str) -> EventInput {
    let day = |date: &str| DayInput {
        date: date.into(),
        begin: "09:00".into(),
        end: "16:30".into(),
        place: "Kreishaus, Raum 1".into(),
        speaker: String::new(),
    };
    EventInput {
        title: "Startseminar Frühjahr".into(),
        format: "tandem_startseminar".into(),
        description: "Für neue Tandems".into(),
        contents: "Rechtliche Grundlagen\nRollenklärung".into(),
        days: vec![day("2026-04-14"), day("2026-04-15")],
        capacity: capacity.into(),
        opens: String::new(),
        closes: "2026-03-31".into(),
        audience: "public".into(),
        status: "offen".into(),
        waiting_list: false,
        ..Default::default()
    }
}

/// Creates the event as the Koordination does and returns its id.
pub async fn create(koordination: &mut Browser<'_>, input: &EventInput) -> String {
    let arguments = serde_json::json!({ "input": input }).to_string();
    let answer = koordination.call("events/create", &arguments).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("an id")
}

pub async fn detail(koordination: &mut Browser<'_>, id: &str) -> EventView {
    let answer = koordination.call("events/detail", &serde_json::json!({ "id": id }).to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("an event")
}

pub async fn register(app: &TestApp, id: &str, name: &str, email: &str) -> Answer {
    let fields = [
        ("name", name),
        ("email", email),
        ("funktion", "kita_leitung"),
        ("kita", ""),
        ("einrichtung", "Kita Sonnenschein"),
        ("access_needs", "Rampe"),
        ("food_needs", ""),
        ("website", ""),
    ];
    app.browser().post_form(&format!("/veranstaltungen/{id}"), &fields).await
}

/// To whom the outbox would write now.
pub async fn waiting_mails(app: &TestApp) -> Vec<String> {
    let now = app.state.ports.clock.now();
    let mut mails = vec![];
    while let Some(claimed) = app.state.store.claim(now, now + Duration::minutes(10)).await.expect("an outbox") {
        mails.push(claimed.mail.to.to_string());
    }
    mails
}

#[tokio::test]
async fn a_seminar_is_planned_by_the_koordination_and_announced_to_all() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &seminar("12")).await;
    let list = app.browser().get("/veranstaltungen").await;
    assert!(list.body.contains("Startseminar Frühjahr") && list.body.contains("14.04.2026 bis 15.04.2026"));
    let page = app.browser().get(&format!("/veranstaltungen/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in [
        "Dienstag, 14. April 2026",
        "Mittwoch, 15. April 2026",
        "09:00 bis 16:30 Uhr",
        "Rollenklärung",
        "Noch 12 Plätze frei.",
        "31.03.2026",
    ] {
        assert!(page.body.contains(shown), "{shown} is missing");
    }
    assert!(page.body.contains(&format!("action=\"/veranstaltungen/{id}#ergebnis\"")), "the form works without WASM");
}

#[tokio::test]
async fn an_event_that_is_sent_twice_is_made_once() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let form = koordination.call("events/new-form", "{}").await;
    let form: EventFormView = serde_json::from_str(&form.body).expect("a form");
    let arguments = |input: &EventInput| serde_json::json!({ "input": input, "request": form.request }).to_string();
    for _ in 0..2 {
        let answer = koordination.call("events/create", &arguments(&seminar("12"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(serde_json::from_str::<String>(&answer.body).expect("an id"), form.request);
    }
    let list = koordination.call("events/list", "{}").await;
    let list: Vec<EventRow> = serde_json::from_str(&list.body).expect("a list");
    assert_eq!(list.len(), 1);
    // What is there is not overwritten by another plan.
    let other = koordination.call("events/create", &arguments(&seminar("13"))).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.body);
    assert_eq!(detail(&mut koordination, &form.request).await.event.capacity, 12);
}

#[tokio::test]
async fn a_kita_leitung_registers_without_wasm_and_twice_is_once() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &seminar("2")).await;
    for email in ["erika@beispiel.de", " Erika@Beispiel.de "] {
        let answer = register(&app, &id, "Erika Muster", email).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(answer.location(), format!("/veranstaltungen/{id}/angemeldet"));
        let confirmation = app.browser().get(answer.location()).await;
        assert_eq!(confirmation.status, StatusCode::OK);
        assert!(confirmation.body.contains("Die Anmeldung ist eingegangen: Startseminar Frühjahr"));
        assert!(!confirmation.body.to_lowercase().contains("erika"), "the page can be passed on");
    }
    let event = detail(&mut koordination, &id).await;
    assert_eq!((event.event.taken, event.registrations.len()), (1, 1));
    let row = &event.registrations[0];
    assert_eq!(
        (row.name.as_str(), row.from.as_str(), row.access_needs.as_str()),
        ("Erika Muster", "Kita Sonnenschein", "Rampe")
    );
    assert_eq!(waiting_mails(&app).await, ["erika@beispiel.de"]);
}

#[tokio::test]
async fn who_comes_too_late_is_told_so_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &seminar("1")).await;
    assert_eq!(register(&app, &id, "Erika Muster", "erika@beispiel.de").await.status, StatusCode::SEE_OTHER);
    let late = register(&app, &id, "Bernd Beispiel", "bernd@beispiel.de").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("alle Plätze vergeben; Sie sind nicht angemeldet"), "{}", late.body);
    assert!(late.body.contains("Ausgebucht"));
    assert!(late.body.contains("value=\"Bernd Beispiel\"") && late.body.contains("value=\"bernd@beispiel.de\""));
    assert_eq!(detail(&mut koordination, &id).await.registrations.len(), 1);
    let page = app.browser().get(&format!("/veranstaltungen/{id}")).await;
    assert!(!page.body.contains("name=\"email\""), "a full event offers no form");
}

#[tokio::test]
async fn the_last_seat_is_given_once_when_many_ask_at_the_same_time() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &seminar("3")).await;
    let ask = async |number: u32| {
        register(&app, &id, &format!("Person {number}"), &format!("person{number}@beispiel.de")).await.status
    };
    let answers = <[StatusCode; 6]>::from(tokio::join!(ask(1), ask(2), ask(3), ask(4), ask(5), ask(6)));
    let count = |wanted| answers.iter().filter(|status| **status == wanted).count();
    assert_eq!((count(StatusCode::SEE_OTHER), count(StatusCode::CONFLICT)), (3, 3));
    assert_eq!(detail(&mut koordination, &id).await.event.taken, 3);
    assert_eq!(waiting_mails(&app).await.len(), 3);
}

#[tokio::test]
async fn faults_are_named_at_their_fields_and_nothing_typed_is_lost() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &seminar("2")).await;
    let fields = [
        ("name", "<script>alert('x')</script>"),
        ("email", "keine-adresse"),
        ("funktion", "kita_leitung"),
        ("kita", ""),
        ("einrichtung", ""),
        ("access_needs", "Rampe & \"Aufzug\""),
        ("food_needs", "vegan"),
    ];
    let answer = app.browser().post_form(&format!("/veranstaltungen/{id}"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Bitte geben Sie eine E-Mail-Adresse ein"));
    assert!(answer.body.contains("id=\"email-fault\"") && answer.body.contains("id=\"kita-fault\""));
    assert!(answer.body.contains("value=\"keine-adresse\"") && answer.body.contains("vegan"));
    assert!(!answer.body.contains("<script>alert"), "what is typed is text");
    let trapped = app
        .browser()
        .post_form(&format!("/veranstaltungen/{id}"), &[("name", "Bot"), ("website", "https://spam.example")])
        .await;
    assert_eq!(trapped.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(detail(&mut koordination, &id).await.event.taken, 0);
}

#[tokio::test]
async fn what_somebody_types_for_an_event_that_needs_an_account_is_not_lost_either() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &EventInput { audience: "members".into(), ..seminar("1") }).await;
    let page = format!("/veranstaltungen/{id}");
    let mut kiso = app.logged_in(Role::KiSo).await;
    let form =
        |email: &'static str| [("name", "Kim Probe"), ("email", email), ("funktion", "ki_so"), ("einrichtung", "Kita")];
    let faulty = kiso.post_form(&page, &form("keine-adresse")).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(kiso.post_form(&page, &form("kim@beispiel.de")).await.status, StatusCode::SEE_OTHER);
    let late = kiso.post_form(&page, &form("lena@beispiel.de")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for (answer, email) in [(&faulty, "keine-adresse"), (&late, "lena@beispiel.de")] {
        for kept in ["Startseminar Frühjahr", "value=\"Kim Probe\"", &format!("value=\"{email}\"")] {
            assert!(answer.body.contains(kept), "{kept} is missing: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn drafts_are_not_there_for_the_public() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let draft = EventInput { status: "entwurf".into(), title: "Noch geheim".into(), ..seminar("2") };
    let id = create(&mut koordination, &draft).await;
    assert!(!app.browser().get("/veranstaltungen").await.body.contains("Noch geheim"));
    assert_eq!(app.browser().get(&format!("/veranstaltungen/{id}")).await.status, StatusCode::NOT_FOUND);
    let answer = register(&app, &id, "Erika Muster", "erika@beispiel.de").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.body.contains("Noch geheim"));
    assert_eq!(register(&app, "17", "Erika Muster", "erika@beispiel.de").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn after_the_closing_day_the_page_says_so() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &seminar("2")).await;
    app.clock.advance(Duration::days(30));
    let late = register(&app, &id, "Erika Muster", "erika@beispiel.de").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Die Anmeldung endete am 31.03.2026."));
}

#[tokio::test]
async fn a_cancelled_seat_can_be_taken_again_and_an_old_form_overwrites_nothing() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &seminar("1")).await;
    register(&app, &id, "Erika Muster", "erika@beispiel.de").await;
    let person = detail(&mut koordination, &id).await.registrations[0].person.clone();
    let arguments = serde_json::json!({ "event": id, "person": person }).to_string();
    let cancelled = koordination.call("events/cancel-registration", &arguments).await;
    assert_eq!(cancelled.status, StatusCode::OK, "{}", cancelled.body);
    assert_eq!(register(&app, &id, "Bernd Beispiel", "bernd@beispiel.de").await.status, StatusCode::SEE_OTHER);

    let change =
        |capacity: &str| serde_json::json!({ "id": id, "revision": 1, "input": seminar(capacity) }).to_string();
    assert_eq!(koordination.call("events/update", &change("5")).await.status, StatusCode::OK);
    // The answer was lost, and the same form is sent again.
    assert_eq!(koordination.call("events/update", &change("5")).await.status, StatusCode::OK);
    assert_eq!(koordination.call("events/update", &change("6")).await.status, StatusCode::CONFLICT);
    assert_eq!(detail(&mut koordination, &id).await.event.free, 4);
}

#[tokio::test]
async fn who_has_an_account_takes_the_seat_without_looking_for_the_mail() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let asking = EventInput { waiting_list: true, reply_days: "3".into(), ..seminar("1") };
    let id = create(&mut koordination, &asking).await;
    register(&app, &id, "Erika Muster", "erika@beispiel.de").await;
    register(&app, &id, "Kim Probe", "ki_so@test.example").await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    let confirm = serde_json::json!({ "event": id }).to_string();
    let early = kiso.call("events/confirm-mine", &confirm).await;
    assert_eq!((early.status, early.body.as_str()), (StatusCode::OK, "false"), "there is no seat yet");

    let rows = detail(&mut koordination, &id).await.registrations;
    let erika = rows.into_iter().find(|row| row.name == "Erika Muster").expect("registered").person;
    let cancel = serde_json::json!({ "event": id, "person": erika }).to_string();
    assert_eq!(koordination.call("events/cancel-registration", &cancel).await.status, StatusCode::OK);
    assert!(mine(&mut kiso).await.asks);
    for _ in 0..2 {
        let taken = kiso.call("events/confirm-mine", &confirm).await;
        assert_eq!((taken.status, taken.body.as_str()), (StatusCode::OK, "true"));
    }
    let row = mine(&mut kiso).await;
    assert_eq!((row.state.as_str(), row.asks), ("bestätigt", false));
}

/// The one event that somebody is registered for.
async fn mine(browser: &mut Browser<'_>) -> MyEventRow {
    let answer = browser.call("events/mine", "{}").await;
    let mut rows: Vec<MyEventRow> = serde_json::from_str(&answer.body).expect("a list of one's own");
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

#[tokio::test]
async fn a_guest_who_waits_is_told_to_confirm_as_well() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let asking = EventInput { waiting_list: true, guest_hours: "24".into(), ..seminar("1") };
    let id = create(&mut koordination, &asking).await;
    for (name, page) in [("Erika Muster", "angemeldet"), ("Bernd Beispiel", "warteliste")] {
        let email = format!("{}@beispiel.de", name.replace(' ', ".").to_lowercase());
        let answer = register(&app, &id, name, &email).await;
        assert_eq!(answer.location(), format!("/veranstaltungen/{id}/{page}"));
        let told = app.browser().get(answer.location()).await;
        assert!(told.body.contains("bestätigt innerhalb von 24 Stunden über den Link in der Mail"), "{}", told.body);
    }
    let rows = detail(&mut koordination, &id).await.registrations;
    assert!(rows.iter().all(|row| row.status.ends_with("noch nicht über den Link bestätigt")), "{rows:?}");
}

#[tokio::test]
async fn an_employer_registers_its_kiso_who_finds_it_among_the_own_events() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let circle = |roles: &[&str]| EventInput {
        format: "fachtag".into(),
        audience: "members".into(),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        ..seminar("3")
    };
    let (kiso_role, employer_role) = (Role::KiSo.code(), Role::Anstellungstraeger.code());
    let id = create(&mut koordination, &circle(&[kiso_role, employer_role])).await;
    let closed = create(&mut koordination, &circle(&[kiso_role])).await;
    let mut employer = app.logged_in(Role::Anstellungstraeger).await;
    let fields = [
        ("name", "Kim Probe"),
        ("email", "ki_so@test.example"),
        ("funktion", "ki_so"),
        ("einrichtung", "Kita Sonnenschein"),
    ];
    let answer = employer.post_form(&format!("/veranstaltungen/{id}"), &fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, &*format!("/veranstaltungen/{id}/angemeldet"))
    );
    let elsewhere = employer.post_form(&format!("/veranstaltungen/{closed}"), &fields).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "it is for KiSo alone");
    assert_eq!(waiting_mails(&app).await, ["ki_so@test.example"], "the KiSo is told, once");
    let mut kiso = app.logged_in(Role::KiSo).await;
    assert_eq!(mine(&mut kiso).await.state, "angemeldet");
}

#[tokio::test]
async fn the_koordination_registers_anybody_who_gets_the_mail() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &EventInput { audience: "members".into(), ..seminar("2") }).await;
    let path = format!("/veranstaltungen/{id}");
    let fields = [("name", "Erika Muster"), ("email", "erika@beispiel.de"), ("funktion", "andere")];
    let answer = koordination.post_form(&path, &fields).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, format!("{path}/angemeldet").as_str()));
    let names: Vec<_> = detail(&mut koordination, &id).await.registrations.into_iter().map(|row| row.name).collect();
    assert_eq!((names, waiting_mails(&app).await), (vec!["Erika Muster".into()], vec!["erika@beispiel.de".into()]));
}
