//! How an event was: a questionnaire is chosen for it, participants find the link after the last day, and what they answer is
//! counted like every survey.

use crate::{
    attendance::{enter, mails, on_the_second_day},
    events::{create, seminar},
    test_app::{Browser, PASSWORD, TestApp},
};
use app::{events::feedback::FeedbackView, questionnaires::view::ErhebungView};
use axum::http::StatusCode;
use chrono::Duration;
use domain::{
    access::{Koordination, Principal, Role, Scope},
    events::{MyEventRow, PublicEventView},
    ids::{AccountId, QuestionnaireId},
    questionnaires::Definition,
};
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

const TITLE: &str = "Startseminar Frühjahr";

async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, function: &str, arguments: serde_json::Value) -> T {
    let answer = browser.call(&format!("events/{function}"), &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{function}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("the view")
}

/// Publishes a questionnaire of one question; its kind decides whether it can be answered without an account.
async fn publish(app: &TestApp, number: u128, kind: &str) -> QuestionnaireId {
    let principal = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    let by: Koordination = principal.require().expect("the right");
    let (store, now) = (&app.state.ports.questionnaires, app.state.ports.clock.now());
    let node = json!({ "id": 1, "name": "wie", "kind": { "type": kind }, "label": [["", "Wie war es?"]] });
    let definition = json!({
        "settings": { "title": format!("Wie war es? {number}") }, "languages": [""], "nodes": [node], "lists": []
    });
    let definition: Definition = serde_json::from_value(definition).expect("a definition");
    let id = QuestionnaireId::new(Uuid::from_u128(number));
    store.save_draft(&by, id, &definition, now).await.expect("a draft");
    store.publish(&by, id, now).await.expect("a version");
    id
}

async fn public(browser: &mut Browser<'_>, id: &str) -> PublicEventView {
    ask(browser, "public-detail", json!({ "id": id })).await
}

#[tokio::test]
async fn participants_are_asked_after_the_last_day_and_the_office_reads_counts() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = create(&mut office, &seminar("5")).await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    let fields = [
        ("name", "Kim"),
        ("email", "ki_so@test.example"),
        ("funktion", "ki_so"),
        ("kita", ""),
        ("einrichtung", "Kita Sonnenschein"),
        ("access_needs", ""),
        ("food_needs", ""),
        ("website", ""),
    ];
    assert_eq!(kiso.post_form(&format!("/veranstaltungen/{id}"), &fields).await.status, StatusCode::SEE_OTHER);

    // Only what shows nobody can be chosen.
    let wanted = publish(&app, 21, "integer").await;
    let other = publish(&app, 22, "integer").await;
    let place = publish(&app, 23, "geopoint").await;
    let view: FeedbackView = ask(&mut office, "feedback", json!({ "id": id })).await;
    let offered: Vec<_> = view.questionnaires.iter().map(|(_, title)| title.as_str()).collect();
    assert_eq!((offered, view.asked), (vec!["Wie war es? 21", "Wie war es? 22"], None));
    let choose = |questionnaire: QuestionnaireId| json!({ "event": id, "questionnaire": questionnaire }).to_string();
    let refused = office.call("events/choose-feedback", &choose(place)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Twice the same is once; another one would take the answers away.
    for _ in 0..2 {
        assert_eq!(office.call("events/choose-feedback", &choose(wanted)).await.status, StatusCode::OK);
    }
    assert_eq!(office.call("events/choose-feedback", &choose(other)).await.status, StatusCode::CONFLICT);
    // Also after a version that could not be chosen any more: the event keeps the one that was.
    publish(&app, 21, "geopoint").await;
    assert_eq!(office.call("events/choose-feedback", &choose(wanted)).await.status, StatusCode::OK);
    let view: FeedbackView = ask(&mut office, "feedback", json!({ "id": id })).await;
    let asked = view.asked.expect("participants are asked");
    assert_eq!((asked.title.as_str(), asked.answers), ("Wie war es? 21", 0));
    assert_eq!(asked.period, "15.04.2026 bis 12.05.2026");
    let erhebung = asked.results.rsplit('/').next().expect("an id").to_owned();
    let results = office.call("questionnaires/results", &json!({ "id": erhebung }).to_string()).await;
    let results: ErhebungView = serde_json::from_str(&results.body).expect("the results");
    assert_eq!(results.erhebung.about, TITLE);
    // No KiSo has the texts of an event: the Koordination decides about them.
    let texts = json!({ "erhebung": erhebung }).to_string();
    assert_eq!(office.call("questionnaires/free-texts-of", &texts).await.status, StatusCode::OK);
    assert_eq!(kiso.call("questionnaires/free-texts-of", &texts).await.status, StatusCode::NOT_FOUND);

    // Nobody finds the link before the end of the last day.
    let mut guest = app.browser();
    assert_eq!(public(&mut guest, &id).await.feedback, "");
    app.clock.advance(Duration::days(44));
    assert_eq!(public(&mut guest, &id).await.feedback, "");
    app.clock.advance(Duration::hours(12));
    assert_eq!(public(&mut guest, &id).await.feedback, asked.address);
    let path = asked.address.strip_prefix(&app.state.config.public_url).expect("an address of the portal");
    let page = guest.get(path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(TITLE), "the page names what it is about");
    assert_eq!(kiso.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let mine: Vec<MyEventRow> = ask(&mut kiso, "mine", json!({})).await;
    let addresses: Vec<_> = mine.iter().map(|row| row.feedback.as_str()).collect();
    assert_eq!(addresses, [asked.address.as_str()]);

    // Four weeks later it is over.
    app.clock.advance(Duration::days(28));
    assert_eq!(public(&mut guest, &id).await.feedback, "");
}

#[tokio::test]
async fn the_mail_with_the_certificate_asks_how_it_was_while_participants_can_answer() {
    let app = TestApp::start().await;
    let id = on_the_second_day(&app).await;
    // In the evening: the last day has ended.
    app.clock.advance(Duration::hours(9));
    let mut office = app.second_logged_in(Role::Koordination).await;
    let questionnaire = publish(&app, 31, "integer").await;
    let choice = json!({ "event": id, "questionnaire": questionnaire });
    ask::<()>(&mut office, "choose-feedback", choice).await;
    let entered = enter(&mut office, &id, [["anwesend", "anwesend"], ["anwesend", "entschuldigt"]]).await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.body);
    ask::<()>(&mut office, "step", json!({ "event": id, "step": "hold" })).await;
    let issued: u32 = ask(&mut office, "issue-certificates", json!({ "event": id })).await;
    let view: FeedbackView = ask(&mut office, "feedback", json!({ "id": id })).await;
    let address = view.asked.expect("participants are asked").address;
    let [(to, text)] = &mails(&app).await[..] else { panic!("one mail") };
    assert_eq!((issued, to.as_str()), (1, "amalia@beispiel.de"));
    assert!(
        text.contains(&format!("Wie war die Veranstaltung? Ihre Antwort ist freiwillig und anonym:\n\n{address}\n")),
        "{text}"
    );
}
