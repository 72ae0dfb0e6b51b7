//! The audit log: a row in the same transaction as the write, the chain, the files of the days, and what is found when
//! somebody changes the past.

use crate::engines::{Stage, on_each_engine};
use chrono::TimeDelta;
use domain::{
    AppError,
    access::{Auditor, Koordination, Principal, Role, Scope},
    audit::{
        Area, AuditFilter, ChainFault, FieldChange,
        port::{AuditLog, PAGE},
    },
    ids::AccountId,
};
use store::{
    AuditFault, AuditReader, Sealer, Store,
    internals::{Audit, Query},
};
use surrealdb::types::{RecordId, Value};
use uuid::Uuid;

pub fn koordination() -> Koordination {
    let principal =
        Principal { account: AccountId::new(Uuid::from_u128(1)), role: Role::Koordination, scope: Scope::All };
    principal.require().unwrap()
}

/// The story has a table of its own, so that it stays what it is when a feature changes.
fn place(number: i64) -> RecordId {
    RecordId::new("place", number)
}

const PREPARE: &str = "DEFINE TABLE place; DEFINE INDEX place_name ON place FIELDS name UNIQUE;";

const RENAME: &str = "UPSERT $id SET name = $name, places = 12.50dec RETURN NONE; SELECT VALUE name FROM $id;";

async fn rename(stage: &Stage, number: i64, name: &str) -> Result<Option<String>, AppError> {
    let now = domain::clock::Clock::now(&*stage.clock);
    let audit = Audit::values(&koordination(), "place.rename", now).of_record(place(number));
    stage.store.row(Query::audited(RENAME, audit).bind("id", place(number)).bind("name", name)).await
}

async fn count(store: &Store, text: &'static str) -> i64 {
    store.value(Query::read(text)).await.unwrap()
}

const COUNT_AUDIT: &str = "RETURN array::len((SELECT VALUE id FROM audit));";
const COUNT_WAITING: &str = "RETURN array::len((SELECT VALUE id FROM audit_mark));";

#[test]
fn a_write_leaves_its_audit_row_with_the_values_before_and_after() {
    on_each_engine(|stage| async move {
        stage.store.run(Query::write(PREPARE)).await.unwrap();
        assert_eq!(rename(&stage, 1, "Mendig").await.unwrap().as_deref(), Some("Mendig"));
        stage.clock.forward(TimeDelta::seconds(1));
        assert_eq!(rename(&stage, 1, "Polch").await.unwrap().as_deref(), Some("Polch"));
        const NAMES: &str = "SELECT VALUE [before[0].name, after[0].name] FROM audit WHERE after[0].places = 12.50dec;";
        let names: Vec<Vec<Option<String>>> = stage.store.rows(Query::read(NAMES)).await.unwrap();
        let text = |text: &str| Some(text.to_owned());
        let expected = [vec![None, text("Mendig")], vec![text("Mendig"), text("Polch")]];
        assert_eq!(names, expected);
    });
}

#[test]
fn a_refused_write_leaves_no_audit_row() {
    on_each_engine(|stage| async move {
        stage.store.run(Query::write(PREPARE)).await.unwrap();
        rename(&stage, 1, "Mendig").await.unwrap();
        assert!(matches!(rename(&stage, 2, "Mendig").await, Err(AppError::Internal(_))));
        assert_eq!(count(&stage.store, COUNT_AUDIT).await, 1);
    });
}

#[test]
fn hashes_only_where_values_must_not_stay() {
    on_each_engine(|stage| async move {
        stage.store.run(Query::write(PREPARE)).await.unwrap();
        let audit = Audit::hashes(&koordination(), "place.rename", crate::engines::noon()).of_record(place(1));
        let query = Query::audited(RENAME, audit).bind("id", place(1)).bind("name", "Mendig");
        stage.store.run(query).await.unwrap();
        let after: Vec<String> = stage.store.rows(Query::read("SELECT VALUE after FROM audit;")).await.unwrap();
        assert_eq!(after.len(), 1);
        assert_eq!(after[0].len(), 64, "not a SHA-256: {after:?}");
    });
}

