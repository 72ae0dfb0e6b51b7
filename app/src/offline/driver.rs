//! Carries out what the client core decides: asks the server what it wants to know, writes what follows from the reply in
//! one transaction, and only then takes it over. One page of a browser leads and does so; the others write into the journal
//! and tell it.

use super::{Committed, OfflineError, Workspace, platform};
use domain::{
    AppError,
    ids::SubmissionId,
    sync::{
        client::{Open, Reply, Token, Trouble},
        vault::DataKey,
    },
};
use futures::channel::oneshot;
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_interval, set_timeout_with_handle},
    prelude::*,
    task::spawn_local,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Pause after the first attempt that did not deliver everything. Each further one doubles it: browsers say `online`
/// before the network carries anything, and a village hall may stay without it for hours.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The even interval of [`domain::sync::client::Client::tick`].
const TICK: Duration = Duration::from_secs(30);

/// What pages of one browser tell each other. Additive: pages of two versions may be open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum Word {
    /// A person has changed something on another page.
    Noted,
    /// The storage has been written otherwise.
    Written,
    /// Somebody wants to send now.
    Wake,
    /// A page was opened, and asks whether another one has the key.
    WhoIsOpen,
    /// The device is open: the key, for the pages that lie under the same vault. It passes between pages of one browser in
    /// memory and is never written.
    Opened { key: DataKey, vault: String },
    /// Lock all pages.
    Lock,
    /// Somebody is at work on a page.
    Active,
    /// A round is over.
    Round {
        failure: Option<AppError>,
        #[serde(default)]
        last_sent: Option<i64>,
    },
}

/// How the connection to the office stands, as the header shows it.
#[derive(Clone, Copy)]
pub struct SendState {
    pub online: RwSignal<bool>,
    pub sending: RwSignal<bool>,
    /// Why the last attempt did not deliver everything.
    pub failure: RwSignal<Option<AppError>>,
    /// When the server last said that it has got something from here, in milliseconds since 1970.
    pub last_sent: RwSignal<Option<i64>>,
    /// Whether this page talks to the server for all pages of the browser.
    leads: StoredValue<bool>,
    /// Whether no other page can do so as well.
    alone: StoredValue<bool>,
    /// Attempts in a row that did not deliver everything.
    in_vain: StoredValue<u32>,
    next: StoredValue<Option<TimeoutHandle>>,
    /// Other pages have written since this one looked, and whether it is looking.
    outdated: StoredValue<bool>,
    looking: StoredValue<bool>,
    /// Who waits for the end of a round.
    waiting: StoredValue<Vec<oneshot::Sender<RoundEnd>>>,
    patience: StoredValue<Patience>,
    /// What was open at the last tick.
    open: StoredValue<Option<Open>>,
}

/// What somebody who waits for a round is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RoundEnd {
    /// It is over; what became of it stands in the state.
    Over,
    /// The page that leads says nothing: it was closed in the middle of it, or its browser has frozen it.
    NoAnswer,
}

/// How long somebody waits for the page that leads, in even intervals: no clock is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Patience {
    ticks: u32,
}

impl Patience {
    /// As long as the client core waits for an answer of the server.
    const TICKS: u32 = 2;

    /// An interval is over; `true` when nobody is waited for any longer.
    fn is_over(&mut self, somebody_waits: bool) -> bool {
        self.ticks = if somebody_waits { self.ticks.saturating_add(1) } else { 0 };
        self.ticks >= Self::TICKS
    }
}

impl SendState {
    pub fn new() -> Self {
        Self {
            online: RwSignal::new(true),
            sending: RwSignal::new(false),
            failure: RwSignal::new(None),
            last_sent: RwSignal::new(None),
            leads: StoredValue::new(false),
            alone: StoredValue::new(false),
            in_vain: StoredValue::new(0),
            next: StoredValue::new(None),
            outdated: StoredValue::new(false),
            looking: StoredValue::new(false),
            waiting: StoredValue::new(Vec::new()),
            patience: StoredValue::new(Patience::default()),
            open: StoredValue::new(None),
        }
    }

    pub(super) fn leads(self) -> bool {
        self.leads.get_value()
    }

    pub(super) fn leads_alone(self) -> bool {
        self.leads() && self.alone.get_value()
    }

