//! The directory through the real router: lists by scope, saving, files out and in.

use crate::{
    events::{create, seminar},
    test_app::{Answer, Browser, TestApp},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use calamine::{Data, Reader, Xlsx};
use domain::{
    AppError, ErrorCode, FieldError,
    access::Role,
    accounts::Subject,
    events::PublicEventView,
    people::{Fields, Line, ListView, RecordView, Sheet, demo, import::ImportAnswer},
};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::io::{Cursor, Write};

async fn portal() -> TestApp {
    let app = TestApp::start().await;
    let today = app.state.ports.clock.today();
    app.state.ports.directory.fill(&demo::directory(today), app.state.ports.clock.now()).await.unwrap();
    app
}

async fn logged_in_as(app: &TestApp, role: Role, subject: Subject) -> Browser<'_> {
    app.account_of(role, subject).await;
    let mut browser = app.browser();
    browser.log_in(role, crate::test_app::PASSWORD).await;
    browser
}

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {} {}", answer.status, answer.body))
}

async fn kitas(browser: &mut Browser<'_>) -> Vec<Line> {
    read::<ListView>(&browser.call("people/list", r#"{"sheet":"kitas"}"#).await).lines
}

fn numbers(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.cells[0].text()).collect()
}

#[tokio::test]
async fn everybody_finds_the_own_kitas_in_list_record_and_file() {
    let app = portal().await;
    let employer = Subject::Anstellungstraeger(demo::anstellungstraeger(12));
    let mut own = logged_in_as(&app, Role::Anstellungstraeger, employer).await;
    let mut leitung = logged_in_as(&app, Role::KitaLeitung, Subject::Person(demo::leitung(61))).await;
    let mut office = app.logged_in(Role::Koordination).await;
    assert_eq!(numbers(&kitas(&mut own).await), ["024", "025", "061", "076"]);
    assert_eq!(numbers(&kitas(&mut leitung).await), ["061"]);
    assert_eq!(kitas(&mut office).await.len(), 98);

    let foreign = json!({ "sheet": "kitas", "id": demo::kita(1).to_string() }).to_string();
    assert_eq!(own.call("people/record", &foreign).await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.call("people/record", &foreign).await.status, StatusCode::OK);
    let file = own.get("/api/v1/verzeichnis/kitas.csv").await;
    assert_eq!((file.status, file.body.lines().count()), (StatusCode::OK, 5), "{}", file.body);
    let found = leitung.get("/api/v1/verzeichnis/kitas.csv?search=024").await;
    assert_eq!(found.body.lines().count(), 1, "search finds nothing outside the scope");
}

#[tokio::test]
async fn files_are_for_those_who_are_logged_in_and_have_the_right() {
    let app = portal().await;
    let answer = app.browser().get("/api/v1/verzeichnis/kitas.csv").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(!answer.body.contains("Demo-Kita"));
    let kasse = app.logged_in(Role::Kasse).await.get("/api/v1/verzeichnis/kitas.csv").await;
    assert_eq!(kasse.status, StatusCode::FORBIDDEN);
    let mut office = app.logged_in(Role::Koordination).await;
    for unknown in ["kitas.pdf", "mitglieder.csv", "kitas"] {
        assert_eq!(office.get(&format!("/api/v1/verzeichnis/{unknown}")).await.status, StatusCode::NOT_FOUND);
    }
}

async fn form_of(browser: &mut Browser<'_>, kita: u32) -> (RecordView, Fields) {
    let asked = json!({ "sheet": "kitas", "id": demo::kita(kita).to_string() }).to_string();
    let view: RecordView = read(&browser.call("people/record", &asked).await);
    let fields = view.fields.clone();
    (view, fields)
}

async fn save(browser: &mut Browser<'_>, view: &RecordView, fields: &Fields) -> Answer {
    let arguments = json!({ "sheet": "kitas", "id": view.id, "base": view.revision, "fields": fields });
    browser.call("people/save", &arguments.to_string()).await
}

#[tokio::test]
async fn a_form_is_saved_refused_at_its_fields_or_told_of_somebody_elses_change() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (view, mut fields) = form_of(&mut office, 24).await;
    fields.set("name", "");
    fields.set("number", "025");
    let refused = save(&mut office, &view, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(read::<AppError>(&refused), AppError::field("name", ErrorCode::Required));
    fields.set("name", "<script>alert('1')</script>");
    let refused = save(&mut office, &view, &fields).await;
    assert_eq!(read::<AppError>(&refused), AppError::field("number", ErrorCode::NotUnique));
    fields.set("number", "024");
    assert_eq!(save(&mut office, &view, &fields).await.status, StatusCode::OK);
    assert_eq!(save(&mut office, &view, &fields).await.status, StatusCode::CONFLICT);
    let (after, _) = form_of(&mut office, 24).await;
    assert_eq!(after.title, "<script>alert('1')</script>", "kept as it is; pages show it as text");
    assert!(after.revision > view.revision);
}

#[tokio::test]
async fn a_csv_file_is_one_that_german_spreadsheets_open() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (view, mut fields) = form_of(&mut office, 24).await;
    fields.set("name", "=HYPERLINK(\"https://boese.example\")");
    assert_eq!(save(&mut office, &view, &fields).await.status, StatusCode::OK);
    let file = office.get("/api/v1/verzeichnis/kitas.csv").await;
    assert!(file.bytes.starts_with(&[0xEF, 0xBB, 0xBF]));
    let first = file.body.trim_start_matches('\u{FEFF}').lines().next().unwrap_or_default();
    assert!(first.starts_with("Nummer;Name;Kommune;"), "{first}");
    assert!(file.body.contains(";9,50\r\n") && !file.body.contains(";9.50"));
    assert!(
        file.body.contains("'=HYPERLINK") && !file.body.contains(";=HYPERLINK") && !file.body.contains(";\"=HYPERLINK")
    );
    let again: ImportAnswer = read(&send(&mut office, &file.bytes, "").await);
    assert_eq!((again.view.faults.len(), again.view.changes.len(), again.view.unchanged), (0, 0, 98));
}

