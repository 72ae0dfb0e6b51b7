//! The portal that is measured, with all that runs beside the requests in the product.

use anyhow::{Context, anyhow, bail, ensure};
use app::shell::Assets;
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, StatusCode, header, request},
};
use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, Utc};
use domain::{
    access::{Koordination, Principal, Role, Scope},
    accounts::Email,
    clock::Clock,
    events::{DayInput, EventInput, Funktion, Participant, Party, port::RegistrationOutcome, rules::Registrar},
    ids::{AccountId, EventId},
};
use http_body_util::BodyExt;
use server::{AppState, clock::OfficeClock, config::Config, demo, mail::MailRunner, router};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use store::{Sealer, Sequencer, Store, StoreConfig};
use tempfile::TempDir;
use tokio::{sync::watch, task::JoinHandle};
use tower::ServiceExt;
use uuid::Uuid;

const MIB: u64 = 1024 * 1024;
/// How many days ahead the events lie.
pub const AHEAD: u32 = 60;

/// The office's clock, which can be put forward: certificates are given for days that have been.
#[derive(Default)]
pub struct BenchClock(AtomicI64);

impl BenchClock {
    pub fn put_forward(&self, days: u32) {
        self.0.fetch_add(i64::from(days), Ordering::Relaxed);
    }
}

impl Clock for BenchClock {
    fn now(&self) -> DateTime<Utc> {
        OfficeClock.now() + TimeDelta::days(self.0.load(Ordering::Relaxed))
    }

    fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        OfficeClock.local(moment)
    }

    fn moment(&self, local: NaiveDateTime) -> DateTime<Utc> {
        OfficeClock.moment(local)
    }
}

/// Sealer, sequencer and mail runner.
pub struct Beside {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Beside {
    pub async fn end(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        for task in self.tasks {
            task.await?;
        }
        Ok(())
    }
}

pub struct Portal {
    pub state: AppState,
    pub clock: Arc<BenchClock>,
    pub by: Koordination,
    router: Router,
    _folder: TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    /// A header's text, blank without it.
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Portal {
    pub async fn open() -> anyhow::Result<(Self, Beside)> {
        let folder = TempDir::new()?;
        let place = folder.path().to_str().context("a plain path")?.to_owned();
        let config = Config::read(|name| match name {
            "DATABASE_URL" => Some(format!("surrealkv://{place}/db")),
            "DATA_DIR" | "SITE_DIR" => Some(place.clone()),
            // Each guest comes from an address of their own, as `X-Forwarded-For` says.
            "DEMO" | "TRUSTED_PROXIES" => Some("1".into()),
            _ => None,
        })?;
        let clock = Arc::new(BenchClock::default());
        let mut settings = StoreConfig::new(config.database_url.clone());
        settings.block_cache_bytes = config.db_cache_mib * MIB;
        settings.memtable_bytes = config.db_memtable_mib * MIB;
        let store = Store::connect(&settings, clock.clone()).await?;
        let assets = |_: &std::path::Path| Ok(Assets { build: "bench".into(), ..Assets::default() });
        let state = AppState::new(config, assets, store.clone(), clock.clone())?;
        demo::greet(&state).await?;
        let (stop, stopped) = watch::channel(false);
        // The demo's own mails go before anything is counted.
        MailRunner::of(&state)?.send_due(&stopped).await?;
        let tasks = vec![
            tokio::spawn(Sealer::new(store.clone(), state.config.audit_dir()).run(stopped.clone())),
            tokio::spawn(Sequencer::new(store).run(stopped.clone())),
            tokio::spawn(MailRunner::of(&state)?.run(stopped)),
        ];
        let by = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
        let portal = Self { router: router(state.clone()), state, clock, by: by.require()?, _folder: folder };
        Ok((portal, Beside { stop, tasks }))
    }

    pub async fn send(&self, request: request::Builder, body: impl Into<Body>) -> anyhow::Result<Answer> {
        let request = request.header(header::HOST, "localhost:3000").body(body.into())?;
        let response = self.router.clone().oneshot(request).await?;
        let (parts, body) = response.into_parts();
        Ok(Answer { status: parts.status, headers: parts.headers, body: body.collect().await?.to_bytes() })
    }

    /// An event for everybody, on one day [`AHEAD`].
    pub async fn announce(&self, title: &str, capacity: u32) -> anyhow::Result<EventId> {
        let today = self.clock.today();
        let day = (today + Days::new(u64::from(AHEAD))).to_string();
        let input = EventInput {
            title: title.into(),
            format: "fachtag".into(),
            description: "Für alle, die in einer Kita arbeiten.\nEin Mittagessen gibt es in der Kantine.".into(),
            contents: "Rechtliche Grundlagen\nHandlungsprinzipien\nRollenklärung".into(),
            days: vec![DayInput {
                date: day.clone(),
                begin: "09:00".into(),
                end: "16:30".into(),
                place: "Kreishaus, Raum 1".into(),
                speaker: String::new(),
            }],
            capacity: capacity.to_string(),
            closes: day,
            audience: "public".into(),
            status: "offen".into(),
            ..EventInput::default()
        };
        let plan = input.check(today).map_err(|faults| anyhow!("the plan has faults: {faults:?}"))?;
        let id = EventId::new(Uuid::now_v7());
        self.state.ports.events.create(&self.by, id, &plan, self.clock.now()).await?;
        Ok(id)
    }

    /// Registers somebody without a request: for what is measured afterwards.
    pub async fn seat(&self, event: EventId, name: &str, email: &str) -> anyhow::Result<()> {
        let participant = Participant {
            name: name.into(),
            email: address(email)?,
            funktion: Funktion::KiSo,
            kita: None,
            einrichtung: Some("Kita Am Bach".into()),
            access_needs: None,
            food_needs: None,
            arrival_needs: None,
        };
        let party = Party::Single(participant);
        let now = self.clock.now();
        let outcome = self.state.ports.events.register(Registrar::Guest, event, &party, now).await?;
        ensure!(outcome == RegistrationOutcome::Registered, "{email} has no seat: {outcome:?}");
        Ok(())
    }

    /// Seats taken by the head record, and registrations that hold one: both must be this number.
    pub async fn expect_seats(&self, event: EventId, people: u32) -> anyhow::Result<()> {
        let taken = self.state.ports.events.find(&self.by, event).await?.seats.taken;
        let rows = self.state.ports.events.registrations(&self.by, event).await?;
        let seated = rows.iter().filter(|row| row.status.holds_seat()).count();
        ensure!(taken == people && seated == people as usize, "{people} registered, {taken} taken, {seated} seated");
        Ok(())
    }

    /// How many mails have left, as files.
    pub fn mails(&self) -> usize {
        std::fs::read_dir(self.state.config.data_dir.join("mail")).map_or(0, Iterator::count)
    }

    /// Waits until so many mails have left: each file is one job.
    pub async fn expect_mails(&self, number: usize) -> anyhow::Result<()> {
        let mut ticks = tokio::time::interval(Duration::from_millis(200));
        for _ in 0..1_500 {
            ticks.tick().await;
            let mails = self.mails();
            ensure!(mails <= number, "{mails} mails for {number} occasions");
            if mails == number {
                return Ok(());
            }
        }
        bail!("after five minutes {} of {number} mails have left", self.mails())
    }
}

pub fn address(email: &str) -> anyhow::Result<Email> {
    Email::parse("email", email).map_err(|fault| anyhow!("{email}: {fault:?}"))
}
