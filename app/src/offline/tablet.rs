//! The lists of attendance on the tablet of somebody who leads an event: kept, filled in and sent, with network or without.
//!
//! An entry is on disk before it is sent, and is deleted when the server has it; what it means lies in
//! `domain::events::attendance::tablet`. Pages of one browser do not lead each other here: an entry that two of them send is
//! still one entry.

use super::{OfflineError, Word, platform, quarantine::deliver_if_revoked};
use chrono::NaiveDate;
use domain::{
    AppError,
    events::{
        Attendance,
        attendance::tablet::{MAX_CHANGES, TabletChange, TabletPush, TabletRecord, TabletReply, TabletSheet},
    },
    ids::{DeviceId, EventId},
    questionnaires::expression::Zone,
    sync::german,
};
use leptos::{ev, leptos_dom::helpers::set_interval, prelude::*, task::spawn_local};
use std::{collections::BTreeSet, time::Duration};

/// How often what waits is tried again: browsers say `online` before the network carries anything.
const TICK: Duration = Duration::from_secs(10);

/// Digits of the number that begins an entry's key.
const DIGITS: usize = 10;

/// An entry under its key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    key: String,
    record: TabletRecord,
    /// On disk.
    is_saved: bool,
}

impl Entry {
    fn waits(&self) -> bool {
        self.record.refusal.is_empty()
    }
}

/// The device of one account. Copyable, as all that is given as context.
#[derive(Clone, Copy)]
pub struct Tablet {
    account: StoredValue<String>,
    device: StoredValue<Option<DeviceId>>,
    /// As the server last gave them; `None` until the device is read.
    lists: RwSignal<Option<Vec<TabletSheet>>>,
    entries: RwSignal<Vec<Entry>>,
    /// Entries on the device that cannot be read.
    damaged: RwSignal<usize>,
    /// Why the device cannot be used, or what the server said but that it was not reached.
    pub failure: RwSignal<Option<OfflineError>>,
    /// Events of whose entries the server could take in nothing in the last round.
    held_up: RwSignal<BTreeSet<EventId>>,
    /// Whether the server answered when it was last asked.
    is_reached: RwSignal<bool>,
    /// When it last said that it has got something from here, in milliseconds since 1970.
    last_sent: RwSignal<Option<i64>>,
    is_open: StoredValue<bool>,
    is_sending: StoredValue<bool>,
    /// Entries on their way to the disk.
    writing: StoredValue<usize>,
}

impl Tablet {
    pub fn new(account: String) -> Self {
        Self {
            account: StoredValue::new(account),
            device: StoredValue::new(None),
            lists: RwSignal::new(None),
            entries: RwSignal::new(Vec::new()),
            damaged: RwSignal::new(0),
            failure: RwSignal::new(None),
            held_up: RwSignal::new(BTreeSet::new()),
            is_reached: RwSignal::new(true),
            last_sent: RwSignal::new(None),
            is_open: StoredValue::new(false),
            is_sending: StoredValue::new(false),
            writing: StoredValue::new(0),
        }
    }

    /// Looks after the device for as long as the page is open.
    pub(super) fn start(self) {
        platform::listen(move || self.sync());
        window_event_listener(ev::offline, move |_| self.is_reached.set(false));
        set_interval(
            move || {
                let today = today();
                if self.lists.with_untracked(|lists| lists.iter().flatten().any(|list| list.keep_until < today)) {
                    spawn_local(self.forget_old());
                }
                self.write_again();
                if platform::is_online() && self.entries.with_untracked(|entries| entries.iter().any(Entry::waits)) {
                    self.sync();
                }
            },
            TICK,
        );
    }

    /// Names of people stay no longer than they are needed.
    async fn forget_old(self) {
        let today = today();
        if let Err(error) = platform::forget_old_lists(&self.account.get_value(), today).await {
            leptos::logging::warn!("lists that are over are not deleted: {error}");
        }
        self.lists.update(|lists| {
            if let Some(lists) = lists {
                lists.retain(|list| list.keep_until >= today);
            }
        });
    }

    /// Reads what lies on the device, then asks the server for newer lists; without network the former stay.
    pub(super) async fn open(self) {
        self.is_open.set_value(true);
        // A network that is there may carry nothing; of none at all that is known at once.
        if !platform::is_online() {
            self.is_reached.set(false);
        }
        self.last_sent.set(platform::last_sent(&self.account.get_value()));
        self.read().await;
        self.sync();
    }

