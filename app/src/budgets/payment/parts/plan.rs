use crate::{
    budgets::parts::{Amount, AmountOf, ExplainButton, Explained, Files, Origin, Place, Settled, sentence},
    ui::{Column, SortedTable},
};
use domain::{
    budgets::{
        EmployerPart, Euro, Figure, Total,
        overview::{Beside, Column as Of, PlanFigure, german as overview},
        payment::{MonthState, Payee, PlanRow, Reclaim, german},
    },
    german as common,
    ids::RunId,
};
use leptos::prelude::*;

/// Twelve months of each payee, each with how far it has come, and where the amounts come from.
#[component]
pub fn PlanTable(
    year: i32,
    rows: Vec<PlanRow>,
    run: RunId,
    /// They know what came back.
    reclaims: Vec<Reclaim>,
    explained: Explained,
) -> impl IntoView {
    explained.shows(run);
    let told = |row: &PlanRow| sentence(explained, &german::plan_rest(row), places(row, year, &reclaims));
    let origin =
        rows.iter().map(|row| view! { <li><strong>{row.name.clone()}</strong>": "{told(row)}</li> }).collect_view();
    view! {
        <section class="section payout__plan">
            <h2>"Abschlagsplan in €"</h2>
            <Files address=format!("/api/export/budget/{year}/abschlagsplan") of="Abschlagsplan" />
            <SortedTable caption="Abschlagsplan in €" caption_hidden=true columns=columns(year, explained) rows />
            <details class="budget__more printed">
                <summary>"Woher die Beträge kommen"</summary>
                <ul class="payout__origin">{origin}</ul>
            </details>
        </section>
    }
}

