use leptos::prelude::*;

/// The way to say how an event was; nothing while nobody is asked.
#[component]
pub fn FeedbackLink(
    /// Of the survey; blank when there is none to answer now.
    address: String,
    title: String,
) -> impl IntoView {
    (!address.is_empty()).then(|| {
        view! {
            <p class="event-feedback">
                <a href=address rel="external">{format!("Rückmeldung geben: {title}")}</a>
                " – anonym und ohne Anmeldung"
            </p>
        }
    })
}
