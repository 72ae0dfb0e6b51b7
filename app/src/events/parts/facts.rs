//! What an event is about, where and when: shown in both zones.

use crate::ui::Empty;
use domain::events::{DayView, EventRow};
use leptos::prelude::*;

/// Events as a list of links below `base`; `external` where the link leaves the zone.
#[component]
pub fn EventList(events: Vec<EventRow>, base: &'static str) -> impl IntoView {
    if events.is_empty() {
        return view! { <Empty text="Zurzeit ist keine Veranstaltung ausgeschrieben. Bitte schauen Sie später wieder vorbei." /> }
            .into_any();
    }
    let entries = events
        .into_iter()
        .map(|event| {
            view! {
                <li class="event-list__entry">
                    <h2 class="event-list__title">
                        <a href=format!("{base}/{}", event.id) rel="external">{event.title}</a>
                    </h2>
                    <p class="event-list__facts">{event.format} " · " {event.dates} " · " {event.place}</p>
                    <p class="event-list__seats">{event.availability_text}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="event-list">{entries}</ul> }.into_any()
}

/// Each day with its hours and place.
#[component]
pub fn Days(days: Vec<DayView>) -> impl IntoView {
    let entries = days
        .into_iter()
        .map(|day| view! { <li><strong>{day.date}</strong> ", " {day.hours} <br /> {day.place}</li> })
        .collect_view();
    view! {
        <h2>"Termine"</h2>
        <ul>{entries}</ul>
    }
}

/// What is taught or talked about; nothing if nothing was entered.
#[component]
pub fn Contents(contents: Vec<String>) -> impl IntoView {
    (!contents.is_empty()).then(|| {
        let entries = contents.into_iter().map(|entry| view! { <li>{entry}</li> }).collect_view();
        view! {
            <h2>"Inhalte"</h2>
            <ul>{entries}</ul>
        }
    })
}

/// How tandems are treated in an event.
#[component]
pub fn Terms(terms: Vec<String>) -> impl IntoView {
    let entries = terms.into_iter().map(|term| view! { <li>{term}</li> }).collect_view();
    view! { <ul>{entries}</ul> }
}
