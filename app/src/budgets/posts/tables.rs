use crate::{
    budgets::parts::{Amount, Explained},
    ui::{Column, Empty, SortedTable},
};
use domain::{
    budgets::{
        Figure, Vzae,
        overview::{PostEntry, PostSum, german as words},
    },
    german,
};
use leptos::prelude::*;

/// A month, or the year.
#[derive(Clone, Copy)]
pub struct MonthRow {
    pub name: &'static str,
    pub sum: PostSum,
    /// The figure that says what is planned, where the month has one of its own.
    pub origin: Option<Figure>,
}

/// Planned beside filled, a line a month and one for the year.
#[component]
pub fn Months(rows: Vec<MonthRow>, explained: Option<Explained>, of: String) -> impl IntoView {
    let differs = rows.iter().any(|row| row.origin.is_some());
    let whose = of.clone();
    let columns = vec![
        Column::new("Monat", |row: &MonthRow| row.name),
        Column::number("Geplant in VZÄ", move |row: &MonthRow| planned(row, explained, &whose)),
        Column::number("Stellen in VZÄ", |row: &MonthRow| row.sum.kept.to_string()),
        Column::number("Besetzt in VZÄ", |row: &MonthRow| row.sum.filled.to_string()),
        Column::number("Fehlend in VZÄ", |row: &MonthRow| written(row.sum.missing())),
    ];
    view! {
        <h3>"Geplant und besetzt"</h3>
        <SortedTable caption=format!("Geplant und besetzt {of}") caption_hidden=true columns rows />
        <p class="muted">"Ein Minus heißt, dass mehr besetzt ist, als das Budget trägt."</p>
        {differs.then(|| view! {
            <p class="muted">
                "Im Laufe des Jahres kommt oder geht eine Kita: Geplant ist in jedem Monat nach den Tagen, an denen sie dazugehört."
            </p>
        })}
    }
}

/// What the budget carries; it says where it comes from where the month has a plan of its own.
fn planned(row: &MonthRow, explained: Option<Explained>, of: &str) -> AnyView {
    let text = written(row.sum.planned);
    match explained.zip(row.origin) {
        Some((explained, origin)) => {
            view! { <Amount explained origin text of=format!("VZÄ {of} im {}", row.name) /> }.into_any()
        }
        None => text.into_any(),
    }
}

fn written(vzae: Option<Vzae>) -> String {
    vzae.map_or_else(|| "–".to_owned(), |vzae| vzae.to_string())
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
