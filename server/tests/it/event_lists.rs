//! Lists of events as files: every cell says what the page says, in each kind of file.

use crate::{
    events::{create, detail, seminar},
    test_app::{Answer, Browser, TestApp},
};
use axum::http::{StatusCode, header};
use calamine::{Data, Reader, Xlsx};
use chrono::Duration;
use domain::{
    access::Role,
    csv::undefused,
    events::{EventInput, EventRow, attendance::AttendanceView, lists::german, statistics::Statistics},
    people::demo,
};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::io::Cursor;
use store::internals::Query;

/// Begins like a formula, and holds what separates cells.
const AWKWARD: &str = "=cmd|'/c calc'!A0; \"Anna\"";

async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, function: &str, arguments: serde_json::Value) -> T {
    let answer = browser.call(function, &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{function}: {}", answer.body);
    serde_json::from_str(&answer.body).expect("the view")
}

/// What a cell says, dates as people write them.
fn said(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{day:02}.{month:02}.{year}")
        }
        other => other.to_string(),
    }
}

/// Every sheet of a workbook with its rows, head included.
fn sheets(answer: &Answer) -> Vec<(String, Vec<Vec<String>>)> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes.clone())).expect("a workbook");
    let names = workbook.sheet_names();
    let read = |name: String| {
        let range = workbook.worksheet_range(&name).expect("a sheet");
        let rows: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(said).collect()).collect();
        (name, rows)
    };
    names.into_iter().map(read).collect()
}

