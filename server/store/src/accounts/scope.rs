//! Which part of the area an account sees on a day. The only place where accounts look into the directory.

use crate::Store;
use chrono::NaiveDate;
use domain::{AppError, access::Scope, accounts::Account, people::port::DirectoryStore};

/// The directory decides, by the same rule for every role: [`domain::people::Directory::scope_of`].
pub(super) async fn of(store: &Store, account: &Account, day: NaiveDate) -> Result<Scope, AppError> {
    store.scope_of(account.role, &account.subject, day).await
}
