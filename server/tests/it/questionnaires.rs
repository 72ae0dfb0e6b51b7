//! The Koordination's side of questionnaires: a workbook in, its faults by cell, publishing, Erhebungen, counts. The KiSo's:
//! `own_questionnaires`.

use crate::test_app::{Answer, Browser, TestApp};
use app::questionnaires::{
    IMPORT_ADDRESS, ImportAnswer,
    view::{
        ErhebungFormView, ErhebungRow, ErhebungState, ErhebungView, PublishAnswer, QuestionnaireRow, QuestionnaireView,
    },
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    AppError, ErrorCode, FieldError,
    access::{KiSo, Principal, Role, Scope},
    ids::{AccountId, ErhebungId, SubmissionId},
    people::demo,
    questionnaires::{Answer as Given, Figure, SentSubmission, Submission, VersionNumber, xlsform::FaultCode},
};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::io::{Cursor, Write};
use uuid::Uuid;

type Rows<'a> = &'a [&'a [&'a str]];

const SURVEY: Rows = &[
    &["type", "name", "label", "required", "relevant"],
    &["select_one ja_nein", "kennt", "Kennen Sie das Angebot?", "yes", ""],
    &["text", "woher", "Woher?", "", "${kennt} = 'ja'"],
    &["integer", "kinder", "Wie viele Kinder?", "", ""],
];
const CHOICES: Rows = &[&["list_name", "name", "label"], &["ja_nein", "ja", "Ja"], &["ja_nein", "nein", "Nein"]];
const SETTINGS: Rows = &[&["form_title", "form_id"], &["Kurzbefragung", "kurz"]];

fn workbook(survey: Rows) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [("survey", survey), ("choices", CHOICES), ("settings", SETTINGS)] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).expect("a cell");
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

async fn portal() -> TestApp {
    let app = TestApp::start().await;
    let today = app.state.ports.clock.today();
    app.state.ports.directory.fill(&demo::directory(today), app.state.ports.clock.now()).await.expect("a directory");
    app
}

/// Sends a file as the page does.
pub async fn send(browser: &mut Browser<'_>, name: &str, file: &[u8], questionnaire: &str) -> Answer {
    send_with(browser, name, file, ("questionnaire", questionnaire)).await
}

async fn send_with(browser: &mut Browser<'_>, name: &str, file: &[u8], (field, value): (&str, &str)) -> Answer {
    let mut body = format!("--grenze\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
    body += &format!("--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
    body += "Content-Type: application/octet-stream\r\n\r\n";
    let mut body = body.into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--grenze--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri(IMPORT_ADDRESS)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
    browser.send(request, Body::from(body)).await
}

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {} {}", answer.status, answer.body))
}

async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, endpoint: &str, arguments: serde_json::Value) -> T {
    let answer = browser.call(&format!("questionnaires/{endpoint}"), &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{endpoint}: {}", answer.body);
    read(&answer)
}

/// Imports a workbook without faults and returns the questionnaire's id.
async fn draft(office: &mut Browser<'_>, survey: Rows<'_>, questionnaire: &str) -> String {
    let answer = send(office, "kurz.xlsx", &workbook(survey), questionnaire).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    match read(&answer) {
        ImportAnswer::Draft { id, title, warnings } => {
            assert_eq!((title.as_str(), warnings.len()), ("Kurzbefragung", 0));
            id
        }
        ImportAnswer::Refused { faults } => panic!("{faults:?}"),
    }
}

async fn publish(office: &mut Browser<'_>, id: &str) -> PublishAnswer {
    ask(office, "publish", json!({ "id": id })).await
}

fn erhebung(questionnaire: &str, zielgruppe: &str) -> serde_json::Value {
    json!({ "input": {
        "kita": demo::kita(24).to_string(), "from": "2026-03-01", "to": "2026-03-28",
        "methode": "schriftliche_befragung", "zielgruppe": zielgruppe, "questionnaire": questionnaire, "version": "1",
    } })
}

#[tokio::test]
async fn a_workbook_becomes_a_draft_and_then_a_version() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = draft(&mut office, SURVEY, "").await;
    let view: QuestionnaireView = ask(&mut office, "detail", json!({ "id": id, "version": null })).await;
    assert_eq!((view.shown, view.head.has_draft, view.head.latest), (None, true, None));
    let labels: Vec<&str> = view.questions.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels, ["Kennen Sie das Angebot?", "Woher?", "Wie viele Kinder?"]);
    assert_eq!(view.questions[0].choices, ["Ja", "Nein"]);
    assert!(view.questions[0].required && !view.questions[1].required);

    assert_eq!(publish(&mut office, &id).await, PublishAnswer::Published { version: VersionNumber(1) });
    let again = office.call("questionnaires/publish", &json!({ "id": id }).to_string()).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "no draft is left");

    // The next version keeps the ids of the questions that stay.
    let shorter: Rows = &[SURVEY[0], SURVEY[3], SURVEY[1]];
    assert_eq!(draft(&mut office, shorter, &id).await, id);
    let first: QuestionnaireView = ask(&mut office, "detail", json!({ "id": id, "version": 1 })).await;
    assert_eq!((first.shown, first.questions.len()), (Some(1), 3));
    let rows: Vec<QuestionnaireRow> = ask(&mut office, "list", json!({})).await;
    assert_eq!((rows.len(), rows[0].has_draft, rows[0].latest, rows[0].questions), (1, true, Some(1), 2));
}

