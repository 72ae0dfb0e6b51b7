use crate::{
    questionnaires::{
        BASE,
        view::{ErhebungRow, ErhebungState},
    },
    ui::{Badge, Column, NoticeKind, SortedTable},
};
use leptos::prelude::*;

/// Erhebungen, each a link to its page.
#[component]
pub fn ErhebungTable(rows: Vec<ErhebungRow>, #[prop(into)] caption: String) -> impl IntoView {
    let columns = vec![
        Column::new("Fragebogen", |row: &ErhebungRow| {
            let (page, title) = (format!("{BASE}/erhebungen/{}", row.id), row.title.clone());
            view! { <a href=page>{title}</a> }
        })
        .sorted_by(|a, b| a.title.to_lowercase().cmp(&b.title.to_lowercase())),
        Column::new("Kita oder Veranstaltung", |row: &ErhebungRow| row.about.clone())
            .sorted_by(|a, b| a.about.cmp(&b.about)),
        Column::new("Zeitraum", |row: &ErhebungRow| row.period.clone()).sorted_by(|a, b| a.from.cmp(&b.from)),
        Column::new("Befragt", |row: &ErhebungRow| row.zielgruppe.clone())
            .sorted_by(|a, b| a.zielgruppe.cmp(&b.zielgruppe)),
        Column::number("Bögen", |row: &ErhebungRow| row.submissions)
            .sorted_by(|a, b| a.submissions.cmp(&b.submissions)),
        Column::new("Stand", |row: &ErhebungRow| view! { <StateBadge state=row.state /> })
            .sorted_by(|a, b| a.state.cmp(&b.state)),
    ];
    view! { <SortedTable caption columns rows /> }
}

/// Whether answers are taken now.
#[component]
pub fn StateBadge(state: ErhebungState) -> impl IntoView {
    let (kind, text) = match state {
        ErhebungState::Open => (NoticeKind::Success, "läuft"),
        ErhebungState::Planned => (NoticeKind::Info, "geplant"),
        ErhebungState::Closed => (NoticeKind::Info, "beendet"),
    };
    view! { <Badge kind text /> }
}