    async fn read(self) {
        let account = self.account.get_value();
        let before: BTreeSet<String> = self.entries.with_untracked(|entries| {
            entries.iter().filter(|entry| entry.is_saved).map(|entry| entry.key.clone()).collect()
        });
        let found = async {
            platform::forget_old_lists(&account, today()).await?;
            let known = platform::known_device(&account).await?;
            Ok::<_, OfflineError>((
                known,
                platform::lists(&account).await?,
                platform::attendance_entries(&account).await?,
            ))
        };
        match found.await {
            // Locked meanwhile.
            Ok(_) if !self.is_open.get_value() => (),
            Ok((known, lists, (records, damaged))) => {
                self.damaged.set(damaged);
                self.device.set_value(Some(known.device));
                if known.wiped {
                    self.failure.set(Some(OfflineError::Revoked));
                }
                self.show(lists);
                self.entries.update(|entries| {
                    let is_kept = |key: &String| records.iter().any(|(kept, _)| kept == key);
                    // What was not on disk yet when it was read stays.
                    entries.retain(|entry| !before.contains(&entry.key) && !is_kept(&entry.key));
                    let kept = records.iter().cloned().map(|(key, record)| Entry { key, record, is_saved: true });
                    entries.extend(kept);
                    entries.sort_by(|one, other| one.key.cmp(&other.key));
                });
            }
            Err(error) if self.is_open.get_value() => self.failure.set(Some(error)),
            Err(_) => (),
        }
    }

    /// Forgets what is in memory, once everything entered is on disk.
    pub(super) async fn close(self) {
        while self.writing.get_value() > 0 {
            platform::drawn().await;
        }
        self.is_open.set_value(false);
        self.lists.set(None);
        self.entries.set(Vec::new());
        self.damaged.set(0);
        self.held_up.set(BTreeSet::new());
        self.failure.set(None);
    }

    /// Another page of the browser has written.
    pub(super) fn hear(self, word: &Word) {
        if matches!(word, Word::Noted | Word::Written) && self.is_open.get_value() {
            spawn_local(self.read());
        }
    }

