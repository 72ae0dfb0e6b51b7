//! An event for the KiSo of one Sozialraum, asked for by a KiSo of another, and the registration of one person, asked for by
//! another.

use super::{Case, Others, Sent, walk};
use crate::{
    circles::{kiso_of, teamtreffen},
    events::create,
    tandems,
    test_app::{PASSWORD, TestApp},
};
use axum::http::StatusCode;
use domain::{access::Role, events::EventInput, people::demo};
use serde_json::json;

pub const ASKED: &[&str] = &[
    "events/calendar",
    "events/cancel-mine",
    "events/confirm-mine",
    "events/mine",
    "events/my-minutes",
    "events/public-detail",
    "events/public-list",
    "events/to-join",
    "get /veranstaltungen/{id}",
    "get /veranstaltungen/{id}/code.svg",
    "get /veranstaltungen/{id}/tandem",
    "get /veranstaltungen/{id}/termine.ics",
    "post /veranstaltungen/{id}",
    "post /veranstaltungen/{id}/tandem",
];

const TITLE: &str = "Vertrauliches Treffen der Bendorfer";
const MISSING: Others = Others::Refused(StatusCode::NOT_FOUND);

const FORM: [(&str, &str); 4] =
    [("name", "Kim"), ("email", "ki_so@test.example"), ("funktion", "ki_so"), ("einrichtung", "Kita Am Bach")];

/// As [`FORM`], with somebody who comes along.
const PAIR: [(&str, &str); 7] = [
    FORM[0],
    FORM[1],
    FORM[2],
    FORM[3],
    ("partner", "named"),
    ("partner_name", "Lena Leitung"),
    ("partner_email", "lena@beispiel.de"),
];

/// `alone` is an event for single people, `together` one for tandems.
fn cases(alone: &str, together: &str) -> Vec<Case> {
    let page = format!("/veranstaltungen/{alone}");
    let call = |name, arguments, others| Case::same(name, Sent::Call(arguments), others);
    let get = |name, address: String| Case::same(name, Sent::Get(address), MISSING);
    vec![
        call("events/public-list", json!({}), Others::Nothing),
        call("events/to-join", json!({}), Others::Nothing),
        call("events/calendar", json!({ "input": { "month": "2026-04" } }), Others::Nothing),
        call("events/public-detail", json!({ "id": alone }), MISSING),
        get("get /veranstaltungen/{id}", page.clone()),
        get("get /veranstaltungen/{id}/termine.ics", format!("{page}/termine.ics")),
        get("get /veranstaltungen/{id}/tandem", format!("/veranstaltungen/{together}/tandem")),
        Case::same("post /veranstaltungen/{id}", Sent::Form(page.clone(), FORM.to_vec()), MISSING),
        Case::same(
            "post /veranstaltungen/{id}/tandem",
            Sent::Form(format!("/veranstaltungen/{together}/tandem"), PAIR.to_vec()),
            MISSING,
        ),
        call("events/mine", json!({}), Others::Nothing),
        // The meeting is ahead, so it has none yet; whose they are is told by the story of the store.
        call("events/my-minutes", json!({}), Others::Unnamed),
        get("get /veranstaltungen/{id}/code.svg", format!("{page}/code.svg")),
        call("events/confirm-mine", json!({ "event": alone }), MISSING),
        call("events/cancel-mine", json!({ "event": alone }), MISSING),
    ]
}

#[tokio::test]
async fn an_event_of_one_sozialraum_and_a_registration_for_it_are_not_there_for_another() {
    let app = TestApp::start().await;
    let directory = demo::directory(app.state.ports.clock.today());
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("an empty directory");
    let mut office = app.logged_in(Role::Koordination).await;
    let meeting = EventInput { title: TITLE.into(), ..teamtreffen(&directory) };
    let alone = create(&mut office, &meeting).await;
    let circle = EventInput {
        title: TITLE.into(),
        audience: meeting.audience.clone(),
        sozialraeume: meeting.sozialraeume.clone(),
        ..tandems::with_tandems("4")
    };
    let together = create(&mut office, &circle).await;

    app.account_of(Role::KiSo, kiso_of(&directory, "Stadt Bendorf", "VG Pellenz", &app)).await;
    let mut own = app.browser();
    assert_eq!(own.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    // Before the stranger asks there is a registration to find.
    let registered = own.post_form(&format!("/veranstaltungen/{alone}"), &FORM).await;
    assert_eq!(registered.status, StatusCode::SEE_OTHER, "{}", registered.body);
    let stranger = kiso_of(&directory, "VG Pellenz", "Stadt Bendorf", &app);
    let mut other = app.second_logged_in_for(Role::KiSo, stranger).await;
    walk(&app, (&mut other, &mut own), ASKED, &[TITLE.to_owned()], &cases(&alone, &together)).await;
}
