use crate::{
    ApiError,
    questionnaires::{BASE, api::new_draft},
    staff::with_right,
    ui::{Field, Form, Outcome, Page, SelectField},
};
use domain::{
    AppError,
    access::Koordination,
    questionnaires::{design, library::STARTERS},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;

/// A questionnaire from empty or from a starter: its title, then the designer.
#[component]
pub fn NewQuestionnairePage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <NewQuestionnaire /> }.into_any())
}

#[component]
fn NewQuestionnaire() -> impl IntoView {
    let (title, starter) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let starters: Vec<(String, String)> =
        STARTERS.iter().map(|starter| (starter.code.to_owned(), starter.name.to_owned())).collect();
    // What was typed as a title stays; a blank one becomes the starter's, which says that nobody has reviewed it yet.
    Effect::new(move |_| {
        let code = starter.get();
        let chosen = STARTERS.iter().find(|starter| starter.code == code);
        if let (Some(chosen), true) = (chosen, title.with_untracked(|title| title.trim().is_empty())) {
            title.set(format!("{} (Vorlage, zu prüfen)", chosen.name));
        }
    });
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
            match new_draft(title.get_untracked(), starter.get_untracked()).await {
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
                <SelectField form name="starter" label="Vorlage" value=starter options=starters optional=true
                    blank="Ohne Vorlage: leer beginnen"
                    hint="Vorlagen sind Entwürfe, die Ihr Amt noch nicht geprüft hat. Bitte passen Sie sie an. Die Elternbefragung gibt \
                        es in zwölf Sprachen; ihre Übersetzungen hat noch niemand geprüft, der die Sprache spricht." />
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
