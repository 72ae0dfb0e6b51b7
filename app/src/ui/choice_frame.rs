//! Several choices under one label: what radio buttons and boxes have in common.

use super::{
    Form,
    field::{FieldFault, FieldHint, described_by},
};
use leptos::prelude::*;

/// One of the choices.
pub(super) struct Choice {
    /// Of its element.
    pub id: String,
    pub code: String,
    pub text: String,
}

/// What stands around the choices.
pub(super) struct ChoiceFrame {
    pub form: Form,
    pub name: &'static str,
    pub label: String,
    pub hint: String,
    /// Marked as voluntary.
    pub optional: bool,
}

impl ChoiceFrame {
    /// The frame around `options` (value, label), each drawn by `one`.
    pub fn around(self, options: Vec<(String, String)>, one: impl Fn(Choice) -> AnyView + 'static) -> impl IntoView {
        let Self { form, name, label, hint, optional } = self;
        let has_hint = !hint.is_empty();
        form.call(name, &label);
        let fault = form.fault_of(name);
        // The first choice carries the field's name as its id: a fault above the form links to it.
        let id_of = |position: usize| if position == 0 { name.to_owned() } else { format!("{name}-{position}") };
        let choices = options
            .into_iter()
            .enumerate()
            .map(|(position, (code, text))| one(Choice { id: id_of(position), code, text }))
            .collect_view();
        view! {
            <fieldset
                class="kern-fieldset"
                class:kern-fieldset--error=move || fault.get().is_some()
                aria-describedby=move || described_by(name, has_hint, fault.get().is_some())
            >
                <legend class="kern-label">
                    {label}
                    {optional.then(|| view! { <span class="kern-label__optional">" – freiwillig"</span> })}
                </legend>
                <FieldHint name hint />
                <div class="kern-fieldset__body">{choices}</div>
                <FieldFault name fault />
            </fieldset>
        }
    }
}