fn columns(year: i32, explained: Explained) -> Vec<Column<PlanRow>> {
    let budget = move |row: &PlanRow| {
        let (origin, of) = (budget_of(row, year), format!("Budget {}", row.name));
        view! { <Amount explained origin text=row.budget.without_sign() of /> }
    };
    let beside = move |part: Beside, amount: fn(&PlanRow) -> Euro| {
        Column::number(overview::beside(part), move |row: &PlanRow| {
            let origin = Origin::Plan(year, PlanFigure::Beside { payee: row.payee, part });
            let of = format!("{} {}", overview::beside(part), row.name);
            view! { <Amount explained origin text=amount(row).without_sign() of /> }
        })
    };
    let planned = move |label, column: Of, amount: fn(&PlanRow) -> Euro| {
        Column::number(label, move |row: &PlanRow| {
            let origin = Origin::Plan(year, PlanFigure::Payee { payee: row.payee, column });
            let of = format!("{} {}", overview::column(column), row.name);
            view! { <Amount explained origin text=amount(row).without_sign() of /> }
        })
    };
    let mut columns = vec![
        Column::new("Empfänger", |row: &PlanRow| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::number("Budget", budget).sorted_by(|a, b| a.budget.cmp(&b.budget)),
        planned("Angeordnet", Of::Ordered, |row| row.ordered).sorted_by(|a, b| a.ordered.cmp(&b.ordered)),
        planned("Bezahlt", Of::Paid, |row| row.paid).sorted_by(|a, b| a.paid.cmp(&b.paid)),
    ];
    columns.extend((0..12_u8).map(|month| {
        Column::number(common::month(u32::from(month)), move |row: &PlanRow| {
            let (row, known) = (row.clone(), usize::from(month) < row.months.len());
            known.then(|| view! { <Month explained year row month /> })
        })
    }));
    columns.push(beside(Beside::Rueckforderung, |row| row.rueckforderung));
    columns.push(beside(Beside::Nachzahlung, |row| row.nachzahlung));
    columns.push(beside(Beside::Held, |row| row.held));
    columns.push(Column::new("Herleitung", move |row: &PlanRow| {
        let figures = match row.payee {
            Payee::Anstellungstraeger(anstellungstraeger) => {
                EmployerPart::all().map(|part| Figure::Anstellungstraeger { anstellungstraeger, part }).collect()
            }
            Payee::KitaTraeger(kita_traeger) => {
                vec![Figure::KitaTraeger { kita_traeger }, Figure::Total { total: Total::FirstCharge }]
            }
        };
        view! { <ExplainButton explained figures of=row.name.clone() /> }
    }));
    columns
}

/// The amounts of [`german::plan_rest`], in its order.
fn places(row: &PlanRow, year: i32, reclaims: &[Reclaim]) -> Vec<Place> {
    let (payee, name) = (row.payee, row.name.as_str());
    let of = |what: &str| format!("{what} {name}");
    let employer = payee.anstellungstraeger();
    // Only of Anstellungsträger there are settlements.
    let settled = |amount: Euro, year: i32, carried: Settled| match employer {
        Some(employer) => Place::new(amount, Origin::Settled { year, of: employer, carried }, of("Abrechnung")),
        None => Place::silent(amount),
    };
    let mut places = vec![match row.carried.settled {
        Some(kept) => settled(kept, year, Settled::Kept),
        None => Place::new(row.budget, budget_of(row, year), of("Budget")),
    }];
    places
        .extend(row.carried.carried_on.iter().map(|on| settled(on.amount, year, Settled::Offset(on.year, on.amount))));
    places.extend(
        row.carried.taken_off.iter().map(|off| settled(off.amount, off.year, Settled::Offset(year, off.amount))),
    );
    if row.received != Euro::ZERO {
        let known = reclaims.iter().find(|reclaim| reclaim.payee == payee && reclaim.received == row.received);
        places.push(match known {
            Some(reclaim) => {
                Place::new(row.received, Origin::Made(reclaim.told.received.clone(), None), of("Eingegangen"))
            }
            None => Place::silent(row.received),
        });
    }
    let ordered = Origin::Plan(year, PlanFigure::Payee { payee, column: Of::Ordered });
    places.push(Place::new(row.ordered, ordered, of(overview::column(Of::Ordered))));
    places.push(match row.explain_rest() {
        Some(rest) => Place::new(row.rest, Origin::Sum(rest), of("Rest")),
        None => Place::silent(row.rest),
    });
    if row.held != Euro::ZERO {
        let held = Origin::Plan(year, PlanFigure::Beside { payee, part: Beside::Held });
        places.push(Place::new(row.held, held, of(overview::beside(Beside::Held))));
    }
    places
}

/// Where a budget comes from. Who is not in the run, and Kita-Träger of a run from before formula 3, have no figure in it:
/// there the plan tells what there is.
fn budget_of(row: &PlanRow, year: i32) -> AmountOf {
    match row.payee {
        Payee::Anstellungstraeger(anstellungstraeger) if row.budget != Euro::ZERO => {
            AmountOf::from(Figure::Anstellungstraeger { anstellungstraeger, part: EmployerPart::Budget })
        }
        payee => AmountOf::from(Origin::Plan(year, PlanFigure::Payee { payee, column: Of::Planned })),
    }
}

/// The amount, and in words how far it is: colour alone would not reach everybody.
#[component]
fn Month(explained: Explained, year: i32, row: PlanRow, month: u8) -> impl IntoView {
    let Some(found) = row.months.get(usize::from(month)).copied() else { return ().into_any() };
    let class = match found.state {
        MonthState::Paid => "payout__state payout__state--paid",
        _ => "payout__state",
    };
    let origin = Origin::Plan(year, PlanFigure::PayeeMonth { payee: row.payee, month, column: Of::Planned });
    let of = format!("{} {} {}", overview::column(Of::Planned), row.name, overview::month(month));
    view! {
        <Amount explained origin text=found.amount.without_sign() of />
        " "
        <span class=class>{german::month_state(found.state)}</span>
    }
    .into_any()
}
