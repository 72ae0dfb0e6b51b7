//! The schema files that are reviewed are what the migrations make.

use crate::engines::on_each_engine;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use store::{
    IndexFault,
    internals::{Query, UniqueIndex},
};
use surrealdb::types::{Object, RecordId};

/// `SCHEMA_WRITE=1 cargo test -p store schema` writes the files anew.
#[test]
fn schema_files_are_what_the_migrations_make() {
    on_each_engine(|stage| async move {
        let schema = stage.store.schema().await.unwrap();
        let folder = crate::manifest_dir().join("schema");
        if std::env::var_os("SCHEMA_WRITE").is_some() {
            fs::create_dir_all(&folder).unwrap();
            for file in read(&folder).into_keys().filter(|table| !schema.contains_key(table)) {
                fs::remove_file(folder.join(format!("{file}.surql"))).unwrap();
            }
            for (table, text) in &schema {
                fs::write(folder.join(format!("{table}.surql")), text).unwrap();
            }
        }
        let files = read(&folder);
        let tables: BTreeSet<_> = schema.keys().chain(files.keys()).collect();
        let differing: Vec<_> = tables.into_iter().filter(|table| files.get(*table) != schema.get(*table)).collect();
        assert!(
            differing.is_empty(),
            "{differing:?}: run SCHEMA_WRITE=1 cargo test -p store schema, review the change"
        );
    });
}

fn read(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn every_unique_index_names_a_form_field_and_agrees_with_its_table() {
    on_each_engine(|stage| async move {
        let named = store::internals::unique_names();
        for index in stage.store.unique_indexes().await.unwrap() {
            assert!(named.contains(&index.name.as_str()), "{} is in no UNIQUE list", index.name);
        }
        assert_eq!(stage.store.check_indexes().await.unwrap(), []);
    });
}

/// The negative control: an ordinary index stands for a UNIQUE one that has let a duplicate in.
#[test]
fn a_duplicate_behind_an_index_is_found() {
    const DEFINE: &str = "
        DEFINE TABLE pair SCHEMAFULL;
        DEFINE FIELD number ON pair TYPE int;
        DEFINE INDEX pair_number ON pair FIELDS number;
        CREATE pair:1 CONTENT { number: 7 };
        CREATE pair:2 CONTENT { number: 7 };
        CREATE pair:3 CONTENT { number: 8 };
    ";
    on_each_engine(|stage| async move {
        stage.store.run(Query::write(DEFINE)).await.unwrap();
        let index = UniqueIndex { table: "pair".into(), name: "pair_number".into(), columns: vec!["number".into()] };
        let stale = |record: &str| IndexFault::Stale {
            table: "pair".into(),
            index: "pair_number".into(),
            record: record.into(),
        };
        let duplicate = IndexFault::Duplicate {
            table: "pair".into(),
            index: "pair_number".into(),
            records: vec!["pair:1".into(), "pair:2".into()],
        };
        let expected = [duplicate, stale("pair:1"), stale("pair:2")];
        assert_eq!(stage.store.check_index(&index).await.unwrap(), expected);
    });
}

/// The nightly check runs beside people who work: a row that goes while it looks is no fault.
#[test]
fn rows_that_go_during_the_check_are_no_faults() {
    const DEFINE: &str = "
        DEFINE TABLE pair SCHEMAFULL;
        DEFINE FIELD number ON pair TYPE int;
        DEFINE INDEX pair_number ON pair FIELDS number UNIQUE;
    ";
    on_each_engine(|stage| async move {
        stage.store.run(Query::write(DEFINE)).await.unwrap();
        let rows: Vec<Object> = (0..200_i64)
            .map(|number| {
                let mut row = Object::new();
                row.insert("id", RecordId::new("pair", number));
                row.insert("number", number);
                row
            })
            .collect();
        stage.store.run(Query::write("INSERT INTO pair $rows RETURN NONE;").bind("rows", rows)).await.unwrap();
        let index = UniqueIndex { table: "pair".into(), name: "pair_number".into(), columns: vec!["number".into()] };
        let delete = stage.store.run(Query::write("DELETE pair RETURN NONE;"));
        let (faults, deleted) = tokio::join!(stage.store.check_index(&index), delete);
        deleted.unwrap();
        assert_eq!(faults.unwrap(), []);
    });
}
