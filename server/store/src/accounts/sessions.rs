//! Logging in, being recognised, logging out.

use super::rows::{AccountRow, SessionRow};
use crate::{Store, error::unreadable, query::Query, row::Ref};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError,
    access::Principal,
    accounts::{
        Account, AccountStatus, Email, Session, TokenHash,
        port::{Login, Visitor},
    },
    ids::{AccountId, SessionId},
    people::port::DirectoryStore,
};
use surrealdb::types::{SurrealValue, Value};

/// How far behind `last_seen_at` may be: writing at every request would cost a sync of the disk each time.
const SEEN_STEP: TimeDelta = TimeDelta::minutes(1);

const FIND_LOGIN: &str = "SELECT * FROM account WHERE email = $email;";

pub(super) async fn find_login(store: &Store, email: &Email) -> Result<Option<Login>, AppError> {
    let row: Option<AccountRow> = store.row(Query::read(FIND_LOGIN).bind("email", email.as_str())).await?;
    row.map(|row| row.login().map_err(|cause| unreadable(FIND_LOGIN, &cause))).transpose()
}

/// The count of logins makes this transaction collide with one that disables the account.
const START: &str = "
    LET $active = UPDATE $account SET logins += 1 WHERE status = 'active';
    IF array::len($active) = 0 { THROW 'forbidden' };
    CREATE $id CONTENT {
        token: $hash, account: $account, created_at: $created_at, last_seen_at: $last_seen_at, expires_at: $expires_at,
        browser: $browser
    } RETURN NONE;
";

pub(super) async fn start(store: &Store, token: &TokenHash, session: &Session) -> Result<(), AppError> {
    let query = Query::write(START)
        .bind("id", Ref(session.id))
        .bind("hash", token.0.as_str())
        .bind("account", Ref(session.account))
        .bind("created_at", session.created_at)
        .bind("last_seen_at", session.last_seen_at)
        .bind("expires_at", session.expires_at)
        .bind("browser", session.browser.as_str());
    store.run(query).await
}

#[derive(SurrealValue)]
struct VisitorRow {
    #[surreal(flatten)]
    session: SessionRow,
    holder: AccountRow,
}

const VISITOR: &str = "
    SELECT *, account.* AS holder FROM session
    WHERE token = $hash AND expires_at > $now AND last_seen_at > $idle_since;
";

const SEEN: &str = "UPDATE $login SET last_seen_at = $now WHERE last_seen_at < $now RETURN NONE;";

/// A session that runs, of an account that is active, whether its last day is past or not.
async fn running(
    store: &Store,
    token: &TokenHash,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<(Session, Account)>, AppError> {
    let query = Query::read(VISITOR).bind("hash", token.0.as_str()).bind("now", now).bind("idle_since", idle_since);
    let Some(VisitorRow { session, holder }) = store.row(query).await? else { return Ok(None) };
    let account = holder.account().map_err(|cause| unreadable(VISITOR, &cause))?;
    Ok((account.status == AccountStatus::Active).then(|| (session.session(), account)))
}

pub(super) async fn is_over(
    store: &Store,
    token: &TokenHash,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<bool, AppError> {
    let day = store.clock().local(now).date();
    Ok(running(store, token, now, idle_since).await?.is_some_and(|(_, account)| account.is_over(day)))
}

pub(super) async fn visitor(
    store: &Store,
    token: &TokenHash,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<Visitor>, AppError> {
    let day = store.clock().local(now).date();
    let found = running(store, token, now, idle_since).await?.filter(|(_, account)| !account.is_over(day));
    let Some((mut session, account)) = found else { return Ok(None) };
    if now - session.last_seen_at > SEEN_STEP {
        store.run(Query::write(SEEN).bind("login", Ref(session.id)).bind("now", now)).await?;
        session.last_seen_at = now;
    }
    let scope = store.scope_of(account.role, &account.subject, day).await?;
    let principal = Principal { account: account.id, role: account.role, scope };
    Ok(Some(Visitor { session, account, principal }))
}

const OF_ACCOUNT: &str =
    "SELECT * FROM session WHERE account = $account AND expires_at > $now ORDER BY last_seen_at DESC, id;";

pub(super) async fn of_account(
    store: &Store,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, AppError> {
    let query = Query::read(OF_ACCOUNT).bind("account", Ref(account)).bind("now", now);
    let rows: Vec<SessionRow> = store.rows(query).await?;
    Ok(rows.into_iter().map(SessionRow::session).collect())
}

const END: &str = "
    LET $ended = DELETE $login WHERE account = $account RETURN BEFORE;
    IF array::len($ended) = 0 { THROW 'not_found' };
";

pub(super) async fn end(store: &Store, account: AccountId, session: SessionId) -> Result<(), AppError> {
    store.run(Query::write(END).bind("login", Ref(session)).bind("account", Ref(account))).await
}

const END_OTHERS: &str = "DELETE session WHERE account = $account AND id != $keep RETURN NONE;";

pub(super) async fn end_others(store: &Store, account: AccountId, keep: Option<SessionId>) -> Result<(), AppError> {
    store.run(Query::write(END_OTHERS).bind("account", Ref(account)).bind("keep", keep.map(Ref))).await
}

const DELETE_EXPIRED: &str = "
    LET $sessions = DELETE session WHERE expires_at <= $now RETURN BEFORE;
    LET $links = DELETE one_time_link WHERE expires_at <= $now RETURN BEFORE;
    array::len($sessions) + array::len($links);
";

pub(super) async fn delete_expired(store: &Store, now: DateTime<Utc>) -> Result<u64, AppError> {
    let deleted: i64 = store.value(Query::write(DELETE_EXPIRED).bind("now", now)).await?;
    Ok(deleted.unsigned_abs())
}
