//! Two register together: the form, the mailed link, and what the Koordination sees.

use crate::{
    events::{create, detail, seminar},
    test_app::{Answer, Browser, PASSWORD, TestApp},
};
use axum::http::StatusCode;
use chrono::Duration;
use domain::{
    access::Role,
    events::{EventInput, MyEventRow, tandem::PairView},
    mail::port::Outbox,
};
use std::collections::BTreeMap;

pub fn with_tandems(seats: &str) -> EventInput {
    EventInput { admission: "both".into(), waiting_list: true, ..seminar(seats) }
}

/// The form as Kim, KiSo of a Kita, sends it for herself and Lena; some fields otherwise.
pub async fn register(browser: &mut Browser<'_>, id: &str, otherwise: &[(&str, &str)]) -> Answer {
    let mut fields: BTreeMap<&str, &str> = BTreeMap::from([
        ("funktion", "ki_so"),
        ("name", "Kim Probe"),
        ("email", "kim@beispiel.de"),
        ("kita", ""),
        ("einrichtung", "Kita Sonnenschein"),
        ("partner", "named"),
        ("partner_name", "Lena Leitung"),
        ("partner_email", "lena@beispiel.de"),
        ("access_needs", ""),
        ("food_needs", "vegan"),
        ("website", ""),
    ]);
    fields.extend(otherwise.iter().copied());
    let fields: Vec<_> = fields.into_iter().collect();
    browser.post_form(&format!("/veranstaltungen/{id}/tandem"), &fields).await
}

const SECOND: [(&str, &str); 4] = [
    ("name", "Kai Zwei"),
    ("email", "kai@beispiel.de"),
    ("partner_name", "Lea Zwei"),
    ("partner_email", "lea@beispiel.de"),
];

/// Takes what waits in the outbox: subject and text by address, one mail each.
async fn mails(app: &TestApp) -> BTreeMap<String, (String, String)> {
    let now = app.state.ports.clock.now();
    let mut mails = BTreeMap::new();
    while let Some(claimed) = app.state.store.claim(now, now + Duration::minutes(10)).await.expect("an outbox") {
        app.state.store.mark_sent(&claimed.id, now).await.expect("an outbox");
        let mail = app.sent(&claimed).await;
        let before = mails.insert(mail.to.to_string(), (mail.subject, mail.text));
        assert!(before.is_none(), "two mails where one would do: {before:?}");
    }
    mails
}

/// Path of the link in a mail, and its token.
fn link(mail: &(String, String)) -> (String, String) {
    let address = mail.1.split_whitespace().find(|word| word.contains("/meine-anmeldung?link=")).expect("a link");
    let path = address.trim_start_matches("http://localhost:3000").to_owned();
    let token = path.split_once("link=").expect("a token").1.to_owned();
    (path, token)
}

async fn answer(app: &TestApp, id: &str, token: &str, answer: &str) -> Answer {
    let fields = [("link", token), ("answer", answer), ("access_needs", "Rampe")];
    app.browser().post_form(&format!("/veranstaltungen/{id}/meine-anmeldung"), &fields).await
}

