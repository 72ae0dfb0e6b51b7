//! What a year of events came to. The year stands in the address.

use crate::{
    ApiError,
    events::{
        api::event_statistics,
        parts::files::{FileTable, ListedFile, of_year},
    },
    staff::with_right,
    ui::{Column, Empty, Failure, Loading, Notice, NoticeKind, Page, SortedTable},
};
use domain::{
    access::Koordination,
    events::{
        lists::german::{ALL_YEARS, FORGOTTEN, unreadable as left_out},
        statistics::{AllYearsRow, FormatRow, KiSoRow, RegionRow, Statistics},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn StatisticsPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OfYear /> }.into_any())
}

#[component]
fn OfYear() -> impl IntoView {
    let query = use_query_map();
    let year = Memo::new(move |_| query.read().get("jahr").and_then(|year| year.parse::<i32>().ok()));
    let found = LocalResource::new(move || event_statistics(year.get()));
    let content = move || {
        found.get().map(|found| match found {
            Ok(statistics) => view! { <Found statistics /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Auswertung der Veranstaltungen">
            <p class="lead">"Gezählt wird, was in einem Jahr begonnen hat und nicht abgesagt ist. Stunden sind Zeitstunden mit Anwesenheit."</p>
            <Transition fallback=Loading>{content}</Transition>
        </Page>
    }
}

#[component]
fn Found(statistics: Statistics) -> impl IntoView {
    let Statistics { year, years, formats, sozialraeume, kisos, forgotten, unreadable, all_years } = statistics;
    let is_empty = formats.is_empty();
    view! {
        <nav class="actions" aria-label="Jahr">
            {years.into_iter().map(|other| view! {
                // Not the router's `A`, which takes every year for the present page.
                <a href=format!("/app/veranstaltungen/auswertung?jahr={other}") data-noscroll=""
                    class="kern-btn kern-btn--tertiary" aria-current=(other == year).then_some("true")>
                    <span class="kern-label">{other}</span>
                </a>
            }).collect_view()}
        </nav>
        <h2>{format!("Jahr {year}")}</h2>
        {(0 < forgotten).then(|| view! {
            <Notice kind=NoticeKind::Info title=FORGOTTEN />
        })}
        {left_out(unreadable).map(|title| view! {
            <Notice kind=NoticeKind::Warning title />
        })}
        {if is_empty {
            view! { <Empty text="In diesem Jahr hat noch keine Veranstaltung begonnen." /> }.into_any()
        } else {
            view! {
                <Formats year rows=formats />
                <Regions year rows=sozialraeume />
                <KiSos year rows=kisos />
                <Files year />
            }
            .into_any()
        }}
        {(!all_years.is_empty()).then(|| view! {
            <h2>"Alle Jahre"</h2>
            <AllYears rows=all_years />
        })}
    }
}

/// What there was of each format since the portal knows events: a year alone does not say whether it becomes more.
#[component]
fn AllYears(rows: Vec<AllYearsRow>) -> impl IntoView {
    let columns = vec![
        Column::new("Was", |row: &AllYearsRow| row.title.clone()),
        Column::new("Nach Jahren", |row: &AllYearsRow| row.by_year.clone()),
        Column::number("Plätze", |row: &AllYearsRow| row.seats).sorted_by(|a, b| a.seats.cmp(&b.seats)),
        Column::number("Belegt", |row: &AllYearsRow| row.taken).sorted_by(|a, b| a.taken.cmp(&b.taken)),
    ];
    view! { <SortedTable caption=ALL_YEARS columns rows /> }
}

#[component]
fn Formats(year: i32, rows: Vec<FormatRow>) -> impl IntoView {
    let columns = vec![
        Column::new("Was", |row: &FormatRow| row.title.clone()),
        Column::number("Plätze", |row: &FormatRow| row.seats).sorted_by(|a, b| a.seats.cmp(&b.seats)),
        Column::number("Belegt", |row: &FormatRow| row.taken).sorted_by(|a, b| a.taken.cmp(&b.taken)),
        Column::number("Teilnahmen", |row: &FormatRow| row.attended).sorted_by(|a, b| a.attended.cmp(&b.attended)),
        Column::number("Stunden", |row: &FormatRow| row.hours.clone()),
        Column::number("Abgesagt", |row: &FormatRow| row.called_off).sorted_by(|a, b| a.called_off.cmp(&b.called_off)),
    ];
    view! { <SortedTable caption=format!("Formate {year}") columns rows /> }
}

#[component]
fn Regions(year: i32, rows: Vec<RegionRow>) -> impl IntoView {
    let columns = vec![
        Column::new("Sozialraum", |row: &RegionRow| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::number("Veranstaltungen für ihn", |row: &RegionRow| row.held).sorted_by(|a, b| a.held.cmp(&b.held)),
        Column::number("Teilnahmen aus seinen Kitas", |row: &RegionRow| row.attended)
            .sorted_by(|a, b| a.attended.cmp(&b.attended)),
        Column::number("Stunden", |row: &RegionRow| row.hours.clone()),
    ];
    view! { <SortedTable caption=format!("Sozialräume {year}") columns rows /> }
}

#[component]
fn KiSos(year: i32, rows: Vec<KiSoRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <Empty text="Für keine KiSo ist eine Anwesenheit eingetragen." /> }.into_any();
    }
    let columns = vec![
        Column::new("KiSo", |row: &KiSoRow| row.name.clone()),
        Column::number("Veranstaltungen", |row: &KiSoRow| row.attended),
        Column::number("Stunden", |row: &KiSoRow| row.hours.clone()),
    ];
    view! { <SortedTable caption=format!("KiSo {year}") columns rows /> }.into_any()
}

/// The tables of the page as files: all in one, and each alone, because a CSV file holds one table.
#[component]
fn Files(year: i32) -> impl IntoView {
    let lists = [
        ("Auswertung", "auswertung"),
        ("Formate", "formate"),
        ("Sozialräume", "sozialraeume"),
        ("KiSo", "kiso"),
        (ALL_YEARS, "alle-jahre"),
    ];
    let file = |(name, list): (&str, &str)| ListedFile {
        row: name.to_owned(),
        // What is of all years is of none.
        of: if name == ALL_YEARS { name.to_owned() } else { format!("{name} {year}") },
        address: of_year(year, list),
    };
    view! { <FileTable caption="Listen und Dateien" rows_are="Liste" files=Vec::from(lists.map(file)) /> }
}
