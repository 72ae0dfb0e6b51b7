use super::{Client, Lane, Write, round::Request};
use crate::{
    ids::SubmissionId,
    sync::{
        fold::{LocalState, LocalSubmission},
        record::{Record, Verdict},
        seen::ChangeKey,
    },
};
use std::collections::BTreeSet;

/// What throwing away means for what lies on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Discard {
    /// A draft that travels: it is said to be thrown away, and disappears everywhere.
    Draft,
    /// A draft of a respondent, which is nowhere else.
    RespondentsDraft,
    /// Finished answers of a respondent that have not arrived: they are lost.
    RespondentsAnswers,
    /// A finished sheet of which something has not arrived: that is lost.
    Unsent,
    /// A finished sheet of which the Koordination has thrown something away: that lies here alone.
    TurnedDown,
    /// The server holds it; only the copy goes.
    Copy,
}

impl Discard {
    /// Whether a person says so with a change, which travels like any other. Otherwise the records are deleted.
    pub fn is_said(self) -> bool {
        matches!(self, Self::Draft | Self::RespondentsDraft)
    }
}

impl Client {
    /// What throwing it away would mean; `None` where nothing of it is this device's own, or the device would only read it
    /// again from the server.
    pub fn discard_of(&self, submission: &LocalSubmission) -> Option<Discard> {
        let id = submission.id;
        let is_own = self.stored.last_of.contains_key(&id) || self.records_of(Lane::Anonymous, id).next().is_some();
        if !is_own {
            return None;
        }
        match (self.lane_of(id)?, &submission.state) {
            (Lane::Shared, LocalState::Draft) => Some(Discard::Draft),
            (Lane::Anonymous, LocalState::Draft) => Some(Discard::RespondentsDraft),
            (Lane::Anonymous, LocalState::Waiting(_)) => Some(Discard::RespondentsAnswers),
            (Lane::Anonymous, LocalState::Arrived) => Some(Discard::Copy),
            (Lane::Shared, _) if self.records_of(Lane::Shared, id).any(|(_, record)| record.arrival.is_none()) => {
                Some(Discard::Unsent)
            }
            (Lane::Shared, _) if self.turned_down().contains(&id) => Some(Discard::TurnedDown),
            (Lane::Shared, _) => (!self.is_read_from_server(id)).then_some(Discard::Copy),
        }
    }

    /// What to write to delete the records of a submission; of a sheet that was read from the server, only what has not
    /// arrived. Numbers that are gone travel as lost. `None` while it is on its way, because nobody could say what became of
    /// it.
    pub fn delete(&self, id: SubmissionId) -> Option<Vec<Write>> {
        let is_on_its_way = self.in_flight.as_ref().is_some_and(|asked| match &asked.request {
            Request::Submit(sent) => sent.id == id,
            Request::Push(push) => {
                let records = &self.stored.shared.records;
                push.changes.iter().any(|sent| records.get(&sent.seq).is_some_and(|record| record.submission == id))
            }
            Request::Status(_) | Request::Check(_) | Request::Pull(_) => false,
        });
        if is_on_its_way {
            return None;
        }
        let lane = self.lane_of(id)?;
        let keeps = lane == Lane::Shared && self.is_read_from_server(id);
        let goes = self.records_of(lane, id).filter(|(_, record)| !keeps || record.arrival.is_none());
        Some(goes.map(|(seq, _)| Write::Drop { lane, seq }).collect())
    }

    /// Submissions of this device of which something waits at the server until the Koordination has looked at it.
    pub fn in_review(&self) -> BTreeSet<SubmissionId> {
        let waits = |record: &Record| {
            let verdict = record.arrival.map(|arrival| arrival.verdict);
            matches!(verdict, Some(Verdict::ToReview | Verdict::Quarantined))
        };
        let device = self.stored.device;
        let is_let_in = |seq: u32| self.stored.replica.changes.contains_key(&ChangeKey { device, seq });
        let records = self.stored.shared.records.iter();
        let waiting = records.filter(|(seq, record)| waits(record) && !is_let_in(**seq));
        waiting.map(|(_, record)| record.submission).collect()
    }

    /// Submissions of this device of which the Koordination has thrown something away that had waited.
    pub fn turned_down(&self) -> BTreeSet<SubmissionId> {
        let is_turned_down =
            |record: &&Record| record.arrival.is_some_and(|arrival| arrival.verdict == Verdict::TurnedDown);
        self.stored.shared.records.values().filter(is_turned_down).map(|record| record.submission).collect()
    }

    fn records_of(&self, lane: Lane, id: SubmissionId) -> impl Iterator<Item = (u32, &Record)> {
        let records = self.stored.lane(lane).records.iter();
        records.filter(move |(_, record)| record.submission == id).map(|(seq, record)| (*seq, record))
    }

    /// Whether something of it was read from the server, and would be again.
    fn is_read_from_server(&self, id: SubmissionId) -> bool {
        self.legible.foreign_of(id).next().is_some()
    }
}

#[cfg(test)]
#[path = "discard_test.rs"]
mod tests;
