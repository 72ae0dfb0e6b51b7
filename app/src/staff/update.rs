//! A new version of the staff zone: offered while people work, taken over when they say so.

use crate::{
    offline::{take_over_new_version, watch_for_new_version},
    ui::UpdateBanner,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The banner that offers a new version. While a questionnaire is being filled in it says what comes first: what was typed
/// is safe on the device, but the page would lose its place.
#[component]
pub(super) fn NewVersion() -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move |_| watch_for_new_version(ready));
    let path = use_location().pathname;
    let obstacle = Signal::derive(move || {
        path.with(|path| is_draft(path))
            .then(|| "Sie wird angeboten, sobald Sie diesen Fragebogen verlassen.".to_owned())
    });
    view! { <UpdateBanner ready obstacle apply=Callback::new(|()| take_over_new_version()) /> }
}

/// Whether a draft is open at this address: `/app/erhebungen/ERHEBUNG/SUBMISSION`.
fn is_draft(path: &str) -> bool {
    path.strip_prefix("/app/erhebungen/").is_some_and(|rest| rest.trim_end_matches('/').contains('/'))
}

#[cfg(test)]
mod tests {
    use super::is_draft;

    #[test]
    fn only_a_questionnaire_being_filled_in_is_a_draft() {
        assert!(is_draft("/app/erhebungen/1/2"));
        assert!(!is_draft("/app/erhebungen"));
        assert!(!is_draft("/app/erhebungen/"));
        assert!(!is_draft("/app/geraet"));
    }
}
