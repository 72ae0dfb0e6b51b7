//! Fields of the designer: bound to the draft, never ahead of it and never behind what is typed.

use crate::ui::{empty_what_is_blank, show_in_field};
use leptos::prelude::*;

/// A text. While somebody types, the field shows what they type; the draft holds what it means.
#[component]
pub fn TextBox(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    put: Callback<String>,
    #[prop(optional)] lines: bool,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: String,
    /// Language tag of what is typed.
    #[prop(optional, into)]
    lang: String,
) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    let shown = move || typed.get().unwrap_or_else(|| value.get());
    let take = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        typed.set(Some(text.clone()));
        put.run(text);
    };
    let described = (!hint.is_empty()).then(|| format!("{id}-hinweis"));
    let (lang, dir) = ((!lang.is_empty()).then_some(lang), "auto");
    let field = if lines {
        view! {
            <textarea class="kern-form-input__input" id=id.clone() rows="2" lang=lang dir=dir aria-describedby=described.clone()
                prop:value=shown on:input=take on:blur=move |_| _ = typed.try_set(None)></textarea>
        }
        .into_any()
    } else {
        // Half a date means nothing to the draft, and must not look as if it did.
        let left = move |event: leptos::web_sys::FocusEvent| {
            empty_what_is_blank(&event);
            _ = typed.try_set(None);
        };
        view! {
            <input class="kern-form-input__input" id=id.clone() type=kind lang=lang dir=dir autocomplete="off"
                aria-describedby=described.clone() value=untrack(shown) node_ref=show_in_field(shown)
                on:input=take on:blur=left />
        }
        .into_any()
    };
    view! {
        <div class="kern-form-input">
            <label class="kern-label" for=id>{label}</label>
            {described.map(|id| view! { <div class="kern-hint" id=id>{hint}</div> })}
            {field}
        </div>
    }
}

/// One of several (code, text); a code that is not among them is shown as it is.
#[component]
pub fn PickBox(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    put: Callback<String>,
) -> impl IntoView {
    let choices = move || {
        let chosen = value.get();
        let mut all = options.get();
        if !chosen.is_empty() && !all.iter().any(|(code, _)| *code == chosen) {
            all.push((chosen.clone(), chosen.clone()));
        }
        let option = |(code, text): (String, String)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{text}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    view! {
        <div class="kern-form-input">
            <label class="kern-label" for=id.clone()>{label}</label>
            <div class="kern-form-input__select-wrapper">
                <select class="kern-form-input__select" id=id prop:value=move || value.get()
                    on:change=move |event| put.run(event_target_value(&event))>{choices}</select>
            </div>
        </div>
    }
}

#[component]
pub fn TickBox(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<bool>,
    put: Callback<bool>,
) -> impl IntoView {
    view! {
        <div class="kern-form-check">
            <input class="kern-form-check__checkbox" type="checkbox" id=id.clone() prop:checked=move || value.get()
                on:change=move |event| put.run(event_target_checked(&event)) />
            <label class="kern-label" for=id>{label}</label>
        </div>
    }
}

/// A small button; `about` tells people who do not see its surroundings what it concerns.
#[component]
pub fn Act(
    label: &'static str,
    #[prop(optional, into)] about: String,
    #[prop(optional, into)] id: String,
    act: Callback<()>,
    #[prop(default = "kern-btn--tertiary")] look: &'static str,
) -> impl IntoView {
    let name = (!about.is_empty()).then(|| format!("{label}: {about}"));
    view! {
        <button class=format!("kern-btn kern-btn--x-small {look}") type="button" id=(!id.is_empty()).then_some(id)
            aria-label=name on:click=move |_| act.run(())>
            <span class="kern-label">{label}</span>
        </button>
    }
}
