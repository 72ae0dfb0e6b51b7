//! The public survey: a link by the Koordination, pages without WASM, answers that count and tell of nobody.

use crate::test_app::{Answer, Browser, PASSWORD, TestApp};
use app::questionnaires::{
    IMPORT_ADDRESS, ImportAnswer,
    evaluation::EvaluationView,
    view::{ErhebungView, PublishAnswer},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use chrono::Duration;
use domain::{
    access::{Principal, Role, Scope},
    ids::AccountId,
    people::demo,
    questionnaires::{
        Evaluation, Figure,
        evaluation::Withheld,
        survey::{Language, Mark, SurveyCode, SurveyState, SurveyToken, Text},
    },
};
use serde_json::json;
use uuid::Uuid;

type Rows<'a> = &'a [&'a [&'a str]];

const SURVEY: Rows = &[
    &["type", "name", "label::German (de)", "label::العربية (ar)", "required", "relevant"],
    &["select_one ja_nein", "kennt", "Kennen Sie das Angebot?", "هل تعرفون العرض؟", "yes", ""],
    &["text", "woher", "Woher?", "من أين؟", "", "${kennt} = 'ja'"],
    &["begin_group", "kinder", "Ihre Kinder", "أطفالكم", "", ""],
    &["integer", "zahl", "Wie viele?", "كم عددهم؟", "", ""],
    &["end_group", "", "", "", "", ""],
];
const CHOICES: Rows = &[
    &["list_name", "name", "label::German (de)", "label::العربية (ar)"],
    &["ja_nein", "ja", "Ja", "نعم"],
    &["ja_nein", "nein", "Nein", "لا"],
];

fn workbook(survey: Rows) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let settings: Rows = &[&["form_title", "form_id"], &["Umfrage & mehr", "umfrage"]];
    for (name, rows) in [("survey", survey), ("choices", CHOICES), ("settings", settings)] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

pub async fn call(browser: &mut Browser<'_>, endpoint: &str, arguments: serde_json::Value) -> Answer {
    browser.call(&format!("questionnaires/{endpoint}"), &arguments.to_string()).await
}

