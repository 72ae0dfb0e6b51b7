//! What the pages see of the device: questionnaires kept for the field and submissions, as signals; and the client core
//! behind them, which decides what is written and sent.

use super::{Committed, OfflineError, SendState, Sight, Word, platform, reference::Shelf, writer::Writer};
use domain::{
    german,
    ids::{DeviceId, ErhebungId, QuestionnaireId, SubmissionId},
    questionnaires::{FieldPackage, Place, VersionNumber, expression::Zone},
    sync::{
        self, CachedEntry, Change, LocalState, LocalSubmission, NO_DEVICE, Room, RoomStage,
        client::{Client, Discard, Lane, QueueHealth, Write},
        overlay,
    },
};
use leptos::{prelude::*, task::spawn_local};
use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
};

/// The device of one account. Given as context to the pages of the staff zone.
#[derive(Clone, Copy)]
pub struct Workspace {
    account: StoredValue<String>,
    /// `None` until the device is read.
    client: StoredValue<Option<Client>>,
    pub(super) writer: Writer,
    /// Who sends what is noted here, once the page does.
    pub(super) sender: StoredValue<Option<SendState>>,
    packages: RwSignal<Option<Vec<FieldPackage>>>,
    /// What is kept to be looked up.
    pub(super) shelf: Shelf,
    submissions: RwSignal<Option<Vec<LocalSubmission>>>,
    marks: RwSignal<Marks>,
    /// Why the device cannot be used, if it cannot.
    pub failure: RwSignal<Option<OfflineError>>,
    /// What the browser says of its storage; `None` until it has.
    room: RwSignal<Option<Room>>,
    /// The browser has refused to write since the device was opened. Chromium tells pages a made-up quota, so this is the only
    /// sign there.
    is_strained: RwSignal<bool>,
    /// Locked after it was open: nothing of it is in memory, and nothing is read until it is loaded again.
    closed: StoredValue<bool>,
}

/// What the pages say about the submissions as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marks {
    /// Something of them waits for the way to the server.
    unsent: BTreeSet<SubmissionId>,
    /// Somebody has worked on them on this device.
    own: BTreeSet<SubmissionId>,
    /// Something of them waits at the server for the Koordination.
    in_review: BTreeSet<SubmissionId>,
    /// Something of them has waited, and the Koordination has thrown it away.
    turned_down: BTreeSet<SubmissionId>,
    /// What throwing them away would mean.
    discards: BTreeMap<SubmissionId, Discard>,
    damaged: usize,
    is_revoked: bool,
    /// The server knows this device.
    is_known: bool,
    health: Option<QueueHealth>,
}

impl Workspace {
    pub fn new(account: String) -> Self {
        Self {
            account: StoredValue::new(account),
            client: StoredValue::new(None),
            writer: Writer::new(),
            sender: StoredValue::new(None),
            packages: RwSignal::new(None),
            shelf: Shelf::new(),
            submissions: RwSignal::new(None),
            marks: RwSignal::new(Marks::default()),
            failure: RwSignal::new(None),
            room: RwSignal::new(None),
            is_strained: RwSignal::new(false),
            closed: StoredValue::new(false),
        }
    }

    /// Forgets what lies on the device, once everything typed is on disk.
    pub(super) async fn close(self) {
        self.has_closed_typing().await;
        while self.writer.is_at_work() {
            platform::drawn().await;
        }
        self.closed.set_value(true);
        self.client.set_value(None);
        self.packages.set(None);
        self.shelf.clear();
        self.submissions.set(None);
        self.marks.set(Marks::default());
        self.failure.set(None);
    }

    pub(super) fn is_closed(self) -> bool {
        self.closed.get_value()
    }

    /// Reads what lies on the device; what the server has newer comes when it comes, and without network the former stays.
    pub async fn load(self) {
        self.closed.set_value(false);
        self.read_reference().await;
        let opened = async {
            let packages = platform::packages(&self.account()).await?;
            self.show_packages(packages);
            self.open_device().await
        };
        if let Err(error) = opened.await {
            self.failure.set(Some(error));
        }
        // Nobody waits for these: the browser may ask the person about the room, and a network may carry nothing for minutes.
        spawn_local(self.look_at_room());
        spawn_local(self.fetch_newer());
    }

    /// The questionnaires as the server has them now, and what is kept to be looked up.
    async fn fetch_newer(self) {
        let Ok(fresh) = platform::fetch_packages().await else { return };
        // Locked meanwhile: nothing of it is to be in memory.
        if self.is_closed() {
            return;
        }
        if let Err(error) = platform::save_packages(&self.account(), &fresh).await {
            self.failure.set(Some(error));
        }
        if !self.is_closed() {
            self.show_packages(fresh);
        }
        self.refresh_reference().await;
    }

