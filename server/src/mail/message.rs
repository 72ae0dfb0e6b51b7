//! From a mail to the bytes a mail server takes.

use super::SendError;
use chrono::{DateTime, Utc};
use domain::mail::{JobId, Mail, failed::UNDELIVERABLE, html};
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use sha2::{Digest, Sha256};

/// Whom mails come from.
#[derive(Clone, Debug)]
pub struct Sender {
    mailbox: Mailbox,
    /// Right side of each Message-ID.
    domain: String,
}

impl Sender {
    /// From `Name <name@host>` or `name@host`; `None` when it is neither.
    pub fn parse(address: &str) -> Option<Self> {
        let mailbox: Mailbox = address.parse().ok()?;
        let domain = mailbox.email.domain().to_owned();
        Some(Self { mailbox, domain })
    }

    /// `sozialraumportal@` the host of the portal's address, as long as the office has named no other.
    pub fn of_site(public_url: &str) -> Option<Self> {
        let host = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
        let host = host.split(['/', ':']).next().filter(|host| !host.is_empty())?;
        Self::parse(&format!("Sozialraumportal <sozialraumportal@{host}>"))
    }
}

/// A mail ready for sending, with the name under which it can be told apart.
#[derive(Clone, Debug)]
pub struct Letter {
    /// SHA-256 of the job's id, the first 32 hex digits: the same for the same occasion.
    pub name: String,
    pub message: Message,
}

impl Letter {
    /// # Errors
    /// [`SendError::Hopeless`] when the address is one that mail servers do not take.
    pub fn write(id: &JobId, mail: &Mail, sender: &Sender, now: DateTime<Utc>) -> Result<Self, SendError> {
        let to: Mailbox = mail.to.as_str().parse().map_err(|_| SendError::Hopeless(UNDELIVERABLE.into()))?;
        let name = hex::encode(&Sha256::digest(id.as_str())[..16]);
        let message = Message::builder()
            .from(sender.mailbox.clone())
            .to(to)
            .subject(one_line(&mail.subject))
            .date(now.into())
            .message_id(Some(format!("<{name}@{}>", sender.domain)))
            // Keeps absence notes from coming back (RFC 3834).
            .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), html(&mail.text)))
            .map_err(|cause| SendError::Hopeless(format!("mail cannot be written: {cause}")))?;
        Ok(Self { name, message })
    }
}

/// A title typed by somebody must not become a second header.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
