//! Signing out: the device forgets at once who was here, and the session ends as soon as the server is reached, however often
//! the browser was closed in between.
//!
//! The session's secret is in a cookie that no page reads and that goes with the browser. What is kept here instead ends
//! this one session and can do nothing else ([`Ending`]).

use super::{driver::pause_after, platform, reference::forget_references};
use domain::{AppError, sync::vault::Ending};
use leptos::{
    ev,
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::{GetUntracked as _, RwSignal, Set as _, document, window, window_event_listener},
    task::spawn_local,
    wasm_bindgen::JsCast as _,
    web_sys::Element,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

/// Key of what ends the present session; goes with who is remembered.
pub(super) const PRESENT: &str = "ending";
/// Key of what ends sessions that were left and of which the server may not know it.
const LEFT: &str = "endings";
/// Key by which the pages of this browser hear that it is handed on; there for a moment only.
const HANDED_ON: &str = "handed-on";
/// As [`HANDED_ON`], of a logout that hands nothing on.
const SIGNED_OUT: &str = "signed-out";

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

/// Forgets who was here, and tells the other pages. That the session is to end is kept until the server has said that it has: also
/// where the browser believes to have network, because it says so before the network carries anything.
pub fn leave() {
    if let Some(ending) = present() {
        let mut left = left();
        left.push(ending);
        keep(LEFT, &left);
    }
    platform::forget_me();
    forget_references();
    // Last: pages that load anew end the session that was left before they ask who is here.
    tell(SIGNED_OUT);
}

/// Hands the device on to people who are to see nothing of who was here: logs out on the server, then on the device and on all
/// of its pages, and only then leads to `address`, in place of this page.
///
/// # Errors
/// The server has not said that the session has ended; this page stays, and nobody is forgotten.
pub async fn hand_on(address: &str) -> Result<(), AppError> {
    if !platform::is_online() {
        return Err(AppError::Unreachable);
    }
    match platform::fetch_ending().await {
        Ok(ending) => platform::end_session(&ending).await?,
        // It has ended before.
        Err(AppError::Unauthenticated) => (),
        Err(error) => return Err(error),
    }
    platform::forget_me();
    forget_references();
    platform::close_key();
    tell(HANDED_ON);
    if let Err(why) = window().location().replace(address) {
        leptos::logging::warn!("the page for the next person cannot be opened: {why:?}");
        open_anew();
    }
    Ok(())
}

/// Tells the other pages of this browser, which hear that something is kept.
fn tell(key: &str) {
    if !platform::keep(key, "-") {
        leptos::logging::warn!("other pages do not hear {key}");
    }
    platform::take_away(key);
}

/// Takes this page away once the person that it shows has left: at once where it is open beside the page on which they did, and
/// before it is looked at again where the browser kept it as it stood. What they typed here is hidden (`away`) until they are
/// back, so that an ordinary logout loses nothing of it; of a device that is handed on nothing stays.
pub fn go_with(account: String, away: RwSignal<bool>) {
    let has_typed = Rc::new(Cell::new(false));
    let typed = Rc::clone(&has_typed);
    window_event_listener(ev::input, move |event| {
        let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // A PIN is no work, and what it has opened is to be gone.
        if field.is_none_or(|field| field.matches("[type=password]") != Ok(true)) {
            typed.set(true);
        }
    });
    let person = account.clone();
    window_event_listener(ev::storage, move |event| {
        let told = event.new_value().and(event.key());
        match told.as_deref() {
            Some(HANDED_ON) => open_anew(),
            Some(SIGNED_OUT) if has_typed.get() => away.set(true),
            Some(SIGNED_OUT) => open_anew(),
            _ if away.get_untracked() => match platform::remembered_me() {
                Some(me) if me.account == person => away.set(false),
                Some(_) => open_anew(),
                None => (),
            },
            _ => (),
        }
    });
    window_event_listener(ev::pageshow, move |event| {
        let is_here = platform::remembered_me().is_some_and(|me| me.account == account);
        if event.persisted() && !is_here {
            open_anew();
        }
    });
}

/// Loads the page anew, which then asks who is here. Browsers leave what they show until the new page has come.
fn open_anew() {
    if let Some(root) = document().document_element() {
        // A page that takes no style is gone in a moment all the same.
        _ = root.set_attribute("style", "display: none");
    }
    if let Err(why) = window().location().reload() {
        leptos::logging::warn!("the page cannot be loaded anew: {why:?}");
    }
}

/// Ends the sessions that were left; `Ok` when none is left over.
///
/// # Errors
/// The server was not reached, or has failed; what has not ended is kept.
pub async fn end_left_sessions() -> Result<(), AppError> {
    let mut failed = None;
    for ending in left() {
        match platform::end_session(&ending).await {
            // It has ended, or this server never knew it.
            Ok(()) | Err(AppError::NotFound | AppError::Invalid(_)) => forget(&ending),
            Err(AppError::Unreachable) => return Err(AppError::Unreachable),
            // The others do not stay open because of it.
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Does so soon, when the network comes back and when the page is looked at again, for as long as it is open.
pub fn keep_ending_left_sessions() {
    let attempts = Attempts::default();
    let called = attempts.clone();
    platform::listen(move || {
        if called.chain.borrow_mut().called() {
            called.try_now();
        }
    });
    if !left().is_empty() {
        attempts.plan(pause_after(0));
    }
}

/// Tries again after a pause: browsers say that they are online before the network carries anything.
#[derive(Clone, Default)]
struct Attempts {
    chain: Rc<RefCell<Chain>>,
    planned: Rc<RefCell<Option<TimeoutHandle>>>,
}

impl Attempts {
    /// The attempt that was planned is this one.
    fn try_now(&self) {
        if let Some(planned) = self.planned.take() {
            planned.clear();
        }
        let attempts = self.clone();
        spawn_local(async move {
            let ended = end_left_sessions().await;
            let is_reached = !matches!(ended, Err(AppError::Unreachable));
            if let (Err(error), true) = (ended, is_reached) {
                leptos::logging::warn!("a session that was left does not end: {error:?}");
            }
            let pause = attempts.chain.borrow_mut().ended(is_reached);
            if let Some(pause) = pause {
                attempts.plan(pause);
            }
        });
    }

    fn plan(&self, pause: Duration) {
        let attempts = self.clone();
        let attempt = move || {
            if attempts.chain.borrow_mut().is_due() {
                attempts.try_now();
            }
        };
        match set_timeout_with_handle(attempt, pause) {
            Ok(handle) => _ = self.planned.replace(Some(handle)),
            Err(why) => leptos::logging::warn!("no further attempt is planned: {why:?}"),
        }
    }
}

/// Attempts one after the other. However often the network comes back, no second row of them begins beside the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Chain {
    /// Attempts in a row that did not reach the server.
    in_vain: u32,
    is_under_way: bool,
}

impl Chain {
    /// The network is said to be back. `false` while an attempt is under way: that one goes on, with short pauses again.
    fn called(&mut self) -> bool {
        self.in_vain = 0;
        self.is_due()
    }

    /// The pause is over. `false` while an attempt is under way.
    fn is_due(&mut self) -> bool {
        !std::mem::replace(&mut self.is_under_way, true)
    }

    /// An attempt is over; returns the pause before the next one, if there is to be one.
    fn ended(&mut self, is_reached: bool) -> Option<Duration> {
        self.is_under_way = false;
        if is_reached {
            return None;
        }
        let pause = pause_after(self.in_vain);
        self.in_vain = self.in_vain.saturating_add(1);
        Some(pause)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_follow_each_other_with_longer_pauses_until_the_server_is_reached() {
        let mut chain = Chain::default();
        let mut pauses = Vec::new();
        for _ in 0..3 {
            assert!(chain.is_due());
            pauses.extend(chain.ended(false));
        }
        assert_eq!(pauses, [0, 1, 2].map(pause_after));
        assert!(chain.is_due());
        assert_eq!(chain.ended(true), None);
    }

    #[test]
    fn a_network_that_comes_back_again_and_again_begins_no_second_row_of_attempts() {
        let mut chain = Chain::default();
        assert!(chain.called());
        for _ in 0..5 {
            assert!(!chain.called(), "one is under way");
            assert!(!chain.is_due());
        }
        assert_eq!(chain.ended(false), Some(pause_after(0)));
        assert_eq!((chain.called(), chain.called()), (true, false));
        assert_eq!(chain.ended(false), Some(pause_after(0)), "short pauses again");
    }
}