#[tokio::test]
async fn a_workbook_that_is_sent_again_after_a_lost_answer_makes_one_questionnaire() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let request = Uuid::new_v4().to_string();
    for _ in 0..2 {
        let answer = send_with(&mut office, "kurz.xlsx", &workbook(SURVEY), ("request", &request)).await;
        let ImportAnswer::Draft { id, .. } = read(&answer) else { panic!("{}", answer.body) };
        assert_eq!(id, request);
    }
    let rows: Vec<QuestionnaireRow> = ask(&mut office, "list", json!({})).await;
    assert_eq!(rows.len(), 1);

    // Somebody has gone on with it: what comes late changes nothing.
    publish(&mut office, &request).await;
    let shorter: Rows = &[SURVEY[0], SURVEY[3]];
    let late = send_with(&mut office, "kurz.xlsx", &workbook(shorter), ("request", &request)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    let none = send_with(&mut office, "kurz.xlsx", &workbook(SURVEY), ("request", "keine Nummer")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "{}", none.body);
    let rows: Vec<QuestionnaireRow> = ask(&mut office, "list", json!({})).await;
    assert_eq!((rows.len(), rows[0].has_draft, rows[0].questions), (1, false, 3));
}

#[tokio::test]
async fn every_fault_of_a_workbook_is_named_by_its_cell_and_nothing_is_stored() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let faulty: Rows = &[
        &["type", "name", "label"],
        &["selct_one ja_nein", "kennt", "Kennen Sie das Angebot?"],
        &["text", "2woher", "Woher?"],
        &["select_one gibt_es_nicht", "was", "Was?"],
    ];
    let answer = send(&mut office, "kurz.xlsx", &workbook(faulty), "").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ImportAnswer::Refused { faults } = read(&answer) else { panic!("{}", answer.body) };
    let found: Vec<_> = faults.iter().map(|fault| (fault.code, fault.row, fault.column.as_deref())).collect();
    assert!(found.contains(&(FaultCode::UnknownType, Some(2), Some("type"))), "{found:?}");
    assert!(found.contains(&(FaultCode::BadName, Some(3), Some("name"))), "{found:?}");
    assert!(found.contains(&(FaultCode::UnknownList, Some(4), Some("type"))), "{found:?}");
    let rows: Vec<QuestionnaireRow> = ask(&mut office, "list", json!({})).await;
    assert_eq!(rows, []);
}

#[tokio::test]
async fn text_files_are_workbooks_too() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let text = "survey;;;\r\n;type;name;label\r\n;text;wunsch;Was wünschen Sie sich?\r\n";
    let windows = text.chars().map(|sign| u8::try_from(u32::from(sign)).expect("Latin-1")).collect();
    for file in [text.as_bytes().to_vec(), windows] {
        let answer = send(&mut office, "Wünsche 2026.csv", &file, "").await;
        let ImportAnswer::Draft { id, title, .. } = read(&answer) else { panic!("{}", answer.body) };
        assert_eq!(title, "Wünsche 2026", "without a title the file's name is one");
        let view: QuestionnaireView = ask(&mut office, "detail", json!({ "id": id, "version": null })).await;
        assert_eq!(view.questions[0].label, "Was wünschen Sie sich?");
    }
}

