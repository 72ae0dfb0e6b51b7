//! What must hold, computed in another way than the program does: from explicit sets of what was in sight.

use super::{Device, Server, Summary, World, protocol_of, survey_of};
use domain::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::Place,
    sync::{
        Change, ChangeKey, Conflict, Entry, LocalState, LocalSubmission, Noted, UNREADABLE, Verdict,
        client::{Lane, QueueHealth},
        fold,
        server::NewChange,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// An invariant that does not hold.
#[derive(Clone, Debug)]
pub struct Broken {
    pub invariant: &'static str,
    pub what: String,
}

impl Broken {
    pub fn new(invariant: &'static str, what: String) -> Self {
        Self { invariant, what }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.what)
    }
}

/// A change that lies, or lay, on a disk.
pub struct Saved {
    pub device: usize,
    pub lane: Lane,
    pub key: ChangeKey,
    pub hash: String,
    pub noted: Noted,
    /// The changes that were in front of the person.
    pub sight: BTreeSet<ChangeKey>,
}

#[derive(Default)]
pub struct Oracle {
    pub saved: Vec<Saved>,
    /// Key presses that took the place of the one before them.
    pub replaced: usize,
    arrived: BTreeSet<(usize, Lane, u32)>,
    /// Given up for lack of space where the server lost what it had: the only loss there may be, and the person was told.
    lost: BTreeSet<(usize, Lane, u32)>,
}

impl Oracle {
    pub fn restored(&mut self, devices: &[Device]) {
        for (number, device) in devices.iter().enumerate() {
            self.lost.extend(device.given_up.iter().map(|(lane, seq)| (number, *lane, *seq)));
        }
    }

    /// After each reply: "beim Kreisjugendamt angekommen" is true when it begins to be shown.
    pub fn watch(&mut self, number: usize, device: &Device, server: &mut Server) -> Result<(), Broken> {
        if device.disk.wiped {
            server.back_up_only();
        }
        for saved in self.saved.iter().filter(|saved| saved.device == number) {
            let mark = (number, saved.lane, saved.key.seq);
            let record = device.disk.lane(saved.lane).records.get(&saved.key.seq);
            let has_arrived = record.is_some_and(|record| record.arrival.is_some());
            if has_arrived && self.arrived.insert(mark) && !is_held(saved, server) {
                return Err(Broken::new("arrived is at the server", format!("{:?} {:?}", saved.lane, saved.key)));
            }
            if !has_arrived {
                self.arrived.remove(&mark);
            }
        }
        Ok(())
    }

    fn is_lost(&self, saved: &Saved) -> bool {
        self.lost.contains(&(saved.device, saved.lane, saved.key.seq))
    }
}

fn is_held(saved: &Saved, server: &Server) -> bool {
    match (saved.lane, &saved.noted.change) {
        (Lane::Shared, _) => server.tables.changes.get(&saved.key).is_some_and(|held| held.hash == saved.hash),
        (Lane::Anonymous, Change::Finished { sent }) => server.tables.submissions.contains_key(&sent.id),
        (Lane::Anonymous, _) => true,
    }
}

/// Everything that must hold after healing.
pub fn check(world: &mut World) -> Result<Summary, Broken> {
    world.server.sequence();
    everything_arrived_once(world)?;
    respondents_are_unknown(world)?;
    order_is_kept(world)?;
    let folded = fold(&entries(world, |_| true));
    nothing_is_hidden(world, &folded)?;
    replicas_are_equal(world)?;
    queues_are_empty(world)?;
    Ok(Summary {
        devices: world.devices.len(),
        saved: world.oracle.saved.len(),
        replaced: world.oracle.replaced,
        conflicts: folded.iter().map(|submission| submission.conflicts.len()).sum(),
        restores: world.restores,
        crashes: world.crashes,
        quarantined: world
            .server
            .tables
            .changes
            .values()
            .filter(|change| change.verdict == Verdict::Quarantined)
            .count(),
        lost: world.server.tables.changes.values().filter(|change| change.body == UNREADABLE).count(),
    })
}