fn csv_rows(answer: &Answer) -> Vec<Vec<String>> {
    let text = answer.body.strip_prefix('\u{FEFF}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row of as many cells as the head"));
    rows.map(|row| row.iter().map(|cell| undefused(cell).to_owned()).collect()).collect()
}

/// Fetches a list in its three kinds, checks their names and kinds, and returns the sheets after comparing the first with the
/// CSV file, cell by cell.
async fn files(office: &mut Browser<'_>, address: &str, name: &str) -> Vec<(String, Vec<Vec<String>>)> {
    let mut got = Vec::new();
    for (ending, kind) in [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv; charset=utf-8"),
        ("pdf", "application/pdf"),
    ] {
        let answer = office.get(&format!("{address}.{ending}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}.{ending}: {}", answer.body);
        assert_eq!(answer.headers[header::CONTENT_TYPE], kind);
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        let disposition = format!("attachment; filename=\"{name}.{ending}\"");
        assert_eq!(answer.headers[header::CONTENT_DISPOSITION], disposition.as_str());
        got.push(answer);
    }
    let [xlsx, csv, pdf] = got.as_slice() else { panic!("three files") };
    assert!(pdf.body.contains("<pdfuaid:part>1</pdfuaid:part>"), "the paper is accessible");
    let sheets = sheets(xlsx);
    assert_eq!(sheets[0].1, csv_rows(csv), "{address}");
    sheets
}

async fn register(app: &TestApp, id: &str, (name, email): (&str, &str), kita: &str, food: &str) {
    let fields = [
        ("name", name),
        ("email", email),
        ("funktion", "kita_leitung"),
        ("kita", kita),
        ("einrichtung", if kita.is_empty() { "Kita Sonnenschein" } else { "" }),
        ("access_needs", ""),
        ("food_needs", food),
        ("website", ""),
    ];
    let answer = app.browser().post_form(&format!("/veranstaltungen/{id}"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

/// A seminar of two seats with two people in it, and one who has given up; its id.
async fn filled(app: &TestApp, office: &mut Browser<'_>) -> String {
    let directory = demo::directory(app.state.ports.clock.today());
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("a directory");
    let id = create(office, &seminar("2")).await;
    register(app, &id, ("Weg Gefallen", "weg@beispiel.de"), "", "").await;
    let person = detail(office, &id).await.registrations[0].person.clone();
    ask::<()>(office, "events/cancel-registration", json!({ "event": id, "person": person })).await;
    register(app, &id, (AWKWARD, "anna@beispiel.de"), "", "vegan").await;
    register(app, &id, ("Bernd Beispiel", "bernd@beispiel.de"), &demo::kita(1).to_string(), "").await;
    id
}

#[tokio::test]
async fn the_list_of_participants_says_what_the_pages_say() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = filled(&app, &mut office).await;
    let address = format!("/api/export/event/{id}/teilnehmende");
    let found = files(&mut office, &address, "veranstaltung-2026-04-14-teilnehmende").await;
    assert_eq!(found.len(), 1);
    let (name, rows) = &found[0];
    let head =
        ["Stand", "Name", "Kita oder Einrichtung", "Sozialraum", "Funktion", "E-Mail-Adresse", "Wünsche zum Essen"];
    assert_eq!((name.as_str(), rows[0].as_slice()), ("Teilnehmende", head.map(str::to_owned).as_slice()));
    let view = detail(&mut office, &id).await;
    let kept: Vec<_> = view.registrations.iter().filter(|row| row.can_cancel).collect();
    assert_eq!((rows.len() - 1, kept.len()), (2, 2), "head, two people, and nobody who has cancelled");
    let directory = demo::directory(app.state.ports.clock.today());
    let kita = directory.kitas.get(demo::kita(1)).expect("a Kita of the demo");
    let region = directory.kommunen.get(kita.kommune).and_then(|one| directory.sozialraeume.get(one.sozialraum));
    for row in kept {
        let line = rows.iter().find(|line| line[1] == row.name).expect("the person's line");
        let region = if row.from == kita.name { region.map(|one| one.name.as_str()) } else { None };
        let page = [
            row.status.as_str(),
            &row.name,
            &row.from,
            region.unwrap_or_default(),
            &row.funktion,
            &row.email,
            &row.food_needs,
        ];
        assert_eq!(line.as_slice(), page.map(str::to_owned).as_slice());
    }
    assert!(rows.iter().any(|line| line[1] == AWKWARD && line[6] == "vegan"), "{rows:?}");
    assert!(rows.iter().any(|line| line[2] == kita.name && !line[3].is_empty()), "{rows:?}");
}

#[tokio::test]
async fn attendance_stands_in_a_column_for_each_session_in_which_some_was_entered() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = filled(&app, &mut office).await;
    app.clock.advance(Duration::days(44));
    // The session of the first login is over by then.
    let mut office = app.second_logged_in(Role::Koordination).await;
    let view: AttendanceView = ask(&mut office, "events/attendance", json!({ "id": id })).await;
    let present = view.people.iter().find(|person| person.name == AWKWARD).expect("registered");
    let marks = json!([{ "person": present.person, "session": view.sessions[0].key, "attendance": "anwesend" }]);
    ask::<()>(&mut office, "events/enter-attendance", json!({ "event": id, "marks": marks })).await;
    let address = format!("/api/export/event/{id}/teilnehmende");
    let found = files(&mut office, &address, "veranstaltung-2026-04-14-teilnehmende").await;
    let rows = &found[0].1;
    assert_eq!(rows[0].last().map(String::as_str), Some("14.04.2026, 09:00 Uhr"));
    for line in &rows[1..] {
        assert_eq!(line.last().map(String::as_str), Some(if line[1] == AWKWARD { "anwesend" } else { "" }));
    }
}

#[tokio::test]
async fn the_events_of_a_year_are_those_of_the_page_with_real_dates_and_numbers() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    create(&mut office, &seminar("12")).await;
    let draft = EventInput { title: "Noch geheim".into(), status: "entwurf".into(), ..seminar("2") };
    create(&mut office, &draft).await;
    let found = files(&mut office, "/api/export/events/2026/liste", "veranstaltungen-2026-liste").await;
    let (name, rows) = &found[0];
    assert_eq!((name.as_str(), rows.len()), ("Veranstaltungen 2026", 3));
    let page: Vec<EventRow> = ask(&mut office, "events/list", json!({})).await;
    let years: Vec<i32> = ask(&mut office, "events/years", json!({})).await;
    let of_year: Vec<EventRow> = ask(&mut office, "events/list", json!({ "year": 2026 })).await;
    let before: Vec<EventRow> = ask(&mut office, "events/list", json!({ "year": 2025 })).await;
    assert_eq!((years, of_year.len(), before.len()), (vec![2026], 2, 0));
    for row in &page {
        let line = rows.iter().find(|line| line[2] == row.title).expect("the event's line");
        let [capacity, taken, waiting] = [row.capacity, row.taken, row.waiting].map(|count| count.to_string());
        assert_eq!(format!("{} bis {}", line[0], line[1]), row.dates);
        assert_eq!([&line[3], &line[5], &line[6]], [&row.format, &row.place, &row.sozialraeume]);
        assert_eq!([&line[7], &line[8], &line[9], &line[10]], [&capacity, &taken, &waiting, &row.status]);
    }
    let xlsx = office.get("/api/export/events/2026/liste.xlsx").await;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.bytes)).expect("a workbook");
    let range = workbook.worksheet_range("Veranstaltungen 2026").expect("the sheet");
    let first = range.rows().nth(1).expect("the first event");
    assert!(matches!(first[0], Data::DateTime(_)) && matches!(first[7], Data::Float(_)), "{first:?}");
    let none = files(&mut office, "/api/export/events/2031/liste", "veranstaltungen-2031-liste").await;
    assert_eq!(none[0].1.len(), 1, "a year without events is a head without lines");
}

