//! Mails and the outbox they wait in.

pub mod failed;
pub mod german;
mod html;
pub mod port;

pub use html::html;

use crate::accounts::Email;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// One mail to one person, written as plain text; [`html`] makes the same of it for programs that want that. The text may hold personal data: it is never logged, and the outbox forgets it
/// once it is sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: Email,
    /// One line; line breaks and other control characters become blanks when it is sent.
    pub subject: String,
    pub text: String,
    /// What it takes to word it otherwise when it is sent; `None` where the wording is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
}

/// What a wording is filled with: the occasion by its code, and a value for each placeholder by its name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub occasion: String,
    pub values: BTreeMap<String, String>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Draft(…)")
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mail(…)")
    }
}

/// Names one occasion to write to one person, for example `registration/<event>/<person>/1`. The same occasion has the
/// same id, so that it has one mail however often it is asked for; the Message-ID follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(String);

impl JobId {
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// Of a mail with a link that opens an account; `name` stands for the link.
    pub fn of_link(name: &str) -> Self {
        Self(format!("{LINK}{name}"))
    }

    /// The mail holds a link that opens an account: it has run out long before a mail is given up.
    pub fn is_link(&self) -> bool {
        self.0.starts_with(LINK)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How the ids of mails with links to accounts begin.
const LINK: &str = "link/";

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
