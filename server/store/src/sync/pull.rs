//! Reading the sequence.

use super::{own_kitas, place_records, rows::PlaceRow};
use crate::{Store, query::Query};
use domain::{
    AppError,
    access::KiSo,
    sync::{
        protocol::{Position, Pull, PullReply},
        server::page_end,
    },
};

const PAGE: &str = "
    SELECT record::id(id) AS number, link, change.device AS device, change.seq AS seq, change.body AS body,
        change.erhebung AS erhebung, change.erhebung.kita AS kita
        FROM $places ORDER BY number;
";

impl Store {
    pub(super) async fn read_page(&self, by: &KiSo, pull: &Pull) -> Result<PullReply, AppError> {
        let device = self.contact(by, pull.device).await?.view(&own_kitas(by))?;
        let server = self.server_head(pull.known.as_ref(), Some(&pull.after)).await?;
        // To a device of another past nothing is given: it reads from the start.
        if !server.lineage_kept || device.revoked {
            return Ok(PullReply { server, device, changes: Vec::new(), through: pull.after.clone(), more: false });
        }
        let (end, more) = page_end(pull.after.number, server.head.number);
        let places = place_records(pull.after.number.saturating_add(1)..=end);
        let rows: Vec<PlaceRow> = self.rows(Query::read(PAGE).bind("places", places)).await?;
        let last = rows.last().map(|row| Position { number: row.number.unsigned_abs(), link: row.link.clone() });
        let kitas = own_kitas(by);
        let own = rows.into_iter().filter(|row| row.kita.is_some_and(|kita| kitas.contains(&kita.0)));
        let changes = own.filter_map(PlaceRow::into_domain).collect();
        Ok(PullReply { server, device, changes, through: last.unwrap_or_else(|| pull.after.clone()), more })
    }
}
