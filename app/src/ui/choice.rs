//! Fields that are ticked instead of typed.

use super::{
    Form,
    choice_frame::{Choice, ChoiceFrame},
    field::{FieldFault, FieldHint, described_by},
    typed::ticked,
};
use leptos::prelude::*;

/// A yes that can be given or withheld. Sent as `name=true`, or not at all.
#[component]
pub fn CheckField(
    form: Form,
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<bool>,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    form.call(name, &label);
    if let Some(ticked) = ticked(name) {
        value.set(ticked);
    }
    let fault = form.fault_of(name);
    view! {
        <div class="choice">
            <div class="kern-form-check" class:kern-form-check--error=move || fault.get().is_some()>
                <input
                    class="kern-form-check__checkbox"
                    id=name
                    name=name
                    type="checkbox"
                    value="true"
                    checked=value.get_untracked()
                    prop:checked=move || value.get()
                    aria-describedby=move || described_by(name, has_hint, fault.get().is_some())
                    aria-invalid=move || fault.get().is_some().then_some("true")
                    on:change=move |event| {
                        value.set(event_target_checked(&event));
                        form.left(name);
                    }
                />
                <label class="kern-label" for=name>{label}</label>
            </div>
            <FieldHint name hint />
            <FieldFault name fault />
        </div>
    }
}

/// One of few `options` (value, label), all in sight; for more than five use `SelectField`.
#[component]
pub fn RadioField(
    form: Form,
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    options: Vec<(String, String)>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let frame = ChoiceFrame { form, name, label, hint, optional };
    frame.around(options, move |choice| view! { <RadioChoice form name choice value /> }.into_any())
}

#[component]
fn RadioChoice(form: Form, name: &'static str, choice: Choice, value: RwSignal<String>) -> impl IntoView {
    let Choice { id, code, text } = choice;
    if ticked(&id) == Some(true) {
        value.set(code.clone());
    }
    let own = code.clone();
    let chosen = move || value.with(|value| *value == own);
    view! {
        <div class="kern-form-check">
            <input
                class="kern-form-check__radio"
                id=id.clone()
                name=name
                type="radio"
                value=code.clone()
                checked=value.with_untracked(|value| *value == code)
                prop:checked=chosen
                on:change=move |_| {
                    value.set(code.clone());
                    form.left(name);
                }
            />
            <label class="kern-label" for=id>{text}</label>
        </div>
    }
}