#[tokio::test]
async fn the_statistics_of_a_year_are_sheets_with_the_figures_of_the_page() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    filled(&app, &mut office).await;
    app.clock.advance(Duration::days(44));
    let mut office = app.second_logged_in(Role::Koordination).await;
    let page: Statistics = ask(&mut office, "events/statistics", json!({ "year": 2026 })).await;
    let base = "/api/export/events/2026";
    let found = files(&mut office, &format!("{base}/auswertung"), "veranstaltungen-2026-auswertung").await;
    let names: Vec<_> = found.iter().map(|(name, _)| name.as_str()).collect();
    let ever =
        ["Formate über alle Jahre", "Vergleich der Jahre", "Sozialräume über alle Jahre", "KiSo über alle Jahre"];
    assert_eq!(names, [["Formate 2026", "Sozialräume 2026", "KiSo 2026"].as_slice(), &ever].concat());
    let lines = |rows: &[Vec<String>]| rows[1..].to_vec();
    let formats = page.formats.iter().map(|row| {
        let counts = [row.held, row.topics, row.seats, row.taken, row.attended].map(|count| count.to_string());
        let rest = [row.hours.clone(), row.minutes.to_string(), row.called_off.to_string()];
        [row.title.clone()].into_iter().chain(counts).chain(rest).collect::<Vec<_>>()
    });
    assert_eq!(lines(&found[0].1), formats.collect::<Vec<_>>());
    let regions = page.sozialraeume.iter().map(|row| {
        let counts = [row.held, row.attended].map(|count| count.to_string());
        let rest = [row.hours.clone(), row.minutes.to_string()];
        [row.name.clone()].into_iter().chain(counts).chain(rest).collect::<Vec<_>>()
    });
    assert_eq!(lines(&found[1].1), regions.collect::<Vec<_>>());
    assert_eq!(found[1].1.len(), 1 + 8, "the eight Sozialräume of the demo");
    let ever = page.all_years.iter().map(|row| {
        let counts = [row.seats, row.taken, row.attended].map(|count| count.to_string());
        let time = [row.hours.clone(), row.minutes.to_string()];
        [row.title.clone(), row.by_year.clone()].into_iter().chain(counts).chain(time).collect::<Vec<_>>()
    });
    assert_eq!(lines(&found[3].1), ever.collect::<Vec<_>>());
    let years = page.ever.years.iter().map(|row| {
        let counts = [row.held, row.seats, row.taken, row.attended].map(|count| count.to_string());
        let time = [row.hours.clone(), row.minutes.to_string()];
        [row.year.to_string()].into_iter().chain(counts).chain(time).collect::<Vec<_>>()
    });
    assert_eq!(lines(&found[4].1), years.collect::<Vec<_>>());
    assert_eq!(found[4].1.len(), 2, "one year has begun");
    assert_eq!(found[5].1.len(), 1 + 8, "the eight Sozialräume again");
    let alone = [
        ("formate", &found[0]),
        ("sozialraeume", &found[1]),
        ("kiso", &found[2]),
        ("alle-jahre", &found[3]),
        ("jahre", &found[4]),
        ("sozialraeume-alle-jahre", &found[5]),
        ("kiso-alle-jahre", &found[6]),
    ];
    for (list, sheet) in alone {
        let alone = files(&mut office, &format!("{base}/{list}"), &format!("veranstaltungen-2026-{list}")).await;
        assert_eq!(&alone[0], sheet);
    }
}

