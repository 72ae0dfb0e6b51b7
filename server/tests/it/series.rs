//! Issue 5 §1: a Teamtreffen "vierteljährlich je Sozialraum", and what of it is changed together.

use crate::{
    circles::{region, teamtreffen},
    events::{create, detail, seminar, waiting_mails},
    test_app::{Browser, TestApp},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    events::{
        EventFormView, EventInput, EventRow,
        series::{SeriesFormView, SeriesInput, SeriesSaved},
    },
    people::{Directory, demo},
};
use serde::de::DeserializeOwned;
use serde_json::json;

async fn started() -> (TestApp, Directory) {
    let app = TestApp::start().await;
    let directory = demo::directory(app.state.ports.clock.today());
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("a directory");
    (app, directory)
}

async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, function: &str, arguments: serde_json::Value) -> T {
    let answer = browser.call(function, &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{function}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("an answer")
}

async fn members(koordination: &mut Browser<'_>, id: &str) -> Vec<EventRow> {
    detail(koordination, id).await.series.map(|series| series.members).unwrap_or_default()
}

/// The demo's Teamtreffen of April in Bendorf, quarterly for Bendorf and Pellenz.
async fn quarterly(koordination: &mut Browser<'_>, directory: &Directory) -> (String, SeriesInput) {
    let id = create(koordination, &teamtreffen(directory)).await;
    let form: SeriesFormView = ask(koordination, "events/series-form", json!({ "id": id })).await;
    assert_eq!(form.input.dates, ["2026-07-14", "2026-10-13", "2027-01-12"], "thirteen weeks each");
    let regions = ["Stadt Bendorf", "VG Pellenz"].map(|name| region(directory, name).to_string());
    (id, SeriesInput { sozialraeume: regions.into(), ..form.input })
}

#[tokio::test]
async fn a_meeting_is_made_quarterly_for_two_sozialraeume_and_once_however_often_it_is_sent() {
    let (app, directory) = started().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let (id, input) = quarterly(&mut koordination, &directory).await;
    assert_eq!(detail(&mut koordination, &id).await.series, None);
    for _ in 0..2 {
        ask::<()>(&mut koordination, "events/make-series", json!({ "id": id, "input": input })).await;
    }
    let series = detail(&mut koordination, &id).await.series.expect("a series");
    assert_eq!(series.summary, "Teil der Reihe »Teamtreffen der Bendorfer KiSo«: 8 Termine");
    let of = |name: &str| series.members.iter().filter(|row| row.sozialraeume == name).count();
    assert_eq!((series.members.len(), of("Stadt Bendorf"), of("VG Pellenz")), (8, 4, 4));
    let drafts = series.members.iter().filter(|row| row.status == "Entwurf").count();
    assert_eq!(drafts, 7, "nothing is announced that nobody has looked at");
    assert_eq!(members(&mut koordination, &series.members[7].id).await, series.members, "the same on each of them");

    let next: SeriesFormView = ask(&mut koordination, "events/series-form", json!({ "id": id })).await;
    assert_eq!(next.input.dates[0], "2027-04-13", "what is proposed goes on after the last one");
    assert_ne!(next.input.request, input.request);
}

#[tokio::test]
async fn a_form_that_would_make_nothing_is_refused_at_its_field() {
    let (app, directory) = started().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let (id, input) = quarterly(&mut koordination, &directory).await;
    let empty = SeriesInput { dates: vec![], sozialraeume: vec![], ..input.clone() };
    for (wrong, field) in [(empty, "date_0"), (SeriesInput { dates: vec!["gestern".into()], ..input }, "date_0")] {
        let arguments = json!({ "id": id, "input": wrong }).to_string();
        let answer = koordination.call("events/make-series", &arguments).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(field), "{}", answer.body);
    }
    assert_eq!(detail(&mut koordination, &id).await.series, None);
}

