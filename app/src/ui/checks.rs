use super::{
    Form,
    field::{FieldFault, FieldHint, described_by},
};
use leptos::prelude::*;

/// Any number of `options` (value, label), all in sight. For pages of the staff zone: what is ticked before the browser part
/// arrives is not read.
#[component]
pub fn ChecksField(
    form: Form,
    name: &'static str,
    #[prop(into)] label: String,
    values: RwSignal<Vec<String>>,
    options: Vec<(String, String)>,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    form.call(name, &label);
    let fault = form.fault_of(name);
    // The first choice carries the field's name as its id: a fault above the form links to it.
    let choices = options
        .into_iter()
        .enumerate()
        .map(|(position, (code, text))| {
            let id = if position == 0 { name.to_owned() } else { format!("{name}-{position}") };
            view! { <OneCheck form name id code text values /> }
        })
        .collect_view();
    view! {
        <fieldset
            class="kern-fieldset"
            class:kern-fieldset--error=move || fault.get().is_some()
            aria-describedby=move || described_by(name, has_hint, fault.get().is_some())
        >
            <legend class="kern-label">{label}</legend>
            <FieldHint name hint />
            <div class="kern-fieldset__body">{choices}</div>
            <FieldFault name fault />
        </fieldset>
    }
}

#[component]
fn OneCheck(
    form: Form,
    name: &'static str,
    id: String,
    code: String,
    text: String,
    values: RwSignal<Vec<String>>,
) -> impl IntoView {
    let own = code.clone();
    let ticked = move || values.with(|values| values.contains(&own));
    let tick = move |event| {
        let ticked = event_target_checked(&event);
        values.update(|values| {
            values.retain(|value| *value != code);
            if ticked {
                values.push(code.clone());
            }
        });
        form.left(name);
    };
    view! {
        <div class="kern-form-check">
            <input class="kern-form-check__checkbox" id=id.clone() name=name type="checkbox" prop:checked=ticked on:change=tick />
            <label class="kern-label" for=id>{text}</label>
        </div>
    }
}
