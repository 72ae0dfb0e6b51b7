use super::questionnaire_of_query;
use crate::{
    offline,
    questionnaires::{BASE, ImportAnswer, parts::FaultList, upload::send},
    staff::with_right,
    ui::{Chosen, FileField, Form, Notice, NoticeKind, Page, SendForm, Sending, TakesFocus, chosen},
};
use domain::{AppError, ErrorCode, access::Designer};
use leptos::{prelude::*, web_sys};

/// A workbook or an XForm in: it becomes a draft, or everything that is wrong with it is named.
#[component]
pub fn ImportQuestionnairePage() -> impl IntoView {
    with_right::<Designer>(|| view! { <ImportQuestionnaire /> }.into_any())
}

#[component]
fn ImportQuestionnaire() -> impl IntoView {
    let questionnaire = questionnaire_of_query();
    let is_next = !questionnaire.is_empty();
    let file = RwSignal::new_local(None::<Chosen>);
    let answer = RwSignal::new(None::<ImportAnswer>);
    let form = Form::new(Vec::new);
    // The same until there is an answer, so that a file makes one questionnaire however often it has to be sent.
    let request = StoredValue::new(new_request());
    let changed = Callback::new(move |input: web_sys::HtmlInputElement| {
        request.set_value(new_request());
        file.set(chosen(&input));
        answer.set(None);
        form.show(None);
    });
    let send = move || -> Sending {
        answer.set(None);
        let (picked, questionnaire) = (file.get(), questionnaire.clone());
        Box::pin(async move {
            let picked = picked.ok_or_else(|| AppError::field("file", ErrorCode::Required))?;
            let given = deliver(&picked, &questionnaire, request).await?;
            // The page may have been left meanwhile.
            _ = answer.try_set(Some(given));
            Ok(())
        })
    };
    view! {
        <Page title=if is_next { "Nächste Fassung einspielen" } else { "Fragebogen einspielen" }>
            <p class="lead">
                "Eine XLSForm-Datei mit den Blättern survey und choices, gern auch settings, oder die XML-Datei (XForm) eines \
                 Formulars von ODK oder Kobo. Die Datei wird ganz geprüft: Jeder Fehler wird mit seiner Stelle genannt. \
                 Veröffentlicht wird noch nichts."
            </p>
            <SendForm form label="Einspielen" meanwhile="Wird geprüft …" send>
                <FileField form name="file" label="Datei" accept=".xlsx,.xls,.csv,.xml"
                    hint="Excel (.xlsx, .xls), CSV oder XForm (.xml), höchstens 10 MB" changed />
            </SendForm>
            {move || answer.get().map(|answer| view! { <Answer answer /> })}
        </Page>
    }
}

async fn deliver(picked: &Chosen, questionnaire: &str, request: StoredValue<String>) -> Result<ImportAnswer, AppError> {
    let given = send(picked, questionnaire, &request.get_value()).await?;
    if matches!(given, ImportAnswer::Draft { .. }) {
        // Whoever sends the same file once more wants another one. The page may have been left meanwhile.
        _ = request.try_set_value(new_request());
    }
    Ok(given)
}

/// Where the browser makes no random numbers, the server does: then what is sent twice may make two.
fn new_request() -> String {
    offline::new_entry_id().map(|id| id.to_string()).unwrap_or_default()
}

#[component]
fn Answer(answer: ImportAnswer) -> impl IntoView {
    match answer {
        ImportAnswer::Draft { id, title, warnings } => {
            let warned = (!warnings.is_empty()).then(|| {
                view! {
                    <Notice kind=NoticeKind::Warning title="Bitte beachten Sie diese Hinweise zur Datei." />
                    <FaultList faults=warnings />
                }
            });
            view! {
                <TakesFocus>
                    <Notice kind=NoticeKind::Success title=format!("„{title}“ ist als Entwurf gespeichert.")>
                        <a href=format!("{BASE}/{id}") class="kern-btn kern-btn--secondary">
                            <span class="kern-label">"Entwurf ansehen"</span>
                        </a>
                    </Notice>
                </TakesFocus>
                {warned}
            }
            .into_any()
        }
        ImportAnswer::Refused { faults } => {
            let count = match faults.iter().filter(|fault| !fault.is_hint()).count() {
                1 => "Ein Fehler in der Datei".to_owned(),
                count => format!("{count} Fehler in der Datei"),
            };
            let title = format!(
                "{count}. Es wurde nichts gespeichert; bitte verbessern Sie die Datei und spielen Sie sie neu ein."
            );
            view! {
                <TakesFocus><Notice kind=NoticeKind::Danger title /></TakesFocus>
                <FaultList faults />
            }
            .into_any()
        }
    }
}
