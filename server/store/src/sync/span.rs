//! The sequence as it is stored: one record or a few for each batch of the sequencer. One for each place cost as much as the change
//! itself.

use super::rows::{between, change_range, change_record};
use crate::{Store, query::Query, row::Ref};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    ids::DeviceId,
    sync::{ChangeKey, protocol::Position},
};
use surrealdb::types::{RecordId, SurrealValue};

/// Places of one record at most. What holds a place is looked for no further behind it, so it never becomes less.
const LONGEST: usize = 1_000;

/// Hex digits of a link.
const LINK: usize = 64;

const SPAN: &str = "SELECT first, links, placed_at FROM $span LIMIT 1;";

/// A part of the sequence that was placed at once.
#[derive(SurrealValue)]
pub(super) struct SpanRow {
    id: RecordId,
    first: i64,
    devices: Vec<Ref<DeviceId>>,
    firsts: Vec<i64>,
    lasts: Vec<i64>,
    links: String,
    placed_at: DateTime<Utc>,
}

impl SpanRow {
    /// As few as hold them.
    pub(super) fn all(places: &[(ChangeKey, Position)], at: DateTime<Utc>) -> Vec<Self> {
        places.chunks(LONGEST).filter_map(|part| Self::of(part, at)).collect()
    }

    /// `None` for no places at all.
    fn of(places: &[(ChangeKey, Position)], at: DateTime<Utc>) -> Option<Self> {
        let ((_, first), (_, last)) = (places.first()?, places.last()?);
        let stretches = stretches(places.iter().map(|(key, _)| *key));
        Some(Self {
            id: span_record(last.number),
            first: stored(first.number),
            devices: stretches.iter().map(|stretch| Ref(stretch.device)).collect(),
            firsts: stretches.iter().map(|stretch| i64::from(stretch.first)).collect(),
            lasts: stretches.iter().map(|stretch| i64::from(stretch.last)).collect(),
            links: places.iter().map(|(_, place)| place.link.as_str()).collect(),
            placed_at: at,
        })
    }

    pub(super) fn first(&self) -> u64 {
        self.first.unsigned_abs()
    }

    /// Each change with its place, in their order.
    pub(super) fn places(&self) -> impl Iterator<Item = (ChangeKey, Position)> {
        let stretches = self.devices.iter().zip(&self.firsts).zip(&self.lasts);
        let keys = stretches.flat_map(|((device, first), last)| {
            let seqs = (*first..=*last).filter_map(|seq| u32::try_from(seq).ok());
            seqs.map(|seq| ChangeKey { device: device.0, seq })
        });
        keys.zip(self.first()..).filter_map(|(key, number)| {
            Some((key, Position { number, link: link(&self.links, self.first(), number)? }))
        })
    }
}

/// As much of a record as tells which place has which link, and since when.
#[derive(SurrealValue)]
pub(super) struct LinksRow {
    first: i64,
    links: String,
    placed_at: DateTime<Utc>,
}

impl LinksRow {
    /// `None` where the place is not there.
    pub(super) fn link_at(&self, number: u64) -> Option<String> {
        link(&self.links, self.first.unsigned_abs(), number)
    }

    /// Whether the place is there since before `moment`.
    pub(super) fn is_before(&self, number: u64, moment: DateTime<Utc>) -> bool {
        self.first.unsigned_abs() <= number && self.placed_at < moment
    }
}

fn link(links: &str, first: u64, number: u64) -> Option<String> {
    let start = usize::try_from(number.checked_sub(first)?).ok()?.checked_mul(LINK)?;
    links.get(start..start.checked_add(LINK)?).map(str::to_owned)
}

/// Changes of one device with numbers that follow each other.
pub(super) struct Stretch {
    device: DeviceId,
    first: u32,
    last: u32,
}

impl Stretch {
    /// The first number and the last one, as they are stored.
    pub(super) fn ends(&self) -> (i64, i64) {
        (i64::from(self.first), i64::from(self.last))
    }

    pub(super) fn is_range(&self) -> bool {
        self.first < self.last
    }