/// An XForm with one question, whose node has this type.
fn xform(kind: &str) -> String {
    format!(
        r#"<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>Wünsche</h:title><model>
<instance><data id="wuensche"><wunsch/></data></instance>
<bind nodeset="/data/wunsch" type="{kind}"/>
</model></h:head>
<h:body><input ref="/data/wunsch"><label>Was wünschen Sie sich?</label></input></h:body>
</h:html>"#
    )
}

#[tokio::test]
async fn an_xform_becomes_a_draft_and_its_faults_are_named_by_line_and_element() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    // The content decides, whatever the file is called.
    for name in ["wuensche.xml", "wuensche.XML", "formular"] {
        let answer = send(&mut office, name, xform("string").as_bytes(), "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let ImportAnswer::Draft { id, title, warnings } = read(&answer) else { panic!("{}", answer.body) };
        assert_eq!((title.as_str(), warnings.len()), ("Wünsche", 0));
        let view: QuestionnaireView = ask(&mut office, "detail", json!({ "id": id, "version": null })).await;
        assert_eq!(view.questions[0].label, "Was wünschen Sie sich?");
    }
    let answer = send(&mut office, "wuensche.xml", xform("unsinn").as_bytes(), "").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ImportAnswer::Refused { faults } = read(&answer) else { panic!("{}", answer.body) };
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    assert_eq!((fault.code, fault.row), (FaultCode::UnknownType, Some(5)));
    let place = "Zeile 5, <bind nodeset=\"/data/wunsch\">: ";
    assert!(fault.sentence().starts_with(place), "{}", fault.sentence());
    let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\">]><a>&b;</a>";
    let ImportAnswer::Refused { faults } = read(&send(&mut office, "a.xml", laughs.as_bytes(), "").await) else {
        panic!("a document type is read")
    };
    assert_eq!(faults[0].code, FaultCode::DocumentType);
    let rows: Vec<QuestionnaireRow> = ask(&mut office, "list", json!({})).await;
    assert_eq!(rows.len(), 3);
}

#[tokio::test]
async fn what_cannot_be_run_is_not_published() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let barcode: Rows = &[SURVEY[0], &["barcode", "code", "Code", "", ""]];
    let ImportAnswer::Draft { id, warnings, .. } = read(&send(&mut office, "kurz.xlsx", &workbook(barcode), "").await)
    else {
        panic!("what can be changed is kept as a draft")
    };
    let cells: Vec<_> = warnings.iter().map(|fault| (fault.code, fault.row, fault.column.as_deref())).collect();
    assert_eq!(cells, [(FaultCode::TypeNotRun, Some(2), Some("type"))]);
    let PublishAnswer::Refused { obstacles } = publish(&mut office, &id).await else { panic!("published") };
    assert!(obstacles[0].contains("„code“") && obstacles[0].contains("barcode"), "{obstacles:?}");
    assert!(obstacles[0].ends_with("Blatt „survey“, Zeile 2, Spalte „type“."), "{obstacles:?}");
    let view: QuestionnaireView = ask(&mut office, "detail", json!({ "id": id, "version": null })).await;
    assert_eq!((view.obstacles, view.head.latest), (obstacles, None));
}

#[tokio::test]
async fn counts_of_respondents_hide_small_cells_and_those_of_protocols_do_not() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = draft(&mut office, SURVEY, "").await;
    publish(&mut office, &id).await;
    let form: ErhebungFormView = ask(&mut office, "erhebung-form", json!({})).await;
    assert_eq!((form.kitas.len(), form.questionnaires[0].latest), (98, 1));
    for (zielgruppe, hidden) in [("eltern", true), ("protokoll", false)] {
        let erhebung: String = ask(&mut office, "create-erhebung", erhebung(&id, zielgruppe)).await;
        let empty: ErhebungView = ask(&mut office, "results", json!({ "id": erhebung })).await;
        assert_eq!((empty.results.submissions, empty.erhebung.state), (0, ErhebungState::Open));
        answer(&app, &erhebung, 12, "ja").await;
        answer(&app, &erhebung, 2, "nein").await;

        let view: ErhebungView = ask(&mut office, "results", json!({ "id": erhebung })).await;
        let cells: Vec<Figure> = view.results.questions[0].rows.iter().map(|row| row.count).collect();
        let expected = if hidden { [Figure::Suppressed; 2] } else { [Figure::Shown(12), Figure::Shown(2)] };
        assert_eq!((view.results.submissions, &cells[..]), (14, &expected[..]), "{zielgruppe}");
        assert!(
            !office
                .call("questionnaires/results", &json!({ "id": erhebung }).to_string())
                .await
                .body
                .contains("woher-")
        );
    }
}

