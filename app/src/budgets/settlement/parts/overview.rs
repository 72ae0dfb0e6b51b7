use super::explanations::{Leads, result};
use crate::{
    budgets::{
        RunSource,
        parts::{Amount, Explained, Files, Origin},
        settlement::BASE,
    },
    ui::{Badge, Column, Notice, NoticeKind, SortedTable},
};
use chrono::NaiveDate;
use domain::{
    budgets::{
        EmployerPart, Figure,
        settlement::{ProofColumn, ProofRow, ProofStatus, YearSettings, german},
    },
    german as common,
    ids::RunId,
};
use leptos::prelude::*;

/// Every Anstellungsträger of a year, and who is late.
#[component]
pub fn Overview(
    year: i32,
    rows: Vec<ProofRow>,
    settings: YearSettings,
    today: NaiveDate,
    leads: Leads,
) -> impl IntoView {
    let late: Vec<String> = rows.iter().filter(|row| row.is_late).map(|row| row.name.clone()).collect();
    view! {
        <section class="section">
            <h2>"Verwendungsnachweise"</h2>
            <p>{german::deadline(settings.deadline, today)}</p>
            {(!late.is_empty()).then(|| view! { <Late names=late deadline=settings.deadline /> })}
            <SortedTable caption="Verwendungsnachweise" caption_hidden=true columns=columns(year, leads) rows />
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

fn columns(year: i32, (explained, run): Leads) -> Vec<Column<ProofRow>> {
    type Row = ProofRow;
    let told = move |label, column: ProofColumn| {
        Column::number(label, move |row: &Row| {
            let text = row.amount(column)?.without_sign();
            let origin = Origin::Made(row.explain(column), row.told.as_ref().map(|told| told.run));
            let of = format!("{} {}", german::proof_column(column), row.name);
            Some(view! { <Amount explained origin text of /> })
        })
    };
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
        Column::number("Budget in €", move |row: &Row| budget(row, explained, run))
            .sorted_by(|a, b| a.budget.cmp(&b.budget)),
        told("Nachgewiesen in €", ProofColumn::Claimed).sorted_by(|a, b| a.claimed.cmp(&b.claimed)),
        told("Anerkannt in €", ProofColumn::Actual),
        told("Abgerechnet in €", ProofColumn::Eligible),
        Column::new("Ergebnis", move |row: &Row| {
            row.settled.as_ref().map(|last| result(explained, last, &format!("Ergebnis {}", row.name)))
        }),
    ]
}

/// Of the released run; who is not in it any more has none, and nothing to explain.
fn budget(row: &ProofRow, explained: Explained, run: RunId) -> AnyView {
    let part = EmployerPart::Budget;
    let figure = Figure::Anstellungstraeger { anstellungstraeger: row.anstellungstraeger, part };
    let origin = Origin::Run(RunSource::Stored(run), vec![figure]);
    view! { <Amount explained origin text=row.budget.without_sign() of=format!("Budget {}", row.name) /> }.into_any()
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
