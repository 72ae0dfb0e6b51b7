//! Events in which the Koordination decides on each registration.

use crate::{
    events::{create, detail, register, seminar, waiting_mails},
    test_app::{Browser, TestApp},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    events::{EventInput, approval::RequestView},
};

async fn decide(koordination: &mut Browser<'_>, event: &str, person: &str, approve: bool) -> RequestView {
    let arguments = serde_json::json!({ "event": event, "person": person, "approve": approve }).to_string();
    let answer = koordination.call("events/decide", &arguments).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("an answer")
}

#[tokio::test]
async fn who_registers_asks_and_the_koordination_says_yes_or_no() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &EventInput { approval: true, ..seminar("1") }).await;
    let page = app.browser().get(&format!("/veranstaltungen/{id}")).await;
    assert!(
        page.body.contains("Über die Teilnahme entscheidet die Koordination")
            && page.body.contains("Teilnahme anfragen")
    );

    for (name, email) in [("Erika Muster", "erika@beispiel.de"), ("Bernd Beispiel", "bernd@beispiel.de")] {
        let asked = register(&app, &id, name, email).await;
        assert_eq!(asked.location(), format!("/veranstaltungen/{id}/angefragt"));
    }
    let told = app.browser().get(&format!("/veranstaltungen/{id}/angefragt")).await;
    assert!(told.status == StatusCode::OK && told.body.contains("Ihre Anfrage ist eingegangen: Startseminar Frühjahr"));
    assert_eq!(waiting_mails(&app).await.len(), 2);
    let view = detail(&mut koordination, &id).await;
    assert_eq!((view.event.taken, view.registrations[0].status.as_str()), (0, "angefragt"));
    assert!(view.registrations.iter().all(|row| row.requested));
    let row = |name: &str| view.registrations.iter().find(|row| row.name == name).expect("a row");
    let [erika, bernd] = ["Erika Muster", "Bernd Beispiel"].map(|name| row(name).person.clone());

    let seated = decide(&mut koordination, &id, &erika, true).await;
    assert!(seated.done && seated.text.contains("der Platz ist vergeben"), "{}", seated.text);
    let full = decide(&mut koordination, &id, &bernd, true).await;
    assert!(!full.done && full.text.contains("Die Anfrage bleibt offen"), "{}", full.text);
    assert!(decide(&mut koordination, &id, &bernd, false).await.done);
    let view = detail(&mut koordination, &id).await;
    let mut states: Vec<_> = view.registrations.iter().map(|row| (row.status.as_str(), row.requested)).collect();
    states.sort_unstable();
    assert_eq!((view.event.taken, states), (1, vec![("angemeldet", false), ("nicht zugelassen", false)]));
}
