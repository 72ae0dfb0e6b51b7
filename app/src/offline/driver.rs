//! Sends finished submissions: at the start, when the network comes back, when the page becomes visible, on demand, and as
//! long as something waits again and again. Sending twice does no harm, so two tabs need not agree.

use super::{Workspace, platform};
use domain::{
    AppError,
    sync::{Change, LocalState},
};
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    task::spawn_local,
};
use std::time::Duration;

/// Pause after the first attempt that did not deliver everything. Each further one doubles it: browsers say `online`
/// before the network carries anything, and a village hall may stay without it for hours.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How the connection to the office stands, as the header shows it.
#[derive(Clone, Copy)]
pub struct SendState {
    pub online: RwSignal<bool>,
    pub sending: RwSignal<bool>,
    /// Why the last attempt did not deliver everything.
    pub failure: RwSignal<Option<AppError>>,
    /// Somebody asked while an attempt was under way; that attempt may have begun without network.
    asked_again: StoredValue<bool>,
    /// Attempts in a row that did not deliver everything.
    in_vain: StoredValue<u32>,
    next: StoredValue<Option<TimeoutHandle>>,
}

impl SendState {
    pub fn new() -> Self {
        Self {
            online: RwSignal::new(true),
            sending: RwSignal::new(false),
            failure: RwSignal::new(None),
            asked_again: StoredValue::new(false),
            in_vain: StoredValue::new(0),
            next: StoredValue::new(None),
        }
    }

    /// Sends what waits; while that is being done already, once more afterwards.
    pub fn send_now(self, workspace: Workspace) {
        self.online.set(platform::is_online());
        if self.sending.get_untracked() {
            self.asked_again.set_value(true);
            return;
        }
        self.sending.set(true);
        spawn_local(async move {
            loop {
                self.asked_again.set_value(false);
                self.attempt(workspace).await;
                if !self.asked_again.get_value() {
                    break;
                }
            }
            self.sending.set(false);
            self.plan_next(workspace);
        });
    }

    async fn attempt(self, workspace: Workspace) {
        workspace.reload().await;
        let failure = deliver(workspace).await.err();
        self.online.set(platform::is_online() && failure != Some(AppError::Unreachable));
        self.failure.set(failure);
        workspace.reload().await;
    }

    /// Tries again after a pause as long as something waits.
    fn plan_next(self, workspace: Workspace) {
        if let Some(planned) = self.next.get_value() {
            planned.clear();
        }
        self.next.set_value(None);
        if untrack(|| workspace.waiting()) == 0 {
            self.in_vain.set_value(0);
            return;
        }
        let pause = pause_after(self.in_vain.get_value());
        self.in_vain.update_value(|times| *times = times.saturating_add(1));
        match set_timeout_with_handle(move || self.send_now(workspace), pause) {
            Ok(handle) => self.next.set_value(Some(handle)),
            Err(why) => leptos::logging::warn!("no further attempt is planned: {why:?}"),
        }
    }
}

impl Default for SendState {
    fn default() -> Self {
        Self::new()
    }
}

/// Starts sending for as long as the page is open.
pub fn start_driver(workspace: Workspace, state: SendState) {
    let wake = move || {
        state.in_vain.set_value(0);
        state.send_now(workspace);
    };
    platform::listen(wake);
    window_event_listener(leptos::ev::offline, move |_| state.online.set(false));
    wake();
}

/// The pause after so many attempts in vain before.
fn pause_after(in_vain: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(1 << in_vain.min(16)).min(LONGEST_PAUSE)
}

/// Sends every waiting submission. One that is refused does not hold up the others; the last refusal is returned.
async fn deliver(workspace: Workspace) -> Result<(), AppError> {
    let waiting = untrack(|| workspace.submissions()).unwrap_or_default();
    let mut refusal = Ok(());
    for submission in waiting {
        let LocalState::Waiting(sent) = &submission.state else { continue };
        match platform::send(sent).await {
            Ok(receipt) => {
                let arrived = Change::Arrived { submission: receipt.submission, hash: receipt.hash };
                if workspace.append(&arrived).await.is_ok() {
                    platform::clear_fields(submission.id);
                }
            }
            // Without connection or login the next one would fare no better.
            Err(error @ (AppError::Unreachable | AppError::Unauthenticated)) => return Err(error),
            Err(error) => refusal = Err(error),
        }
    }
    refusal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute() {
        let seconds: Vec<u64> = (0..7).map(|times| pause_after(times).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(pause_after(u32::MAX), LONGEST_PAUSE);
    }
}
