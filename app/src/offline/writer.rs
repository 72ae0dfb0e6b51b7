//! Changes on their way into the journal: one after the other, in the order in which the person made them.

use super::{Committed, OfflineError, Word, Workspace, platform};
use domain::{
    ids::ErhebungId,
    sync::{
        Change, ChangeKey, NO_DEVICE, Seen,
        client::{Lane, Relief, Write},
    },
};
use futures::channel::oneshot;
use leptos::{prelude::*, task::spawn_local};
use std::{
    collections::VecDeque,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

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

    pub fn set(&self, seen: Seen) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = seen;
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    fn see(&self, key: ChangeKey) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).see(key);
    }
}

/// A change that waits for its place in the journal.
struct Order {
    erhebung: ErhebungId,
    change: Change,
    sight: Sight,
    /// Who waits for it: several when one answer took the place of another that nobody had written yet.
    done: Vec<oneshot::Sender<Result<(), OfflineError>>>,
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
    orders: StoredValue<VecDeque<Order>>,
    at_work: StoredValue<bool>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { orders: StoredValue::new(VecDeque::new()), at_work: StoredValue::new(false) }
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
        self.orders.update_value(|orders| {
            // On a slow device letters wait; only the last of them is worth a place in the journal.
            if let Some(outdone) = orders.pop_back_if(|last| last.is_outdone_by(&order)) {
                order.done.extend(outdone.done);
            }
            orders.push_back(order);
        });
        if !self.at_work.get_value() {
            self.at_work.set_value(true);
            spawn_local(self.write_all(workspace));
        }
        async move { written.await.unwrap_or_else(|_| Err(OfflineError::Storage("the page is closing".into()))) }
    }

    async fn write_all(self, workspace: Workspace) {
        while let Some(order) = self.orders.try_update_value(VecDeque::pop_front).flatten() {
            let Order { erhebung, change, sight, done } = order;
            let outcome = write_one(workspace, erhebung, &change, &sight).await;
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
        let (writes, stamp) = workspace.with_client(|client| {
            (client.note(lane, erhebung, change.clone(), sight.get()), client.stored().stamp())
        })?;
        let writes = writes.ok_or(OfflineError::Revoked)?;
        match platform::commit(&workspace.account(), &writes, &stamp, None).await {
            Ok(Committed::Written) => {
                workspace.strain(is_strained);
                workspace.settle(&writes);
                workspace.see(sight, &writes);
                workspace.remember_change(change.submission(), lane);
                // Typing does not draw the lists anew with each letter; the round that sends it does.
                if !matches!(change, Change::Answered { .. }) {
                    workspace.show();
                }
                if let Some(sender) = workspace.sender.get_value() {
                    sender.send_soon(workspace);
                }
                platform::tell(&Word::Noted);
                return Ok(());
            }
            Ok(Committed::Stale) => workspace.catch_up().await?,
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
    /// What the person has just done lies before them.
    fn see(self, sight: &Sight, writes: &[Write]) {
        let Ok(device) = self.with_client(|client| client.device()) else { return };
        for write in writes {
            if let Write::Append { lane, seq, .. } = write {
                let device = if *lane == Lane::Shared { device } else { NO_DEVICE };
                sight.see(ChangeKey { device, seq: *seq });
            }
        }
    }
}