#[tokio::test]
async fn a_change_for_the_later_ones_reaches_them_and_keeps_day_place_and_sozialraum() {
    let (app, directory) = started().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let (id, input) = quarterly(&mut koordination, &directory).await;
    ask::<()>(&mut koordination, "events/make-series", json!({ "id": id, "input": input })).await;
    let rows = members(&mut koordination, &id).await;
    let found = |day: &str, region: &str| {
        let row = rows.iter().find(|row| row.dates.starts_with(day) && row.sozialraeume == region);
        row.expect("an event of the series").id.clone()
    };
    let (july, october) = (found("14.07.2026", "Stadt Bendorf"), found("13.10.2026", "VG Pellenz"));

    let form: EventFormView = ask(&mut koordination, "events/form", json!({ "id": july })).await;
    assert_eq!(form.later.len(), 5, "{:?}", form.later);
    assert!(form.later.contains(&"Dienstag, 13. Oktober 2026, VG Pellenz: Teamtreffen der Bendorfer KiSo".to_owned()));
    let changed = EventInput { title: "Runder Tisch".into(), closes: "2026-07-07".into(), ..form.input.clone() };
    let change = json!({ "id": july, "revision": form.revision, "input": changed });
    for _ in 0..2 {
        let saved: SeriesSaved = ask(&mut koordination, "events/update-series", change.clone()).await;
        let expected = SeriesSaved { left: vec![], revision: form.revision + 1 };
        assert_eq!(saved, expected, "sent again it changes nothing");
    }
    let titles: Vec<_> = members(&mut koordination, &id).await.into_iter().map(|row| row.title).collect();
    assert_eq!(titles.iter().filter(|title| *title == "Runder Tisch").count(), 6, "two of April stay: {titles:?}");
    let other: EventFormView = ask(&mut koordination, "events/form", json!({ "id": october })).await;
    assert_eq!((other.input.closes.as_str(), other.revision), ("2026-10-06", 2), "a week before, and written once");
    assert_eq!(other.input.days[0].date, "2026-10-13");
    assert_eq!(other.input.sozialraeume, [region(&directory, "VG Pellenz").to_string()]);
    assert_eq!(waiting_mails(&app).await, Vec::<String>::new());

    let late = EventInput { title: "Zu spät".into(), ..form.input };
    let late = json!({ "id": july, "revision": form.revision, "input": late }).to_string();
    assert_eq!(koordination.call("events/update-series", &late).await.status, StatusCode::CONFLICT);
    assert!(!members(&mut koordination, &id).await.iter().any(|row| row.title == "Zu spät"));
}

#[tokio::test]
async fn an_event_that_cannot_follow_is_named_and_the_others_are_changed() {
    let (app, directory) = started().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &seminar("9")).await;
    let form: SeriesFormView = ask(&mut koordination, "events/series-form", json!({ "id": id })).await;
    ask::<()>(&mut koordination, "events/make-series", json!({ "id": id, "input": form.input })).await;

    // A Teamtreffen needs its Sozialraum; of the three others one has got it meanwhile.
    let rows = members(&mut koordination, &id).await;
    let bendorf = vec![region(&directory, "Stadt Bendorf").to_string()];
    let second: EventFormView = ask(&mut koordination, "events/form", json!({ "id": rows[1].id })).await;
    let there = EventInput { sozialraeume: bendorf.clone(), ..second.input };
    let change = json!({ "id": rows[1].id, "revision": second.revision, "input": there });
    ask::<()>(&mut koordination, "events/update", change).await;

    let first: EventFormView = ask(&mut koordination, "events/form", json!({ "id": id })).await;
    let team = EventInput { format: "sozialraumteamtreffen".into(), sozialraeume: bendorf, ..first.input };
    let change = json!({ "id": id, "revision": first.revision, "input": team });
    let saved: SeriesSaved = ask(&mut koordination, "events/update-series", change).await;
    let left = ["13. Oktober 2026", "12. Januar 2027"];
    assert_eq!(saved.left.len(), left.len(), "{:?}", saved.left);
    for (line, day) in saved.left.iter().zip(left) {
        assert!(line.contains(day) && line.ends_with("Bitte bearbeiten Sie diesen Termin einzeln."), "{line}");
    }
    let formats: Vec<_> = members(&mut koordination, &id).await.into_iter().map(|row| row.format).collect();
    let (meeting, seminar) = ("Sozialraumteamtreffen", "Tandem-Startseminar");
    assert_eq!(formats, [meeting, meeting, seminar, seminar]);

    // The form is still open: what is changed in it now goes on from what was saved, and is nobody else's change.
    let next = EventInput { title: "Runder Tisch".into(), ..team };
    let change = json!({ "id": id, "revision": saved.revision, "input": next });
    let again: SeriesSaved = ask(&mut koordination, "events/update-series", change).await;
    assert_eq!((again.left.len(), again.revision), (left.len(), saved.revision + 1));
    let titles: Vec<_> = members(&mut koordination, &id).await.into_iter().map(|row| row.title).collect();
    assert_eq!(titles[..2], ["Runder Tisch", "Runder Tisch"]);
}