#[tokio::test]
async fn a_workbook_holds_real_numbers_and_dates() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let file = office.get("/api/v1/verzeichnis/kitas.xlsx?search=024").await;
    let mut workbook = Xlsx::new(Cursor::new(file.bytes)).unwrap();
    let range = workbook.worksheet_range("Kitas").unwrap();
    assert_eq!(range.height(), 2);
    let cell = |column| range.get_value((1, column)).cloned().unwrap_or_default();
    assert_eq!(cell(0), Data::String("024".into()));
    assert_eq!(cell(9), Data::Float(54.0), "children");
    assert_eq!(cell(14), Data::Float(9.5));
    assert!(matches!(cell(8), Data::DateTime(day) if day.to_ymd_hms_milli().0 == 2021), "{:?}", cell(8));
}

/// Sends a file as a browser's form does.
async fn send(browser: &mut Browser<'_>, file: &[u8], agreed: &str) -> Answer {
    let mut body = Vec::new();
    write!(body, "--grenze\r\nContent-Disposition: form-data; name=\"agreed\"\r\n\r\n{agreed}\r\n").unwrap();
    write!(body, "--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste\"\r\n\r\n").unwrap();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--grenze--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/verzeichnis/einspielen")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
    browser.send(request, Body::from(body)).await
}

#[tokio::test]
async fn a_file_is_written_only_after_agreement_and_only_once() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let whole = office.get("/api/v1/verzeichnis/verzeichnis.xlsx").await;
    let unchanged: ImportAnswer = read(&send(&mut office, &whole.bytes, "").await);
    assert_eq!((unchanged.view.faults.len(), unchanged.view.changes.len()), (0, 0));

    let kitas_before = kitas(&mut office).await;
    let csv = office.get("/api/v1/verzeichnis/kitas.csv").await.body;
    let csv = csv.replacen("Demo-Kita 001 ", "Demo-Kita 001 neue ", 1);
    let preview: ImportAnswer = read(&send(&mut office, csv.as_bytes(), "").await);
    assert_eq!((preview.view.changes.len(), preview.taken), (1, false));
    assert_eq!(kitas(&mut office).await, kitas_before, "a preview writes nothing");
    let other: ImportAnswer = read(&send(&mut office, csv.as_bytes(), "anderes").await);
    assert!(!other.taken, "agreed to something else");
    let taken: ImportAnswer = read(&send(&mut office, csv.as_bytes(), &preview.fingerprint).await);
    assert!(taken.taken);
    let kitas_after = kitas(&mut office).await;
    assert!(kitas_after[0].cells[1].text().starts_with("Demo-Kita 001 neue "));
    assert_eq!(kitas_after[1..], kitas_before[1..]);
    let again: ImportAnswer = read(&send(&mut office, csv.as_bytes(), &preview.fingerprint).await);
    assert_eq!((again.view.changes.len(), again.taken), (0, false));
}

#[tokio::test]
async fn a_faulty_file_names_every_fault_and_writes_nothing() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let before = kitas(&mut office).await;
    let csv = office.get("/api/v1/verzeichnis/kitas.csv").await.body;
    let csv = csv.replace(";Polch;", ";Köln;");
    let answer: ImportAnswer = read(&send(&mut office, csv.as_bytes(), "").await);
    assert_eq!(answer.view.faults.len(), 4, "{:?}", answer.view.faults);
    let fault = &answer.view.faults[0];
    assert_eq!((fault.column.as_deref(), fault.row.is_some()), (Some("C „Kommune“"), true));
    let forced: ImportAnswer = read(&send(&mut office, csv.as_bytes(), &answer.fingerprint).await);
    assert!(!forced.taken);
    assert_eq!(kitas(&mut office).await, before);
}

