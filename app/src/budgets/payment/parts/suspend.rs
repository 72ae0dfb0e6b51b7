use super::confirm::{Done, StepForm};
use crate::{
    budgets::payment::api::suspend_months,
    ui::{Field, Form, SelectField},
};
use domain::{
    budgets::payment::{SuspensionInput, SuspensionRow, Version, german},
    german as common,
};
use leptos::prelude::*;

/// What the Koordination has suspended and resumed, for everybody who sees the plan.
#[component]
pub fn Suspensions(rows: Vec<SuspensionRow>) -> impl IntoView {
    let items = rows
        .into_iter()
        .map(|row| {
            let act = if row.suspended { "ausgesetzt" } else { "wieder aufgenommen" };
            let by = if row.by.is_empty() { String::new() } else { format!(" von {}", row.by) };
            let told =
                format!(": {} {act} am {}{by} – {}", german::months(&row.months), common::date(row.on), row.reason);
            view! { <li><strong>{row.employer}</strong>{told}</li> }
        })
        .collect_view();
    view! { <section class="section"><h2>"Ausgesetzte Monate"</h2><ul class="payout__origin">{items}</ul></section> }
}

/// Folded: most months are paid.
#[component]
pub fn Suspend(
    year: i32,
    version: Memo<Version>,
    /// Id and name of each.
    employers: Memo<Vec<(String, String)>>,
    done: Done,
) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (employer, act, first, last, reason) = (text(), text(), text(), text(), text());
    let input = move || SuspensionInput {
        anstellungstraeger: employer.get(),
        act: act.get(),
        first_month: first.get(),
        last_month: last.get(),
        reason: reason.get(),
    };
    let form = Form::new(move || input().check().err().unwrap_or_default());
    let pair = |code: String, label: &str| (code, label.to_owned());
    let acts = vec![
        pair(SuspensionInput::SUSPEND.into(), "aussetzen"),
        pair(SuspensionInput::RESUME.into(), "wieder aufnehmen"),
    ];
    let months: Vec<_> = (0..12_u32).map(|month| pair(month.to_string(), common::month(month))).collect();
    view! {
        <details class="budget__more payout__suspend">
            <summary>"Monate aussetzen oder wieder aufnehmen"</summary>
            <p>"Für ausgesetzte Monate wird nichts gezahlt. Ihr Anteil geht an niemand anderen, er bleibt bis zur Abrechnung stehen. Angeordnete Monate bleiben, wie sie sind."</p>
            <StepForm form label="Speichern" success="Die Monate sind geändert. Der Plan zeigt den neuen Stand." look="kern-btn--secondary"
                step=move || Box::pin(suspend_months(year, version.get(), input())) done>
                <SelectField form name="anstellungstraeger" label="Anstellungsträger" value=employer options=employers />
                <SelectField form name="act" label="Was geschieht" value=act options=acts />
                <SelectField form name="first_month" label="Von Monat" value=first options=months.clone() />
                <SelectField form name="last_month" label="Bis Monat" value=last options=months />
                <Field form name="reason" label="Grund" value=reason free=true
                    hint="Der Anstellungsträger liest ihn. Bitte nichts zu einzelnen Personen, auch nicht, warum eine Stelle frei ist." />
            </StepForm>
        </details>
    }
}