    /// In the same order from the device and from the server: a list that is drawn anew takes the button away from under
    /// the finger of somebody who is just choosing.
    fn show_packages(self, mut packages: Vec<FieldPackage>) {
        packages.sort_by(|one, other| one.place().cmp(&other.place()));
        if self.packages.with_untracked(|shown| shown.as_ref() != Some(&packages)) {
            self.packages.set(Some(packages));
        }
    }

    async fn open_device(self) -> Result<(), OfflineError> {
        let (stored, carried) = platform::stored(&self.account()).await?;
        self.client.set_value(Some(Client::open(stored)));
        // Left open by a page that is gone; where another one types on, it begins a new record.
        self.has_closed_typing().await;
        self.carry_over(carried).await?;
        self.show();
        let here = self.with_client(|client| client.submissions().into_iter().map(|one| one.id).collect())?;
        platform::forget_changes_but(&self.account(), &here);
        Ok(())
    }

    /// Takes over what an earlier version of this page has left, up to whose entry `carried` that was done before.
    async fn carry_over(self, mut carried: u32) -> Result<(), OfflineError> {
        let (entries, all_legible) = platform::earlier_entries(&self.account()).await?;
        let Some(last) = entries.iter().map(|entry| entry.seq).max() else { return Ok(()) };
        while carried < last {
            let new: Vec<_> = entries.iter().filter(|entry| entry.seq > carried).cloned().collect();
            let lane_of = |erhebung| self.lane_of_erhebung(erhebung);
            let (writes, stamp) = self.with_client(|client| {
                (client.carry_over(&new, platform::earlier_fields, lane_of), client.stored().stamp())
            })?;
            match platform::commit(&self.account(), &writes, &stamp, Some(last)).await? {
                Committed::Written => {
                    self.settle(&writes);
                    platform::tell(&Word::Written);
                    carried = last;
                }
                // Another page was faster; it may have taken over all of it.
                Committed::Stale => {
                    let (stored, through) = platform::stored(&self.account()).await?;
                    self.client.set_value(Some(Client::open(stored)));
                    carried = through;
                }
            }
        }
        // A damaged entry stays, and the others beside it: somebody may still read it.
        if all_legible {
            platform::delete_earlier_entries(&self.account(), last).await?;
            for submission in entries.iter().map(|entry| entry.change.submission()).collect::<BTreeSet<_>>() {
                platform::clear_earlier_fields(submission);
            }
        }
        Ok(())
    }

    /// Takes over what other pages of this device have written; the round under way goes on if it can.
    pub(super) async fn catch_up(self) -> Result<(), OfflineError> {
        if self.is_closed() {
            return Err(OfflineError::Locked);
        }
        let (stored, _) = platform::stored(&self.account()).await?;
        self.client.update_value(|client| match client {
            Some(client) => client.catch_up(stored),
            None => *client = Some(Client::open(stored)),
        });
        self.show();
        Ok(())
    }

    /// Reads the device anew, on a page that does not lead: another one has written.
    pub(super) async fn read_anew(self) {
        if self.is_closed() {
            return;
        }
        match platform::stored(&self.account()).await {
            Ok((stored, _)) => {
                self.client.update_value(|client| match client {
                    Some(client) if client.stored() == &stored => (),
                    Some(client) => client.reopen(stored),
                    None => *client = Some(Client::open(stored)),
                });
                self.show();
            }
            Err(error) => self.failure.set(Some(error)),
        }
    }

    /// Puts what the client core knows before the pages.
    pub(super) fn show(self) {
        let known = self.with_client(|client| {
            let (unsent, own) = (client.unsent(), client.own());
            let (in_review, turned_down) = (client.in_review(), client.turned_down());
            let damaged = client.damaged().count();
            let (is_revoked, is_known) = (client.stored().wiped, client.stored().known.is_some());
            let health = Some(client.health());
            let submissions = client.submissions();
            let kinds = submissions.iter().filter_map(|one| Some((one.id, client.discard_of(one)?)));
            let discards = kinds.collect();
            let marks = Marks { unsent, own, in_review, turned_down, discards, damaged, is_revoked, is_known, health };
            (submissions, marks)
        });
        if let Ok((submissions, marks)) = known {
            if self.submissions.with_untracked(|shown| shown.as_ref() != Some(&submissions)) {
                self.submissions.set(Some(submissions));
            }
            if self.marks.with_untracked(|shown| *shown != marks) {
                self.marks.set(marks);
            }
        }
    }

    pub(super) fn account(self) -> String {
        self.account.get_value()
    }

    pub(super) fn with_client<T>(self, look: impl FnOnce(&Client) -> T) -> Result<T, OfflineError> {
        let read = self.client.with_value(|client| client.as_ref().map(look));
        read.ok_or_else(|| OfflineError::Storage("the device has not been read".into()))
    }

