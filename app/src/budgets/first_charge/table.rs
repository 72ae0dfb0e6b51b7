use crate::ui::{Badge, Column, NoticeKind, SortedTable};
use domain::{budgets::first_charge::FirstChargeRow, german};
use leptos::prelude::*;

/// Every entry, withdrawn ones among them.
#[component]
pub fn EntryTable(rows: Vec<FirstChargeRow>) -> impl IntoView {
    type Row = FirstChargeRow;
    let columns = vec![
        Column::new("Kita", |row: &Row| format!("{} {}", row.number, row.name))
            .sorted_by(|a, b| a.number.cmp(&b.number)),
        Column::new("Kita-Träger", |row: &Row| row.traeger.clone()).sorted_by(|a, b| a.traeger.cmp(&b.traeger)),
        Column::number("VZÄ", |row: &Row| row.vzae.to_string()).sorted_by(|a, b| a.vzae.cmp(&b.vzae)),
        Column::new("Zeitraum", |row: &Row| {
            format!("{} bis {}", german::date(row.first_day), german::date(row.last_day))
        }),
        Column::number("Betrag im Jahr in €", |row: &Row| row.amount.without_sign())
            .sorted_by(|a, b| a.amount.cmp(&b.amount)),
        Column::new("Grund", |row: &Row| format!("{} ({})", row.reason, row.reference)),
        Column::new("Stand", |row: &Row| match &row.withdrawn {
            None => view! { <Badge kind=NoticeKind::Success text="gilt" /> }.into_any(),
            Some(reason) => {
                view! { <Badge kind=NoticeKind::Warning text=format!("zurückgezogen: {reason}") /> }.into_any()
            }
        }),
    ];
    view! { <SortedTable caption="Vorwegposition je Kita" caption_hidden=true columns rows /> }
}
