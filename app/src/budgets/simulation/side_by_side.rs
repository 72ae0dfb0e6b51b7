//! Scenarios beside each other, against the run.

use super::tables::signed;
use crate::ui::{AmountBar, AmountChart, Notice, NoticeKind, TableFrame};
use domain::budgets::{
    Euro, Snapshot, german,
    scenario::{Scenario, SideBySide, SideRow},
    simulation::Amounts,
};
use leptos::prelude::*;

#[component]
pub fn SideTable(snapshot: Snapshot, scenarios: Vec<Scenario>) -> impl IntoView {
    let found = match SideBySide::of(&snapshot, &scenarios) {
        Ok(found) => found,
        Err((name, error)) => {
            let title = format!("„{name}“ lässt sich mit diesem Lauf nicht berechnen. {}", german::refusal(&error));
            return view! { <Notice kind=NoticeKind::Warning title /> }.into_any();
        }
    };
    let names = StoredValue::new(found.names);
    let table = move |title: &'static str, rows: Vec<SideRow>, open: bool| {
        let names = names.get_value();
        view! {
            <details class="budget__more simulation__table printed" open=open>
                <summary>{title}</summary>
                <Beside title names rows />
            </details>
        }
    };
    view! {
        <section class="section" aria-label="Szenarien im Vergleich">
            <h3>"Szenarien im Vergleich"</h3>
            <Whole names=names.get_value() whole=found.whole.clone() />
            {table("Anstellungsträger im Vergleich", found.anstellungstraeger, true)}
            {table("Sozialräume im Vergleich", found.sozialraeume, false)}
            {table("Kommunen im Vergleich", found.kommunen, false)}
            {table("Kitas im Vergleich", found.kitas, false)}
        </section>
    }
    .into_any()
}

/// What each comes to in all, as bars.
#[component]
fn Whole(names: Vec<String>, whole: SideRow) -> impl IntoView {
    let bar = |name: String, amounts: Amounts| AmountBar {
        label: name.into_any(),
        whole: u64::try_from(amounts.budget.cents()).unwrap_or_default(),
        part: None,
        cells: vec![
            amounts.budget.without_sign().into_any(),
            difference(whole.run.budget, amounts.budget).into_any(),
            amounts.vzae.to_string().into_any(),
        ],
    };
    let scenarios = names.into_iter().zip(&whole.scenarios).map(|(name, amounts)| bar(name, *amounts));
    let bars = std::iter::once(bar("Lauf".to_owned(), whole.run)).chain(scenarios).collect::<Vec<_>>();
    view! {
        <AmountChart caption="KiSo-Topf der Szenarien" name="Szenario" heads=vec!["KiSo-Topf in €", "Unterschied in €", "VZÄ"] bars />
    }
}

#[component]
fn Beside(title: &'static str, names: Vec<String>, rows: Vec<SideRow>) -> impl IntoView {
    let heads = names
        .iter()
        .flat_map(|name| [format!("{name}: Budget in €"), format!("{name}: Unterschied"), format!("{name}: VZÄ")])
        .map(|head| view! { <th class="kern-table__header kern-table__header--numeric" scope="col">{head}</th> })
        .collect_view();
    let lines = rows.into_iter().map(line).collect_view();
    view! {
        <TableFrame caption=title caption_hidden=true>
            <thead><tr class="kern-table__row">
                <th class="kern-table__header" scope="col">"Name"</th>
                <th class="kern-table__header kern-table__header--numeric" scope="col">"Lauf: Budget in €"</th>
                {heads}
            </tr></thead>
            <tbody>{lines}</tbody>
        </TableFrame>
    }
}

fn line(row: SideRow) -> impl IntoView {
    let run = row.run.budget;
    let cells = row
        .scenarios
        .into_iter()
        .flat_map(|found| [found.budget.without_sign(), difference(run, found.budget), found.vzae.to_string()])
        .map(|cell| view! { <td class="kern-table__cell kern-table__cell--numeric">{cell}</td> })
        .collect_view();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{row.name}</th>
            <td class="kern-table__cell kern-table__cell--numeric">{run.without_sign()}</td>
            {cells}
        </tr>
    }
}

fn difference(before: Euro, after: Euro) -> String {
    after.checked_sub(before).map(signed).unwrap_or_default()
}