    /// Sends what waits, through the page that leads.
    pub fn send_now(self, workspace: Workspace) {
        self.online.set(platform::is_online());
        if !workspace.is_typing() {
            return self.send_closed_now(workspace);
        }
        spawn_local(async move {
            workspace.has_closed_typing().await;
            self.send_closed_now(workspace);
        });
    }

    fn send_closed_now(self, workspace: Workspace) {
        if !self.leads.get_value() {
            platform::tell(&Word::Wake);
            return;
        }
        self.in_vain.set_value(0);
        workspace.update_client(|client| client.wake());
        self.go_on(workspace);
    }

    /// Sends what waits, one finished submission before the others; ready when that was tried, here or on the page that leads.
    /// A round that was already under way may have passed it by, so another one follows.
    ///
    /// # Errors
    /// The device cannot close what is being typed, so that was not sent; everything else was tried.
    pub async fn send_first(self, workspace: Workspace, submission: SubmissionId) -> Result<(), OfflineError> {
        let closed = workspace.close_typing().await;
        for _ in 0..2 {
            self.online.set(platform::is_online());
            self.in_vain.set_value(0);
            let over = self.round_over();
            if self.leads.get_value() {
                workspace.update_client(|client| client.wake_for(submission));
                self.go_on(workspace);
            } else {
                platform::tell(&Word::Wake);
            }
            let has_ended = over.await == RoundEnd::Over;
            if !has_ended || !workspace.is_unsent_now(submission) || self.failure.get_untracked().is_some() {
                break;
            }
        }
        closed
    }

