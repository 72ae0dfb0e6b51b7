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
        lists::german::{ALL_YEARS, HOURS_BY_YEAR, KISOS_EVER, REGIONS_EVER, YEARS, deleted, unreadable as left_out},
        statistics::{AllYearsRow, Ever, FormatRow, KiSoRow, OverYears, RegionRow, Statistics, YearRow},
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
            <p class="lead">"Gezählt wird, was in einem Jahr begonnen hat. Was abgesagt ist, steht nur in der Spalte »Abgesagt« und zählt sonst nirgends mit. \
                Stunden sind Zeitstunden mit Anwesenheit."</p>
            <Transition fallback=Loading>{content}</Transition>
        </Page>
    }
}

#[component]
fn Found(statistics: Statistics) -> impl IntoView {
    let Statistics { year, years, formats, sozialraeume, kisos, forgotten, kept, few, unreadable, all_years, ever } =
        statistics;
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
        <Notes notes=deleted(forgotten, kept, few) />
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
            <AllYears rows=all_years ever />
        })}
    }
}

/// What there was since the portal knows events: a year alone does not say whether it becomes more.
#[component]
fn AllYears(rows: Vec<AllYearsRow>, ever: Ever) -> impl IntoView {
    let Ever { years, sozialraeume, kisos, forgotten, kept, few } = ever;
    view! {
        <Notes notes=deleted(forgotten, kept, few) />
        <FormatsEver rows />
        <Years rows=years />
        <RegionsEver rows=sozialraeume />
        {(!kisos.is_empty()).then(|| view! { <KiSosEver rows=kisos /> })}
    }
}

#[component]
fn Notes(notes: Vec<String>) -> impl IntoView {
    notes.into_iter().map(|title| view! { <Notice kind=NoticeKind::Info title /> }).collect_view()
}

#[component]
fn FormatsEver(rows: Vec<AllYearsRow>) -> impl IntoView {
    let columns = vec![
        Column::new("Was", |row: &AllYearsRow| row.title.clone()),
        Column::new("Nach Jahren", |row: &AllYearsRow| row.by_year.clone()),
        Column::number("Plätze", |row: &AllYearsRow| row.seats).sorted_by(|a, b| a.seats.cmp(&b.seats)),
        Column::number("Belegt", |row: &AllYearsRow| row.taken).sorted_by(|a, b| a.taken.cmp(&b.taken)),
        Column::number("Teilnahmen", |row: &AllYearsRow| row.attended).sorted_by(|a, b| a.attended.cmp(&b.attended)),
        Column::number("Stunden", |row: &AllYearsRow| row.hours.clone()),
    ];
    view! { <SortedTable caption=ALL_YEARS columns rows /> }
}

#[component]
fn Years(rows: Vec<YearRow>) -> impl IntoView {
    let columns = vec![
        Column::new("Jahr", |row: &YearRow| row.year).sorted_by(|a, b| a.year.cmp(&b.year)),
        Column::number("Veranstaltungen", |row: &YearRow| row.held).sorted_by(|a, b| a.held.cmp(&b.held)),
        Column::number("Plätze", |row: &YearRow| row.seats).sorted_by(|a, b| a.seats.cmp(&b.seats)),
        Column::number("Belegt", |row: &YearRow| row.taken).sorted_by(|a, b| a.taken.cmp(&b.taken)),
        Column::number("Teilnahmen", |row: &YearRow| row.attended).sorted_by(|a, b| a.attended.cmp(&b.attended)),
        Column::number("Stunden", |row: &YearRow| row.hours.clone()),
    ];
    view! { <SortedTable caption=YEARS columns rows /> }
}

#[component]
fn RegionsEver(rows: Vec<OverYears<RegionRow>>) -> impl IntoView {
    type Row = OverYears<RegionRow>;
    let columns = vec![
        Column::new("Sozialraum", |row: &Row| row.sum.name.clone()).sorted_by(|a, b| a.sum.name.cmp(&b.sum.name)),
        Column::number("Veranstaltungen für ihn", |row: &Row| row.sum.held)
            .sorted_by(|a, b| a.sum.held.cmp(&b.sum.held)),
        Column::number("Teilnahmen aus seinen Kitas", |row: &Row| row.sum.attended)
            .sorted_by(|a, b| a.sum.attended.cmp(&b.sum.attended)),
        Column::number("Stunden", |row: &Row| row.sum.hours.clone()),
        Column::new(HOURS_BY_YEAR, |row: &Row| row.by_year.clone()),
    ];
    view! { <SortedTable caption=REGIONS_EVER columns rows /> }
}

#[component]
fn KiSosEver(rows: Vec<OverYears<KiSoRow>>) -> impl IntoView {
    type Row = OverYears<KiSoRow>;
    let columns = vec![
        Column::new("KiSo", |row: &Row| row.sum.name.clone()),
        Column::number("Veranstaltungen", |row: &Row| row.sum.attended),
        Column::number("Stunden", |row: &Row| row.sum.hours.clone()),
        Column::new(HOURS_BY_YEAR, |row: &Row| row.by_year.clone()),
    ];
    view! { <SortedTable caption=KISOS_EVER columns rows /> }
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
    let lists =
        [("Auswertung", "auswertung"), ("Formate", "formate"), ("Sozialräume", "sozialraeume"), ("KiSo", "kiso")];
    // What is of all years is of none.
    let ever = [
        (ALL_YEARS, "alle-jahre"),
        (YEARS, "jahre"),
        (REGIONS_EVER, "sozialraeume-alle-jahre"),
        (KISOS_EVER, "kiso-alle-jahre"),
    ];
    let file =
        |name: &str, of: String, list: &str| ListedFile { row: name.to_owned(), of, address: of_year(year, list) };
    let lists = lists.map(|(name, list)| file(name, format!("{name} {year}"), list));
    let ever = ever.map(|(name, list)| file(name, name.to_owned(), list));
    let files: Vec<_> = lists.into_iter().chain(ever).collect();
    view! { <FileTable caption="Listen und Dateien" rows_are="Liste" files /> }
}
