//! What is kept to be looked up without network: read when the device is opened, and asked for anew with the rounds of sync.

use super::{OfflineError, Workspace, platform};
use domain::{AppError, sync::KeptReference};
use leptos::{prelude::*, task::spawn_local};

/// How often it is asked for while the page is open, in milliseconds: it changes by the day.
const PERIOD: u64 = 15 * 60_000;

/// What the pages see of it.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    kept: RwSignal<Option<KeptReference>>,
    /// When it was last asked for, in milliseconds since 1970.
    asked: StoredValue<i64>,
}

impl Shelf {
    pub(super) fn new() -> Self {
        Self { kept: RwSignal::new(None), asked: StoredValue::new(0) }
    }

    pub(super) fn clear(self) {
        self.kept.set(None);
    }

    fn show(self, kept: Option<KeptReference>) {
        // The page may have been left meanwhile.
        _ = self.kept.try_set(kept);
    }

    fn ask_again_soon(self) {
        self.asked.set_value(0);
    }
}

impl Workspace {
    /// The own Kitas and events as they lie on the device; `None` where nothing does, or while it is read.
    pub fn reference(self) -> Option<KeptReference> {
        self.shelf.kept.get()
    }

    /// What lies on the device. That it cannot be read keeps nobody from the questionnaires.
    pub(super) async fn read_reference(self) {
        match platform::reference(&self.account()).await {
            Ok(kept) if !self.is_closed() => self.shelf.show(kept),
            Ok(_) => (),
            Err(error) => leptos::logging::warn!("what is kept to be looked up is not read: {error}"),
        }
    }

    /// Asks for what is newer, unless that was done lately. Without the server the former stays.
    pub(super) async fn refresh_reference(self) {
        let now = platform::now();
        // A device that was wiped keeps nothing, from the moment on in which it was.
        let is_wiped = self.with_client(|client| client.stored().wiped).unwrap_or(false);
        let was_asked_lately = now.abs_diff(self.shelf.asked.get_value()) < PERIOD;
        if self.is_closed() || (was_asked_lately && !is_wiped) {
            return;
        }
        self.shelf.asked.set_value(now);
        match self.fetch_reference().await {
            Ok(()) => (),
            Err(OfflineError::Server(AppError::Unreachable | AppError::Unauthenticated)) => self.shelf.ask_again_soon(),
            Err(error) => leptos::logging::warn!("what is kept to be looked up stays as it is: {error}"),
        }
    }

    async fn fetch_reference(self) -> Result<(), OfflineError> {
        let account = self.account();
        if self.with_client(|client| client.stored().wiped)? {
            return self.forget_reference(&account).await;
        }
        let kept = self.shelf.kept.get_untracked();
        let after = kept.as_ref().map(|kept| kept.hash.clone()).unwrap_or_default();
        let reply = match platform::fetch_reference(&after).await {
            Ok(reply) => reply,
            // The right has ended, and with it the reason to keep any of it.
            Err(AppError::Forbidden) => return self.forget_reference(&account).await,
            Err(error) => return Err(error.into()),
        };
        if self.is_closed() {
            return Ok(());
        }
        let Some(next) = KeptReference::after(kept, reply, platform::now()) else {
            self.shelf.ask_again_soon();
            return self.forget_reference(&account).await;
        };
        platform::save_reference(&account, &next).await?;
        self.shelf.show(Some(next));
        Ok(())
    }

    async fn forget_reference(self, account: &str) -> Result<(), OfflineError> {
        self.shelf.show(None);
        platform::forget_reference(account).await
    }
}

/// Deletes what is kept for accounts that are not logged in here any more: when somebody leaves, and when a page is opened, in
/// case the browser was closed meanwhile. The next login brings it back.
pub fn forget_references() {
    spawn_local(async {
        let here = platform::remembered_me().map(|me| me.account);
        for account in platform::accounts().into_iter().filter(|account| Some(account) != here.as_ref()) {
            if let Err(error) = platform::forget_reference(&account).await {
                leptos::logging::warn!("what was kept to be looked up is not deleted: {error}");
            }
        }
    });
}
