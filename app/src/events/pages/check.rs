//! The public page that tells whether a Teilnahmebescheinigung is genuine. It shows nothing of the person.

use crate::{
    ApiError,
    events::{
        api::check_certificate,
        parts::{Contact, Days},
    },
    ui::{FailurePage, Loading, Notice, NoticeKind, Page, page_data},
};
use domain::{AppError, events::attendance::CheckView};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Form and answer: the number stands in the address, as on the certificate, or comes from the form.
#[component]
pub fn CheckCertificatePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let number = move || {
        let typed = query.read().get("nummer").unwrap_or_default();
        params.read().get("number").unwrap_or(typed)
    };
    let found = page_data(number, |number| async move {
        match number.trim() {
            "" => Ok(None),
            _ => check_certificate(number).await.map(Some),
        }
    });
    let content = move || {
        let typed = number();
        Suspend::new(async move {
            match found.await {
                Ok(None) => view! { <Page title="Bescheinigung prüfen"><NumberForm /></Page> }.into_any(),
                Ok(Some(view)) => view! { <Genuine view /> }.into_any(),
                Err(ApiError(AppError::NotFound)) => view! { <Unknown typed /> }.into_any(),
                Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Genuine(view: CheckView) -> impl IntoView {
    let CheckView { number, issued, withdrawn, title, format, days, extent } = view;
    let given =
        format!("Unter der Nummer {number} hat das Kreisjugendamt am {issued} eine Teilnahmebescheinigung ausgestellt");
    let (kind, says, text) = match withdrawn.is_empty() {
        true => (NoticeKind::Success, "Diese Bescheinigung ist echt.", format!("{given}.")),
        false => {
            let text = format!(
                "{given} und am {withdrawn} zurückgezogen. Bei Fragen wenden Sie sich bitte an die Koordination."
            );
            (NoticeKind::Warning, "Diese Bescheinigung gilt nicht mehr.", text)
        }
    };
    view! {
        <Page title="Bescheinigung prüfen">
            <Notice kind title=says><p>{text}</p></Notice>
            <p>"Vergleichen Sie bitte diese Angaben mit der Bescheinigung. Für wen sie ausgestellt ist, zeigt diese Seite nicht."</p>
            <h2>{title}</h2>
            <p>{format} " · " {extent}</p>
            <Days days />
            <NumberForm />
        </Page>
    }
}

#[component]
fn Unknown(typed: String) -> impl IntoView {
    view! {
        <Page title="Bescheinigung prüfen">
            <Notice kind=NoticeKind::Warning title="Diese Nummer gibt es nicht.">
                <p>"Bitte vergleichen Sie die Nummer Zeichen für Zeichen mit der Bescheinigung. Stimmt sie überein, fragen Sie bitte bei der \
                    Koordination nach: Dann ist die Bescheinigung nicht von uns."</p>
            </Notice>
            <Contact />
            <NumberForm typed />
        </Page>
    }
}

/// A plain form, so that it works without WASM.
#[component]
fn NumberForm(
    /// What was asked for and not found: a slip is mended, not typed anew.
    #[prop(optional)]
    typed: String,
) -> impl IntoView {
    view! {
        <h2>"Nummer prüfen"</h2>
        <form class="form" method="get" action="/bescheinigung">
            <div class="kern-form-input">
                <label class="kern-label" for="nummer">"Nummer der Bescheinigung"</label>
                <div class="kern-hint" id="nummer-hinweis">"Zwölf Zeichen, sie stehen unten auf der Bescheinigung, zum Beispiel 7K3M-9QXT-4WVN"</div>
                <input class="kern-form-input__input" id="nummer" name="nummer" type="text" required autocomplete="off" maxlength="20"
                    value=typed aria-describedby="nummer-hinweis" />
            </div>
            <div class="actions">
                <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Prüfen"</span></button>
            </div>
        </form>
    }
}
