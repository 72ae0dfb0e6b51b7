use crate::ui::{Field, Form, SelectField};
use domain::people::{Choice, Column, ColumnKind, Sheet};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A field for each column of the sheet that can be entered.
#[component]
pub fn RecordFields(
    sheet: Sheet,
    form: Form,
    values: StoredValue<Vec<(&'static str, RwSignal<String>)>>,
    choices: BTreeMap<String, Vec<Choice>>,
) -> impl IntoView {
    let values = values.get_value();
    sheet
        .fields()
        .zip(values)
        .map(|(column, (_, value))| {
            let options = choices.get(column.field).cloned();
            view! { <RecordField sheet column form value options /> }
        })
        .collect_view()
}

#[component]
fn RecordField(
    sheet: Sheet,
    column: &'static Column,
    form: Form,
    value: RwSignal<String>,
    options: Option<Vec<Choice>>,
) -> impl IntoView {
    let (name, label, optional) = (column.field, column.title(), !column.required);
    if let Some(options) = options {
        let options: Vec<(String, String)> = options.into_iter().map(|choice| (choice.value, choice.label)).collect();
        return view! { <SelectField form name label value options optional /> }.into_any();
    }
    let (kind, inputmode) = match column.kind {
        ColumnKind::Day => ("date", ""),
        ColumnKind::Whole => ("text", "numeric"),
        ColumnKind::Hours => ("text", "decimal"),
        _ => ("text", ""),
    };
    view! { <Field form name label value kind inputmode hint=hint(sheet, column) optional /> }.into_any()
}

fn hint(sheet: Sheet, column: &Column) -> &'static str {
    match (column.kind, column.field) {
        (ColumnKind::Day, "level_from" | "places_from" | "indicators_from" | "contract_from") => {
            "Tragen Sie einen neuen Tag ein, bleibt der alte Wert im Verlauf. Bleibt der Tag gleich, ersetzt der neue Wert ihn."
        }
        (ColumnKind::Hours, _) => "Stunden in der Woche, zum Beispiel 19,5",
        (ColumnKind::Weekdays, _) => "Zum Beispiel: Mo, Mi",
        (ColumnKind::Day, "from") if sheet == Sheet::VereinbarungKitas => {
            "Eine Kita hat an jedem Tag genau einen Anstellungsträger. Wechselt er, tragen Sie zuerst in der bisherigen Vereinbarung \
             das Ende ein."
        }
        (_, "decision") => "Zum Beispiel: JHA 18.11.2020",
        _ => "",
    }
}
