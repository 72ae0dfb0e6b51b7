//! Opening a database by its URL, asking whether it answers, and closing it so that the next start can open it again.

use crate::{Store, error::StartError, link::Link, migrate};
use domain::clock::Clock;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use surrealdb::{IndexedResults, Surreal, engine::local::Db, types::Variables};
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::Datastore;

pub(crate) const NAMESPACE: &str = "sozialraumportal";
pub(crate) const DATABASE: &str = "main";
const MIB: u64 = 1024 * 1024;

/// How long [`Store::ping`] waits for an answer.
const PING_TIMEOUT: Duration = Duration::from_secs(2);

/// Where the data lie and how much memory the embedded database may take.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// `surrealkv://<folder>`, `mem://`, or `ws://user:password@host:port`, where `/name` behind it names another database
    /// than `main`.
    pub url: String,
    /// Blocks of the database kept in memory, in bytes. SurrealDB's own default is half the machine.
    pub block_cache_bytes: u64,
    /// Changes kept in memory before they are sorted into a file, in bytes; also the limit of one transaction.
    pub memtable_bytes: u64,
}

impl StoreConfig {
    /// 256 MiB of block cache, 64 MiB of memtable.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), block_cache_bytes: 256 * MIB, memtable_bytes: 64 * MIB }
    }
}

/// A database of either kind: inside this process, or a server.
pub(crate) enum Database {
    /// `closed` once it was shut down: SurrealKV goes on answering from memory then, and would lose what is written.
    Embedded {
        db: Surreal<Db>,
        datastore: Arc<Datastore>,
        closed: AtomicBool,
    },
    Server(Arc<Link>),
}

impl Store {
    /// Opens the database, brings its schema up to date and returns a handle that can be cloned freely.
    ///
    /// # Errors
    /// When the URL is not one of the three kinds, the folder is locked by another process, the server refuses, or the
    /// database does not fit to this program ([`StartError`] says what to do).
    pub async fn connect(config: &StoreConfig, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let database = open(config).await?;
        let store = Self::new(database, clock);
        migrate::run(&store, migrate::MIGRATIONS).await?;
        Ok(store)
    }

    /// Whether the database answers within two seconds, and from its files: for `/readyz` and the watchdog. A server that is
    /// away is a "no" after these two seconds, never a wait.
    pub async fn ping(&self) -> bool {
        let store = self.clone();
        // Asks on when nobody waits any more: that is how a connection without answers is given up.
        let asked = tokio::spawn(async move { store.database().answers().await });
        matches!(tokio::time::timeout(PING_TIMEOUT, asked).await, Ok(Ok(true)))
    }

    /// Finishes running work and closes the files; every later call on any clone fails.
    ///
    /// Must be awaited before the process ends or the folder is opened again: SurrealKV locks it.
    pub async fn shutdown(&self) -> Result<(), StartError> {
        match self.database() {
            Database::Embedded { datastore, closed, .. } => {
                closed.store(true, Ordering::SeqCst);
                datastore.shutdown().await.map_err(|cause| StartError::Close(cause.to_string()))
            }
            Database::Server(_) => Ok(()),
        }
    }
}

impl Database {
    pub(crate) async fn execute(&self, text: &str, params: Variables) -> surrealdb::Result<IndexedResults> {
        match self {
            Self::Embedded { closed, .. } if closed.load(Ordering::SeqCst) => {
                Err(surrealdb::Error::internal("the database is closed".to_owned()))
            }
            Self::Embedded { db, .. } => db.query(text).bind(params).await,
            Self::Server(link) => link.execute(text, params).await,
        }
    }

    async fn answers(&self) -> bool {
        let is_in_place = match self {
            Self::Embedded { .. } => true,
            Self::Server(link) => link.look().await,
        };
        is_in_place && matches!(self.can_read().await, Ok(true))
    }

    /// The session alone answers even when the files behind it are closed, so a record is read that is always there.
    async fn can_read(&self) -> surrealdb::Result<bool> {
        let mut answer =
            self.execute("SELECT VALUE sequence FROM ONLY audit_head:main;", Variables::new()).await?.check()?;
        Ok(answer.take::<Option<i64>>(0)?.is_some())
    }
}

async fn open(config: &StoreConfig) -> Result<Database, StartError> {
    match config.url.split_once("://") {
        Some(("mem" | "surrealkv", _)) => open_embedded(config).await,
        Some(("ws" | "wss", _)) => Ok(Database::Server(Link::open(&config.url).await?)),
        _ => Err(StartError::WrongUrl),
    }
}

/// The datastore is opened here rather than by the SDK because the SDK passes no cache sizes on.
///
/// The order of the three calls is the SDK's own: the maintenance tasks write, and a write before the version is
/// stamped makes a new database look like one of an older SurrealDB.
async fn open_embedded(config: &StoreConfig) -> Result<Database, StartError> {
    let settings = ConfigMap::empty()
        .with_key_value("datastore_sync", "every")
        .with_key_value("surrealkv_block_cache_capacity", config.block_cache_bytes.to_string())
        .with_key_value("surrealkv_max_memtable_size", config.memtable_bytes.to_string());
    // The memory engine takes "sync" for a wish to persist, so it gets no settings.
    let settings = if config.url.starts_with("mem:") { ConfigMap::empty() } else { settings };
    let datastore = Datastore::builder()
        .with_config(settings)
        .without_maintenance_tasks()
        .build_with_path(&config.url)
        .await
        .map_err(|cause| StartError::open(&cause.to_string()))?;
    datastore.check_version().await.map_err(|cause| StartError::open(&cause.to_string()))?;
    datastore.bootstrap().await.map_err(|cause| StartError::open(&cause.to_string()))?;
    datastore.start_maintenance_tasks();
    let db = Surreal::<Db>::unstable_from_datastore(Arc::clone(&datastore), None)
        .await
        .map_err(|cause| StartError::open(cause.message()))?;
    let database = Database::Embedded { db, datastore, closed: AtomicBool::new(false) };
    let definition = format!(
        "DEFINE NAMESPACE IF NOT EXISTS {NAMESPACE}; USE NS {NAMESPACE}; DEFINE DATABASE IF NOT EXISTS {DATABASE};"
    );
    let prepared = async {
        database.execute(&definition, Variables::new()).await?.check()?;
        if let Database::Embedded { db, .. } = &database {
            db.use_ns(NAMESPACE).use_db(DATABASE).await?;
        }
        Ok::<_, surrealdb::Error>(())
    };
    prepared.await.map_err(|cause| StartError::open(cause.message()))?;
    Ok(database)
}
