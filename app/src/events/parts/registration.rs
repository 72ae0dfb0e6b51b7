use crate::{
    events::RegistrationForm,
    ui::{Field, Form, LinesField, Notice, NoticeKind, Outcome, SelectField, Submitted},
};
use domain::events::{Funktion, KitaChoice, RegistrationInput, funktion_choices, german, rules::Refusal};
use leptos::prelude::*;

/// Said to an Anstellungsträger at the name.
const WHOM: &str = "Melden Sie eine Ihrer KiSo an? Löschen Sie das Feld, dann stehen ihre Namen zur Auswahl. Bitte geben Sie darunter \
                    auch die E-Mail-Adresse dieser Person an.";

/// The registration form of the public page: a plain form that works without WASM. With WASM the same check runs on
/// leaving a field, and a form with faults is not sent.
#[component]
pub fn RegistrationFields(
    event: String,
    kitas: Vec<KitaChoice>,
    /// Whom an Anstellungsträger can send; another name can be typed as well.
    kisos: Vec<String>,
    /// What the portal knows of who is logged in.
    known: RegistrationInput,
    before: Option<Submitted<RegistrationForm>>,
    /// All seats are taken; whoever sends the form gets a place on the waiting list.
    waits: bool,
    /// The Koordination decides; whoever sends the form asks for a seat.
    asks: bool,
) -> impl IntoView {
    let typed = before.as_ref().map(|before| (before.input.input.clone(), before.input.refusal));
    let (typed, refusal) = typed.unwrap_or((known, None));
    let RegistrationInput { name, email, funktion, kita, einrichtung, access_needs, food_needs, arrival_needs, .. } =
        typed;
    let [name, email, funktion, kita] = [name, email, funktion, kita].map(RwSignal::new);
    let [einrichtung, access_needs, food_needs, arrival_needs] =
        [einrichtung, access_needs, food_needs, arrival_needs].map(RwSignal::new);
    let form = Form::new(move || {
        let input = RegistrationInput {
            name: name.get(),
            email: email.get(),
            funktion: funktion.get(),
            kita: kita.get(),
            einrichtung: einrichtung.get(),
            access_needs: access_needs.get(),
            food_needs: food_needs.get(),
            arrival_needs: arrival_needs.get(),
            website: String::new(),
        };
        input.check().err().unwrap_or_default()
    });
    form.show(before.and_then(|before| before.error).filter(|_| refusal.is_none()));
    let judge = move |event: leptos::ev::SubmitEvent| {
        if !form.judge() {
            event.prevent_default();
        }
    };
    let (heading, send) = words(asks, waits);
    let whom = if kisos.is_empty() { "" } else { WHOM };
    let names = kisos.clone();
    // Who is chosen from the own KiSo is one, unless somebody has said otherwise.
    Effect::new(move |_| {
        let is_own = name.with(|name| names.iter().any(|own| own == name));
        let is_unsaid = funktion.with_untracked(|code| code == Funktion::Anstellungstraeger.code());
        if is_own && is_unsaid {
            funktion.set(Funktion::KiSo.code().to_owned());
        }
    });
    let funktionen: Vec<_> = funktion_choices().into_iter().map(|(code, text)| (code.into(), text.into())).collect();
    let kitas: Vec<(String, String)> = kitas.into_iter().map(|kita| (kita.id, kita.name)).collect();
    view! {
        <h2 id="anmeldung">{heading}</h2>
        {refusal.map(|refusal| view! { <div class="outcome" id="ergebnis" tabindex="-1"><Refused refusal /></div> })}
        <form class="form" method="post" action=format!("/veranstaltungen/{event}#ergebnis") novalidate on:submit=judge>
            // A refusal is what there is to read then, and an id stands once on a page.
            <Outcome form id=if refusal.is_some() { "pruefung" } else { "ergebnis" } />
            <Field form name="name" label="Vor- und Nachname" value=name autocomplete="name" suggestions=kisos hint=whom />
            <Field form name="email" label="E-Mail-Adresse" value=email kind="email" autocomplete="email"
                hint="Dorthin senden wir die Bestätigung." />
            <SelectField form name="funktion" label="Ihre Funktion" value=funktion options=funktionen />
            <SelectField form name="kita" label="Ihre Kita" value=kita options=kitas sometimes=true
                hint="Für Kita-Leitungen nötig; steht Ihre Kita nicht in der Liste, nennen Sie sie im nächsten Feld." />
            <Field form name="einrichtung" label="Andere Einrichtung" value=einrichtung optional=true
                autocomplete="organization" />
            <Needs form access_needs food_needs arrival_needs />
            <Trap />
            <p>"Ihre Angaben nutzt die Koordination nur für diese Veranstaltung. Mehr steht in der "
                <a href="/datenschutz" rel="external">"Datenschutzerklärung"</a> "."</p>
            <div class="actions">
                <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">{send}</span></button>
            </div>
        </form>
    }
}

/// Heading of the form, and what its button says.
fn words(asks: bool, waits: bool) -> (&'static str, &'static str) {
    match (asks, waits) {
        (true, _) => ("Anfrage", "Teilnahme anfragen"),
        (false, true) => ("Warteliste", "Auf die Warteliste setzen"),
        (false, false) => ("Anmeldung", "Verbindlich anmelden"),
    }
}

/// Why nobody got a seat, above the form that stays filled.
#[component]
pub(super) fn Refused(refusal: Refusal) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Danger title="Die Anmeldung hat nicht geklappt.">
            <p>{german::refusal(refusal)}</p>
        </Notice>
    }
}

#[component]
pub fn Needs(
    form: Form,
    access_needs: RwSignal<String>,
    food_needs: RwSignal<String>,
    arrival_needs: RwSignal<String>,
) -> impl IntoView {
    view! {
        <LinesField form name="access_needs" label="Was brauchen Sie, um gut teilnehmen zu können?" value=access_needs rows=2
            optional=true hint="Zum Beispiel ein barrierefreier Zugang. Wird vier Wochen nach der Veranstaltung gelöscht." />
        <LinesField form name="food_needs" label="Wünsche zum Essen" value=food_needs rows=2 optional=true
            hint="Wird vier Wochen nach der Veranstaltung gelöscht." />
        <LinesField form name="arrival_needs" label="Anreise" value=arrival_needs rows=2 optional=true
            hint="Zum Beispiel ein Parkplatz oder eine Mitfahrgelegenheit. Wird vier Wochen nach der Veranstaltung gelöscht." />
    }
}

/// A field that people neither see nor reach; what fills it in is a program.
#[component]
pub(super) fn Trap() -> impl IntoView {
    view! {
        <div class="form__trap" aria-hidden="true">
            <label for="website">"Bitte leer lassen"</label>
            <input id="website" name="website" type="text" tabindex="-1" autocomplete="off" />
        </div>
    }
}
