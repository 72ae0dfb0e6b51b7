//! Sends finished submissions: at the start, when the network comes back, when the page becomes visible, on demand, and
//! while something waits every half minute. Sending twice does no harm, so two tabs need not agree.

use super::{Workspace, platform};
use domain::{
    AppError,
    sync::{Change, LocalState},
};
use leptos::{leptos_dom::helpers::set_interval, prelude::*, task::spawn_local};
use std::time::Duration;

const RETRY: Duration = Duration::from_secs(30);

/// How the connection to the office stands, as the header shows it.
#[derive(Clone, Copy)]
pub struct SendState {
    pub online: RwSignal<bool>,
    pub sending: RwSignal<bool>,
    /// Why the last attempt did not deliver everything.
    pub failure: RwSignal<Option<AppError>>,
}

impl SendState {
    pub fn new() -> Self {
        Self { online: RwSignal::new(true), sending: RwSignal::new(false), failure: RwSignal::new(None) }
    }

    /// Sends what waits, unless that is being done already.
    pub fn send_now(self, workspace: Workspace) {
        self.online.set(platform::is_online());
        if self.sending.get_untracked() {
            return;
        }
        self.sending.set(true);
        spawn_local(async move {
            workspace.reload().await;
            let failure = deliver(workspace).await.err();
            self.online.set(platform::is_online() && failure != Some(AppError::Unreachable));
            self.failure.set(failure);
            workspace.reload().await;
            self.sending.set(false);
        });
    }
}

impl Default for SendState {
    fn default() -> Self {
        Self::new()
    }
}

/// Starts sending for as long as the page is open.
pub fn start_driver(workspace: Workspace, state: SendState) {
    let wake = move || state.send_now(workspace);
    platform::listen(wake);
    window_event_listener(leptos::ev::offline, move |_| state.online.set(false));
    set_interval(
        move || {
            if untrack(|| workspace.waiting()) > 0 {
                wake();
            }
        },
        RETRY,
    );
    wake();
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
