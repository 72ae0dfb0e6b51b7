use crate::{
    budgets::{parts::Files, settlement::BASE},
    ui::{Badge, Column, Notice, NoticeKind, SortedTable},
};
use chrono::NaiveDate;
use domain::{
    budgets::{
        Euro,
        settlement::{ProofRow, ProofStatus, YearSettings, german},
    },
    german as common,
};
use leptos::prelude::*;

/// Every Anstellungsträger of a year, and who is late.
#[component]
pub fn Overview(year: i32, rows: Vec<ProofRow>, settings: YearSettings, today: NaiveDate) -> impl IntoView {
    let late: Vec<String> = rows.iter().filter(|row| row.is_late).map(|row| row.name.clone()).collect();
    view! {
        <section class="section">
            <h2>"Verwendungsnachweise"</h2>
            <p>{german::deadline(settings.deadline, today)}</p>
            {(!late.is_empty()).then(|| view! { <Late names=late deadline=settings.deadline /> })}
            <SortedTable caption="Verwendungsnachweise" caption_hidden=true columns=columns(year) rows />
            <Files address=format!("/api/export/settlement/{year}/verwendungsnachweise") of="Verwendungsnachweise" />
        </section>
    }
}

#[component]
fn Late(names: Vec<String>, deadline: NaiveDate) -> impl IntoView {
    let title = match names.len() {
        1 => format!("1 Verwendungsnachweis ist seit dem {} überfällig", common::date(deadline)),
        count => format!("{count} Verwendungsnachweise sind seit dem {} überfällig", common::date(deadline)),
    };
    view! {
        <Notice kind=NoticeKind::Warning title>
            <p>{names.join(", ")}". Bitte erinnern Sie die Anstellungsträger."</p>
        </Notice>
    }
}

/// The deadline, on the page of one Anstellungsträger.
#[component]
pub fn Deadline(deadline: NaiveDate, today: NaiveDate, is_late: bool) -> impl IntoView {
    let title = german::deadline(deadline, today);
    let kind = if is_late { NoticeKind::Warning } else { NoticeKind::Info };
    view! { <Notice kind title /> }
}

fn columns(year: i32) -> Vec<Column<ProofRow>> {
    type Row = ProofRow;
    let amount = |amount: Option<Euro>| amount.map(Euro::without_sign).unwrap_or_default();
    vec![
        Column::new("Anstellungsträger", move |row: &Row| {
            let href = format!("{BASE}/{year}/{}", row.anstellungstraeger);
            let name = row.name.clone();
            view! { <a href=href>{name}</a> }
        })
        .sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("Stand", |row: &Row| {
            let (status, is_late) = (row.status, row.is_late);
            view! { <ProofBadge status is_late /> }
        })
        .sorted_by(|a, b| a.status.cmp(&b.status)),
        Column::number("Budget in €", |row: &Row| row.budget.without_sign()).sorted_by(|a, b| a.budget.cmp(&b.budget)),
        Column::number("Nachgewiesen in €", move |row: &Row| amount(row.claimed))
            .sorted_by(|a, b| a.claimed.cmp(&b.claimed)),
        Column::number("Anerkannt in €", move |row: &Row| amount(row.outcome.map(|outcome| outcome.actual))),
        Column::number("Abgerechnet in €", move |row: &Row| amount(row.outcome.map(|outcome| outcome.eligible))),
        Column::new("Ergebnis", |row: &Row| row.result.clone()),
    ]
}

/// How far one has come; late is said in words.
#[component]
fn ProofBadge(status: Option<ProofStatus>, is_late: bool) -> impl IntoView {
    let (kind, text) = match status {
        _ if is_late => (NoticeKind::Warning, "überfällig"),
        None => (NoticeKind::Info, "noch nicht begonnen"),
        Some(ProofStatus::Settled) => (NoticeKind::Success, german::status(ProofStatus::Settled)),
        Some(status) => (NoticeKind::Info, german::status(status)),
    };
    view! { <Badge kind text /> }
}
