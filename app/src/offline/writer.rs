//! Changes on their way into the journal: one after the other, in the order in which the person made them.
//!
//! What is typed into one field stays one record as long as it is open (`domain::sync::client::Open`). It is closed, and only
//! then sent, when the field is left, after a pause, and before whatever sends, locks or gives away. Only the page that leads
//! leaves records open: it is the one that sends, so not even a page of an earlier version, which knows no mark and may lead
//! beside this one, can send what is replaced later. Where browsers have no Web Locks, every page leads and nothing stays open: on a
//! disk too full for a mark, a page takes what is open for that of a page that is gone, and would send it while another types on.

use super::{Committed, OfflineError, SendState, Word, Workspace, platform};
use domain::{
    ids::ErhebungId,
    sync::{
        Change, Seen,
        client::{Client, Relief, Stamp, Write},
    },
};
use futures::channel::oneshot;
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    task::spawn_local,
};
use std::{
    collections::VecDeque,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Nobody types for so long: the text is closed, and sent.
const PAUSE: Duration = Duration::from_millis(1_500);

type Done = oneshot::Sender<Result<(), OfflineError>>;

/// What of a submission lies before the person on one page: the base of what they do there. It grows with what they do.
#[derive(Clone, Debug, Default)]
pub struct Sight(Arc<Mutex<Seen>>);

impl Sight {
    pub fn new(seen: Seen) -> Self {
        Self(Arc::new(Mutex::new(seen)))
    }

    pub fn get(&self) -> Seen {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What came from elsewhere lies before the person as well.
    pub fn join(&self, seen: &Seen) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).join(seen);
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    fn see(&self, client: &Client, writes: &[Write]) {
        client.see(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner), writes);
    }
}

/// A change that waits for its place in the journal.
struct Order {
    erhebung: ErhebungId,
    change: Change,
    sight: Sight,
    /// Who waits for it: several when one answer took the place of another that nobody had written yet.
    done: Vec<Done>,
}

/// What is to be done, in this order.
enum Step {
    Write(Order),
    /// Closes what is open after all that was typed before.
    Close(Vec<Done>),
}

impl Order {
    /// Whether `later` says the answer to the same question anew: then this one need not be written.
    fn is_outdone_by(&self, later: &Self) -> bool {
        match (&self.change, &later.change) {
            (
                Change::Answered { submission, place, .. },
                Change::Answered { submission: later_submission, place: later_place, .. },
            ) => submission == later_submission && place == later_place && self.sight.is_same(&later.sight),
            _ => false,
        }
    }
}

/// The orders of one page. Copyable, as part of the workspace.
#[derive(Clone, Copy)]
pub(super) struct Writer {
    steps: StoredValue<VecDeque<Step>>,
    at_work: StoredValue<bool>,
    /// Closes what is open after the pause.
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            steps: StoredValue::new(VecDeque::new()),
            at_work: StoredValue::new(false),
            pause: StoredValue::new(None),
        }
    }

    pub(super) fn is_at_work(self) -> bool {
        self.at_work.get_value()
    }

    /// Takes the change at once, so that what is typed first is written first. Once the future is ready, the change is on
    /// disk, and the page may say so.
    pub(super) fn note(
        self,
        workspace: Workspace,
        erhebung: ErhebungId,
        change: Change,
        sight: &Sight,
    ) -> impl Future<Output = Result<(), OfflineError>> + use<> {
        let (done, written) = oneshot::channel();
        let mut order = Order { erhebung, change, sight: sight.clone(), done: vec![done] };
        self.forget_pause();
        self.steps.update_value(|steps| {
            // On a slow device letters wait; only the last of them is worth a place in the journal.
            let outdone = steps.pop_back_if(|last| match last {
                Step::Write(last) => last.is_outdone_by(&order),
                Step::Close(_) => false,
            });
            if let Some(Step::Write(outdone)) = outdone {
                order.done.extend(outdone.done);
            }
            steps.push_back(Step::Write(order));
        });
        self.begin(workspace);
        ended(written)
    }

    /// Closes what is open once everything typed before is written. Ready when it may be sent.
    fn close(self, workspace: Workspace) -> impl Future<Output = Result<(), OfflineError>> + use<> {
        let (done, closed) = oneshot::channel();
        self.forget_pause();
        self.steps.update_value(|steps| match steps.back_mut() {
            Some(Step::Close(waiting)) => waiting.push(done),
            _ => steps.push_back(Step::Close(vec![done])),
        });
        self.begin(workspace);
        ended(closed)
    }

    fn begin(self, workspace: Workspace) {
        if !self.at_work.get_value() {
            self.at_work.set_value(true);
            spawn_local(self.write_all(workspace));
        }
    }

    /// Closes, and sends, what is open now, unless somebody types on.
    fn close_after_pause(self, workspace: Workspace) {
        self.forget_pause();
        let close = move || {
            spawn_local(async move {
                if workspace.has_closed_typing().await
                    && workspace.may_send()
                    && let Some(sender) = workspace.sender.get_value()
                {
                    sender.send_closed(workspace);
                }
            });
        };
        match set_timeout_with_handle(close, PAUSE) {
            Ok(handle) => self.pause.set_value(Some(handle)),
            Err(why) => leptos::logging::warn!("what is typed is sent when the field is left: {why:?}"),
        }
    }

    fn forget_pause(self) {
        if let Some(planned) = self.pause.try_update_value(Option::take).flatten() {
            planned.clear();
        }
    }

    async fn write_all(self, workspace: Workspace) {
        while let Some(step) = self.steps.try_update_value(VecDeque::pop_front).flatten() {
            let (outcome, done) = match step {
                Step::Write(Order { erhebung, change, sight, done }) => {
                    (write_one(workspace, erhebung, &change, &sight).await, done)
                }
                Step::Close(done) => (close_one(workspace).await, done),
            };
            // Nobody waits any more when the page that noted it was left; it is written all the same.
            for done in done {
                _ = done.send(outcome.clone());
            }
        }
        self.at_work.set_value(false);
    }
}

