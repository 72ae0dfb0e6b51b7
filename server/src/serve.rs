//! From settings to a running server, and back down in order.

use crate::{
    AppState, assets,
    auth::{links::Links, passwords::Hasher, rate_limit::RateLimit},
    clock::OfficeClock,
    config::{Config, Tls},
    demo,
    events::CertificateNumbers,
    mail::{self, FreshLinks, MailRunner},
    nightly, router,
    watchdog::{self, Rhythm, Watchdog},
};
use anyhow::Context;
use app::context::Ports;
use axum_server::{Handle as ServerHandle, tls_rustls::RustlsConfig};
use chrono::Months;
use domain::clock::Clock;
use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};
use store::{Sealer, Sequencer, Store, StoreConfig};
use tokio::{runtime::Handle, sync::watch};

/// Requests that run when the server is asked to stop may take this long to finish.
const GRACE: Duration = Duration::from_secs(10);
/// How often ended sessions and links are deleted, and idle rate limits forgotten.
const TIDY_PERIOD: Duration = Duration::from_secs(3_600);

/// Runs until SIGINT or SIGTERM.
pub async fn run(config: Config) -> anyhow::Result<()> {
    // Before the database is opened: what cannot be used stops the start with nothing begun.
    mail::check(&config)?;
    TcpListener::bind(config.listen).with_context(|| cannot_listen(config.listen))?;
    let tls = match &config.tls {
        Some(files) => Some(certificate(files).await?),
        None => None,
    };
    let clock: Arc<dyn Clock> = Arc::new(OfficeClock);
    let store = open_store(&config, clock.clone()).await?;
    let watchdog = watch(&store)?;
    let assets = if config.watched { assets::watched } else { assets::read };
    let state = AppState::new(config, assets, store.clone(), clock)?;
    // Made at the first start, so that every backup has it.
    state.office_secret().await?;
    demo::greet(&state).await?;
    let (stop, stopped) = watch::channel(false);
    let sealer = tokio::spawn(Sealer::new(store.clone(), state.config.audit_dir()).run(stopped.clone()));
    let sequencer = tokio::spawn(Sequencer::new(store.clone()).run(stopped.clone()));
    let mailing = tokio::spawn(MailRunner::of(&state)?.run(stopped.clone()));
    let tidier = tokio::spawn(tidy(state.clone(), stopped.clone()));
    let checker = tokio::spawn(nightly::run(store.clone(), state.ports.clock.clone(), stopped));
    let served = listen(&state, tls).await;
    stop.send_replace(true);
    sealer.await.context("the audit sealer ended badly")?;
    sequencer.await.context("the sequencer of changes ended badly")?;
    mailing.await.context("the mail runner ended badly")?;
    tidier.await.context("the hourly tidying ended badly")?;
    checker.await.context("the nightly check ended badly")?;
    drop(watchdog);
    store.shutdown().await?;
    served
}

/// A database that says no is an answer, and so is a database server that is away (the ping says no after two seconds):
/// starting again would not help there.
fn watch(store: &Store) -> anyhow::Result<Watchdog> {
    let store = store.clone();
    let ask = move || {
        let store = store.clone();
        async move {
            let _answers = store.ping().await;
        }
    };
    Watchdog::start(Handle::current(), Rhythm::SERVER, ask, watchdog::abort).context("could not start the watchdog")
}

impl AppState {
    /// Everything a request needs, over one store.
    pub fn new(
        config: Config,
        assets: impl FnOnce(&std::path::Path) -> anyhow::Result<app::shell::Assets>,
        store: Store,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let shared = Arc::new(store.clone());
        Ok(Self {
            assets: Arc::new(assets(&config.site_dir)?),
            ports: Ports {
                clock: clock.clone(),
                accounts: shared.clone(),
                fresh_links: Arc::new(FreshLinks::new(&config, shared.clone(), clock.clone())),
                links: Arc::new(Links::new(shared.clone(), clock)),
                audit: Arc::new(store::AuditReader::new(store.clone(), config.audit_dir())),
                budgets: shared.clone(),
                documents: shared.clone(),
                events: shared.clone(),
                attendance: shared.clone(),
                feeds: shared.clone(),
                index: shared.clone(),
                minutes: shared.clone(),
                templates: shared.clone(),
                proposals: shared.clone(),
                numbering: Arc::new(CertificateNumbers),
                outbox: shared.clone(),
                failed_mails: shared.clone(),
                payments: shared.clone(),
                settlements: shared.clone(),
                directory: shared.clone(),
                questionnaires: shared.clone(),
                free_texts: shared.clone(),
                surveys: shared.clone(),
                sync: shared,
                cell_min: config.cell_min,
                public_url: config.public_url.as_str().into(),
            },
            config: Arc::new(config),
            store,
            hasher: Arc::new(Hasher::new()?),
            rate_limit: Arc::new(RateLimit::default()),
        })
    }
}

async fn open_store(config: &Config, clock: Arc<dyn Clock>) -> anyhow::Result<Store> {
    if let Some(folder) = config.database_url.strip_prefix("surrealkv://") {
        std::fs::create_dir_all(folder).with_context(|| format!("Ordner {folder} lässt sich nicht anlegen"))?;
    }
    let mut settings = StoreConfig::new(config.database_url.clone());
    settings.block_cache_bytes = config.db_cache_mib * 1024 * 1024;
    settings.memtable_bytes = config.db_memtable_mib * 1024 * 1024;
    Ok(Store::connect(&settings, clock).await?)
}

