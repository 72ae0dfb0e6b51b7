use super::{
    ending,
    role::subject_of,
    types::{Email, Subject},
};
use crate::{
    access::Role,
    error::{ErrorCode, FieldError},
    field::{self, Faults},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Shortest password (NIST SP 800-63B-4 asks for 15 without, 8 with a second factor; the office decided 12).
pub const PASSWORD_MIN_CHARS: i64 = 12;
/// Longest password: bounds the work of hashing what strangers send.
pub const PASSWORD_MAX_CHARS: i64 = 128;

/// The login form.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LoginInput {
    pub email: String,
    pub password: String,
    /// Where to go after the login: a path of this site.
    pub next: String,
}

impl LoginInput {
    /// The address to look up. A password is never judged at login, only compared.
    pub fn check(&self) -> Result<Email, Vec<FieldError>> {
        let mut faults = Faults::new();
        let email = faults.take(Email::parse("email", &self.email));
        if self.password.is_empty() {
            faults.push(FieldError::new("password", ErrorCode::Required));
        }
        faults.finish(email)
    }

    /// Where to go after the login; anything but a path of this site leads to the start of the staff zone.
    pub fn target(&self) -> &str {
        let path = self.next.as_str();
        let local = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r']);
        if local { path } else { "/app" }
    }
}

/// The form that asks for a link to set a new password.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordResetInput {
    pub email: String,
}

impl PasswordResetInput {
    pub fn check(&self) -> Result<Email, Vec<FieldError>> {
        Email::parse("email", &self.email).map_err(|fault| vec![fault])
    }
}

/// The form behind a mailed link: a new password, typed twice.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewPasswordInput {
    pub token: String,
    pub password: String,
    pub repeated: String,
}

/// A password that meets the rules that need no word list; the server also refuses common ones.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

impl NewPassword {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl NewPasswordInput {
    pub fn check(&self) -> Result<NewPassword, Vec<FieldError>> {
        let length = self.password.chars().count() as i64;
        let mut faults = Faults::new();
        if self.password.is_empty() {
            faults.push(FieldError::new("password", ErrorCode::Required));
        } else if length < PASSWORD_MIN_CHARS {
            faults.push(FieldError::with_limit("password", ErrorCode::TooShort, PASSWORD_MIN_CHARS));
        } else if length > PASSWORD_MAX_CHARS {
            faults.push(FieldError::with_limit("password", ErrorCode::TooLong, PASSWORD_MAX_CHARS));
        } else if self.password != self.repeated {
            faults.push(FieldError::new("repeated", ErrorCode::NotTheSame));
        }
        faults.finish(Some(NewPassword(self.password.clone())))
    }
}

/// The form by which the Koordination invites somebody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationInput {
    pub email: String,
    pub name: String,
    /// Code of a [`Role`].
    pub role: String,
    /// Id of the KiSo, Kita-Leitung or Anstellungsträger of the directory; blank for people of the office.
    pub subject: String,
    /// Last day of an account that ends; of no account for other roles ([`ending::has_end`]).
    pub ends_on: String,
}

/// A checked invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub email: Email,
    pub name: String,
    pub role: Role,
    pub subject: Subject,
    pub ends_on: Option<NaiveDate>,
}

impl Invitation {
    /// Whether the account can end on its day, seen from today; apart from the form, which knows no day.
    pub fn check_end(&self, today: NaiveDate) -> Result<(), Vec<FieldError>> {
        let judged = self.ends_on.map(|end| ending::judge_end("ends_on", end, today));
        judged.transpose().map(|_| ()).map_err(|fault| vec![fault])
    }
}

