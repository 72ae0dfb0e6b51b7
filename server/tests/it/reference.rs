//! What a KiSo looks up without network, over HTTP: the own Kitas and events, and nothing twice.

use crate::{
    events::{create, register, seminar},
    sync::in_the_field,
    test_app::{Browser, TestApp},
};
use axum::http::{StatusCode, header};
use domain::{
    access::{Role, Scope},
    accounts::Subject,
    people::demo,
    sync::{Reference, ReferenceReply},
};
use std::collections::BTreeSet;

async fn ask(browser: &mut Browser<'_>, after: &str) -> ReferenceReply {
    let answer = browser.get(&format!("/api/v1/sync/reference?after={after}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    serde_json::from_str(&answer.body).expect("a reply")
}

#[tokio::test]
async fn a_kiso_gets_the_own_kitas_and_nobodys_name_once() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    let today = app.state.ports.clock.today();
    let directory = demo::directory(today);
    let Scope::Kitas(own) = directory.scope_of(Role::KiSo, &Subject::Person(demo::kiso(1)), today) else {
        panic!("a KiSo has Kitas");
    };
    let first = ask(&mut kiso, "").await;
    let content = first.content.expect("the device has nothing");
    let kitas: BTreeSet<String> = content.kitas.iter().map(|kita| kita.id.clone()).collect();
    assert_eq!(kitas, own.iter().map(ToString::to_string).collect::<BTreeSet<String>>());
    assert_eq!(content.events, []);
    // Known by its hash, it is not sent again.
    assert_eq!(ask(&mut kiso, &first.hash).await, ReferenceReply { hash: first.hash.clone(), content: None });
    assert_eq!(ask(&mut kiso, "ab").await.content, Some(content));

    // Somebody else has other Kitas; whose right has ended is told to forget all of them.
    let mut other = app.second_logged_in_for(Role::KiSo, Subject::Office).await;
    assert_eq!(ask(&mut other, &first.hash).await.content, Some(Reference::default()));
}

#[tokio::test]
async fn the_own_registrations_come_with_days_and_place_and_those_of_others_do_not() {
    let app = TestApp::start().await;
    let mut kiso = in_the_field(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = create(&mut office, &seminar("5")).await;
    let before = ask(&mut kiso, "").await;
    // The second address is that of the KiSo's account.
    for email in ["amalia@beispiel.de", "ki_so@test.example"] {
        assert_eq!(register(&app, &id, "Amalia Erfunden", email).await.status, StatusCode::SEE_OTHER);
    }
    let after = ask(&mut kiso, &before.hash).await;
    let Reference { events, .. } = after.content.expect("something new");
    let [event] = &events[..] else { panic!("{events:?}") };
    assert_eq!((event.id.as_str(), event.state.as_str()), (id.as_str(), "angemeldet"));
    assert!(event.days.iter().all(|day| day.contains(" Uhr, ")), "{:?}", event.days);
    assert!(!format!("{events:?}").contains("Amalia"));
}
