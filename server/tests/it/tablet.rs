//! Lists of attendance on a tablet, over HTTP: who gets them, what comes back, and what two tablets make of one person.

use crate::{
    attendance::{mails, on_the_second_day, sheet},
    events::{create, seminar},
    sync::{json, send},
    test_app::{Browser, PASSWORD, TestApp},
};
use axum::http::{StatusCode, header};
use domain::{
    access::Role,
    events::{
        Attendance::{self, Anwesend, Entschuldigt},
        EventInput,
        attendance::{
            pass::PassView,
            tablet::{
                ENTRIES, HeldView, SealedRecord, SealedRecords, SealedRecordsReply, TabletChange, TabletPush,
                TabletRecord, TabletReply, TabletSheet, german,
            },
        },
    },
    ids::{DeviceId, EventId},
    sync::vault::{DataKey, HalfReply, HalfRequest, SealRandom},
};
use qrcode::{EcLevel, QrCode, render::svg};
use store::internals::Query;
use uuid::Uuid;

const ADDRESS: &str = "/api/v1/sync/attendance";
const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(201));
const OTHER_DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(202));

async fn lists(office: &mut Browser<'_>) -> Vec<TabletSheet> {
    let answer = office.get(ADDRESS).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("lists")
}

/// The first person of the list in the session of today.
fn change(list: &TabletSheet, id: u128, attendance: Attendance) -> TabletChange {
    let (person, session) = (list.people[0].person.clone(), list.sessions[1].key.clone());
    TabletChange {
        id: Uuid::from_u128(id),
        event: list.event,
        person,
        session,
        attendance: Some(attendance),
        base: None,
        other: None,
    }
}

