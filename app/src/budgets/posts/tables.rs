use crate::ui::{Column, Empty, SortedTable};
use domain::{
    budgets::overview::{PostEntry, PostSum, german as words},
    german,
};
use leptos::prelude::*;

/// Planned beside filled, a line a month and one for the year.
#[component]
pub fn Months(rows: Vec<(&'static str, PostSum)>, of: String) -> impl IntoView {
    type Row = (&'static str, PostSum);
    let vzae = |vzae: Option<domain::budgets::Vzae>| vzae.map_or_else(|| "–".to_owned(), |vzae| vzae.to_string());
    let columns = vec![
        Column::new("Monat", |row: &Row| row.0),
        Column::number("Geplant in VZÄ", move |row: &Row| vzae(row.1.planned)),
        Column::number("Stellen in VZÄ", |row: &Row| row.1.kept.to_string()),
        Column::number("Besetzt in VZÄ", |row: &Row| row.1.filled.to_string()),
        Column::number("Fehlend in VZÄ", move |row: &Row| vzae(row.1.missing())),
    ];
    view! {
        <h3>"Geplant und besetzt"</h3>
        <SortedTable caption=format!("Geplant und besetzt {of}") caption_hidden=true columns rows />
        <p class="muted">"Ein Minus heißt, dass mehr besetzt ist, als das Budget trägt."</p>
    }
}

/// The posts, each with the days on which it is filled or vacant.
#[component]
pub fn PostTable(rows: Vec<PostEntry>, of: String) -> impl IntoView {
    type Row = PostEntry;
    if rows.is_empty() {
        return view! { <h3>"Stellen"</h3> <Empty text="Noch ist keine Stelle eingetragen." /> }.into_any();
    }
    let columns = vec![
        Column::new("Stelle", |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("Entgeltgruppe", |row: &Row| row.pay_group.clone()),
        Column::number("Std./Woche", |row: &Row| row.hours.to_string()).sorted_by(|a, b| a.hours.cmp(&b.hours)),
        Column::number("VZÄ", |row: &Row| row.vzae.to_string()),
        Column::new("Beginn", |row: &Row| german::date(row.first_day)).sorted_by(|a, b| a.first_day.cmp(&b.first_day)),
        Column::new("Ende", |row: &Row| row.last_day.map_or_else(|| "auf Weiteres".to_owned(), german::date)),
        Column::new("Besetzung", |row: &Row| {
            row.spans.iter().map(|span| view! { <div>{words::span(*span)}</div> }).collect_view()
        }),
    ];
    view! {
        <h3>"Stellen"</h3>
        <SortedTable caption=format!("Stellen {of}") caption_hidden=true columns rows />
    }
    .into_any()
}
