//! One choice out of a list that opens, as the author wants it (`minimal`).

use super::{
    filling::Filling,
    question::{Fault, Hint, LabelText, describe, shown_fault, way},
};
use domain::questionnaires::{ChoiceState, NodeState, Place, survey::Text};
use leptos::prelude::*;

/// The first line takes an answer back.
#[component]
pub(super) fn ChoiceList(filling: Filling, place: Place, state: Memo<NodeState>, id: String) -> impl IntoView {
    let offered = Memo::new(move |_| state.read().choices.clone());
    let chosen = move || chosen_of(&offered.read());
    let options = move || {
        let choices = offered.get().into_iter();
        let option = |ChoiceState { name, label, chosen }: ChoiceState| {
            view! { <option value=name selected=chosen dir=way(&label)>{label.clone()}</option> }
        };
        choices.map(option).collect_view()
    };
    let take = move |event: leptos::ev::Event| filling.answer(&place, event_target_value(&event));
    let faulty = move || shown_fault(&state.read(), filling).is_some();
    let (field, label_for, described) = (id.clone(), id.clone(), id.clone());
    view! {
        <div class="kern-form-input question" class:kern-form-input--error=faulty>
            <label class="kern-label" for=label_for><LabelText state filling /></label>
            <Hint id=id.clone() state filling />
            <div class="kern-form-input__select-wrapper" class:kern-form-input__select-wrapper--error=faulty>
                <select class="kern-form-input__select" id=field prop:value=chosen on:change=take
                    disabled=move || state.read().read_only aria-invalid=move || faulty().then_some("true")
                    aria-describedby=move || describe(&described, &state.read(), filling)>
                    <option value="" lang=move || filling.spoken().tag()>{move || Text::Choose.of(filling.spoken())}</option>
                    {options}
                </select>
            </div>
            <Fault id state filling />
        </div>
    }
}

fn chosen_of(choices: &[ChoiceState]) -> String {
    choices.iter().find(|choice| choice.chosen).map(|choice| choice.name.clone()).unwrap_or_default()
}