/// Delivers entries; returns why each was refused, blank where it was not.
async fn deliver(office: &mut Browser<'_>, device: DeviceId, changes: &[TabletChange]) -> Vec<String> {
    let push = TabletPush { device, changes: changes.to_vec() };
    let answer = send(office, "POST", ADDRESS, &json(&push)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let reply: TabletReply = serde_json::from_str(&answer.body).expect("receipts");
    assert_eq!(
        reply.receipts.iter().map(|one| one.id).collect::<Vec<_>>(),
        changes.iter().map(|one| one.id).collect::<Vec<_>>()
    );
    reply.receipts.into_iter().map(|one| one.refusal).collect()
}

#[tokio::test]
async fn lists_and_entries_are_the_koordinations() {
    let app = TestApp::start().await;
    let push = json(&TabletPush { device: DEVICE, changes: vec![] });
    let half = format!(r#"{{"device":"{DEVICE}"}}"#);
    assert_eq!(app.browser().get(ADDRESS).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(send(&mut app.browser(), "POST", ADDRESS, &push).await.status, StatusCode::UNAUTHORIZED);
    for role in Role::ALL {
        let mut browser = app.logged_in(role).await;
        let expected = if role == Role::Koordination { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(browser.get(ADDRESS).await.status, expected, "{}", role.code());
        assert_eq!(send(&mut browser, "POST", ADDRESS, &push).await.status, expected, "{}", role.code());
    }
    let mut office = app.second_logged_in(Role::Koordination).await;
    let foreign = send(&mut office, "POST", ADDRESS, &push).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "the device belongs to the account that was there first");
    assert_eq!(send(&mut office, "POST", ADDRESS, "[]").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = half.replace(&DEVICE.to_string(), &OTHER_DEVICE.to_string());
    assert_eq!(send(&mut office, "POST", "/api/v1/sync/half", &own).await.status, StatusCode::OK);
}

#[tokio::test]
async fn two_tablets_that_contradict_each_other_are_both_heard() {
    let app = TestApp::start().await;
    let id = on_the_second_day(&app).await;
    let mut office = app.second_logged_in(Role::Koordination).await;
    let [list] = &lists(&mut office).await[..] else { panic!("one event near today") };
    assert_eq!(
        (list.event.to_string(), list.people.len(), list.people[0].name.as_str()),
        (id.clone(), 2, "Amalia Erfunden")
    );
    assert_eq!(deliver(&mut office, DEVICE, &[change(list, 1, Anwesend)]).await, [""]);
    // The receipt was lost, and more came meanwhile.
    let more = [
        change(list, 1, Anwesend),
        TabletChange { person: list.people[1].person.clone(), ..change(list, 2, Anwesend) },
    ];
    assert_eq!(deliver(&mut office, DEVICE, &more).await, ["", ""]);
    assert_eq!(deliver(&mut office, OTHER_DEVICE, &[change(list, 3, Entschuldigt)]).await, [""]);
    assert_eq!(deliver(&mut office, DEVICE, &more).await, ["", ""]);

    let view = sheet(&mut office, &id).await;
    assert_eq!((view.people[0].marks[1], view.people[0].others[1]), (Some(Entschuldigt), Some(Anwesend)));
    assert_eq!((view.people[1].marks[1], view.people[1].others[1]), (Some(Anwesend), None));
    let [after] = &lists(&mut office).await[..] else { panic!("one event near today") };
    let (person, session) = (&after.people[0].person, &after.sessions[1].key);
    assert_eq!((after.mark(person, session), after.other(person, session)), (Some(Entschuldigt), Some(Anwesend)));

    // Somebody decides.
    let marks = serde_json::json!({ "event": id, "marks": [{ "person": person, "session": session, "attendance": "anwesend" }] });
    assert_eq!(office.call("events/enter-attendance", &marks.to_string()).await.status, StatusCode::OK);
    let view = sheet(&mut office, &id).await;
    assert_eq!((view.people[0].marks[1], view.people[0].others[1]), (Some(Anwesend), None));

    // The list goes three days after the last session; what still waits on a tablet is taken all the same.
    app.clock.advance(chrono::Duration::days(4));
    let mut later = app.browser();
    assert_eq!(later.log_in(Role::Koordination, PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert!(lists(&mut later).await.is_empty());
}

#[tokio::test]
async fn what_does_not_fit_comes_back_and_a_revoked_tablet_is_not_heard() {
    let app = TestApp::start().await;
    on_the_second_day(&app).await;
    let mut office = app.second_logged_in(Role::Koordination).await;
    let [list] = &lists(&mut office).await[..] else { panic!("one event near today") };
    let stranger = TabletChange { person: "0".repeat(64), ..change(list, 1, Anwesend) };
    let refusals = deliver(&mut office, DEVICE, &[stranger, change(list, 2, Anwesend)]).await;
    assert!(refusals[0].starts_with("Diese Person ist nicht mehr angemeldet"), "{refusals:?}");
    assert_eq!(refusals[1], "");
    let many: Vec<_> = (0..101).map(|number| change(list, 1000 + number, Anwesend)).collect();
    let push = TabletPush { device: DEVICE, changes: many };
    assert_eq!(send(&mut office, "POST", ADDRESS, &json(&push)).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let revoked = office.call("sync/revoke", &format!(r#"{{"device":"{DEVICE}"}}"#)).await;
    assert_eq!(revoked.status, StatusCode::OK, "{}", revoked.body);
    let push = TabletPush { device: DEVICE, changes: vec![change(list, 3, Entschuldigt)] };
    assert_eq!(send(&mut office, "POST", ADDRESS, &json(&push)).await.status, StatusCode::FORBIDDEN);
}

/// One row of one event that says nothing to this version: what else the tablet has is taken in, and it loses nothing.
#[tokio::test]
async fn an_event_that_cannot_be_read_holds_up_its_own_entries_only() {
    let app = TestApp::start().await;
    on_the_second_day(&app).await;
    let mut office = app.second_logged_in(Role::Koordination).await;
    let [list] = &lists(&mut office).await[..] else { panic!("one event near today") };
    assert_eq!(deliver(&mut office, DEVICE, &[change(list, 1, Anwesend)]).await, [""]);
    let damage = Query::write("UPDATE attendance SET attendance = 'unlesbar' RETURN NONE;");
    app.state.store.run(damage).await.expect("a damaged row");

    let second = list.people[1].person.clone();
    let gone = TabletChange { event: EventId::new(Uuid::from_u128(99)), ..change(list, 3, Anwesend) };
    let waiting = [
        TabletChange { person: second.clone(), ..change(list, 2, Anwesend) },
        gone,
        TabletChange { person: second, ..change(list, 4, Entschuldigt) },
    ];
    let push = json(&TabletPush { device: DEVICE, changes: waiting.to_vec() });
    let answer = send(&mut office, "POST", ADDRESS, &push).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let reply: TabletReply = serde_json::from_str(&answer.body).expect("receipts");
    assert_eq!(reply.held_up, [list.event]);
    assert_eq!(reply.receipts.iter().map(|receipt| receipt.id).collect::<Vec<_>>(), [waiting[1].id]);

    let repair = Query::write("UPDATE attendance SET attendance = 'anwesend' RETURN NONE;");
    app.state.store.run(repair).await.expect("a row that can be read");
    let refusals = deliver(&mut office, DEVICE, &[waiting[0].clone(), waiting[2].clone()]).await;
    assert_eq!(refusals, ["", ""], "in the order in which they were made");
    let view = sheet(&mut office, &list.event.to_string()).await;
    assert_eq!(view.people[1].marks[1], Some(Entschuldigt));
}

/// A row of the event itself, or of its list: the other event is handed out, and of this one a tablet hears why there is nothing.
#[tokio::test]
async fn an_event_that_cannot_be_read_keeps_back_its_own_list_only() {
    let app = TestApp::start().await;
    let mut early = app.second_logged_in(Role::Koordination).await;
    let other = create(&mut early, &EventInput { title: "Fachtag".into(), ..seminar("5") }).await;
    let id = on_the_second_day(&app).await;
    let mut office = app.browser();
    assert_eq!(office.log_in(Role::Koordination, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let before = lists(&mut office).await;
    assert_eq!(before.iter().map(|list| list.unreadable).collect::<Vec<_>>(), [false, false]);
    let list = before.iter().find(|list| list.event.to_string() == id).expect("the seminar");
    assert_eq!(deliver(&mut office, DEVICE, &[change(list, 1, Anwesend)]).await, [""]);

    let title = "Startseminar Frühjahr";
    for (damage, repair, named) in [
        (
            "UPDATE attendance SET attendance = 'unlesbar' RETURN NONE;",
            "UPDATE attendance SET attendance = 'anwesend' RETURN NONE;",
            title,
        ),
        (
            "UPDATE event SET format = 'unlesbar' WHERE title = 'Startseminar Frühjahr' RETURN NONE;",
            "UPDATE event SET format = 'tandem_startseminar' RETURN NONE;",
            german::EVENT_UNREADABLE,
        ),
    ] {
        app.state.store.run(Query::write(damage)).await.expect("a damaged row");
        let given = lists(&mut office).await;
        let shape = |list: &TabletSheet| (list.event.to_string(), list.unreadable, list.sessions.len());
        let mut shapes: Vec<_> = given.iter().map(shape).collect();
        shapes.sort();
        let mut expected = [(id.clone(), true, 0), (other.clone(), false, 2)];
        expected.sort();
        assert_eq!(shapes, expected);
        let left_out = given.iter().find(|list| list.unreadable).expect("named");
        assert_eq!((left_out.title.as_str(), left_out.people.len()), (named, 0));
        app.state.store.run(Query::write(repair)).await.expect("a row that can be read");
    }
    assert!(lists(&mut office).await.iter().all(|list| !list.unreadable));
}

/// Leaves the key of the tablet for the office, as when its PIN is set.
async fn set_up(office: &mut Browser<'_>, key: &DataKey) {
    let address = "/api/v1/sync/half";
    let answer = send(office, "POST", address, &json(&HalfRequest { device: DEVICE, sealed_key: None })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let reply: HalfReply = serde_json::from_str(&answer.body).expect("a half");
    let random = SealRandom { ephemeral: [1; 32], nonce: [2; 24] };
    let sealed = reply.office.seal_data_key(DEVICE, random, key).expect("sealed");
    let request = HalfRequest { device: DEVICE, sealed_key: Some(sealed) };
    assert_eq!(send(office, "POST", address, &json(&request)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_revoked_tablet_never_sent_arrives_sealed_and_waits_for_a_decision() {
    const QUARANTINE: &str = "/api/v1/sync/quarantine/attendance";
    let app = TestApp::start().await;
    let id = on_the_second_day(&app).await;
    let mut office = app.second_logged_in(Role::Koordination).await;
    let key = DataKey::new([7; 32]);
    set_up(&mut office, &key).await;
    let [list] = &lists(&mut office).await[..] else { panic!("one event near today") };
    let sealed = |number: u128, key: &DataKey| {
        let record = TabletRecord { change: change(list, number, Anwesend), refusal: String::new() };
        let name = format!("{number:010}");
        let sealed = key.seal(&format!("{ENTRIES}/{name}"), [3; 24], &json(&record)).expect("short");
        SealedRecord { key: name, sealed }
    };
    let upload = |entries| json(&SealedRecords { device: DEVICE, entries });
    let mut nobody = app.browser();
    let early = send(&mut nobody, "POST", QUARANTINE, &upload(vec![sealed(1, &key)])).await;
    assert_eq!(early.status, StatusCode::NOT_FOUND, "in use");
    let revoked = office.call("sync/revoke", &format!(r#"{{"device":"{DEVICE}"}}"#)).await;
    assert_eq!(revoked.status, StatusCode::OK, "{}", revoked.body);
    let foreign = send(&mut nobody, "POST", QUARANTINE, &upload(vec![sealed(1, &DataKey::new([8; 32]))])).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND, "not of this tablet");

    // Twice, as when the first reply was lost.
    let entries = vec![sealed(1, &key)];
    for _ in 0..2 {
        let answer = send(&mut nobody, "POST", QUARANTINE, &upload(entries.clone())).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let reply: SealedRecordsReply = serde_json::from_str(&answer.body).expect("receipts");
        assert_eq!(reply.receipts, [entries[0].receipt()]);
    }
    let answer = office.call("sync/held-attendance", "{}").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let views: Vec<HeldView> = serde_json::from_str(&answer.body).expect("views");
    let [view] = &views[..] else { panic!("{views:?}") };
    assert_eq!((view.event.as_str(), view.lines.len()), (id.as_str(), 1));
    assert_eq!((view.lines[0].person.as_str(), view.lines[0].held.as_str()), ("Amalia Erfunden", "anwesend"));
    assert_eq!(sheet(&mut office, &id).await.people[0].marks[1], None, "nothing counts before");
    let take = serde_json::json!({ "device": view.device, "event": view.event, "take": true }).to_string();
    let answer = office.call("sync/end-held-attendance", &take).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "[]"));
    assert_eq!(sheet(&mut office, &id).await.people[0].marks[1], Some(Anwesend));
    let answer = office.call("sync/end-held-attendance", &take).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

/// What the code of somebody leads to.
async fn opened(office: &mut Browser<'_>, event: &str, pass: &str) -> PassView {
    let arguments = serde_json::json!({ "event": event, "pass": pass });
    let answer = office.call("events/open-pass", &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("a view")
}

#[tokio::test]
async fn a_code_tells_a_name_to_the_koordination_alone() {
    let app = TestApp::start().await;
    let id = create(&mut app.logged_in(Role::Koordination).await, &seminar("5")).await;
    let fields = [
        ("name", "Amalia Erfunden"),
        ("email", "amalia@beispiel.de"),
        ("funktion", "kita_leitung"),
        ("kita", ""),
        ("einrichtung", "Kita Sonnenschein"),
        ("access_needs", ""),
        ("food_needs", ""),
        ("website", ""),
    ];
    let answer = app.browser().post_form(&format!("/veranstaltungen/{id}"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let [(_, text)] = &mails(&app).await[..] else { panic!("one mail") };
    let link = text.split_whitespace().find_map(|word| word.split_once("/meine-anmeldung?link=")).expect("a link").1;
    let page = app.browser().get(&format!("/veranstaltungen/{id}/meine-anmeldung?link={link}")).await;
    let found = page.body.split_once(&format!("/app/vor-ort/{id}/")).expect("a code on the page").1;
    let pass = found.get(..32).expect("a code");

    // The picture is this address, and for the holder of the link.
    let picture = format!("/veranstaltungen/{id}/code.svg");
    let answer = app.browser().get(&format!("{picture}?link={link}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "image/svg+xml");
    let address = format!("{}/app/vor-ort/{id}/{pass}", app.state.config.public_url);
    let code = QrCode::with_error_correction_level(address, EcLevel::M).expect("a code");
    assert_eq!(answer.body, code.render::<svg::Color>().min_dimensions(320, 320).quiet_zone(true).build());
    assert_eq!(app.browser().get(&picture).await.status, StatusCode::UNAUTHORIZED);
    let foreign = link.chars().rev().collect::<String>();
    assert_eq!(app.browser().get(&format!("{picture}?link={foreign}")).await.status, StatusCode::NOT_FOUND);
    let mut leitung = app.logged_in(Role::KitaLeitung).await;
    assert_eq!(leitung.get(&picture).await.status, StatusCode::NOT_FOUND, "not registered");
    let shown = leitung.get(&format!("/app/vor-ort/{id}/{pass}")).await;
    assert!(!shown.body.contains("Amalia"), "{}", shown.body);

    let mut office = app.second_logged_in(Role::Koordination).await;
    let early = opened(&mut office, &id, pass).await;
    assert_eq!((early.name.as_str(), early.session.as_str()), ("Amalia Erfunden", ""));
    assert_eq!(early.refusal, "Heute ist kein Termin dieser Veranstaltung.");
    for wrong in ["", "0", &"0".repeat(32)] {
        let arguments = serde_json::json!({ "event": id, "pass": wrong }).to_string();
        assert_eq!(office.call("events/open-pass", &arguments).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }

    app.clock.advance(chrono::Duration::days(44));
    let mut later = app.browser();
    assert_eq!(later.log_in(Role::Koordination, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let today = opened(&mut later, &id, pass).await;
    assert_eq!((today.session.as_str(), today.refusal.as_str(), today.attendance), ("2026-04-15T09:00", "", None));
    let marks = serde_json::json!({
        "event": id,
        "marks": [{ "person": today.person, "session": today.session, "attendance": "anwesend" }]
    });
    for _ in 0..2 {
        assert_eq!(later.call("events/enter-attendance", &marks.to_string()).await.status, StatusCode::OK);
    }
    assert_eq!(opened(&mut later, &id, pass).await.attendance, Some(Anwesend));
    // Once the event is over there is no code any more.
    app.clock.advance(chrono::Duration::days(1));
    let page = app.browser().get(&format!("/veranstaltungen/{id}/meine-anmeldung?link={link}")).await;
    assert_eq!((page.status, page.body.contains("/app/vor-ort/")), (StatusCode::OK, false));
    assert_eq!(app.browser().get(&format!("{picture}?link={link}")).await.status, StatusCode::NOT_FOUND);
}
