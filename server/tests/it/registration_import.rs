//! People from a file into an event, through the real router.

use crate::{
    events::{create, detail, seminar, waiting_mails},
    test_app::{Answer, Browser, TestApp},
};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    access::Role,
    events::EventInput,
    people::{demo, import::ImportAnswer},
};

const HEAD: &str = "Name;E-Mail-Adresse;Funktion;Kita;Andere Einrichtung\r\n";

/// Sends a file as a browser's form does.
async fn send(browser: &mut Browser<'_>, id: &str, file: &[u8], agreed: &str) -> Answer {
    let mut body = format!(
        "--grenze\r\nContent-Disposition: form-data; name=\"agreed\"\r\n\r\n{agreed}\r\n--grenze\r\nContent-Disposition: \
         form-data; name=\"file\"; filename=\"liste\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--grenze--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/events/{id}/einspielen"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
    browser.send(request, Body::from(body)).await
}

async fn ask(browser: &mut Browser<'_>, id: &str, file: &[u8], agreed: &str) -> ImportAnswer {
    let answer = send(browser, id, file, agreed).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("an answer")
}

/// Three people: of a Kita of the directory, of another house, and of none.
async fn three(app: &TestApp) -> String {
    let today = app.state.ports.clock.today();
    let directory = demo::directory(today);
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("a directory");
    let kita = &directory.kitas.get(demo::kita(1)).expect("a Kita of the demo").name;
    format!(
        "{HEAD}Anna Muster;anna@beispiel.de;KiSo;{kita};\r\nBernd Muster;bernd@beispiel.de;Kita-Leitung;;Kita Fern\r\n\
         Cem Muster;cem@beispiel.de;Andere;;\r\n"
    )
}

#[tokio::test]
async fn people_of_a_file_take_seats_after_agreement_once_and_the_rest_waits() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let file = three(&app).await;
    let waiting_list = EventInput { waiting_list: true, ..seminar("2") };
    let id = create(&mut office, &waiting_list).await;
    let preview = ask(&mut office, &id, file.as_bytes(), "").await;
    assert!(preview.view.faults.is_empty(), "{:?}", preview.view.faults);
    let becomes: Vec<_> = preview.view.changes.iter().map(|change| change.differences[0].after.as_str()).collect();
    assert_eq!((becomes, preview.taken), (vec!["Platz", "Platz", "Warteliste"], false));
    let other = ask(&mut office, &id, file.as_bytes(), "anderes").await;
    assert!(!other.taken, "agreed to something else");
    assert!(detail(&mut office, &id).await.registrations.is_empty(), "a preview writes nothing");
    assert!(waiting_mails(&app).await.is_empty());

    let taken = ask(&mut office, &id, file.as_bytes(), &preview.fingerprint).await;
    assert!(taken.taken && taken.view.faults.is_empty(), "{:?}", taken.view);
    let event = detail(&mut office, &id).await;
    assert_eq!((event.event.taken, event.event.waiting, event.registrations.len()), (2, 1, 3));
    let mut mails = waiting_mails(&app).await;
    mails.sort();
    assert_eq!(mails, ["anna@beispiel.de", "bernd@beispiel.de", "cem@beispiel.de"], "one to each");

    for agreed in ["", &preview.fingerprint] {
        let again = ask(&mut office, &id, file.as_bytes(), agreed).await;
        assert_eq!((again.view.unchanged, again.view.changes.len(), again.taken), (3, 0, false));
    }
    assert_eq!(detail(&mut office, &id).await.registrations.len(), 3);
    assert!(waiting_mails(&app).await.is_empty(), "nobody is written to twice");
}

#[tokio::test]
async fn a_file_with_a_fault_or_with_more_people_than_seats_registers_nobody() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let file = three(&app).await;
    let id = create(&mut office, &seminar("2")).await;
    let full = ask(&mut office, &id, file.as_bytes(), "").await;
    let places: Vec<_> = full.view.faults.iter().map(|fault| (fault.sheet.as_str(), fault.row)).collect();
    assert_eq!(places, [("Datei", Some(4))], "who finds no seat is named");
    let faulty = file.replace("cem@beispiel.de", "cem").replace(";Andere;", ";Chefin;");
    let faulty = ask(&mut office, &id, faulty.as_bytes(), "").await;
    let columns: Vec<_> = faulty.view.faults.iter().filter_map(|fault| fault.column.as_deref()).collect();
    assert_eq!(columns, ["C „Funktion“", "B „E-Mail-Adresse“"]);
    for answer in [&full, &faulty] {
        let forced = ask(&mut office, &id, file.as_bytes(), &answer.fingerprint).await;
        assert!(!forced.taken);
    }
    assert!(detail(&mut office, &id).await.registrations.is_empty() && waiting_mails(&app).await.is_empty());
}

/// Spreadsheets count blank lines, and files end with one or do not; titles stand first whatever is above them.
#[tokio::test]
async fn a_fault_of_a_csv_file_names_the_row_that_a_spreadsheet_shows() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = create(&mut office, &seminar("20")).await;
    for ending in ["\n", "\r\n"] {
        for (above, last) in [("", ""), ("", ending), (ending, ending)] {
            let lines = [HEAD.trim_end(), "Anna Muster;anna@beispiel.de;Andere;;", "", "", "Cem Muster;cem;Andere;;"];
            let file = above.to_owned() + &lines.join(ending) + last;
            let answer = ask(&mut office, &id, file.as_bytes(), "").await;
            let rows: Vec<_> = answer.view.faults.iter().map(|fault| fault.row).collect();
            assert_eq!(rows, [Some(5)], "{file:?}: {:?}", answer.view.faults);
        }
    }
}

#[tokio::test]
async fn an_event_that_is_not_there_takes_nobody() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    for nowhere in ["00000000-0000-7000-8000-000000000000", "17"] {
        let answer = send(&mut office, nowhere, HEAD.as_bytes(), "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.body);
    }
}
