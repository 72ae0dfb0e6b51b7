use super::{Client, Lane, legible::key_in};
use crate::{
    ids::SubmissionId,
    sync::{change::NO_DEVICE, quarantine::SubmissionFile},
};

impl Client {
    /// One submission as a file for the office: of one that travels all changes of this device, whole ones only; of a
    /// respondent's answer the finished content, without the device. `None` where nothing of the kind lies here.
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
                    .filter(|(key, record)| record.is_whole(*key));
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
