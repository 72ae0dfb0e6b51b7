//! Opening a database by its URL, asking whether it answers, and closing it so that the next start can open it again.

use crate::{Store, error::StartError, migrate};
use domain::clock::Clock;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use surrealdb::{
    IndexedResults, Surreal,
    engine::{any::Any, local::Db},
    opt::auth::Root,
    types::Variables,
};
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::Datastore;

const NAMESPACE: &str = "sozialraumportal";
const DATABASE: &str = "main";
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
    Server {
        db: Surreal<Any>,
        place: Place,
    },
}

/// Where on a database server the data lie.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// With scheme and port, without login.
    address: String,
    login: Option<(String, String)>,
    database: String,
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

    /// Whether the database answers within two seconds, and from its files: for `/readyz`.
    pub async fn ping(&self) -> bool {
        let answer = tokio::time::timeout(PING_TIMEOUT, async {
            Ok::<bool, surrealdb::Error>(self.database().is_ready().await? && self.database().can_read().await?)
        });
        matches!(answer.await, Ok(Ok(true)))
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
            Database::Server { .. } => Ok(()),
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
            Self::Server { db, .. } => db.query(text).bind(params).await,
        }
    }

    /// A reconnected WebSocket can come back without login and namespace (surrealdb#5750), which a mere "1 = 1" would
    /// not notice; so the session is asked where it is and put there again.
    async fn is_ready(&self) -> surrealdb::Result<bool> {
        if self.is_in_place().await? {
            return Ok(true);
        }
        if let Self::Server { db, place } = self {
            enter_server(db, place).await?;
        }
        self.is_in_place().await
    }

    /// The session alone answers even when the files behind it are closed, so a record is read that is always there.
    async fn can_read(&self) -> surrealdb::Result<bool> {
        let mut answer =
            self.execute("SELECT VALUE sequence FROM ONLY audit_head:main;", Variables::new()).await?.check()?;
        Ok(answer.take::<Option<i64>>(0)?.is_some())
    }

    async fn is_in_place(&self) -> surrealdb::Result<bool> {
        let mut answer =
            self.execute("RETURN session::ns(); RETURN session::db();", Variables::new()).await?.check()?;
        let namespace: Option<String> = answer.take(0)?;
        let database: Option<String> = answer.take(1)?;
        let wanted = match self {
            Self::Embedded { .. } => DATABASE,
            Self::Server { place, .. } => &place.database,
        };
        Ok(namespace.as_deref() == Some(NAMESPACE) && database.as_deref() == Some(wanted))
    }
}

async fn open(config: &StoreConfig) -> Result<Database, StartError> {
    match config.url.split_once("://") {
        Some(("mem" | "surrealkv", _)) => open_embedded(config).await,
        Some(("ws" | "wss", _)) => open_server(&config.url).await,
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

async fn open_server(url: &str) -> Result<Database, StartError> {
    let place = Place::parse(url).ok_or(StartError::WrongUrl)?;
    let connected = async {
        let db = surrealdb::engine::any::connect(&place.address).await?;
        enter_server(&db, &place).await?;
        Ok::<_, surrealdb::Error>(db)
    };
    let db = connected.await.map_err(|cause| StartError::open(cause.message()))?;
    Ok(Database::Server { db, place })
}

async fn enter_server(db: &Surreal<Any>, place: &Place) -> surrealdb::Result<()> {
    let Place { login, database, .. } = place;
    if let Some((username, password)) = login.clone() {
        db.signin(Root { username, password }).await?;
    }
    db.query(format!("DEFINE NAMESPACE IF NOT EXISTS {NAMESPACE}")).await?.check()?;
    db.use_ns(NAMESPACE).await?;
    // A name of letters, digits and underscores only ([`Place::parse`]).
    db.query(format!("DEFINE DATABASE IF NOT EXISTS {database}")).await?.check()?;
    db.use_ns(NAMESPACE).use_db(database).await?;
    Ok(())
}

impl Place {
    /// `ws://user:password@host:port/name`; login and name can be missing.
    fn parse(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let (login, rest) = match rest.rsplit_once('@') {
            Some((login, rest)) => (Some(login.split_once(':')?), rest),
            None => (None, rest),
        };
        let (host, name) = rest.split_once('/').unwrap_or((rest, ""));
        let name = if name.is_empty() { DATABASE } else { name };
        let is_plain = name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (!host.is_empty() && is_plain).then(|| Self {
            address: format!("{scheme}://{host}"),
            login: login.map(|(username, password)| (username.to_owned(), password.to_owned())),
            database: name.to_owned(),
        })
    }
}
