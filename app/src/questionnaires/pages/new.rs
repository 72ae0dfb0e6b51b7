use super::questionnaire_of_query;
use crate::{
    ApiError, offline,
    questionnaires::{
        BASE,
        api::{new_draft, questionnaire},
    },
    staff::with_right,
    ui::{FailurePage, Field, Form, Loading, Page, SelectField, SendForm, Sending, lead_on},
};
use domain::{
    AppError,
    access::Designer,
    questionnaires::{
        design,
        library::{STARTERS, Starter},
    },
};
use leptos::prelude::*;

/// A starter as it is offered: nobody has reviewed it yet. What is made from it is called without that.
fn offered(starter: &Starter) -> (String, String) {
    (starter.code.to_owned(), format!("{} (Vorlage, zu prüfen)", starter.name))
}

/// A questionnaire from empty, from a starter or as a copy (`?fragebogen=`): its title, then the designer.
#[component]
pub fn NewQuestionnairePage() -> impl IntoView {
    with_right::<Designer>(|| match questionnaire_of_query() {
        original if original.is_empty() => view! { <NewQuestionnaire /> }.into_any(),
        original => view! { <CopyQuestionnaire original /> }.into_any(),
    })
}

/// A form for a title that is good.
fn title_form(title: RwSignal<String>) -> Form {
    Form::new(move || match design::empty(&title.get()) {
        Err(AppError::Invalid(faults)) => faults,
        _ => Vec::new(),
    })
}

#[component]
fn CopyQuestionnaire(original: String) -> impl IntoView {
    let asked = original.clone();
    let found = LocalResource::new(move || questionnaire(asked.clone(), None));
    let content = move || {
        let original = original.clone();
        found.get().map(|found| match found {
            Ok(view) => view! { <CopyForm original name=view.head.title /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn CopyForm(original: String, name: String) -> impl IntoView {
    let title = RwSignal::new(format!("{name} (Kopie)"));
    let form = title_form(title);
    let navigate = lead_on();
    // The same for as long as the form stands there, so that it makes one questionnaire however often it is sent.
    let request = offline::new_entry_id().ok().map(|id| id.to_string());
    let send = move || -> Sending {
        let (navigate, title, original, request) = (navigate.clone(), title.get(), original.clone(), request.clone());
        Box::pin(async move {
            let id = new_draft(title, String::new(), original, request).await?;
            navigate(&format!("{BASE}/{id}/entwurf"));
            Ok(())
        })
    };
    view! {
        <Page title=format!("Kopie von „{name}“")>
            <p class="lead">"Die Kopie beginnt mit der letzten veröffentlichten Fassung. Das Original bleibt, wie es ist."</p>
            <SendForm form label="Kopieren und entwerfen" send>
                <Field form name="title" label="Titel" value=title hint="So heißt er in Listen und auf dem Telefon der Befragten." />
            </SendForm>
        </Page>
    }
}

#[component]
fn NewQuestionnaire() -> impl IntoView {
    let (title, starter) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let starters: Vec<(String, String)> = STARTERS.iter().map(offered).collect();
    // What was typed as a title stays; a blank one, or that of another starter, becomes the starter's.
    Effect::new(move |_| {
        let code = starter.get();
        let chosen = STARTERS.iter().find(|starter| starter.code == code).map_or("", |starter| starter.name);
        let typed = title
            .with_untracked(|title| !title.trim().is_empty() && !STARTERS.iter().any(|starter| starter.name == *title));
        if !typed && title.with_untracked(|title| title != chosen) {
            title.set(chosen.to_owned());
        }
    });
    let form = title_form(title);
    let navigate = lead_on();
    // The same for as long as the form stands there, so that it makes one questionnaire however often it is sent.
    let request = offline::new_entry_id().ok().map(|id| id.to_string());
    let send = move || -> Sending {
        let (navigate, title, starter, request) = (navigate.clone(), title.get(), starter.get(), request.clone());
        Box::pin(async move {
            let id = new_draft(title, starter, String::new(), request).await?;
            navigate(&format!("{BASE}/{id}/entwurf"));
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
