//! The demo is the same wherever it is started on the same day, and its database is sound.

use crate::test_app::TestApp;
use chrono::{TimeZone, Utc};
use domain::clock::Clock;
use server::demo;
use std::collections::BTreeMap;
use store::internals::Query;

/// What of a table is always the same. Left out: what opens something, what is drawn by chance because nobody shall guess it,
/// and ids that the store makes from time and chance.
fn same(table: &str) -> Option<&'static str> {
    Some(match table {
        // Only marks of ids and a name for the life of the database.
        "audit_mark" | "change_head" => return None,
        "mailed_link" => {
            "SELECT VALUE <string> [event, registration, registered_at, certificate, made_at] FROM mailed_link;"
        }
        "account" => {
            "SELECT VALUE <string> [id, email, name, role, status, person, anstellungstraeger, logins] FROM account;"
        }
        "audit" => "SELECT VALUE <string> [at, action, account] FROM audit;",
        "certificate" => "SELECT VALUE <string> [event, person, facts, issued, holder, withdrawn] FROM certificate;",
        "job" => "SELECT VALUE <string> [kind, state, attempts, created_at, due_at] FROM job;",
        "registration" => {
            "SELECT VALUE <string> [id, status, name, email, funktion, kita, einrichtung, sozialraum, partner, turn, ticket,
                registered_at, deadline, confirm_by, linked, walk_in] FROM registration;"
        }
        "survey" => "SELECT VALUE <string> [erhebung, access, opens, closes, issued, created_at] FROM survey;",
        "task" => "SELECT VALUE <string> [event, position, what, who, until, done] FROM task;",
        _ => "SELECT VALUE <string> $this FROM type::table($table);",
    })
}

/// A demo that was started on 26 November 2026, table by table.
async fn rows() -> BTreeMap<String, Vec<String>> {
    let app = TestApp::start_with(|config| config.demo = true).await;
    let day = Utc.with_ymd_and_hms(2026, 11, 26, 9, 0, 0).single().expect("a valid time");
    app.clock.advance(day - app.clock.now());
    demo::greet(&app.state).await.expect("a demo");
    let store = &app.state.store;
    assert_eq!(store.check_indexes().await.expect("a check"), []);
    let mut all = BTreeMap::new();
    for table in store.schema().await.expect("a schema").into_keys() {
        let Some(text) = same(&table) else { continue };
        let query = Query::read(text).bind("table", table.clone());
        let mut rows: Vec<String> = store.rows(query).await.expect("rows");
        rows.sort();
        all.insert(table, rows);
    }
    all
}

#[tokio::test]
async fn two_demos_of_one_day_are_the_same() {
    let (one, other) = (rows().await, rows().await);
    let count = |table: &str| one.get(table).map(Vec::len);
    assert_eq!((count("kita"), count("account"), count("payment_run")), (Some(98), Some(9), Some(12)));
    for (table, rows) in &one {
        let others = &other[table];
        assert_eq!(rows.len(), others.len(), "{table}");
        assert_eq!(rows.iter().zip(others).find(|(row, other)| row != other), None, "{table}");
    }
}
