//! Server functions. Each authorises, asks its port and returns a view.

use crate::ApiError;
use domain::accounts::{AccountsView, InvitationInput, MeView, SessionRow};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::{account_is_over, authorised, visitor};
#[cfg(feature = "ssr")]
use domain::{
    AppError, ErrorCode,
    access::{DirectoryReader, Koordination, Member, Right, Role},
    accounts::{AccountRow, AccountStatus, LinkPurpose, RoleInput, Subject, ending},
    german,
    ids::{AccountId, SessionId},
};

/// Who is logged in.
#[server(endpoint = "fn/accounts/me", input = Json)]
pub async fn me() -> Result<MeView, ApiError> {
    let visitor = visitor()?;
    Ok(MeView { account: visitor.account.id.to_string(), name: visitor.account.name, role: visitor.account.role })
}

/// Why who was logged in a moment ago is not any more: the last day of the account is past. `false` for everybody else.
#[server(endpoint = "fn/accounts/over", input = Json)]
pub async fn is_over() -> Result<bool, ApiError> {
    Ok(account_is_over())
}

#[server(endpoint = "fn/accounts/list", input = Json)]
pub async fn accounts() -> Result<AccountsView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let me = by.principal().account;
    let today = ports.clock.today();
    let accounts = ports.accounts.list(&by).await?;
    Ok(AccountsView { accounts: accounts.iter().map(|account| AccountRow::of(account, me, today)).collect(), today })
}

/// Creates an invited account and mails its link.
#[server(endpoint = "fn/accounts/invite", input = Json)]
pub async fn invite(input: InvitationInput) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let invitation = input.check().map_err(AppError::Invalid)?;
    invitation.check_end(ports.clock.today()).map_err(AppError::Invalid)?;
    expect_listed(invitation.role, &invitation.subject).await?;
    let id = AccountId::new(uuid::Uuid::now_v7());
    let account = ports.accounts.invite(&by, id, &invitation, ports.clock.now()).await?;
    Ok(ports.links.mail_link(&account, LinkPurpose::Invitation).await?)
}

/// Whom of the directory an account of this role can stand for: id and name, by name.
#[server(endpoint = "fn/accounts/subjects", input = Json)]
pub async fn subjects(role: String) -> Result<Vec<(String, String)>, ApiError> {
    let (_, ports) = authorised::<Koordination>()?;
    let (by, _) = authorised::<DirectoryReader>()?;
    let directory = ports.directory.read(&by, ports.clock.today()).await?;
    let mut subjects: Vec<(String, String)> = match Role::from_code(&role) {
        Some(Role::KiSo) => directory.kisos.iter().map(|kiso| (kiso.id.to_string(), kiso.name.clone())).collect(),
        Some(Role::KitaLeitung) => {
            directory.leitungen.iter().map(|person| (person.id.to_string(), person.name.clone())).collect()
        }
        Some(Role::Anstellungstraeger) => directory
            .anstellungstraeger
            .iter()
            .map(|employer| (employer.id.to_string(), employer.name.clone()))
            .collect(),
        _ => Vec::new(),
    };
    subjects.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(subjects)
}

/// Mails a new link to somebody who has not set a password yet.
#[server(endpoint = "fn/accounts/invite-again", input = Json)]
pub async fn invite_again(account: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let id = account_id(&account)?;
    let invited = ports.accounts.list(&by).await?.into_iter().find(|account| account.id == id);
    match invited {
        Some(account) if account.status == AccountStatus::Invited => {
            Ok(ports.links.mail_link(&account, LinkPurpose::Invitation).await?)
        }
        Some(_) => Err(AppError::field("status", ErrorCode::WrongState).into()),
        None => Err(AppError::NotFound.into()),
    }
}

/// Gives an account another role, or lets it stand for somebody else of the directory.
#[server(endpoint = "fn/accounts/change-role", input = Json)]
pub async fn change_role(account: String, role: String, #[server(default)] subject: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let change = RoleInput { role, subject }.check().map_err(AppError::Invalid)?;
    expect_listed(change.role, &change.subject).await?;
    Ok(ports.accounts.change_role(&by, account_id(&account)?, &change, ports.clock.now()).await?)
}

/// Gives an account of the Revision another last day.
#[server(endpoint = "fn/accounts/set-end", input = Json)]
pub async fn set_end(account: String, ends_on: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let end = ending::read_end("ends_on", &ends_on, ports.clock.today());
    let end = end.map_err(|fault| AppError::Invalid(vec![fault]))?;
    Ok(ports.accounts.set_end(&by, account_id(&account)?, end, ports.clock.now()).await?)
}

/// Disables or enables an account; disabling ends its sessions at once.
#[server(endpoint = "fn/accounts/set-enabled", input = Json)]
pub async fn set_enabled(account: String, enabled: bool) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let status = if enabled { AccountStatus::Active } else { AccountStatus::Disabled };
    Ok(ports.accounts.set_status(&by, account_id(&account)?, status, ports.clock.now()).await?)
}

/// The visitor's own sessions, newest first.
#[server(endpoint = "fn/accounts/sessions", input = Json)]
pub async fn own_sessions() -> Result<Vec<SessionRow>, ApiError> {
    let current = visitor()?.session.id;
    let (by, ports) = authorised::<Member>()?;
    let mut sessions = ports.accounts.sessions_of(by.principal().account, ports.clock.now()).await?;
    sessions.sort_by_key(|session| std::cmp::Reverse(session.created_at));
    let written = |moment| german::date_time(ports.clock.local(moment));
    Ok(sessions
        .into_iter()
        .map(|session| SessionRow {
            id: session.id.to_string(),
            browser: domain::accounts::german::browser(&session.browser),
            since: written(session.created_at),
            last_seen: written(session.last_seen_at),
            current: session.id == current,
        })
        .collect())
}

#[server(endpoint = "fn/accounts/end-session", input = Json)]
pub async fn end_session(session: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Member>()?;
    let session: SessionId = session.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.accounts.end_session(by.principal().account, session).await?)
}

/// Ends every session of the visitor but the one in use.
#[server(endpoint = "fn/accounts/end-other-sessions", input = Json)]
pub async fn end_other_sessions() -> Result<(), ApiError> {
    let current = visitor()?.session.id;
    let (by, ports) = authorised::<Member>()?;
    Ok(ports.accounts.end_other_sessions(by.principal().account, Some(current)).await?)
}

/// Refuses whom the directory does not list as what the role says: such an account would see nothing, or later what is another's.
#[cfg(feature = "ssr")]
async fn expect_listed(role: Role, subject: &Subject) -> Result<(), ApiError> {
    let (by, ports) = authorised::<DirectoryReader>()?;
    let directory = ports.directory.read(&by, ports.clock.today()).await?;
    match directory.lists(role, subject) {
        true => Ok(()),
        false => Err(AppError::field("subject", ErrorCode::NotAChoice).into()),
    }
}

#[cfg(feature = "ssr")]
fn account_id(raw: &str) -> Result<AccountId, ApiError> {
    raw.parse().map_err(|_| AppError::NotFound.into())
}
