//! Scenarios beside each other, against the run.

use super::{folded::Folded, tables::signed};
use crate::{
    budgets::parts::{Amount, Explained, Origin},
    ui::{AmountBar, AmountChart, Column, Notice, NoticeKind, SortedTable},
};
use domain::budgets::{
    Euro, Figure, Snapshot, german,
    scenario::{Scenario, SideBySide, SideRow},
    simulation::{Amounts, Measure, Subject},
};
use leptos::prelude::*;
use std::sync::Arc;

/// What the columns are of: the run, and the scenarios by their names.
#[derive(Clone)]
struct Columns {
    explained: Explained,
    run: Arc<Snapshot>,
    scenarios: Vec<(String, Arc<Snapshot>)>,
}

#[component]
pub fn SideTable(snapshot: Snapshot, scenarios: Vec<Scenario>, explained: Explained) -> impl IntoView {
    let found = match SideBySide::of(&snapshot, &scenarios) {
        Ok(found) => found,
        Err((name, error)) => {
            let title = format!("„{name}“ lässt sich mit diesem Lauf nicht berechnen. {}", german::refusal(&error));
            return view! { <Notice kind=NoticeKind::Warning title /> }.into_any();
        }
    };
    let tried = |scenario: &Scenario| (scenario.name.clone(), Arc::new(scenario.content.applied_to(&snapshot)));
    let scenarios = scenarios.iter().map(tried).collect();
    let columns = StoredValue::new(Columns { explained, run: Arc::new(snapshot), scenarios });
    let table = move |title: &'static str, rows: Vec<SideRow>, open: bool| {
        let rows = StoredValue::new(rows);
        let table = move || view! { <Beside title columns rows /> };
        view! { <Folded title open table /> }
    };
    view! {
        <section class="section" aria-label="Szenarien im Vergleich">
            <h3>"Szenarien im Vergleich"</h3>
            <Whole columns=columns.get_value() whole=found.whole.clone() />
            {table("Anstellungsträger im Vergleich", found.anstellungstraeger, true)}
            {table("Sozialräume im Vergleich", found.sozialraeume, false)}
            {table("Kommunen im Vergleich", found.kommunen, false)}
            {table("Kitas im Vergleich", found.kitas, false)}
        </section>
    }
    .into_any()
}

impl Columns {
    /// An amount of the run (`None`) or of a scenario, which opens its derivation.
    fn amount(&self, subject: (Subject, &str), measure: Measure, scenario: Option<usize>, text: String) -> AnyView {
        let column = scenario.and_then(|position| self.scenarios.get(position));
        let (column, snapshot) = column.map_or(("Lauf", &self.run), |(name, snapshot)| (name.as_str(), snapshot));
        let told = |figure| Origin::Tried(Arc::clone(snapshot), vec![figure]);
        self.explain(subject, measure, text, column, told)
    }

    /// What a scenario has more or less than the run.
    fn difference(&self, subject: (Subject, &str), scenario: usize, before: Euro, after: Euro) -> AnyView {
        let text = after.checked_sub(before).map(signed).unwrap_or_default();
        let Some((name, snapshot)) = self.scenarios.get(scenario) else { return text.into_any() };
        let (before, after) = (Arc::clone(&self.run), Arc::clone(snapshot));
        let told = |figure| Origin::Difference { before, after, figure };
        self.explain(subject, Measure::Budget, text, &format!("Unterschied {name}"), told)
    }

    fn explain(
        &self,
        (subject, name): (Subject, &str),
        measure: Measure,
        text: String,
        column: &str,
        told: impl FnOnce(Figure) -> Origin,
    ) -> AnyView {
        let Some(figure) = subject.figure(measure) else { return text.into_any() };
        let (explained, origin, of) = (self.explained, told(figure), format!("{column}, {name}"));
        view! { <Amount explained origin text of /> }.into_any()
    }
}

/// What each comes to in all, as bars.
#[component]
fn Whole(columns: Columns, whole: SideRow) -> impl IntoView {
    let run = whole.run.budget;
    let bar = |scenario: Option<usize>, label: String, amounts: &Amounts| {
        let subject = row_of(&whole);
        let difference = match scenario {
            Some(scenario) => columns.difference(subject, scenario, run, amounts.budget),
            None => signed(Euro::ZERO).into_any(),
        };
        AmountBar {
            label: label.into_any(),
            whole: u64::try_from(amounts.budget.cents()).unwrap_or_default(),
            part: None,
            cells: vec![
                columns.amount(subject, Measure::Budget, scenario, amounts.budget.without_sign()),
                difference,
                columns.amount(subject, Measure::Vzae, scenario, amounts.vzae.to_string()),
            ],
        }
    };
    let scenarios = columns.scenarios.iter().zip(&whole.scenarios).enumerate();
    let scenarios = scenarios.map(|(position, ((name, _), amounts))| bar(Some(position), name.clone(), amounts));
    let bars = std::iter::once(bar(None, "Lauf".to_owned(), &whole.run)).chain(scenarios).collect::<Vec<_>>();
    view! {
        <AmountChart caption="KiSo-Topf der Szenarien" name="Szenario" heads=vec!["KiSo-Topf in €", "Unterschied in €", "VZÄ"] bars />
    }
}

#[component]
fn Beside(title: &'static str, columns: StoredValue<Columns>, rows: StoredValue<Vec<SideRow>>) -> impl IntoView {
    type Row = SideRow;
    let of_run = move |row: &Row| {
        let text = row.run.budget.without_sign();
        columns.with_value(|columns| columns.amount(row_of(row), Measure::Budget, None, text))
    };
    let mut table = vec![
        Column::new("Name", |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::number("Lauf: Budget in €", of_run).sorted_by(|a, b| a.run.budget.cmp(&b.run.budget)),
    ];
    let names =
        columns.with_value(|columns| columns.scenarios.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    for (position, name) in names.iter().enumerate() {
        table.extend(of_scenario(columns, position, name));
    }
    let rows = Signal::derive(move || rows.get_value());
    view! { <SortedTable caption=title caption_hidden=true columns=table rows windowed=true /> }
}

/// Budget, difference and posts of the scenario at this position.
fn of_scenario(columns: StoredValue<Columns>, position: usize, name: &str) -> [Column<SideRow>; 3] {
    let cell = move |row: &SideRow, shown: fn(&Columns, &SideRow, usize, &Amounts) -> AnyView| {
        let Some(found) = row.scenarios.get(position) else { return ().into_any() };
        columns.with_value(|columns| shown(columns, row, position, found))
    };
    let column = |label: &str, shown: fn(&Columns, &SideRow, usize, &Amounts) -> AnyView| {
        Column::number("", move |row: &SideRow| cell(row, shown)).named(format!("{name}: {label}"))
    };
    [
        column("Budget in €", |columns, row, position, found| {
            columns.amount(row_of(row), Measure::Budget, Some(position), found.budget.without_sign())
        }),
        column("Unterschied", |columns, row, position, found| {
            columns.difference(row_of(row), position, row.run.budget, found.budget)
        }),
        column("VZÄ", |columns, row, position, found| {
            columns.amount(row_of(row), Measure::Vzae, Some(position), found.vzae.to_string())
        }),
    ]
}

fn row_of(row: &SideRow) -> (Subject, &str) {
    (row.subject, &row.name)
}
