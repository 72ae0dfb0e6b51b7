use crate::{
    budgets::parts::{Amount, AmountOf, Explained, Origin},
    ui::{Column, Empty, SortedTable},
};
use domain::{
    budgets::{
        Vzae,
        overview::{EmployerPosts, PostColumn as Of, PostEntry, PostSum, german as words},
    },
    german,
};
use leptos::prelude::*;
use std::sync::Arc;

/// A month, or the year.
#[derive(Clone, Copy)]
pub struct MonthRow {
    pub year: i32,
    /// January = 0; `None` for the whole year.
    pub month: Option<u8>,
    pub sum: PostSum,
}

impl MonthRow {
    fn name(&self) -> &'static str {
        self.month.map_or(words::WHOLE_YEAR, words::month)
    }
}

/// Planned beside filled, a line a month and one for the year.
#[component]
pub fn Months(rows: Vec<MonthRow>, posts: Arc<EmployerPosts>, explained: Explained, differs: bool) -> impl IntoView {
    let of = posts.name.clone();
    let counted = |label, column: Of| {
        let posts = Arc::clone(&posts);
        Column::number(label, move |row: &MonthRow| cell(row, column, &posts, explained))
    };
    let of_plan = Arc::clone(&posts);
    let columns = vec![
        Column::new("Monat", |row: &MonthRow| row.name()),
        Column::number("Geplant in VZÄ", move |row: &MonthRow| planned(row, &of_plan, explained)),
        counted("Stellen in VZÄ", Of::Kept),
        counted("Besetzt in VZÄ", Of::Filled),
        counted("Fehlend in VZÄ", Of::Missing),
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

/// What the budget carries; the run says where it comes from.
pub fn planned(row: &MonthRow, posts: &EmployerPosts, explained: Explained) -> AnyView {
    let text = written(row.sum.planned);
    if row.sum.planned.is_none() {
        return text.into_any();
    }
    let of = match row.month {
        Some(month) => format!("VZÄ {} im {}", posts.name, words::month(month)),
        None => format!("VZÄ {}", posts.name),
    };
    view! { <Amount explained origin=posts.planned_figure(row.month) text of /> }.into_any()
}

/// What is counted from the posts, or compared with the plan.
pub fn cell(row: &MonthRow, column: Of, posts: &Arc<EmployerPosts>, explained: Explained) -> AnyView {
    let amount = match column {
        Of::Kept => Some(row.sum.kept),
        Of::Filled => Some(row.sum.filled),
        Of::Missing => row.sum.missing(),
    };
    let text = written(amount);
    if amount.is_none() {
        return text.into_any();
    }
    let (year, month, kept) = (row.year, row.month, Arc::clone(posts));
    let origin = AmountOf::later(move || Origin::Counted(kept.explain(year, month, column).unwrap_or_default()));
    let of = format!("{} {} {}", words::post_column(column), posts.name, row.name());
    view! { <Amount explained origin text of /> }.into_any()
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
