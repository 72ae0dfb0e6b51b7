use super::{Client, Lane, Write, arrivals::is_stored_there};
use crate::sync::record::Record;

/// How full the browser's storage is, by what it says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Space {
    Enough,
    /// Say so.
    Scarce,
    /// No new questionnaires are begun; those that are open go on.
    NoNewForms,
    /// Free what can be got again.
    Full,
}

/// The step for `used` of `granted` bytes. A browser that grants nothing says nothing: then there is enough until a write
/// fails.
pub fn space(used: u64, granted: u64) -> Space {
    let per_cent = if granted == 0 { 0 } else { u128::from(used) * 100 / u128::from(granted) };
    match per_cent {
        0..75 => Space::Enough,
        75..85 => Space::Scarce,
        85..95 => Space::NoNewForms,
        _ => Space::Full,
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_runs_out_in_steps() {
        let steps = [(0, Space::Enough), (74, Space::Enough), (75, Space::Scarce), (85, Space::NoNewForms)];
        for (used, step) in steps.into_iter().chain([(95, Space::Full), (200, Space::Full)]) {
            assert_eq!(space(used, 100), step, "{used}");
        }
        assert_eq!(space(u64::MAX, u64::MAX), Space::Full);
        assert_eq!(space(5, 0), Space::Enough, "a browser that says nothing");
    }
}