/// So many people give this answer to the first question.
async fn answer(app: &TestApp, erhebung: &str, count: u32, value: &str) {
    let scope = Scope::Kitas(vec![demo::kita(24)]);
    let kiso: KiSo =
        Principal { account: AccountId::new(Uuid::nil()), role: Role::KiSo, scope }.require().expect("a KiSo");
    let erhebung: ErhebungId = erhebung.parse().expect("an id");
    for _ in 0..count {
        let given = |place: &str, value: &str| Given {
            place: place.parse().expect("a place"),
            name: String::new(),
            value: value.into(),
        };
        let answers = vec![given("1", value), given("2", "woher-"), given("3", "")];
        let content = Submission { answers, ..Submission::default() };
        let sent =
            SentSubmission::new(SubmissionId::new(Uuid::new_v4()), erhebung, app.state.ports.clock.today(), content);
        app.state.ports.questionnaires.accept(&kiso, &sent).await.expect("taken in");
    }
}

#[tokio::test]
async fn an_erhebung_that_is_sent_again_after_a_lost_answer_is_one() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = draft(&mut office, SURVEY, "").await;
    publish(&mut office, &id).await;
    let form: ErhebungFormView = ask(&mut office, "erhebung-form", json!({})).await;
    let mut arguments = erhebung(&id, "eltern");
    arguments["request"] = json!(form.request);
    for _ in 0..2 {
        let made: String = ask(&mut office, "create-erhebung", arguments.clone()).await;
        assert_eq!(made, form.request);
    }
    ask::<()>(&mut office, "save-asked", json!({ "id": form.request, "asked": "30" })).await;
    let made: String = ask(&mut office, "create-erhebung", arguments.clone()).await;
    assert_eq!(made, form.request, "also when somebody has counted who was asked");
    let all: Vec<ErhebungRow> = ask(&mut office, "erhebungen", json!({})).await;
    assert_eq!(all.len(), 1);
    arguments["input"]["zielgruppe"] = json!("kinder");
    let other = office.call("questionnaires/create-erhebung", &arguments.to_string()).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    let next: ErhebungFormView = ask(&mut office, "erhebung-form", json!({})).await;
    assert_ne!(next.request, form.request);
    // Whoever plans another one in the same Kita is told of this one.
    let planned: Vec<_> = next.planned.iter().map(|row| (row.kita, row.title.as_str())).collect();
    assert_eq!((form.planned.len(), planned), (0, vec![(demo::kita(24), "Kurzbefragung")]));
}

#[tokio::test]
async fn an_erhebung_with_faults_names_its_fields() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let blank = office.call("questionnaires/create-erhebung", r#"{"input":{}}"#).await;
    let AppError::Invalid(faults) = read(&blank) else { panic!("{}", blank.body) };
    assert_eq!(faults.len(), 7);
    let nowhere = erhebung("00000000-0000-7000-8000-000000000000", "eltern").to_string();
    let unknown: AppError = read(&office.call("questionnaires/create-erhebung", &nowhere).await);
    assert_eq!(unknown, AppError::field("version", ErrorCode::UnknownReference));
}

