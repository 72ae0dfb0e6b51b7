use crate::ui::{Field, Form, LinesField, Notice, NoticeKind, Outcome, Page, submitted};
use domain::legal::BarrierReportInput;
use leptos::prelude::*;

/// Reports a barrier or a fault by a plain form: works without WASM, and nothing typed is lost.
#[component]
pub fn BarrierReportPage() -> impl IntoView {
    let before = submitted::<BarrierReportInput>();
    let typed = before.as_ref().map(|before| before.input.clone()).unwrap_or_default();
    let (message, page, reply_to) =
        (RwSignal::new(typed.message), RwSignal::new(typed.page), RwSignal::new(typed.reply_to));
    let form = Form::new(move || {
        let input = BarrierReportInput {
            message: message.get(),
            page: page.get(),
            reply_to: reply_to.get(),
            website: String::new(),
        };
        input.check().err().unwrap_or_default()
    });
    form.show(before.and_then(|before| before.error));
    let judge = move |event: leptos::ev::SubmitEvent| {
        if !form.judge() {
            event.prevent_default();
        }
    };
    view! {
        <Page title="Barriere oder Fehler melden">
            <p class="lead">"Was können Sie nicht lesen, nicht bedienen oder nicht verstehen? Sie brauchen dafür kein Konto."</p>
            <form class="form" method="post" action="/rueckmeldung#ergebnis" novalidate on:submit=judge>
                <Outcome form id="ergebnis" />
                <LinesField
                    form
                    name="message"
                    label="Ihre Meldung"
                    value=message
                    hint="Bitte nennen Sie keine Namen von Familien oder Kindern."
                    free=true
                />
                <Field
                    form
                    name="page"
                    label="Um welche Seite geht es?"
                    value=page
                    hint="Zum Beispiel die Überschrift oder die Adresse"
                    optional=true
                />
                <Field
                    form
                    name="reply_to"
                    label="Ihre E-Mail-Adresse für eine Antwort"
                    value=reply_to
                    kind="email"
                    autocomplete="email"
                    optional=true
                />
                <Trap />
                <div class="actions">
                    <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Meldung senden"</span></button>
                </div>
            </form>
        </Page>
    }
}

/// A field that people neither see nor reach; see `BarrierReportInput::is_by_program`.
#[component]
fn Trap() -> impl IntoView {
    view! {
        <div class="form__trap" aria-hidden="true">
            <label for="website">"Bitte leer lassen"</label>
            <input id="website" name="website" type="text" tabindex="-1" autocomplete="off" />
        </div>
    }
}

/// What a report is answered with.
#[component]
pub fn BarrierReportSentPage() -> impl IntoView {
    view! {
        <Page title="Meldung gesendet">
            <Notice kind=NoticeKind::Success title="Vielen Dank. Ihre Meldung ist angekommen.">
                <p>"Haben Sie eine E-Mail-Adresse angegeben, bekommen Sie dorthin eine Antwort."</p>
            </Notice>
            <p><a href="/">"Zur Startseite"</a></p>
        </Page>
    }
}