    pub(super) fn update_client<T>(self, change: impl FnOnce(&mut Client) -> T) -> Option<T> {
        self.client.try_update_value(|client| client.as_mut().map(change)).flatten()
    }

    /// Of an answer of a respondent only the day is kept: nobody is to be recognised by the time (domain §6).
    pub(super) fn remember_change(self, submission: SubmissionId, lane: Lane) {
        let now = platform::now();
        let moment = match lane {
            Lane::Shared => Zone::Berlin.moment(now).map(german::date_time),
            Lane::Anonymous => Zone::Berlin.day(now).map(german::date),
        };
        if let Some(moment) = moment {
            platform::remember_change(&self.account(), submission, &moment);
        }
    }

    /// Takes over what has been written durably.
    pub(super) fn settle(self, writes: &[Write]) {
        self.update_client(|client| client.settle(writes));
    }

    /// A submission stays in the lane in which it was begun. One of an Erhebung that is not known (any more) never travels
    /// as changes: it could be an answer of a respondent.
    pub(super) fn lane_of(self, submission: SubmissionId, erhebung: ErhebungId) -> Lane {
        let begun = self.with_client(|client| client.lane_of(submission)).ok().flatten();
        begun.unwrap_or_else(|| self.lane_of_erhebung(erhebung))
    }

    fn lane_of_erhebung(self, erhebung: ErhebungId) -> Lane {
        match untrack(|| self.package(erhebung)) {
            Some(package) if package.erhebung.is_protocol() => Lane::Shared,
            _ => Lane::Anonymous,
        }
    }
}

/// What pages read.
impl Workspace {
    /// Questionnaires for the field; `None` while they are read.
    pub fn packages(self) -> Option<Vec<FieldPackage>> {
        self.packages.get()
    }

    pub fn package(self, erhebung: ErhebungId) -> Option<FieldPackage> {
        self.packages
            .with(|packages| packages.as_ref()?.iter().find(|package| package.erhebung.id == erhebung).cloned())
    }

    /// Which version of which questionnaire is answered there.
    pub fn version_of(self, erhebung: ErhebungId) -> Option<(QuestionnaireId, VersionNumber)> {
        self.packages.with_untracked(|packages| {
            let package = packages.as_ref()?.iter().find(|package| package.erhebung.id == erhebung)?;
            Some((package.erhebung.questionnaire, package.erhebung.version))
        })
    }

    /// Under which id the server knows this browser; `None` until the device is read.
    pub fn device(self) -> Option<DeviceId> {
        self.with_client(Client::device).ok()
    }

    /// Everything on this device: begun here, or read from the server; `None` while it is read.
    pub fn submissions(self) -> Option<Vec<LocalSubmission>> {
        self.submissions.get()
    }

    /// A submission as it stands at this moment, not as the pages show it.
    pub fn now(self, id: SubmissionId) -> Option<LocalSubmission> {
        self.with_client(|client| client.submissions().into_iter().find(|one| one.id == id)).ok().flatten()
    }

    /// Asks the browser how full it is. One page at a time matters to nobody: the answer is the same for all.
    pub(super) async fn look_at_room(self) {
        if let Some(room) = platform::room().await {
            // The page may have been left meanwhile.
            _ = self.room.try_set(Some(room));
        }
    }

    pub fn room(self) -> Option<Room> {
        self.room.get()
    }

    pub fn room_stage(self) -> RoomStage {
        if self.is_strained.get() { RoomStage::Scarce } else { self.room.get().map_or(RoomStage::Ample, Room::stage) }
    }

    /// What the browser last said to a write.
    pub(super) fn strain(self, is_strained: bool) {
        if self.is_strained.get_untracked() != is_strained {
            self.is_strained.set(is_strained);
        }
    }

    /// Finished submissions whose receipt is missing.
    pub fn waiting(self) -> usize {
        self.submissions.with(|submissions| {
            submissions.iter().flatten().filter(|submission| matches!(submission.state, LocalState::Waiting(_))).count()
        })
    }

    /// Submissions of which anything is not known to have arrived: finished ones, and drafts that travel.
    pub fn unsent(self) -> usize {
        self.marks.with(|marks| marks.unsent.len())
    }

    pub fn is_unsent(self, id: SubmissionId) -> bool {
        self.marks.with(|marks| marks.unsent.contains(&id))
    }

    /// As it stands at this moment, not as the pages show it.
    pub fn is_unsent_now(self, id: SubmissionId) -> bool {
        self.with_client(|client| client.unsent().contains(&id)).unwrap_or(true)
    }

    /// Whether somebody has worked on it on this device.
    pub fn is_own(self, id: SubmissionId) -> bool {
        self.marks.with(|marks| marks.own.contains(&id))
    }

    /// Whether something of it waits at the server until the Koordination has looked at it.
    pub fn is_in_review(self, id: SubmissionId) -> bool {
        self.marks.with(|marks| marks.in_review.contains(&id))
    }

