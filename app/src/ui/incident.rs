//! The number of a page that says that something failed: a person can name it, and the log knows it.

use domain::{AppError, IncidentId};
use leptos::prelude::*;

/// On the server, where the log takes it from the response.
#[cfg(feature = "ssr")]
pub const INCIDENT_HEADER: &str = "x-incident";

/// The line with the number, on every page about a failure that the log knows of.
#[component]
pub(super) fn IncidentNumber(error: AppError) -> impl IntoView {
    incident_of(&error)
        .map(|number| view! { <p>"Nummer des Vorfalls: " <span class="incident">{number.to_string()}</span></p> })
}

/// The number under which the log knows this failure, the same on server and client. `None` where nothing reaches the log.
fn incident_of(error: &AppError) -> Option<IncidentId> {
    SharedValue::new(|| match error {
        AppError::Internal(known) => Some(known.clone()),
        // A browser without network tells nobody; the server's own page says it when its database server is away.
        AppError::Unreachable if !cfg!(feature = "ssr") => None,
        AppError::Unreachable
        | AppError::Invalid(_)
        | AppError::Unauthenticated
        | AppError::Forbidden
        | AppError::NotFound
        | AppError::Conflict
        | AppError::TooMany(_) => reported(error),
    })
    .into_inner()
}

/// The server's own page: its response carries the report.
#[cfg(feature = "ssr")]
fn reported(error: &AppError) -> Option<IncidentId> {
    use domain::incident::IncidentReport;
    let mut random = [0; 8];
    random.copy_from_slice(&uuid::Uuid::new_v4().as_bytes()[8..]);
    let number = IncidentId::of(random);
    let path = use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned());
    let report = IncidentReport::new(number.clone(), error, &path.unwrap_or_default());
    let value = http::HeaderValue::from_str(&serde_json::to_string(&report).ok()?).ok()?;
    use_context::<leptos_axum::ResponseOptions>()?.insert_header(http::HeaderName::from_static(INCIDENT_HEADER), value);
    Some(number)
}

/// A page that the browser makes: it tells the server, and waits for no answer.
#[cfg(not(feature = "ssr"))]
fn reported(error: &AppError) -> Option<IncidentId> {
    #[cfg(feature = "hydrate")]
    {
        use domain::incident::IncidentReport;
        // No secret: the number only has to differ from others.
        let number = IncidentId::of([(); 8].map(|()| (js_sys::Math::random() * 256.0) as u8));
        let path = window().location().pathname().unwrap_or_default();
        let report = serde_json::to_string(&IncidentReport::new(number.clone(), error, &path)).ok()?;
        let is_sent = window().navigator().send_beacon_with_opt_str("/api/v1/incidents", Some(&report));
        is_sent.unwrap_or(false).then_some(number)
    }
    #[cfg(not(feature = "hydrate"))]
    {
        _ = error;
        None
    }
}
