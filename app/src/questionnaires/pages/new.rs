use crate::{
    offline,
    questionnaires::{BASE, api::new_draft},
    staff::with_right,
    ui::{Field, Form, Page, SelectField, SendForm, Sending},
};
use domain::{
    AppError,
    access::Koordination,
    questionnaires::{design, library::STARTERS},
};
use leptos::prelude::*;
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
    let navigate = use_navigate();
    // The same for as long as the form stands there, so that it makes one questionnaire however often it is sent.
    let request = offline::new_entry_id().ok().map(|id| id.to_string());
    let send = move || -> Sending {
        let (navigate, title, starter, request) = (navigate.clone(), title.get(), starter.get(), request.clone());
        Box::pin(async move {
            let id = new_draft(title, starter, request).await?;
            navigate(&format!("{BASE}/{id}/entwurf"), Default::default());
            Ok(())
        })
    };
    view! {
        <Page title="Neuer Fragebogen">
            <SendForm form label="Anlegen und entwerfen" send>
                <SelectField form name="starter" label="Vorlage" value=starter options=starters optional=true
                    blank="Ohne Vorlage: leer beginnen"
                    hint="Vorlagen sind Entwürfe, die Ihr Amt noch nicht geprüft hat. Bitte passen Sie sie an. Die Elternbefragung gibt \
                        es in zwölf Sprachen; ihre Übersetzungen hat noch niemand geprüft, der die Sprache spricht." />
                <Field form name="title" label="Titel" value=title hint="So heißt er in Listen und auf dem Telefon der Befragten." />
            </SendForm>
        </Page>
    }
}