#[tokio::test]
async fn only_who_designs_imports() {
    let app = portal().await;
    let file = workbook(SURVEY);
    let nobody = send(&mut app.browser(), "kurz.xlsx", &file, "").await;
    assert_eq!((nobody.status, read(&nobody)), (StatusCode::UNAUTHORIZED, AppError::Unauthenticated));
    for role in Role::ALL {
        let mut browser = app.logged_in(role).await;
        let answer = send(&mut browser, "kurz.xlsx", &file, "").await;
        let designs = [Role::Koordination, Role::KiSo].contains(&role);
        let expected = if designs { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(answer.status, expected, "{}: {}", role.code(), answer.body);
    }
}

#[tokio::test]
async fn files_that_are_no_workbooks_are_refused_with_a_reason_at_the_field() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let kind = FieldError::new("file", ErrorCode::WrongFileKind);
    let size = FieldError::with_limit("file", ErrorCode::FileTooLarge, "32 MB nach dem Entpacken".to_owned());
    let cases: [(&str, Vec<u8>, FieldError); 8] = [
        ("brief.pdf", b"%PDF-1.7\n\x00\x01".to_vec(), kind.clone()),
        ("brief.csv", b"%PDF-1.7\n\x00\x01".to_vec(), kind.clone()),
        ("brief.txt", b"survey;;\n".to_vec(), kind.clone()),
        ("alt.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 und mehr nicht".to_vec(), kind.clone()),
        ("beschädigt.xls", cut_record(), kind.clone()),
        ("halb.xlsx", b"PK\x03\x04 und mehr nicht".to_vec(), kind),
        ("bombe.xlsx", bomb(), size),
        ("leer.xlsx", Vec::new(), FieldError::new("file", ErrorCode::EmptyFile)),
    ];
    for (name, file, expected) in cases {
        let answer = send(&mut office, name, &file, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.body);
        assert_eq!(read::<AppError>(&answer), AppError::Invalid(vec![expected]), "{name}");
    }
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    let answer = send(&mut office, "viel.csv", &large, "").await;
    let too_large = FieldError::with_limit("file", ErrorCode::FileTooLarge, "10 MB".to_owned());
    assert_eq!(read::<AppError>(&answer), AppError::Invalid(vec![too_large]));
    let far = send(&mut office, "weit.xlsx", &far_cell(), "").await;
    let ImportAnswer::Refused { faults } = read(&far) else { panic!("{}", far.body) };
    assert_eq!(faults[0].code, FaultCode::TooManyRows);
    // A workbook for something else: it is read, and the sheet that is missing is named.
    let other = send(&mut office, "kitas.csv", b"Kitas;;\n;Nummer;Name\n;001;Regenbogen\n", "").await;
    let ImportAnswer::Refused { faults } = read(&other) else { panic!("{}", other.body) };
    assert_eq!(faults[0].code, FaultCode::NoSurvey);
    let rows: Vec<QuestionnaireRow> = ask(&mut office, "list", json!({})).await;
    assert_eq!(rows, []);
}

/// An `.xls` whose first record, the code page, is a byte short: calamine 0.38 panics on it. One sector of the compound document (MS-CFB)
/// holds the table of sectors, one the directory, eight the stream "Workbook".
fn cut_record() -> Vec<u8> {
    const SECTOR: usize = 512;
    let mut file = vec![0; SECTOR * 11];
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    let (end, free) = (0xFFFF_FFFE_u32.to_le_bytes(), [0xFF; 4]);
    put(0, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    // Versions, byte order, sizes of sectors as powers of two; one sector of table, the directory in sector 1.
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &[1, 0, 0, 0, 1, 0, 0, 0]);
    put(56, &4096_u32.to_le_bytes());
    put(60, &end);
    put(68, &end);
    (1..109).for_each(|place| put(76 + 4 * place, &free));
    (0..128).for_each(|sector| put(SECTOR + 4 * sector, &free));
    put(SECTOR, &0xFFFF_FFFD_u32.to_le_bytes());
    put(SECTOR + 4, &end);
    (2..10_u32).zip(2..).for_each(|(sector, place)| {
        put(SECTOR + 4 * place, &if sector == 9 { end } else { (sector + 1).to_le_bytes() });
    });
    for (entry, name, kind, start, size) in
        [(0, "Root Entry", 5, end, 0), (1, "Workbook", 2, 2_u32.to_le_bytes(), 4096_u32)]
    {
        let at = 2 * SECTOR + 128 * entry;
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(at, &utf16);
        put(at + 64, &[u8::try_from(utf16.len() + 2).unwrap(), 0, kind, 1]);
        put(at + 68, &[0xFF; 12]);
        put(at + 116, &start);
        put(at + 120, &size.to_le_bytes());
    }
    put(3 * SECTOR, &[0x42, 0, 1, 0, 0xB0]);
    file
}

