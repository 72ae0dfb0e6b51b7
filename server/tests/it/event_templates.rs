//! The Koordination words the mails of events: from the form to the mail that somebody gets.

use crate::{
    events::{create, seminar},
    tandems::{self, with_tandems},
    test_app::{Answer, Browser, TestApp},
};
use axum::http::StatusCode;
use chrono::Duration;
use domain::{
    AppError, ErrorCode, FieldError,
    access::Role,
    events::templates::{Occasion, TemplateInput, TemplateRow, TemplateView},
    mail::port::Outbox,
};
use serde::de::DeserializeOwned;
use serde_json::json;

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {} {}", answer.status, answer.body))
}

async fn view(office: &mut Browser<'_>, occasion: &str) -> TemplateView {
    read(&office.call("events/mail-template", &json!({ "occasion": occasion }).to_string()).await)
}

async fn save(office: &mut Browser<'_>, revision: u32, input: Option<&TemplateInput>) -> Answer {
    let arguments = json!({ "occasion": "confirmation", "revision": revision, "input": input });
    office.call("events/save-mail-template", &arguments.to_string()).await
}

async fn save_invitation(office: &mut Browser<'_>, body: &str) -> Answer {
    let input = TemplateInput { subject: "Kommen Sie mit? {Titel}".into(), body: body.into() };
    let arguments = json!({ "occasion": "tandem_invitation", "revision": 0, "input": input });
    office.call("events/save-mail-template", &arguments.to_string()).await
}

fn own(body: &str) -> TemplateInput {
    TemplateInput { subject: "Schön, dass Sie kommen: {Titel}".into(), body: body.into() }
}

