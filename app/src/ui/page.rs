use super::{escape::raw_text, focus::focus_after_navigation, incident::IncidentNumber};
use domain::AppError;
use leptos::{html, prelude::*};
use leptos_meta::Title;

/// A page: title of the tab, heading, content. The heading takes the focus when the person came from another page.
#[component]
pub fn Page(#[prop(into)] title: String, children: Children) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    focus_after_navigation(heading);
    view! {
        <Title text=raw_text(&title) />
        <h1 class="kern-heading-large page__title" id="top" tabindex="-1" node_ref=heading>{title}</h1>
        {children()}
    }
}

/// An address that leads nowhere.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Page title="Seite nicht gefunden">
            <p class="lead">
                "Unter dieser Adresse gibt es keine Seite. Bitte prüfen Sie die Schreibweise oder beginnen Sie auf der Startseite."
            </p>
            <IncidentNumber error=AppError::NotFound />
            <p class="actions">
                <a class="kern-btn kern-btn--secondary" href="/" rel="external"><span class="kern-label">"Zur Startseite"</span></a>
            </p>
        </Page>
    }
}