/// A small file that unpacks to 33 MiB of zeros.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    for _ in 0..33 * 16 {
        archive.write_all(&[0; 65_536]).expect("zeros");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A workbook with one cell in the last row of the last column.
fn far_cell() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("survey").expect("a name");
    sheet.write_string(0, 0, "type").expect("a cell");
    sheet.write_string(1_048_575, 16_383, "weit weg").expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}

/// The demo's answers come out of the engine, so this is also a test of the whole path: one cell of the survey of
/// parents is too small to be shown, all others are.
#[tokio::test]
async fn the_demo_shows_results_and_hides_one_cell() {
    let app = TestApp::start_with(|config| config.demo = true).await;
    server::demo::greet(&app.state).await.expect("demo data");
    let koordination: domain::access::Koordination =
        Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All }
            .require()
            .expect("a right");
    let store = &app.state.ports.questionnaires;
    let list = store.list_erhebungen(&koordination).await.expect("Erhebungen");
    assert_eq!(list.iter().map(|head| head.submissions).sum::<u32>(), 60 + 3 + 28 + 40);
    let parents = list.iter().find(|head| head.submissions == 60).expect("the survey of parents that goes on");
    let member = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All }
        .require()
        .expect("a right");
    let definition =
        store.read_version(&member, parents.erhebung.questionnaire, parents.erhebung.version).await.expect("a version");
    let tally = store.tally(&koordination, parents.erhebung.id).await.expect("counts");
    let results = domain::questionnaires::Results::new(&definition, &tally, Some(5), "");
    let hidden: Vec<String> = results
        .questions
        .iter()
        .flat_map(|question| question.rows.iter().map(move |row| (question, row)))
        .filter(|(_, row)| row.count == Figure::Suppressed)
        .map(|(question, row)| format!("{}: {}", question.name, row.label))
        .collect();
    assert_eq!(hidden, ["themen: Wohnen"], "{results:#?}");
}

/// What is downloaded is read again as the next version of the same questionnaire, and nothing in it has changed.
#[tokio::test]
async fn the_demos_questionnaires_come_out_as_workbooks_that_read_the_same() {
    let app = TestApp::start_with(|config| config.demo = true).await;
    server::demo::greet(&app.state).await.expect("demo data");
    let by = || Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    let koordination: domain::access::Koordination = by().require().expect("a right");
    let member = by().require().expect("a right");
    let mut office = app.logged_in(Role::Koordination).await;
    let store = &app.state.ports.questionnaires;
    let heads = store.list(&koordination).await.expect("questionnaires");
    assert_eq!(heads.len(), 2);
    for head in heads {
        let address = app::questionnaires::export_address(&head.id.to_string(), None);
        let answer = office.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let workbook = server::questionnaires::workbook::read(&answer.bytes, "x.xlsx").expect("a workbook");
        let definition =
            store.read_version(&member, head.id, head.latest.expect("a version")).await.expect("the version");
        let again = domain::questionnaires::import(&workbook, Some(&definition)).expect("no faults");
        assert_eq!(again.definition, definition);
    }
}

#[tokio::test]
async fn workbooks_are_given_to_who_designs_and_a_draft_to_whose_it_is() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = draft(&mut office, SURVEY, "").await;
    let address = app::questionnaires::export_address(&id, None);
    let file = office.get(&address).await;
    assert_eq!(file.status, StatusCode::OK);
    let disposition = file.headers.get(header::CONTENT_DISPOSITION).and_then(|value| value.to_str().ok());
    assert_eq!(disposition, Some("attachment; filename=\"kurz.xlsx\""));
    assert_eq!(office.get(&format!("{address}?fassung=7")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.browser().get(&address).await.status, StatusCode::UNAUTHORIZED);
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Koordination) {
        let mut browser = app.logged_in(role).await;
        let refused = if role == Role::KiSo { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        assert_eq!(browser.get(&address).await.status, refused, "{}", role.code());
    }
}