impl InvitationInput {
    pub fn check(&self) -> Result<Invitation, Vec<FieldError>> {
        let mut faults = Faults::new();
        let email = faults.take(Email::parse("email", &self.email));
        let name = faults.take(field::text("name", &self.name, 120));
        let role = faults.take(Role::from_code(&self.role).ok_or(FieldError::new("role", ErrorCode::NotAChoice)));
        let subject = role.and_then(|role| faults.take(subject_of(role, &self.subject)));
        let end = faults.take(self.end_of(role));
        let who = email.zip(name).zip(role.zip(subject));
        let invitation = who.zip(end).map(|(((email, name), (role, subject)), ends_on)| Invitation {
            email,
            name,
            role,
            subject,
            ends_on,
        });
        faults.finish(invitation)
    }

    fn end_of(&self, role: Option<Role>) -> Result<Option<NaiveDate>, FieldError> {
        let end = field::optional_date("ends_on", &self.ends_on)?;
        match role.is_some_and(ending::has_end) {
            true if end.is_none() => Err(FieldError::new("ends_on", ErrorCode::Required)),
            true => Ok(end),
            false => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes<T>(result: Result<T, Vec<FieldError>>) -> Vec<(String, ErrorCode)> {
        result.err().unwrap_or_default().into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn a_login_leads_only_to_paths_of_this_site() {
        for (next, target) in [
            ("/app/budgets", "/app/budgets"),
            ("//evil.example", "/app"),
            ("https://evil.example", "/app"),
            ("", "/app"),
        ] {
            assert_eq!(LoginInput { next: next.into(), ..Default::default() }.target(), target);
        }
    }

    #[test]
    fn a_new_password_is_long_and_typed_twice_the_same() {
        let input = |password: &str, repeated: &str| NewPasswordInput {
            token: String::new(),
            password: password.into(),
            repeated: repeated.into(),
        };
        assert!(input("Sechs Äpfel am Baum", "Sechs Äpfel am Baum").check().is_ok());
        assert_eq!(codes(input("kurz", "kurz").check()), [("password".into(), ErrorCode::TooShort)]);
        assert_eq!(codes(input(&"x".repeat(129), "").check()), [("password".into(), ErrorCode::TooLong)]);
        assert_eq!(codes(input("Sechs Äpfel am Baum", "Sechs").check()), [("repeated".into(), ErrorCode::NotTheSame)]);
    }

    #[test]
    fn an_invitation_names_whom_the_account_stands_for() {
        let office =
            InvitationInput { email: "a@b.de".into(), name: "A".into(), role: "finanzen".into(), ..Default::default() };
        assert!(office.check().is_ok());
        let kiso = InvitationInput { role: "ki_so".into(), ..office.clone() };
        assert_eq!(codes(kiso.check()), [("subject".into(), ErrorCode::Required)]);
        assert_eq!(
            codes(InvitationInput { role: "chef".into(), ..office }.check()),
            [("role".into(), ErrorCode::NotAChoice)]
        );
    }

    #[test]
    fn an_invitation_of_the_revision_names_the_last_day_and_no_other_does() {
        let input = |role: &str, ends_on: &str| InvitationInput {
            email: "a@b.de".into(),
            name: "A".into(),
            role: role.into(),
            ends_on: ends_on.into(),
            ..Default::default()
        };
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let revision = input("revision", "2026-03-31").check().expect("a checked invitation");
        assert_eq!(revision.ends_on, Some(day("2026-03-31")));
        assert_eq!(revision.check_end(day("2026-03-31")), Ok(()));
        let late = revision.check_end(day("2026-04-01")).map_err(|faults| faults[0].code);
        assert_eq!(late, Err(ErrorCode::InThePast));
        assert_eq!(codes(input("revision", "").check()), [("ends_on".into(), ErrorCode::Required)]);
        assert_eq!(codes(input("revision", "bald").check()), [("ends_on".into(), ErrorCode::NotADate)]);
        let kasse = input("kasse", "2026-03-31").check().expect("a checked invitation");
        assert_eq!((kasse.ends_on, kasse.check_end(day("2027-01-01"))), (None, Ok(())));
    }
}