async fn write_one(
    workspace: Workspace,
    erhebung: ErhebungId,
    change: &Change,
    sight: &Sight,
) -> Result<(), OfflineError> {
    let mut reliefs = Relief::ALL.into_iter();
    let mut is_strained = false;
    loop {
        // Asked each time: another window may have been faster.
        if workspace.with_client(|client| client.is_finished_otherwise(change))? {
            return Err(OfflineError::FinishedElsewhere);
        }
        let lane = workspace.lane_of(change.submission(), erhebung);
        let stays_open = workspace.leads_alone();
        let (writes, stamp) = workspace.with_client(|client| {
            let (change, base) = (change.clone(), sight.get());
            let writes = if stays_open {
                client.note_typed(lane, erhebung, change, base)
            } else {
                client.note(lane, erhebung, change, base)
            };
            (writes, client.stored().stamp())
        })?;
        let writes = writes.ok_or(OfflineError::Revoked)?;
        match written(workspace, &writes, &stamp).await {
            Ok(Committed::Written) => {
                workspace.strain(is_strained);
                workspace.remember_change(change.submission(), lane);
                workspace.take_over(sight, &writes);
                if workspace.is_open() {
                    workspace.writer.close_after_pause(workspace);
                }
                workspace.send_what_is_closed();
                return Ok(());
            }
            // Another page was faster, and this one has looked again.
            Ok(Committed::Stale) => (),
            // Before an answer is refused, what can be got again makes room.
            Err(OfflineError::Full) => {
                is_strained = true;
                workspace.strain(true);
                match reliefs.next() {
                    Some(relief) => make_room(workspace, relief).await?,
                    None => return Err(OfflineError::Full),
                }
            }
            Err(error) => return Err(error),
        }
    }
}

/// As [`platform::commit`]; looks again where the storage is another one than this page knew. What lies there word for word was
/// written by the first of two attempts, whose answer the browser lost: a second record of it would be in conflict with the first.
async fn written(workspace: Workspace, writes: &[Write], stamp: &Stamp) -> Result<Committed, OfflineError> {
    let committed = platform::commit(&workspace.account(), writes, stamp, None).await?;
    if committed == Committed::Written {
        return Ok(committed);
    }
    workspace.catch_up().await?;
    let is_there = workspace.with_client(|client| client.has_written(writes))?;
    Ok(if is_there { Committed::Written } else { Committed::Stale })
}

/// Whether it took the place of a record that was open.
fn is_next_letter(writes: &[Write]) -> bool {
    writes.iter().any(|write| matches!(write, Write::Append { record, .. } if record.edits > 0))
}

