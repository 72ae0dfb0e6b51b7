//! Writers at the same moment: what SurrealDB must keep, what the head record adds, and that without it seats are sold
//! twice.

use crate::engines::{Stage, on_each_engine};
use domain::{AppError, ErrorCode};
use std::future::Future;
use store::{Store, internals::Query};
use surrealdb::types::RecordId;

const WRITERS: i64 = 4;
const ROUNDS: i64 = 40;
const SEATS: i64 = 10;
const PEOPLE: i64 = 30;

const DEFINE: &str = "
    DEFINE TABLE racer SCHEMAFULL;
    DEFINE FIELD name ON racer TYPE string;
    DEFINE FIELD writer ON racer TYPE int;
    DEFINE INDEX racer_name ON racer FIELDS name UNIQUE;
    DEFINE TABLE race_counter;
    DEFINE TABLE race_head;
    DEFINE TABLE race_seat;
";

/// Runs `work` for 0, 1, … at once and returns what each came to.
async fn at_once<F>(number: i64, work: impl Fn(i64) -> F) -> Vec<Result<(), AppError>>
where
    F: Future<Output = Result<(), AppError>> + Send + 'static,
{
    let tasks: Vec<_> = (0..number).map(|writer| tokio::spawn(work(writer))).collect();
    let mut results = Vec::with_capacity(tasks.len());
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

async fn count(store: &Store, text: &'static str) -> i64 {
    store.value(Query::read(text)).await.unwrap()
}

fn won(results: &[Result<(), AppError>]) -> usize {
    results.iter().filter(|result| result.is_ok()).count()
}

#[test]
fn one_unique_key_is_taken_by_one_of_four_writers() {
    const TAKE: &str = "CREATE $id CONTENT { name: $name, writer: $writer };";
    on_each_engine(|Stage { store, .. }| async move {
        store.run(Query::write(DEFINE)).await.unwrap();
        for round in 0..ROUNDS {
            let results = at_once(WRITERS, |writer| {
                let id = RecordId::new("racer", round * WRITERS + writer);
                let query = Query::write(TAKE).bind("id", id).bind("name", format!("{round}")).bind("writer", writer);
                let store = store.clone();
                async move { store.run(query).await }
            });
            assert_eq!(won(&results.await), 1, "round {round}");
        }
        assert_eq!(count(&store, "RETURN array::len((SELECT VALUE id FROM racer));").await, ROUNDS);
        assert_eq!(store.check_indexes().await.unwrap(), []);
    });
}

#[test]
fn one_id_is_created_by_one_of_four_writers() {
    const TAKE: &str = "CREATE $id CONTENT { name: $name, writer: $writer };";
    on_each_engine(|Stage { store, .. }| async move {
        store.run(Query::write(DEFINE)).await.unwrap();
        for round in 0..ROUNDS {
            let results = at_once(WRITERS, |writer| {
                let query = Query::write(TAKE)
                    .bind("id", RecordId::new("racer", round))
                    .bind("name", format!("{round} {writer}"))
                    .bind("writer", writer);
                let store = store.clone();
                async move { store.run(query).await }
            });
            let results = results.await;
            assert_eq!(won(&results), 1, "round {round}");
            let winner = results.iter().position(Result::is_ok).unwrap() as i64;
            let query = Query::read("SELECT VALUE writer FROM $id;").bind("id", RecordId::new("racer", round));
            assert_eq!(store.rows::<i64>(query).await.unwrap(), [winner], "the told winner is not the stored one");
        }
    });
}

/// As often as it takes: whoever meets too many others is told so and asks again.
async fn insist(store: &Store, query: impl Fn() -> Query) -> Result<(), AppError> {
    loop {
        match store.run(query()).await {
            Err(AppError::Conflict) => continue,
            other => return other,
        }
    }
}

#[test]
fn a_counter_loses_no_step() {
    const STEP: &str = "UPSERT race_counter:main SET steps += 1 RETURN NONE;";
    on_each_engine(|Stage { store, .. }| async move {
        store.run(Query::write(DEFINE)).await.unwrap();
        let results = at_once(WRITERS, |_| {
            let store = store.clone();
            async move {
                for _ in 0..ROUNDS {
                    insist(&store, || Query::write(STEP)).await?;
                }
                Ok(())
            }
        });
        assert_eq!(won(&results.await) as i64, WRITERS);
        assert_eq!(count(&store, "RETURN race_counter:main.steps;").await, WRITERS * ROUNDS);
    });
}

/// The seats of a round taken by `PEOPLE` at once with this query text; returns how many were told that they have one.
async fn book(store: &Store, text: &'static str, round: i64) -> usize {
    let open = Query::write("CREATE $head CONTENT { taken: 0 };").bind("head", RecordId::new("race_head", round));
    store.run(open).await.unwrap();
    let results = at_once(PEOPLE, |person| {
        let store = store.clone();
        async move {
            insist(&store, || {
                Query::write(text)
                    .bind("head", RecordId::new("race_head", round))
                    .bind("seat", RecordId::new("race_seat", round * PEOPLE + person))
                    .bind("round", round)
                    .bind("seats", SEATS)
            })
            .await
        }
    });
    let results = results.await;
    let full = AppError::field("seats", ErrorCode::Full);
    assert!(results.iter().all(|result| result.is_ok() || *result == Err(full.clone())), "{results:?}");
    won(&results)
}

const SOLD: &str = "RETURN array::len((SELECT VALUE id FROM race_seat WHERE round = $round));";

#[test]
fn the_head_record_never_sells_a_seat_twice() {
    const GUARDED: &str = "
        LET $taken = UPDATE $head SET taken += 1 WHERE taken < $seats;
        IF array::len($taken) = 0 { THROW 'seats:full' };
        CREATE $seat CONTENT { round: $round } RETURN NONE;
    ";
    on_each_engine(|Stage { store, .. }| async move {
        store.run(Query::write(DEFINE)).await.unwrap();
        for round in 0..5 {
            assert_eq!(book(&store, GUARDED, round).await as i64, SEATS, "round {round}");
            let sold: i64 = store.value(Query::read(SOLD).bind("round", round)).await.unwrap();
            assert_eq!(sold, SEATS, "round {round}");
        }
    });
}

/// The negative control: counting first and inserting afterwards, in one transaction, is not enough. If this ever stops
/// failing, the test above has lost its teeth.
#[test]
fn without_the_head_record_seats_are_sold_twice() {
    const UNGUARDED: &str = "
        LET $taken = array::len((SELECT VALUE id FROM race_seat WHERE round = $round));
        IF $taken >= $seats { THROW 'seats:full' };
        CREATE $seat CONTENT { round: $round } RETURN NONE;
    ";
    on_each_engine(|Stage { store, engine, .. }| async move {
        store.run(Query::write(DEFINE)).await.unwrap();
        for round in 0..20 {
            if book(&store, UNGUARDED, round).await as i64 > SEATS {
                return;
            }
        }
        panic!("twenty rounds on {engine} without a seat sold twice");
    });
}