#[tokio::test]
async fn only_the_koordination_imports() {
    let app = portal().await;
    assert_eq!(send(&mut app.browser(), b"Name\r\n", "").await.status, StatusCode::UNAUTHORIZED);
    for role in [Role::KiSo, Role::Anstellungstraeger, Role::Revision] {
        let mut browser = app.logged_in(role).await;
        assert_eq!(send(&mut browser, b"Name\r\n", "").await.status, StatusCode::FORBIDDEN, "{role:?}");
    }
}

/// A zip file with one part of zeros.
pub fn bomb(size: usize) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..size / 65_536 {
        archive.write_all(&[0; 65_536]).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with one cell in the last row of the last column.
fn far_cell() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let worksheet = workbook.add_worksheet().set_name("Kitas").unwrap();
    worksheet.write_string(0, 0, "Nummer").unwrap();
    worksheet.write_string(1_048_575, 16_383, "weit weg").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[tokio::test]
async fn files_that_are_no_tables_are_refused_with_a_reason_at_the_field() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let kind = FieldError::new("file", ErrorCode::WrongFileKind);
    let size = FieldError::with_limit("file", ErrorCode::FileTooLarge, "32 MB nach dem Entpacken".to_owned());
    let empty = FieldError::new("file", ErrorCode::EmptyFile);
    let cases: [(&str, Vec<u8>, FieldError); 7] = [
        ("PDF", b"%PDF-1.7\n\x00\x01".to_vec(), kind.clone()),
        ("old Excel", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), kind.clone()),
        ("zip without a workbook", bomb(65_536), kind.clone()),
        ("cut off", b"PK\x03\x04 and nothing more".to_vec(), kind),
        ("zip bomb", bomb(33 * 1024 * 1024), size.clone()),
        ("cell far away", far_cell(), size),
        ("nothing", Vec::new(), empty),
    ];
    for (name, file, expected) in cases {
        let answer = send(&mut office, &file, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.body);
        assert_eq!(read::<AppError>(&answer), AppError::Invalid(vec![expected]), "{name}");
    }
    let large = vec![b'a'; 10 * 1024 * 1024 + 1];
    let too_large = FieldError::with_limit("file", ErrorCode::FileTooLarge, "10 MB".to_owned());
    assert_eq!(read::<AppError>(&send(&mut office, &large, "").await), AppError::Invalid(vec![too_large]));
    let other: ImportAnswer = read(&send(&mut office, "Mitglied;Beitrag\r\n".as_bytes(), "").await);
    assert_eq!((other.view.faults.len(), other.taken), (1, false));
}

#[tokio::test]
async fn every_sheet_has_its_columns_and_its_lines() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    for sheet in Sheet::ALL {
        let asked = json!({ "sheet": sheet }).to_string();
        let view: ListView = read(&office.call("people/list", &asked).await);
        assert!(!view.lines.is_empty() && view.can_edit, "{sheet:?}");
        let file = office.get(&format!("/api/v1/verzeichnis/{}.csv", sheet.code())).await;
        assert_eq!(file.body.lines().count(), view.lines.len() + 1, "{sheet:?}");
    }
}

#[tokio::test]
async fn a_new_line_of_every_sheet_begins_with_an_empty_form() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    for sheet in Sheet::ALL {
        for about in ["", "no id", "00000000-0000-7000-8000-000000000000"] {
            let arguments = json!({ "sheet": sheet, "about": about }).to_string();
            let answer = office.call("people/blank", &arguments).await;
            assert_eq!(answer.status, StatusCode::OK, "{sheet:?} about »{about}«: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn an_employer_chooses_from_its_own_kiso_when_it_registers_one_and_nobody_else_is_shown_their_names() {
    let app = portal().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let event = json!({ "id": create(&mut office, &seminar("3")).await }).to_string();
    let mut own =
        logged_in_as(&app, Role::Anstellungstraeger, Subject::Anstellungstraeger(demo::anstellungstraeger(12))).await;
    let today = app.state.ports.clock.today();
    let employs = |contract: &domain::people::Contract| contract.anstellungstraeger == demo::anstellungstraeger(12);
    let all = demo::directory(today);
    let employed = all.kisos.iter().filter(|kiso| kiso.contract_on(today).is_some_and(employs));
    let mut names: Vec<String> = employed.map(|kiso| kiso.name.clone()).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    assert!(!names.is_empty());
    let view: PublicEventView = read(&own.call("events/public-detail", &event).await);
    assert_eq!(view.kisos, names);
    let mut guest = app.browser();
    for others in [&mut office, &mut guest] {
        let view: PublicEventView = read(&others.call("events/public-detail", &event).await);
        assert_eq!(view.kisos, Vec::<String>::new());
    }
}