#[tokio::test]
async fn a_kiso_invites_and_the_leitung_confirms_by_link_without_account_and_wasm() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &with_tandems("2")).await;
    let page = app.browser().get(&format!("/veranstaltungen/{id}")).await;
    assert!(page.body.contains(&format!("href=\"/veranstaltungen/{id}/tandem\"")), "the way to the form for two");
    assert!(page.body.contains("7 Tage Zeit, zu bestätigen") && page.body.contains("wird nicht überholt"));
    let form = app.browser().get(&format!("/veranstaltungen/{id}/tandem")).await;
    assert!(form.body.contains(&format!("action=\"/veranstaltungen/{id}/tandem#ergebnis\"")));

    for _ in 0..2 {
        let answer = register(&mut app.browser(), &id, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(answer.location(), format!("/veranstaltungen/{id}/tandem/angemeldet"));
        let confirmation = app.browser().get(answer.location()).await;
        assert!(confirmation.body.contains("Zwei Plätze sind für Sie reserviert"));
        assert!(!confirmation.body.contains("Lena"), "the page can be passed on");
    }
    let sent = mails(&app).await;
    assert_eq!(sent.len(), 2);
    assert!(sent["lena@beispiel.de"].1.contains("Kim Probe (Kita-Sozialarbeit (KiSo)) möchte mit Ihnen"));
    let (path, token) = link(&sent["lena@beispiel.de"]);
    let question = app.browser().get(&path).await;
    assert_eq!(question.status, StatusCode::OK);
    assert!(question.body.contains("Ja, ich nehme teil") && question.body.contains("bis zum 09.03.2026"));
    assert_eq!(detail(&mut koordination, &id).await.event.taken, 2, "opening the link has answered nothing");
    let view = detail(&mut koordination, &id).await;
    assert_eq!(
        view.tandems[0].state,
        "wartet auf die Bestätigung von Lena Leitung bis 09.03.2026; zwei Plätze sind so lange gehalten"
    );
    assert!(view.registrations.is_empty() && view.tandems[0].needs == "vegan");

    let confirmed = answer(&app, &id, &token, "confirm").await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
    let shown = app.browser().get(&path).await;
    assert!(shown.body.contains("Ihr Tandem ist angemeldet") && !shown.body.contains("Ja, ich nehme teil"));
    answer(&app, &id, &token, "confirm").await;
    assert_eq!(mails(&app).await.len(), 2, "each half is told once");
    assert_eq!(detail(&mut koordination, &id).await.tandems[0].needs, "Rampe; vegan");
    assert_eq!(detail(&mut koordination, &id).await.tandems[0].state, "von beiden bestätigt");
}

/// pretix#3628, pretix#1164, Hi.Events#1075: the reason is shown, who waits is told so, and nobody gets two mails for one.
#[tokio::test]
async fn regression_r4_r5_r9_the_next_tandem_waits_knows_it_and_moves_up_when_the_first_gives_up() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &with_tandems("3")).await;
    register(&mut app.browser(), &id, &[]).await;
    let (own_path, own_token) = link(&mails(&app).await["kim@beispiel.de"]);
    let late = register(&mut app.browser(), &id, &SECOND).await;
    assert_eq!(late.location(), format!("/veranstaltungen/{id}/tandem/warteliste"));
    let reason = &detail(&mut koordination, &id).await.tandems[1].state;
    assert!(reason.ends_with("Warteliste, Platz 1: braucht zwei Plätze, frei ist einer"), "{reason}");
    let sent = mails(&app).await;
    assert_eq!(sent.len(), 2);
    assert!(sent["kai@beispiel.de"].0.starts_with("Ihr Tandem: Warteliste"));
    let waiting = app.browser().get(&link(&sent["lea@beispiel.de"]).0).await;
    assert!(
        waiting.body.contains("Sie beide stehen auf der Warteliste") && waiting.body.contains("Ja, ich nehme teil")
    );
    let why = "Sie stehen auf Platz 1 der Warteliste. Frei ist ein Platz, Ihr Tandem braucht zwei.";
    assert!(waiting.body.contains(why), "{}", waiting.body);
    answer(&app, &id, &link(&sent["lea@beispiel.de"]).1, "confirm").await;
    mails(&app).await;

    assert!(app.browser().get(&own_path).await.body.contains("Wirklich beide stornieren"));
    assert_eq!(answer(&app, &id, &own_token, "cancel").await.status, StatusCode::SEE_OTHER);
    assert!(app.browser().get(&own_path).await.body.contains("Die Anmeldung ist storniert"));
    let sent = mails(&app).await;
    for address in ["kai@beispiel.de", "lea@beispiel.de"] {
        assert!(sent[address].0.starts_with("Ihr Tandem ist nachgerückt"), "{}", sent[address].0);
    }
    assert!(sent["lena@beispiel.de"].0.starts_with("Ihre Anmeldung ist storniert"));
    assert_eq!(sent.len(), 4, "two who left and two who moved up");
    let view = detail(&mut koordination, &id).await;
    assert_eq!((view.event.taken, view.tandems.len(), view.registrations.len()), (2, 1, 2));
    assert_eq!(view.tandems[0].state, "von beiden bestätigt");
}

