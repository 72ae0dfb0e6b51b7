use super::{api::save_indicator, kommune::Desk};
use crate::{
    budgets::payment::{Done, Step, StepForm},
    ui::{Field, Form, SelectField, TakesFocus},
};
use domain::budgets::index::{Direction, Indicator, IndicatorInput, german};
use leptos::prelude::*;

/// Adds an indicator, or changes `before`.
#[component]
pub fn IndicatorForm(desk: Desk, before: Option<Indicator>, done: Done) -> impl IntoView {
    let filled = before.as_ref().map(IndicatorInput::from).unwrap_or_default();
    let (title, label, success) = match &before {
        Some(_) => ("Indikator ändern", "Änderung speichern", "Der Indikator ist geändert."),
        None => ("Indikator hinzufügen", "Hinzufügen", "Der Indikator ist eingetragen."),
    };
    let heading = view! { <h2>{title}</h2> };
    // Who has pressed the button in the table is led here; nobody is led to the empty form.
    let is_change = before.is_some();
    let heading = match is_change {
        true => view! { <TakesFocus>{heading}</TakesFocus> }.into_any(),
        false => heading.into_any(),
    };
    let withdraw = move |_| desk.editing.set(None);
    view! {
        <section class="section">
            {heading}
            <Fields desk before filled label success done />
            {is_change.then(|| view! {
                <p class="actions">
                    <button class="kern-btn kern-btn--tertiary" type="button" on:click=withdraw>
                        <span class="kern-label">"Doch nicht ändern"</span>
                    </button>
                </p>
            })}
        </section>
    }
}

#[component]
fn Fields(
    desk: Desk,
    before: Option<Indicator>,
    filled: IndicatorInput,
    label: &'static str,
    success: &'static str,
    done: Done,
) -> impl IntoView {
    let IndicatorInput { name, data_year, value, reference, weight, source, area, direction } = filled;
    let (name, data_year, value) = (RwSignal::new(name), RwSignal::new(data_year), RwSignal::new(value));
    let (reference, weight) = (RwSignal::new(reference), RwSignal::new(weight));
    let (source, area) = (RwSignal::new(source), RwSignal::new(area));
    let usual = || Direction::default().code().to_owned();
    let direction = RwSignal::new(if direction.is_empty() { usual() } else { direction });
    let input = move || IndicatorInput {
        name: name.get(),
        data_year: data_year.get(),
        value: value.get(),
        reference: reference.get(),
        weight: weight.get(),
        source: source.get(),
        area: area.get(),
        direction: direction.get(),
    };
    let Desk { year, kommune, .. } = desk;
    let opened = desk.seen();
    let form = Form::new(move || input().check(year).err().unwrap_or_default());
    let option = |of: Direction| (of.code().to_owned(), german::direction(of).to_owned());
    let directions: Vec<(String, String)> = Direction::ALL.map(option).into();
    let step = move || -> Step {
        let seen = desk.seen_for(before.as_ref(), opened);
        let replaces = before.as_ref().map(|before| before.name.clone()).unwrap_or_default();
        Box::pin(save_indicator(year, kommune, seen, replaces, input()))
    };
    view! {
        <StepForm form label success step done>
            <Field form name="name" label="Name des Indikators" value=name />
            <Field form name="data_year" label="Jahr der Zahlen" value=data_year inputmode="numeric" />
            <Field form name="value" label="Wert" value=value inputmode="decimal" hint="Zum Beispiel 12,5 für 12,5 %" />
            <Field form name="reference" label="Vergleichswert" value=reference inputmode="decimal"
                hint="Derselbe Wert im Kreis oder im Land" />
            <Field form name="weight" label="Gewicht" value=weight inputmode="decimal" hint="1, wenn alle gleich zählen" />
            <Field form name="source" label="Quelle" value=source hint="Zum Beispiel: Statistisches Landesamt" />
            <Field form name="area" label="Gebiet des Wertes" value=area
                hint="Die Kommune selbst oder das kleinste Gebiet, für das es Zahlen gibt" />
            <SelectField form name="direction" label="Ein höherer Wert heißt" value=direction options=directions
                hint="Bei Armut mehr, bei Steuerkraft weniger Mehrbedarf" />
        </StepForm>
    }
}
