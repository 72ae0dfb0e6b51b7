//! A field in a cell of a table, where row and column say what it is.

use super::{Form, field::judge_left};
use domain::german;
use leptos::prelude::*;

/// As [`super::Field`], for a name that is made from data. The label is for those who do not see row and column.
#[component]
pub fn CellField(
    form: Form,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(default = "text")] inputmode: &'static str,
    /// Wide enough for a sentence.
    #[prop(optional)]
    wide: bool,
) -> impl IntoView {
    form.call(&name, &label);
    let fault = form.fault_of(name.clone());
    let described = format!("{name}-fault");
    let (described_by, left) = (described.clone(), name.clone());
    let sentence = move || {
        fault.get().map(|fault| {
            view! {
                <p class="kern-error" id=described.clone()>
                    <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                    <span class="kern-body">{german::sentence(&fault)}</span>
                </p>
            }
        })
    };
    view! {
        <div class="cell-field" class:cell-field--wide=wide>
            <label class="kern-sr-only" for=name.clone()>{label}</label>
            <input
                class="kern-form-input__input"
                class:kern-form-input__input--error=move || fault.get().is_some()
                id=name.clone()
                name=name
                type="text"
                autocomplete="off"
                inputmode=inputmode
                aria-describedby=move || fault.get().is_some().then(|| described_by.clone())
                aria-invalid=move || fault.get().is_some().then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |event| judge_left(form, &left, &event)
            />
            {sentence}
        </div>
    }
}
