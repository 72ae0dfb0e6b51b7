//! What the rest of the program needs of the store for the directory. Days, times and ids are passed in.

use super::{Change, Directory, PostChange, Revision};
use crate::{
    access::{Anstellungstraeger, DirectoryReader, Koordination, Role, Scope},
    accounts::Subject,
    error::AppError,
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

#[async_trait]
pub trait DirectoryStore: Send + Sync {
    /// The part of the directory that lies within the person's scope on a day; lists, details, search, choices and
    /// exports are functions of it ([`super::view`], [`super::KitaQuery`]).
    async fn read(&self, by: &DirectoryReader, day: NaiveDate) -> Result<Directory, AppError>;

    /// What an account sees on a day: for making its [`crate::access::Principal`].
    async fn scope_of(&self, role: Role, subject: &Subject, day: NaiveDate) -> Result<Scope, AppError>;

    /// Makes all changes or none, in one transaction with an audit row (before and after) for each.
    ///
    /// # Errors
    /// As [`Directory::with`]. Two writes at once are carried out one after the other: the second is judged against
    /// what the first has left.
    async fn write(&self, by: &Koordination, changes: &[Change], now: DateTime<Utc>) -> Result<Revision, AppError>;

    /// Writes one of the person's own posts, with an audit row in the same transaction.
    ///
    /// # Errors
    /// As [`Directory::post_change_beside`] and [`Directory::with`]; two writes at once as in [`Self::write`]. A new post that
    /// is sent again as it was is answered as the first time.
    async fn write_post(
        &self,
        by: &Anstellungstraeger,
        change: &PostChange,
        now: DateTime<Utc>,
    ) -> Result<Revision, AppError>;

    /// Stores a directory into an empty database: for the demo. `Conflict` when there is one already.
    async fn fill(&self, directory: &Directory, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Whether nothing was stored yet.
    async fn is_empty(&self) -> Result<bool, AppError>;
}
