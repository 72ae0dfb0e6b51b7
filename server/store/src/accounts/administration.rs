//! What the Koordination does with accounts, and the first account of a fresh database.

use super::rows::{AccountRow, NewAccountRow, columns};
use crate::{
    Store,
    audit::Audit,
    error::unreadable,
    query::Query,
    row::{Day, Ref},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AppError, ErrorCode,
    access::{Koordination, Right, Role},
    accounts::{Account, AccountStatus, Invitation, PasswordHash, RoleChange, ending, judge_role},
    ids::AccountId,
};

const LIST: &str = "SELECT * FROM account ORDER BY name COLLATE, email;";

pub(super) async fn list(store: &Store, _by: &Koordination) -> Result<Vec<Account>, AppError> {
    let rows: Vec<AccountRow> = store.rows(Query::read(LIST)).await?;
    rows.iter().map(|row| row.account().map_err(|cause| unreadable(LIST, &cause))).collect()
}

const CREATE: &str = "CREATE $account CONTENT $row RETURN NONE;";

pub(super) async fn invite(
    store: &Store,
    by: &Koordination,
    id: AccountId,
    invitation: &Invitation,
    now: DateTime<Utc>,
) -> Result<Account, AppError> {
    let account = Account {
        id,
        email: invitation.email.clone(),
        name: invitation.name.clone(),
        role: invitation.role,
        subject: invitation.subject.clone(),
        status: AccountStatus::Invited,
        ends_on: invitation.ends_on,
    };
    let audit = Audit::hashes(by, "account.invite", now).of(id).note(format!("role={}", account.role.code()));
    let query = Query::audited(CREATE, audit).bind("account", Ref(id)).bind("row", NewAccountRow::of(&account, None));
    store.run(query).await?;
    Ok(account)
}

/// Before statements that change somebody's access: whoever decides has the right at this moment. Each decision is counted, which makes
/// it collide with one that takes that right: of two who would throw each other out, one stays.
macro_rules! decided {
    ($statements:literal) => {
        concat!(
            "LET $deciding = UPDATE $by SET decisions += 1 WHERE status = 'active' AND role = 'koordination';
            IF array::is_empty($deciding) { THROW 'forbidden' };",
            $statements
        )
    };
}

/// What is so already changes nothing: no session ends twice, and a last day that was put off stays. `$may_become` are the roles from
/// which `judge_role` lets an account come that has been used. Devices stay as they are, as when an account is disabled: the server asks
/// for the role whenever one comes.
const CHANGE_ROLE: &str = decided!(
    "
    IF !record::exists($account) { THROW 'not_found' };
    LET $known = (SELECT role, status FROM $account)[0];
    IF $known.status != 'invited' AND $known.role NOT IN $may_become { THROW 'role:both_sides' };
    LET $changed = UPDATE $account SET role = $role, person = $person, anstellungstraeger = $employer, ends_on = $ends_on
        WHERE role != $role OR person != $person OR anstellungstraeger != $employer;
    IF array::len($changed) > 0 {
        DELETE session WHERE account = $account RETURN NONE;
        IF !$keeps_feed { DELETE calendar_feed WHERE account = $account RETURN NONE };
    };
"
);

pub(super) async fn change_role(
    store: &Store,
    by: &Koordination,
    account: AccountId,
    change: &RoleChange,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    // Who gives away the own role could not take it back, as with disabling.
    if by.principal().account == account {
        return Err(AppError::field("role", ErrorCode::WrongState));
    }
    let role = change.role;
    let may_become = Role::ALL.into_iter().filter(|before| judge_role(*before, AccountStatus::Active, role).is_ok());
    let may_become: Vec<String> = may_become.map(|before| before.code().to_owned()).collect();
    let (person, employer) = columns(&change.subject);
    let audit = Audit::hashes(by, "account.role", now).of(account).note(format!("role={}", role.code())).once();
    let query = Query::audited(CHANGE_ROLE, audit)
        .bind("by", Ref(by.principal().account))
        .bind("account", Ref(account))
        .bind("role", role.code())
        .bind("person", person)
        .bind("employer", employer)
        .bind("ends_on", change.ends_on(store.clock().local(now).date()).map(Day))
        .bind("may_become", may_become)
        .bind("keeps_feed", change.keeps_feed());
    store.run(query).await
}

const SET_END: &str = "
    IF !record::exists($account) { THROW 'not_found' };
    LET $changed = UPDATE $account SET ends_on = $ends_on WHERE role IN $roles;
    IF array::len($changed) = 0 { THROW 'ends_on:wrong_state' };
";

pub(super) async fn set_end(
    store: &Store,
    by: &Koordination,
    account: AccountId,
    ends_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let roles: Vec<String> =
        Role::ALL.into_iter().filter(|role| ending::has_end(*role)).map(|role| role.code().to_owned()).collect();
    let audit = Audit::hashes(by, "account.end", now).of(account).note(format!("end={ends_on}"));
    let query = Query::audited(SET_END, audit).bind("account", Ref(account)).bind("ends_on", Day(ends_on));
    store.run(query.bind("roles", roles)).await
}

/// Who was never active stays invited when enabled: without a password nobody can be active.
const SET_STATUS: &str = decided!(
    "
    IF !record::exists($account) { THROW 'not_found' };
    UPDATE $account SET status = IF $status = 'active' AND password IS NONE { 'invited' } ELSE { $status } RETURN NONE;
    IF $status != 'active' {
        DELETE session WHERE account = $account RETURN NONE;
        DELETE one_time_link WHERE account = $account RETURN NONE;
    };
"
);

pub(super) async fn set_status(
    store: &Store,
    by: &Koordination,
    account: AccountId,
    status: AccountStatus,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if by.principal().account == account {
        return Err(AppError::field("status", ErrorCode::WrongState));
    }
    let audit = Audit::hashes(by, "account.status", now).of(account).note(format!("status={}", status.code()));
    let query = Query::audited(SET_STATUS, audit).bind("by", Ref(by.principal().account));
    store.run(query.bind("account", Ref(account)).bind("status", status.code())).await
}

pub(super) async fn create_first(
    store: &Store,
    account: &Account,
    password: &PasswordHash,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let audit = Audit::by_program("account.create", now).of(account.id).note(format!("role={}", account.role.code()));
    let row = NewAccountRow::of(account, Some(password));
    store.run(Query::audited(CREATE, audit).bind("account", Ref(account.id)).bind("row", row)).await
}

const IS_EMPTY: &str = "RETURN array::is_empty((SELECT VALUE id FROM account LIMIT 1));";

pub(super) async fn is_empty(store: &Store) -> Result<bool, AppError> {
    store.value(Query::read(IS_EMPTY)).await
}
