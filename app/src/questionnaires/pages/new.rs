use crate::{
    ApiError,
    questionnaires::{BASE, api::new_draft},
    staff::with_right,
    ui::{Field, Form, Outcome, Page},
};
use domain::{AppError, access::Koordination, questionnaires::design};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

/// A questionnaire from empty: its title, then the designer.
#[component]
pub fn NewQuestionnairePage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <NewQuestionnaire /> }.into_any())
}

#[component]
fn NewQuestionnaire() -> impl IntoView {
    let title = RwSignal::new(String::new());
    let form = Form::new(move || match design::empty(&title.get()) {
        Err(AppError::Invalid(faults)) => faults,
        _ => Vec::new(),
    });
    let sending = RwSignal::new(false);
    let navigate = use_navigate();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() || !form.judge() {
            return;
        }
        sending.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match new_draft(title.get_untracked()).await {
                Ok(id) => navigate(&format!("{BASE}/{id}/entwurf"), Default::default()),
                Err(ApiError(error)) => form.show(Some(error)),
            }
            sending.try_set(false);
        });
    };
    view! {
        <Page title="Neuer Fragebogen">
            <form class="form" novalidate on:submit=send>
                <Outcome form />
                <Field form name="title" label="Titel" value=title hint="So heißt er in Listen und auf dem Telefon der Befragten." />
                <div class="actions">
                    <button class="kern-btn kern-btn--primary" type="submit" aria-disabled=move || sending.get().then_some("true")>
                        <span class="kern-label">"Anlegen und entwerfen"</span>
                    </button>
                </div>
            </form>
        </Page>
    }
}