    /// Ready with the end of the round that is under way, or of the next one, here or on the page that leads; also when that
    /// page does not answer. Where this page comes to lead meanwhile, its own round is the one that ends.
    fn round_over(self) -> impl Future<Output = RoundEnd> {
        let (tell, over) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(tell));
        // Whoever should tell has gone with the page: then nobody is told anything.
        async move { over.await.unwrap_or(RoundEnd::NoAnswer) }
    }

    fn tell_waiting(self, end: RoundEnd) {
        self.patience.set_value(Patience::default());
        for tell in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // Who waited may have left.
            _ = tell.send(end);
        }
    }

    /// An interval is over on a page that does not lead: nobody waits for ever for the one that does.
    fn lose_patience(self) {
        let somebody_waits = self.waiting.with_value(|waiting| !waiting.is_empty());
        if self.patience.try_update_value(|patience| patience.is_over(somebody_waits)).unwrap_or(false) {
            self.tell_waiting(RoundEnd::NoAnswer);
        }
    }

    /// Sends soon what has just been typed: not each letter on its own.
    pub fn send_soon(self, workspace: Workspace) {
        if self.leads.get_value() && self.next.with_value(Option::is_none) {
            self.plan(workspace, FIRST_PAUSE);
        }
    }

    /// Sends what was closed because nobody types any more: it has waited long enough. Where an attempt is planned, it comes
    /// when it is due.
    pub fn send_closed(self, workspace: Workspace) {
        if self.leads.get_value() && self.next.with_value(Option::is_none) {
            workspace.update_client(|client| client.wake());
            self.go_on(workspace);
        }
    }

    /// An interval is over. What is open as it was at the last one could not be closed, or by nobody any more.
    fn close_left(self, workspace: Workspace) {
        let open = workspace.with_client(|client| client.stored().open).ok().flatten();
        if open.is_some() && self.open.get_value() == open {
            workspace.leave_field();
        }
        self.open.set_value(open);
    }

    /// Asks until there is nothing more to ask. While an answer is awaited there is not, so two of these do no harm.
    fn go_on(self, workspace: Workspace) {
        spawn_local(async move { self.run(workspace).await });
    }

    async fn run(self, workspace: Workspace) {
        self.forget_plan();
        self.sending.set(true);
        let (mut asked, mut failure) = (false, None);
        while let Some((token, request)) = workspace.update_client(|client| client.ask()).flatten() {
            asked = true;
            failure = self.failure_of(workspace, token, platform::ask(&request).await).await;
            self.online.set(platform::is_online() && failure != Some(AppError::Unreachable));
            self.failure.set(failure.clone());
        }
        self.sending.set(false);
        workspace.show();
        if asked && failure.is_none() {
            spawn_local(workspace.refresh_reference());
        }
        if asked {
            platform::tell(&Word::Round { failure, last_sent: self.last_sent.get_untracked() });
        }
        // Nothing to ask, and nothing under way: there is no round that could end. A device that was wiped meanwhile asks nothing.
        let is_under_way = workspace.with_client(|client| client.is_asking()).unwrap_or(false);
        if asked || !is_under_way {
            self.tell_waiting(RoundEnd::Over);
        }
        self.plan_next(workspace);
    }

    /// Takes in a reply, or that there is none; returns why the round does not get on, if it does not.
    async fn failure_of(self, workspace: Workspace, token: Token, answer: Result<Reply, AppError>) -> Option<AppError> {
        let (trouble, failure) = match answer {
            Err(error) => (trouble_of(&error), Some(error)),
            Ok(reply) => match workspace.take(token, &reply).await {
                Ok(()) => {
                    if is_receipt(&reply) {
                        self.in_vain.set_value(0);
                        self.note_sent(&workspace.account());
                    }
                    return None;
                }
                // Locked while the answer was on its way: it is asked for again.
                Err(_) if workspace.is_closed() => return None,
                Err(error) => {
                    let trouble = if error == OfflineError::Full { Trouble::StorageFull } else { Trouble::Storage };
                    workspace.failure.set(Some(error));
                    (trouble, None)
                }
            },
        };
        workspace.update_client(|client| client.failed(token, trouble));
        failure
    }

    fn note_sent(self, account: &str) {
        let now = platform::now();
        platform::remember_sent(account, now);
        self.last_sent.set(Some(now));
    }

    /// Tries again after a pause as long as something waits, or the server was not reached: not every browser says when the
    /// network is back.
    fn plan_next(self, workspace: Workspace) {
        // What somebody is typing is sent when it is closed, and nothing has to be tried until then.
        let waits = untrack(|| workspace.unsent()) > 0 && workspace.may_send();
        if !waits && self.failure.get_untracked() != Some(AppError::Unreachable) {
            self.in_vain.set_value(0);
            return;
        }
        let pause = pause_after(self.in_vain.get_value());
        self.in_vain.update_value(|times| *times = times.saturating_add(1));
        self.plan(workspace, pause);
    }

    fn plan(self, workspace: Workspace, pause: Duration) {
        self.forget_plan();
        let attempt = move || {
            workspace.update_client(|client| client.wake());
            self.go_on(workspace);
        };
        match set_timeout_with_handle(attempt, pause) {
            Ok(handle) => self.next.set_value(Some(handle)),
            Err(why) => leptos::logging::warn!("no further attempt is planned: {why:?}"),
        }
    }

    fn forget_plan(self) {
        if let Some(planned) = self.next.try_update_value(Option::take).flatten() {
            planned.clear();
        }
    }

    /// Reads what other pages have written; once for all that is said meanwhile.
    fn look_again(self, workspace: Workspace) {
        self.outdated.set_value(true);
        if self.looking.get_value() {
            return;
        }
        self.looking.set_value(true);
        spawn_local(async move {
            while self.outdated.get_value() {
                self.outdated.set_value(false);
                if !self.leads.get_value() {
                    workspace.read_anew().await;
                } else if let Err(error) = workspace.catch_up().await
                    && !workspace.is_closed()
                {
                    workspace.failure.set(Some(error));
                }
            }
            self.looking.set_value(false);
            self.send_soon(workspace);
        });
    }

    /// Another page has said something.
    pub(super) fn hear(self, workspace: Workspace, word: Word) {
        let leads = self.leads.get_value();
        match word {
            Word::Noted | Word::Written => self.look_again(workspace),
            Word::Wake if leads => self.send_now(workspace),
            Word::Round { failure, last_sent } if !leads => {
                self.online.set(platform::is_online() && failure != Some(AppError::Unreachable));
                self.failure.set(failure);
                self.last_sent.set(last_sent);
                self.tell_waiting(RoundEnd::Over);
            }
            Word::Wake | Word::Round { .. } => (),
            // The lock's.
            Word::WhoIsOpen | Word::Opened { .. } | Word::Lock | Word::Active => (),
        }
    }
}

