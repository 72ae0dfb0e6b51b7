use crate::{
    ApiError,
    ui::{Field, Form, SendForm, Sending, fetch_file},
};
use domain::questionnaires::survey::{CodeCount, CodesInput, MOST_CODES};
use leptos::prelude::*;

/// How many one-time codes there are, and a sheet of new ones to print. The sheet is made once and kept nowhere.
#[component]
pub fn CodesForm(erhebung: String, count: CodeCount, changed: Callback<Option<&'static str>>) -> impl IntoView {
    let anzahl = RwSignal::new(String::new());
    let entered = move || CodesInput { anzahl: anzahl.get() };
    let form = Form::new(move || entered().check().err().unwrap_or_default());
    let send = move || -> Sending {
        let (address, input) = (format!("/api/v1/umfragen/{erhebung}/codes.pdf"), entered());
        Box::pin(async move {
            let body = serde_json::to_string(&input).unwrap_or_default();
            fetch_file(&address, &body, "codes.pdf").await.map_err(ApiError)?;
            changed.run(Some("Die Karten sind erzeugt und heruntergeladen. Bitte drucken Sie die Datei gleich."));
            Ok(())
        })
    };
    let CodeCount { issued, left } = count;
    view! {
        <h3>"Codes"</h3>
        <p>{move || format!("{issued} gedruckt, {left} davon noch nicht benutzt.")}</p>
        <SendForm form label="Karten als PDF erzeugen" look="kern-btn--secondary" send>
            <Field form name="anzahl" label="Wie viele neue Codes?" value=anzahl kind="number"
                hint=format!("Für jede Familie einer, höchstens {MOST_CODES} auf einmal. Die Datei mit den Karten wird nur einmal erzeugt: bitte gleich drucken.") />
        </SendForm>
    }
}
