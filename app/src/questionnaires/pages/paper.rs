use super::id_of_address;
use crate::{
    ApiError,
    questionnaires::{
        BASE, german,
        paper::{PaperView, read_paper_sheet},
        parts::PrintedSheet,
    },
    staff::with_right,
    ui::{FailurePage, Loading, Page},
};
use domain::access::Member;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// A questionnaire as a sheet of paper: `?fassung=` which version, `?sprache=` in which language. The browser prints it.
#[component]
pub fn PaperPage() -> impl IntoView {
    with_right::<Member>(|| view! { <Paper /> }.into_any())
}

#[component]
fn Paper() -> impl IntoView {
    let query = use_query_map();
    let version = Memo::new(move |_| query.with(|query| query.get("fassung").and_then(|number| number.parse().ok())));
    let language = Memo::new(move |_| query.with(|query| query.get("sprache").unwrap_or_default()));
    let id = Memo::new(move |_| id_of_address());
    let found = LocalResource::new(move || read_paper_sheet(id.get(), version.get(), language.get()));
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Sheet view id=id.get_untracked() /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Sheet(view: PaperView, id: String) -> impl IntoView {
    let print = move |_| {
        // Where the browser cannot print, nothing happens; its own menu stays.
        _ = window().print();
    };
    let version = view.version;
    let state = version.map_or("Entwurf".to_owned(), |number| format!("Fassung {number}"));
    view! {
        <Page title=view.sheet.title.clone()>
            <p class="lead no-print">
                {state} " als Bogen auf Papier, Format A4. Die Zahlen vor den Antworten sind die Codes, mit denen ausgefüllte Bögen \
                 eingegeben werden."
            </p>
            <Languages id version languages=view.languages.clone() shown=view.sheet.language.clone() />
            <p class="actions">
                <button class="kern-btn kern-btn--primary" type="button" on:click=print>
                    <span class="kern-label">"Drucken"</span>
                </button>
            </p>
            <PrintedSheet view />
        </Page>
    }
}

/// The languages to print in; the one in sight is named.
#[component]
fn Languages(id: String, version: Option<u32>, languages: Vec<String>, shown: String) -> impl IntoView {
    if languages.len() < 2 {
        return ().into_any();
    }
    let version = version.map_or(String::new(), |number| format!("&fassung={number}"));
    let entries = languages.into_iter().map(|name| {
        let text = german::language(&name).to_owned();
        let address = format!("{BASE}/{id}/papier?sprache={}{version}", encoded(&name));
        if name == shown {
            view! { <li aria-current="true">{text}</li> }.into_any()
        } else {
            view! { <li><a href=address>{text}</a></li> }.into_any()
        }
    });
    view! { <ul class="versions no-print" aria-label="Sprache des Bogens">{entries.collect_view()}</ul> }.into_any()
}

/// Percent-encoding for a value in a query (RFC 3986 §2.1).
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
