//! Who files and sees what, and which files are taken.

use super::*;
use crate::{
    access::{BudgetReader, DocumentFiler, Principal, Right, Role, Scope},
    budgets::payment::tests::stage::{employer, now, principal, today},
    error::{AppError, ErrorCode},
    ids::DocumentId,
};
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";

fn filer(of: Principal) -> DocumentFiler {
    of.require().expect("may file")
}

fn koordination() -> Principal {
    principal(1, Role::Koordination, Scope::All)
}

fn own() -> Principal {
    principal(6, Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(1)))
}

fn id() -> DocumentId {
    DocumentId::new(Uuid::from_u128(5))
}

fn file(kind: &str, by: Principal, content: &[u8]) -> Result<Filing, AppError> {
    let input = DocumentInput { kind: kind.into(), day: "03.01.2027".into(), reference: "725-1".into() };
    Filing::of((id(), 2027), &input, ("Bescheid.pdf", content.to_vec()), today(), &filer(by))
}

#[test]
fn only_a_whole_pdf_is_taken_whatever_it_is_called() {
    let wrong = |content: &[u8]| check_pdf(content).expect_err("refused").code;
    for content in [&b""[..], b"PK\x03\x04", b"%PDF-1.7 cut off", b" %PDF-1.7\n%%EOF", b"<html>%%EOF"] {
        assert_eq!(wrong(content), ErrorCode::WrongFileKind);
    }
    assert_eq!(check_pdf(PDF), Ok(()));
    let long = [PDF, &[b' '; 4_000]].concat();
    assert_eq!(wrong(&long), ErrorCode::WrongFileKind, "something else behind the end");
}

#[test]
fn a_notice_is_the_koordinations_and_a_receipt_its_anstellungstraegers() {
    assert_eq!(file("bescheid", koordination(), PDF).expect("is filed").anstellungstraeger(), None);
    assert_eq!(file("beleg", own(), PDF).expect("is filed").anstellungstraeger(), Some(employer(1)));
    assert_eq!(file("bescheid", own(), PDF).err(), Some(AppError::Forbidden));
    assert_eq!(file("beleg", koordination(), PDF).err(), Some(AppError::Forbidden));
    let input = DocumentInput { kind: "beleg".into(), day: "12.01.2027".into(), reference: " ".into() };
    let Err(AppError::Invalid(faults)) = Filing::of((id(), 2027), &input, ("x", vec![]), today(), &filer(own())) else {
        panic!("three faults");
    };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["document_day", "document_reference", "file"]);
}

fn stored(of: Option<u32>, is_submitted: bool) -> StoredDocument {
    let document = Document {
        id: id(),
        year: 2027,
        kind: if of.is_some() { DocumentKind::Beleg } else { DocumentKind::Bescheid },
        anstellungstraeger: of.map(employer),
        day: today(),
        reference: "725-1".into(),
        file_name: "Beleg.pdf".into(),
        size: 1_234_567,
        sha256: String::new(),
        by: "Demo".into(),
        at: now(),
        withdrawn: None,
    };
    StoredDocument { document, is_submitted }
}

#[test]
fn receipts_of_a_draft_are_the_anstellungstraegers_alone() {
    let sees = |by: Principal, document: StoredDocument| {
        document.visible_to(&by.require::<BudgetReader>().expect("reads")).map(|document| document.by)
    };
    assert_eq!(sees(koordination(), stored(Some(1), false)), None);
    assert_eq!(sees(koordination(), stored(Some(1), true)), Some("Demo".into()));
    assert_eq!(sees(own(), stored(Some(1), false)), Some(String::new()), "without the name");
    assert_eq!(sees(own(), stored(Some(2), true)), None);
    assert_eq!(sees(own(), stored(None, true)), None, "the notice is for those who see the whole area");
    assert_eq!(sees(koordination(), stored(None, false)), Some("Demo".into()));
}

#[test]
fn who_filed_withdraws_with_a_reason_and_once() {
    let receipt = stored(Some(1), true).document;
    assert!(Withdrawing::of(&receipt, "falsche Datei", &filer(own())).is_ok());
    assert_eq!(Withdrawing::of(&receipt, "falsche Datei", &filer(koordination())).err(), Some(AppError::Forbidden));
    assert!(matches!(Withdrawing::of(&receipt, " ", &filer(own())), Err(AppError::Invalid(_))));
    let gone = Document { withdrawn: Some("falsche Datei".into()), ..receipt };
    let again = Withdrawing::of(&gone, "noch einmal", &filer(own())).err();
    assert_eq!(again, Some(AppError::field("", ErrorCode::WrongState)));
    assert_eq!((german::size(1), german::size(1_234_567)), ("1 kB".to_owned(), "1,2 MB".to_owned()));
    assert_eq!(filer(own()).principal().role, Role::Anstellungstraeger);
}
