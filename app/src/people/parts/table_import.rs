use super::Preview;
use crate::{
    ApiError,
    people::upload::send,
    ui::{Chosen, FileField, Form, Notice, NoticeKind, SendForm, Sending, TakesFocus, chosen},
};
use domain::{AppError, ErrorCode, people::import::ImportAnswer};
use leptos::{prelude::*, task::spawn_local, web_sys};

/// A table in, in two steps: what it would change, then the change.
#[component]
pub fn TableImport(
    /// Where the file is sent.
    #[prop(into)]
    address: String,
    /// Said when the file changes nothing.
    unchanged: &'static str,
) -> impl IntoView {
    let address = StoredValue::new(address);
    let file = RwSignal::new_local(None::<Chosen>);
    let answer = RwSignal::new(None::<ImportAnswer>);
    let working = RwSignal::new(false);
    let form = Form::new(Vec::new);
    let send = move || -> Sending {
        answer.set(None);
        Box::pin(ask(address.get_value(), file, String::new(), answer))
    };
    let agree = Callback::new(move |agreed: String| {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        let address = address.get_value();
        spawn_local(async move {
            if let Err(ApiError(error)) = ask(address, file, agreed, answer).await
                && answer.try_set(None).is_none()
            {
                // The file is looked at anew before it is sent again.
                form.show(Some(error));
            }
            _ = working.try_set(false);
        });
    });
    let changed = Callback::new(move |input: web_sys::HtmlInputElement| {
        file.set(chosen(&input));
        answer.set(None);
        form.show(None);
    });
    view! {
        <SendForm form label="Prüfen" meanwhile="Wird geprüft …" send>
            <FileField form name="file" label="Datei" accept=".xlsx,.csv" hint="Höchstens 10 MB" changed />
        </SendForm>
        {move || answer.get().map(|answer| view! { <Answer answer unchanged working agree /> })}
    }
}

/// Sends the file: without what was `agreed` on, it is only asked what it would change.
async fn ask(
    address: String,
    file: RwSignal<Option<Chosen>, LocalStorage>,
    agreed: String,
    answer: RwSignal<Option<ImportAnswer>>,
) -> Result<(), ApiError> {
    let picked = file.try_get_untracked().flatten().ok_or_else(|| AppError::field("file", ErrorCode::Required))?;
    let given = send(&address, &picked, &agreed).await?;
    // The page may have been left meanwhile.
    _ = answer.try_set(Some(given));
    Ok(())
}

#[component]
fn Answer(
    answer: ImportAnswer,
    unchanged: &'static str,
    working: RwSignal<bool>,
    agree: Callback<String>,
) -> impl IntoView {
    let ImportAnswer { view, fingerprint, taken } = answer;
    let count = view.changes.len();
    let may_take = !taken && view.faults.is_empty() && count > 0;
    let state = match (taken, view.faults.len(), count) {
        (true, 0, _) => (NoticeKind::Success, format!("{} gespeichert.", lines(count))),
        (true, left, _) => (
            NoticeKind::Warning,
            format!(
                "{} gespeichert, {} nicht mehr: Seit der Prüfung hat sich etwas geändert.",
                lines(count),
                lines(left)
            ),
        ),
        (_, 0, 0) => (NoticeKind::Info, unchanged.to_owned()),
        (_, 0, _) => (NoticeKind::Info, format!("Zu schreiben: {}. Bitte prüfen Sie die Liste.", lines(count))),
        (_, faults, _) => (
            NoticeKind::Danger,
            format!("{faults} Fehler in der Datei. Es wurde nichts gespeichert; bitte verbessern Sie die Datei."),
        ),
    };
    view! {
        <TakesFocus><Notice kind=state.0 title=state.1 /></TakesFocus>
        <Preview view taken />
        {may_take.then(|| view! {
            <p class="actions">
                <button class="kern-btn kern-btn--primary" type="button" aria-disabled=move || working.get().then_some("true")
                    on:click=move |_| agree.run(fingerprint.clone())>
                    <span class="kern-label">{format!("{} übernehmen", lines(count))}</span>
                </button>
            </p>
        })}
    }
}

fn lines(count: usize) -> String {
    if count == 1 { "1 Zeile".into() } else { format!("{count} Zeilen") }
}
