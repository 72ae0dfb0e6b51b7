use super::{
    session::{ClientAddress, MaybeVisitor, cookie, no_cookie},
    tokens::Token,
};
use crate::{AppState, pages};
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::Duration;
use domain::{
    AppError, ErrorCode, IncidentId,
    accounts::{Account, AccountStatus, LoginInput, Session},
    ids::SessionId,
};
use uuid::Uuid;

/// Takes the login form: 303 with a new session, or the form again with the reason.
pub async fn log_in(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Form(input): Form<LoginInput>,
) -> Response {
    match start(&state, address, &headers, &input).await {
        Ok(cookie) => redirect(&with_fragment(input.target()), cookie),
        Err(error) => {
            let typed = LoginInput { password: String::new(), ..input };
            pages::form_page(&state, "/anmelden", typed, error).await
        }
    }
}

/// Ends the session and deletes the cookie; without a session it only does the latter.
pub async fn log_out(State(state): State<AppState>, MaybeVisitor(visitor): MaybeVisitor) -> Response {
    if let Some(visitor) = visitor
        && let Err(error) = state.ports.accounts.end_session(visitor.account.id, visitor.session.id).await
        && error != AppError::NotFound
    {
        return pages::failure(&state, error).await;
    }
    redirect("/", no_cookie())
}

async fn start(
    state: &AppState,
    address: std::net::IpAddr,
    headers: &HeaderMap,
    input: &LoginInput,
) -> Result<HeaderValue, AppError> {
    let email = input.check().map_err(AppError::Invalid)?;
    state.rate_limit.count_attempt(email.as_str(), address)?;
    let login = state.ports.accounts.find_login(&email).await?;
    let password = login.as_ref().and_then(|login| login.password.as_ref());
    let right = state.hasher.verify(&input.password, password).await?;
    let account = login.map(|login| login.account).filter(|account| right && account.status == AccountStatus::Active);
    let account = account.ok_or_else(|| AppError::field("password", ErrorCode::WrongCredentials))?;
    // Only who knows the password learns that there is such an account, and that it has ended.
    if account.is_over(state.ports.clock.today()) {
        return Err(AppError::field("email", ErrorCode::AccountOver));
    }
    start_session(state, &account, headers).await
}

/// A new session under a new token (never the one that was sent: fixation), as the cookie to set.
pub async fn start_session(state: &AppState, account: &Account, headers: &HeaderMap) -> Result<HeaderValue, AppError> {
    let token = Token::random().map_err(|error| {
        tracing::error!(incident = "P-RANDOM", %error, "no randomness");
        AppError::Internal(IncidentId("P-RANDOM".into()))
    })?;
    let now = state.ports.clock.now();
    let lifetime = Duration::from_std(state.config.session_absolute).unwrap_or(Duration::hours(12));
    let browser = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let session = Session {
        id: SessionId::new(Uuid::now_v7()),
        account: account.id,
        created_at: now,
        last_seen_at: now,
        expires_at: now + lifetime,
        browser: browser.chars().take(120).collect(),
    };
    state.ports.accounts.start_session(&token.hash(), &session).await?;
    tracing::info!(account.id = %account.id, "logged in");
    cookie(&token)
}

/// The same address with a fragment of its own, blank where it has none: browsers would hand on that of the form's address, which
/// leads to the outcome of the form (RFC 9110 §10.2.2).
fn with_fragment(target: &str) -> String {
    if target.contains('#') { target.to_owned() } else { format!("{target}#") }
}

pub(super) fn redirect(target: &str, cookie: HeaderValue) -> Response {
    let location = HeaderValue::from_str(target).unwrap_or(HeaderValue::from_static("/app"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location), (header::SET_COOKIE, cookie)]).into_response()
}
