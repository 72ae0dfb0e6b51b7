//! What a value is after it went through the database, and that no value of a row reaches a message.

use crate::engines::{Stage, on_each_engine};
use chrono::NaiveDate;
use domain::{AppError, ids::KitaId};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use store::internals::{Day, Json, Query, Ref, redact};
use surrealdb::types::{RecordId, SurrealValue};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Snapshot {
    name: String,
    amount: Decimal,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
struct SampleRow {
    id: RecordId,
    kita: Ref<KitaId>,
    amount: Decimal,
    day: Day,
    until: Option<Day>,
    snapshot: Json<Snapshot>,
}

const DEFINE: &str = "
    DEFINE TABLE sample SCHEMAFULL;
    DEFINE FIELD kita ON sample TYPE record<kita>;
    DEFINE FIELD amount ON sample TYPE decimal ASSERT $value >= 0;
    DEFINE FIELD day ON sample TYPE string;
    DEFINE FIELD until ON sample TYPE option<string>;
    DEFINE FIELD snapshot ON sample TYPE string;
";
const CREATE: &str = "CREATE sample CONTENT $row; ";
const READ: &str = "SELECT * FROM sample ORDER BY amount;";

fn sample(number: i64, amount: Decimal) -> SampleRow {
    SampleRow {
        id: RecordId::new("sample", number),
        kita: Ref(KitaId::new(Uuid::from_u128(7))),
        amount,
        day: Day(NaiveDate::from_ymd_opt(2026, 8, 1).unwrap()),
        until: None,
        snapshot: Json(Snapshot { name: "Kita „Löwenzahn“ '\"".into(), amount }),
    }
}

#[test]
fn values_come_back_as_they_were() {
    on_each_engine(|Stage { store, .. }| async move {
        store.run(Query::write(DEFINE)).await.unwrap();
        // Smallest, a third that no binary float holds, and more digits than a float has.
        let amounts = [Decimal::new(1, 2), Decimal::new(33333333, 2), Decimal::new(123456789012345678, 2)];
        let rows: Vec<_> = (1..).zip(amounts).map(|(number, amount)| sample(number, amount)).collect();
        for row in rows.clone() {
            store.run(Query::write(CREATE).bind("row", row)).await.unwrap();
        }
        assert_eq!(store.rows::<SampleRow>(Query::read(READ)).await.unwrap(), rows);
        let sum: Decimal =
            store.value(Query::read("RETURN math::sum((SELECT VALUE amount FROM sample));")).await.unwrap();
        assert_eq!(sum, amounts.iter().sum());
    });
}

#[test]
fn a_float_is_an_error_when_it_is_read() {
    on_each_engine(|Stage { store, .. }| async move {
        let read: Result<Decimal, _> = store.value(Query::read("RETURN 0.1f;")).await;
        assert!(matches!(read, Err(AppError::Internal(_))), "{read:?}");
        let read: Result<Decimal, _> = store.value(Query::read("RETURN 0.1dec;")).await;
        assert_eq!(read, Ok(Decimal::new(1, 1)));
    });
}

#[test]
fn a_reference_to_another_table_is_refused_on_both_ways() {
    on_each_engine(|Stage { store, .. }| async move {
        store.run(Query::write(DEFINE)).await.unwrap();
        let wrong = "CREATE sample:1 CONTENT { kita: person:1, amount: 1dec, day: '2026-08-01', snapshot: '{}' };";
        assert!(matches!(store.run(Query::write(wrong)).await, Err(AppError::Internal(_))));
        let read: Result<Ref<KitaId>, _> =
            store.value(Query::read("RETURN person:u'018f0000-0000-7000-8000-000000000000';")).await;
        assert!(matches!(read, Err(AppError::Internal(_))));
    });
}

#[test]
fn thrown_codes_become_errors_and_undo_the_transaction() {
    on_each_engine(|Stage { store, .. }| async move {
        use domain::ErrorCode::{Full, WrongState};
        store.run(Query::write("DEFINE TABLE thing;")).await.unwrap();
        let cases = [
            ("CREATE thing; THROW 'not_found';", AppError::NotFound),
            ("CREATE thing; THROW 'forbidden';", AppError::Forbidden),
            ("CREATE thing; THROW 'conflict';", AppError::Conflict),
            ("CREATE thing; THROW 'seats:full';", AppError::field("seats", Full)),
            ("CREATE thing; IF true { THROW 'status:wrong_state' };", AppError::field("status", WrongState)),
        ];
        for (text, expected) in cases {
            assert_eq!(store.run(Query::write(text)).await, Err(expected), "{text}");
        }
        assert!(matches!(store.run(Query::write("CREATE thing; THROW 'else';")).await, Err(AppError::Internal(_))));
        let left: Vec<RecordId> = store.rows(Query::read("SELECT VALUE id FROM thing;")).await.unwrap();
        assert_eq!(left, []);
    });
}

#[test]
fn the_log_repeats_no_value_of_a_row() {
    let messages = [
        ("Found 'Erika' for field `name`, but expected a int", "Found '…' for field `name`, but expected a int"),
        (
            "Database index `account_email` already contains \"a@b.de\", with record `account:1`",
            "Database index `account_email` already contains \"…\", with record `account:1`",
        ),
        ("open 'quote", "open '…"),
        ("nothing", "nothing"),
    ];
    for (message, expected) in messages {
        assert_eq!(redact(message), expected);
    }
}
