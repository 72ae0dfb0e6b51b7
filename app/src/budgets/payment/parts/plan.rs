use crate::{
    budgets::{
        RunSource,
        parts::{Derivations, ExplainButton, Explained},
    },
    ui::{Column, SortedTable},
};
use domain::{
    budgets::{
        EmployerPart, Euro, Figure, Total,
        payment::{MonthState, Payee, PlanMonth, PlanRow, german},
    },
    german as common,
    ids::RunId,
};
use leptos::prelude::*;

/// Twelve months of each payee, each with how far it has come, and where the amounts come from.
#[component]
pub fn PlanTable(rows: Vec<PlanRow>, run: RunId) -> impl IntoView {
    let explained = Explained::new(RunSource::Stored(run));
    let origin = rows
        .iter()
        .map(|row| view! { <li><strong>{row.name.clone()}</strong>": "{german::plan_rest(row)}</li> })
        .collect_view();
    view! {
        <section class="section payout__plan">
            <h2>"Abschlagsplan in €"</h2>
            <SortedTable caption="Abschlagsplan in €" caption_hidden=true columns=columns(explained) rows />
            <details class="budget__more">
                <summary>"Woher die Beträge kommen"</summary>
                <ul class="payout__origin">{origin}</ul>
            </details>
            <Derivations explained />
        </section>
    }
}

fn columns(explained: Explained) -> Vec<Column<PlanRow>> {
    let money =
        |label, amount: fn(&PlanRow) -> Euro| Column::number(label, move |row: &PlanRow| amount(row).without_sign());
    let mut columns = vec![
        Column::new("Empfänger", |row: &PlanRow| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        money("Budget", |row| row.budget).sorted_by(|a, b| a.budget.cmp(&b.budget)),
        money("Angeordnet", |row| row.ordered).sorted_by(|a, b| a.ordered.cmp(&b.ordered)),
        money("Bezahlt", |row| row.paid).sorted_by(|a, b| a.paid.cmp(&b.paid)),
    ];
    columns.extend((0..12).map(|month| {
        Column::number(common::month(month), move |row: &PlanRow| {
            row.months.get(month as usize).map(|month| view! { <Month month=*month /> })
        })
    }));
    columns.push(money("Rückforderung", |row| row.rueckforderung));
    columns.push(money("Nachzahlung", |row| row.nachzahlung));
    columns.push(money("Ausgesetzt", |row| row.held));
    columns.push(Column::new("Herleitung", move |row: &PlanRow| {
        let figures = match row.payee {
            Payee::Anstellungstraeger(anstellungstraeger) => {
                EmployerPart::all().map(|part| Figure::Anstellungstraeger { anstellungstraeger, part }).collect()
            }
            Payee::KitaTraeger(_) => vec![Figure::Total { total: Total::FirstCharge }],
        };
        view! { <ExplainButton explained figures of=row.name.clone() /> }
    }));
    columns
}

/// The amount, and in words how far it is: colour alone would not reach everybody.
#[component]
fn Month(month: PlanMonth) -> impl IntoView {
    let class = match month.state {
        MonthState::Paid => "payout__state payout__state--paid",
        _ => "payout__state",
    };
    view! { {month.amount.without_sign()} <span class=class>{german::month_state(month.state)}</span> }
}