#[tokio::test]
async fn after_the_deadline_the_link_says_so_and_the_half_that_is_left_looks_for_a_partner() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &with_tandems("2")).await;
    register(&mut app.browser(), &id, &[]).await;
    let sent = mails(&app).await;
    let (path, token) = link(&sent["lena@beispiel.de"]);
    app.clock.advance(Duration::days(8));
    // After eight days the session is over too.
    assert_eq!(koordination.log_in(Role::Koordination, PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert!(app.browser().get(&path).await.body.contains("Die Frist ist abgelaufen"), "before the job has run");
    assert_eq!(answer(&app, &id, &token, "confirm").await.status, StatusCode::SEE_OTHER);
    assert!(app.browser().get(&path).await.body.contains("Die Frist ist abgelaufen"));
    assert_eq!(app.state.ports.events.expire(app.state.ports.clock.now()).await, Ok(2));
    let view = detail(&mut koordination, &id).await;
    assert_eq!(
        (view.event.taken, view.halves[0].name.as_str(), view.halves[0].until.as_str()),
        (0, "Kim Probe", "31.03.2026")
    );
    let looking = app.browser().get(&link(&sent["kim@beispiel.de"]).0).await;
    assert!(looking.body.contains("Lena Leitung hat nicht rechtzeitig bestätigt"));
}

#[tokio::test]
async fn a_guest_confirms_by_link_before_the_other_half_gets_a_mail() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &EventInput { guest_hours: "24".into(), ..with_tandems("2") }).await;
    let registered = register(&mut app.browser(), &id, &[]).await;
    let told = app.browser().get(registered.location()).await;
    assert!(told.body.contains("erst danach bekommt die andere Person ihre Mail"), "{}", told.body);
    let sent = mails(&app).await;
    assert_eq!(sent.keys().collect::<Vec<_>>(), ["kim@beispiel.de"]);
    let state = &detail(&mut koordination, &id).await.tandems[0].state;
    assert!(state.starts_with("zuerst muss Kim ") && state.contains("; danach: wartet auf"), "{state}");

    let (path, token) = link(&sent["kim@beispiel.de"]);
    let page = app.browser().get(&path).await;
    assert!(page.body.contains("Bitte bestätigen Sie Ihre Anmeldung") && page.body.contains("Ja, ich nehme teil"));
    assert!(!page.body.contains("Wirklich ablehnen"), "there is nobody who has invited Kim");
    for _ in 0..2 {
        assert_eq!(answer(&app, &id, &token, "confirm").await.status, StatusCode::SEE_OTHER);
    }
    assert!(app.browser().get(&path).await.body.contains("Die Bestätigung steht noch aus"));
    let sent = mails(&app).await;
    assert_eq!(sent.keys().collect::<Vec<_>>(), ["lena@beispiel.de"]);
    let (path, token) = link(&sent["lena@beispiel.de"]);
    assert!(app.browser().get(&path).await.body.contains("Wirklich ablehnen"));
    assert_eq!(answer(&app, &id, &token, "confirm").await.status, StatusCode::SEE_OTHER);
    let state = &detail(&mut koordination, &id).await.tandems[0].state;
    assert_eq!(state, "von beiden bestätigt");
}

#[tokio::test]
async fn two_who_look_are_brought_together_by_the_koordination() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &with_tandems("4")).await;
    let alone = [("partner", "wanted"), ("partner_name", ""), ("partner_email", "")];
    let answer = register(&mut app.browser(), &id, &alone).await;
    assert_eq!(answer.location(), format!("/veranstaltungen/{id}/tandem/suche"));
    let other = [("funktion", "kita_leitung"), ("name", "Lea Zwei"), ("email", "lea@beispiel.de")];
    register(&mut app.browser(), &id, &[&alone[..], &other[..]].concat()).await;
    let (path, _) = link(&mails(&app).await["lea@beispiel.de"]);
    assert!(app.browser().get(&path).await.body.contains("Suche wirklich beenden"));

    let view = detail(&mut koordination, &id).await;
    let of = |name: &str| view.halves.iter().find(|half| half.name == name).map(|half| half.person.clone());
    let pair = serde_json::json!({ "event": id, "leitung": of("Lea Zwei"), "kiso": of("Kim Probe") }).to_string();
    let paired: PairView = serde_json::from_str(&koordination.call("events/pair", &pair).await.body).expect("a view");
    assert!(paired.done && paired.text.contains("haben zwei Plätze"), "{}", paired.text);
    assert!(app.browser().get(&path).await.body.contains("Sie und Kim Probe haben bestätigt"));
    assert_eq!(mails(&app).await.len(), 2);
    let wrong = serde_json::json!({ "event": id, "leitung": of("Lea Zwei"), "kiso": of("Lea Zwei") }).to_string();
    let refused: PairView = serde_json::from_str(&koordination.call("events/pair", &wrong).await.body).expect("a view");
    assert!(!refused.done && refused.text.contains("lassen sich nicht verbinden"));
}