#[tokio::test]
async fn the_statistics_and_their_file_say_what_is_left_of_deleted_registrations() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    filled(&app, &mut office).await;
    app.clock.advance(Duration::days(44));
    let mut office = app.second_logged_in(Role::Koordination).await;
    let later = app.state.ports.clock.today() + Duration::days(400);
    assert_eq!(app.state.ports.events.delete_registrations(later, 5).await, Ok(3));
    let page: Statistics = ask(&mut office, "events/statistics", json!({ "year": 2026 })).await;
    assert_eq!((page.kept, page.few, page.forgotten), (0, 1, 0));
    assert_eq!((page.formats[0].taken, page.formats[0].attended), (2, 0));
    let found = files(&mut office, "/api/export/events/2026/auswertung", "veranstaltungen-2026-auswertung").await;
    let (name, rows) = found.last().expect("sheets");
    let few = german::deleted(0, 0, 1).concat();
    let notes = [german::note_of_year(2026, &few), german::note_of_all_years(&few)].map(|note| vec![note]);
    assert_eq!((name.as_str(), &rows[1..]), (german::NOTE, notes.as_slice()));
}

#[tokio::test]
async fn the_statistics_and_their_file_say_that_an_event_cannot_be_read() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    create(&mut office, &seminar("2")).await;
    let page: Statistics = ask(&mut office, "events/statistics", json!({ "year": 2026 })).await;
    assert_eq!(page.unreadable, 0);
    let damage = Query::write("UPDATE event SET format = 'unlesbar' RETURN NONE;");
    app.state.store.run(damage).await.expect("a damaged row");
    // It is of the year and of all years, and one event all the same.
    let page: Statistics = ask(&mut office, "events/statistics", json!({ "year": 2026 })).await;
    assert_eq!((page.unreadable, page.formats.len(), page.all_years.len()), (1, 0, 0));
    let found = files(&mut office, "/api/export/events/2026/auswertung", "veranstaltungen-2026-auswertung").await;
    let (name, rows) = found.last().expect("sheets");
    let note = german::unreadable(1).expect("a note");
    assert_eq!((name.as_str(), &rows[1..]), (german::NOTE, [vec![note]].as_slice()));
}

#[tokio::test]
async fn the_list_and_its_file_say_that_an_event_cannot_be_read() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    create(&mut office, &seminar("2")).await;
    let damage = Query::write("UPDATE event SET format = 'unlesbar' RETURN NONE;");
    app.state.store.run(damage).await.expect("a damaged row");
    create(&mut office, &EventInput { title: "Fachtag".into(), ..seminar("2") }).await;
    let note = german::unreadable_in_list(1).expect("a note");
    let page: Vec<EventRow> = ask(&mut office, "events/list", json!({ "year": 2026 })).await;
    let shown: Vec<_> = page.iter().map(|row| (row.title.as_str(), row.unreadable)).collect();
    assert_eq!(shown, [("Fachtag", false), (note.as_str(), true)]);
    let found = files(&mut office, "/api/export/events/2026/liste", "veranstaltungen-2026-liste").await;
    let titles: Vec<_> = found[0].1.iter().map(|line| line[2].as_str()).collect();
    assert_eq!(titles, ["Titel", "Fachtag"]);
    let (name, rows) = found.last().expect("sheets");
    assert_eq!((name.as_str(), &rows[1..]), (german::NOTE, [vec![note]].as_slice()));
}

#[tokio::test]
async fn there_are_no_other_files() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = create(&mut office, &seminar("2")).await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    for wrong in [
        format!("event/{id}/teilnehmende.ods"),
        format!("event/{id}/teilnehmende"),
        format!("event/{id}/liste.csv"),
        format!("event/{nobody}/teilnehmende.csv"),
        "event/17/teilnehmende.csv".into(),
        "events/2026/liste.ods".into(),
        "events/2026/teilnehmende.csv".into(),
        "events/alle/liste.csv".into(),
    ] {
        let answer = office.get(&format!("/api/export/{wrong}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    // A draft has a list as well, an empty one.
    let draft = EventInput { status: "entwurf".into(), ..seminar("2") };
    let draft = create(&mut office, &draft).await;
    let list = office.get(&format!("/api/export/event/{draft}/teilnehmende.csv")).await;
    assert_eq!((list.status, csv_rows(&list).len()), (StatusCode::OK, 1));
}