    /// The records of its changes, or the one there is.
    pub(super) fn records(&self) -> RecordId {
        if self.is_range() {
            change_range(self.device, self.first, self.last)
        } else {
            change_record("change", ChangeKey { device: self.device, seq: self.first })
        }
    }
}

/// The changes in their order, as few stretches as they make.
pub(super) fn stretches(keys: impl IntoIterator<Item = ChangeKey>) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for ChangeKey { device, seq } in keys {
        match stretches.last_mut() {
            Some(open) if open.device == device && open.last.checked_add(1) == Some(seq) => open.last = seq,
            _ => stretches.push(Stretch { device, first: seq, last: seq }),
        }
    }
    stretches
}

/// `change_span:42`
fn span_record(last: u64) -> RecordId {
    RecordId::new("change_span", stored(last))
}

fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// `change_span:42..=1541`: those that hold the places from `first` to `last`, and perhaps some after them.
pub(super) fn spans_of(first: u64, last: u64) -> RecordId {
    between(span_record(first), span_record(last.saturating_add(LONGEST as u64)))
}

/// Of these, in the order of their keys, the first one holds the place, if it is there. None is there for 0, before all places.
pub(super) fn span_at(number: u64) -> RecordId {
    if number == 0 { between(span_record(0), span_record(0)) } else { spans_of(number, number) }
}

impl Store {
    /// What holds the place, or one after it.
    pub(super) async fn links_at(&self, number: u64) -> Result<Option<LinksRow>, AppError> {
        self.row(Query::read(SPAN).bind("span", span_at(number))).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn key(device: u128, seq: u32) -> ChangeKey {
        ChangeKey { device: DeviceId::new(Uuid::from_u128(device)), seq }
    }

    fn places(first: u64, keys: &[ChangeKey]) -> Vec<(ChangeKey, Position)> {
        let link = |number: u64| format!("{number:064x}");
        keys.iter().zip(first..).map(|(key, number)| (*key, Position { number, link: link(number) })).collect()
    }

    #[test]
    fn a_record_gives_back_what_it_was_made_of() {
        let keys = [key(1, 3), key(1, 4), key(1, 6), key(2, 7), key(2, 8), key(1, 7)];
        let placed = places(40, &keys);
        let row = SpanRow::of(&placed, DateTime::UNIX_EPOCH).unwrap();
        assert_eq!((row.id.clone(), row.first(), row.devices.len()), (span_record(45), 40, 4));
        assert_eq!(row.places().collect::<Vec<_>>(), placed);
        assert!(SpanRow::of(&[], DateTime::UNIX_EPOCH).is_none());
    }

    /// What is let in after a review is placed at once, whatever it holds.
    #[test]
    fn however_many_are_placed_at_once_no_record_ends_too_far_behind_a_place_of_its() {
        let keys: Vec<_> = (1..=2_500).map(|seq| key(1, seq)).collect();
        let placed = places(40, &keys);
        let rows = SpanRow::all(&placed, DateTime::UNIX_EPOCH);
        assert_eq!(rows.iter().map(|row| row.places().count()).collect::<Vec<_>>(), [LONGEST, LONGEST, 500]);
        assert_eq!(rows.iter().flat_map(SpanRow::places).collect::<Vec<_>>(), placed);
        assert_eq!(rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), [1_039, 2_039, 2_539].map(span_record));
    }

    #[test]
    fn a_link_is_found_at_its_place_only() {
        let row = SpanRow::of(&places(40, &[key(1, 1), key(1, 2)]), DateTime::UNIX_EPOCH).unwrap();
        let links = LinksRow { first: row.first, links: row.links, placed_at: row.placed_at };
        let found: Vec<_> = [0, 39, 40, 41, 42, u64::MAX].map(|number| links.link_at(number)).into();
        let link = |number: u64| Some(format!("{number:064x}"));
        assert_eq!(found, [None, None, link(40), link(41), None, None]);
        let later = DateTime::UNIX_EPOCH + chrono::TimeDelta::seconds(1);
        assert!(links.is_before(40, later) && !links.is_before(39, later) && !links.is_before(40, links.placed_at));
    }
}