#[tokio::test]
async fn faults_and_refusals_keep_what_was_typed() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &with_tandems("2")).await;
    let faulty = register(&mut app.browser(), &id, &[("partner_email", "keine-adresse"), ("einrichtung", "")]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.body.contains("id=\"partner_email-fault\"") && faulty.body.contains("id=\"kita-fault\""));
    assert!(faulty.body.contains("value=\"keine-adresse\"") && faulty.body.contains("value=\"Lena Leitung\""));

    register(&mut app.browser(), &id, &[]).await;
    let other_kiso = [("name", "Kai Zwei"), ("email", "kai@beispiel.de")];
    let refused = register(&mut app.browser(), &id, &other_kiso).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.body.contains("allein oder in einem anderen Tandem") && refused.body.contains("value=\"Kai Zwei\"")
    );

    let only_singles =
        create(&mut koordination, &EventInput { admission: "singles".into(), ..with_tandems("4") }).await;
    let refused = register(&mut app.browser(), &only_singles, &[]).await;
    assert!(refused.status == StatusCode::CONFLICT && refused.body.contains("melden sich Personen einzeln an"));
    let only_tandems =
        create(&mut koordination, &EventInput { admission: "tandems".into(), ..with_tandems("4") }).await;
    let page = app.browser().get(&format!("/veranstaltungen/{only_tandems}")).await;
    assert!(page.body.contains("Als Tandem anmelden") && !page.body.contains("name=\"email\""));
}

