//! The staff zone: further events made from one.

use crate::{
    ApiError,
    events::{api::series_form, parts::SeriesForm},
    staff::with_right,
    ui::{Failure, Loading, Page},
};
use domain::access::Koordination;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};

/// The form with its proposals; what was made is shown on the page of the event it began with.
#[component]
pub fn SeriesPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Proposals /> }.into_any())
}

#[component]
fn Proposals() -> impl IntoView {
    let params = use_params_map();
    let form = LocalResource::new(move || series_form(params.read().get("id").unwrap_or_default()));
    let navigate = use_navigate();
    let made = Callback::new(move |id: String| navigate(&format!("/app/veranstaltungen/{id}"), Default::default()));
    let content = move || {
        form.get().map(|form| match form {
            Ok(view) => view! { <SeriesForm view made /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! { <Page title="Weitere Termine anlegen"><Suspense fallback=Loading>{content}</Suspense></Page> }
}
