use crate::{
    questionnaires::{evaluation::save_asked, german},
    ui::{Field, Form, SendForm, Sending},
};
use domain::questionnaires::check_asked;
use leptos::prelude::*;

/// How many people were asked, and how many of them answered.
#[component]
pub fn AskedPanel(
    erhebung: String,
    asked: Memo<Option<u32>>,
    submissions: Memo<u32>,
    changed: Callback<()>,
) -> impl IntoView {
    let value = RwSignal::new(asked.get_untracked().map(|asked| asked.to_string()).unwrap_or_default());
    let form = Form::new(move || check_asked(&value.get()).err().into_iter().collect());
    let send = move || -> Sending {
        let saved = save_asked(erhebung.clone(), value.get());
        Box::pin(async move {
            saved.await?;
            _ = changed.try_run(());
            Ok(())
        })
    };
    let rate = move || match asked.get() {
        Some(asked) => german::response_rate(submissions.get(), asked),
        None => "Wie viele gefragt wurden, ist noch nicht eingetragen.".to_owned(),
    };
    view! {
        <section class="section">
            <h2>"Rücklauf"</h2>
            <p role="status">{rate}</p>
            <SendForm form label="Zahl speichern" look="kern-btn--secondary" send>
                <Field form name="asked" label="Angefragte Personen" value inputmode="numeric" optional=true
                    hint="So viele Bögen oder Links wurden ausgegeben. Leer: nicht gezählt." />
            </SendForm>
        </section>
    }
}