/// Imports, publishes and plans; returns the Erhebung's id.
async fn erhebung(office: &mut Browser<'_>, survey: Rows<'_>, zielgruppe: &str) -> String {
    let mut body = b"--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"u.xlsx\"\r\n\r\n".to_vec();
    body.extend_from_slice(&workbook(survey));
    body.extend_from_slice(b"\r\n--grenze--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri(IMPORT_ADDRESS)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
    let answer = office.send(request, Body::from(body)).await;
    let Ok(ImportAnswer::Draft { id, .. }) = serde_json::from_str(&answer.body) else { panic!("{}", answer.body) };
    let published = call(office, "publish", json!({ "id": id })).await;
    assert!(serde_json::from_str::<PublishAnswer>(&published.body).is_ok(), "{}", published.body);
    let planned = call(
        office,
        "create-erhebung",
        json!({ "input": {
            "kita": demo::kita(24).to_string(), "from": "2026-03-01", "to": "2026-03-28",
            "methode": "schriftliche_befragung", "zielgruppe": zielgruppe, "questionnaire": id, "version": "1",
        } }),
    )
    .await;
    serde_json::from_str(&planned.body).unwrap_or_else(|cause| panic!("{cause}: {}", planned.body))
}

pub async fn results(office: &mut Browser<'_>, erhebung: &str) -> ErhebungView {
    let answer = call(office, "results", json!({ "id": erhebung })).await;
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {}", answer.body))
}

/// A portal with a link that is open from 2 to 10 March 2026; returns the Erhebung and the path of the link.
pub async fn open_survey(app: &TestApp, office: &mut Browser<'_>) -> (String, String) {
    let today = app.state.ports.clock.today();
    app.state.ports.directory.fill(&demo::directory(today), app.state.ports.clock.now()).await.expect("a directory");
    let id = erhebung(office, SURVEY, "eltern").await;
    let input = json!({ "opens": "2026-03-02", "closes": "2026-03-10" });
    let saved = call(office, "save-survey", json!({ "id": id, "input": input })).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let link = results(office, &id).await.survey.and_then(|survey| survey.link).expect("a link");
    assert_eq!((link.state, link.days.as_str()), (SurveyState::Open, "02.03.2026 bis 10.03.2026"));
    let path = link.address.strip_prefix("http://localhost:3000").expect("the public address").to_owned();
    (id, path)
}

pub async fn get(browser: &mut Browser<'_>, path: &str, language: &str) -> Answer {
    let request = Request::builder().method(Method::GET).uri(path).header(header::ACCEPT_LANGUAGE, language);
    browser.send(request, Body::empty()).await
}

/// The value of the hidden field, as a browser reads it.
fn stand(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("name=\"stand\" value=\"").unwrap_or_else(|| panic!("{}", page.body));
    let (value, _) = rest.split_once('"').expect("the end of the value");
    value.replace("&quot;", "\"").replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Sends a page with these answers, by the names of the fields.
pub async fn send(
    browser: &mut Browser<'_>,
    path: &str,
    before: &Answer,
    answers: &[(&str, &str)],
    step: &str,
) -> Answer {
    let stand = stand(before);
    let mut fields = vec![("stand", stand.as_str()), ("sprache", "العربية (ar)"), ("schritt", step)];
    fields.extend_from_slice(answers);
    browser.post_form(path, &fields).await
}

#[tokio::test]
async fn a_survey_is_answered_in_arabic_page_by_page_without_wasm() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();

    let first = get(&mut phone, &path, "ar-SY,de;q=0.5").await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.body.contains("<html lang=\"ar\" dir=\"rtl\""), "{}", first.body);
    assert!(first.body.contains("هل تعرفون العرض؟") && first.body.contains("Umfrage &amp; mehr"));
    assert_eq!(first.body.matches("<script").count(), 1, "nothing on the page waits for it");
    assert!(first.body.contains(" data-left=\""), "the browser part knows when its day is over: {}", first.body);
    assert!(first.headers.get(header::SET_COOKIE).is_none(), "nobody is marked who only looks");
    assert_eq!(first.headers[header::CACHE_CONTROL], "no-store");

    let refused = send(&mut phone, &path, &first, &[], "weiter").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(Text::AnswerMissing.of(Language::Arabic)));

    let more = send(&mut phone, &path, &refused, &[("f1", "ja")], "weiter").await;
    assert!(more.body.contains(Text::MoreQuestions.of(Language::Arabic)) && more.body.contains("من أين؟"));
    let second = send(&mut phone, &path, &more, &[("f1", "ja"), ("f2", "<b>Aushang</b>")], "weiter").await;
    assert!(second.body.contains("كم عددهم؟"), "{}", second.body);
    let wrong = send(&mut phone, &path, &second, &[("f4", "viele")], "weiter").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"viele\""), "what was typed is still there");
    let back = send(&mut phone, &path, &wrong, &[("f4", "2")], "zurueck").await;
    assert!(back.body.contains("&lt;b&gt;Aushang&lt;/b&gt;") && !back.body.contains("<b>Aushang"), "{}", back.body);
    let german = send(&mut phone, &path, &back, &[("f1", "ja"), ("f2", "Aushang")], "sprache:German (de)").await;
    assert!(german.body.contains("<html lang=\"de\" dir=\"ltr\"") && german.body.contains("value=\"Aushang\""));
    let last = send(&mut phone, &path, &german, &[("f1", "ja"), ("f2", "Aushang")], "weiter").await;
    assert!(last.body.contains("value=\"2\""), "going back has kept it");

    let sent = send(&mut phone, &path, &last, &[("f4", "2")], "weiter").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let cookie = sent.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(
        cookie.contains(&format!("Path={path};")) && cookie.contains("Max-Age=2592000") && cookie.contains("HttpOnly")
    );
    let thanks = phone.get(sent.location()).await;
    assert!(thanks.body.contains(Text::ThanksText.of(Language::Arabic)));

    // Pressed twice, or sent again after going back: it counts once.
    let again = send(&mut phone, &path, &last, &[("f4", "3")], "weiter").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(results(&mut office, &id).await.results.submissions, 1);
    let once = get(&mut phone, &path, "ar").await;
    assert!(once.body.contains(Text::AlreadyTitle.of(Language::Arabic)));
    app.state.ports.surveys.delete_marks(app.state.ports.clock.today() + Duration::days(1)).await.expect("deleted");
    let later = get(&mut phone, &path, "ar").await;
    assert!(later.body.contains("هل تعرفون العرض؟"), "a mark that is deleted keeps nobody out");
}

