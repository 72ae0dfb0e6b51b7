//! The public survey with WASM: the browser gets the questionnaire, decides as the server does, and sends the last page.

use crate::{
    surveys::{call, get, open_survey, results, send},
    test_app::{Answer, Browser, TestApp},
};
use axum::http::{StatusCode, header};
use chrono::{Duration, NaiveTime};
use domain::{
    access::{Principal, Role, Scope},
    ids::AccountId,
    questionnaires::{
        Context, Definition,
        expression::Zone,
        survey::{Filling, Move, Outcome, Stand, SurveyCode, SurveyToken},
    },
};
use serde_json::json;
use uuid::Uuid;

async fn questions(browser: &mut Browser<'_>, path: &str, query: &str) -> Answer {
    get(browser, &format!("{path}/fragebogen{query}"), "de").await
}

/// What stands between these two texts, as a browser reads it.
fn between(page: &Answer, before: &str, after: &str) -> String {
    let (_, rest) = page.body.split_once(before).unwrap_or_else(|| panic!("{}", page.body));
    rest.split_once(after).expect("the end of the value").0.replace("&quot;", "\"")
}

#[tokio::test]
async fn a_browser_decides_with_the_same_questionnaire_and_the_server_takes_its_last_page() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    let first = get(&mut phone, &path, "de").await;
    assert!(first.body.contains("<script type=\"module\" src=\"/umfrage/start.js\">"), "{}", first.body);
    let script = phone.get("/umfrage/start.js").await;
    assert_eq!(script.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");

    let given = questions(&mut phone, &path, "").await;
    assert_eq!((given.status, &given.headers[header::CACHE_CONTROL]), (StatusCode::OK, &"no-store".parse().unwrap()));
    let definition: Definition = serde_json::from_str(&given.body).unwrap_or_else(|_| panic!("{}", given.body));
    let clock = &app.state.ports.clock;
    let midnight = clock.moment(clock.today().and_time(NaiveTime::MIN)).timestamp_millis();
    let now: i64 = between(&first, "data-now=\"", "\"").parse().expect("a moment");
    assert_eq!(now, midnight, "the day, and no time");
    let stand = Stand::read(&between(&first, "name=\"stand\" value=\"", "\"")).expect("a stand");
    let context = Context { now, zone: Zone::Berlin, seed: stand.seed, language: "German (de)".into() };
    let mut filling = Filling::open(&definition, context, &stand).expect("it runs");
    let no = [("f1".to_owned(), "nein".to_owned())];
    filling.look(&no);
    let second = filling.turn(&no, &Move::Next);
    assert_eq!((&second.outcome, second.position), (&Outcome::Show, (2, 2)));

    let stand = second.stand.write();
    let fields = [("stand", stand.as_str()), ("sprache", "German (de)"), ("schritt", "weiter"), ("f4", "2")];
    let sent = phone.post_form(&path, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(results(&mut office, &id).await.results.submissions, 1);
    assert_eq!(questions(&mut phone, &path, "").await.status, StatusCode::FORBIDDEN, "answered on this device");
    assert_eq!(questions(&mut phone, &path, "?kiosk=1").await.status, StatusCode::OK, "which goes from hand to hand");
}

#[tokio::test]
async fn the_questionnaire_is_given_on_the_days_of_its_link_and_where_codes_are_asked_for_with_one() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    for unknown in ["/umfrage/abcdefghjkmnpqrs", "/umfrage/x"] {
        assert_eq!(questions(&mut phone, unknown, "").await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    let input = json!({ "opens": "2026-03-02", "closes": "2026-03-10", "access": "codes" });
    assert_eq!(call(&mut office, "save-survey", json!({ "id": id, "input": input })).await.status, StatusCode::OK);
    let token: SurveyToken = path.rsplit('/').next().unwrap().parse().unwrap();
    let code: SurveyCode = "abcde-fghjk".parse().unwrap();
    let office = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    let by: domain::access::Koordination = office.require().unwrap();
    let (surveys, now) = (&app.state.ports.surveys, app.state.ports.clock.now());
    surveys.add_codes(&by, id.parse().unwrap(), &[code.hash(&token)], now).await.unwrap();
    for (query, status) in [
        ("", StatusCode::FORBIDDEN),
        ("?code=zzzzz-zzzzz", StatusCode::FORBIDDEN),
        ("?kiosk=1", StatusCode::FORBIDDEN),
        ("?code=abcde-fghjk&kiosk=", StatusCode::OK),
    ] {
        let given = questions(&mut phone, &path, query).await;
        assert_eq!(given.status, status, "{query}");
        assert_eq!(given.body.contains("Kennen Sie das Angebot?"), status == StatusCode::OK, "{query}");
    }
    app.clock.advance(Duration::days(9));
    assert_eq!(questions(&mut phone, &path, "?code=abcde-fghjk").await.status, StatusCode::GONE);
}

/// Whoever has put their answers aside finds the newest: there the server turns the pages.
#[tokio::test]
async fn a_page_says_whether_its_answers_are_kept_on_the_device() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (_, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    let is_kept = |page: &Answer| page.body.contains("data-kept");
    let first = get(&mut phone, &path, "ar").await;
    assert!(!is_kept(&first));
    let paused = send(&mut phone, &path, &first, &[("f1", "nein")], "pause").await;
    assert!(!paused.body.contains("<script"), "there is nothing to take over: {}", paused.body);
    let resumed = get(&mut phone, &path, "ar").await;
    assert!(is_kept(&resumed), "{}", resumed.body);
    let second = send(&mut phone, &path, &resumed, &[("f1", "nein")], "weiter").await;
    assert!(is_kept(&second), "{}", second.body);
    let mut other = app.browser();
    assert!(!is_kept(&send(&mut other, &path, &first, &[("f1", "nein")], "weiter").await));
}
