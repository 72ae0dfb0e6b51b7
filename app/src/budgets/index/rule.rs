use super::api::save_index_rule;
use crate::{
    budgets::payment::{Done, StepForm},
    ui::{Empty, Field, Form},
};
use domain::budgets::index::{IndexRule, IndexRuleInput, THRESHOLD_FIELDS, german};
use leptos::prelude::*;

/// Levels that are in sight; the office's own scale has these.
const USUAL_LEVELS: usize = 3;

/// From which index on which level is proposed.
#[component]
pub fn Rule(year: i32, rule: Option<IndexRule>, version: u32, may_edit: bool, done: Done) -> impl IntoView {
    let input = rule.as_ref().map(IndexRuleInput::from);
    let open = rule.is_none();
    let text = match &rule {
        Some(rule) => view! { <p>{german::rule(rule)}</p> }.into_any(),
        None => view! { <Empty text="Für dieses Jahr gibt es noch keine Regel. Ohne sie schlägt der Index keine Stufe vor." /> }.into_any(),
    };
    view! {
        <section class="section">
            <h2>"Regel"</h2>
            {text}
            {may_edit.then(|| view! {
                <details class="budget__more" open=open>
                    <summary>"Regel eintragen oder ändern"</summary>
                    <RuleForm year version filled=input.unwrap_or_default() done />
                </details>
            })}
        </section>
    }
}

#[component]
fn RuleForm(year: i32, version: u32, filled: IndexRuleInput, done: Done) -> impl IntoView {
    let IndexRuleInput { thresholds, valid_from, decision } = filled;
    let (valid_from, decision) = (RwSignal::new(valid_from), RwSignal::new(decision));
    let threshold = |position: usize| RwSignal::new(thresholds.get(position).cloned().unwrap_or_default());
    let values: Vec<RwSignal<String>> = (0..THRESHOLD_FIELDS.len()).map(threshold).collect();
    let kept = StoredValue::new(values.clone());
    let input = move || IndexRuleInput {
        thresholds: kept.with_value(|values| values.iter().map(|value| value.get()).collect()),
        valid_from: valid_from.get(),
        decision: decision.get(),
    };
    let form = Form::new(move || input().check(year).err().unwrap_or_default());
    let field = move |(level, (name, value)): (u8, (&'static str, RwSignal<String>))| {
        let (label, optional) = (german::threshold_label(level), level > 1);
        view! { <Field form name label value inputmode="decimal" optional /> }
    };
    let fields: Vec<_> = (1_u8..).zip(THRESHOLD_FIELDS.into_iter().zip(values)).collect();
    let (usual, more) = fields.split_at(USUAL_LEVELS);
    let usual = usual.iter().copied().map(field).collect_view();
    let more = more.iter().copied().map(field).collect_view();
    let faults: Vec<_> = THRESHOLD_FIELDS.into_iter().skip(USUAL_LEVELS).map(|name| form.fault_of(name)).collect();
    let open = Signal::derive(move || faults.iter().any(|fault| fault.with(Option::is_some)));
    view! {
        <StepForm form label="Regel speichern" success="Die Regel ist gespeichert." look="kern-btn--secondary"
            step=move || Box::pin(save_index_rule(year, version, input())) done>
            <div class="budget__fields budget__fields--small">{usual}</div>
            <details class="budget__more" open=open>
                <summary>"Weitere Stufen"</summary>
                <div class="budget__fields budget__fields--small">{more}</div>
            </details>
            <Field form name="valid_from" label="Gültig ab" value=valid_from hint="Zum Beispiel 01.01.2027" />
            <Field form name="decision" label="Beschluss" value=decision hint="Zum Beispiel: JHA 18.11.2020" />
        </StepForm>
    }
}
