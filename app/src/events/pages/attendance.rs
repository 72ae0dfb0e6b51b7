//! Who was there: the list for the tablet.

use crate::{
    ApiError,
    events::{
        api::attendance_sheet,
        parts::{Admitted, AttendanceList, TypedWalkIn},
    },
    staff::with_right,
    ui::{Failure, Loading, Page},
};
use domain::{AppError, access::Koordination};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Attendance of one event, session by session, for the Koordination.
#[component]
pub fn AttendancePage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OfEvent /> }.into_any())
}

#[component]
fn OfEvent() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let sheet = LocalResource::new(move || attendance_sheet(id()));
    // Kept by the page, because the list is drawn anew from what the server knows after an entry was not taken.
    let failure = RwSignal::new(None::<AppError>);
    let session = RwSignal::new(None::<usize>);
    let (admitted, typed) = (Admitted::new(None), TypedWalkIn::blank());
    let reload = Callback::new(move |()| sheet.refetch());
    let content = move || {
        sheet.get().map(|sheet| match sheet {
            Ok(view) => view! {
                <p class="lead">{view.title.clone()} " · " {view.status.clone()}</p>
                <p class="actions">
                    <a href=format!("/app/veranstaltungen/{}", view.id) class="kern-btn kern-btn--tertiary">
                        <span class="kern-label">"Zur Veranstaltung"</span>
                    </a>
                    <a href=format!("/app/vor-ort/{}", view.id) class="kern-btn kern-btn--tertiary">
                        <span class="kern-label">"Vor Ort, auch ohne Netz"</span>
                    </a>
                    <a href=format!("/app/veranstaltungen/{}/abschluss", view.id) class="kern-btn kern-btn--tertiary">
                        <span class="kern-label">"Abschluss und Bescheinigungen"</span>
                    </a>
                </p>
                <AttendanceList view session failure admitted typed reload />
            }
            .into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! { <Page title="Anwesenheit"><Suspense fallback=Loading>{content}</Suspense></Page> }
}
