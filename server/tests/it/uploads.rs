//! Every route that takes a file: what is too large, of another kind, or unpacks to too much is a fault of the field with the file, and
//! nothing is written.

use crate::{
    events::{create, detail, seminar},
    people::bomb,
    route_rights::{NOBODY, sources, uploads},
    test_app::{Answer, Browser, TestApp},
};
use app::budgets::documents::ADDRESS;
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    AppError, ErrorCode, FieldError,
    access::Role,
    field::{FILE_BYTES_MAX, file_too_large},
};
use store::internals::Query;

/// They take files of one kind that has no parts: nothing of them is unpacked, and a packed one is of the wrong kind.
const NEVER_UNPACKED: [&str; 2] = [ADDRESS, "/api/v1/sync/file"];

/// What the forms hold beside the file, so that it is the only fault.
const BESIDE: [(&str, &str); 4] =
    [("year", "2026"), ("kind", "bescheid"), ("day", "02.01.2026"), ("reference", "725-1")];

async fn send(browser: &mut Browser<'_>, address: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in BESIDE {
        body.extend(format!("--grenze\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Datei\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--grenze--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
    browser.send(request, Body::from(body)).await
}

/// Everything that is written leaves a row in the log.
async fn written(app: &TestApp) -> Vec<String> {
    app.state.store.rows(Query::read("SELECT VALUE action FROM audit;")).await.expect("the log")
}

#[test]
fn whatever_reads_a_file_is_among_the_uploads() {
    let readers: usize = sources(&crate::manifest_dir().join("src"))
        .iter()
        .map(|source| source.matches("Upload::receive(").count())
        .sum();
    assert_eq!(readers, uploads().len());
}

#[tokio::test]
async fn no_upload_takes_what_is_too_large_of_another_kind_or_unpacks_to_too_much() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let event = create(&mut office, &seminar("5")).await;
    let before = written(&app).await;
    let kind = FieldError::new("file", ErrorCode::WrongFileKind);
    let unpacked = FieldError::with_limit("file", ErrorCode::FileTooLarge, "32 MB nach dem Entpacken".to_owned());
    // Larger than any other request may be: the route reads it, and it is its kind that is wrong.
    let picture = [b"\x89PNG\r\n\x1A\n".as_slice(), &vec![0; 2 * 1024 * 1024]].concat();
    let (large, huge) = (vec![b'a'; FILE_BYTES_MAX + 1], vec![b'a'; FILE_BYTES_MAX + 2 * 1024 * 1024]);
    let bomb = bomb(33 * 1024 * 1024);
    for address in uploads() {
        let of_bomb = if NEVER_UNPACKED.contains(&address.as_str()) { &kind } else { &unpacked };
        let address = address.replace(NOBODY, &event);
        for (what, file, expected) in [
            ("a picture", &picture, &kind),
            ("a byte too much", &large, &file_too_large()),
            ("more than is read", &huge, &file_too_large()),
            ("a zip bomb", &bomb, of_bomb),
        ] {
            let answer = send(&mut office, &address, file).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{what} to {address}: {}", answer.body);
            let error: AppError = serde_json::from_str(&answer.body).expect("an error");
            assert_eq!(error, AppError::Invalid(vec![expected.clone()]), "{what} to {address}");
        }
    }
    assert_eq!(written(&app).await, before);
    assert!(detail(&mut office, &event).await.registrations.is_empty());
}
