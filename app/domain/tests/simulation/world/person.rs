use super::{
    Broken, Flaw, World,
    device::{Outcome, Page},
    oracle::Saved,
    protocol_of, survey_of,
};
use chrono::{Days, NaiveDate};
use domain::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Place, QuestionId, SentSubmission, Submission},
    sync::{
        Change, ChangeKey, Entry, LocalState, LocalSubmission, NO_DEVICE, Noted, Seen,
        client::{Lane, Write},
        fold,
    },
};

impl World {
    /// Somebody at a device begins, answers, adds to a repeat, finishes or throws away.
    pub fn person_acts(&mut self, device: usize) -> Result<(), Broken> {
        if self.devices[device].disk.wiped {
            return Ok(());
        }
        let submissions = self.devices[device].client.submissions();
        if submissions.is_empty() || self.random.chance(1, 6) {
            return self.begin(device);
        }
        let Some(submission) = self.random.pick(&submissions).cloned() else { return Ok(()) };
        let page = self.page_of(device, &submission);
        // A finished one can be gone on with only on a page that does not know of it yet.
        let knows = self.devices[device].client.entries().any(|entry| {
            let is_of_it = entry.change.submission() == submission.id && page.sight.contains(&entry.key());
            is_of_it && matches!(entry.change, Change::Finished { .. } | Change::Discarded { .. })
        });
        if knows || (submission.state != LocalState::Draft && self.random.chance(1, 2)) {
            return Ok(());
        }
        let id = submission.id;
        let change = match self.random.below(20) {
            0..15 => {
                let place = Place { question: QuestionId(self.random.below(4) as u32), instances: Vec::new() };
                let value = format!("{}", self.random.below(6)).replace('0', "");
                Change::Answered { submission: id, place, value }
            }
            15 => {
                let numbers = (1..=self.random.below(3) as u32 + 1).collect();
                Change::Arranged { submission: id, repeats: vec![(Place::of(QuestionId(9)), numbers)] }
            }
            16 => Change::Discarded { submission: id },
            _ => Change::Finished { sent: self.content(device, &submission, &page) },
        };
        self.note(device, submission.erhebung, change, page)
    }

    fn begin(&mut self, device: usize) -> Result<(), Broken> {
        let kitas: Vec<_> = self.kitas[self.devices[device].account].iter().copied().collect();
        let Some(kita) = self.random.pick(&kitas).copied() else { return Ok(()) };
        let erhebung = if self.random.chance(1, 3) { survey_of(kita) } else { protocol_of(kita) };
        let (submission, day) = (SubmissionId::new(self.new_id()), day(self.devices[device].skew));
        self.note(device, erhebung, Change::Started { submission, erhebung, day }, Page::default())
    }

    /// What the person has in sight: the page as it is now, or one that was opened earlier in another tab.
    fn page_of(&mut self, device: usize, submission: &LocalSubmission) -> Page {
        let open = self.devices[device].pages.get(&submission.id).cloned();
        if let Some(page) = open
            && self.random.chance(1, 3)
        {
            return page;
        }
        let entries = self.devices[device].client.entries();
        let sight = entries.filter(|entry| entry.change.submission() == submission.id).map(Entry::key).collect();
        let page = Page { base: submission.seen.clone(), sight };
        self.devices[device].pages.insert(submission.id, page.clone());
        page
    }

    /// The finished content of what stands on the page.
    fn content(&self, device: usize, submission: &LocalSubmission, page: &Page) -> SentSubmission {
        let device = &self.devices[device];
        let entries = device.client.entries();
        let in_sight: Vec<&Entry> = entries.filter(|entry| page.sight.contains(&entry.key())).collect();
        let folded = fold(in_sight).into_iter().find(|folded| folded.id == submission.id);
        let answers = folded.map(|folded| folded.draft.answers).unwrap_or_default();
        let content = Submission { answers, ..Submission::default() };
        SentSubmission::new(submission.id, submission.erhebung, day(device.skew), content)
    }

    /// Writes a change as the page does, and remembers it if it is on the disk.
    fn note(&mut self, device: usize, erhebung: ErhebungId, change: Change, page: Page) -> Result<(), Broken> {
        let lane = if is_survey(erhebung) { Lane::Anonymous } else { Lane::Shared };
        let Page { base, sight } = page;
        let base = if self.flaw == Flaw::LastOneWins { self.everything(change.submission()) } else { base };
        let noted = |follows| Noted { change: change.clone(), base: base.clone(), follows };
        let Some(writes) = self.devices[device].client.note(lane, erhebung, change.clone(), base.clone()) else {
            return Ok(());
        };
        let mut outcome = self.devices[device].commit(&mut self.random, 10, &writes);
        if outcome == Outcome::Full {
            self.devices[device].relieve(&mut self.random);
            outcome = self.devices[device].commit(&mut self.random, 10, &writes);
        }
        let [Write::Append { seq, record, .. }] = &writes[..] else {
            return Err(Broken::new("one change is one record", format!("{writes:?}")));
        };
        if outcome == Outcome::Written {
            self.devices[device].client.settle(&writes);
        }
        let node = &self.devices[device];
        let is_there = node.disk.lane(lane).records.get(seq).is_some_and(|stored| stored.hash == record.hash);
        if outcome == Outcome::Written && !is_there {
            return Err(Broken::new("saved is on the disk", format!("{lane:?} {seq} on device {device}")));
        }
        // Died after the commit: nobody was told, but it is on the disk and has to arrive like the others.
        if is_there {
            let key = ChangeKey { device: if lane == Lane::Shared { node.id() } else { NO_DEVICE }, seq: *seq };
            let follows = Noted::read(&record.body).map_or(0, |noted| noted.follows);
            let (noted, hash) = (noted(follows), record.hash.clone());
            self.oracle.saved.push(Saved { device, lane, key, hash, noted, sight });
        }
        Ok(())
    }

    /// What a flawed page claims to have seen: all there is anywhere.
    fn everything(&self, id: SubmissionId) -> Seen {
        let mut seen = Seen::default();
        for entry in self.devices.iter().flat_map(|device| device.client.entries()) {
            if entry.change.submission() == id {
                seen.see(entry.key());
            }
        }
        seen
    }
}

fn is_survey(erhebung: ErhebungId) -> bool {
    super::all_kitas().any(|kita| survey_of(kita) == erhebung)
}

/// The day as a device with a wrong clock has it.
fn day(skew: i64) -> NaiveDate {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let days = Days::new(skew.unsigned_abs());
    if skew < 0 { day - days } else { day + days }
}
