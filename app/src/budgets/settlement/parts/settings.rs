use super::explanations::Amounts;
use crate::{
    budgets::{
        payment::{Done, StepForm},
        settlement::api::save_settlement_settings,
    },
    ui::{Field, Form},
};
use domain::budgets::settlement::{Explanation, YearSettings, YearSettingsInput};
use leptos::prelude::*;

/// What the Koordination sets for a year.
#[component]
pub fn Settings(
    year: i32,
    settings: YearSettings,
    /// What the payments say about the cost of the first charge.
    proposed: Option<Explanation>,
    done: Done,
) -> impl IntoView {
    let stored = YearSettingsInput::from(&settings);
    let (deadline, cost) = (RwSignal::new(stored.deadline), RwSignal::new(stored.first_charge_actual));
    let input = move || YearSettingsInput { deadline: deadline.get(), first_charge_actual: cost.get() };
    let form = Form::new(move || input().check(year).err().unwrap_or_default());
    view! {
        <details class="budget__more">
            <summary>"Frist und Ist-Kosten der Vorwegposition"</summary>
            {proposed.map(|proposed| view! { <Proposal proposed cost /> })}
            <StepForm form label="Speichern" success="Frist und Ist-Kosten sind gespeichert." look="kern-btn--secondary"
                step=move || Box::pin(save_settlement_settings(year, input(), settings)) done>
                <Field form name="deadline" label="Frist für die Verwendungsnachweise" kind="date" value=deadline
                    hint="Üblich ist der 31. März des Folgejahres." />
                <Field form name="first_charge_actual" label="Ist-Kosten des betriebserlaubnisrelevanten Personals" value=cost
                    inputmode="decimal" hint="In Euro, zum Beispiel 1.234,56. Zählt gegenüber dem Land." optional=true />
            </StepForm>
        </details>
    }
}

/// Taken over by a button: during the year the payments are not the whole cost, and the office may know of more.
#[component]
fn Proposal(proposed: Explanation, cost: RwSignal<String>) -> impl IntoView {
    let amount = proposed.value.without_sign();
    let take = move |_| cost.set(amount.clone());
    view! {
        <Amounts explanations=vec![proposed] leads=None />
        <p class="actions">
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=take>
                <span class="kern-label">"Als Ist-Kosten übernehmen"</span>
            </button>
        </p>
    }
}
