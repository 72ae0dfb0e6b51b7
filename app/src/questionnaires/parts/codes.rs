use crate::ui::{Field, Form, Outcome, fetch_file};
use domain::questionnaires::survey::{CodeCount, CodesInput, MOST_CODES};
use leptos::{prelude::*, task::spawn_local};

/// How many one-time codes there are, and a sheet of new ones to print. The sheet is made once and kept nowhere.
#[component]
pub fn CodesForm(erhebung: String, count: CodeCount, changed: Callback<Option<&'static str>>) -> impl IntoView {
    let anzahl = RwSignal::new(String::new());
    let entered = move || CodesInput { anzahl: anzahl.get() };
    let form = Form::new(move || entered().check().err().unwrap_or_default());
    let sending = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() || !form.judge() {
            return;
        }
        sending.set(true);
        let (address, input) = (format!("/api/v1/umfragen/{erhebung}/codes.pdf"), untrack(entered));
        spawn_local(async move {
            let body = serde_json::to_string(&input).unwrap_or_default();
            match fetch_file(&address, &body, "codes.pdf").await {
                Ok(()) => changed
                    .run(Some("Die Karten sind erzeugt und heruntergeladen. Bitte drucken Sie die Datei gleich.")),
                Err(error) => form.show(Some(error)),
            }
            sending.set(false);
        });
    };
    let CodeCount { issued, left } = count;
    view! {
        <h3>"Codes"</h3>
        <p>{move || format!("{issued} gedruckt, {left} davon noch nicht benutzt.")}</p>
        <form class="form" novalidate on:submit=send>
            <Outcome form />
            <Field form name="anzahl" label="Wie viele neue Codes?" value=anzahl kind="number"
                hint=format!("Für jede Familie einer, höchstens {MOST_CODES} auf einmal. Die Datei mit den Karten wird nur einmal erzeugt: bitte gleich drucken.") />
            <div class="actions">
                <button class="kern-btn kern-btn--secondary" type="submit" aria-disabled=move || sending.get().then_some("true")>
                    <span class="kern-label">"Karten als PDF erzeugen"</span>
                </button>
            </div>
        </form>
    }
}
