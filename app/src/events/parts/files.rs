//! Lists as files, behind the pages that show them.

use leptos::prelude::*;

/// The list of everybody who takes part in an event, without its ending.
pub fn participants(event: &str) -> String {
    format!("/api/export/event/{event}/teilnehmende")
}

/// A list of a year, without its ending.
pub fn of_year(year: i32, list: &str) -> String {
    format!("/api/export/events/{year}/{list}")
}

/// Links to a list in each of its kinds.
#[component]
pub fn FileLinks(
    /// Address without its ending.
    address: String,
    /// Which list it is, as the names of the links begin.
    #[prop(into)]
    of: String,
) -> impl IntoView {
    let links = [("xlsx", "Excel-Datei"), ("csv", "CSV-Datei"), ("pdf", "PDF-Datei")]
        .map(|(ending, kind)| {
            let (href, label) = (format!("{address}.{ending}"), format!("{of} als {kind}"));
            view! { <a href=href rel="external" download="">{label}</a> }
        })
        .collect_view();
    view! { <p class="actions">{links}</p> }
}