    /// Whether the Koordination has thrown something of it away that had waited.
    pub fn is_turned_down(self, id: SubmissionId) -> bool {
        self.marks.with(|marks| marks.turned_down.contains(&id))
    }

    /// What throwing it away on this device would mean; `None` where nothing of it can be thrown away here.
    pub fn discard_of(self, id: SubmissionId) -> Option<Discard> {
        self.marks.with(|marks| marks.discards.get(&id).copied())
    }

    /// When a person last changed it on this device, as people read it; a day only for answers of respondents.
    pub fn last_change(self, id: SubmissionId) -> Option<String> {
        platform::last_change(&self.account(), id)
    }

    /// How many answers a draft holds, as people read it; only roughly of answers of respondents.
    pub fn answers_of(self, draft: &LocalSubmission) -> String {
        let count = draft.answers();
        if self.travels(draft.id) { sync::german::answers(count) } else { sync::german::answers_of_respondent(count) }
    }

    /// Whether its changes go to the server while it is a draft.
    pub fn travels(self, id: SubmissionId) -> bool {
        self.with_client(|client| client.lane_of(id) == Some(Lane::Shared)).unwrap_or(false)
    }

    /// Unfinished drafts on which somebody has worked on this device.
    pub fn drafts(self) -> usize {
        self.submissions.with(|all| {
            let drafts = all.iter().flatten().filter(|submission| submission.state == LocalState::Draft);
            drafts.filter(|draft| self.is_own(draft.id)).count()
        })
    }

    /// Records that cannot be read any more.
    pub fn damaged(self) -> usize {
        self.marks.with(|marks| marks.damaged)
    }

    /// Whether the device was revoked, and everything on it deleted after it had been delivered.
    pub fn is_revoked(self) -> bool {
        self.marks.with(|marks| marks.is_revoked)
    }

    /// Whether the server has heard of this device.
    pub fn is_known(self) -> bool {
        self.marks.with(|marks| marks.is_known)
    }

    pub fn health(self) -> Option<QueueHealth> {
        self.marks.with(|marks| marks.health)
    }
}

/// What pages write.
impl Workspace {
    /// Reads which submissions there are, so that what depends on it is done again when they change.
    pub fn track(self) {
        self.submissions.track();
    }

    /// Writes what a person did in sight of `sight` into the journal; once the future is ready, it is on disk.
    pub fn note(
        self,
        erhebung: ErhebungId,
        change: Change,
        sight: &Sight,
    ) -> impl Future<Output = Result<(), OfflineError>> + use<> {
        self.writer.note(self, erhebung, change, sight)
    }

    /// Deletes what lies here of a submission. `false`, and nothing is deleted, while it is on its way to the server.
    pub async fn delete(self, id: SubmissionId) -> Result<bool, OfflineError> {
        loop {
            let (writes, stamp) = self.with_client(|client| (client.delete(id), client.stored().stamp()))?;
            let Some(writes) = writes else { return Ok(false) };
            match platform::commit(&self.account(), &writes, &stamp, None).await? {
                Committed::Written => {
                    self.settle(&writes);
                    platform::clear_fields(id);
                    self.show();
                    platform::tell(&Word::Written);
                    return Ok(true);
                }
                Committed::Stale => self.catch_up().await?,
            }
        }
    }

    /// Puts a typed answer into the field cache, at once.
    pub fn cache(self, submission: SubmissionId, erhebung: ErhebungId, place: &Place, value: &str) {
        let lane = self.lane_of(submission, erhebung);
        let (after, edits) = self.with_client(|client| client.reached(lane)).unwrap_or_default();
        platform::cache_field(submission, place, &CachedEntry { after, edits, value: value.to_owned() });
    }

    /// A submission with the answers that only the cache has; those are written into the journal now.
    pub async fn open(self, id: SubmissionId) -> Result<Option<(LocalSubmission, Sight)>, OfflineError> {
        // What is still being typed on another page is not shown. Where it cannot be closed, because the device is full, the rest
        // can be read all the same, and that comes when it is closed.
        self.has_closed_typing().await;
        let Some(mut submission) = self.now(id) else { return Ok(None) };
        let sight = Sight::new(submission.seen.clone());
        let (device, lane) = (self.with_client(Client::device)?, self.lane_of(id, submission.erhebung));
        let device = if lane == Lane::Shared { device } else { NO_DEVICE };
        let mut cached = platform::cached_fields(id);
        self.with_client(|client| cached.retain(|(place, entry)| !client.is_outrun(lane, id, place, entry)))?;
        for (place, value) in overlay(&mut submission, device, cached) {
            self.note(submission.erhebung, Change::Answered { submission: id, place, value }, &sight).await?;
        }
        Ok(Some((submission, sight)))
    }
}
