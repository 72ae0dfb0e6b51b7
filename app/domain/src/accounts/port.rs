//! What the rest of the program needs of the store for accounts. Times and ids are passed in by the caller.

use super::{
    Account, AccountStatus, Email, Invitation, LinkPurpose, OneTimeLink, PasswordHash, RoleChange, Session, TokenHash,
};
use crate::{
    access::{Koordination, Principal},
    error::AppError,
    ids::{AccountId, SessionId},
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

/// An account with what proves its holder; handed out for the login only.
#[derive(Clone, Debug)]
pub struct Login {
    pub account: Account,
    /// `None` while the account is only invited.
    pub password: Option<PasswordHash>,
}

/// Who is behind a session cookie.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub session: Session,
    pub account: Account,
    /// Role and scope on the day of the request.
    pub principal: Principal,
}

/// Goes with the request of somebody who would be a [`Visitor`] if the last day of the account were not past.
#[derive(Clone, Copy, Debug)]
pub struct AccountOver;

#[async_trait]
pub trait AccountStore: Send + Sync {
    /// The account behind an address, whatever its status.
    async fn find_login(&self, email: &Email) -> Result<Option<Login>, AppError>;

    /// Stores a session under the hash of its token. Refuses (`Forbidden`) an account that is not active.
    async fn start_session(&self, token: &TokenHash, session: &Session) -> Result<(), AppError>;

    /// The visitor behind a token: only if the session is neither idle since `idle_since` nor expired at `now`, and
    /// the account is active and its last day, if it has one, not past. Moves `last_seen_at` to `now` when it is more than a minute old.
    async fn visitor(
        &self,
        token: &TokenHash,
        now: DateTime<Utc>,
        idle_since: DateTime<Utc>,
    ) -> Result<Option<Visitor>, AppError>;

    /// Whether a session as [`Self::visitor`] looks for is there, and only the last day of its account is past.
    async fn is_over(&self, token: &TokenHash, now: DateTime<Utc>, idle_since: DateTime<Utc>)
    -> Result<bool, AppError>;

    async fn sessions_of(&self, account: AccountId, now: DateTime<Utc>) -> Result<Vec<Session>, AppError>;

    /// Ends one session of this account; `NotFound` when it is not this account's.
    async fn end_session(&self, account: AccountId, session: SessionId) -> Result<(), AppError>;

    /// Ends all sessions of an account but `keep`.
    async fn end_other_sessions(&self, account: AccountId, keep: Option<SessionId>) -> Result<(), AppError>;

    /// Deletes sessions and links that ended before `now`; returns how many.
    async fn delete_expired(&self, now: DateTime<Utc>) -> Result<u64, AppError>;

    /// Stores a link for an account; those of the same purpose that end before it become invalid. Links of the same end belong to
    /// one asking, whose mail was tried more than once: any of its copies may be the one that has arrived.
    async fn save_link(&self, link: &OneTimeLink) -> Result<(), AppError>;

    /// Whether a link could be used at `now`: for showing the form.
    async fn link_is_valid(&self, token: &TokenHash, now: DateTime<Utc>) -> Result<Option<LinkPurpose>, AppError>;

    /// The address of the account that a link which could be used at `now` is for: the new password must not be made of it.
    async fn link_holder(&self, token: &TokenHash, now: DateTime<Utc>) -> Result<Option<Email>, AppError>;

    /// Uses up a link: sets the password, makes an invited account active and ends its sessions, in one transaction.
    /// `None` when the link is used, expired or unknown, or the account is disabled.
    async fn redeem_link(
        &self,
        token: &TokenHash,
        password: &PasswordHash,
        now: DateTime<Utc>,
    ) -> Result<Option<Account>, AppError>;

    /// Every account, by name. Audited functions below write their audit row in the same transaction.
    async fn list(&self, by: &Koordination) -> Result<Vec<Account>, AppError>;

    /// Creates an invited account; `Invalid([email: NotUnique])` when the address has one.
    async fn invite(
        &self,
        by: &Koordination,
        id: AccountId,
        invitation: &Invitation,
        now: DateTime<Utc>,
    ) -> Result<Account, AppError>;

    /// Gives an account another role, or lets it stand for somebody else of the directory; its sessions end in the same
    /// transaction, and its calendar feed where the role has none. One that becomes an account of the Revision gets the proposed
    /// last day, one that is none any more has no last day. What is so already stays as it is, sessions and last day included.
    ///
    /// `Invalid` with `WrongState` at `role` for the own account: who gives the own role away could not take it back. `Invalid`
    /// with `BothSides` where [`super::judge_role`] says no. `Forbidden` when `by` has lost the right meanwhile.
    async fn change_role(
        &self,
        by: &Koordination,
        account: AccountId,
        change: &RoleChange,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Gives an account of the Revision another last day; `Invalid([ends_on: WrongState])` for any other.
    async fn set_end(
        &self,
        by: &Koordination,
        account: AccountId,
        ends_on: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Disables or enables an account; disabling ends its sessions in the same transaction. Nobody can disable
    /// themself (`Invalid([status: WrongState])`), nor can two disable each other, of whom the later one is refused (`Forbidden`):
    /// an office without Koordination could not be repaired from inside.
    async fn set_status(
        &self,
        by: &Koordination,
        account: AccountId,
        status: AccountStatus,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Creates an active account with a password: for the demo and for the very first account of a fresh database.
    async fn create_first(
        &self,
        account: &Account,
        password: &PasswordHash,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Whether no account exists yet.
    async fn is_empty(&self) -> Result<bool, AppError>;
}

/// Mails one-time links: made by the server, which has randomness and knows its own address.
#[async_trait]
pub trait LinkMailer: Send + Sync {
    /// Puts a mail into the outbox that says what a link is for. The link is made when the mail is being sent: one that waits
    /// would lie in the database as a whole.
    async fn mail_link(&self, account: &Account, purpose: LinkPurpose) -> Result<(), AppError>;
}
