//! The calm hint beside a free text in which somebody could be recognised (domain §7). It blocks nothing.

use domain::{german, personal::signs};
use leptos::prelude::*;

/// What is to be said of a free text while it is typed. Looks only in the browser: what was typed before the page was taken
/// over is not in what the server rendered, and both must show the same at first.
pub fn personal_hint(text: impl Fn() -> String + 'static) -> Signal<Option<String>> {
    let hint = RwSignal::new(None);
    Effect::new(move |_| {
        let now = german::personal_hint(&signs(&text()));
        // Said again only when it changes: a screen reader would repeat it with every key.
        if hint.with_untracked(|before| *before != now) {
            hint.set(now);
        }
    });
    hint.into()
}

/// Where the hint of a field stands; the field names `{of}-personal` as its description while there is one. The place is
/// there from the beginning, or screen readers would not notice that something was put into it.
#[component]
pub fn PersonalHint(
    #[prop(into)] of: String,
    hint: Signal<Option<String>>,
    /// Language and direction of the hint. A questionnaire around it may be in another language, and run the other way.
    #[prop(default = Signal::stored(("de", "ltr")))]
    spoken: Signal<(&'static str, &'static str)>,
) -> impl IntoView {
    view! {
        <div class="personal-hint" id=format!("{of}-personal") aria-live="polite" lang=move || spoken.get().0 dir=move || spoken.get().1>
            {move || hint.get().map(|text| view! { <p class="kern-hint">{text}</p> })}
        </div>
    }
}
