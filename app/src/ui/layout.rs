//! What surrounds every page of the public zone. The staff zone's is in `staff`.

use super::{banner::DemoBanner, failure::FailurePage, focus::follow_pages, footer::PublicFooter};
use crate::installation::{installation, share_installation};
use domain::AppError;
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_location};

/// Head, content and foot of the public zone.
///
/// When the server gives an [`AppError`] as context, the page at this address is that error (database gone, a fault of
/// ours); any other address that the person then chooses is shown as usual.
#[component]
pub fn PublicLayout(children: ChildrenFn) -> impl IntoView {
    share_installation();
    follow_pages();
    let failed = SharedValue::new(use_context::<AppError>).into_inner();
    let failed_at = use_location().pathname.get_untracked();
    let path = use_location().pathname;
    let children = StoredValue::new(children);
    let content = match failed {
        None => children.with_value(|children| children()).into_any(),
        Some(error) => (move || {
            if path.get() == failed_at {
                view! { <FailurePage error=error.clone() /> }.into_any()
            } else {
                children.with_value(|children| children()).into_any()
            }
        })
        .into_any(),
    };
    view! {
        <SkipLink />
        {installation().demo.then(|| view! { <DemoBanner /> })}
        <PublicHeader />
        <main id="inhalt" class="content">{content}</main>
        <PublicFooter />
    }
}

/// The first stop of the keyboard: past header and navigation.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="skip-link" href="#inhalt" rel="external">"Zum Inhalt"</a> }
}

#[component]
fn PublicHeader() -> impl IntoView {
    let entry = if is_logged_in() {
        view! { <a href="/app" rel="external">"Zum Portal"</a> }.into_any()
    } else {
        view! { <A href="/anmelden">"Anmelden"</A> }.into_any()
    };
    view! {
        <header class="header">
            <A href="/" exact=true attr:class="header__name">
                "Sozialraumportal"
                <span class="header__office">"Kreisjugendamt Mayen-Koblenz"</span>
            </A>
            <nav class="header__nav" aria-label="Hauptnavigation">
                <ul>
                    <li><A href="/veranstaltungen">"Veranstaltungen"</A></li>
                    <li><A href="/leichte-sprache" attr:rel="external">"Leichte Sprache"</A></li>
                    <li>{entry}</li>
                </ul>
            </nav>
        </header>
    }
}

/// Whether the request came with a session; the same on server and client.
fn is_logged_in() -> bool {
    SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        return use_context::<http::request::Parts>()
            .is_some_and(|parts| parts.extensions.get::<domain::accounts::port::Visitor>().is_some());
        #[cfg(not(feature = "ssr"))]
        false
    })
    .into_inner()
}
