//! The own Kitas and events, with or without network.

use crate::{
    offline::{DeviceLock, Stage, Workspace},
    ui::{Head, TableFrame, heads},
};
use domain::{
    german,
    questionnaires::expression::Zone,
    sync::{KeptReference, OwnEvent, OwnKita, Reference},
};
use leptos::prelude::*;

/// What lies on the device to be looked up, once it is open. For who has no such device there is nothing.
#[component]
pub fn OwnPlaces() -> impl IntoView {
    let device = use_context::<Workspace>().zip(use_context::<DeviceLock>());
    device.map(|(workspace, lock)| {
        let content = move || match lock.stage.get() {
            Stage::Open => view! { <OnDevice workspace /> }.into_any(),
            Stage::Looking => ().into_any(),
            Stage::New | Stage::Locked | Stage::Closed(_) | Stage::Failed(_) => view! {
                <p class="kern-body">
                    "Ihre Kitas und Veranstaltungen stehen hier auch ohne Netz, sobald das Gerät geöffnet ist: "
                    <a href="/app/geraet" class="kern-link">"Gerät öffnen"</a>
                </p>
            }
            .into_any(),
        };
        view! {
            <section class="section" aria-labelledby="own-places">
                <h2 class="kern-heading-medium" id="own-places">"Meine Kitas und Veranstaltungen"</h2>
                {content}
            </section>
        }
    })
}

#[component]
fn OnDevice(workspace: Workspace) -> impl IntoView {
    move || match workspace.reference() {
        Some(kept) => view! { <Kept kept /> }.into_any(),
        None if workspace.is_revoked() => view! {
            <p class="kern-body">"Dieses Gerät ist gesperrt und bewahrt nichts davon auf."</p>
        }
        .into_any(),
        None => view! {
            <p class="kern-body">"Auf diesem Gerät liegt noch nichts davon. Es kommt, sobald das Gerät Netz hat."</p>
        }
        .into_any(),
    }
}

#[component]
fn Kept(kept: KeptReference) -> impl IntoView {
    let KeptReference { at, content: Reference { kitas, events }, .. } = kept;
    let since = Zone::Berlin.moment(at).map(german::date_time);
    let kitas = if kitas.is_empty() {
        view! { <p class="kern-body">"Zurzeit ist Ihnen keine Kita zugeordnet."</p> }.into_any()
    } else {
        view! { <Kitas kitas /> }.into_any()
    };
    let events = if events.is_empty() {
        view! { <p class="kern-body">"Sie sind zu keiner Veranstaltung angemeldet, die noch kommt."</p> }.into_any()
    } else {
        let entries = events.into_iter().map(|event| view! { <EventEntry event /> }).collect_view();
        view! { <ul class="event-list">{entries}</ul> }.into_any()
    };
    let since = since.map(|moment| {
        view! { <p class="kern-body kern-body--small">"Stand vom " {moment} ", auf diesem Gerät verschlüsselt."</p> }
    });
    view! {
        {since}
        {kitas}
        {events}
    }
}

#[component]
fn Kitas(kitas: Vec<OwnKita>) -> impl IntoView {
    let rows = kitas
        .into_iter()
        .map(|kita| {
            view! {
                <tr class="kern-table__row">
                    <th class="kern-table__cell" scope="row">{kita.name}</th>
                    <td class="kern-table__cell">{kita.number}</td>
                    <td class="kern-table__cell">{kita.kommune}</td>
                    <td class="kern-table__cell">{kita.sozialraum}</td>
                    <td class="kern-table__cell">{kita.traeger}</td>
                    <td class="kern-table__cell numeric">{kita.places}</td>
                    <td class="kern-table__cell">{kita.days}</td>
                    <td class="kern-table__cell numeric">{kita.hours}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption="Meine Kitas">
            {heads([
                Head::text("Kita"), Head::text("Nummer"), Head::text("Kommune"), Head::text("Sozialraum"), Head::text("Träger"),
                Head::number("Plätze"), Head::text("Meine Tage"), Head::number("Meine Stunden je Woche")
            ])}
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn EventEntry(event: OwnEvent) -> impl IntoView {
    let days = event.days.into_iter().map(|day| view! { <p class="event-list__facts">{day}</p> }).collect_view();
    view! {
        <li class="event-list__entry">
            <h3 class="event-list__title">{event.title}</h3>
            {days}
            <p class="event-list__seats">{event.state}</p>
        </li>
    }
}
