//! A whole page that says what went wrong and what to do now.

use super::{Notice, NoticeKind, Page, incident::IncidentNumber};
use domain::{AppError, german};
use leptos::prelude::*;
use leptos_router::{hooks::use_location, location::Url};

/// What still works without network: given as context by the zone that has such pages.
#[derive(Clone, Copy)]
pub struct WithoutNetwork {
    /// Whether there is none at the moment.
    pub is_cut_off: fn() -> bool,
    /// What is said in place of a page that needs one.
    pub sentence: &'static str,
    /// Address and name of each page that needs none.
    pub links: &'static [(&'static str, &'static str)],
}

impl WithoutNetwork {
    /// `None` while there is a network, for other failures, and on the pages that need none.
    fn of(error: &AppError) -> Option<Self> {
        let path = use_location().pathname.get_untracked();
        let found = use_context::<Self>().filter(|found| *error == AppError::Unreachable && (found.is_cut_off)())?;
        (!found.links.iter().any(|&(address, _)| path.starts_with(address))).then_some(found)
    }

    fn ways(self) -> AnyView {
        let ways = self.links.iter().map(|&(address, name)| {
            view! {
                <a href=address class="kern-btn kern-btn--secondary"><span class="kern-label">{name}</span></a>
            }
        });
        view! { <p class="actions">{ways.collect_view()}</p> }.into_any()
    }
}

/// Why who was logged in a moment ago is not any more: given as context by the zone that knows whom to ask.
#[derive(Clone, Copy)]
pub struct LoggedOut {
    /// A sentence, once there is an answer and a reason.
    pub reason: RwSignal<Option<String>>,
    pub ask: Callback<()>,
}

/// Beside the failure that nobody is logged in, the reason for it where there is one.
#[component]
fn Reason(error: AppError) -> impl IntoView {
    let asked = use_context::<LoggedOut>().filter(|_| error == AppError::Unauthenticated);
    asked.map(|LoggedOut { reason, ask }| {
        Effect::new(move |_| ask.run(()));
        move || reason.get().map(|reason| view! { <p role="status">{reason}</p> })
    })
}

/// A failure in place of a page; the response gets the failure's status.
#[component]
pub fn FailurePage(error: AppError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(error.status()))
    {
        response.set_status(status);
    }
    if let Some(without) = WithoutNetwork::of(&error) {
        return view! { <Page title="Kein Netz"><p class="lead">{without.sentence}</p>{without.ways()}</Page> }
            .into_any();
    }
    view! {
        <Page title=title(&error)>
            <p class="lead">{german::message(&error)}</p>
            <Reason error=error.clone() />
            <IncidentNumber error=error.clone() />
            <p class="actions"><NextStep error /></p>
        </Page>
    }
    .into_any()
}

/// A failure inside a page: what happened and what to do now.
#[component]
pub fn Failure(error: AppError) -> impl IntoView {
    if let Some(without) = WithoutNetwork::of(&error) {
        return view! { <Notice kind=NoticeKind::Warning title=without.sentence>{without.ways()}</Notice> }.into_any();
    }
    view! {
        <Notice kind=NoticeKind::Danger title=german::message(&error)>
            <Reason error=error.clone() />
            <NextStep error />
        </Notice>
    }
    .into_any()
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
pub fn WayOn(error: AppError) -> impl IntoView {
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
