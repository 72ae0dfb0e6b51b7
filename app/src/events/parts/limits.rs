//! Limits per Sozialraum and Funktion in the planning form.

use crate::ui::{Field, Form};
use domain::events::{Funktion, german, limits::LimitsInput};
use leptos::prelude::*;

/// What is typed about limits.
#[derive(Clone, Copy)]
pub struct Limits {
    sozialraum: RwSignal<String>,
    funktionen: StoredValue<Vec<(Funktion, RwSignal<String>)>>,
}

impl Limits {
    pub fn of(input: LimitsInput) -> Self {
        let LimitsInput { sozialraum, funktionen } = input;
        let typed = |funktion: &Funktion| funktionen.get(funktion.code()).cloned().unwrap_or_default();
        let funktionen = Funktion::ALL.iter().map(|funktion| (*funktion, RwSignal::new(typed(funktion)))).collect();
        Self { sozialraum: RwSignal::new(sozialraum), funktionen: StoredValue::new(funktionen) }
    }

    pub fn input(&self) -> LimitsInput {
        let typed = |(funktion, limit): (Funktion, RwSignal<String>)| (funktion.code().to_owned(), limit.get());
        let funktionen = self.funktionen.get_value().into_iter().map(typed);
        LimitsInput { sozialraum: self.sozialraum.get(), funktionen: funktionen.collect() }
    }
}

#[component]
pub fn LimitFields(form: Form, limits: Limits) -> impl IntoView {
    let of_funktion = |(funktion, limit): (Funktion, RwSignal<String>)| {
        let label = format!("Höchstens mit der Funktion {}", german::funktion(funktion));
        view! { <Field form name=LimitsInput::field(funktion) label value=limit inputmode="numeric" optional=true /> }
    };
    let funktionen = limits.funktionen.get_value().into_iter().map(of_funktion).collect_view();
    view! {
        <fieldset class="kern-fieldset">
            <legend class="kern-label">"Grenzen"</legend>
            <div class="kern-fieldset__body">
                <p>"Gezählt werden Personen. Wer über eine Grenze käme, wartet und hält niemanden dahinter auf. Leer: keine Grenze."</p>
                <Field form name=LimitsInput::SOZIALRAUM label="Höchstens je Sozialraum" value=limits.sozialraum inputmode="numeric" optional=true
                    hint="Es zählt, wo die Kita liegt. Wer keine Kita aus der Liste nennt, gehört zu keinem Sozialraum." />
                {funktionen}
            </div>
        </fieldset>
    }
}
