use super::{
    Form,
    choice_frame::{Choice, ChoiceFrame},
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
    let frame = ChoiceFrame { form, name, label, hint, optional: false };
    frame.around(options, move |choice| view! { <OneCheck form name choice values /> }.into_any())
}

#[component]
fn OneCheck(form: Form, name: &'static str, choice: Choice, values: RwSignal<Vec<String>>) -> impl IntoView {
    let Choice { id, code, text } = choice;
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
