use super::{Client, Lane, legible::key_in};
use crate::{
    ids::SubmissionId,
    sync::{change::NO_DEVICE, quarantine::SubmissionFile},
};

impl Client {
    /// One submission as a file for the office: of one that travels all changes of this device, whole ones only; of a
    /// respondent's answer the finished content, without the device. What is still open stays out: close it first. `None` where
    /// nothing of the kind lies here.
    pub fn file_of(&self, submission: SubmissionId) -> Option<SubmissionFile> {
        let lane = self.lane_of(submission)?;
        let of_it = self.stored.lane(lane).records.iter().filter(|(_, record)| record.submission == submission);
        let erhebung = of_it.clone().next()?.1.erhebung;
        let nothing = SubmissionFile { device: NO_DEVICE, erhebung, submission, changes: Vec::new(), sent: None };
        match lane {
            Lane::Shared => {
                let device = self.stored.device;
                let whole = of_it
                    .map(|(seq, record)| (key_in(device, lane, *seq), record))
                    .filter(|(key, record)| record.is_whole(*key) && key.seq <= self.closed_through());
                let changes: Vec<_> = whole.map(|(key, record)| record.sent(key)).collect();
                (!changes.is_empty()).then_some(SubmissionFile { device, changes, ..nothing })
            }
            Lane::Anonymous => {
                let sent = self.finished().find(|(_, _, sent)| sent.id == submission)?.2.clone();
                Some(SubmissionFile { sent: Some(sent), ..nothing })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{DeviceId, ErhebungId},
        questionnaires::{Place, QuestionId, SentSubmission, Submission},
        sync::{Change, Seen, client::Stored},
    };
    use uuid::Uuid;

    const ERHEBUNG: ErhebungId = ErhebungId::new(Uuid::from_u128(2));

    fn id(number: u128) -> SubmissionId {
        SubmissionId::new(Uuid::from_u128(number))
    }

    fn does(client: &mut Client, lane: Lane, change: Change) {
        let writes = client.note(lane, ERHEBUNG, change, Seen::default()).expect("a device in use");
        client.settle(&writes);
    }

    fn answered(submission: SubmissionId) -> Change {
        Change::Answered { submission, place: Place::of(QuestionId(1)), value: "ja".into() }
    }

    #[test]
    fn a_sheet_leaves_with_its_changes_and_a_respondents_answer_without_the_device() {
        let mut client = Client::open(Stored::new(DeviceId::new(Uuid::from_u128(7))));
        does(&mut client, Lane::Shared, answered(id(1)));
        does(&mut client, Lane::Shared, answered(id(2)));
        does(&mut client, Lane::Anonymous, answered(id(3)));
        let file = client.file_of(id(2)).expect("a sheet");
        assert_eq!((file.device, file.changes.len(), file.changes[0].seq, file.sent), (client.device(), 1, 2, None));

        assert_eq!(client.file_of(id(3)), None, "a draft of a respondent");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let sent = SentSubmission::new(id(3), ERHEBUNG, day, Submission::default());
        does(&mut client, Lane::Anonymous, Change::Finished { sent: sent.clone() });
        let file = client.file_of(id(3)).expect("a finished answer");
        assert_eq!((file.device, file.changes.len(), file.sent), (NO_DEVICE, 0, Some(sent)));
        assert_eq!(client.file_of(id(4)), None);
    }
}
