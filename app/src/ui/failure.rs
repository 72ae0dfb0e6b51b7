//! A whole page that says what went wrong and what to do now.

use super::{Notice, NoticeKind, Page, incident::IncidentNumber};
use domain::{AppError, german};
use leptos::prelude::*;
use leptos_router::{hooks::use_location, location::Url};

/// A failure in place of a page; the response gets the failure's status.
#[component]
pub fn FailurePage(error: AppError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(error.status()))
    {
        response.set_status(status);
    }
    view! {
        <Page title=title(&error)>
            <p class="lead">{german::message(&error)}</p>
            <IncidentNumber error=error.clone() />
            <p class="actions"><NextStep error /></p>
        </Page>
    }
}

/// A failure inside a page: what happened and what to do now.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Danger title=german::message(&error)>
            <NextStep error />
        </Notice>
    }
}

/// The link that most likely helps: log in, reload, or begin at the start.
#[component]
fn NextStep(error: AppError) -> impl IntoView {
    let here = here();
    let (class, address, label) = match error {
        AppError::Unauthenticated => {
            ("kern-btn kern-btn--primary", format!("/anmelden?next={}", Url::escape(&here)), "Zur Anmeldung")
        }
        AppError::Forbidden | AppError::NotFound if here.starts_with("/app") => {
            ("kern-btn kern-btn--secondary", "/app".to_owned(), "Zur Übersicht")
        }
        AppError::Forbidden | AppError::NotFound => ("kern-btn kern-btn--secondary", "/".to_owned(), "Zur Startseite"),
        _ => ("kern-btn kern-btn--secondary", here, "Seite neu laden"),
    };
    view! { <a class=class href=address rel="external"><span class="kern-label">{label}</span></a> }
}

/// Beside an entry that must not be lost: the link that helps, in a new tab.
#[component]
pub(super) fn WayOn(error: AppError) -> impl IntoView {
    let (address, label) = match error {
        // The session that begins there is this tab's too.
        AppError::Unauthenticated => ("/anmelden?next=/app".to_owned(), "In neuem Tab anmelden"),
        AppError::Conflict => (here(), "Seite in neuem Tab öffnen"),
        _ => return ().into_any(),
    };
    view! {
        <a class="kern-btn kern-btn--secondary" href=address target="_blank" rel="external"><span class="kern-label">{label}</span></a>
    }
    .into_any()
}

/// Path and query of the page, for coming back to it.
fn here() -> String {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

fn title(error: &AppError) -> &'static str {
    match error {
        AppError::Invalid(_) => "Angaben prüfen",
        AppError::Unauthenticated => "Nicht angemeldet",
        AppError::Forbidden => "Kein Recht für diese Seite",
        AppError::NotFound => "Seite nicht gefunden",
        AppError::Conflict => "Inzwischen geändert",
        AppError::TooMany(_) => "Zu viele Versuche",
        AppError::Unreachable => "Server nicht erreichbar",
        AppError::Internal(_) => "Fehler im Portal",
    }
}
