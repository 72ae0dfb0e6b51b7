use crate::{
    budgets::parts::{Amount, Explained},
    ui::{Badge, Column, NoticeKind, SortedTable},
};
use domain::{
    budgets::{
        Figure,
        first_charge::{FirstChargeRow, german as words},
    },
    german,
};
use leptos::prelude::*;

/// Every entry, withdrawn ones among them. `explained`: set where the run keeps the list, so that its amounts are figures.
#[component]
pub fn EntryTable(rows: Vec<FirstChargeRow>, explained: Option<Explained>) -> impl IntoView {
    type Row = FirstChargeRow;
    let columns = vec![
        Column::new("Kita", |row: &Row| format!("{} {}", row.number, row.name))
            .sorted_by(|a, b| a.number.cmp(&b.number)),
        Column::new("Kita-Träger", |row: &Row| row.traeger.clone()).sorted_by(|a, b| a.traeger.cmp(&b.traeger)),
        Column::number("VZÄ", |row: &Row| row.vzae.to_string()).sorted_by(|a, b| a.vzae.cmp(&b.vzae)),
        Column::new("Zeitraum", |row: &Row| {
            format!("{} bis {}", german::date(row.first_day), german::date(row.last_day))
        }),
        Column::number("Betrag im Jahr in €", move |row: &Row| amount(row, explained))
            .sorted_by(|a, b| a.amount.cmp(&b.amount)),
        Column::new("Grund", |row: &Row| format!("{} ({})", row.reason, row.reference)),
        Column::new("Stand", |row: &Row| {
            let state = words::state(row);
            match (&row.withdrawn, row.in_run) {
                (None, true) => view! { <Badge kind=NoticeKind::Success text=state /> }.into_any(),
                (None, false) => view! { <Badge kind=NoticeKind::Info text=state /> }.into_any(),
                (Some(reason), _) => {
                    view! { <Badge kind=NoticeKind::Warning text=format!("{state}: {reason}") /> }.into_any()
                }
            }
        }),
    ];
    view! { <SortedTable caption="Vorwegposition je Kita" caption_hidden=true columns rows /> }
}

/// What the run pays; it says where it comes from.
fn amount(row: &FirstChargeRow, explained: Option<Explained>) -> AnyView {
    let text = row.amount.without_sign();
    match explained.filter(|_| row.in_run) {
        Some(explained) => {
            let origin = Figure::FirstCharge { entry: row.id };
            view! { <Amount explained origin text of=format!("Vorwegposition {} {}", row.number, row.name) /> }.into_any()
        }
        None => text.into_any(),
    }
}
