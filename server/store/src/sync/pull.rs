//! Reading the sequence.

use super::{
    own_kitas,
    rows::PlacedRow,
    span::{SpanRow, Stretch, spans_of, stretches},
};
use crate::{Store, query::Query, row::Ref};
use domain::{
    AppError,
    access::KiSo,
    ids::{ErhebungId, KitaId},
    sync::{
        protocol::{Position, Pull, PullReply},
        server::page_end,
    },
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::SurrealValue;

const SPANS: &str = "SELECT * FROM $spans;";

/// Their Kita comes with the Erhebung, of which a page has few.
const CHANGES: &str = "
    RETURN array::flatten([
        (SELECT id, body, erhebung FROM $singles),
        array::flatten($ranges.map(|$range| (SELECT id, body, erhebung FROM $range)))
    ]);
";

const KITAS: &str = "SELECT id, kita FROM $erhebungen WHERE kita != NONE;";

#[derive(SurrealValue)]
struct KitaRow {
    id: Ref<ErhebungId>,
    kita: Ref<KitaId>,
}

impl Store {
    pub(super) async fn read_page(&self, by: &KiSo, pull: &Pull) -> Result<PullReply, AppError> {
        let device = self.contact(by, pull.device).await?.view(&own_kitas(by))?;
        let server = self.server_head(pull.known.as_ref(), Some(&pull.after)).await?;
        // To a device of another past nothing is given: it reads from the start.
        if !server.lineage_kept || device.revoked {
            return Ok(PullReply { server, device, changes: Vec::new(), through: pull.after.clone(), more: false });
        }
        let _turn = self.sync_turn().await?;
        let (end, more) = page_end(pull.after.number, server.head.number);
        let (rows, last) = self.placed(pull.after.number, end).await?;
        let named: BTreeSet<ErhebungId> = rows.iter().filter_map(PlacedRow::erhebung).collect();
        let own = self.own_erhebungen(named, &own_kitas(by)).await?;
        let own = rows.into_iter().filter(|row| row.erhebung().is_some_and(|id| own.contains(&id)));
        let changes = own.filter_map(PlacedRow::into_domain).collect();
        Ok(PullReply { server, device, changes, through: last.unwrap_or_else(|| pull.after.clone()), more })
    }

    /// What has a place after `after`, up to `end`, in the order of places; and the last of these.
    async fn placed(&self, after: u64, end: u64) -> Result<(Vec<PlacedRow>, Option<Position>), AppError> {
        // Most devices ask when there is nothing new.
        if end <= after {
            return Ok((Vec::new(), None));
        }
        let query = Query::read(SPANS).bind("spans", spans_of(after.saturating_add(1), end));
        let mut spans: Vec<SpanRow> = self.rows(query).await?;
        // They come in the order of their keys; what follows must not rest on that.
        spans.sort_unstable_by_key(SpanRow::first);
        let places = spans.iter().flat_map(SpanRow::places);
        let places: Vec<_> = places.filter(|(_, place)| after < place.number && place.number <= end).collect();
        let (ranges, singles): (Vec<Stretch>, Vec<Stretch>) =
            stretches(places.iter().map(|(key, _)| *key)).into_iter().partition(Stretch::is_range);
        // A list of ranges is no source, and a list of records a slow one.
        let query = Query::read(CHANGES)
            .bind("ranges", ranges.iter().map(Stretch::records).collect::<Vec<_>>())
            .bind("singles", singles.iter().map(Stretch::records).collect::<Vec<_>>());
        let mut rows: Vec<PlacedRow> = self.value(query).await?;
        let order: BTreeMap<_, _> = places.iter().map(|(key, place)| (*key, place.number)).collect();
        rows.sort_by_cached_key(|row| order.get(&row.key()).copied());
        Ok((rows, places.into_iter().last().map(|(_, place)| place)))
    }

    async fn own_erhebungen(
        &self,
        named: BTreeSet<ErhebungId>,
        kitas: &BTreeSet<KitaId>,
    ) -> Result<BTreeSet<ErhebungId>, AppError> {
        if named.is_empty() {
            return Ok(BTreeSet::new());
        }
        let named: Vec<_> = named.into_iter().map(Ref).collect();
        let rows: Vec<KitaRow> = self.rows(Query::read(KITAS).bind("erhebungen", named)).await?;
        Ok(rows.into_iter().filter(|row| kitas.contains(&row.kita.0)).map(|row| row.id.0).collect())
    }
}
