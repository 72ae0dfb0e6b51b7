//! Accounts, sessions and one-time links: [`AccountStore`] for the database.

mod administration;
mod links;
mod rows;
mod sessions;

use crate::{Store, error::Unique};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AppError, ErrorCode,
    access::Koordination,
    accounts::{
        Account, AccountStatus, Email, Invitation, LinkPurpose, OneTimeLink, PasswordHash, RoleChange, Session,
        TokenHash,
        port::{AccountStore, Login, Visitor},
    },
    ids::{AccountId, SessionId},
};

pub(crate) const UNIQUE: &[Unique] = &[
    Unique { index: "account_email", field: "email", code: ErrorCode::NotUnique },
    Unique { index: "account", field: "", code: ErrorCode::NotUnique },
    Unique { index: "session_token", field: "", code: ErrorCode::NotUnique },
    Unique { index: "one_time_link", field: "", code: ErrorCode::NotUnique },
];

/// Each function stands in the file of its kind.
#[async_trait]
impl AccountStore for Store {
    async fn find_login(&self, email: &Email) -> Result<Option<Login>, AppError> {
        sessions::find_login(self, email).await
    }

    async fn start_session(&self, token: &TokenHash, session: &Session) -> Result<(), AppError> {
        sessions::start(self, token, session).await
    }

    async fn visitor(
        &self,
        token: &TokenHash,
        now: DateTime<Utc>,
        idle_since: DateTime<Utc>,
    ) -> Result<Option<Visitor>, AppError> {
        sessions::visitor(self, token, now, idle_since).await
    }

    async fn is_over(
        &self,
        token: &TokenHash,
        now: DateTime<Utc>,
        idle_since: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        sessions::is_over(self, token, now, idle_since).await
    }

    async fn sessions_of(&self, account: AccountId, now: DateTime<Utc>) -> Result<Vec<Session>, AppError> {
        sessions::of_account(self, account, now).await
    }

    async fn end_session(&self, account: AccountId, session: SessionId) -> Result<(), AppError> {
        sessions::end(self, account, session).await
    }

    async fn end_other_sessions(&self, account: AccountId, keep: Option<SessionId>) -> Result<(), AppError> {
        sessions::end_others(self, account, keep).await
    }

    async fn delete_expired(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        sessions::delete_expired(self, now).await
    }

    async fn save_link(&self, link: &OneTimeLink) -> Result<(), AppError> {
        links::save(self, link).await
    }

    async fn link_is_valid(&self, token: &TokenHash, now: DateTime<Utc>) -> Result<Option<LinkPurpose>, AppError> {
        links::purpose(self, token, now).await
    }

    async fn link_holder(&self, token: &TokenHash, now: DateTime<Utc>) -> Result<Option<Email>, AppError> {
        links::holder(self, token, now).await
    }

    async fn redeem_link(
        &self,
        token: &TokenHash,
        password: &PasswordHash,
        now: DateTime<Utc>,
    ) -> Result<Option<Account>, AppError> {
        links::redeem(self, token, password, now).await
    }

    async fn list(&self, by: &Koordination) -> Result<Vec<Account>, AppError> {
        administration::list(self, by).await
    }

    async fn invite(
        &self,
        by: &Koordination,
        id: AccountId,
        invitation: &Invitation,
        now: DateTime<Utc>,
    ) -> Result<Account, AppError> {
        administration::invite(self, by, id, invitation, now).await
    }

    async fn change_role(
        &self,
        by: &Koordination,
        account: AccountId,
        change: &RoleChange,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        administration::change_role(self, by, account, change, now).await
    }

    async fn set_end(
        &self,
        by: &Koordination,
        account: AccountId,
        ends_on: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        administration::set_end(self, by, account, ends_on, now).await
    }

    async fn set_status(
        &self,
        by: &Koordination,
        account: AccountId,
        status: AccountStatus,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        administration::set_status(self, by, account, status, now).await
    }

    async fn create_first(
        &self,
        account: &Account,
        password: &PasswordHash,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        administration::create_first(self, account, password, now).await
    }

    async fn is_empty(&self) -> Result<bool, AppError> {
        administration::is_empty(self).await
    }
}
