use crate::{
    budgets::{
        payment::{Done, StepForm},
        settlement::api::save_settlement_settings,
    },
    ui::{Field, Form},
};
use domain::budgets::settlement::{YearSettings, YearSettingsInput};
use leptos::prelude::*;

/// What the Koordination sets for a year.
#[component]
pub fn Settings(year: i32, settings: YearSettings, done: Done) -> impl IntoView {
    let stored = YearSettingsInput::from(&settings);
    let (deadline, cost) = (RwSignal::new(stored.deadline), RwSignal::new(stored.first_charge_actual));
    let input = move || YearSettingsInput { deadline: deadline.get(), first_charge_actual: cost.get() };
    let form = Form::new(move || input().check(year).err().unwrap_or_default());
    view! {
        <details class="budget__more">
            <summary>"Frist und Ist-Kosten der Vorwegposition"</summary>
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
