//! Migrations: run once, never twice, never on a database they do not fit.

use crate::engines::{Stage, TestClock, block_on, on_disk, on_each_engine};
use store::{
    StartError, Store,
    internals::{MIGRATIONS, Migration, Query, migrate},
};

#[test]
fn a_database_is_migrated_once_and_opens_again_after_shutdown() {
    let folder = tempfile::tempdir().unwrap();
    let config = on_disk(folder.path());
    block_on(async move {
        for _ in 0..3 {
            let store = Store::connect(&config, TestClock::new()).await.unwrap();
            assert!(store.ping().await);
            let applied: i64 =
                store.value(Query::read("RETURN array::len((SELECT id FROM migration));")).await.unwrap();
            assert_eq!(applied, MIGRATIONS.len() as i64);
            store.shutdown().await.unwrap();
            assert!(
                store.run(Query::write("CREATE audit_head:late CONTENT { sequence: 0, hash: '' };")).await.is_err()
            );
        }
        drop(folder);
    });
}

#[test]
fn a_database_that_is_open_already_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let config = on_disk(folder.path());
    block_on(async move {
        let store = Store::connect(&config, TestClock::new()).await.unwrap();
        assert!(matches!(Store::connect(&config, TestClock::new()).await, Err(StartError::InUse(_))));
        store.shutdown().await.unwrap();
        drop(folder);
    });
}

#[test]
fn a_changed_migration_stops_the_start() {
    on_each_engine(|Stage { store, .. }| async move {
        let mut migrations = MIGRATIONS.to_vec();
        migrations[1] = Migration { name: "0002_accounts", text: "DEFINE TABLE other;" };
        let refused = migrate(&store, &migrations).await;
        assert!(matches!(refused, Err(StartError::ChangedMigration { number: 2, .. })), "{refused:?}");
    });
}

#[test]
fn a_newer_database_stops_the_start() {
    on_each_engine(|Stage { store, .. }| async move {
        let older = &MIGRATIONS[..MIGRATIONS.len() - 1];
        let refused = migrate(&store, older).await;
        assert!(matches!(refused, Err(StartError::NewerDatabase(number)) if number as usize == MIGRATIONS.len()));
    });
}

#[test]
fn a_failing_migration_leaves_nothing_behind() {
    on_each_engine(|Stage { store, .. }| async move {
        let mut migrations = MIGRATIONS.to_vec();
        let failing = "DEFINE TABLE half_done SCHEMAFULL; CREATE half_done:1; THROW 'no';";
        migrations.push(Migration { name: "9999_failing", text: failing });
        let failed = migrate(&store, &migrations).await;
        assert!(matches!(failed, Err(StartError::FailedMigration { .. })), "{failed:?}");
        assert!(!store.schema().await.unwrap().contains_key("half_done"));
        migrate(&store, MIGRATIONS).await.unwrap();
    });
}

/// Two entries as they stood before runs kept the list of the first charge.
const OLD_ENTRIES: &str = "
    REMOVE FIELD in_old_runs ON first_charge;
    LET $entry = {
        year: 2026, kita: kita:one, number: '041', name: 'Kita', kita_traeger: kita_traeger:one, traeger_name: 'Träger',
        vzae: 1.5dec, first_day: '2026-01-01', last_day: '2026-12-31', reason: 'Auflage', reference: 'LJA 31/2021',
        holder: 'Träger', iban: 'DE89370400440532013000'
    };
    CREATE first_charge:counts CONTENT $entry RETURN NONE;
    CREATE first_charge:withdrawn CONTENT $entry RETURN NONE;
    UPDATE first_charge:withdrawn SET withdrawn_reason = 'Auflage entfallen' RETURN NONE;
";

#[test]
fn runs_from_before_keep_the_entries_that_counted() {
    on_each_engine(|Stage { store, .. }| async move {
        store.run(Query::write(OLD_ENTRIES)).await.unwrap();
        let migration = MIGRATIONS.iter().find(|migration| migration.name == "0037_first_charge_of_runs").unwrap();
        store.run(Query::write(migration.text)).await.unwrap();
        const COUNTS: &str = "RETURN first_charge:counts.in_old_runs;";
        const WITHDRAWN: &str = "RETURN first_charge:withdrawn.in_old_runs;";
        assert!(store.value::<bool>(Query::read(COUNTS)).await.unwrap());
        assert!(!store.value::<bool>(Query::read(WITHDRAWN)).await.unwrap());
    });
}

/// Two accounts as they stood before those of the Revision had an end.
const OLD_ACCOUNTS: &str = "
    REMOVE FIELD ends_on ON account;
    CREATE account:auditor CONTENT { email: 'a@b.de', name: 'A', role: 'revision', status: 'active' } RETURN NONE;
    CREATE account:office CONTENT { email: 'c@b.de', name: 'C', role: 'kasse', status: 'active' } RETURN NONE;
";

#[test]
fn accounts_of_the_revision_from_before_get_an_end() {
    on_each_engine(|Stage { store, .. }| async move {
        store.run(Query::write(OLD_ACCOUNTS)).await.unwrap();
        let migration = MIGRATIONS.iter().find(|migration| migration.name == "0059_account_end").unwrap();
        store.run(Query::write(migration.text)).await.unwrap();
        let end: String = store.value(Query::read("RETURN account:auditor.ends_on;")).await.unwrap();
        assert!(end.parse::<chrono::NaiveDate>().is_ok(), "{end}");
        assert!(store.value::<bool>(Query::read("RETURN account:office.ends_on IS NONE;")).await.unwrap());
    });
}

#[test]
fn an_unknown_address_is_refused() {
    block_on(async {
        let places = ["ws://", "ws:///main", "ws://a@db", "ws://db/a;b", "ws://db/a/b"];
        for url in ["", "rocksdb:///tmp/x", "file:///tmp/x", "surrealkv"].into_iter().chain(places) {
            let refused = Store::connect(&store::StoreConfig::new(url), TestClock::new()).await;
            assert!(matches!(refused, Err(StartError::WrongUrl)), "{url}");
        }
    });
}
