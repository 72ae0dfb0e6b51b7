//! What somebody is registered for, in the staff zone.

use super::{
    facts::{CalendarLink, PlaceText, material_lines},
    feedback::FeedbackLink,
    pass::Pass,
};
use crate::{
    ApiError,
    events::api::{cancel_mine, confirm_mine},
    ui::{Acts, Confirm, Empty, Notice, NoticeKind, as_sent, part},
};
use domain::{AppError, events::MyEventRow};
use leptos::prelude::*;

/// What somebody is registered for, each with its calendar file and the way out of it.
#[component]
pub fn MyEvents(mine: Memo<Vec<MyEventRow>>, acts: Acts) -> impl IntoView {
    let missing = part(mine.into(), |mine: &Vec<MyEventRow>| {
        mine.iter().find(|row| row.event.unreadable).map(|row| row.event.title.clone())
    });
    let readable = part(mine.into(), |mine: &Vec<MyEventRow>| {
        mine.iter().filter(|row| !row.event.unreadable).cloned().collect::<Vec<_>>()
    });
    let nothing = Memo::new(move |_| readable.with(Vec::is_empty));
    let each = move || readable.get();
    let list = move || match nothing.get() {
        // That there is none is said of what can be read alone.
        true if missing.with(Option::is_some) => ().into_any(),
        true => view! { <Empty text="Sie sind im Moment zu keiner Veranstaltung angemeldet." /> }.into_any(),
        false => {
            view! { <ul class="event-list"><For each key=as_sent let(row)><MyEvent row acts /></For></ul> }.into_any()
        }
    };
    view! {
        <h2>"Meine Veranstaltungen"</h2>
        {move || missing.get().map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
        {list}
    }
}

#[component]
fn MyEvent(row: MyEventRow, acts: Acts) -> impl IntoView {
    let MyEventRow { event, state, feedback, cancelling, asks, can_cancel, materials, pass } = row;
    let materials = (!materials.is_empty()).then(|| view! { <p>"Materialien:"</p> {material_lines(materials)} });
    let (id, title) = (event.id.clone(), event.title.clone());
    view! {
        <li class="event-list__entry">
            <h3 class="event-list__title"><a href=format!("/veranstaltungen/{}", event.id) rel="external">{event.title.clone()}</a></h3>
            <p class="event-list__facts">{event.format} " · " {event.dates} " · " <PlaceText place=event.place /></p>
            <p class="event-list__seats">{state}</p>
            {asks.then(|| view! { <ConfirmMine event=id.clone() title=title.clone() acts /> })}
            {(!cancelling.is_empty()).then(|| view! { <p>{cancelling}</p> })}
            <FeedbackLink address=feedback title=event.title.clone() />
            <Pass event=event.id.clone() address=pass title=event.title.clone() />
            {materials}
            <p><CalendarLink event=event.id title=event.title /></p>
            {can_cancel.then(|| view! { <GiveUpMine event=id title acts /> })}
        </li>
    }
}

/// Does something about the own registration; `said` is the sentence that says so.
fn act_on_mine(acts: Acts, said: String, act: impl Future<Output = Result<bool, ApiError>> + 'static) {
    acts.run(async move {
        match act.await? {
            true => Ok(said),
            // The list that is read anew shows why: it has begun, the day to confirm has passed, or it was called off.
            false => Err(ApiError(AppError::Conflict)),
        }
    });
}

/// The button that takes a seat which is to be confirmed.
#[component]
fn ConfirmMine(event: String, title: String, acts: Acts) -> impl IntoView {
    let (name, said) = (format!("Anmeldung bestätigen: {title}"), format!("Ihre Anmeldung ist bestätigt: {title}"));
    let confirm = move |_| act_on_mine(acts, said.clone(), confirm_mine(event.clone()));
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
fn GiveUpMine(event: String, title: String, acts: Acts) -> impl IntoView {
    let said = format!("Ihre Anmeldung ist storniert: {title}");
    let act = Callback::new(move |()| act_on_mine(acts, said.clone(), cancel_mine(event.clone())));
    view! {
        <p><Confirm label="Anmeldung stornieren" yes="Wirklich stornieren" object=title act
            question="Die Anmeldung stornieren? Der Platz geht an andere; bei einem Tandem sind es beide Plätze." /></p>
    }
}