fn everything_arrived_once(world: &World) -> Result<(), Broken> {
    let changes = &world.server.tables.changes;
    let mut written = BTreeMap::new();
    for saved in world.oracle.saved.iter().filter(|saved| saved.lane == Lane::Shared) {
        written.insert(saved.key, saved);
        let held = changes.get(&saved.key).is_some_and(|held| held.hash == saved.hash && !held.body.is_empty());
        if !held && !world.oracle.is_lost(saved) {
            return Err(Broken::new(
                "every saved answer reaches the server",
                format!("{:?} {:?}", saved.key, saved.noted),
            ));
        }
    }
    for (key, held) in changes {
        let is_ours = written.get(key).is_some_and(|saved| saved.hash == held.hash || world.oracle.is_lost(saved));
        if !is_ours {
            return Err(Broken::new("nothing else reaches the server", format!("{key:?} {held:?}")));
        }
    }
    if world.server.tables.incidents > 0 {
        return Err(Broken::new("no number is used twice", format!("{} incidents", world.server.tables.incidents)));
    }
    Ok(())
}

/// Finished answers of respondents arrived, once each, and nothing about them stands under a device.
fn respondents_are_unknown(world: &World) -> Result<(), Broken> {
    let mut first: BTreeMap<SubmissionId, &Saved> = BTreeMap::new();
    for saved in world.oracle.saved.iter().filter(|saved| saved.lane == Lane::Anonymous) {
        if let Change::Finished { sent } = &saved.noted.change {
            let known = first.entry(sent.id).or_insert(saved);
            if saved.key.seq < known.key.seq {
                *known = saved;
            }
        }
    }
    for (id, saved) in &first {
        let Change::Finished { sent } = &saved.noted.change else { continue };
        let is_held = world.server.tables.submissions.get(id).is_some_and(|held| held.hash == sent.hash);
        if !is_held && !world.oracle.is_lost(saved) {
            return Err(Broken::new(
                "every finished survey reaches the server",
                format!("{id} of device {}", saved.device),
            ));
        }
    }
    let surveys: BTreeSet<ErhebungId> = super::all_kitas().map(survey_of).collect();
    for (key, held) in &world.server.tables.changes {
        let is_known = held.submission.is_some_and(|id| first.contains_key(&id));
        if is_known || held.erhebung.is_some_and(|erhebung| surveys.contains(&erhebung)) {
            return Err(Broken::new("respondents are unknown", format!("{key:?}")));
        }
    }
    Ok(())
}

fn order_is_kept(world: &World) -> Result<(), Broken> {
    let mut last = BTreeMap::new();
    for (number, (key, place)) in (1..).zip(&world.server.tables.places) {
        let before = last.insert(key.device, key.seq).unwrap_or(0);
        // What waited for a review comes later than what did not; within one submission nothing overtakes.
        let waited = world.kitas_changed() && before > key.seq;
        if place.number != number || (before >= key.seq && !waited) {
            return Err(Broken::new("order of each device is kept", format!("{key:?} at {}", place.number)));
        }
    }
    let accepted = world.server.tables.changes.values().filter(|change| change.verdict == Verdict::Accepted).count();
    if accepted != world.server.tables.places.len() {
        return Err(Broken::new(
            "each change has one place",
            format!("{accepted} for {} places", world.server.tables.places.len()),
        ));
    }
    Ok(())
}

/// What the server's changes say, of those that `may` be seen.
fn entries(world: &World, may: impl Fn(ErhebungId) -> bool) -> Vec<Entry> {
    let seen = |change: &NewChange| change.verdict == Verdict::Accepted && change.erhebung.is_some_and(&may);
    let changes = world.server.tables.changes.iter().filter(|(_, change)| seen(change) && change.body != UNREADABLE);
    changes.filter_map(|(key, change)| Some(Noted::read(&change.body)?.entry(*key, change.erhebung))).collect()
}

