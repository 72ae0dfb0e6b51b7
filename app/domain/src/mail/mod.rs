//! Mails and the outbox they wait in.

pub mod failed;
pub mod german;
mod html;
pub mod port;

pub use html::html;

use crate::{
    accounts::{Email, LinkPurpose},
    events::Opening,
};
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
    /// What the link in it opens, unless that is an account ([`JobId::link`]); `None` where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Opening>,
}

/// What the link in a mail is for that is made when the mail is being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTo<'a> {
    /// To set the password of an account.
    Account(LinkPurpose),
    Event(&'a Opening),
}

/// What a wording is filled with: the occasion by its code, and a value for each placeholder by its name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub occasion: String,
    pub values: BTreeMap<String, String>,
}

impl Mail {
    /// Where the address of a link is put that is made when the mail is being sent. Nobody can type it: names and titles that stand in
    /// a mail have no control characters ([`crate::field`]), so none of them draws the link to where it does not belong.
    pub const LINK_PLACE: &str = "\u{2}Link\u{3}";

    /// With the address of that link in its place.
    pub fn with_link(&self, address: &str) -> Self {
        Self { text: self.text.replace(Self::LINK_PLACE, address), ..self.clone() }
    }
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

    /// Of a mail with a link that opens an account. `name` is that of the asking: every asking has a mail of its own.
    pub fn of_link(purpose: LinkPurpose, name: &str) -> Self {
        Self(format!("{LINK}{}/{name}", purpose.code()))
    }

    /// What the link is for that is made when the mail is being sent. `None` for every other mail, and for one that was written
    /// with its link, as they were before 2026-11-27.
    pub fn link(&self) -> Option<LinkPurpose> {
        let (purpose, _) = self.0.strip_prefix(LINK)?.split_once('/')?;
        LinkPurpose::from_code(purpose)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_mail_says_which_link_is_put_into_it() {
        for purpose in [LinkPurpose::Invitation, LinkPurpose::PasswordReset] {
            let id = JobId::of_link(purpose, "1");
            assert!(id.is_link());
            assert_eq!(id.link(), Some(purpose));
        }
        for (written_with_it, id) in
            [(true, "link/60e05bd1b195"), (false, "registration/1/a/1"), (false, "invitation/1")]
        {
            let id = JobId::new(id);
            assert_eq!((id.is_link(), id.link()), (written_with_it, None), "{id}");
        }
    }
}
