//! Issue 5 §1: the planning calendar, for each role what it may know.

use crate::{
    circles::{kiso_of, region, teamtreffen},
    events::{create, register, seminar},
    test_app::{Browser, PASSWORD, TestApp},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    events::{EventInput, lists::german::unreadable_in_calendar, planning::CalendarView},
    people::demo,
};
use store::internals::Query;

async fn april(browser: &mut Browser<'_>, filters: &[(&str, &str)]) -> CalendarView {
    let mut input = serde_json::json!({ "month": "2026-04" });
    for (name, value) in filters {
        input[name] = (*value).into();
    }
    let answer = browser.call("events/calendar", &serde_json::json!({ "input": input }).to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("a calendar")
}

fn titles(view: &CalendarView) -> Vec<&str> {
    view.list.iter().map(|row| row.title.as_str()).collect()
}

#[tokio::test]
async fn the_calendar_tells_each_role_what_it_may_know() {
    let app = TestApp::start().await;
    let directory = demo::directory(app.state.ports.clock.today());
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("a directory");
    let mut koordination = app.logged_in(Role::Koordination).await;
    let team = teamtreffen(&directory);
    let id = create(&mut koordination, &team).await;
    let draft = EventInput { title: "Noch geheim".into(), status: "entwurf".into(), ..team.clone() };
    let secret = create(&mut koordination, &draft).await;
    let public = EventInput {
        title: "Fachtag".into(),
        format: "fachtag".into(),
        audience: "public".into(),
        sozialraeume: vec![],
        ..team
    };
    let open = create(&mut koordination, &public).await;

    // Two days each, at the same hours: the draft and the meeting want the same team.
    let office = april(&mut koordination, &[]).await;
    assert_eq!((titles(&office).len(), office.conflicts.len()), (3, 1));
    assert_eq!(office.holidays, ["Osterferien vom 30.03.2026 bis 10.04.2026"]);
    let second = office.gaps.iter().find(|gaps| gaps.quarter == "II. Quartal 2026").expect("gaps of the quarter");
    assert!(second.sozialraeume.contains(&"VG Pellenz".to_owned()));
    assert!(!second.sozialraeume.iter().any(|name| name.starts_with("Stadt Bendorf")));
    let pellenz = region(&directory, "VG Pellenz").to_string();
    assert_eq!(
        titles(&april(&mut koordination, &[("sozialraum", &pellenz)]).await),
        ["Fachtag"],
        "for all of the area"
    );
    assert_eq!(titles(&april(&mut koordination, &[("status", "entwurf")]).await), ["Noch geheim"]);

    app.account_of(Role::KiSo, kiso_of(&directory, "Stadt Bendorf", "VG Pellenz", &app)).await;
    let mut kiso = app.browser();
    kiso.log_in(Role::KiSo, PASSWORD).await;
    let own = april(&mut kiso, &[]).await;
    assert_eq!((titles(&own).len(), own.gaps.len(), own.conflicts.len(), own.plans), (2, 0, 0, false));
    assert!(!titles(&own).contains(&"Noch geheim"), "{secret}");

    // Registered for both at once: the own dates are in each other's way, and nobody else learns whose they are.
    for event in [&id, &open] {
        let fields = [("name", "Kim"), ("email", "ki_so@test.example"), ("funktion", "ki_so"), ("einrichtung", "Kita")];
        assert_eq!(kiso.post_form(&format!("/veranstaltungen/{event}"), &fields).await.status, StatusCode::SEE_OTHER);
    }
    let reasons = |view: CalendarView| view.conflicts.into_iter().map(|one| one.reason).collect::<Vec<_>>();
    assert_eq!(reasons(april(&mut kiso, &[]).await), ["Kim ist zu beiden angemeldet"]);
    assert_eq!(reasons(april(&mut koordination, &[]).await).len(), 2);
    let other = kiso_of(&directory, "VG Pellenz", "Stadt Bendorf", &app);
    let mut other = app.second_logged_in_for(Role::KiSo, other).await;
    let seen = april(&mut other, &[]).await;
    assert_eq!((titles(&seen), seen.conflicts.len()), (vec!["Fachtag"], 0));
    assert!(!serde_json::to_string(&seen).expect("JSON").contains("Kim"));
}

#[tokio::test]
async fn the_calendar_says_that_an_event_cannot_be_read_and_shows_the_others() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    create(&mut koordination, &seminar("2")).await;
    app.state
        .store
        .run(Query::write("UPDATE event SET format = 'unlesbar' RETURN NONE;"))
        .await
        .expect("a damaged row");
    let id = create(&mut koordination, &EventInput { title: "Fachtag".into(), ..seminar("2") }).await;
    let office = april(&mut koordination, &[]).await;
    assert_eq!((titles(&office), office.unreadable.clone()), (vec!["Fachtag"], unreadable_in_calendar(1, 0)));
    let mut kiso = app.logged_in(Role::KiSo).await;
    let own = april(&mut kiso, &[]).await;
    assert_eq!((titles(&own), own.unreadable.clone()), (vec!["Fachtag"], None), "it may be none of hers");

    assert_eq!(register(&app, &id, "Erika Muster", "erika@beispiel.de").await.status, StatusCode::SEE_OTHER);
    let damage = Query::write("UPDATE registration SET funktion = 'unlesbar' RETURN NONE;");
    app.state.store.run(damage).await.expect("a damaged row");
    let office = april(&mut koordination, &[]).await;
    assert_eq!((titles(&office), office.unreadable.clone()), (vec!["Fachtag"], unreadable_in_calendar(1, 1)));
}
