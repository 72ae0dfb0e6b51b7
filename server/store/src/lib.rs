//! What is remembered. The only crate that names SurrealDB; the rest of the program sees the ports of `domain`.
//!
//! # How a feature is written
//!
//! A feature is one migration, one file (or folder) here that implements its port for [`Store`], and one story test:
//!
//! 1. `migrations/NNNN_feature.surql`, added to the list in [`migrate`]; never changed once it is on `main` — a correction is
//!    a new migration. `DEFINE TABLE … SCHEMAFULL`, every field typed, every index named `table_fields`. Days are
//!    `string`, moments `datetime`, money `decimal` (reasons in [`row`]); no `option<>` inside a composite UNIQUE
//!    index. Then `SCHEMA_WRITE=1 cargo test -p store schema` writes `schema/<table>.surql`, which is committed.
//! 2. `src/feature.rs`: row structs (private), query texts as `const` beside their functions, `impl FeatureStore for Store`.
//! 3. `const UNIQUE` in that file, listed in [`error`]: which form field a violated UNIQUE index belongs to.
//! 4. `tests/it/story_feature.rs` with `on_each_engine(…)`: the port's story, run on `mem://` and `surrealkv://`.
//!
//! ```ignore
//! #[derive(SurrealValue)]
//! struct KitaRow {
//!     id: Ref<KitaId>,               // record id `kita:u'…'`
//!     kommune: Ref<KommuneId>,       // TYPE record<kommune>
//!     places: i64,
//!     open_from: Day,                // TYPE string, '2026-08-01'
//!     open_to: Option<Day>,          // TYPE option<string>
//!     budget: Decimal,               // TYPE decimal
//! }
//!
//! /// One SELECT is one snapshot. Several results of one snapshot: `RETURN { kitas: (SELECT …), traeger: (SELECT …) };`
//! const OF_KOMMUNE: &str = "SELECT * FROM kita WHERE kommune = $kommune ORDER BY name;";
//!
//! /// No BEGIN and COMMIT: `Query::write` and `Query::audited` always put the text between them. The last statement
//! /// before the end is what `row`/`rows` return. Never `RETURN` at the top: it would skip the audit row.
//! const MOVE: &str = "
//!     IF !record::exists($id) { THROW 'not_found' };
//!     UPDATE $id SET kommune = $kommune RETURN NONE;
//!     SELECT * FROM $id;
//! ";
//!
//! async fn move_kita(&self, by: &Koordination, id: KitaId, kommune: KommuneId, now: DateTime<Utc>) -> Result<Kita, AppError> {
//!     // The audit row stands in the same transaction: the rows named by `of` as they were before and after.
//!     let audit = Audit::values(by, "kita.move", now).of(id);
//!     let query = Query::audited(MOVE, audit).bind("id", Ref(id)).bind("kommune", Ref(kommune));
//!     self.row::<KitaRow>(query).await?.ok_or(AppError::NotFound)?.into_domain()
//! }
//! ```
//!
//! `THROW 'not_found' | 'forbidden' | 'conflict' | '<field>:<error code>'` ends a transaction with that
//! [`AppError`](domain::AppError), `'seats:full'` for example. Conflicts between writers are retried by [`retry`]; so a
//! text must give the same result when it is run again. SurrealDB only notices two transactions that write the *same*
//! record: whatever is limited (seats, budget) must be written into one head record by all who compete for it.
//!
//! `$session`, `$token`, `$auth` and `$access` are SurrealDB's own and cannot be bound.

mod accounts;
mod audit;
mod budgets;
mod connect;
mod documents;
mod error;
mod events;
mod failed_mails;
mod index_check;
mod kept;
mod keyed_lock;
mod link;
mod migrate;
mod outbox;
mod payments;
mod people;
mod query;
mod questionnaires;
mod retry;
mod row;
mod schema;
mod sealer;
mod settlements;
mod sync;
mod ticking;

pub use audit::AuditReader;
pub use connect::StoreConfig;
pub use error::StartError;
pub use index_check::IndexFault;
pub use sealer::{AuditFault, Sealer};
pub use sync::Sequencer;

/// What the tests of this crate need to write transactions of their own. Not for the rest of the program.
#[doc(hidden)]
pub mod internals {
    pub use crate::{
        audit::Audit,
        events::SeatGuards,
        migrate::{MIGRATIONS, Migration, run as migrate},
        query::Query,
        row::{Day, Json, Keyed, Ref, record, redact},
        schema::UniqueIndex,
    };

    /// The names of every UNIQUE list.
    pub fn unique_names() -> Vec<&'static str> {
        crate::error::UNIQUE.iter().copied().flatten().map(|unique| unique.index).collect()
    }
}

use connect::Database;
use domain::{
    AppError,
    budgets::{KeptRun, payment::Ledger},
    clock::Clock,
    ids::{DeviceId, EventId, RunId},
    questionnaires::Counted,
};
use kept::Kept;
use keyed_lock::KeyedLock;
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Pushes and pages of a pull that are worked on at once. On a morning on which all tablets come back, a page of the office
/// waits behind these few and not behind two hundred; more of them at once would share the same processors.
const SYNC_TURNS: usize = 4;

/// The database, ready for use: every port of `domain` is implemented for it. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    database: Database,
    clock: Arc<dyn Clock>,
    event_locks: KeyedLock<EventId>,
    device_locks: KeyedLock<DeviceId>,
    sync_turns: Semaphore,
    backed_up: sync::BackedUp,
    directory: people::Cache,
    /// By id and hash of the document.
    runs: Kept<(RunId, String), KeptRun>,
    ledgers: Kept<payments::LedgerState, Ledger>,
    counted: Kept<questionnaires::CountedState, Counted>,
}

impl Store {
    fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner: Arc::new(Inner {
                database,
                clock,
                event_locks: KeyedLock::default(),
                device_locks: KeyedLock::default(),
                sync_turns: Semaphore::new(SYNC_TURNS),
                backed_up: sync::BackedUp::default(),
                directory: people::Cache::default(),
                runs: Kept::default(),
                ledgers: Kept::default(),
                counted: Kept::default(),
            }),
        }
    }

    fn database(&self) -> &Database {
        &self.inner.database
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// Those who take or free seats of one event queue here.
    fn event_locks(&self) -> &KeyedLock<EventId> {
        &self.inner.event_locks
    }

    /// Pushes of one device queue here.
    fn device_locks(&self) -> &KeyedLock<DeviceId> {
        &self.inner.device_locks
    }

    /// A turn at what devices send and read, in the order in which they came; it ends when it is dropped.
    async fn sync_turn(&self) -> Result<SemaphorePermit<'_>, AppError> {
        let turn = self.inner.sync_turns.acquire().await;
        turn.map_err(|_| error::internal("sync turn", "nobody closes the turns"))
    }

    /// The last place of the sequence that counts as backed up, as last read.
    fn backed_up(&self) -> &sync::BackedUp {
        &self.inner.backed_up
    }

    /// The directory as last read, so that a request need not read all of it.
    fn directory_cache(&self) -> &people::Cache {
        &self.inner.directory
    }

    /// Released runs, so that a request need neither read nor recompute one.
    fn kept_runs(&self) -> &Kept<(RunId, String), KeptRun> {
        &self.inner.runs
    }

    /// Payments of years as last read.
    fn kept_ledgers(&self) -> &Kept<payments::LedgerState, Ledger> {
        &self.inner.ledgers
    }

    /// Counts of questionnaires as last read.
    fn kept_counted(&self) -> &Kept<questionnaires::CountedState, Counted> {
        &self.inner.counted
    }
}
