//! The staff zone: planning a new event, and changing one.

use crate::{
    ApiError,
    events::{
        api::{event_form, new_event_form},
        parts::{PlanningForm, Saved},
    },
    staff::with_right,
    ui::{Failure, Loading, Page},
};
use domain::{access::Koordination, events::EventFormView};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

#[component]
pub fn StaffNewEventPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <NewEvent /> }.into_any())
}

#[component]
fn NewEvent() -> impl IntoView {
    let form = LocalResource::new(new_event_form);
    view! { <Page title="Veranstaltung anlegen"><Planning form /></Page> }
}

#[component]
pub fn StaffEditEventPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <EditEvent /> }.into_any())
}

#[component]
fn EditEvent() -> impl IntoView {
    let params = use_params_map();
    let form = LocalResource::new(move || event_form(params.read().get("id").unwrap_or_default()));
    view! { <Page title="Veranstaltung bearbeiten"><Planning form /></Page> }
}

/// The form once it is there; what was saved is shown on the event's page.
#[component]
fn Planning(form: LocalResource<Result<EventFormView, ApiError>>) -> impl IntoView {
    let navigate = use_navigate();
    let saved: Saved =
        Callback::new(move |id: String| navigate(&format!("/app/veranstaltungen/{id}"), Default::default()));
    let content = move || {
        form.get().map(|form| match form {
            Ok(event) => view! { <PlanningForm event saved /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}
