//! Who is asking: the cookie's token, looked up once a request.

use super::tokens::Token;
use crate::AppState;
use axum::{
    body::Body,
    extract::{ConnectInfo, FromRequestParts, State},
    http::{Extensions, HeaderMap, HeaderValue, Request, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    AppError,
    accounts::port::{AccountOver, Visitor},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

/// `__Host-`: browsers take it only from a secure origin, for this host alone (RFC 6265bis).
/// Chromium and Firefox count localhost as one; plain http on any other address is answered with an explanation.
const COOKIE: &str = "__Host-sitzung";

tokio::task_local! {
    /// Who sends the request that is being answered.
    static HERE: Visitor;
}

/// Who sends the request that is being answered, for a page that is made where nobody has handed that on.
pub fn visitor_here() -> Option<Visitor> {
    HERE.try_with(Clone::clone).ok()
}

/// Puts the [`Visitor`] behind a valid cookie into the request's extensions, and the [`ClientAddress`].
pub async fn find_visitor(State(state): State<AppState>, mut request: Request<Body>, next: Next) -> Response {
    let address = ClientAddress::of(request.extensions(), request.headers(), &state);
    request.extensions_mut().insert(address);
    if let Some(token) = token_of(request.headers()) {
        let now = state.ports.clock.now();
        let idle = chrono::Duration::from_std(state.config.session_idle).unwrap_or(chrono::Duration::hours(2));
        let (accounts, token) = (&state.ports.accounts, token.hash());
        match accounts.visitor(&token, now, now - idle).await {
            Ok(Some(visitor)) => {
                request.extensions_mut().insert(visitor.clone());
                return HERE.scope(visitor, next.run(request)).await;
            }
            // Only the reason is missing where this cannot be looked up.
            Ok(None) => {
                if let Ok(true) = accounts.is_over(&token, now, now - idle).await {
                    request.extensions_mut().insert(AccountOver);
                }
            }
            Err(error) => return crate::pages::failure(&state, error).await.into_response(),
        }
    }
    next.run(request).await
}

/// The token in the request's cookie, if it can be one.
pub fn token_of(headers: &HeaderMap) -> Option<Token> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .and_then(|(_, value)| Token::parse(value))
}

/// The cookie that carries `token` until the browser is closed.
pub fn cookie(token: &Token) -> Result<HeaderValue, AppError> {
    HeaderValue::from_str(&format!("{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Lax", token.as_str()))
        .map_err(|_| AppError::Internal(domain::IncidentId("P-COOKIE".into())))
}

/// Deletes the cookie.
pub fn no_cookie() -> HeaderValue {
    HeaderValue::from_static("__Host-sitzung=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The visitor of this request, if any.
pub struct MaybeVisitor(pub Option<Visitor>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeVisitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Visitor>().cloned()))
    }
}

/// The address a request came from, as far as it can be believed: behind `TRUSTED_PROXIES` = n proxies, the n-th
/// entry of `X-Forwarded-For` from the right; whatever stands left of it may be forged.
#[derive(Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions, &parts.headers, state))
    }
}

impl ClientAddress {
    fn of(extensions: &Extensions, headers: &HeaderMap, state: &AppState) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let forwarded = forwarded_for(headers, state.config.trusted_proxies);
        Self(forwarded.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }
}

fn forwarded_for(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let index = proxies.checked_sub(1)?;
    let entries: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    entries.iter().rev().nth(index)?.parse().ok()
}
