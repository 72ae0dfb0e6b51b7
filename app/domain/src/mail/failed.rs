//! Mails that were given up, and what the Koordination reads of them.

use super::{JobId, german};
use crate::{accounts::Email, clock::Clock, german::date_time};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Why a mail is not sent, where it is no answer of the mail server: texts for the log, which [`german::reason`] knows.
pub const NO_CONNECTION: &str = "no connection to the mail server";
pub const UNDELIVERABLE: &str = "address not deliverable";
pub const LINK_OVER: &str = "the link in it has run out";
/// Of a link to an account, or to a registration that was deleted.
pub const LINK_UNWANTED: &str = "what its link would open takes none";

/// So long a mail that was given up waits for somebody to deal with it; then its text, address and subject are deleted.
pub const KEPT: TimeDelta = TimeDelta::days(90);

/// A mail that is not tried any more. Its text stays in the outbox until somebody sends it again or lets it go, at most for
/// [`KEPT`]; that of a mail with a link to an account is deleted at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedMail {
    pub id: JobId,
    pub to: Email,
    /// As it was written; an own wording of the Koordination is put in place only when a mail is sent.
    pub subject: String,
    /// Of the last attempt, for the log.
    pub reason: String,
    /// When it was written.
    pub since: DateTime<Utc>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedRow {
    /// What sending again and letting go name.
    pub job: String,
    pub to: String,
    pub subject: String,
    /// What went wrong, and what to do now.
    pub reason: String,
    /// `22.11.2026, 14:05 Uhr`
    pub since: String,
    /// Sending it again makes sense.
    pub again: bool,
}

impl FailedRow {
    pub fn of(mail: &FailedMail, clock: &dyn Clock) -> Self {
        let again = !mail.id.is_link();
        Self {
            job: mail.id.to_string(),
            to: mail.to.to_string(),
            subject: mail.subject.clone(),
            reason: if again { german::reason(&mail.reason) } else { german::reason_of_link(&mail.reason) },
            since: date_time(clock.local(mail.since)),
            again,
        }
    }
}
