//! Free texts over HTTP: the KiSo of the Kita decides, the Koordination sees what was released on the page and in files.

use crate::{
    paper::{ask, call, erhebung, portal, submission},
    scope_rights::field::elsewhere,
    test_app::{Browser, TestApp},
};
use app::questionnaires::{
    evaluation::EvaluationView,
    free_texts::{FreeTextLine, FreeTextsView, TextsErhebung},
    paper::PaperForm,
};
use axum::http::StatusCode;
use domain::{
    AppError, ErrorCode,
    access::{Principal, Role, Scope},
    accounts::Subject,
    ids::{AccountId, KitaId, SubmissionId},
    people::demo,
    questionnaires::{Answer, Definition, Figure, SentSubmission, Submission, free_texts::Stand},
};
use serde_json::{Value, json};
use uuid::Uuid;

const NAMING: &str = "Frau Müller hilft uns sehr";

/// Parents write on paper, and the KiSo types it.
async fn type_sheet(kiso: &mut Browser<'_>, erhebung: &str, definition: &Definition, text: &str) {
    let typed = submission(definition, &[("bekannt", "ja"), ("wunsch", text)]);
    let sheet = json!({ "erhebung": erhebung, "id": Uuid::new_v4().to_string(), "typed": typed });
    let _stored: Value = ask(kiso, "enter-paper", sheet).await;
}

/// Somebody of this Kita, in which no KiSo is logged in, has answered.
async fn answer_at(app: &TestApp, kita: KitaId, erhebung: &str, definition: &Definition, text: &str) {
    let scope = Scope::Kitas(vec![kita]);
    let by = Principal { account: AccountId::new(Uuid::nil()), role: Role::KiSo, scope };
    let question = definition.walk().into_iter().find(|node| node.name == "wunsch").expect("a question");
    let answer = Answer { place: question.id.into(), name: question.name.clone(), value: text.to_owned() };
    let content = Submission { answers: vec![answer], ..Submission::default() };
    let (id, today) = (SubmissionId::new(Uuid::new_v4()), app.state.ports.clock.today());
    let sent = SentSubmission::new(id, erhebung.parse().expect("an id"), today, content);
    app.state.ports.questionnaires.accept(&by.require().expect("the right"), &sent).await.expect("it is stored");
}

fn decision(erhebung: &str, line: &FreeTextLine, act: &str, words: &[u32]) -> Value {
    json!({ "erhebung": erhebung, "submission": line.submission, "place": line.place, "seen": line.seen,
        "input": { "act": act, "blacked_out": words } })
}

async fn line_of(kiso: &mut Browser<'_>, erhebung: &str, text: &str) -> FreeTextLine {
    let view: FreeTextsView = ask(kiso, "free-texts-of", json!({ "erhebung": erhebung })).await;
    view.lines.into_iter().find(|line| line.text == text).expect("the text")
}

async fn shown(office: &mut Browser<'_>, questionnaire: &str) -> Vec<String> {
    let view: EvaluationView = ask(office, "evaluation", json!({ "id": questionnaire, "query": {} })).await;
    view.evaluation.texts.into_iter().flat_map(|found| found.texts).collect()
}

