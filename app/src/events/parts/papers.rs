//! Where the printed papers of an event are.

use leptos::prelude::*;

pub fn certificates(event: &str) -> String {
    format!("/api/events/{event}/papers/bescheinigungen.pdf")
}

/// The certificate of one person by its number.
pub fn certificate(event: &str, number: &str) -> String {
    format!("/api/events/{event}/papers/bescheinigung-{number}.pdf")
}

/// Papers for the day of the event.
#[component]
pub fn DayPapers(event: String) -> impl IntoView {
    let [signatures, badges] =
        ["teilnahmeliste.pdf", "namensschilder.pdf"].map(|file| format!("/api/events/{event}/papers/{file}"));
    view! {
        <p class="actions">
            <a href=signatures rel="external" download="">"Teilnahmeliste zum Unterschreiben (PDF)"</a>
            <a href=badges rel="external" download="">"Namensschilder (PDF)"</a>
        </p>
    }
}
