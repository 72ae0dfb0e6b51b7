use crate::{
    ApiError,
    questionnaires::{evaluation::save_asked, german},
    ui::{Field, Form, Outcome},
};
use domain::questionnaires::check_asked;
use leptos::{prelude::*, task::spawn_local};

/// How many people were asked, and how many of them answered.
#[component]
pub fn AskedPanel(erhebung: String, asked: Option<u32>, submissions: u32, changed: Callback<()>) -> impl IntoView {
    let value = RwSignal::new(asked.map(|asked| asked.to_string()).unwrap_or_default());
    let form = Form::new(move || check_asked(&value.get()).err().into_iter().collect());
    let working = RwSignal::new(false);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if working.get_untracked() || !form.judge() {
            return;
        }
        working.set(true);
        let (id, asked) = (erhebung.clone(), value.get_untracked());
        spawn_local(async move {
            match save_asked(id, asked).await {
                Ok(()) => {
                    form.show(None);
                    changed.run(());
                }
                Err(ApiError(error)) => form.show(Some(error)),
            }
            working.set(false);
        });
    };
    let rate = asked.map(|asked| german::response_rate(submissions, asked));
    view! {
        <section class="section">
            <h2>"Rücklauf"</h2>
            <p role="status">{rate.unwrap_or_else(|| "Wie viele gefragt wurden, ist noch nicht eingetragen.".to_owned())}</p>
            <form class="form" novalidate on:submit=save>
                <Outcome form />
                <Field form name="asked" label="Angefragte Personen" value inputmode="numeric" optional=true
                    hint="So viele Bögen oder Links wurden ausgegeben. Leer: nicht gezählt." />
                <button class="kern-btn kern-btn--secondary" type="submit" disabled=move || working.get()>
                    <span class="kern-label">"Zahl speichern"</span>
                </button>
            </form>
        </section>
    }
}
