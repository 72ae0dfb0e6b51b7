//! The notice of the Land and receipts over HTTP: only a whole PDF of the right size is taken, and nobody fetches a foreign one.

use crate::{
    payments::{People, ask, employer, with_directory},
    settlement::{own_proof, statement},
    test_app::{Answer, Browser},
};
use app::budgets::documents::{ADDRESS, api::DocumentsView};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::budgets::documents::DocumentKind;
use serde_json::json;

const YEAR: i32 = 2026;
pub(crate) const PDF: &[u8] = b"%PDF-1.7\nendobj\n%%EOF\n";

pub(crate) async fn send(browser: &mut Browser<'_>, kind: &str, day: &str, content: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, value) in [("year", "2026"), ("kind", kind), ("day", day), ("reference", "725-1 <b>")] {
        body.extend(format!("--grenze\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Bescheid 2026.pdf\"\r\n\r\n");
    body.extend(content);
    body.extend(b"\r\n--grenze--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri(ADDRESS)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
    browser.send(request, Body::from(body)).await
}

async fn list(browser: &mut Browser<'_>) -> DocumentsView {
    ask(browser, "documents", json!({ "year": YEAR })).await
}

#[tokio::test]
async fn the_notice_is_filed_fetched_and_withdrawn() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    for (day, content, field) in [
        ("02.01.2026", &b"PK\x03\x04"[..], "wrong_file_kind"),
        ("02.01.2026", b"%PDF-1.7 abgebrochen", "wrong_file_kind"),
        ("03.03.2026", PDF, "document_day"),
        ("gestern", PDF, "document_day"),
    ] {
        let answer = send(&mut people.koordination, "bescheid", day, content).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        assert!(answer.body.contains(field), "{}", answer.body);
    }
    let huge = [PDF, &vec![b' '; 10 * 1024 * 1024], b"%%EOF"].concat();
    let answer = send(&mut people.koordination, "bescheid", "02.01.2026", &huge).await;
    assert!(answer.body.contains("file_too_large"), "{}", answer.body);
    assert_eq!(list(&mut people.koordination).await.documents, []);

    let answer = send(&mut people.koordination, "bescheid", "02.01.2026", PDF).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let view = list(&mut people.first).await;
    let document = &view.documents[0];
    assert_eq!((view.documents.len(), document.kind, document.size), (1, DocumentKind::Bescheid, PDF.len() as u64));
    let address = format!("{ADDRESS}/{}", document.id);
    let file = people.first.get(&address).await;
    assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, PDF));
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(file.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"Bescheid 2026.pdf\"");
    assert_eq!(people.kasse.get(&address).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.browser().get(&address).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(employer(&app).await.get(&address).await.status, StatusCode::NOT_FOUND);
    let foreign = send(&mut people.first, "bescheid", "02.01.2026", PDF).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "Finanzen file nothing");

    let withdraw = json!({ "id": document.id, "reason": "falsche Fassung" });
    ask::<()>(&mut people.koordination, "withdraw-document", withdraw).await;
    let gone = list(&mut people.koordination).await.documents.remove(0);
    assert_eq!(gone.withdrawn.as_deref(), Some("falsche Fassung"));
    assert_eq!(people.koordination.get(&address).await.status, StatusCode::OK, "it stays readable");
}

#[tokio::test]
async fn receipts_belong_to_their_anstellungstraeger() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    let mut own = employer(&app).await;
    assert_eq!(send(&mut own, "bescheid", "02.01.2026", PDF).await.status, StatusCode::FORBIDDEN);
    assert_eq!(send(&mut own, "beleg", "02.01.2026", PDF).await.status, StatusCode::OK);
    assert_eq!(list(&mut own).await.documents.len(), 1);
    assert_eq!(list(&mut people.koordination).await.documents, [], "nothing is submitted yet");
    assert_eq!(send(&mut people.koordination, "beleg", "02.01.2026", PDF).await.status, StatusCode::FORBIDDEN);

    people.release().await;
    let page = own_proof(&mut own).await;
    let arguments = json!({ "year": YEAR, "seen": page.proof.version, "input": statement(&page, "2.000,00") });
    ask::<()>(&mut own, "submit-proof", arguments).await;
    let withdraw = json!({ "id": list(&mut own).await.documents[0].id, "reason": "falsche Fassung" });
    for late in [
        send(&mut own, "beleg", "02.01.2026", PDF).await,
        own.call("budgets/withdraw-document", &withdraw.to_string()).await,
    ] {
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.body);
        assert!(late.body.contains("wrong_state"), "{}", late.body);
    }
    let seen = list(&mut people.koordination).await.documents;
    assert_eq!((seen.len(), seen[0].withdrawn.as_deref()), (1, None), "what was submitted stays as it was");
}
