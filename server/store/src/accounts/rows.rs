//! Accounts and sessions as they stand in the database.

use crate::row::{Day, Ref, from_code};
use chrono::{DateTime, Utc};
use domain::{
    access::Role,
    accounts::{Account, AccountStatus, Email, PasswordHash, Session, Subject, port::Login},
    ids::{AccountId, AnstellungstraegerId, PersonId, SessionId},
};
use surrealdb::types::{Error, SurrealValue};

#[derive(SurrealValue)]
pub(super) struct AccountRow {
    id: Ref<AccountId>,
    email: String,
    name: String,
    role: String,
    person: Option<Ref<PersonId>>,
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    status: String,
    password: Option<String>,
    ends_on: Option<Day>,
}

impl AccountRow {
    pub(super) fn account(&self) -> Result<Account, Error> {
        let unreadable = |_| Error::internal("unreadable e-mail address in a row".into());
        Ok(Account {
            id: self.id.0,
            email: Email::parse("email", &self.email).map_err(unreadable)?,
            name: self.name.clone(),
            role: from_code("role", &self.role, Role::from_code)?,
            subject: subject(self.person, self.anstellungstraeger),
            status: from_code("status", &self.status, AccountStatus::from_code)?,
            ends_on: self.ends_on.map(|Day(day)| day),
        })
    }

    pub(super) fn login(self) -> Result<Login, Error> {
        Ok(Login { account: self.account()?, password: self.password.map(PasswordHash) })
    }
}

/// The columns of a new account.
#[derive(SurrealValue)]
pub(super) struct NewAccountRow {
    email: String,
    name: String,
    role: String,
    person: Option<Ref<PersonId>>,
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    status: String,
    password: Option<String>,
    ends_on: Option<Day>,
}

impl NewAccountRow {
    pub(super) fn of(account: &Account, password: Option<&PasswordHash>) -> Self {
        let (person, anstellungstraeger) = columns(&account.subject);
        Self {
            email: account.email.as_str().to_owned(),
            name: account.name.clone(),
            role: account.role.code().to_owned(),
            person,
            anstellungstraeger,
            status: account.status.code().to_owned(),
            password: password.map(|hash| hash.0.clone()),
            ends_on: account.ends_on.map(Day),
        }
    }
}

/// The columns of whom an account stands for: a person, or an employer.
pub(super) fn columns(subject: &Subject) -> (Option<Ref<PersonId>>, Option<Ref<AnstellungstraegerId>>) {
    match subject {
        Subject::Office => (None, None),
        Subject::Person(person) => (Some(Ref(*person)), None),
        Subject::Anstellungstraeger(employer) => (None, Some(Ref(*employer))),
    }
}

fn subject(person: Option<Ref<PersonId>>, employer: Option<Ref<AnstellungstraegerId>>) -> Subject {
    match (person, employer) {
        (Some(Ref(person)), _) => Subject::Person(person),
        (None, Some(Ref(employer))) => Subject::Anstellungstraeger(employer),
        (None, None) => Subject::Office,
    }
}

#[derive(SurrealValue)]
pub(super) struct SessionRow {
    id: Ref<SessionId>,
    account: Ref<AccountId>,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    browser: String,
}

impl SessionRow {
    pub(super) fn session(self) -> Session {
        Session {
            id: self.id.0,
            account: self.account.0,
            created_at: self.created_at,
            last_seen_at: self.last_seen_at,
            expires_at: self.expires_at,
            browser: self.browser,
        }
    }
}