impl Default for SendState {
    fn default() -> Self {
        Self::new()
    }
}

/// Starts sending for as long as the page is open.
pub(super) fn start_driver(workspace: Workspace, state: SendState) {
    let account = workspace.account();
    workspace.sender.set_value(Some(state));
    // What was said before this page could hear it.
    state.look_again(workspace);
    platform::lead(&account, move |alone| {
        state.alone.set_value(alone);
        state.leads.set_value(true);
        spawn_local(async move {
            // What the page that led before has written.
            workspace.read_anew().await;
            state.send_now(workspace);
        });
    });
    platform::listen(move || state.send_now(workspace));
    platform::when_left(move || workspace.leave_field());
    set_interval(
        move || {
            if state.leads.get_value() {
                state.close_left(workspace);
                workspace.update_client(|client| client.tick());
                // Where an attempt is planned, it comes when it is due.
                if state.next.with_value(Option::is_none) {
                    state.go_on(workspace);
                }
            } else {
                state.lose_patience();
            }
        },
        TICK,
    );
    state.online.set(platform::is_online());
    state.last_sent.set(platform::last_sent(&account));
}

impl Workspace {
    /// Writes what follows from a reply, and takes it over when it is on disk.
    async fn take(self, token: Token, reply: &Reply) -> Result<(), OfflineError> {
        loop {
            let (writes, stamp) = self.with_client(|client| (client.heard(token, reply), client.stored().stamp()))?;
            let committed = if writes.is_empty() {
                Committed::Written
            } else {
                platform::commit(&self.account(), &writes, &stamp, None).await?
            };
            match committed {
                Committed::Written => {
                    self.update_client(|client| client.settle_reply(token, reply, &writes));
                    if !writes.is_empty() {
                        self.show();
                        platform::tell(&Word::Written);
                    }
                    return Ok(());
                }
                Committed::Stale => self.catch_up().await?,
            }
        }
    }
}

/// Whether the server has said that it has got something.
fn is_receipt(reply: &Reply) -> bool {
    match reply {
        Reply::Push(reply) => !reply.receipts.is_empty(),
        Reply::Submit(_) => true,
        Reply::Status(_) | Reply::Check(_) | Reply::Pull(_) => false,
    }
}

fn trouble_of(error: &AppError) -> Trouble {
    match error {
        AppError::Unreachable => Trouble::Unreachable,
        AppError::Unauthenticated => Trouble::NotLoggedIn,
        _ => Trouble::Refused,
    }
}

/// The pause after so many attempts in vain before.
pub(super) fn pause_after(in_vain: u32) -> Duration {
    FIRST_PAUSE.saturating_mul(1 << in_vain.min(16)).min(LONGEST_PAUSE)
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

    /// The page that leads was closed in the middle of a round, or is frozen: whoever waits is told within two intervals.
    #[test]
    fn nobody_waits_for_ever_for_a_page_that_says_nothing() {
        let mut patience = Patience::default();
        assert!(!patience.is_over(false) && !patience.is_over(false) && !patience.is_over(false));
        assert!(!patience.is_over(true));
        assert!(patience.is_over(true));
        // Heard of meanwhile: counted anew.
        let mut patience = Patience::default();
        assert!(!patience.is_over(true) && !patience.is_over(false) && !patience.is_over(true));
        assert!(patience.is_over(true));
    }

    #[test]
    fn a_key_passes_between_pages_and_never_into_a_log() {
        let word = Word::Opened { key: DataKey::new([7; 32]), vault: "mark".into() };
        assert_eq!(format!("{word:?}"), r#"Opened { key: DataKey((32 bytes)), vault: "mark" }"#);
        let text = serde_json::to_string(&word).expect("JSON");
        assert_eq!(serde_json::from_str::<Word>(&text).expect("a word"), word);
    }

    #[test]
    fn words_of_a_later_version_are_passed_over() {
        let round = Word::Round { failure: Some(AppError::Unreachable), last_sent: Some(5) };
        let text = serde_json::to_string(&round).expect("JSON");
        assert_eq!(serde_json::from_str::<Word>(&text).expect("a word"), round);
        assert!(serde_json::from_str::<Word>(r#"{"word":"of_tomorrow"}"#).is_err());
    }
}
