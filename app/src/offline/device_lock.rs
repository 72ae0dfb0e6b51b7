//! Whether the device is open: the PIN, the server's half of its key, and the lock after five idle minutes. What may be tried
//! when is decided by `domain::sync::vault::Vault`; here it is carried out, for all pages of a browser together.

use super::{
    OfflineError, SendState, Tablet, Word, Workspace, api::revoke, driver::start_driver, platform,
    quarantine::deliver_if_revoked,
};
use domain::{
    AppError,
    events::attendance::tablet::german as tablet_german,
    ids::{DeviceId, SubmissionId},
    sync::{
        german,
        quarantine::SubmissionFile,
        vault::{
            Closed, Cost, DataKey, HalfReply, HalfRequest, Pin, SealRandom, Vault, VaultError, WrapRandom, WrappedKey,
        },
    },
};
use leptos::{ev, leptos_dom::helpers::set_interval, prelude::*, task::spawn_local};
use std::time::Duration;

/// After how long without a touch or key the device locks itself, in milliseconds.
const IDLE: i64 = 5 * 60_000;
/// How often that is looked at.
const LOOK_PERIOD: Duration = Duration::from_secs(5);
/// After how long an open device asks for its half again, so that the field period counts from the last contact.
const RENEW: i64 = 60 * 60_000;
/// How often the other pages are told that somebody is at work, at most.
const TELL_PERIOD: i64 = 20_000;

/// What a browser knows of itself before it is open.
#[derive(Clone, Debug)]
pub struct KnownDevice {
    pub device: DeviceId,
    /// Revoked, delivered, deleted: there is nothing to open.
    pub wiped: bool,
}

/// What stands between the person and what lies on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is being looked at.
    Looking,
    /// No PIN has been set on this device.
    New,
    /// The PIN opens it.
    Locked,
    /// Only a login helps, then the PIN.
    Closed(Closed),
    Open,
    Failed(OfflineError),
}

/// The lock of one account's device. Given as context to the pages of the staff zone.
#[derive(Clone, Copy)]
pub struct DeviceLock {
    pub stage: RwSignal<Stage>,
    workspace: Workspace,
    state: SendState,
    /// What lies on the device of somebody who leads events: lists of attendance instead of questionnaires.
    tablet: Option<Tablet>,
    device: StoredValue<Option<DeviceId>>,
    /// When somebody last touched a page of this browser, and when the other pages were last told.
    active: StoredValue<i64>,
    told: StoredValue<i64>,
    /// When the server was last asked for the half.
    asked: StoredValue<i64>,
}

impl DeviceLock {
    pub fn new(workspace: Workspace, state: SendState) -> Self {
        Self {
            stage: RwSignal::new(Stage::Looking),
            workspace,
            state,
            tablet: None,
            device: StoredValue::new(None),
            active: StoredValue::new(0),
            told: StoredValue::new(0),
            asked: StoredValue::new(0),
        }
    }

    /// The lock of a device that holds lists of attendance and nothing else.
    pub fn of_tablet(account: String, tablet: Tablet) -> Self {
        Self { tablet: Some(tablet), ..Self::new(Workspace::new(account), SendState::new()) }
    }

