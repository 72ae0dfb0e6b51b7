//! Parts of the calendar: the grid of a month, what is in each other's way, what the rhythm lacks.

use crate::ui::{Notice, NoticeKind, TableFrame};
use domain::events::planning::{CalendarDay, CalendarEntry, ConflictRow, QuarterGaps, Week};
use leptos::prelude::*;

const WEEKDAYS: [(&str, &str); 7] = [
    ("Mo", "Montag"),
    ("Di", "Dienstag"),
    ("Mi", "Mittwoch"),
    ("Do", "Donnerstag"),
    ("Fr", "Freitag"),
    ("Sa", "Samstag"),
    ("So", "Sonntag"),
];

/// Where a link of the calendar leads: to the planning, or to the page that everybody may see who sees the event.
pub fn event_address(id: &str, plans: bool) -> String {
    if plans { format!("/app/veranstaltungen/{id}") } else { format!("/veranstaltungen/{id}") }
}

/// The weeks of a month as a table; on a phone it scrolls sideways, and the list is beside it.
#[component]
pub fn MonthGrid(title: String, weeks: Vec<Week>, plans: bool) -> impl IntoView {
    let head = WEEKDAYS
        .map(|(short, long)| view! { <th class="kern-table__header" scope="col"><abbr title=long>{short}</abbr></th> })
        .collect_view();
    let rows = weeks
        .into_iter()
        .map(|week| {
            let days = week.days.into_iter().map(|day| view! { <Day day plans /> }).collect_view();
            view! { <tr class="kern-table__row">{days}</tr> }
        })
        .collect_view();
    view! {
        <div class="calendar">
            <TableFrame caption=format!("Kalender: {title}") caption_hidden=true>
                <thead><tr class="kern-table__row">{head}</tr></thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </div>
    }
}

#[component]
fn Day(day: CalendarDay, plans: bool) -> impl IntoView {
    let CalendarDay { name, number, in_month, today, holiday, entries } = day;
    let off = !holiday.is_empty();
    view! {
        <td class="calendar__day" class:calendar__day--outside=!in_month class:calendar__day--off=off
            class:calendar__day--today=today>
            <span aria-hidden="true" class="calendar__number">{number}</span>
            <span class="kern-sr-only">{name} {today.then_some(", heute")}</span>
            {off.then(|| view! { <span class="calendar__holiday">{holiday}</span> })}
            {(!entries.is_empty()).then(|| view! {
                <ul class="calendar__entries">
                    {entries.into_iter().map(|entry| view! { <Entry entry plans /> }).collect_view()}
                </ul>
            })}
        </td>
    }
}

#[component]
fn Entry(entry: CalendarEntry, plans: bool) -> impl IntoView {
    let CalendarEntry { id, title, begin, remark, called_off } = entry;
    view! {
        <li class="calendar__entry" class:calendar__entry--off=called_off>
            <a href=event_address(&id, plans) rel=(!plans).then_some("external")>{format!("{begin} {title}")}</a>
            {(!remark.is_empty()).then(|| view! { " " <span class="calendar__remark">{format!("({remark})")}</span> })}
        </li>
    }
}

/// Dates that get into each other's way; nothing where none do.
#[component]
pub fn InTheWay(conflicts: Vec<ConflictRow>, plans: bool) -> impl IntoView {
    (!conflicts.is_empty()).then(|| {
        let rows = conflicts
            .into_iter()
            .map(|ConflictRow { day, events, reason }| {
                let [one, other] = events
                    .map(|(id, title)| view! { <a href=event_address(&id, plans) rel=(!plans).then_some("external")>{title}</a> });
                view! { <li>{day} ": " {one} " und " {other} " – " {reason} "."</li> }
            })
            .collect_view();
        view! {
            <Notice kind=NoticeKind::Warning title="Termine überschneiden sich">
                <ul>{rows}</ul>
            </Notice>
        }
    })
}

/// Which Teamtreffen a year still lacks, for who plans.
#[component]
pub fn Gaps(gaps: Vec<QuarterGaps>, plans: bool) -> impl IntoView {
    plans.then(|| {
        let complete = gaps.is_empty();
        let rows = gaps
            .into_iter()
            .map(|QuarterGaps { quarter, sozialraeume, past }| {
                let past = past.then_some(" (vorbei)");
                view! { <li><strong>{quarter} {past}</strong> ": kein Teamtreffen in " {sozialraeume.join(", ")}</li> }
            })
            .collect_view();
        view! {
            <h2>"Was im Rhythmus fehlt"</h2>
            <p>"Jeder Sozialraum trifft sich etwa einmal im Quartal. Entwürfe sind noch nicht veröffentlicht und zählen nicht."</p>
            {complete.then(|| view! { <p>"In diesem Jahr fehlt kein Teamtreffen."</p> })}
            <ul>{rows}</ul>
        }
    })
}
