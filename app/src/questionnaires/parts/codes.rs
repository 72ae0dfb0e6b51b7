use crate::{
    ApiError,
    ui::{CheckField, Field, Form, SelectField, SendForm, Sending, fetch_file},
};
use domain::questionnaires::survey::{CodeCount, CodesInput, Language, MOST_CODES};
use leptos::prelude::*;

/// How many one-time codes there are, and a sheet of new ones to print. The sheet is made once and kept nowhere.
#[component]
pub fn CodesForm(
    erhebung: String,
    count: Memo<CodeCount>,
    /// What cards can be printed in: German, and what the questionnaire is asked in.
    languages: Vec<Language>,
    changed: Callback<Option<&'static str>>,
) -> impl IntoView {
    let (anzahl, sprache) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let mit_deutsch = RwSignal::new(true);
    let entered = move || CodesInput { anzahl: anzahl.get(), sprache: sprache.get(), mit_deutsch: mit_deutsch.get() };
    let others = languages.iter().filter(|language| **language != Language::German);
    let others: Vec<_> = others.map(|language| (language.tag().to_owned(), language.name().to_owned())).collect();
    let form = Form::new(move || entered().check(&languages).err().unwrap_or_default());
    let send = move || -> Sending {
        let (address, input) = (format!("/api/v1/umfragen/{erhebung}/codes.pdf"), entered());
        Box::pin(async move {
            let body = serde_json::to_string(&input).unwrap_or_default();
            fetch_file(&address, &body, "codes.pdf").await.map_err(ApiError)?;
            // The next sheet is asked for anew; the button that was pressed may be gone by now.
            anzahl.try_set(String::new());
            _ = changed
                .try_run(Some("Die Karten sind erzeugt und heruntergeladen. Bitte drucken Sie die Datei gleich."));
            Ok(())
        })
    };
    let printed = move || {
        let CodeCount { issued, left } = count.get();
        format!("{issued} gedruckt, {left} davon noch nicht benutzt.")
    };
    view! {
        <h3>"Codes"</h3>
        <p>{printed}</p>
        <SendForm form label="Karten als PDF erzeugen" look="kern-btn--secondary" send>
            <Field form name="anzahl" label="Wie viele neue Codes?" value=anzahl kind="number"
                hint=format!("Für jede Familie einer, höchstens {MOST_CODES} auf einmal. Die Datei mit den Karten wird nur einmal erzeugt: bitte gleich drucken.") />
            {(!others.is_empty()).then(|| view! { <CardLanguage form sprache mit_deutsch others /> })}
        </SendForm>
    }
}

/// In which language the cards are, and whether the KiSo who hands them out can read them, too.
#[component]
fn CardLanguage(
    form: Form,
    sprache: RwSignal<String>,
    mit_deutsch: RwSignal<bool>,
    /// Tag and name of each language besides German.
    others: Vec<(String, String)>,
) -> impl IntoView {
    let foreign = Memo::new(move |_| sprache.with(|tag| !tag.is_empty()));
    view! {
        <SelectField form name="sprache" label="Sprache der Karten" value=sprache options=others blank="Deutsch" sometimes=true
            hint="Zur Wahl stehen die Sprachen des Fragebogens; die Karte öffnet ihn in ihrer Sprache. Außer auf Deutsch sind die Texte noch \
                nicht von Muttersprachlern geprüft." />
        {move || foreign.get().then(|| view! {
            <CheckField form name="mit_deutsch" label="Darunter auch auf Deutsch" value=mit_deutsch
                hint="Die Karten werden dann größer: sechs statt acht auf einer Seite." />
        })}
    }
}