/// A stage with three sealed rows on one day and one more on the next.
async fn sealed(stage: &Stage) -> Sealer {
    stage.store.run(Query::write(PREPARE)).await.unwrap();
    let sealer = Sealer::new(stage.store.clone(), stage.folder.path().join("audit"));
    for (number, name) in [(1, "Mendig"), (2, "Polch"), (1, "Mayen-Land")] {
        rename(stage, number, name).await.unwrap();
        stage.clock.forward(TimeDelta::seconds(1));
    }
    assert_eq!(sealer.seal_all().await, Ok(3));
    stage.clock.forward(TimeDelta::days(1));
    rename(stage, 3, "Kaisersesch").await.unwrap();
    assert_eq!(sealer.seal_all().await, Ok(1));
    sealer
}

#[test]
fn every_row_is_sealed_once_and_the_chain_holds() {
    on_each_engine(|stage| async move {
        let sealer = sealed(&stage).await;
        assert_eq!(sealer.seal_all().await, Ok(0));
        assert_eq!(count(&stage.store, COUNT_WAITING).await, 0);
        assert_eq!(sealer.verify().await.unwrap(), []);
        let head = |day| std::fs::read_to_string(stage.folder.path().join("audit").join(day)).unwrap();
        assert!(head("2026-03-02.txt").starts_with("3 "));
        assert!(head("2026-03-03.txt").starts_with("4 "));
    });
}

/// Writes past the program: takes READONLY off the log's fields first, as somebody with the database in hand would.
async fn forge(store: &Store, text: &'static str) {
    const UNLOCK: &str = "
        DEFINE FIELD OVERWRITE action ON audit TYPE string;
        DEFINE FIELD OVERWRITE after ON audit TYPE array<object> | string FLEXIBLE;
    ";
    store.run(Query::write(UNLOCK)).await.unwrap();
    store.run(Query::write(text)).await.unwrap();
}

#[test]
fn one_changed_byte_is_found() {
    on_each_engine(|stage| async move {
        let sealer = sealed(&stage).await;
        forge(&stage.store, "UPDATE audit SET after[0].name = 'Mendif' WHERE after[0].name = 'Mendig';").await;
        let faults = sealer.verify().await.unwrap();
        assert_eq!(faults[0], AuditFault::Changed(1), "{faults:?}");
    });
}

#[test]
fn a_forged_chain_is_found_by_the_files_of_the_days() {
    on_each_engine(|stage| async move {
        let sealer = sealed(&stage).await;
        // Everything of the chain is thrown away and sealed anew by a second sealer with files of its own: the chain in
        // the database is whole again.
        const RESTART: &str = "
            DELETE audit_seal; UPDATE audit SET action = 'place.other';
            UPDATE audit_head:main SET sequence = 0, hash = '', holder = NONE;
            INSERT INTO audit_mark (SELECT type::record('audit_mark', record::id(id)) AS id, id AS entry FROM audit);
        ";
        forge(&stage.store, RESTART).await;
        let forger = Sealer::new(stage.store.clone(), stage.folder.path().join("forged"));
        assert_eq!(forger.seal_all().await, Ok(4));
        assert_eq!(forger.verify().await.unwrap(), []);
        let mut faults = sealer.verify().await.unwrap();
        faults.sort_by_key(|fault| format!("{fault:?}"));
        let expected = ["2026-03-02", "2026-03-03"].map(|day| AuditFault::HeadDiffers(day.into()));
        assert_eq!(faults, expected);
    });
}

#[test]
fn a_removed_row_and_a_row_slipped_in_are_found() {
    on_each_engine(|stage| async move {
        let sealer = sealed(&stage).await;
        const SLIP_IN: &str = "
            CREATE audit:slipped CONTENT {
                at: d'2026-03-02T00:00:00Z', action: 'x', subjects: [], before: [], after: []
            };
        ";
        stage.store.run(Query::write(SLIP_IN)).await.unwrap();
        assert_eq!(sealer.verify().await.unwrap(), [AuditFault::Loose("audit:slipped".into())]);
        stage.store.run(Query::write("DELETE (SELECT VALUE entry FROM audit_seal:2);")).await.unwrap();
        let faults = sealer.verify().await.unwrap();
        assert_eq!(faults[0], AuditFault::Missing(2), "{faults:?}");
    });
}

#[test]
fn only_one_sealer_at_a_time_adds_to_the_chain() {
    on_each_engine(|stage| async move {
        sealed(&stage).await;
        let other = Sealer::new(stage.store.clone(), stage.folder.path().join("audit"));
        rename(&stage, 4, "Weitersburg").await.unwrap();
        assert_eq!(other.seal_all().await, Err(AppError::Conflict), "the lease is held");
        stage.clock.forward(TimeDelta::seconds(11));
        assert_eq!(other.seal_all().await, Ok(1), "the lease has run out");
        assert_eq!(other.verify().await.unwrap(), []);
        let heads: Value = stage.store.value(Query::read("RETURN audit_head:main.sequence;")).await.unwrap();
        assert_eq!(heads.into_int().unwrap(), 5);
    });
}

