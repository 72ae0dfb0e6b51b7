//! Limits of an event, as those meet them who plan it, register, and wait.

use crate::{
    events::{create, detail, register, seminar},
    test_app::TestApp,
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    events::{EventFormView, EventInput, limits::LimitsInput},
};

/// Nine seats, of which Kita-Leitungen get one.
fn limited(waiting_list: bool) -> EventInput {
    let funktionen = [("kita_leitung".to_owned(), "1".to_owned())].into();
    EventInput { limits: LimitsInput { funktionen, ..LimitsInput::default() }, waiting_list, ..seminar("9") }
}

const TERM: &str = "Höchstens 1 Person mit der Funktion Kita-Leitung.";

#[tokio::test]
async fn who_comes_beyond_a_limit_waits_and_reads_why() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &limited(true)).await;
    let page = app.browser().get(&format!("/veranstaltungen/{id}")).await;
    assert!(page.body.contains(TERM) && page.body.contains("Noch 9 Plätze frei."), "{}", page.body);

    let first = register(&app, &id, "Erika Muster", "erika@beispiel.de").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    assert_eq!(first.location(), format!("/veranstaltungen/{id}/angemeldet"));
    let second = register(&app, &id, "Bernd Beispiel", "bernd@beispiel.de").await;
    assert_eq!(second.location(), format!("/veranstaltungen/{id}/warteliste"));
    let view = detail(&mut koordination, &id).await;
    assert!(view.notes.iter().any(|note| note == TERM), "{:?}", view.notes);
    let state = "Warteliste, Platz 1: wartet, für die Funktion Kita-Leitung ist der eine Platz vergeben";
    let waiting = view.registrations.iter().find(|row| row.name == "Bernd Beispiel").expect("a row");
    assert_eq!(waiting.status, state);
    assert_eq!((view.event.taken, view.event.waiting, view.event.free), (1, 1, 8));

    let form = koordination.call("events/form", &serde_json::json!({ "id": id }).to_string()).await;
    let form: EventFormView = serde_json::from_str(&form.body).expect("a form");
    assert_eq!(form.input.limits, limited(true).limits);
}

#[tokio::test]
async fn without_a_waiting_list_who_comes_beyond_a_limit_is_told_so() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &limited(false)).await;
    assert_eq!(register(&app, &id, "Erika Muster", "erika@beispiel.de").await.status, StatusCode::SEE_OTHER);
    let late = register(&app, &id, "Bernd Beispiel", "bernd@beispiel.de").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let told = "Für die Funktion Kita-Leitung ist der eine Platz vergeben, mehr sind dafür nicht vorgesehen; Sie sind nicht angemeldet.";
    assert!(late.body.contains(told) && late.body.contains("value=\"Bernd Beispiel\""), "{}", late.body);
}
