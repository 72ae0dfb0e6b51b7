use crate::{
    budgets::parts::{Amount, AmountOf, ExplainButton, Explained, Origin},
    ui::{Column, SortedTable},
};
use domain::{
    budgets::settlement::{KitaColumn, KitaLine, ProofView, german},
    ids::RunId,
};
use leptos::prelude::*;

/// What was stated and recognised, Kita by Kita.
#[component]
pub fn StatementTable(proof: ProofView, run: RunId, explained: Explained) -> impl IntoView {
    let is_examined = proof.kitas.iter().any(|line| line.recognised.is_some());
    let shown = KitaColumn::ALL.into_iter().filter(move |column| is_examined || *column != KitaColumn::Recognised);
    let sums: Vec<_> = shown.map(|column| (column, proof.sum(column))).collect();
    let rest = if is_examined { 2 } else { 1 };
    let footer = move || {
        let sums = sums.iter().cloned().map(|(column, sum)| {
            let (text, of) = (sum.value.without_sign(), format!("Summe {}", german::kita_column(column)));
            let origin = Origin::Made(vec![sum], Some(run));
            view! {
                <td class="kern-table__cell kern-table__cell--numeric"><Amount explained origin text of /></td>
            }
        });
        let sums = sums.collect_view();
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
        </section>
    }
}

fn columns(is_examined: bool, explained: Explained) -> Vec<Column<KitaLine>> {
    type Line = KitaLine;
    let name = |line: &Line| german::kita(&line.share.number, &line.share.name);
    let money = move |column: KitaColumn| {
        Column::number(german::kita_column(column), move |line: &Line| {
            let text = line.amount(column)?.without_sign();
            Some(match origin(line, column) {
                Some(origin) => {
                    let of = format!("{} {}", german::kita_column(column), name(line));
                    view! { <Amount explained origin text of /> }.into_any()
                }
                None => text.into_any(),
            })
        })
    };
    let mut columns = vec![
        Column::new("Kita", name).sorted_by(|a, b| a.share.number.cmp(&b.share.number)),
        money(KitaColumn::Budget),
        money(KitaColumn::Personnel),
        money(KitaColumn::Training),
        money(KitaColumn::Claimed),
    ];
    if is_examined {
        columns.push(money(KitaColumn::Recognised));
        columns.push(Column::new("Beanstandung", |line: &Line| line.objection.clone().unwrap_or_default()));
    }
    columns.push(Column::new("Herleitung", move |line: &Line| {
        view! { <ExplainButton explained figures=vec![line.share.figure] of=name(line) /> }
    }));
    columns
}

/// Where an amount comes from; what was typed stands for itself.
fn origin(line: &KitaLine, column: KitaColumn) -> Option<AmountOf> {
    match column {
        KitaColumn::Budget => Some(AmountOf::from(line.share.figure)),
        _ => line.explain(column).map(|made| AmountOf::from(Origin::Sum(made))),
    }
}
