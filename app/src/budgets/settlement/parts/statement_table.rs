use crate::{
    budgets::{
        RunSource,
        parts::{Derivations, ExplainButton, Explained},
    },
    ui::{Column, SortedTable},
};
use domain::{
    budgets::{
        Euro,
        settlement::{KitaLine, ProofView, german},
    },
    ids::RunId,
};
use leptos::prelude::*;

/// What was stated and recognised, Kita by Kita.
#[component]
pub fn StatementTable(proof: ProofView, run: RunId) -> impl IntoView {
    let explained = Explained::new(RunSource::Stored(run));
    let is_examined = proof.kitas.iter().any(|line| line.recognised.is_some());
    let sum = |amount: fn(&KitaLine) -> Option<Euro>| {
        Euro::checked_sum(proof.kitas.iter().filter_map(amount)).unwrap_or_default().without_sign()
    };
    let mut sums = vec![
        sum(|line| Some(line.share.budget)),
        sum(|line| line.personnel),
        sum(|line| line.training),
        sum(|line| line.claimed),
    ];
    if is_examined {
        sums.push(sum(|line| line.recognised));
    }
    let rest = if is_examined { 2 } else { 1 };
    let footer = move || {
        let sums = sums.iter().cloned();
        let sums =
            sums.map(|sum| view! { <td class="kern-table__cell kern-table__cell--numeric">{sum}</td> }).collect_view();
        view! {
            <tr class="kern-table__row">
                <th class="kern-table__header" scope="row">"Summe"</th>
                {sums}
                <td class="kern-table__cell" colspan=rest></td>
            </tr>
        }
    };
    let remarks = proof.remarks.clone();
    view! {
        <section class="section">
            <h2>"Ist-Kosten je Kita in €"</h2>
            <SortedTable caption="Ist-Kosten je Kita in €" caption_hidden=true columns=columns(is_examined, explained)
                rows=proof.kitas footer=ViewFn::from(footer) />
            {remarks.map(|remarks| view! { <p class="settlement__remarks"><strong>"Bemerkungen: "</strong>{remarks}</p> })}
            <Derivations explained />
        </section>
    }
}

fn columns(is_examined: bool, explained: Explained) -> Vec<Column<KitaLine>> {
    type Line = KitaLine;
    let money = |label, amount: fn(&Line) -> Option<Euro>| {
        Column::number(label, move |line: &Line| amount(line).map(Euro::without_sign).unwrap_or_default())
    };
    let name = |line: &Line| german::kita(&line.share.number, &line.share.name);
    let mut columns = vec![
        Column::new("Kita", name).sorted_by(|a, b| a.share.number.cmp(&b.share.number)),
        money("Budget", |line| Some(line.share.budget)),
        money("Personalkosten", |line| line.personnel),
        money("Fortbildung", |line| line.training),
        money("Nachgewiesen", |line| line.claimed),
    ];
    if is_examined {
        columns.push(money("Anerkannt", |line| line.recognised));
        columns.push(Column::new("Beanstandung", |line: &Line| line.objection.clone().unwrap_or_default()));
    }
    columns.push(Column::new("Herleitung", move |line: &Line| {
        view! { <ExplainButton explained figures=vec![line.share.figure] of=name(line) /> }
    }));
    columns
}
