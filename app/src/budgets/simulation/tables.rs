use crate::ui::{Column, SortedTable};
use domain::budgets::{
    Euro,
    simulation::{Compared, Comparison},
};
use leptos::prelude::*;

/// What would change, from the whole down to single Kitas.
#[component]
pub fn Effects(#[prop(into)] comparison: Signal<Comparison>) -> impl IntoView {
    let rows =
        move |of: fn(&Comparison) -> &Vec<Compared>| Signal::derive(move || comparison.with(|all| of(all).clone()));
    view! {
        <Whole comparison />
        <Table title="Anstellungsträger" rows=rows(|all| &all.anstellungstraeger) />
        <Table title="Sozialräume" rows=rows(|all| &all.sozialraeume) />
        <Table title="Kommunen" rows=rows(|all| &all.kommunen) />
        <Table title="Kitas" rows=rows(|all| &all.kitas) />
    }
}

/// Said aloud when it changes: the tables are too long for that.
#[component]
fn Whole(comparison: Signal<Comparison>) -> impl IntoView {
    let told = move || {
        comparison.with(|all| {
            let whole = &all.whole;
            format!(
                "KiSo-Topf {} statt {} ({}), das sind {} statt {} VZÄ.",
                whole.after.budget,
                whole.before.budget,
                signed(whole.difference),
                whole.after.vzae,
                whole.before.vzae
            )
        })
    };
    view! { <p class="lead" role="status">{told}</p> }
}

#[component]
fn Table(title: &'static str, rows: Signal<Vec<Compared>>) -> impl IntoView {
    type Row = Compared;
    let columns = vec![
        Column::new(title, |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::number("Budget bisher in €", |row: &Row| row.before.budget.without_sign())
            .sorted_by(|a, b| a.before.budget.cmp(&b.before.budget)),
        Column::number("Budget neu in €", |row: &Row| row.after.budget.without_sign())
            .sorted_by(|a, b| a.after.budget.cmp(&b.after.budget)),
        Column::number("Unterschied in €", |row: &Row| signed(row.difference))
            .sorted_by(|a, b| a.difference.cmp(&b.difference)),
        Column::number("VZÄ bisher", |row: &Row| row.before.vzae.to_string()),
        Column::number("VZÄ neu", |row: &Row| row.after.vzae.to_string()),
        Column::number("Std./Woche bisher", |row: &Row| row.before.hours.to_string()),
        Column::number("Std./Woche neu", |row: &Row| row.after.hours.to_string()),
    ];
    let opens = title == "Anstellungsträger";
    let is_open = RwSignal::new(opens);
    let columns = StoredValue::new(columns);
    // What is folded is not drawn: every movement of a slider would draw hundreds of rows that nobody sees.
    let table = move || {
        let columns = columns.get_value();
        is_open.get().then(|| view! { <SortedTable caption=title caption_hidden=true columns rows windowed=true /> })
    };
    let turned = move |event: leptos::ev::Event| {
        is_open.set(event_target::<leptos::web_sys::HtmlElement>(&event).has_attribute("open"));
    };
    view! {
        <details class="budget__more simulation__table printed" open=opens on:toggle=turned>
            <summary>{title}</summary>
            {table}
        </details>
    }
}

/// With its sign, so that more and less are told apart without colour.
pub(super) fn signed(difference: Euro) -> String {
    match difference.is_negative() || difference == Euro::ZERO {
        true => difference.without_sign(),
        false => format!("+{}", difference.without_sign()),
    }
}
