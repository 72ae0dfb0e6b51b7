use super::{
    Broken, Flaw, World,
    device::{Outcome, Page, Typing},
    oracle::Saved,
    protocol_of, survey_of,
};
use chrono::{Days, NaiveDate};
use domain::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Place, QuestionId, SentSubmission, Submission},
    sync::{
        Change, ChangeKey, Entry, LocalState, LocalSubmission, NO_DEVICE, Noted, Seen,
        client::{Client, Lane, Write},
        fold,
    },
};
use std::collections::BTreeSet;

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
        let id = submission.id;
        let page = self.page_of(device, &submission);
        // A finished one can be gone on with only on a page that does not know of it yet.
        if self.knows_its_end(device, id, &page) || (submission.state != LocalState::Draft && self.random.chance(1, 2))
        {
            return Ok(());
        }
        let change = match self.random.below(20) {
            number @ 0..15 => {
                let place = Place { question: QuestionId(self.random.below(4) as u32), instances: Vec::new() };
                if number < 8 {
                    let (erhebung, in_tab) = (submission.erhebung, self.random.chance(1, 3));
                    return self.types(device, Typing { submission: id, erhebung, place, page, in_tab });
                }
                Change::Answered { submission: id, place, value: self.value() }
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

    fn value(&mut self) -> String {
        format!("{}", self.random.below(6)).replace('0', "")
    }

    /// Whether the page shows that the submission is finished or thrown away.
    fn knows_its_end(&self, device: usize, id: SubmissionId, page: &Page) -> bool {
        self.devices[device].client.entries().any(|entry| {
            let is_of_it = entry.change.submission() == id && page.sight.contains(&entry.key());
            is_of_it && matches!(entry.change, Change::Finished { .. } | Change::Discarded { .. })
        })
    }

    /// The next letter in the field in which somebody was typing, or they leave it; what they noted elsewhere has closed it.
    pub fn goes_on_typing(&mut self, device: usize) -> Result<(), Broken> {
        let Some(mut typing) = self.devices[device].typing.take() else { return Ok(()) };
        match self.random.below(8) {
            0 => self.devices[device].close_open(),
            1 => (),
            // Closed meanwhile, by the pause or by another page: the next letter begins a record.
            2 => {
                self.devices[device].close_open();
                return self.types(device, typing);
            }
            // The page has shown what came from elsewhere.
            3 => {
                self.devices[device].take_in(&mut typing);
                return self.types(device, typing);
            }
            _ => return self.types(device, typing),
        }
        Ok(())
    }

    /// One letter: written as the page does, which replaces the one before it where it may.
    fn types(&mut self, device: usize, mut typing: Typing) -> Result<(), Broken> {
        let change =
            Change::Answered { submission: typing.submission, place: typing.place.clone(), value: self.value() };
        let lane = lane_of(typing.erhebung);
        let base = match self.flaw {
            Flaw::LastOneWins => self.everything(typing.submission),
            _ => typing.page.base.clone(),
        };
        // The page that talks to the server hears of the other one sooner or later.
        let is_heard = self.random.chance(1, 2);
        let node = &mut self.devices[device];
        if typing.in_tab {
            let tab = node.tab.get_or_insert_with(|| Client::open(node.disk.clone()));
            if tab.stored().stamp() != node.disk.stamp() {
                tab.catch_up(node.disk.clone());
            }
        } else {
            node.look();
        }
        let page = if typing.in_tab { node.tab.as_ref().unwrap_or(&node.client) } else { &node.client };
        let Some(writes) = page.note_typed(lane, typing.erhebung, change, base) else { return Ok(()) };
        let mut base = typing.page.base.clone();
        page.see(&mut base, &writes);
        let outcome = node.commit(&mut self.random, 10, &writes);
        if outcome == Outcome::Written {
            match node.tab.as_mut().filter(|_| typing.in_tab) {
                Some(tab) => tab.settle(&writes),
                None => node.client.settle(&writes),
            }
            if is_heard {
                node.look();
            }
        }
        let key = self.remember(device, lane, &writes, outcome, typing.page.sight.clone())?;
        // Numbers are seen up to one: where the page wrote past a change it does not show, its own is not among them. The page of a
        // browser shows what comes long before it can be gone from the device again; one that had not, here, is typed on in by nobody.
        let is_guessed = |key: ChangeKey| {
            let written = self.oracle.saved.last().filter(|saved| saved.key == key);
            let follows = written.map_or(0, |saved| saved.noted.follows);
            base.covers(key) && follows > typing.page.base.through(key.device)
        };
        let key = key.filter(|key| !is_guessed(*key));
        if let (Some(key), Outcome::Written) = (key, outcome) {
            typing.page.base = base;
            typing.page.sight.insert(key);
            self.devices[device].typing = Some(typing);
        }
        Ok(())
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
        // What is being typed is closed before anybody else sees it.
        self.devices[device].close_open();
        let stands = self.devices[device].client.submissions().into_iter().find(|stands| stands.id == submission.id);
        let base = stands.map_or_else(|| submission.seen.clone(), |stands| stands.seen);
        let entries = self.devices[device].client.visible();
        let sight = entries.filter(|entry| entry.change.submission() == submission.id).map(Entry::key).collect();
        let page = Page { base, sight };
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
        let lane = lane_of(erhebung);
        let Page { base, sight } = page;
        let base = if self.flaw == Flaw::LastOneWins { self.everything(change.submission()) } else { base };
        self.devices[device].look();
        let Some(writes) = self.devices[device].client.note(lane, erhebung, change, base) else { return Ok(()) };
        let mut outcome = self.devices[device].commit(&mut self.random, 10, &writes);
        if outcome == Outcome::Full {
            self.devices[device].relieve(&mut self.random);
            outcome = self.devices[device].commit(&mut self.random, 10, &writes);
        }
        if outcome == Outcome::Written {
            self.devices[device].client.settle(&writes);
        }
        self.remember(device, lane, &writes, outcome, sight).map(|_| ())
    }

    /// Remembers what is on the disk, and under which key; a letter that took the place of another was typed in the same sight.
    fn remember(
        &mut self,
        device: usize,
        lane: Lane,
        writes: &[Write],
        outcome: Outcome,
        sight: BTreeSet<ChangeKey>,
    ) -> Result<Option<ChangeKey>, Broken> {
        let Some(Write::Append { seq, record, .. }) = writes.first() else {
            return Err(Broken::new("one change is one record", format!("{writes:?}")));
        };
        let node = &self.devices[device];
        let is_there = node.disk.lane(lane).records.get(seq).is_some_and(|stored| stored.hash == record.hash);
        if outcome == Outcome::Written && !is_there {
            return Err(Broken::new("saved is on the disk", format!("{lane:?} {seq} on device {device}")));
        }
        // Died after the commit: nobody was told, but it is on the disk and has to arrive like the others.
        if !is_there {
            return Ok(None);
        }
        let key = ChangeKey { device: if lane == Lane::Shared { node.id() } else { NO_DEVICE }, seq: *seq };
        let Some(noted) = Noted::read(&record.body) else {
            return Err(Broken::new("what is noted can be read", record.body.clone()));
        };
        let is_it = |saved: &Saved| (saved.device, saved.lane, saved.key) == (device, lane, key);
        let before = self.oracle.saved.iter().position(is_it);
        let replaced = before.filter(|_| record.edits > 0).map(|at| self.oracle.saved.remove(at));
        self.oracle.replaced += usize::from(replaced.is_some());
        let sight = replaced.map_or(sight, |replaced| replaced.sight);
        self.oracle.saved.push(Saved { device, lane, key, hash: record.hash.clone(), noted, sight });
        Ok(Some(key))
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

fn lane_of(erhebung: ErhebungId) -> Lane {
    let is_survey = super::all_kitas().any(|kita| survey_of(kita) == erhebung);
    if is_survey { Lane::Anonymous } else { Lane::Shared }
}

/// The day as a device with a wrong clock has it.
fn day(skew: i64) -> NaiveDate {
    let (day, days) = (first_day(), Days::new(skew.unsigned_abs()));
    if skew < 0 { day - days } else { day + days }
}

/// The day on which everything happens.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day")
}
