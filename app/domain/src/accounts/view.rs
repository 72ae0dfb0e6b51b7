use super::{Account, AccountStatus};
use crate::access::Role;
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
    pub status: AccountStatus,
    /// Whether it is the account of the person who looks.
    pub own: bool,
}

impl AccountRow {
    pub fn of(account: &Account, me: crate::ids::AccountId) -> Self {
        Self {
            id: account.id.to_string(),
            name: account.name.clone(),
            email: account.email.to_string(),
            role: account.role,
            status: account.status,
            own: account.id == me,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountsView {
    pub accounts: Vec<AccountRow>,
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
