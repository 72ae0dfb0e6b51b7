//! Issue 5 §5: a Sozialraumteamtreffen of Bendorf is invisible to Pellenz in every channel.

use crate::{
    events::{create, seminar},
    test_app::{Browser, TestApp},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    accounts::Subject,
    events::{EventInput, EventRow, EventView},
    ids::SozialraumId,
    people::{Directory, demo},
};

const TITLE: &str = "Teamtreffen der Bendorfer KiSo";

pub fn region(directory: &Directory, name: &str) -> SozialraumId {
    directory.sozialraeume.iter().find(|one| one.name == name).expect("a Sozialraum of the demo").id
}

/// Somebody who works as a KiSo in this region on the day of the tests, and in no other of the two.
pub fn kiso_of(directory: &Directory, name: &str, not: &str, app: &TestApp) -> Subject {
    let (day, wanted, other) = (app.state.ports.clock.today(), region(directory, name), region(directory, not));
    let regions = |person| {
        let kitas = directory.zuordnungen_of_kiso(person, day).filter_map(|z| directory.kitas.get(z.kita));
        kitas
            .filter_map(|kita| directory.kommunen.get(kita.kommune))
            .map(|kommune| kommune.sozialraum)
            .collect::<Vec<_>>()
    };
    let fits = |regions: &[SozialraumId]| regions.contains(&wanted) && !regions.contains(&other);
    let found = directory.kisos.iter().find(|kiso| fits(&regions(kiso.id)));
    Subject::Person(found.expect("the demo has a KiSo there").id)
}

pub fn teamtreffen(directory: &Directory) -> EventInput {
    EventInput {
        title: TITLE.into(),
        format: "sozialraumteamtreffen".into(),
        audience: "members".into(),
        roles: vec!["ki_so".into()],
        sozialraeume: vec![region(directory, "Stadt Bendorf").to_string()],
        ..seminar("9")
    }
}

async fn to_join(browser: &mut Browser<'_>) -> Vec<String> {
    let answer = browser.call("events/to-join", "{}").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let rows: Vec<EventRow> = serde_json::from_str(&answer.body).expect("rows");
    rows.into_iter().map(|row| row.title).collect()
}

/// What each channel says: list of the staff zone, public list, page, data of the page, calendar file, registration.
async fn channels(browser: &mut Browser<'_>, id: &str) -> (bool, bool, [StatusCode; 4]) {
    let list = to_join(browser).await.contains(&TITLE.to_owned());
    let public = browser.get("/veranstaltungen").await.body.contains(TITLE);
    let page = browser.get(&format!("/veranstaltungen/{id}")).await;
    let detail = browser.call("events/public-detail", &serde_json::json!({ "id": id }).to_string()).await;
    let file = browser.get(&format!("/veranstaltungen/{id}/termine.ics")).await;
    for answer in [&page, &detail, &file] {
        assert_eq!(answer.body.contains(TITLE), answer.status == StatusCode::OK, "nothing is told beside the answer");
    }
    let fields = [("name", "Kim"), ("email", "kim@beispiel.de"), ("funktion", "ki_so"), ("einrichtung", "Kita")];
    let registered = browser.post_form(&format!("/veranstaltungen/{id}"), &fields).await;
    (list, public, [page.status, detail.status, file.status, registered.status])
}

#[tokio::test]
async fn a_teamtreffen_of_bendorf_is_invisible_to_pellenz_in_every_channel() {
    let app = TestApp::start().await;
    let directory = demo::directory(app.state.ports.clock.today());
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("a directory");
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &teamtreffen(&directory)).await;

    app.account_of(Role::KiSo, kiso_of(&directory, "VG Pellenz", "Stadt Bendorf", &app)).await;
    let mut pellenz = app.browser();
    pellenz.log_in(Role::KiSo, crate::test_app::PASSWORD).await;
    assert_eq!(channels(&mut pellenz, &id).await, (false, false, [StatusCode::NOT_FOUND; 4]));

    let bendorf = kiso_of(&directory, "Stadt Bendorf", "VG Pellenz", &app);
    let mut bendorf = app.second_logged_in_for(Role::KiSo, bendorf).await;
    let seen = channels(&mut bendorf, &id).await;
    assert_eq!(seen, (true, true, [StatusCode::OK, StatusCode::OK, StatusCode::OK, StatusCode::SEE_OTHER]));
    assert_eq!(to_join(&mut koordination).await, [TITLE], "the Koordination is in every circle");

    let mut guest = app.browser();
    assert!(!guest.get("/veranstaltungen").await.body.contains(TITLE));
    assert_eq!(guest.get(&format!("/veranstaltungen/{id}")).await.status, StatusCode::UNAUTHORIZED);

    // Nor does looking for it tell more: by Sozialraum in the calendar, and in the feed that everybody may subscribe to.
    let wanted = region(&directory, "Stadt Bendorf").to_string();
    let search = serde_json::json!({ "input": { "month": "2026-04", "sozialraum": wanted } }).to_string();
    for (browser, finds) in [(&mut pellenz, false), (&mut bendorf, true), (&mut koordination, true)] {
        let found = browser.call("events/calendar", &search).await;
        assert_eq!((found.status, found.body.contains(TITLE)), (StatusCode::OK, finds), "{}", found.body);
        assert!(
            !browser.get("/veranstaltungen/termine.ics").await.body.contains(TITLE),
            "it is for people with an account"
        );
    }

    // The planning, with its export on paper and as lists, is the Koordination's.
    let papers = ["teilnahmeliste.pdf", "namensschilder.pdf"].map(|file| format!("/api/events/{id}/papers/{file}"));
    let lists = ["xlsx", "csv", "pdf"].map(|ending| format!("/api/export/event/{id}/teilnehmende.{ending}"));
    let years = ["xlsx", "csv", "pdf"].map(|ending| format!("/api/export/events/2026/liste.{ending}"));
    for path in papers.iter().chain(&lists).chain(&years) {
        for browser in [&mut pellenz, &mut bendorf] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    let year = koordination.get("/api/export/events/2026/liste.csv").await;
    assert!(year.status == StatusCode::OK && year.body.contains(TITLE), "{}", year.body);
    let view: EventView = serde_json::from_str(
        &koordination.call("events/detail", &serde_json::json!({ "id": id }).to_string()).await.body,
    )
    .expect("an event");
    assert_eq!(view.event.sozialraeume, "Stadt Bendorf");
    assert_eq!(view.audience, "Nur Personen mit Konto: KiSo, Stadt Bendorf");
}

#[tokio::test]
async fn a_circle_of_something_unknown_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let directory = demo::directory(app.state.ports.clock.today());
    let mut koordination = app.logged_in(Role::Koordination).await;
    let input = serde_json::json!({ "input": teamtreffen(&directory) }).to_string();
    let answer = koordination.call("events/create", &input).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("sozialraeume") && answer.body.contains("unknown_reference"), "{}", answer.body);
}
