//! What an event is about, where and when: shown in both zones.

use crate::ui::Empty;
use domain::events::{
    DayView, EventRow, Material,
    place::{PlacePart, parts},
};
use leptos::prelude::*;

/// Events as a list of links below `base`, those that have begun last, under a heading of their own.
#[component]
pub fn EventList(
    events: Vec<EventRow>,
    base: &'static str,
    /// Leaves out those that have begun, and stands under a heading of the page.
    #[prop(optional)]
    to_join: bool,
) -> impl IntoView {
    let (begun, ahead): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| event.availability.has_begun());
    let empty = ahead.is_empty().then(|| {
        view! { <Empty text="Zurzeit ist keine Veranstaltung ausgeschrieben. Bitte schauen Sie später wieder vorbei." /> }
    });
    let over = (!to_join && !begun.is_empty()).then(|| {
        view! { <h2>"Laufende und vergangene Veranstaltungen"</h2> {entries(begun, base, true)} }
    });
    view! {
        {empty}
        {(!ahead.is_empty()).then(|| entries(ahead, base, to_join))}
        {over}
    }
}

/// `below` a heading of the same section.
fn entries(events: Vec<EventRow>, base: &'static str, below: bool) -> AnyView {
    let entries = events
        .into_iter()
        .map(|event| {
            let link = view! { <a href=format!("{base}/{}", event.id) rel="external">{event.title}</a> };
            let title = match below {
                true => view! { <h3 class="event-list__title">{link}</h3> }.into_any(),
                false => view! { <h2 class="event-list__title">{link}</h2> }.into_any(),
            };
            view! {
                <li class="event-list__entry">
                    {title}
                    <p class="event-list__facts">{event.format} " · " {event.dates} " · " {event.place}</p>
                    <p class="event-list__seats">{event.availability_text}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="event-list">{entries}</ul> }.into_any()
}

/// Where it is; an address of the web in it is a link, which is told nothing of the page it was pressed on.
#[component]
pub fn PlaceText(place: String) -> impl IntoView {
    let part = |part: PlacePart| match part {
        PlacePart::Text(text) => text.into_any(),
        PlacePart::Link(address) => {
            view! { <a href=address.clone() rel="external noopener noreferrer">{address.clone()}</a> }.into_any()
        }
    };
    parts(&place).into_iter().map(part).collect_view()
}

/// Each day with its hours and place.
#[component]
pub fn Days(days: Vec<DayView>) -> impl IntoView {
    let entries = days
        .into_iter()
        .map(|day| {
            let speaker = (!day.speaker.is_empty()).then(|| format!(", {}", day.speaker));
            view! { <li><strong>{day.date}</strong> ", " {day.hours} <br /> <PlaceText place=day.place /> {speaker}</li> }
        })
        .collect_view();
    view! {
        <h2>"Termine"</h2>
        <ul class="event-lines">{entries}</ul>
    }
}

/// What is taught or talked about; nothing if nothing was entered.
#[component]
pub fn Contents(contents: Vec<String>) -> impl IntoView {
    (!contents.is_empty()).then(|| {
        // Browsers do not break a line after a slash, but within the word behind it, without a hyphen where they know none.
        let entries = contents.into_iter().map(|entry| {
            let parts = entry.split_inclusive('/').map(|part| view! { {part.to_owned()} <wbr /> }).collect_view();
            view! { <li>{parts}</li> }
        });
        let entries = entries.collect_view();
        view! {
            <h2>"Inhalte"</h2>
            <ul class="event-lines">{entries}</ul>
        }
    })
}

/// What participants get, under a heading of its own; nothing if nothing was entered.
#[component]
pub fn Materials(materials: Vec<Material>) -> impl IntoView {
    (!materials.is_empty()).then(|| {
        view! {
            <h2>"Materialien für Teilnehmende"</h2>
            {material_lines(materials)}
        }
    })
}

/// The entries alone.
pub fn material_lines(materials: Vec<Material>) -> impl IntoView {
    let entry = |material: Material| {
        let Material { text, address } = material;
        match address.is_empty() {
            true => view! { <li>{text}</li> }.into_any(),
            false => view! { <li><a href=address rel="external noreferrer">{text}</a></li> }.into_any(),
        }
    };
    let entries = materials.into_iter().map(entry).collect_view();
    view! { <ul class="event-lines">{entries}</ul> }
}

/// How tandems are treated in an event.
#[component]
pub fn Terms(terms: Vec<String>) -> impl IntoView {
    let entries = terms.into_iter().map(|term| view! { <li>{term}</li> }).collect_view();
    view! { <ul class="event-lines">{entries}</ul> }
}

/// The calendar file of an event; `link` is the token of who sees the event by a mailed link only.
#[component]
pub fn CalendarLink(event: String, title: String, #[prop(optional)] link: Option<String>) -> impl IntoView {
    let query = link.map(|link| format!("?link={link}")).unwrap_or_default();
    view! {
        <a href=format!("/veranstaltungen/{event}/termine.ics{query}") rel="external" download="termine.ics">
            "Termine in den Kalender übernehmen" <span class="kern-sr-only">": " {title}</span>
        </a>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_contents_may_break_after_a_slash() {
        let contents = vec!["Rahmenbedingungen/Gelingenskriterien".to_owned()];
        let html = Owner::new().with(|| view! { <Contents contents /> }.to_html());
        assert!(html.contains("Rahmenbedingungen/<wbr>"), "{html}");
    }
}
