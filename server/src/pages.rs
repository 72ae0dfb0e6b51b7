//! Pages of the public zone, rendered on the server.

use crate::{AppState, auth::session::visitor_here, refusal::status_of};
use app::{shell::shell, ui::Submitted};
use axum::{
    body::Body,
    extract::State,
    http::{Method, Request, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use domain::{AppError, accounts::port::Visitor};
use leptos::prelude::provide_context;
use serde::{Serialize, de::DeserializeOwned};

/// Renders the page at the request's address.
pub async fn public_page(State(state): State<AppState>, request: Request<Body>) -> Response {
    leptos_axum::render_app_async_with_context(move || state.provide(), shell)(request).await
}

/// Renders the page at `path` again after a form was not taken: filled with what was typed, status of the error.
///
/// This is how a form without WASM loses nothing; a redirect would.
pub async fn form_page<T>(state: &AppState, path: &str, input: T, error: AppError) -> Response
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    form_page_for(state, None, path, input, error).await
}

/// As [`form_page`], for pages that not everybody sees: `visitor` is who sent the form.
pub async fn form_page_for<T>(
    state: &AppState,
    visitor: Option<Visitor>,
    path: &str,
    input: T,
    error: AppError,
) -> Response
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    let status = status_of(&error);
    let state = state.clone();
    let context = move || {
        state.provide();
        provide_context(Submitted { input: input.clone(), error: Some(error.clone()) });
    };
    let Ok(uri) = path.parse::<Uri>() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri;
    if let Some(visitor) = visitor {
        request.extensions_mut().insert(visitor);
    }
    let mut response = leptos_axum::render_app_async_with_context(context, shell)(request).await;
    *response.status_mut() = status;
    response
}

/// A page that says what failed and what to do, for requests that never reached a page of their own.
pub async fn failure(state: &AppState, error: AppError) -> Response {
    let status = status_of(&error);
    let state = state.clone();
    let context = move || {
        state.provide();
        provide_context(error.clone());
    };
    let mut request = Request::new(Body::empty());
    // Without them the page would look as if the person were logged out.
    if let Some(visitor) = visitor_here() {
        request.extensions_mut().insert(visitor);
    }
    let mut response = leptos_axum::render_app_async_with_context(context, shell)(request).await;
    *response.status_mut() = status;
    response
}
