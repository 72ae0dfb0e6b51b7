use super::{
    protocol::{DeviceView, MAX_PUSH, MAX_PUSH_BYTES, SentChange},
    record::Record,
    seen::ChangeKey,
};
use crate::ids::DeviceId;
use std::collections::BTreeMap;

/// What the server lacks of this device's changes, as it says itself, and what of that goes into the next push.
///
/// Nothing but the server's present word counts, so a server that lost changes is sent them again (S2), whatever the
/// device had heard before. `last` is the last number given out; a number whose record is gone travels as lost and does
/// not hold up the others.
pub fn diff(device: DeviceId, records: &BTreeMap<u32, Record>, last: u32, view: &DeviceView) -> Vec<SentChange> {
    let mut bytes = 0;
    let missing = (view.received..last).take(MAX_PUSH).map(|before| ChangeKey { device, seq: before + 1 });
    let sent = missing.map(|key| records.get(&key.seq).map_or_else(|| Record::lost(key), |record| record.sent(key)));
    let fits = |sent: &SentChange| {
        let is_first = bytes == 0;
        bytes += sent.body.len();
        is_first || bytes <= MAX_PUSH_BYTES
    };
    sent.take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{ErhebungId, SubmissionId},
        sync::{Change, Noted, Seen, UNREADABLE},
    };
    use uuid::Uuid;

    const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(7));

    fn records(count: usize) -> BTreeMap<u32, Record> {
        let change = Change::Discarded { submission: SubmissionId::new(Uuid::nil()) };
        let noted = Noted { change, base: Seen::default(), follows: 0 };
        let record = |seq| Record::new(ChangeKey { device: DEVICE, seq }, ErhebungId::new(Uuid::nil()), &noted);
        (1..).take(count).map(|seq| (seq, record(seq))).collect()
    }

    fn view(received: u32) -> DeviceView {
        DeviceView { received, ..DeviceView::default() }
    }

    fn last(records: &BTreeMap<u32, Record>) -> u32 {
        records.last_key_value().map_or(0, |(seq, _)| *seq)
    }

    fn numbers(records: &BTreeMap<u32, Record>, received: u32) -> Vec<u32> {
        diff(DEVICE, records, last(records), &view(received)).iter().map(|sent| sent.seq).collect()
    }

    /// S3, on the way up.
    #[test]
    fn s03_push_at_every_edge_of_a_batch() {
        for count in [0, 1, MAX_PUSH - 1, MAX_PUSH, MAX_PUSH + 1, 2 * MAX_PUSH, 2 * MAX_PUSH + 1] {
            let records = records(count);
            let (mut received, mut arrived) = (0, Vec::new());
            loop {
                let batch = numbers(&records, received);
                let Some(last) = batch.last() else { break };
                assert!(batch.len() <= MAX_PUSH);
                received = *last;
                arrived.extend(batch);
            }
            assert!(arrived.iter().copied().eq(records.keys().copied()), "{count}");
        }
    }

    #[test]
    fn a_record_that_is_gone_travels_as_lost() {
        let mut records = records(5);
        records.remove(&3);
        assert_eq!(numbers(&records, 1), [2, 3, 4, 5]);
        let sent = diff(DEVICE, &records, 5, &view(2));
        assert_eq!((sent[0].body.as_str(), sent[1].erhebung.is_some()), (UNREADABLE, true));
        assert_eq!(numbers(&records, u32::MAX), Vec::<u32>::new());
    }

    #[test]
    fn long_texts_travel_in_smaller_batches_and_one_alone_always() {
        let mut records = records(4);
        for record in records.values_mut() {
            record.body = "x".repeat(MAX_PUSH_BYTES * 2 / 3);
        }
        records.get_mut(&2).expect("a record").body = "x".repeat(MAX_PUSH_BYTES * 2);
        for (seq, record) in &mut records {
            record.hash =
                crate::sync::change_hash(ChangeKey { device: DEVICE, seq: *seq }, Some(record.erhebung), &record.body);
        }
        assert_eq!((numbers(&records, 0), numbers(&records, 1), numbers(&records, 2)), (vec![1], vec![2], vec![3]));
    }

    #[test]
    fn a_damaged_record_does_not_block_the_rest() {
        let mut records = records(3);
        records.get_mut(&2).expect("a record").body.push('x');
        let sent = diff(DEVICE, &records, 3, &view(0));
        assert_eq!(sent.len(), 3);
        assert_eq!((sent[1].body.as_str(), sent[1].erhebung), (UNREADABLE, None));
    }
}
