//! What the mail runner needs of the store: an outbox of jobs that are claimed, sent and marked.

use super::{JobId, LinkTo, Mail, failed::FailedMail};
use crate::{access::Koordination, error::AppError};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// A job that belongs to the claimer until its lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedMail {
    pub id: JobId,
    pub mail: Mail,
    /// How often sending was tried, this time included.
    pub attempt: u32,
    /// When it was put into the outbox.
    pub written: DateTime<Utc>,
}

impl ClaimedMail {
    /// What the link opens that has to be made for it; `None` where it has none.
    pub fn link(&self) -> Option<LinkTo<'_>> {
        let account = self.id.link().map(LinkTo::Account);
        account.or(self.mail.opens.as_ref().map(LinkTo::Event)).filter(|_| self.mail.text.contains(Mail::LINK_PLACE))
    }
}

/// Makes the links of mails that are being sent.
#[async_trait]
pub trait LinkMaker: Send + Sync {
    /// The mail as it goes out now. Its link is made for this attempt alone, and its hash is stored; a mail without one comes back
    /// as it is. `None` when what the link would open is not there (any more).
    async fn with_fresh_link(&self, claimed: &ClaimedMail) -> Result<Option<Mail>, AppError>;
}

#[async_trait]
pub trait Outbox: Send + Sync {
    /// Puts a mail into the outbox; a second one under the same id is ignored. Returns whether it was new.
    async fn enqueue(&self, id: &JobId, mail: &Mail, now: DateTime<Utc>) -> Result<bool, AppError>;

    /// The longest waiting mail that is due at `now`, taken by nobody or by somebody whose lease has ended; nobody else
    /// gets it before `lease_until`.
    async fn claim(&self, now: DateTime<Utc>, lease_until: DateTime<Utc>) -> Result<Option<ClaimedMail>, AppError>;

    /// The mail server has taken it: the text is deleted, id and time stay as the proof.
    async fn mark_sent(&self, id: &JobId, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Sending failed: try again at `retry_at`, or give up when that is `None`. `reason` is one line without addresses. Of a mail
    /// with a link that opens an account nothing but address and subject is left when it is given up. Nothing happens to a mail
    /// that was sent meanwhile.
    async fn mark_failed(&self, id: &JobId, reason: &str, retry_at: Option<DateTime<Utc>>) -> Result<(), AppError>;
}

/// What the Koordination does about mails that were given up.
#[async_trait]
pub trait FailedMails: Send + Sync {
    /// Those that nobody has dealt with, the latest first, at most 200.
    async fn failed_mails(&self, by: &Koordination) -> Result<Vec<FailedMail>, AppError>;

    /// Tries a mail anew, as often as a new one. Nothing happens when it is not among those that were given up (any more):
    /// a second click sends no second mail.
    async fn send_again(&self, by: &Koordination, id: &JobId, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Deletes the text of a mail that was given up; that it was is still known. Repeating a call is safe.
    async fn let_go(&self, by: &Koordination, id: &JobId, now: DateTime<Utc>) -> Result<(), AppError>;

    /// As [`Self::let_go`] with everything that was given up longer than [`super::failed::KEPT`] ago; returns how many.
    async fn let_old_go(&self, now: DateTime<Utc>) -> Result<u64, AppError>;
}
