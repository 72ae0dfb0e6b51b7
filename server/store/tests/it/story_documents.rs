//! The story of a year's files: filed once, read by whom they concern, withdrawn and never gone.

use crate::engines::{noon, on_each_engine};
use domain::{
    AppError,
    access::{BudgetReader, DocumentFiler, Principal, Role, Scope},
    budgets::documents::{DocumentInput, Filing, Withdrawing, port::DocumentStore},
    ids::{AccountId, DocumentId},
    people::demo::anstellungstraeger,
};
use store::internals::Query;
use uuid::Uuid;

const YEAR: i32 = 2026;
const PDF: &[u8] = b"%PDF-1.7\nendobj\n%%EOF\n";

fn person(role: Role, scope: Scope) -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(7)), role, scope }
}

fn koordination() -> Principal {
    person(Role::Koordination, Scope::All)
}

fn own() -> Principal {
    person(Role::Anstellungstraeger, Scope::Anstellungstraeger(anstellungstraeger(12)))
}

fn filing(number: u128, kind: &str, by: &Principal, content: &[u8]) -> Filing {
    let input = DocumentInput { kind: kind.into(), day: "02.01.2026".into(), reference: "725-1".into() };
    let id = DocumentId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0002_0000 + number));
    let by: DocumentFiler = by.require().unwrap();
    Filing::of((id, YEAR), &input, ("Bescheid.pdf", content.to_vec()), noon().date_naive(), &by).unwrap()
}

#[test]
fn files_are_kept_byte_by_byte_and_read_by_whom_they_concern() {
    on_each_engine(|stage| async move {
        let store = &stage.store;
        let reader = |by: &Principal| by.require::<BudgetReader>().unwrap();
        let large = [PDF, &[b'\n'; 1_000]].concat();
        let (notice, receipt) = (filing(1, "bescheid", &koordination(), &large), filing(2, "beleg", &own(), PDF));
        for filing in [&notice, &receipt, &notice] {
            store.file(filing, noon()).await.unwrap();
        }
        let seen = store.documents(&reader(&koordination()), YEAR).await.unwrap();
        assert_eq!(
            seen.iter().map(|document| document.id).collect::<Vec<_>>(),
            [notice.id()],
            "a draft's receipt is not"
        );
        assert_eq!((seen[0].size, seen[0].file_name.as_str()), (large.len() as u64, "Bescheid.pdf"));
        let (_, content) = store.document(&reader(&koordination()), notice.id()).await.unwrap();
        assert_eq!(content, large);
        assert_eq!(store.document(&reader(&koordination()), receipt.id()).await.err(), Some(AppError::NotFound));
        let mine = store.documents(&reader(&own()), YEAR).await.unwrap();
        assert_eq!(mine.iter().map(|document| document.id).collect::<Vec<_>>(), [receipt.id()]);
        assert_eq!(store.document(&reader(&own()), notice.id()).await.err(), Some(AppError::NotFound));
        let other = person(Role::Anstellungstraeger, Scope::Anstellungstraeger(anstellungstraeger(1)));
        assert_eq!(store.documents(&reader(&other), YEAR).await, Ok(vec![]));
        assert_eq!(store.documents(&reader(&koordination()), YEAR + 1).await, Ok(vec![]));
        let forged = filing(1, "bescheid", &koordination(), PDF);
        assert_eq!(store.file(&forged, noon()).await, Err(AppError::Conflict), "another content under the same id");

        let filer: DocumentFiler = own().require().unwrap();
        let withdrawing = Withdrawing::of(&mine[0], "falsche Datei", &filer).unwrap();
        for _ in 0..2 {
            store.withdraw(&withdrawing, noon()).await.unwrap();
        }
        let (gone, content) = store.document(&reader(&own()), receipt.id()).await.unwrap();
        assert_eq!((gone.withdrawn.as_deref(), content.as_slice()), (Some("falsche Datei"), PDF));
        const FORGED: &str = "UPDATE budget_document SET reference = 'x' RETURN NONE;";
        assert!(store.run(Query::write(FORGED)).await.is_err());
    });
}