/// No value that nobody has replaced in sight of it is missing from what people see.
fn nothing_is_hidden(world: &World, folded: &[LocalSubmission]) -> Result<(), Broken> {
    let of_server = |saved: &&Saved| {
        let held = world.server.tables.changes.get(&saved.key);
        saved.lane == Lane::Shared
            && held.is_some_and(|held| held.hash == saved.hash && held.verdict == Verdict::Accepted)
    };
    let saved: Vec<&Saved> = world.oracle.saved.iter().filter(of_server).collect();
    for one in &saved {
        let id = one.noted.change.submission();
        let others =
            || saved.iter().filter(|other| other.noted.change.submission() == id && other.sight.contains(&one.key));
        let submission = folded.iter().find(|submission| submission.id == id);
        let is_seen = match &one.noted.change {
            Change::Answered { place, value, .. } => {
                let is_decided = others().any(|other| decides(&other.noted.change, place));
                is_decided || submission.is_some_and(|submission| shows(submission, place, value))
            }
            Change::Finished { sent } => submission.is_some_and(|submission| {
                let is_first = submission.state == LocalState::Waiting(sent.clone());
                is_first
                    || submission.conflicts.iter().any(|conflict| match conflict {
                        Conflict::Finished { contents } => {
                            contents.iter().any(|(_, content)| content.hash == sent.hash)
                        }
                        Conflict::Answers { .. } => false,
                    })
                    || finished_hash(submission) == Some(&sent.hash)
            }),
            _ => true,
        };
        if !is_seen {
            return Err(Broken::new(
                "no value is hidden",
                format!("{:?} {:?} in {submission:?}", one.key, one.noted.change),
            ));
        }
    }
    Ok(())
}

/// Whether a change made in sight of an answer at `place` settles what becomes of it.
fn decides(change: &Change, place: &Place) -> bool {
    match change {
        Change::Answered { place: other, .. } => other == place,
        Change::Finished { .. } | Change::Discarded { .. } => true,
        _ => false,
    }
}

fn finished_hash(submission: &LocalSubmission) -> Option<&String> {
    match &submission.state {
        LocalState::Waiting(sent) => Some(&sent.hash),
        _ => None,
    }
}

fn shows(submission: &LocalSubmission, place: &Place, value: &str) -> bool {
    let in_draft = submission.draft.answers.iter().find(|answer| answer.place == *place);
    in_draft.map_or("", |answer| &answer.value) == value
        || submission.conflicts.iter().any(|conflict| match conflict {
            Conflict::Answers { place: other, answers } => {
                other == place && answers.iter().any(|(_, other)| other == value)
            }
            Conflict::Finished { .. } => false,
        })
}

fn replicas_are_equal(world: &World) -> Result<(), Broken> {
    for (number, device) in world.devices.iter().enumerate().filter(|(_, device)| !device.disk.wiped) {
        let own: BTreeSet<ErhebungId> = world.kitas[device.account].iter().map(|kita| protocol_of(*kita)).collect();
        let expected = fold(&entries(world, |erhebung| own.contains(&erhebung)));
        let here: Vec<&Entry> = device.client.entries().filter(|entry| !is_lost(world, number, entry)).collect();
        let mut here = fold(here);
        here.retain(|submission| own.contains(&submission.erhebung));
        if here != expected {
            let only = |these: &[LocalSubmission], those: &[LocalSubmission]| -> Vec<LocalSubmission> {
                these.iter().filter(|one| !those.contains(one)).cloned().collect()
            };
            let what =
                format!("device {number} has {:#?}\nthe server {:#?}", only(&here, &expected), only(&expected, &here));
            return Err(Broken::new("all replicas are equal", what));
        }
    }
    Ok(())
}

/// Whether an own change went at the server after the device had given it up.
fn is_lost(world: &World, device: usize, entry: &Entry) -> bool {
    let held = world.server.tables.changes.get(&entry.key());
    let is_own = entry.device == world.devices[device].id();
    is_own
        && held.is_some_and(|held| held.body == UNREADABLE)
        && world.oracle.lost.contains(&(device, Lane::Shared, entry.seq))
}

fn queues_are_empty(world: &mut World) -> Result<(), Broken> {
    for (number, device) in world.devices.iter_mut().enumerate() {
        let is_revoked = world.server.tables.revoked.contains(&device.id());
        if is_revoked && !device.disk.wiped {
            return Err(Broken::new("a revoked device is wiped", format!("device {number}")));
        }
        if device.client.health() != QueueHealth::Empty || device.client.ask().is_some() {
            let what = format!("device {number}: {:?}, {} waiting", device.client.health(), device.client.waiting());
            return Err(Broken::new("queues are empty", what));
        }
    }
    Ok(())
}
