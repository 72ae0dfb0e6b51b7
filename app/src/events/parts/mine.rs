//! What somebody is registered for, in the staff zone.

use super::{
    Answer,
    facts::{CalendarLink, material_lines},
    feedback::FeedbackLink,
    pass::Pass,
};
use crate::{
    events::api::{cancel_mine, confirm_mine},
    ui::{Confirm, Empty},
};
use domain::{AppError, events::MyEventRow};
use leptos::{prelude::*, task::spawn_local};

/// What somebody is registered for, each with its calendar file and the way out of it.
#[component]
pub fn MyEvents(mine: Vec<MyEventRow>, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let entries = mine.into_iter().map(|row| view! { <MyEvent row answer changed /> }).collect::<Vec<_>>();
    let list = if entries.is_empty() {
        view! { <Empty text="Sie sind im Moment zu keiner Veranstaltung angemeldet." /> }.into_any()
    } else {
        view! { <ul class="event-list">{entries}</ul> }.into_any()
    };
    view! { <h2>"Meine Veranstaltungen"</h2> {list} }
}

#[component]
fn MyEvent(row: MyEventRow, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let MyEventRow { event, state, feedback, cancelling, asks, can_cancel, materials, pass } = row;
    let materials = (!materials.is_empty()).then(|| view! { <p>"Materialien:"</p> {material_lines(materials)} });
    let (id, title) = (event.id.clone(), event.title.clone());
    view! {
        <li class="event-list__entry">
            <h3 class="event-list__title"><a href=format!("/veranstaltungen/{}", event.id) rel="external">{event.title.clone()}</a></h3>
            <p class="event-list__facts">{event.format} " · " {event.dates} " · " {event.place}</p>
            <p class="event-list__seats">{state}</p>
            {asks.then(|| view! { <ConfirmMine event=id.clone() title=title.clone() answer changed /> })}
            {(!cancelling.is_empty()).then(|| view! { <p>{cancelling}</p> })}
            <FeedbackLink address=feedback title=event.title.clone() />
            <Pass event=event.id.clone() address=pass title=event.title.clone() />
            {materials}
            <p><CalendarLink event=event.id title=event.title /></p>
            {can_cancel.then(|| view! { <GiveUpMine event=id title answer changed /> })}
        </li>
    }
}

/// The button that takes a seat which is to be confirmed.
#[component]
fn ConfirmMine(event: String, title: String, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let (name, said) = (format!("Anmeldung bestätigen: {title}"), format!("Ihre Anmeldung ist bestätigt: {title}"));
    let confirm = move |_| {
        let (event, said) = (event.clone(), said.clone());
        answer.set(None);
        spawn_local(async move {
            let outcome = match confirm_mine(event).await {
                Ok(true) => Ok(said),
                // The list that is fetched anew shows why: the day has passed, or it was called off.
                Ok(false) => Err(AppError::Conflict),
                Err(error) => Err(error.0),
            };
            answer.set(Some(outcome));
            changed.run(());
        });
    };
    view! {
        <p class="actions">
            <button class="kern-btn kern-btn--primary" type="button" aria-label=name on:click=confirm>
                <span class="kern-label">"Anmeldung bestätigen"</span>
            </button>
        </p>
    }
}

/// The button that gives the own registration up, of a tandem both seats.
#[component]
fn GiveUpMine(event: String, title: String, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let said = format!("Ihre Anmeldung ist storniert: {title}");
    let act = Callback::new(move |()| {
        let (event, said) = (event.clone(), said.clone());
        answer.set(None);
        spawn_local(async move {
            let outcome = match cancel_mine(event).await {
                Ok(true) => Ok(said),
                // The list that is fetched anew shows why: it has begun, or was called off.
                Ok(false) => Err(AppError::Conflict),
                Err(error) => Err(error.0),
            };
            answer.set(Some(outcome));
            changed.run(());
        });
    });
    view! {
        <p><Confirm label="Anmeldung stornieren" yes="Wirklich stornieren" object=title act
            question="Die Anmeldung stornieren? Der Platz geht an andere; bei einem Tandem sind es beide Plätze." /></p>
    }
}
