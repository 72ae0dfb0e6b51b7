use super::{Client, Lane, Write, arrivals::is_stored_there};
use crate::sync::record::Record;

/// What is given up, in this order, before an answer would be refused. After the last one only a file helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relief {
    /// What was read from the server; it is read again.
    Replica,
    /// What the server holds but has not reported as backed up: from then on only the server has it.
    Arrived,
}

impl Relief {
    pub const ALL: [Self; 2] = [Self::Replica, Self::Arrived];
}

impl Client {
    /// What to write for a step; empty when there is nothing to gain.
    pub fn relieve(&self, relief: Relief) -> Vec<Write> {
        match relief {
            Relief::Replica if self.stored.replica.changes.is_empty() => Vec::new(),
            Relief::Replica => vec![Write::ForgetReplica],
            Relief::Arrived => {
                let is_there = |record: &Record| record.arrival.is_some_and(is_stored_there);
                let is_whole = |seq: &u32| !self.legible.is_damaged(Lane::Shared, *seq);
                let shared = self.stored.shared.records.iter();
                let shared = shared.filter(|(seq, record)| is_there(record) && is_whole(seq));
                let shared = shared.map(|(seq, _)| Write::Drop { lane: Lane::Shared, seq: *seq });
                let anonymous = self.finished().filter(|(_, record, _)| is_there(record));
                shared.chain(anonymous.flat_map(|(_, _, sent)| self.drop_submission(sent.id))).collect()
            }
        }
    }
}