async fn listen(state: &AppState, tls: Option<RustlsConfig>) -> anyhow::Result<()> {
    let handle = ServerHandle::new();
    tokio::spawn(stop_on_signal(handle.clone()));
    tokio::spawn(tell_address(handle.clone(), state.config.public_url.clone()));
    let service = router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let address = state.config.listen;
    let result = match tls {
        None => axum_server::bind(address).handle(handle).serve(service).await,
        Some(tls) => axum_server::bind_rustls(address, tls).handle(handle).serve(service).await,
    };
    result.with_context(|| cannot_listen(address))
}

fn cannot_listen(address: SocketAddr) -> String {
    format!("LISTEN: an {address} lässt sich nicht lauschen")
}

/// Prints the address to open, once somebody would answer there.
async fn tell_address(handle: ServerHandle<SocketAddr>, url: String) {
    if let Some(address) = handle.listening().await {
        tracing::info!(%address, %url, "listening");
        println!("\nSozialraumportal: {url}\n");
    }
}

async fn certificate(tls: &Tls) -> anyhow::Result<RustlsConfig> {
    // More than one implementation is linked in, so rustls cannot choose by itself. Only the first call of a process counts.
    let _already_chosen = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(&tls.cert, &tls.key).await.with_context(|| {
        format!(
            "TLS_CERT ({}) und TLS_KEY ({}) müssen zusammenpassende PEM-Dateien sein",
            tls.cert.display(),
            tls.key.display()
        )
    })
}

async fn stop_on_signal(handle: ServerHandle<SocketAddr>) {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(error) => {
                tracing::warn!(%error, "SIGTERM cannot be heard; stop with SIGINT");
                std::future::pending().await
            }
        }
    };
    tokio::select! {
        _ = terminate => {}
        result = tokio::signal::ctrl_c() => {
            if let Err(error) = result {
                tracing::warn!(%error, "SIGINT cannot be heard");
            }
        }
    }
    tracing::info!("stopping");
    handle.graceful_shutdown(Some(GRACE));
}

async fn tidy(state: AppState, mut stop: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(TIDY_PERIOD);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        state.rate_limit.forget_idle();
        match state.ports.accounts.delete_expired(state.ports.clock.now()).await {
            Ok(count) => tracing::debug!(count, "ended sessions and links deleted"),
            Err(error) => tracing::warn!(%error, "ended sessions and links not deleted yet"),
        }
        let kept_from = state.ports.clock.today() - chrono::Days::new(crate::questionnaires::survey::MARK_DAYS);
        match state.ports.surveys.delete_marks(kept_from).await {
            Ok(count) => tracing::debug!(count, "marks of answered surveys deleted"),
            Err(error) => tracing::warn!(%error, "marks of answered surveys not deleted yet"),
        }
        tidy_events(&state).await;
        match state.ports.failed_mails.let_old_go(state.ports.clock.now()).await {
            Ok(count) => tracing::debug!(count, "mails given up long ago deleted"),
            Err(error) => tracing::warn!(%error, "mails given up long ago not deleted yet"),
        }
        match crate::reminders::remind(&state).await {
            Ok(count) => tracing::debug!(count, "reminders of deadlines put into the outbox"),
            Err(error) => tracing::warn!(%error, "reminders of deadlines not sent yet"),
        }
        match crate::reminders::remind_office(&state).await {
            Ok(count) => tracing::debug!(count, "reminders to the office put into the outbox"),
            Err(error) => tracing::warn!(%error, "reminders to the office not sent yet"),
        }
        let given_before = state.ports.clock.today() - Months::new(state.config.retention.answers_months);
        match state.ports.questionnaires.delete_answers(given_before).await {
            Ok(count) => tracing::debug!(count, "old answers deleted, their counts kept"),
            Err(error) => tracing::warn!(%error, "old answers not deleted yet"),
        }
    }
}

/// What is due about events: deadlines, reminders, and what is not to be kept.
async fn tidy_events(state: &AppState) {
    let (events, clock) = (&state.ports.events, &state.ports.clock);
    match events.expire(clock.now()).await {
        Ok(count) => tracing::debug!(count, "registrations past their deadline ended"),
        Err(error) => tracing::warn!(%error, "registrations past their deadline not ended yet"),
    }
    match events.remind(clock.now()).await {
        Ok(count) => tracing::debug!(count, "reminders put into the outbox"),
        Err(error) => tracing::warn!(%error, "reminders not written yet"),
    }
    match events.delete_needs(clock.now()).await {
        Ok(count) => tracing::debug!(count, "needs of past events deleted"),
        Err(error) => tracing::warn!(%error, "needs of past events not deleted yet"),
    }
    let ended_before = clock.today() - Months::new(state.config.retention.registrations_months);
    match events.delete_registrations(ended_before, state.config.cell_min).await {
        Ok(count) => tracing::debug!(count, "registrations of long past events deleted"),
        Err(error) => tracing::warn!(%error, "registrations of long past events not deleted yet"),
    }
}
