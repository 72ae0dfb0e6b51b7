//! What tests read of the sequence of changes, straight from its table.

use domain::ids::DeviceId;
use store::{
    Store,
    internals::{Query, Ref},
};
use surrealdb::types::SurrealValue;

#[derive(SurrealValue)]
struct Span {
    first: i64,
    last: i64,
    devices: Vec<Ref<DeviceId>>,
    firsts: Vec<i64>,
    lasts: Vec<i64>,
    links: String,
}

async fn spans(store: &Store) -> Vec<Span> {
    let query = "SELECT first, record::id(id) AS last, devices, firsts, lasts, links FROM change_span ORDER BY last;";
    let spans: Vec<Span> = store.rows(Query::read(query)).await.unwrap();
    for span in &spans {
        let places = span.last - span.first + 1;
        let changes: i64 = span.firsts.iter().zip(&span.lasts).map(|(first, last)| last - first + 1).sum();
        assert_eq!((changes, span.links.len() as i64), (places, places * 64), "a change and a link for each place");
    }
    spans
}

/// The numbers that are given, in their order.
pub async fn numbers(store: &Store) -> Vec<i64> {
    spans(store).await.into_iter().flat_map(|span| span.first..=span.last).collect()
}

/// The device's own numbers, in the order of their places.
pub async fn of_device(store: &Store, device: DeviceId) -> Vec<i64> {
    let stretches = |span: Span| span.devices.into_iter().zip(span.firsts.into_iter().zip(span.lasts));
    let all = spans(store).await.into_iter().flat_map(stretches);
    all.filter(|(of, _)| of.0 == device).flat_map(|(_, (first, last))| first..=last).collect()
}
