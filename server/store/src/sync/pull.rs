//! Reading the sequence.

use super::{
    own_kitas,
    rows::{PlaceRow, place_range},
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
use std::collections::BTreeSet;
use surrealdb::types::SurrealValue;

/// The change of a place is fetched once, and its Kita with the Erhebung, of which a page has few.
const PAGE: &str = "
    SELECT record::id(id) AS number, link, change.{device, seq, body, erhebung} AS change FROM $places;
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
        let rows = self.places(pull.after.number, end).await?;
        let last = rows.last().map(|row| Position { number: row.number.unsigned_abs(), link: row.link.clone() });
        let named: BTreeSet<ErhebungId> = rows.iter().filter_map(PlaceRow::erhebung).collect();
        let own = self.own_erhebungen(named, &own_kitas(by)).await?;
        let own = rows.into_iter().filter(|row| row.erhebung().is_some_and(|id| own.contains(&id)));
        let changes = own.filter_map(PlaceRow::into_domain).collect();
        Ok(PullReply { server, device, changes, through: last.unwrap_or_else(|| pull.after.clone()), more })
    }

    /// What has a place after `after`, up to `end`.
    async fn places(&self, after: u64, end: u64) -> Result<Vec<PlaceRow>, AppError> {
        // Most devices ask when there is nothing new.
        if end <= after {
            return Ok(Vec::new());
        }
        let query = Query::read(PAGE).bind("places", place_range(after.saturating_add(1), end));
        let mut rows: Vec<PlaceRow> = self.rows(query).await?;
        // They come in the order of their keys; what follows must not rest on that.
        rows.sort_unstable_by_key(|row| row.number);
        Ok(rows)
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
