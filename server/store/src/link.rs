//! The connection to a database server. One day it breaks; then it is given up, and another one takes its place.
//!
//! The SDK reconnects by itself (3.3.5, `engine/remote/ws/native.rs`) and says the login and the place once more, but three
//! things about it do not suit a portal. What is asked while the server is away waits without end, for there is no limit of
//! time, and a write among it is sent once the server is back, long after the person went away. A session whose login is
//! refused on the way back (a server that is not ready yet) answers every later question with that refusal. And a session can
//! come back in no place at all (surrealdb#5750). So whoever gets no answer gives the connection up, with all that waits in it.

use crate::{
    connect::{DATABASE, NAMESPACE},
    error::StartError,
};
use std::{
    future::{Future, IntoFuture},
    sync::{Arc, Weak},
    time::Duration,
};
use surrealdb::{
    IndexedResults, Surreal,
    engine::any::Any,
    opt::auth::Root,
    types::{ConnectionError, Variables},
};
use tokio::{
    sync::watch,
    time::{MissedTickBehavior, interval, timeout},
};

/// Its clones are sessions of their own, each with its login; so it is shared instead.
type Db = Surreal<Any>;

/// After so long without an answer is asked whether anybody is there.
const QUIET: Duration = Duration::from_secs(2);
/// How long a server under load may take to say that it is there.
const ALIVE: Duration = Duration::from_secs(8);
/// How long a question waits for a new connection: a server that is started again is back by then.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long opening a connection may take, and then logging in, which is slow by design.
const HANDSHAKE: Duration = Duration::from_secs(5);
const LOGIN: Duration = Duration::from_secs(15);
/// From one attempt to open a new connection to the next.
const PAUSE: Duration = Duration::from_millis(500);

pub(crate) struct Link {
    place: Place,
    /// `None` while the server is away.
    current: watch::Sender<Option<Arc<Db>>>,
}

/// Where on a database server the data lie.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    /// With scheme and port, without login.
    address: String,
    login: Option<(String, String)>,
    database: String,
}

impl Link {
    /// The first connection: a server that is away stops the start.
    pub(crate) async fn open(url: &str) -> Result<Arc<Self>, StartError> {
        let place = Place::parse(url).ok_or(StartError::WrongUrl)?;
        let db = enter(&place).await.map_err(|cause| StartError::open(cause.message()))?;
        Ok(Arc::new(Self { place, current: watch::Sender::new(Some(Arc::new(db))) }))
    }

    /// Takes as long as the server works on it, and ends soon when nobody is there.
    pub(crate) async fn execute(self: &Arc<Self>, text: &str, params: Variables) -> surrealdb::Result<IndexedResults> {
        let db = self.db().await?;
        let cause = match answered(&db, db.query(text).bind(params).into_future()).await {
            Ok(results) => return Ok(results),
            Err(cause) => cause,
        };
        // A fault of the whole question can be the question's own, or that of a session which is none any more.
        if !cause.is_connection() && self.is_in_place(&db).await {
            return Err(cause);
        }
        self.give_up(&db);
        Err(away())
    }

    /// Whether the server answers and the session is where it belongs. If not, a new one is on its way.
    pub(crate) async fn look(self: &Arc<Self>) -> bool {
        let Ok(db) = self.db().await else { return false };
        let is_in_place = self.is_in_place(&db).await;
        if !is_in_place {
            self.give_up(&db);
        }
        is_in_place
    }

    async fn db(&self) -> surrealdb::Result<Arc<Db>> {
        let mut current = self.current.subscribe();
        let there = timeout(PATIENCE, current.wait_for(Option::is_some)).await;
        there.ok().and_then(Result::ok).and_then(|db| (*db).clone()).ok_or_else(away)
    }

    async fn is_in_place(&self, db: &Db) -> bool {
        // The third is refused to whoever is not logged in.
        const WHERE: &str = "RETURN session::ns(); RETURN session::db(); INFO FOR NS;";
        let place = async {
            let mut answer = answered(db, db.query(WHERE).into_future()).await?.check()?;
            Ok::<_, surrealdb::Error>((answer.take::<Option<String>>(0)?, answer.take::<Option<String>>(1)?))
        };
        let wanted = (Some(NAMESPACE), Some(self.place.database.as_str()));
        place.await.is_ok_and(|(namespace, database)| (namespace.as_deref(), database.as_deref()) == wanted)
    }

    /// Others may have given the same connection up already, and may have the next one.
    fn give_up(self: &Arc<Self>, db: &Arc<Db>) {
        let was_current = self.current.send_if_modified(|current| {
            let is_it = current.as_ref().is_some_and(|current| Arc::ptr_eq(current, db));
            if is_it {
                *current = None;
            }
            is_it
        });
        if was_current {
            tracing::warn!(address = %self.place.address, "the database server does not answer as it should");
            tokio::spawn(open_again(Arc::downgrade(self)));
        }
    }
}

/// Until it has worked, or nobody needs it any more.
async fn open_again(link: Weak<Link>) {
    let mut ticks = interval(PAUSE);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while let Some(link) = link.upgrade() {
        match enter(&link.place).await {
            Ok(db) => {
                link.current.send_replace(Some(Arc::new(db)));
                tracing::warn!(address = %link.place.address, "connected to the database server again");
                return;
            }
            Err(cause) => tracing::debug!(cause = cause.message(), "the database server is away"),
        }
        drop(link);
        ticks.tick().await;
    }
}

/// The answer, however long it takes, as long as the server says that it is there.
async fn answered<T>(db: &Db, mut answer: impl Future<Output = surrealdb::Result<T>> + Unpin) -> surrealdb::Result<T> {
    loop {
        if let Ok(answer) = timeout(QUIET, &mut answer).await {
            return answer;
        }
        within(ALIVE, db.health()).await?;
    }
}

async fn within<T>(limit: Duration, work: impl IntoFuture<Output = surrealdb::Result<T>>) -> surrealdb::Result<T> {
    timeout(limit, work).await.unwrap_or_else(|_| Err(away()))
}

fn away() -> surrealdb::Error {
    surrealdb::Error::connection("the database server does not answer".to_owned(), ConnectionError::ConnectionFailed)
}

async fn enter(place: &Place) -> surrealdb::Result<Db> {
    let db = within(HANDSHAKE, surrealdb::engine::any::connect(&place.address)).await?;
    timeout(LOGIN, settle(&db, place)).await.unwrap_or_else(|_| Err(away()))?;
    Ok(db)
}

async fn settle(db: &Db, Place { login, database, .. }: &Place) -> surrealdb::Result<()> {
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
