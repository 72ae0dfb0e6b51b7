//! One-time links: mailed, shown a form for, used up.

use super::rows::AccountRow;
use crate::{
    Store,
    audit::Audit,
    error::unreadable,
    query::Query,
    row::{Ref, from_code},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError, ErrorCode, FieldError,
    accounts::{Account, Email, LinkPurpose, OneTimeLink, PasswordHash, TokenHash},
    ids::AccountId,
};
use surrealdb::types::{Error, RecordId, SurrealValue};

const SAVE: &str = "
    DELETE one_time_link WHERE account = $account AND purpose = $purpose AND expires_at < $expires_at RETURN NONE;
    CREATE $link CONTENT { account: $account, purpose: $purpose, expires_at: $expires_at } RETURN NONE;
";

pub(super) async fn save(store: &Store, link: &OneTimeLink) -> Result<(), AppError> {
    let query = Query::write(SAVE)
        .bind("link", record(&link.token))
        .bind("account", Ref(link.account))
        .bind("purpose", link.purpose.code())
        .bind("expires_at", link.expires_at);
    store.run(query).await
}

#[derive(SurrealValue)]
struct LinkRow {
    account: Ref<AccountId>,
    purpose: String,
}

const USABLE: &str = "
    SELECT account, purpose FROM $link WHERE expires_at > $now AND account.status IN ['invited', 'active'];
";

async fn usable(store: &Store, token: &TokenHash, now: DateTime<Utc>) -> Result<Option<LinkRow>, AppError> {
    store.row(Query::read(USABLE).bind("link", record(token)).bind("now", now)).await
}

pub(super) async fn purpose(
    store: &Store,
    token: &TokenHash,
    now: DateTime<Utc>,
) -> Result<Option<LinkPurpose>, AppError> {
    let link = usable(store, token, now).await?;
    let purpose = link.map(|link| from_code("purpose of a link", &link.purpose, LinkPurpose::from_code)).transpose();
    purpose.map_err(|cause| unreadable(USABLE, &cause))
}

#[derive(SurrealValue)]
struct HolderRow {
    email: String,
}

const HOLDER: &str = "
    SELECT account.email AS email FROM $link WHERE expires_at > $now AND account.status IN ['invited', 'active'];
";

pub(super) async fn holder(store: &Store, token: &TokenHash, now: DateTime<Utc>) -> Result<Option<Email>, AppError> {
    let query = Query::read(HOLDER).bind("link", record(token)).bind("now", now);
    let Some(HolderRow { email }) = store.row(query).await? else { return Ok(None) };
    let unreadable_address = |_| unreadable(HOLDER, &Error::internal("unreadable e-mail address in a row".into()));
    Email::parse("email", &email).map(Some).map_err(unreadable_address)
}

/// Two who use the link at once both delete its record, so one of them is run again and finds nothing.
const REDEEM: &str = "
    LET $used = DELETE $link WHERE account = $account AND expires_at > $now RETURN BEFORE;
    IF array::len($used) = 0 { THROW 'link:link_invalid' };
    LET $changed = UPDATE $account SET password = $password, status = 'active' WHERE status IN ['invited', 'active'];
    IF array::len($changed) = 0 { THROW 'link:link_invalid' };
    DELETE one_time_link WHERE account = $account RETURN NONE;
    DELETE session WHERE account = $account RETURN NONE;
    $changed;
";

pub(super) async fn redeem(
    store: &Store,
    token: &TokenHash,
    password: &PasswordHash,
    now: DateTime<Utc>,
) -> Result<Option<Account>, AppError> {
    let Some(LinkRow { account, .. }) = usable(store, token, now).await? else { return Ok(None) };
    let query = Query::audited(REDEEM, Audit::by_holder(account.0, "account.password", now).of(account.0))
        .bind("link", record(token))
        .bind("account", account)
        .bind("password", password.0.as_str())
        .bind("now", now);
    match store.row::<AccountRow>(query).await {
        Ok(row) => row.map(|row| row.account().map_err(|cause| unreadable(REDEEM, &cause))).transpose(),
        Err(cause) if is_used_up(&cause) => Ok(None),
        Err(cause) => Err(cause),
    }
}

fn is_used_up(cause: &AppError) -> bool {
    matches!(cause, AppError::Invalid(faults) if matches!(faults[..], [FieldError { code: ErrorCode::LinkInvalid, .. }]))
}

fn record(token: &TokenHash) -> RecordId {
    RecordId::new("one_time_link", token.0.as_str())
}