#[tokio::test]
async fn the_office_sees_a_text_once_the_kiso_has_released_it_and_without_what_is_blacked_out() {
    let app = TestApp::start().await;
    let (mut kiso, kita) = portal(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (questionnaire, id) = erhebung(&mut office, kita).await;
    let none: Vec<TextsErhebung> = ask(&mut kiso, "free-texts", json!({})).await;
    assert_eq!(none, []);
    let PaperForm { definition, .. } = ask(&mut kiso, "paper-form", json!({ "erhebung": id })).await;
    for text in [NAMING, "Mehr Licht", "Mehr Platz", "Mehr Zeit", "Mehr Ruhe"] {
        type_sheet(&mut kiso, &id, &definition, text).await;
    }
    let heads: Vec<TextsErhebung> = ask(&mut kiso, "free-texts", json!({})).await;
    assert_eq!((heads.len(), heads[0].unseen, heads[0].texts), (1, 5, 5));
    let line = line_of(&mut kiso, &id, NAMING).await;
    assert_eq!((line.question.as_str(), line.stand), ("Was möchten Sie uns noch sagen?", Stand::Unseen));
    assert_eq!((&line.blacked_out, &line.suspicious), (&vec![1], &vec![1]), "the name is proposed");
    assert_eq!(shown(&mut office, &questionnaire).await, Vec::<String>::new());

    let decided: FreeTextLine =
        ask(&mut kiso, "decide-free-text", decision(&id, &line, "release", &line.blacked_out)).await;
    assert_eq!((decided.stand, decided.seen.revision), (Stand::BlackedOut, 1));
    assert_eq!(decided, line_of(&mut kiso, &id, NAMING).await);
    assert_eq!(shown(&mut office, &questionnaire).await, ["Frau [geschwärzt] hilft uns sehr"]);
    let file = |name: &str| format!("/api/v1/frageboegen/{questionnaire}/{name}");
    let table = office.get(&file("freitexte.csv")).await;
    assert!(table.body.starts_with("\u{FEFF}Name;Frage;Freigegebener Text\r\n"), "{}", table.body);
    assert!(table.body.contains(";Frau [geschwärzt] hilft uns sehr\r\n"), "{}", table.body);
    for text in ["Müller", "Mehr Licht"] {
        assert!(!table.body.contains(text), "{text}");
    }
    assert_eq!(office.get(&file("auswertung.xlsx")).await.status, StatusCode::OK);
    assert_eq!(kiso.get(&file("freitexte.csv")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_decision_is_refused_on_top_of_something_that_was_not_seen() {
    let app = TestApp::start().await;
    let (mut kiso, kita) = portal(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (_, id) = erhebung(&mut office, kita).await;
    let PaperForm { definition, .. } = ask(&mut kiso, "paper-form", json!({ "erhebung": id })).await;
    type_sheet(&mut kiso, &id, &definition, NAMING).await;
    let line = line_of(&mut kiso, &id, NAMING).await;
    for _ in 0..2 {
        let _sent_twice: FreeTextLine = ask(&mut kiso, "decide-free-text", decision(&id, &line, "release", &[1])).await;
    }
    let late = call(&mut kiso, "decide-free-text", decision(&id, &line, "withhold", &[])).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);

    let mut now = line_of(&mut kiso, &id, NAMING).await;
    let all = call(&mut kiso, "decide-free-text", decision(&id, &now, "release", &[0, 1, 2, 3, 4])).await;
    let refused: AppError = serde_json::from_str(&all.body).expect("an error");
    assert_eq!(refused, AppError::field("blacked_out", ErrorCode::NothingLeft));
    now.seen.hash = "ein anderer Text".into();
    let other = call(&mut kiso, "decide-free-text", decision(&id, &now, "withhold", &[])).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.body);
    assert_eq!(line_of(&mut kiso, &id, NAMING).await.stand, Stand::BlackedOut);
}

#[tokio::test]
async fn the_office_decides_about_texts_of_a_kita_without_kiso_and_about_no_others() {
    let app = TestApp::start().await;
    let (mut kiso, kita) = portal(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (_, own) = erhebung(&mut office, kita).await;
    let (questionnaire, alone) = erhebung(&mut office, demo::kita(98)).await;
    let PaperForm { definition, .. } = ask(&mut kiso, "paper-form", json!({ "erhebung": own })).await;
    type_sheet(&mut kiso, &own, &definition, NAMING).await;
    for text in ["Mehr Licht", "Mehr Platz", "Mehr Zeit", "Mehr Ruhe", "Mehr Obst", "Mehr Musik"] {
        answer_at(&app, demo::kita(98), &alone, &definition, text).await;
    }
    let heads: Vec<TextsErhebung> = ask(&mut office, "free-texts", json!({})).await;
    assert_eq!(heads.iter().map(|head| (head.id.as_str(), head.unseen)).collect::<Vec<_>>(), [(alone.as_str(), 6)]);
    for (browser, expected) in [(&mut office, 6), (&mut kiso, 1)] {
        let waiting: u32 = ask(browser, "waiting-texts", json!({})).await;
        assert_eq!(waiting, expected);
    }

    let theirs = line_of(&mut kiso, &own, NAMING).await;
    for (endpoint, arguments) in [
        ("free-texts-of", json!({ "erhebung": own })),
        ("decide-free-text", decision(&own, &theirs, "release", &[])),
        ("decide-free-text", decision(&alone, &theirs, "release", &[])),
    ] {
        let refused = call(&mut office, endpoint, arguments).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{endpoint}: {}", refused.body);
    }

    let line = line_of(&mut office, &alone, "Mehr Licht").await;
    let decided: FreeTextLine = ask(&mut office, "decide-free-text", decision(&alone, &line, "release", &[])).await;
    assert_eq!(decided.stand, Stand::Released);
    let view: EvaluationView = ask(&mut office, "evaluation", json!({ "id": questionnaire, "query": {} })).await;
    assert_eq!(view.evaluation.waiting, Some(Figure::Shown(5)));
    assert_eq!(shown(&mut office, &questionnaire).await, ["Mehr Licht"]);
}

/// The responsible KiSo decides (domain §6): that she has no account yet makes nobody else read what parents wrote.
#[tokio::test]
async fn texts_of_a_kita_whose_kiso_has_no_account_yet_wait_for_her() {
    let app = TestApp::start().await;
    let (mut kiso, kita) = portal(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let today = app.state.ports.clock.today();
    let directory = demo::directory(today);
    let new = elsewhere(&app, &directory, &Subject::Person(demo::kiso(1)));
    let Scope::Kitas(kitas) = directory.scope_of(Role::KiSo, &new, today) else { panic!("a KiSo has Kitas") };
    let (_, known) = erhebung(&mut office, kita).await;
    let PaperForm { definition, .. } = ask(&mut kiso, "paper-form", json!({ "erhebung": known })).await;
    let (_, id) = erhebung(&mut office, kitas[0]).await;
    answer_at(&app, kitas[0], &id, &definition, NAMING).await;
    for browser in [&mut office, &mut kiso] {
        let heads: Vec<TextsErhebung> = ask(browser, "free-texts", json!({})).await;
        assert_eq!(heads, []);
        let refused = call(browser, "free-texts-of", json!({ "erhebung": id })).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.body);
    }

    let mut her = app.second_logged_in_for(Role::KiSo, new).await;
    assert_eq!(line_of(&mut her, &id, NAMING).await.stand, Stand::Unseen);
}

#[tokio::test]
async fn a_foreign_kita_has_no_texts_to_decide_about() {
    let app = TestApp::start().await;
    let (mut kiso, kita) = portal(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (_, own) = erhebung(&mut office, kita).await;
    let (_, foreign) = erhebung(&mut office, demo::kita(98)).await;
    let PaperForm { definition, .. } = ask(&mut kiso, "paper-form", json!({ "erhebung": own })).await;
    type_sheet(&mut kiso, &own, &definition, NAMING).await;
    let line = line_of(&mut kiso, &own, NAMING).await;
    let texts = call(&mut kiso, "free-texts-of", json!({ "erhebung": foreign })).await;
    assert_eq!(texts.status, StatusCode::NOT_FOUND);
    let through = call(&mut kiso, "decide-free-text", decision(&foreign, &line, "withhold", &[])).await;
    assert_eq!(through.status, StatusCode::NOT_FOUND, "also not with a text of the own Kita");
    assert_eq!(line_of(&mut kiso, &own, NAMING).await.stand, Stand::Unseen);
}