#[test]
fn the_task_seals_what_waits_before_it_stops() {
    on_each_engine(|stage| async move {
        stage.store.run(Query::write(PREPARE)).await.unwrap();
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let task = tokio::spawn(Sealer::new(stage.store.clone(), stage.folder.path().join("audit")).run(stopped));
        rename(&stage, 1, "Mendig").await.unwrap();
        stop.send(true).unwrap();
        task.await.unwrap();
        assert_eq!(count(&stage.store, COUNT_WAITING).await, 0);
        assert_eq!(count(&stage.store, "RETURN audit_head:main.sequence;").await, 1);
    });
}

#[test]
fn a_file_that_could_not_be_written_is_written_later() {
    on_each_engine(|stage| async move {
        stage.store.run(Query::write(PREPARE)).await.unwrap();
        let folder = stage.folder.path().join("audit");
        std::fs::write(&folder, "in the way").unwrap();
        let sealer = Sealer::new(stage.store.clone(), &folder);
        rename(&stage, 1, "Mendig").await.unwrap();
        assert!(matches!(sealer.seal_all().await, Err(AppError::Internal(_))));
        std::fs::remove_file(&folder).unwrap();
        assert_eq!(sealer.seal_all().await, Ok(0), "the row itself was sealed before");
        assert!(std::fs::read_to_string(folder.join("2026-03-02.txt")).unwrap().starts_with("1 "));
        assert_eq!(sealer.verify().await.unwrap(), []);
    });
}

fn auditor() -> Auditor {
    let principal = Principal { account: AccountId::new(Uuid::from_u128(2)), role: Role::Revision, scope: Scope::All };
    principal.require().unwrap()
}

#[test]
fn the_log_is_read_newest_first_page_by_page_with_what_changed() {
    on_each_engine(|stage| async move {
        sealed(&stage).await;
        for number in 10..10 + PAGE as i64 {
            stage.clock.forward(TimeDelta::seconds(1));
            rename(&stage, number, &format!("Ort {number}")).await.unwrap();
        }
        let log = AuditReader::new(stage.store.clone(), stage.folder.path().join("audit"));
        let first = log.entries(&auditor(), &AuditFilter::default()).await.unwrap();
        assert_eq!(first.len(), PAGE);
        assert!(first.windows(2).all(|pair| pair[0].at > pair[1].at));
        assert!(first.iter().all(|entry| entry.sequence.is_none()), "not sealed yet");

        let older_than = Some(first[PAGE - 1].id.clone());
        let rest = log.entries(&auditor(), &AuditFilter { older_than, area: None }).await.unwrap();
        let sequences: Vec<_> = rest.iter().map(|entry| entry.sequence).collect();
        assert_eq!(sequences, [Some(4), Some(3), Some(2), Some(1)]);
        let renamed = &rest[1];
        let change =
            FieldChange { field: "Name".into(), before: Some("Mendig".into()), after: Some("Mayen-Land".into()) };
        assert_eq!(renamed.changes, [change]);
        assert_eq!(renamed.subjects[0].name.as_deref(), Some("Mayen-Land"));
        assert_eq!(rest[3].changes.len(), 2, "everything of a new record: {:?}", rest[3].changes);

        let area = Some(Area::Budget);
        assert_eq!(log.entries(&auditor(), &AuditFilter { area, older_than: None }).await.unwrap(), []);
        let unknown = AuditFilter { older_than: Some("'; DELETE audit".into()), area: None };
        assert_eq!(log.entries(&auditor(), &unknown).await, Err(AppError::NotFound));
    });
}

#[test]
fn the_readers_of_the_log_are_told_whether_it_is_whole() {
    on_each_engine(|stage| async move {
        sealed(&stage).await;
        let log = AuditReader::new(stage.store.clone(), stage.folder.path().join("audit"));
        let report = log.verify(&auditor()).await.unwrap();
        assert_eq!((report.length, report.faults), (4, vec![]));
        forge(&stage.store, "UPDATE audit SET after[0].name = 'Mendif' WHERE after[0].name = 'Mendig';").await;
        let report = log.verify(&auditor()).await.unwrap();
        assert_eq!(report.faults.first(), Some(&ChainFault::Changed(1)));
    });
}