#[tokio::test]
async fn a_link_of_nobody_opens_nothing() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &with_tandems("2")).await;
    let (other, token) = (create(&mut koordination, &with_tandems("2")).await, "0".repeat(64));
    for link in ["", "abc", &token] {
        let page = app.browser().get(&format!("/veranstaltungen/{id}/meine-anmeldung?link={link}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{link}");
        assert_eq!(answer(&app, &id, link, "confirm").await.status, StatusCode::NOT_FOUND, "{link}");
    }
    register(&mut app.browser(), &id, &[]).await;
    let (_, token) = link(&mails(&app).await["lena@beispiel.de"]);
    assert_eq!(answer(&app, &other, &token, "confirm").await.status, StatusCode::NOT_FOUND, "of another event");
    assert_eq!(answer(&app, &id, &token, "explode").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn for_people_with_an_account_the_form_knows_them_and_their_partner_needs_none() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &EventInput { audience: "members".into(), ..with_tandems("2") }).await;
    let path = format!("/veranstaltungen/{id}/tandem");
    assert_eq!(app.browser().get(&path).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(register(&mut app.browser(), &id, &[]).await.status, StatusCode::NOT_FOUND);
    let mut kiso = app.logged_in(Role::KiSo).await;
    let form = kiso.get(&path).await;
    assert!(form.body.contains("value=\"ki_so@test.example\""), "prefilled");
    let sent = register(&mut kiso, &id, &[("email", "ki_so@test.example")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let (path, token) = link(&mails(&app).await["lena@beispiel.de"]);
    assert_eq!(app.browser().get(&path).await.status, StatusCode::OK);
    assert_eq!(answer(&app, &id, &token, "decline").await.status, StatusCode::SEE_OTHER);
    assert!(app.browser().get(&path).await.body.contains("Sie haben abgelehnt"));
    let mine: Vec<MyEventRow> =
        serde_json::from_str(&kiso.call("events/mine", "{}").await.body).expect("a list of one's own");
    assert_eq!(
        mine.iter().map(|row| row.state.as_str()).collect::<Vec<_>>(),
        ["Tandem mit Lena Leitung: sucht Partner bis 31.03.2026"]
    );
    assert!(mails(&app).await["ki_so@test.example"].0.starts_with("Ihr Tandem kommt nicht zustande"));
}

#[tokio::test]
async fn who_is_logged_in_gives_up_the_own_registration_and_both_seats_of_a_tandem_and_nobody_elses() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &with_tandems("2")).await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    assert_eq!(register(&mut kiso, &id, &[("email", "ki_so@test.example")]).await.status, StatusCode::SEE_OTHER);
    let (_, token) = link(&mails(&app).await["lena@beispiel.de"]);
    answer(&app, &id, &token, "confirm").await;
    mails(&app).await;

    let cancel = serde_json::json!({ "event": id }).to_string();
    let mut other = app.second_logged_in(Role::KiSo).await;
    assert_eq!(other.call("events/cancel-mine", &cancel).await.status, StatusCode::NOT_FOUND);
    assert_eq!(detail(&mut koordination, &id).await.event.taken, 2);
    for _ in 0..2 {
        let answer = kiso.call("events/cancel-mine", &cancel).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "true"));
    }
    assert_eq!(detail(&mut koordination, &id).await.event.taken, 0);
    let sent = mails(&app).await;
    assert_eq!(sent.len(), 2, "each half is told once");
    for address in ["ki_so@test.example", "lena@beispiel.de"] {
        assert!(sent[address].0.starts_with("Ihre Anmeldung ist storniert"), "{}", sent[address].0);
    }
    let mine = kiso.call("events/mine", "{}").await;
    let mine: Vec<MyEventRow> = serde_json::from_str(&mine.body).expect("a list of one's own");
    assert!(mine.iter().all(|row| !row.can_cancel && row.state.ends_with("storniert")), "{mine:?}");
}

#[tokio::test]
async fn after_the_begin_nothing_is_given_up_any_more() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let id = create(&mut koordination, &with_tandems("2")).await;
    let mut kiso = app.logged_in(Role::KiSo).await;
    register(&mut kiso, &id, &[("email", "ki_so@test.example")]).await;
    app.clock.advance(Duration::days(43) + Duration::hours(1));
    assert_eq!(kiso.log_in(Role::KiSo, PASSWORD).await.status, StatusCode::SEE_OTHER);
    let answer = kiso.call("events/cancel-mine", &serde_json::json!({ "event": id }).to_string()).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "false"));
}

#[tokio::test]
async fn the_calendar_file_is_for_those_who_see_the_event() {
    let app = TestApp::start().await;
    let mut koordination = app.logged_in(Role::Koordination).await;
    let public = create(&mut koordination, &with_tandems("2")).await;
    let file = app.browser().get(&format!("/veranstaltungen/{public}/termine.ics")).await;
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(file.body.starts_with("BEGIN:VCALENDAR\r\n") && file.body.ends_with("END:VCALENDAR\r\n"));
    assert!(file.body.contains("DTSTART;TZID=Europe/Berlin:20260414T090000\r\n"));

    let internal = create(&mut koordination, &EventInput { audience: "members".into(), ..with_tandems("2") }).await;
    let path = format!("/veranstaltungen/{internal}/termine.ics");
    assert_eq!(app.browser().get(&path).await.status, StatusCode::UNAUTHORIZED);
    let mut kiso = app.logged_in(Role::KiSo).await;
    assert_eq!(kiso.get(&path).await.status, StatusCode::OK);
    register(&mut kiso, &internal, &[]).await;
    let (_, token) = link(&mails(&app).await["lena@beispiel.de"]);
    assert_eq!(app.browser().get(&format!("{path}?link={token}")).await.status, StatusCode::OK);
    let draft = create(&mut koordination, &EventInput { status: "entwurf".into(), ..with_tandems("2") }).await;
    assert_eq!(kiso.get(&format!("/veranstaltungen/{draft}/termine.ics")).await.status, StatusCode::NOT_FOUND);
}
