use crate::{
    budgets::payment::{Prepared, api::prepare_payment},
    ui::{Form, NoticeKind, Outcome, SelectField},
};
use domain::{
    ErrorCode, FieldError,
    budgets::{
        Euro,
        payment::{MonthState, PlanRow, Version, german},
    },
    german as common,
};
use leptos::{prelude::*, task::spawn_local};

/// The Koordination puts the open Abschläge of a month into a payment run.
#[component]
pub fn Preparation(
    year: i32,
    version: Version,
    rows: Vec<PlanRow>,
    prepared: Callback<(NoticeKind, String)>,
) -> impl IntoView {
    let options = open_months(year, &rows);
    if options.is_empty() {
        return view! { <p class="muted">"Alle Monate sind vorbereitet, angeordnet oder bezahlt."</p> }.into_any();
    }
    let month = RwSignal::new(options.first().map(|(month, _)| month.clone()).unwrap_or_default());
    let chosen = move || month.get().parse::<u8>().ok();
    let form = Form::new(move || match chosen() {
        Some(_) => Vec::new(),
        None => vec![FieldError::new("month", ErrorCode::Required)],
    });
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (false, true, Some(month)) = (busy.get_untracked(), form.judge(), untrack(chosen)) else { return };
        busy.set(true);
        spawn_local(async move {
            match prepare_payment(year, month, version).await {
                Ok(answer) => prepared.run(told(year, month, &answer)),
                Err(error) => form.show(Some(error.0)),
            }
            // Gone when the page was drawn anew meanwhile.
            _ = busy.try_set(false);
        });
    };
    view! {
        <form class="form payout__step" novalidate on:submit=submit>
            <Outcome form />
            <SelectField form name="month" label="Monat" value=month options />
            <p class="actions">
                <button class="kern-btn kern-btn--primary" type="submit" disabled=move || busy.get()>
                    <span class="kern-label">"Zahllauf vorbereiten"</span>
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// Months in which something is open, with what it adds up to.
fn open_months(year: i32, rows: &[PlanRow]) -> Vec<(String, String)> {
    let due = |row: &PlanRow, month: usize| {
        let back = if month == 11 { row.nachzahlung } else { Euro::ZERO };
        row.months.get(month).map_or(Euro::ZERO, |month| match month.state {
            MonthState::Open => month.amount,
            MonthState::Ordered | MonthState::Paid => back,
            MonthState::Suspended | MonthState::InProcess | MonthState::Nothing => Euro::ZERO,
        })
    };
    let option = |month: u8| {
        let sum = Euro::checked_sum(rows.iter().map(|row| due(row, usize::from(month))))?;
        (sum > Euro::ZERO).then(|| (month.to_string(), format!("{}, {sum}", german::month_of_year(year, month))))
    };
    (0..12).filter_map(option).collect()
}

fn told(year: i32, month: u8, answer: &Prepared) -> (NoticeKind, String) {
    let done = format!("Der Zahllauf {} {year} ist vorbereitet.", common::month(u32::from(month)));
    match answer.without_account.as_slice() {
        [] => (NoticeKind::Success, format!("{done} Finanzen kann ihn jetzt feststellen.")),
        missing => (
            NoticeKind::Warning,
            format!(
                "{done} Nicht enthalten, weil kein Konto bekannt ist oder der Name des Kontoinhabers für eine Überweisung zu lang ist: {}. \
                 Bitte ergänzen Sie die Konten und bereiten Sie den Monat danach noch einmal vor.",
                missing.join(", ")
            ),
        ),
    }
}
