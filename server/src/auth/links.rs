//! Mailed one-time links: asking for one, and setting a password with it.

use super::{passwords, session::ClientAddress, tokens::Token};
use crate::{AppState, pages};
use async_trait::async_trait;
use axum::{
    Form,
    extract::{Query, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    AppError, ErrorCode,
    accounts::{
        Account, AccountStatus, Email, LinkPurpose, NewPasswordInput, OneTimeLink, PasswordResetInput,
        port::{AccountStore, LinkMailer},
    },
    clock::Clock,
    mail::{
        JobId, Mail,
        port::{ClaimedMail, Outbox},
    },
};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use store::Store;
use tokio::time::Instant;
use uuid::Uuid;

/// Writing a link and its mail takes longer than finding nobody: both are answered after the same time, so that the clock tells
/// nothing about accounts either.
pub const ANSWER_AFTER: Duration = Duration::from_millis(300);

/// Mails a link to the account behind the address, if there is one; the answer is the same if there is none.
pub async fn ask_for_reset(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Form(input): Form<PasswordResetInput>,
) -> Response {
    match send_reset(&state, address, &input).await {
        Ok(()) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, "/passwort-vergessen?gesendet=1#gesendet")]).into_response()
        }
        Err(error) => pages::form_page(&state, "/passwort-vergessen", input, error).await,
    }
}

/// The token of a mailed link, as it stands in its address.
#[derive(Deserialize)]
pub struct LinkQuery {
    #[serde(default)]
    token: String,
}

/// The form behind a mailed link. Whether the link still holds is said before anybody thinks of a password; looking
/// does not use it up, as mail programs open links on their own.
pub async fn show_password_form(
    State(state): State<AppState>,
    Query(query): Query<LinkQuery>,
    request: Request,
) -> Response {
    match find_link(&state, &query.token).await {
        Ok(()) => pages::public_page(State(state), request).await,
        Err(error) => {
            let typed = NewPasswordInput { token: query.token, ..Default::default() };
            pages::form_page(&state, "/passwort-setzen", typed, error).await
        }
    }
}

/// Uses up a link and sets the password; afterwards the person logs in with it.
pub async fn set_password(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Form(input): Form<NewPasswordInput>,
) -> Response {
    match redeem(&state, address, &input).await {
        Ok(()) => (StatusCode::SEE_OTHER, [(header::LOCATION, "/anmelden?passwort=neu#gespeichert")]).into_response(),
        Err(error) => {
            let typed = NewPasswordInput { token: input.token, ..Default::default() };
            pages::form_page(&state, "/passwort-setzen", typed, error).await
        }
    }
}

/// Mails one-time links.
pub struct Links {
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
}

impl Links {
    pub fn new(store: Arc<Store>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }
}

#[async_trait]
impl LinkMailer for Links {
    async fn mail_link(&self, account: &Account, purpose: LinkPurpose) -> Result<(), AppError> {
        let id = JobId::of_link(purpose, &Uuid::now_v7().to_string());
        self.store.enqueue(&id, &link_mail(&account.email, purpose), self.clock.now()).await?;
        Ok(())
    }
}

/// Keeps the hash of a link in a mail that goes out now; it holds for the hour after the asking. `false` when there is no account
/// (any more) behind the address that takes such a link.
pub async fn keep_account_link(
    store: &Store,
    mail: &ClaimedMail,
    purpose: LinkPurpose,
    token: &Token,
) -> Result<bool, AppError> {
    let account = store.find_login(&mail.mail.to).await?.map(|login| login.account);
    let Some(account) = account.filter(|account| purpose.suits(account.status)) else { return Ok(false) };
    let expires_at = mail.written + OneTimeLink::VALID;
    store.save_link(&OneTimeLink { token: token.hash(), account: account.id, purpose, expires_at }).await?;
    Ok(true)
}

async fn send_reset(state: &AppState, address: std::net::IpAddr, input: &PasswordResetInput) -> Result<(), AppError> {
    let email = input.check().map_err(AppError::Invalid)?;
    state.rate_limit.count_attempt(email.as_str(), address)?;
    let answered = Instant::now() + ANSWER_AFTER;
    let sent = mail_if_known(state, &email).await;
    tokio::time::sleep_until(answered).await;
    sent
}

async fn mail_if_known(state: &AppState, email: &Email) -> Result<(), AppError> {
    match state.ports.accounts.find_login(email).await? {
        Some(login) if login.account.status == AccountStatus::Active => {
            state.ports.links.mail_link(&login.account, LinkPurpose::PasswordReset).await
        }
        _ => Ok(()),
    }
}

async fn redeem(state: &AppState, address: std::net::IpAddr, input: &NewPasswordInput) -> Result<(), AppError> {
    let invalid = || AppError::field("token", ErrorCode::LinkInvalid);
    let token = Token::parse(&input.token).ok_or_else(invalid)?;
    state.rate_limit.count_attempt(&token.hash().0, address)?;
    let now = state.ports.clock.now();
    let password = input.check().map_err(AppError::Invalid)?;
    let holder = state.ports.accounts.link_holder(&token.hash(), now).await?.ok_or_else(invalid)?;
    passwords::judge(&password, &holder)?;
    let hash = state.hasher.hash(password.as_str()).await?;
    state.ports.accounts.redeem_link(&token.hash(), &hash, now).await?.ok_or_else(invalid)?;
    Ok(())
}

async fn find_link(state: &AppState, raw: &str) -> Result<(), AppError> {
    let invalid = || AppError::field("token", ErrorCode::LinkInvalid);
    let token = Token::parse(raw).ok_or_else(invalid)?;
    let found = state.ports.accounts.link_is_valid(&token.hash(), state.ports.clock.now()).await?;
    found.map(|_| ()).ok_or_else(invalid)
}

/// The mail with a link that opens an account. Its wording is fixed, unlike those of events
/// ([`domain::events::templates`]): nobody who can log in, nor who has taken over an account, makes the portal ask people for
/// something else beside such a link, and every portal's mail of this kind reads the same, so that a forged one stands out.
fn link_mail(to: &Email, purpose: LinkPurpose) -> Mail {
    let (subject, reason, later, unexpected) = match purpose {
        LinkPurpose::Invitation => (
            "Ihr Zugang zum Sozialraumportal",
            "für Sie wurde ein Zugang zum Sozialraumportal angelegt. Bitte legen Sie über diesen Link Ihr Passwort fest:",
            "danach bitten Sie die Koordination um eine neue Einladung",
            "Haben Sie diese Einladung nicht erwartet",
        ),
        LinkPurpose::PasswordReset => (
            "Neues Passwort für das Sozialraumportal",
            "für Ihr Konto wurde ein neues Passwort angefordert. Über diesen Link legen Sie es fest:",
            "danach fordern Sie bitte einen neuen an",
            "Haben Sie ihn nicht angefordert",
        ),
    };
    let link = Mail::LINK_PLACE;
    let text = format!(
        "Guten Tag,\n\n{reason}\n\n{link}\n\nDer Link gilt eine Stunde und nur einmal; {later}. {unexpected}, müssen \
         Sie nichts tun.\n\nKreisjugendamt Mayen-Koblenz\nSozialraumportal\n"
    );
    Mail { to: to.clone(), subject: subject.into(), text, draft: None, opens: None }
}
