//! Signing out: the device forgets at once who was here, and the session ends as soon as the server is reached, however often
//! the browser was closed in between.
//!
//! The session's secret is in a cookie that no page reads and that goes with the browser. What is kept here instead ends
//! this one session and can do nothing else ([`Ending`]).

use super::{driver::pause_after, platform};
use domain::{AppError, sync::vault::Ending};
use leptos::{prelude::set_timeout, task::spawn_local};

/// Key of what ends the present session; goes with who is remembered.
pub(super) const PRESENT: &str = "ending";
/// Key of what ends sessions that were left and of which the server may not know it.
const LEFT: &str = "endings";

/// Asks for what ends the present session, and keeps it.
pub fn prepare_leaving() {
    spawn_local(async {
        match platform::fetch_ending().await {
            // Who has left meanwhile leaves nothing behind.
            Ok(ending) if is_here(&ending) => keep(PRESENT, &ending),
            Ok(_) | Err(AppError::Unreachable | AppError::Unauthenticated) => (),
            Err(error) => leptos::logging::warn!("this session can be ended with network only: {error:?}"),
        }
    });
}

/// Whether the session ends by itself later, after a logout without network.
pub fn ends_later() -> bool {
    present().is_some()
}

/// Forgets who was here. That the session is to end is kept until the server has said that it has: also where the browser
/// believes to have network, because it says so before the network carries anything.
pub fn leave() {
    if let Some(ending) = present() {
        let mut left = left();
        left.push(ending);
        keep(LEFT, &left);
    }
    platform::forget_me();
}

/// Ends the sessions that were left; `Ok` when none is left over.
///
/// # Errors
/// The server was not reached, or has failed; what has not ended is kept.
pub async fn end_left_sessions() -> Result<(), AppError> {
    for ending in left() {
        match platform::end_session(&ending).await {
            // It has ended, or this server never knew it.
            Ok(()) | Err(AppError::NotFound | AppError::Invalid(_)) => forget(&ending),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Does so soon, when the network comes back and when the page is looked at again, for as long as it is open.
pub fn keep_ending_left_sessions() {
    platform::listen(|| try_ending(0));
    if !left().is_empty() {
        set_timeout(|| try_ending(0), pause_after(0));
    }
}

/// Tries again after a pause: browsers say that they are online before the network carries anything.
fn try_ending(in_vain: u32) {
    spawn_local(async move {
        match end_left_sessions().await {
            Ok(()) => (),
            Err(AppError::Unreachable) => set_timeout(move || try_ending(in_vain + 1), pause_after(in_vain)),
            Err(error) => leptos::logging::warn!("a session that was left does not end: {error:?}"),
        }
    });
}

/// Of another account than the one that is here it ends nothing that this person means.
fn present() -> Option<Ending> {
    let ending: Ending = serde_json::from_str(&platform::kept(PRESENT)?).ok()?;
    is_here(&ending).then_some(ending)
}

fn is_here(ending: &Ending) -> bool {
    platform::remembered_me().is_some_and(|me| me.account == ending.account.to_string())
}

fn left() -> Vec<Ending> {
    platform::kept(LEFT).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn forget(ended: &Ending) {
    let others: Vec<Ending> = left().into_iter().filter(|ending| ending != ended).collect();
    if others.is_empty() { platform::take_away(LEFT) } else { keep(LEFT, &others) }
}

fn keep(key: &str, value: &impl serde::Serialize) {
    let is_kept = serde_json::to_string(value).is_ok_and(|text| platform::keep(key, &text));
    if !is_kept {
        leptos::logging::warn!("the device does not keep what ends a session");
    }
}
