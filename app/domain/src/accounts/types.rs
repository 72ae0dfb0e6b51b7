use crate::{
    access::Role,
    error::{ErrorCode, FieldError},
    ids::{AccountId, AnstellungstraegerId, PersonId, SessionId},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// An e-mail address as a mail server takes it, lower-cased: at most 254 characters (RFC 5321).
///
/// Checked for shape only; that it belongs to somebody is proved by the link mailed to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    pub fn parse(field: &str, raw: &str) -> Result<Self, FieldError> {
        let text = crate::field::text(field, raw, 254)?.to_lowercase();
        let shaped = text.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && local.len() <= 64
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains("..")
                && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
                && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
        });
        if shaped { Ok(Self(text)) } else { Err(FieldError::new(field, ErrorCode::NotAnEmail)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom an account stands for; its scope on a day follows from it and the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    /// Somebody of the Kreisjugendamt: Koordination, Finanzen, Kasse, Revision.
    Office,
    /// A KiSo or a Kita-Leitung of the directory.
    Person(PersonId),
    Anstellungstraeger(AnstellungstraegerId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountStatus {
    /// Invited; has not set a password yet.
    Invited,
    Active,
    /// Cannot log in; the sessions ended when this was set.
    Disabled,
}

impl AccountStatus {
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Invited, Self::Active, Self::Disabled].into_iter().find(|status| status.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub email: Email,
    /// As shown in the header and in lists, at most 120 characters.
    pub name: String,
    pub role: Role,
    pub subject: Subject,
    pub status: AccountStatus,
    /// The last day, in the office, on which it can be used; `None` where it does not end by itself ([`super::ending`]).
    pub ends_on: Option<NaiveDate>,
}

impl Account {
    /// Whether its last day is past.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        super::ending::is_over(self.ends_on, today)
    }
}

/// PHC string of Argon2id (RFC 9106). Never leaves the server.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// SHA-256 of a random token, in hex: what the database keeps of session cookies and mailed links.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenHash(pub String);

impl TokenHash {
    /// Of the token in a link or a cookie; `None` for what cannot be a token, which is 64 hex digits.
    pub fn of(token: &str) -> Option<Self> {
        let shaped = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        shaped.then(|| Self(Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect()))
    }
}

/// One login of one account in one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub account: AccountId,
    pub created_at: DateTime<Utc>,
    /// Moved forward by use, at most once a minute.
    pub last_seen_at: DateTime<Utc>,
    /// End of the session however busy it is.
    pub expires_at: DateTime<Utc>,
    /// The browser as it names itself, shortened to 120 characters: so that people recognise their own sessions.
    pub browser: String,
}

/// What a mailed link lets its holder do, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    Invitation,
    PasswordReset,
}

impl LinkPurpose {
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Invitation, Self::PasswordReset].into_iter().find(|purpose| purpose.code() == code)
    }

    /// Whether an account in this state takes such a link: it may have changed since somebody asked for one.
    pub fn suits(self, status: AccountStatus) -> bool {
        match self {
            Self::Invitation => status == AccountStatus::Invited,
            Self::PasswordReset => status == AccountStatus::Active,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeLink {
    pub token: TokenHash,
    pub account: AccountId,
    pub purpose: LinkPurpose,
    /// [`Self::VALID`] after it was asked for.
    pub expires_at: DateTime<Utc>,
}

impl OneTimeLink {
    /// How long a link holds. The mail with it is not tried longer, and its text not kept.
    pub const VALID: TimeDelta = TimeDelta::hours(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_a_token_has_a_hash() {
        let hash = TokenHash::of(&"0".repeat(64)).map(|hash| hash.0);
        // The SHA-256 of 64 zeros as text, as `printf '0%.0s' {1..64} | sha256sum` prints it.
        assert_eq!(hash.as_deref(), Some("60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55"));
        for wrong in ["", "abc", &"g".repeat(64), &"0".repeat(63)] {
            assert_eq!(TokenHash::of(wrong), None);
        }
    }

    #[test]
    fn who_has_a_password_is_not_invited_and_who_is_disabled_gets_no_link() {
        let suited = |purpose: LinkPurpose| {
            let all = [AccountStatus::Invited, AccountStatus::Active, AccountStatus::Disabled];
            all.into_iter().filter(|status| purpose.suits(*status)).collect::<Vec<_>>()
        };
        assert_eq!(suited(LinkPurpose::Invitation), [AccountStatus::Invited]);
        assert_eq!(suited(LinkPurpose::PasswordReset), [AccountStatus::Active]);
    }

    #[test]
    fn addresses_are_checked_for_shape_and_lower_cased() {
        assert_eq!(Email::parse("email", " Erika@Beispiel.DE ").map(|e| e.0), Ok("erika@beispiel.de".into()));
        for wrong in ["erika", "@beispiel.de", "erika@", "erika@beispiel", "e rika@beispiel.de", "a@b..de", "<a>@b.de"]
        {
            let code = Email::parse("email", wrong).map_err(|fault| fault.code);
            assert_eq!(code, Err(ErrorCode::NotAnEmail), "{wrong}");
        }
    }
}