    /// Where it goes on after a login.
    pub fn home(self) -> &'static str {
        if self.tablet.is_some() { "/app/vor-ort" } else { "/app/erhebungen" }
    }

    /// What becomes of what lies here when the PIN is forgotten, and what is asked before it is given up.
    pub fn words(self) -> (&'static str, &'static str) {
        match self.tablet {
            Some(_) => (tablet_german::FORGOTTEN_PIN, tablet_german::GIVE_UP_PIN),
            None => (german::FORGOTTEN_PIN, german::GIVE_UP_PIN),
        }
    }

    /// Looks at the device and watches over it for as long as the page is open.
    pub fn start(self) {
        if let Some(tablet) = self.tablet {
            tablet.start();
        }
        platform::hear(&self.workspace.account(), move |word| self.hear(word));
        spawn_local(async move {
            self.look().await;
            platform::tell(&Word::WhoIsOpen);
            self.ask_server().await;
        });
        self.state.online.set(platform::is_online());
        platform::listen(move || {
            self.state.online.set(platform::is_online());
            self.lock_if_idle();
            // A wiped tablet could not deliver what lay on it: without network it waits for that, not for a reload.
            if self.stage.with_untracked(|stage| matches!(stage, Stage::Failed(OfflineError::Server(_)))) {
                spawn_local(self.look());
            }
            spawn_local(self.ask_server());
        });
        self.watch();
    }

    /// What is known without the server.
    async fn look(self) {
        match self.find().await {
            Ok(Stage::Open) => self.open_up().await,
            Ok(stage) => self.go(stage),
            Err(error) => self.go(Stage::Failed(error)),
        }
    }

    async fn find(self) -> Result<Stage, OfflineError> {
        let account = self.workspace.account();
        let mut known = platform::known_device(&account).await?;
        // Nothing of a list is left to be explained: the tablet begins anew, with a PIN that needs the login.
        // What a page that was still open has entered since then goes first: under a new key nobody could open it.
        if known.wiped && self.tablet.is_some() && deliver_if_revoked(&account).await? {
            platform::begin_anew(&account).await?;
            known = platform::known_device(&account).await?;
        }
        self.device.set_value(Some(known.device));
        if known.wiped {
            return Ok(Stage::Open);
        }
        let looked = platform::update_vault(&account, |vault| vault.look(platform::now())).await?;
        Ok(looked.map_or(Stage::New, |(vault, ())| stage_of(&vault)))
    }

    /// Takes the half anew where the server can be reached; without it, the field period goes on.
    async fn ask_server(self) {
        let is_due = self.is_shut() || platform::now().saturating_sub(self.asked.get_value()) >= RENEW;
        let (Some(device), true) = (self.device.get_value(), is_due) else { return };
        let account = self.workspace.account();
        let asked = async {
            let Some((vault, ())) = platform::update_vault(&account, |_| ()).await? else { return Ok(None) };
            let request = HalfRequest { device, sealed_key: Some(vault.sealed_key().to_owned()) };
            let reply = platform::fetch_half(&request).await?;
            self.asked.set_value(platform::now());
            if reply.half.is_none() && self.is_shut() && deliver_if_revoked(&account).await? {
                self.look().await;
                return Ok(None);
            }
            let handed = platform::update_vault(&account, |vault| vault.hand_out(&reply, platform::now())).await?;
            Ok::<_, OfflineError>(handed.map(|(vault, _)| vault))
        };
        let asked = asked.await;
        // The browser's own word is not enough: it says `online` before the network carries anything.
        let is_unreachable = matches!(asked, Err(OfflineError::Server(AppError::Unreachable)));
        self.state.online.set(platform::is_online() && !is_unreachable);
        match asked {
            Ok(Some(vault)) if self.is_shut() => self.go(stage_of(&vault)),
            Ok(_) | Err(OfflineError::Server(_)) => (),
            Err(error) => leptos::logging::warn!("the half is not kept: {error}"),
        }
    }

    /// Only another stage draws another page: half a PIN may have been typed on this one.
    fn go(self, stage: Stage) {
        if self.stage.with_untracked(|before| *before != stage) {
            self.stage.set(stage);
        }
    }

    fn is_shut(self) -> bool {
        self.stage.with_untracked(|stage| matches!(stage, Stage::Locked | Stage::Closed(_)))
    }

    /// Sets the PIN of a device that has none; needs the server.
    pub async fn set_up(self, pin: Pin) -> Result<(), OfflineError> {
        platform::drawn().await;
        let device = self.device.get_value().ok_or(OfflineError::NoBrowser)?;
        let reply = platform::fetch_half(&HalfRequest { device, sealed_key: None }).await?;
        let key = DataKey::new(platform::random()?);
        let vault = new_vault(device, &pin, &key, &reply)?.ok_or(OfflineError::Revoked)?;
        if !platform::begin_vault(&self.workspace.account(), &vault).await? {
            // Another page was faster: its PIN counts.
            self.look().await;
            return Ok(());
        }
        let request = HalfRequest { device, sealed_key: Some(vault.sealed_key().to_owned()) };
        if let Err(error) = platform::fetch_half(&request).await {
            // Left with the server the next time that the device asks for its half.
            leptos::logging::warn!("the key for the office is not kept yet: {error}");
        }
        self.take_key(key).await
    }

    /// Tries a PIN; `false` when it is wrong. How many tries are left is told by [`DeviceLock::tries_left`].
    pub async fn unlock(self, pin: Pin) -> Result<bool, OfflineError> {
        let account = self.workspace.account();
        platform::drawn().await;
        let begun = platform::update_vault(&account, |vault| vault.begin_try(platform::now())).await?;
        let Some((vault, tried)) = begun else {
            self.look().await;
            return Ok(false);
        };
        let half = match tried {
            Ok(half) => half,
            Err(closed) => {
                self.go(Stage::Closed(closed));
                return Ok(false);
            }
        };
        match vault.wrapped().open(&pin, &half) {
            Ok(key) => {
                platform::update_vault(&account, Vault::opened).await?;
                self.take_key(key).await?;
                Ok(true)
            }
            Err(VaultError::DoesNotOpen) => {
                let looked = platform::update_vault(&account, |vault| vault.look(platform::now())).await?;
                if let Some((vault, ())) = looked {
                    self.go(stage_of(&vault));
                }
                Ok(false)
            }
            Err(error) => Err(OfflineError::Storage(error.to_string())),
        }
    }

    /// Wrong PINs that may still be entered.
    pub async fn tries_left(self) -> Result<u32, OfflineError> {
        let vault = platform::update_vault(&self.workspace.account(), |_| ()).await?;
        Ok(vault.map_or(0, |(vault, ())| vault.tries_left()))
    }

    /// Opens the device with its key, here and on the other pages.
    async fn take_key(self, key: DataKey) -> Result<(), OfflineError> {
        platform::open_key(key);
        platform::seal_all(&self.workspace.account()).await?;
        self.open_up().await;
        self.tell_key().await;
        Ok(())
    }

    async fn open_up(self) {
        self.active.set_value(platform::now());
        self.go(Stage::Open);
        if let Some(tablet) = self.tablet {
            return tablet.open().await;
        }
        self.workspace.load().await;
        if self.workspace.sender.with_value(Option::is_none) {
            start_driver(self.workspace, self.state);
        } else {
            self.state.send_now(self.workspace);
        }
    }

    async fn tell_key(self) {
        let vault = platform::update_vault(&self.workspace.account(), |_| ()).await;
        if let (Some(key), Ok(Some((vault, ())))) = (platform::key(), vault) {
            platform::tell(&Word::Opened { key, vault: vault.mark().to_owned() });
        }
    }

    /// Offers one submission as a file that only the office can open. `false` when nothing of the kind lies here.
    pub async fn save_as_file(self, submission: SubmissionId) -> Result<bool, OfflineError> {
        // What is still being typed belongs to it, and must not change after it.
        self.workspace.close_typing().await?;
        let Some(file) = self.workspace.with_client(|client| client.file_of(submission))? else { return Ok(false) };
        let vault = platform::update_vault(&self.workspace.account(), |_| ()).await?;
        let Some((vault, ())) = vault else { return Err(OfflineError::Locked) };
        let failed = |error: String| OfflineError::Storage(error);
        let text = serde_json::to_vec(&file).map_err(|error| failed(error.to_string()))?;
        let random = SealRandom { ephemeral: platform::random()?, nonce: platform::random()? };
        let sealed =
            vault.office().seal(SubmissionFile::PLACE, random, &text).map_err(|error| failed(error.to_string()))?;
        platform::download(&format!("fragebogen-{submission}.versiegelt"), &sealed)?;
        Ok(true)
    }

    /// Gives up the PIN: what was not sent goes to the office in envelopes, then the device is as new. Needs server and login.
    pub async fn give_up_pin(self) -> Result<(), OfflineError> {
        let device = self.device.get_value().ok_or(OfflineError::NoBrowser)?;
        revoke(device.to_string()).await.map_err(|error| OfflineError::Server(error.0))?;
        if !deliver_if_revoked(&self.workspace.account()).await? {
            // It stays, and is tried again with each contact.
            return Err(OfflineError::Revoked);
        }
        self.set_up_again().await
    }

    /// Makes a new device of one that was revoked and has delivered everything.
    pub async fn set_up_again(self) -> Result<(), OfflineError> {
        self.close().await;
        platform::close_key();
        platform::begin_anew(&self.workspace.account()).await?;
        self.look().await;
        Ok(())
    }

    /// Whether there is something to lock.
    pub fn has_key(self) -> bool {
        platform::key().is_some()
    }

    /// Locks this page and the others.
    pub fn lock(self) {
        platform::tell(&Word::Lock);
        self.shut();
    }

    fn shut(self) {
        // What was wiped has nothing to lock.
        if self.stage.get_untracked() != Stage::Open || platform::key().is_none() {
            return;
        }
        // First the pages go, then what they show.
        self.go(Stage::Looking);
        spawn_local(async move {
            platform::drawn().await;
            self.close().await;
            platform::close_key();
            self.look().await;
        });
    }

    /// Forgets what is in memory.
    async fn close(self) {
        match self.tablet {
            Some(tablet) => tablet.close().await,
            None => self.workspace.close().await,
        }
    }

    fn lock_if_idle(self) {
        if platform::now().saturating_sub(self.active.get_value()) >= IDLE {
            self.shut();
        }
    }

    fn touched(self) {
        let now = platform::now();
        // Whoever comes back after five minutes finds the device locked, even if the browser slept meanwhile.
        self.lock_if_idle();
        self.active.set_value(now);
        if now.saturating_sub(self.told.get_value()) >= TELL_PERIOD {
            self.told.set_value(now);
            platform::tell(&Word::Active);
        }
    }

    fn watch(self) {
        window_event_listener(ev::pointerdown, move |_| self.touched());
        window_event_listener(ev::keydown, move |_| self.touched());
        window_event_listener(ev::input, move |_| self.touched());
        window_event_listener(ev::offline, move |_| self.state.online.set(false));
        set_interval(move || self.lock_if_idle(), LOOK_PERIOD);
    }

    fn hear(self, word: Word) {
        match word {
            Word::WhoIsOpen if self.stage.get_untracked() == Stage::Open => spawn_local(self.tell_key()),
            Word::Opened { key, vault } if self.stage.get_untracked() != Stage::Open => {
                spawn_local(self.follow(key, vault));
            }
            Word::Lock => self.shut(),
            Word::Active => self.active.set_value(platform::now()),
            word if self.tablet.is_some() => {
                if let Some(tablet) = self.tablet {
                    tablet.hear(&word);
                }
            }
            word if self.workspace.sender.with_value(Option::is_some) => self.state.hear(self.workspace, word),
            _ => (),
        }
    }

    /// Opens with the key of another page, if it belongs to what lies here.
    async fn follow(self, key: DataKey, mark: String) {
        match platform::update_vault(&self.workspace.account(), |_| ()).await {
            Ok(Some((vault, ()))) if vault.mark() == mark && self.stage.get_untracked() != Stage::Open => {
                platform::open_key(key);
                self.open_up().await;
            }
            Ok(_) => (),
            Err(error) => leptos::logging::warn!("the key of another page is not taken: {error}"),
        }
    }
}

fn stage_of(vault: &Vault) -> Stage {
    vault.closed().map_or(Stage::Locked, Stage::Closed)
}

/// `None` when the server hands out no half.
fn new_vault(device: DeviceId, pin: &Pin, key: &DataKey, reply: &HalfReply) -> Result<Option<Vault>, OfflineError> {
    let Some(half) = &reply.half else { return Ok(None) };
    let failed = |error: VaultError| OfflineError::Storage(error.to_string());
    let random = SealRandom { ephemeral: platform::random()?, nonce: platform::random()? };
    let sealed_key = reply.office.seal_data_key(device, random, key).map_err(failed)?;
    let random = WrapRandom { salt: platform::random()?, nonce: platform::random()? };
    let wrapped = WrappedKey::wrap(key, pin, half, Cost::CHOSEN, random).map_err(failed)?;
    Ok(Vault::new(wrapped, sealed_key, reply, platform::now()))
}