async fn register(app: &TestApp, id: &str, name: &str) {
    let email = format!("{}@beispiel.de", name.to_lowercase());
    let fields = [
        ("name", name),
        ("email", email.as_str()),
        ("funktion", "kita_leitung"),
        ("kita", ""),
        ("einrichtung", "Kita Sonnenschein"),
        ("access_needs", ""),
        ("food_needs", ""),
        ("website", ""),
    ];
    let answer = app.browser().post_form(&format!("/veranstaltungen/{id}"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// What waits in the outbox: addresses, subjects and texts.
async fn mails(app: &TestApp) -> Vec<(String, String, String)> {
    let now = app.state.ports.clock.now();
    let mut mails = vec![];
    while let Some(claimed) = app.state.store.claim(now, now + Duration::minutes(10)).await.expect("an outbox") {
        app.state.store.mark_sent(&claimed.id, now).await.expect("an outbox");
        let mail = app.sent(&claimed).await;
        mails.push((mail.to.to_string(), mail.subject, mail.text));
    }
    mails
}

#[tokio::test]
async fn an_own_wording_is_what_people_get_until_the_built_in_one_is_brought_back() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = create(&mut office, &seminar("5")).await;
    let before = view(&mut office, "confirmation").await;
    assert_eq!((before.revision, before.changed, before.required.as_str()), (0, false, "{Titel}, {Termin}, {Link}"));
    let input = own("Liebe/r {Name},\n\n{Titel}:\n{Termin}\n\n{Link}");
    assert_eq!(save(&mut office, 0, Some(&input)).await.status, StatusCode::OK);
    assert_eq!(save(&mut office, 0, Some(&input)).await.status, StatusCode::OK, "sent again after a lost answer");
    assert_eq!(save(&mut office, 0, None).await.status, StatusCode::CONFLICT);
    let rows: Vec<TemplateRow> = read(&office.call("events/mail-templates", "{}").await);
    let changed: Vec<_> = rows.iter().filter(|row| row.changed).map(|row| row.occasion.as_str()).collect();
    assert_eq!((rows.len(), changed), (Occasion::ALL.len(), vec!["confirmation"]));

    register(&app, &id, "Erika").await;
    let [(to, subject, text)] = &mails(&app).await[..] else { panic!("one mail") };
    assert_eq!((to.as_str(), subject.as_str()), ("erika@beispiel.de", "Schön, dass Sie kommen: Startseminar Frühjahr"));
    assert!(text.starts_with("Liebe/r Erika,\n\nStartseminar Frühjahr:\n- Dienstag, 14. April 2026"), "{text}");
    assert!(text.contains(&format!("/veranstaltungen/{id}/meine-anmeldung?link=")), "{text}");

    let after = view(&mut office, "confirmation").await;
    assert_eq!((after.revision, after.changed, after.input), (1, true, input));
    assert_eq!(save(&mut office, 1, None).await.status, StatusCode::OK);
    let built_in = view(&mut office, "confirmation").await;
    assert_eq!((built_in.revision, built_in.changed, built_in.input), (2, false, before.input));
    register(&app, &id, "Bernd").await;
    assert_eq!(mails(&app).await[0].1, "Ihre Anmeldung: Startseminar Frühjahr");
}

#[tokio::test]
async fn the_koordination_words_what_tandems_are_told_and_cannot_leave_out_the_deadline() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = create(&mut office, &with_tandems("4")).await;
    let before = view(&mut office, "tandem_invitation").await;
    assert_eq!(
        (before.name.as_str(), before.required.as_str()),
        ("Tandem: Einladung", "{Titel}, {Termin}, {Frist}, {Link}")
    );
    let refused = save_invitation(&mut office, "{Partner} fragt: {Titel} {Termin} {Link}").await;
    let missing = FieldError::with_limit("body", ErrorCode::MissingPlaceholder, "{Frist}".to_owned());
    assert_eq!(read::<AppError>(&refused), AppError::Invalid(vec![missing]));
    let saved = save_invitation(&mut office, "{Partner} fragt bis {Frist}: {Titel} {Termin}\n\n{Link}").await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);

    let answer = tandems::register(&mut app.browser(), &id, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let sent = mails(&app).await;
    let of = |address: &str| sent.iter().find(|(to, ..)| to == address).expect("a mail");
    let (_, subject, text) = of("lena@beispiel.de");
    assert_eq!(subject, "Kommen Sie mit? Startseminar Frühjahr");
    assert!(text.starts_with("Kim Probe fragt bis 09.03.2026: Startseminar Frühjahr"), "{text}");
    assert!(text.contains(&format!("/veranstaltungen/{id}/meine-anmeldung?link=")), "{text}");
    assert_eq!(of("kim@beispiel.de").1, "Ihr Tandem: Startseminar Frühjahr");
}

#[tokio::test]
async fn a_wording_that_lacks_the_link_or_names_what_is_not_there_is_refused() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let missing = FieldError::with_limit("body", ErrorCode::MissingPlaceholder, "{Link}".to_owned());
    let unknown = FieldError::with_limit("body", ErrorCode::UnknownPlaceholder, 2_i64);
    for (body, fault) in [("{Titel} {Termin}", missing), ("{Titel} {Termin}\n{Passwort} {Link}", unknown)] {
        let answer = save(&mut office, 0, Some(&own(body))).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(read::<AppError>(&answer), AppError::Invalid(vec![fault]));
    }
    assert_eq!(view(&mut office, "confirmation").await.revision, 0);
    for name in ["events/mail-template", "events/save-mail-template", "events/try-mail-template"] {
        let arguments = json!({ "occasion": "geburtstag", "revision": 0, "input": own("{Titel}") });
        assert_eq!(office.call(name, &arguments.to_string()).await.status, StatusCode::NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn a_trial_goes_to_the_own_address_once_and_stores_nothing() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let arguments = json!({ "occasion": "confirmation", "input": own("{Titel}\n{Termin}\n\n{Link}") }).to_string();
    for _ in 0..2 {
        let answer = office.call("events/try-mail-template", &arguments).await;
        assert_eq!(read::<String>(&answer), "koordination@test.example");
    }
    let [(to, subject, text)] = &mails(&app).await[..] else { panic!("one mail") };
    assert_eq!(to, "koordination@test.example");
    assert_eq!(subject, "[Test] Schön, dass Sie kommen: Fachtag Übergänge");
    assert!(text.starts_with("Fachtag Übergänge\n- Montag, 1. Februar 2027") && !text.contains('{'), "{text}");
    assert_eq!(view(&mut office, "confirmation").await.revision, 0);
    app.clock.advance(Duration::minutes(1));
    office.call("events/try-mail-template", &arguments).await;
    assert_eq!(mails(&app).await.len(), 1, "a minute later it is asked for anew");
}