    /// Sends what waits and fetches the lists, unless that is under way.
    pub fn sync(self) {
        if !self.is_open.get_value() || self.is_sending.get_value() {
            return;
        }
        self.is_sending.set_value(true);
        spawn_local(async move {
            let outcome = match self.run().await {
                Err(OfflineError::Server(AppError::Forbidden)) => Err(self.give_away().await),
                outcome => outcome,
            };
            self.is_sending.set_value(false);
            match &outcome {
                Err(OfflineError::Server(AppError::Unreachable)) => self.is_reached.set(false),
                Ok(_) | Err(OfflineError::Server(_)) => self.is_reached.set(true),
                // The device failed, not the way.
                Err(_) => (),
            }
            match outcome {
                // Locked meanwhile: nothing of it is to be shown, and nothing is lost.
                _ if !self.is_open.get_value() => (),
                Ok(held_up) => {
                    self.clear_failure();
                    // Entered while the lists were on their way.
                    if self.push(&held_up).is_some() {
                        self.sync();
                    }
                }
                Err(OfflineError::Server(AppError::Unreachable)) => self.clear_failure(),
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    /// What the server said is out of date; that an entry is not on disk stays said for as long as it is so.
    fn clear_failure(self) {
        if self.entries.with_untracked(|entries| entries.iter().all(|entry| entry.is_saved)) {
            self.failure.set(None);
        }
    }

    /// The server does not listen to this device. If it is revoked, what waits goes to the office in its envelopes, and this page
    /// forgets it as well.
    async fn give_away(self) -> OfflineError {
        match deliver_if_revoked(&self.account.get_value()).await {
            Ok(true) => {
                self.read().await;
                OfflineError::Revoked
            }
            Ok(false) => OfflineError::Server(AppError::Forbidden),
            Err(error) => error,
        }
    }

    /// Sends what waits and fetches the lists; returns the events of whose entries nothing could be taken in.
    async fn run(self) -> Result<BTreeSet<EventId>, OfflineError> {
        let account = self.account.get_value();
        // A device that was wiped keeps nothing, from the moment on in which it was.
        if platform::known_device(&account).await?.wiped {
            return Err(OfflineError::Server(AppError::Forbidden));
        }
        let mut held_up = BTreeSet::new();
        while let Some(push) = self.push(&held_up) {
            let reply = platform::send_attendance(&push).await?;
            let before = held_up.len();
            held_up.extend(reply.held_up.iter().copied());
            // Not one word on any of them: sent again with the next round, not in this one.
            if !self.take(&reply).await? && held_up.len() == before {
                held_up.extend(push.changes.iter().map(|change| change.event));
            }
        }
        // Said before the lists are asked for, which may fail.
        if self.is_open.get_value() && self.held_up.with_untracked(|shown| *shown != held_up) {
            self.held_up.set(held_up.clone());
        }
        let mut lists = platform::fetch_lists().await?;
        if lists.iter().any(|list| list.unreadable) {
            lists = TabletSheet::renewed(lists, &platform::lists(&account).await?);
        }
        if self.is_open.get_value() {
            platform::save_lists(&account, &lists).await?;
            self.show(lists);
        }
        Ok(held_up)
    }

    /// What is sent next, without entries of these events; `None` when nothing waits.
    fn push(self, held_up: &BTreeSet<EventId>) -> Option<TabletPush> {
        let device = self.device.get_value()?;
        let changes: Vec<TabletChange> = self.entries.with_untracked(|entries| {
            entries
                .iter()
                .filter(|entry| entry.waits() && !held_up.contains(&entry.record.change.event))
                .take(MAX_CHANGES)
                .map(|entry| entry.record.change.clone())
                .collect()
        });
        (!changes.is_empty()).then_some(TabletPush { device, changes })
    }

    /// Takes in receipts; `false` when there was none for anything that waits.
    async fn take(self, reply: &TabletReply) -> Result<bool, OfflineError> {
        if !self.is_open.get_value() {
            return Ok(false);
        }
        let (mut arrived, mut refused) = (Vec::new(), Vec::new());
        for entry in self.entries.get_untracked() {
            let receipt = reply.receipts.iter().find(|receipt| receipt.id == entry.record.change.id);
            match receipt.map(|receipt| receipt.refusal.clone()) {
                None => (),
                Some(refusal) if refusal.is_empty() => arrived.push(entry),
                Some(refusal) => refused.push((entry.key, TabletRecord { refusal, ..entry.record })),
            }
        }
        if arrived.is_empty() && refused.is_empty() {
            return Ok(false);
        }
        if !arrived.is_empty() {
            let now = platform::now();
            platform::remember_sent(&self.account.get_value(), now);
            self.last_sent.set(Some(now));
        }
        let gone: Vec<String> = arrived.iter().map(|entry| entry.key.clone()).collect();
        let lists = self.lists.get_untracked().unwrap_or_default().into_iter();
        let lists: Vec<_> = lists.map(|list| list.with(arrived.iter().map(|entry| &entry.record.change))).collect();
        platform::settle_attendance(&self.account.get_value(), &gone, &refused, &lists).await?;
        self.show(lists);
        self.entries.update(|entries| {
            entries.retain(|entry| !gone.contains(&entry.key));
            for (key, record) in refused {
                if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                    entry.record = record;
                }
            }
        });
        platform::tell(&Word::Written);
        Ok(true)
    }

    /// In the same order from the device and from the server. Names that arrive when the device is locked stay out of memory.
    fn show(self, mut lists: Vec<TabletSheet>) {
        if !self.is_open.get_value() {
            return;
        }
        let begin = |list: &TabletSheet| list.sessions.first().map(|session| session.key.clone());
        lists.sort_by_key(|list| (begin(list), list.event));
        if self.lists.with_untracked(|shown| shown.as_ref() != Some(&lists)) {
            self.lists.set(Some(lists));
        }
    }
}

/// What pages read and do.
impl Tablet {
    /// The lists with everything that was entered on this device; `None` until it is read.
    pub fn lists(self) -> Option<Vec<TabletSheet>> {
        let lists = self.lists.get()?;
        let changes: Vec<TabletChange> = self.entries.with(|entries| {
            entries.iter().filter(|entry| entry.waits()).map(|entry| entry.record.change.clone()).collect()
        });
        Some(lists.into_iter().map(|list| list.with(&changes)).collect())
    }

    /// Entries that the server is not known to have.
    pub fn unsent(self) -> usize {
        self.entries.with(|entries| entries.iter().filter(|entry| entry.waits()).count())
    }

    /// What the server did not take, under its key, with the reason.
    pub fn refused(self) -> Vec<(String, TabletRecord)> {
        self.entries.with(|entries| {
            let refused = entries.iter().filter(|entry| !entry.waits());
            refused.map(|entry| (entry.key.clone(), entry.record.clone())).collect()
        })
    }

    /// Somebody has read why an entry was not taken.
    pub fn dismiss(self, key: String) {
        spawn_local(async move {
            let lists = self.lists.get_untracked().unwrap_or_default();
            match platform::settle_attendance(&self.account.get_value(), std::slice::from_ref(&key), &[], &lists).await
            {
                Ok(()) => {
                    self.entries.update(|entries| entries.retain(|entry| entry.key != key));
                    platform::tell(&Word::Written);
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }

    /// Enters a person in a session, or takes the entry back. It shows at once, and counts as saved when it is on disk.
    pub fn enter(self, event: EventId, person: String, session: String, attendance: Option<Attendance>) {
        let id = match platform::new_entry_id() {
            Ok(id) => id,
            Err(error) => return self.failure.set(Some(error)),
        };
        let shown = untrack(|| self.lists()).unwrap_or_default().into_iter().find(|list| list.event == event);
        let base = shown.as_ref().and_then(|list| list.mark(&person, &session));
        let other = shown.as_ref().and_then(|list| list.other(&person, &session));
        let change = TabletChange { id, event, person, session, attendance, base, other };
        let record = TabletRecord { change, refusal: String::new() };
        let last = self.entries.with_untracked(|entries| entries.iter().filter_map(number).max().unwrap_or(0));
        let key = format!("{:0DIGITS$}-{id}", last + 1);
        self.entries.update(|entries| {
            entries.push(Entry { key: key.clone(), record: record.clone(), is_saved: false });
        });
        self.write(key, record);
    }

    /// Brings an entry to the disk, then sends what waits.
    fn write(self, key: String, record: TabletRecord) {
        self.writing.update_value(|count| *count += 1);
        spawn_local(async move {
            match platform::note_attendance(&self.account.get_value(), &key, &record).await {
                Ok(()) => {
                    self.entries.update(|entries| {
                        if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                            entry.is_saved = true;
                        }
                    });
                    platform::tell(&Word::Noted);
                }
                Err(error) => self.failure.set(Some(error)),
            }
            self.writing.update_value(|count| *count = count.saturating_sub(1));
            self.sync();
        });
    }

    /// Tries to bring to the disk what it has refused.
    fn write_again(self) {
        if self.writing.get_value() > 0 {
            return;
        }
        let unsaved = self.entries.with_untracked(|entries| {
            let unsaved = entries.iter().filter(|entry| !entry.is_saved);
            unsaved.map(|entry| (entry.key.clone(), entry.record.clone())).collect::<Vec<_>>()
        });
        for (key, record) in unsaved {
            self.write(key, record);
        }
    }

    /// Entries that are not on disk.
    pub fn unsaved(self) -> usize {
        self.entries.with(|entries| entries.iter().filter(|entry| !entry.is_saved).count())
    }

    /// Entries that the server cannot take in now, though it is there.
    pub fn held_up(self) -> usize {
        let of_these = |entry: &&Entry| self.held_up.with(|events| events.contains(&entry.record.change.event));
        self.entries.with(|entries| entries.iter().filter(|entry| entry.waits()).filter(of_these).count())
    }

    /// Whether there is anything of lists to be said: it is open, and a list lies here or something waits.
    pub fn has_any(self) -> bool {
        self.lists.with(|lists| lists.as_ref().is_some_and(|lists| !lists.is_empty())) || self.unsent() > 0
    }

    /// Whether the server answered when it was last asked.
    pub fn is_reached(self) -> bool {
        self.is_reached.get()
    }

    /// When the server last got something from here, in milliseconds since 1970.
    pub fn last_sent(self) -> Option<i64> {
        self.last_sent.get()
    }

    /// That entries on the device cannot be read any more; `None` when all can.
    pub fn damaged(self) -> Option<String> {
        german::damaged(self.damaged.get())
    }

    /// Events near today that the portal cannot read.
    pub fn unreadable(self) -> usize {
        self.lists.with(|lists| lists.iter().flatten().filter(|list| list.unreadable).count())
    }

    /// Whether everything entered is on disk.
    pub fn is_saved(self) -> bool {
        self.entries.with(|entries| entries.iter().all(|entry| entry.is_saved))
    }
}

/// Deletes the lists that are over, of every account that has a PIN in this browser: whoever is logged in, or nobody.
pub fn forget_lists() {
    spawn_local(async {
        for account in platform::accounts() {
            if let Err(error) = platform::forget_old_lists(&account, today()).await {
                leptos::logging::warn!("lists that are over are not deleted: {error}");
            }
        }
    });
}

/// The day it is in the office, by the clock of the device.
pub fn today() -> NaiveDate {
    Zone::Berlin.day(platform::now()).unwrap_or_default()
}

fn number(entry: &Entry) -> Option<u64> {
    entry.key.get(..DIGITS)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_list_that_arrives_when_the_device_is_locked_stays_out_of_memory() {
        Owner::new().with(|| {
            let tablet = Tablet::new("konto".to_owned());
            let list = TabletSheet {
                event: EventId::new(Uuid::from_u128(1)),
                title: "Fachtag".to_owned(),
                keep_until: NaiveDate::default(),
                sessions: vec![],
                people: vec![],
                unreadable: false,
            };
            tablet.show(vec![list.clone()]);
            assert_eq!(tablet.lists.get_untracked(), None);
            tablet.is_open.set_value(true);
            tablet.show(vec![list.clone()]);
            assert_eq!(tablet.lists.get_untracked(), Some(vec![list]));
        });
    }
}