#[tokio::test]
async fn answers_appear_in_the_results_with_small_counts_suppressed() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    for number in 0..8 {
        let mut phone = app.browser();
        let first = get(&mut phone, &path, "de").await;
        let knows = if number < 6 { "ja" } else { "nein" };
        let mut page = send(&mut phone, &path, &first, &[("f1", knows)], "weiter").await;
        if knows == "ja" {
            page = send(&mut phone, &path, &page, &[("f1", knows), ("f2", "")], "weiter").await;
        }
        let sent = send(&mut phone, &path, &page, &[("f4", "1")], "weiter").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    let view = results(&mut office, &id).await;
    assert_eq!(view.results.submissions, 8);
    let counts: Vec<Figure> = view.results.questions[0].rows.iter().map(|row| row.count).collect();
    assert_eq!(counts, [Figure::Suppressed, Figure::Suppressed], "two said no, and six of eight would tell it");
    assert_eq!(view.results.questions[2].rows[0].count, Figure::Shown(8));
}

/// Sends a whole sheet from a phone of its own.
async fn answer(app: &TestApp, path: &str, knows: &str) {
    let mut phone = app.browser();
    let first = get(&mut phone, path, "de").await;
    let mut page = send(&mut phone, path, &first, &[("f1", knows)], "weiter").await;
    if knows == "ja" {
        page = send(&mut phone, path, &page, &[("f1", knows), ("f2", "Aushang in der Bäckerei")], "weiter").await;
    }
    let sent = send(&mut phone, path, &page, &[("f4", "1")], "weiter").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[tokio::test]
async fn a_questionnaire_is_evaluated_with_its_response_rate_and_as_files() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    for knows in ["ja", "ja", "ja", "ja", "ja", "ja", "nein", "nein", "nein", "nein", "nein"] {
        answer(&app, &path, knows).await;
    }
    for (asked, status) in [("20", StatusCode::OK), ("viele", StatusCode::UNPROCESSABLE_ENTITY)] {
        let saved = call(&mut office, "save-asked", json!({ "id": id, "asked": asked })).await;
        assert_eq!(saved.status, status, "{}", saved.body);
    }
    let questionnaire = results(&mut office, &id).await.erhebung.questionnaire;
    let asked = json!({ "id": questionnaire, "query": { "year": "2026" } });
    let found = call(&mut office, "evaluation", asked).await;
    let view: EvaluationView = serde_json::from_str(&found.body).unwrap_or_else(|_| panic!("{}", found.body));
    let Evaluation { erhebungen, asked, responses_of_asked, words, .. } = view.evaluation;
    assert_eq!((erhebungen, asked, responses_of_asked), (1, 20, 11));
    let wave = || "2026".to_owned();
    assert_eq!((view.waves, view.kitas.len(), view.sozialraeume.len()), (vec![(wave(), wave())], 1, 1));
    let words: Vec<_> = words[0].words.iter().map(|word| (word.word.as_str(), word.count)).collect();
    assert_eq!(words, [("aushang", 6), ("bäckerei", 6)]);

    let file = |name: &str| format!("/api/v1/frageboegen/{questionnaire}/{name}");
    let table = office.get(&file("auswertung.csv")).await;
    assert!(table.body.starts_with("\u{FEFF}Name;Frage;Code;Antwort;Anzahl;"), "{}", table.body);
    assert!(table.body.contains("kennt;Kennen Sie das Angebot?;ja;Ja;6;54,5\r\n"), "{}", table.body);
    let picture = office.get(&file("frage-1.svg")).await;
    assert!(picture.body.starts_with("<svg xmlns=") && picture.body.contains("Kennen Sie"), "{}", picture.body);
    assert_eq!(office.get(&file("auswertung.xlsx")).await.status, StatusCode::OK);
    for missing in ["frage-99.svg", "frage-2.svg", "auswertung.pdf", "frage-x.svg", "fragen-1.svg"] {
        assert_eq!(office.get(&file(missing)).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
    for (role, status) in [(Role::KiSo, StatusCode::FORBIDDEN), (Role::Revision, StatusCode::FORBIDDEN)] {
        assert_eq!(app.logged_in(role).await.get(&file("auswertung.csv")).await.status, status, "{role:?}");
    }
    assert_eq!(app.browser().get(&file("auswertung.csv")).await.status, StatusCode::UNAUTHORIZED);
}

/// Sends a whole sheet in one of the questionnaire's languages.
async fn answer_in(app: &TestApp, path: &str, language: &str) {
    let mut phone = app.browser();
    let mut page = get(&mut phone, path, "de").await;
    for answer in [("f1", "nein"), ("f4", "1")] {
        let carried = stand(&page);
        let fields = [("stand", carried.as_str()), ("sprache", language), ("schritt", "weiter"), answer];
        page = phone.post_form(path, &fields).await;
    }
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn answers_are_evaluated_by_their_language_but_never_in_one_kita() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    for language in ["German (de)", "العربية (ar)"] {
        for _ in 0..6 {
            answer_in(&app, &path, language).await;
        }
    }
    let questionnaire = results(&mut office, &id).await.erhebung.questionnaire;
    let asked = json!({ "id": questionnaire, "query": { "language": "ar" } });
    let found = call(&mut office, "evaluation", asked).await;
    let view: EvaluationView = serde_json::from_str(&found.body).unwrap_or_else(|_| panic!("{}", found.body));
    let offered: Vec<_> = view.languages.iter().map(|(code, name)| (code.as_str(), name.as_str())).collect();
    assert_eq!(offered, [("de", "Deutsch"), ("ar", "العربية")]);
    let Evaluation { withheld, results: shown, asked, .. } = view.evaluation;
    assert_eq!((withheld, shown.submissions, asked), (None, 6, 0));
    let counts: Vec<Figure> = shown.questions[0].rows.iter().map(|row| row.count).collect();
    assert_eq!(counts, [Figure::Shown(0), Figure::Shown(6)]);

    let kita = json!({ "id": questionnaire, "query": { "language": "ar", "kita": demo::kita(24).to_string() } });
    let found = call(&mut office, "evaluation", kita).await;
    let view: EvaluationView = serde_json::from_str(&found.body).unwrap_or_else(|_| panic!("{}", found.body));
    assert_eq!((view.evaluation.withheld, view.evaluation.results.questions.len()), (Some(Withheld::OnePlace), 0));

    let file = |name: &str, language: &str| format!("/api/v1/frageboegen/{questionnaire}/{name}?language={language}");
    let table = office.get(&file("auswertung.csv", "ar")).await;
    assert!(table.body.contains("kennt;Kennen Sie das Angebot?;nein;Nein;6;"), "{}", table.body);
    let all = office.get(&file("auswertung.csv", "")).await;
    assert!(all.body.contains("kennt;Kennen Sie das Angebot?;nein;Nein;12;"), "{}", all.body);
    let none = office.get(&file("auswertung.csv", "tr")).await;
    assert!(!none.body.contains("kennt;"), "nothing is shown of a language that too few speak: {}", none.body);
    assert_eq!(office.get(&file("frage-1.svg", "ar")).await.status, StatusCode::OK);
    assert_eq!(office.get(&file("frage-1.svg", "tr")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_link_is_open_on_its_days_only_and_unknown_ones_lead_nowhere() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    let first = get(&mut phone, &path, "de").await;
    for unknown in ["/umfrage/abcdefghjkmnpqrs", "/umfrage/x", "/umfrage/abcdefghjkmnpqrs/danke"] {
        let page = get(&mut phone, unknown, "tr").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{unknown}");
        assert!(page.body.contains(Text::UnknownTitle.of(Language::Turkish)), "{}", page.body);
    }
    app.clock.advance(Duration::days(9));
    let over = get(&mut phone, &path, "de").await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.body.contains(Text::OverTitle.of(Language::German)));
    let late = send(&mut phone, &path, &first, &[("f1", "nein")], "weiter").await;
    assert_eq!(late.status, StatusCode::GONE);

    let again = office.log_in(Role::Koordination, PASSWORD).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a session does not last nine days");
    // The Koordination gives it more time; what hangs in the Kita stays good.
    let longer = json!({ "opens": "2026-03-15", "closes": "2026-03-28" });
    let saved = call(&mut office, "save-survey", json!({ "id": id, "input": longer })).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let not_yet = get(&mut phone, &path, "de").await;
    assert!(not_yet.body.contains("Diese Umfrage beginnt am 15.03.2026."), "{}", not_yet.body);
    app.clock.advance(Duration::days(5));
    assert!(get(&mut phone, &path, "de").await.body.contains("Kennen Sie das Angebot?"));
}

/// A parents' evening has one address. Turning pages is free; whoever meets the limit at the end loses nothing.
#[tokio::test]
async fn too_many_at_once_keep_their_answers() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    let first = get(&mut phone, &path, "de").await;
    let last = send(&mut phone, &path, &first, &[("f1", "nein")], "weiter").await;
    let mut answer = send(&mut phone, &path, &last, &[("f4", "2")], "zurueck").await;
    for _ in 0..200 {
        answer = send(&mut phone, &path, &last, &[("f4", "2")], "weiter").await;
        if answer.status != StatusCode::SEE_OTHER {
            break;
        }
    }
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.body.contains(Text::FailedTitle.of(Language::Arabic)) && answer.body.contains("value=\"2\""));
    let turned = send(&mut phone, &path, &answer, &[("f4", "2")], "zurueck").await;
    assert_eq!(turned.status, StatusCode::OK);
    assert_eq!(results(&mut office, &id).await.results.submissions, 1);
}

#[tokio::test]
async fn what_the_form_carries_may_be_anything() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    for stand in ["", "{}", "[]", "{\"page\":-1}", "\u{0}"] {
        let answer = phone.post_form(&path, &[("stand", stand), ("schritt", "weiter")]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{stand:?}: {}", answer.body);
    }
    let mark = Mark::new(Uuid::new_v4());
    let forged = json!({ "page": 99, "mark": mark, "seed": 7, "draft": {
        "answers": [{ "place": "99:1.2", "value": "x" }, { "place": "4", "value": "x".repeat(30_000) }],
        "repeats": [["4", [1, 2, 3]], ["99", [4_294_967_295u32]]],
    } });
    for step in ["weiter", "zurueck", "dazu:4", "weg:3:1", "dazu:", "sprache:Klingonisch", ""] {
        let answer = phone.post_form(&path, &[("stand", &forged.to_string()), ("schritt", step)]).await;
        assert!(
            matches!(answer.status, StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY),
            "{step}: {}",
            answer.status
        );
    }
    let large = "x".repeat(1025 * 1024);
    assert_eq!(phone.post_form(&path, &[("stand", &large)]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(results(&mut office, &id).await.results.submissions, 0);
}

#[tokio::test]
async fn the_longest_text_can_be_sent_and_sent_again_whatever_its_letters() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut phone = app.browser();
    let text = "👋".repeat(20_000);
    let answers = [("f1", "ja"), ("f2", text.as_str())];
    let first = get(&mut phone, &path, "ar").await;
    let more = send(&mut phone, &path, &first, &answers[..1], "weiter").await;
    let second = send(&mut phone, &path, &more, &answers, "weiter").await;
    let back = send(&mut phone, &path, &second, &[("f4", "2")], "zurueck").await;
    // From here on the form carries it, and the field holds it as well.
    let again = send(&mut phone, &path, &back, &answers, "weiter").await;
    assert_eq!(again.status, StatusCode::OK);
    let sent = send(&mut phone, &path, &again, &[("f4", "2")], "weiter").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(results(&mut office, &id).await.results.submissions, 1);
}

/// What somebody else is told: for a KiSo the Erhebungen of Kitas that are not hers are not there.
fn refused_to(role: Role) -> StatusCode {
    if role == Role::KiSo { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN }
}

#[tokio::test]
async fn links_are_made_by_the_koordination_where_somebody_is_asked() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, _) = open_survey(&app, &mut office).await;
    let code = format!("/api/v1/umfragen/{id}/qr.svg");
    let image = office.get(&code).await;
    assert_eq!(image.status, StatusCode::OK);
    assert_eq!(image.headers[header::CONTENT_TYPE], "image/svg+xml");
    let link = results(&mut office, &id).await.survey.and_then(|survey| survey.link).expect("a link");
    let expected = qrcode::QrCode::with_error_correction_level(&link.address, qrcode::EcLevel::M).expect("a code");
    let expected = expected.render::<qrcode::render::svg::Color>().min_dimensions(320, 320).quiet_zone(true).build();
    assert_eq!(image.body, expected, "it leads to this survey and to no other");
    assert_eq!(app.browser().get(&code).await.status, StatusCode::UNAUTHORIZED);
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Koordination) {
        let status = app.logged_in(role).await.get(&code).await.status;
        assert_eq!(status, refused_to(role), "{}", role.code());
    }

    let outside = json!({ "opens": "2026-02-01", "closes": "2026-04-01" });
    let refused = call(&mut office, "save-survey", json!({ "id": id, "input": outside })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let days = json!({ "opens": "2026-03-02", "closes": "2026-03-10" });
    let protocol = erhebung(&mut office, SURVEY, "protokoll").await;
    let refused = call(&mut office, "save-survey", json!({ "id": protocol, "input": days })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert_eq!(results(&mut office, &protocol).await.survey, None);

    let places: Rows = &[SURVEY[0], &["geopoint", "wo", "Wo wohnen Sie?", "أين؟", "", ""]];
    let telling = erhebung(&mut office, places, "eltern").await;
    let refused = call(&mut office, "save-survey", json!({ "id": telling, "input": days })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert_eq!(results(&mut office, &telling).await.survey.map(|survey| survey.unfit), Some(vec!["wo".to_owned()]));
    let missing = format!("/api/v1/umfragen/{telling}/qr.svg");
    assert_eq!(office.get(&missing).await.status, StatusCode::NOT_FOUND);
}

/// Asks for `count` codes, as the form of the Koordination does.
async fn print_codes(browser: &mut Browser<'_>, erhebung: &str, count: &str) -> Answer {
    send_to_codes(browser, erhebung, json!({ "anzahl": count }).to_string()).await
}

pub async fn send_to_codes(browser: &mut Browser<'_>, erhebung: &str, body: String) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v1/umfragen/{erhebung}/codes.pdf"))
        .header(header::CONTENT_TYPE, "application/json");
    browser.send(request, Body::from(body)).await
}

#[tokio::test]
async fn cards_are_printed_by_the_koordination_only_where_codes_are_asked_for() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    assert_eq!(print_codes(&mut office, &id, "3").await.status, StatusCode::CONFLICT, "the link is open");
    let input = json!({ "opens": "2026-03-02", "closes": "2026-03-10", "access": "codes" });
    assert_eq!(call(&mut office, "save-survey", json!({ "id": id, "input": input })).await.status, StatusCode::OK);
    assert_eq!(print_codes(&mut app.browser(), &id, "3").await.status, StatusCode::UNAUTHORIZED);
    for role in [Role::KiSo, Role::KitaLeitung, Role::Finanzen, Role::Revision] {
        let mut other = app.logged_in(role).await;
        assert_eq!(print_codes(&mut other, &id, "3").await.status, refused_to(role), "{role:?}");
    }
    for count in ["", "0", "401", "<b>"] {
        assert_eq!(print_codes(&mut office, &id, count).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{count}");
    }
    // Who asks comes before what was sent.
    let half = || "{".to_owned();
    assert_eq!(send_to_codes(&mut app.browser(), &id, half()).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(send_to_codes(&mut office, &id, half()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let file = print_codes(&mut office, &id, "3").await;
    assert_eq!(
        (file.status, &file.headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"application/pdf".parse().unwrap())
    );
    assert_eq!(file.headers[header::CACHE_CONTROL], "no-store");
    assert!(file.body.starts_with("%PDF"));
    let link = results(&mut office, &id).await.survey.and_then(|survey| survey.link).expect("a link");
    assert_eq!(link.codes.map(|codes| (codes.issued, codes.left)), Some((3, 3)));
    let asked = get(&mut app.browser(), &path, "de").await;
    assert!(
        asked.status == StatusCode::OK && asked.body.contains(Text::CodeTitle.of(Language::German)),
        "{}",
        asked.body
    );
}

#[tokio::test]
async fn a_code_answers_once_and_a_wrong_one_is_said_so_in_the_language_of_the_page() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let input = json!({ "opens": "2026-03-02", "closes": "2026-03-10", "access": "codes" });
    call(&mut office, "save-survey", json!({ "id": id, "input": input })).await;
    let (token, code): (SurveyToken, SurveyCode) =
        (path.rsplit('/').next().unwrap().parse().unwrap(), "abcde-fghjk".parse().unwrap());
    let principal = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    let by: domain::access::Koordination = principal.require().unwrap();
    let (surveys, now) = (&app.state.ports.surveys, app.state.ports.clock.now());
    surveys.add_codes(&by, id.parse().unwrap(), &[code.hash(&token)], now).await.unwrap();

    let mut phone = app.browser();
    let wrong = get(&mut phone, &format!("{path}?code=zzzzz-zzzzz"), "ar").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains(Text::CodeWrong.of(Language::Arabic)) && wrong.body.contains("value=\"zzzzz-zzzzz\""));
    // A form without a code is not stored, whatever else it holds.
    let first = get(&mut phone, &format!("{path}?code=ABCDE%20fghjk"), "ar").await;
    assert_eq!(first.status, StatusCode::OK);
    let name = first_choice(&first);
    let second = send(&mut phone, &path, &first, &[(&name, "nein")], "weiter").await;
    let forged = send(&mut phone, &path, &second, &[], "weiter").await;
    assert_eq!(forged.status, StatusCode::OK, "{}", forged.body);
    assert!(forged.body.contains(Text::CodeTitle.of(Language::Arabic)));
    // On a tablet that goes round the next person enters a code of their own: no answer may wait for it.
    let on_tablet = send(&mut phone, &path, &second, &[("kiosk", "1")], "weiter").await;
    assert!(on_tablet.body.contains(Text::CodeTitle.of(Language::Arabic)), "{}", on_tablet.body);
    assert!(!on_tablet.body.contains("name=\"stand\""), "{}", on_tablet.body);
    // What was answered goes on with another code, as soon as that is one.
    let other = send(&mut phone, &path, &forged, &[("code", "zzzzz-zzzzz")], "wieder").await;
    assert_eq!((other.status, stand(&other)), (StatusCode::UNPROCESSABLE_ENTITY, stand(&forged)));
    let resumed = send(&mut phone, &path, &other, &[("code", "ABCDE fghjk")], "wieder").await;
    assert_eq!(resumed.status, StatusCode::OK, "{}", resumed.body);
    assert!(resumed.body.contains("كم عددهم؟") && resumed.body.contains("value=\"ABCDE fghjk\""), "{}", resumed.body);
    let done = send(&mut phone, &path, &resumed, &[("code", "ABCDE fghjk")], "weiter").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(done.headers.get(header::SET_COOKIE).is_none(), "codes need no mark on the device");
    let again = get(&mut phone, &format!("{path}?code=abcde-fghjk"), "ar").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "used");
    assert_eq!(results(&mut office, &id).await.results.submissions, 1);
}

#[tokio::test]
async fn a_tablet_that_goes_round_keeps_nothing_of_the_person_before() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let mut tablet = app.browser();
    let start = format!("{path}?kiosk=1");
    for answered in 1..=2 {
        let first = get(&mut tablet, &start, "ar").await;
        assert_eq!(first.status, StatusCode::OK, "nobody is told that somebody has answered here");
        let name = first_choice(&first);
        let second = send(&mut tablet, &path, &first, &[("kiosk", "1"), (&name, "nein")], "weiter").await;
        let done = send(&mut tablet, &path, &second, &[("kiosk", "1")], "weiter").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert!(done.headers.get(header::SET_COOKIE).is_none());
        let next = done.headers[header::LOCATION].to_str().unwrap().to_owned();
        let thanks = get(&mut tablet, &next, "ar").await;
        assert!(thanks.body.contains(Text::KioskNext.of(Language::Arabic)) && thanks.body.contains(&start));
        // "Back" sends an earlier page again: the answers in it must not be shown.
        let back = send(&mut tablet, &path, &first, &[("kiosk", "1"), (&name, "nein")], "weiter").await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        assert_eq!(results(&mut office, &id).await.results.submissions, answered);
    }
    let first = get(&mut tablet, &start, "ar").await;
    let stopped = send(&mut tablet, &path, &first, &[("kiosk", "1")], "schluss").await;
    assert_eq!(stopped.headers[header::LOCATION], start.as_str());
    let taken_up = send(&mut tablet, &path, &first, &[("kiosk", "1")], "weiter").await;
    assert_eq!(taken_up.status, StatusCode::OK, "thrown away is thrown away");
    assert!(taken_up.body.contains(Text::DiscardedTitle.of(Language::Arabic)), "{}", taken_up.body);
    assert!(taken_up.body.contains(Text::KioskNext.of(Language::Arabic)) && taken_up.body.contains(&start));
    assert!(!taken_up.body.contains(Text::ThanksTitle.of(Language::Arabic)), "nobody is thanked for it");
    let stopped_again = send(&mut tablet, &path, &first, &[("kiosk", "1")], "schluss").await;
    assert!(stopped_again.body.contains(Text::DiscardedTitle.of(Language::Arabic)), "{}", stopped_again.body);
    assert_eq!(results(&mut office, &id).await.results.submissions, 2);
    // Nor is anybody once the last day is over.
    app.clock.advance(Duration::days(9));
    let late = send(&mut tablet, &path, &first, &[("kiosk", "1")], "weiter").await;
    assert!(late.body.contains(Text::DiscardedTitle.of(Language::Arabic)), "{}: {}", late.status, late.body);
}

/// The name of the first question's field.
fn first_choice(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("type=\"radio\"").unwrap_or_else(|| panic!("{}", page.body));
    let (_, rest) = rest.split_once("name=\"").expect("its name");
    rest.split_once('"').expect("the end of the name").0.to_owned()
}