async fn ended(outcome: oneshot::Receiver<Result<(), OfflineError>>) -> Result<(), OfflineError> {
    outcome.await.unwrap_or_else(|_| Err(OfflineError::Storage("the page is closing".into())))
}

async fn close_one(workspace: Workspace) -> Result<(), OfflineError> {
    let mut reliefs = Relief::ALL.into_iter();
    loop {
        let (writes, stamp) = workspace.with_client(|client| (client.close_open(), client.stored().stamp()))?;
        if writes.is_empty() {
            return Ok(());
        }
        match platform::commit(&workspace.account(), &writes, &stamp, None).await {
            Ok(Committed::Written) => {
                workspace.settle(&writes);
                workspace.show();
                platform::tell(&Word::Noted);
                return Ok(());
            }
            Ok(Committed::Stale) => workspace.catch_up().await?,
            Err(OfflineError::Full) => match reliefs.next() {
                Some(relief) => make_room(workspace, relief).await?,
                // What is full must still be able to send, and to give away its file.
                None if workspace.stops_typing() => return Ok(()),
                None => return Err(OfflineError::Full),
            },
            Err(error) => return Err(error),
        }
    }
}

async fn make_room(workspace: Workspace, relief: Relief) -> Result<(), OfflineError> {
    let (writes, stamp) = workspace.with_client(|client| (client.relieve(relief), client.stored().stamp()))?;
    if writes.is_empty() {
        return Ok(());
    }
    match platform::commit(&workspace.account(), &writes, &stamp, None).await {
        Ok(Committed::Written) => {
            workspace.settle(&writes);
            platform::tell(&Word::Written);
            Ok(())
        }
        Ok(Committed::Stale) => workspace.catch_up().await,
        // Not even deleting works: the next step may.
        Err(OfflineError::Full) => Ok(()),
        Err(error) => Err(error),
    }
}

impl Workspace {
    /// Closes what is being typed, so that it may be sent, given away or left behind.
    pub(super) async fn close_typing(self) -> Result<(), OfflineError> {
        if self.is_typing() { self.writer.close(self).await } else { Ok(()) }
    }

    /// As [`Workspace::close_typing`] where nobody waits for it: what could not be closed stays on the device, and is closed
    /// and sent later.
    pub(super) async fn has_closed_typing(self) -> bool {
        let closed = self.close_typing().await;
        closed.inspect_err(|error| leptos::logging::warn!("what was typed is not sent yet: {error}")).is_ok()
    }

    /// The person has left a field, or the page.
    pub(super) fn leave_field(self) {
        if self.is_typing() {
            spawn_local(async move {
                if self.has_closed_typing().await {
                    self.send_what_is_closed();
                }
            });
        }
    }

    fn send_what_is_closed(self) {
        if let Some(sender) = self.sender.get_value()
            && self.may_send()
        {
            sender.send_soon(self);
        }
    }

    /// Whether something waits that is not still being typed.
    pub(super) fn may_send(self) -> bool {
        self.with_client(|client| client.sendable() > 0).unwrap_or(false)
    }

    /// Whether something is open, or may be once everything typed is written.
    pub(super) fn is_typing(self) -> bool {
        self.is_open() || self.writer.is_at_work()
    }

    fn is_open(self) -> bool {
        self.with_client(Client::has_open).unwrap_or(false)
    }

    /// Whether this page talks to the server.
    fn leads(self) -> bool {
        self.sender.get_value().is_some_and(SendState::leads)
    }

    /// Whether it does so alone, so that nothing of what it leaves open is sent by another page.
    fn leads_alone(self) -> bool {
        self.sender.get_value().is_some_and(SendState::leads_alone)
    }

    fn stops_typing(self) -> bool {
        let leads = self.leads();
        self.update_client(|client| client.stop_typing(leads)) == Some(true)
    }

    /// Takes over what the person has just done: it lies before them, and the lists say that something waits.
    fn take_over(self, sight: &Sight, writes: &[Write]) {
        self.update_client(|client| {
            sight.see(client, writes);
            client.settle(writes);
        });
        // Lists are not drawn anew with each further letter, and other pages do not show it yet; leaving the field, and the round
        // that sends it, are news again.
        if !is_next_letter(writes) {
            self.show();
            platform::tell(&Word::Noted);
        }
    }
}
