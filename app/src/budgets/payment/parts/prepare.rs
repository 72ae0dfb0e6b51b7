use crate::{
    budgets::payment::{Prepared, api::prepare_payment},
    ui::{Form, NoticeKind, SelectField, SendForm, Sending},
};
use domain::{
    ErrorCode, FieldError,
    budgets::{
        Euro,
        payment::{MonthState, PlanRow, Version, german},
    },
    german as common,
};
use leptos::prelude::*;

/// The Koordination puts the open Abschläge of a month into a payment run.
#[component]
pub fn Preparation(
    year: i32,
    version: Version,
    rows: Vec<PlanRow>,
    /// The chosen one; it stays while the plan changes beside it, as long as something is open in it.
    month: RwSignal<String>,
    prepared: Callback<(NoticeKind, String)>,
) -> impl IntoView {
    let options = open_months(year, &rows);
    if options.is_empty() {
        return view! { <p class="muted">"Alle Monate sind vorbereitet, angeordnet oder bezahlt."</p> }.into_any();
    }
    if month.with_untracked(|chosen| options.iter().all(|(month, _)| month != chosen)) {
        month.set(options.first().map(|(month, _)| month.clone()).unwrap_or_default());
    }
    let chosen = move || month.get().parse::<u8>().ok();
    let form = Form::new(move || match chosen() {
        Some(_) => Vec::new(),
        None => vec![FieldError::new("month", ErrorCode::Required)],
    });
    let send = move || -> Sending {
        let month = chosen();
        Box::pin(async move {
            // The form has judged that there is one.
            if let Some(month) = month {
                let answer = prepare_payment(year, month, version).await?;
                _ = prepared.try_run(told(year, month, &answer));
            }
            Ok(())
        })
    };
    view! {
        <SendForm form class="form payout__step" label="Zahllauf vorbereiten" send>
            <SelectField form name="month" label="Monat" value=month options />
        </SendForm>
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
