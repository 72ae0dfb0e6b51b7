use super::{Account, AccountStatus, Subject};
use crate::{access::Role, german};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who is logged in: for the header and the navigation of the staff zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeView {
    pub account: String,
    pub name: String,
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Id of whom of the directory it stands for; blank where it stands for nobody.
    pub subject: String,
    pub status: AccountStatus,
    /// `31.03.2026`, where it ends by itself.
    pub ends_on: Option<String>,
    /// The last day is past.
    pub over: bool,
    /// Whether it is the account of the person who looks.
    pub own: bool,
}

impl AccountRow {
    pub fn of(account: &Account, me: crate::ids::AccountId, today: NaiveDate) -> Self {
        Self {
            id: account.id.to_string(),
            name: account.name.clone(),
            email: account.email.to_string(),
            role: account.role,
            subject: match account.subject {
                Subject::Office => String::new(),
                Subject::Person(person) => person.to_string(),
                Subject::Anstellungstraeger(employer) => employer.to_string(),
            },
            status: account.status,
            ends_on: account.ends_on.map(german::date),
            over: account.is_over(today),
            own: account.id == me,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountsView {
    pub accounts: Vec<AccountRow>,
    /// In the office: what a last day is judged by.
    pub today: NaiveDate,
}

/// One of the person's own sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    pub id: String,
    pub browser: String,
    /// German date and time, office time zone.
    pub since: String,
    pub last_seen: String,
    pub current: bool,
}
