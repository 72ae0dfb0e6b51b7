use super::folded::Folded;
use crate::{
    budgets::parts::{Amount, AmountOf, Explained, Origin, Place, sentence},
    ui::{Column, SortedTable},
};
use domain::budgets::{
    Euro, Figure, Snapshot,
    simulation::{Compared, Comparison, Measure},
};
use leptos::prelude::*;
use std::{slice, sync::Arc};

/// The one row whose amounts are those of the sentence above it.
const WHOLE: &str = "Insgesamt";

/// What was tried, and what it changes.
#[derive(Clone, PartialEq)]
pub struct Trial {
    pub comparison: Comparison,
    pub snapshot: Arc<Snapshot>,
}

/// What the amounts of a simulation are explained by: the run, and what is tried at the moment.
#[derive(Clone, Copy)]
pub struct Sides {
    pub explained: Explained,
    pub run: StoredValue<Arc<Snapshot>>,
    pub trial: Memo<Trial>,
}

/// Which of the two an amount is of, or their difference.
type Side = fn(Sides, Figure) -> Origin;

impl Sides {
    fn before(self, figure: Figure) -> Origin {
        Origin::Tried(self.run.get_value(), vec![figure])
    }

    fn after(self, figure: Figure) -> Origin {
        Origin::Tried(self.tried(), vec![figure])
    }

    fn difference(self, figure: Figure) -> Origin {
        Origin::Difference { before: self.run.get_value(), after: self.tried(), figure }
    }

    fn tried(self) -> Arc<Snapshot> {
        self.trial.with_untracked(|trial| Arc::clone(&trial.snapshot))
    }
}

/// What would change, from the whole down to single Kitas.
#[component]
pub fn Effects(sides: Sides) -> impl IntoView {
    let rows = move |of: fn(&Comparison) -> &[Compared]| {
        Signal::derive(move || sides.trial.with(|trial| of(&trial.comparison).to_vec()))
    };
    view! {
        <Whole sides />
        <Table title=WHOLE rows=rows(|all| slice::from_ref(&all.whole)) sides />
        <Table title="Anstellungsträger" rows=rows(|all| &all.anstellungstraeger) sides />
        <Table title="Sozialräume" rows=rows(|all| &all.sozialraeume) sides />
        <Table title="Kommunen" rows=rows(|all| &all.kommunen) sides />
        <Table title="Kitas" rows=rows(|all| &all.kitas) sides />
    }
}

/// Said aloud when it changes: the tables are too long for that. Said without the names of the buttons, which are in the same
/// sentence for those who look.
#[component]
fn Whole(sides: Sides) -> impl IntoView {
    let said = move || sides.trial.with(|trial| whole(&trial.comparison.whole));
    let told = move || {
        let row = sides.trial.with(|trial| trial.comparison.whole.clone());
        sentence(sides.explained, &whole(&row), places(sides, &row))
    };
    view! {
        <p class="kern-sr-only" role="status">{said}</p>
        <p class="lead">{told}</p>
    }
}

fn whole(row: &Compared) -> String {
    format!(
        "KiSo-Topf {} statt {} ({}), das sind {} statt {} VZÄ.",
        row.after.budget,
        row.before.budget,
        signed(row.difference),
        row.after.vzae,
        row.before.vzae
    )
}

/// The amounts of [`whole`], in its order.
fn places(sides: Sides, row: &Compared) -> Vec<Place> {
    let place = |label: &str, side: Side, of: Measure, text: String| match row.subject.figure(of) {
        Some(figure) => {
            Place::new(text, AmountOf::later(move || side(sides, figure)), format!("{label}, {}", row.name))
        }
        None => Place::silent(text),
    };
    vec![
        place("Budget neu", Sides::after, Measure::Budget, row.after.budget.to_string()),
        place("Budget bisher", Sides::before, Measure::Budget, row.before.budget.to_string()),
        place("Unterschied", Sides::difference, Measure::Budget, signed(row.difference)),
        place("VZÄ neu", Sides::after, Measure::Vzae, row.after.vzae.to_string()),
        place("VZÄ bisher", Sides::before, Measure::Vzae, row.before.vzae.to_string()),
    ]
}

#[component]
fn Table(title: &'static str, rows: Signal<Vec<Compared>>, sides: Sides) -> impl IntoView {
    type Row = Compared;
    let amount = |label, side: Side, of, text: fn(&Row) -> String| amount(sides, (label, side, of), text);
    let columns = vec![
        Column::new(title, |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        amount("Budget bisher in €", Sides::before, Measure::Budget, |row| row.before.budget.without_sign())
            .sorted_by(|a, b| a.before.budget.cmp(&b.before.budget)),
        amount("Budget neu in €", Sides::after, Measure::Budget, |row| row.after.budget.without_sign())
            .sorted_by(|a, b| a.after.budget.cmp(&b.after.budget)),
        amount("Unterschied in €", Sides::difference, Measure::Budget, |row| signed(row.difference))
            .sorted_by(|a, b| a.difference.cmp(&b.difference)),
        amount("VZÄ bisher", Sides::before, Measure::Vzae, |row| row.before.vzae.to_string()),
        amount("VZÄ neu", Sides::after, Measure::Vzae, |row| row.after.vzae.to_string()),
        amount("Std./Woche bisher", Sides::before, Measure::Hours, |row| row.before.hours.to_string()),
        amount("Std./Woche neu", Sides::after, Measure::Hours, |row| row.after.hours.to_string()),
    ];
    let columns = StoredValue::new(columns);
    let table = move || {
        let columns = columns.get_value();
        view! { <SortedTable caption=title caption_hidden=true columns rows windowed=true /> }
    };
    let open = [WHOLE, "Anstellungsträger"].contains(&title);
    view! { <Folded title open table /> }
}

/// A column of amounts that open their derivation. What it is made of is looked up when somebody asks.
fn amount(
    sides: Sides,
    (label, side, of): (&'static str, Side, Measure),
    text: fn(&Compared) -> String,
) -> Column<Compared> {
    Column::number(label, move |row: &Compared| {
        let (text, name) = (text(row), format!("{label}, {}", row.name));
        match row.subject.figure(of) {
            Some(figure) => {
                let origin = AmountOf::later(move || side(sides, figure));
                view! { <Amount explained=sides.explained origin text of=name /> }.into_any()
            }
            // The whole has no hours.
            None => ().into_any(),
        }
    })
}

/// With its sign, so that more and less are told apart without colour.
pub(super) fn signed(difference: Euro) -> String {
    match difference.is_negative() || difference == Euro::ZERO {
        true => difference.without_sign(),
        false => format!("+{}", difference.without_sign()),
    }
}
