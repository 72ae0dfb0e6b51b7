use super::registration::{Needs, Refused, Trap};
use crate::{
    events::TandemForm,
    ui::{Field, Form, Outcome, RadioField, SelectField, Submitted},
};
use domain::events::{
    KitaChoice,
    tandem::{Half, TandemInput, german},
};
use leptos::prelude::*;

/// What is typed in the form of a tandem.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    email: RwSignal<String>,
    funktion: RwSignal<String>,
    kita: RwSignal<String>,
    einrichtung: RwSignal<String>,
    partner: RwSignal<String>,
    partner_name: RwSignal<String>,
    partner_email: RwSignal<String>,
    access_needs: RwSignal<String>,
    food_needs: RwSignal<String>,
    arrival_needs: RwSignal<String>,
}

impl Typed {
    fn of(input: TandemInput) -> Self {
        Self {
            name: RwSignal::new(input.name),
            email: RwSignal::new(input.email),
            funktion: RwSignal::new(input.funktion),
            kita: RwSignal::new(input.kita),
            einrichtung: RwSignal::new(input.einrichtung),
            partner: RwSignal::new(input.partner),
            partner_name: RwSignal::new(input.partner_name),
            partner_email: RwSignal::new(input.partner_email),
            access_needs: RwSignal::new(input.access_needs),
            food_needs: RwSignal::new(input.food_needs),
            arrival_needs: RwSignal::new(input.arrival_needs),
        }
    }

    fn input(&self) -> TandemInput {
        TandemInput {
            name: self.name.get(),
            email: self.email.get(),
            funktion: self.funktion.get(),
            kita: self.kita.get(),
            einrichtung: self.einrichtung.get(),
            partner: self.partner.get(),
            partner_name: self.partner_name.get(),
            partner_email: self.partner_email.get(),
            access_needs: self.access_needs.get(),
            food_needs: self.food_needs.get(),
            arrival_needs: self.arrival_needs.get(),
            website: String::new(),
        }
    }
}

/// The form by which one half registers both: a plain form that works without WASM, like the one for single people.
#[component]
pub fn TandemFields(
    event: String,
    kitas: Vec<KitaChoice>,
    /// What the portal knows of who is logged in.
    known: TandemInput,
    before: Option<Submitted<TandemForm>>,
    /// There is not enough room; whoever sends the form gets a place on the waiting list.
    waits: bool,
    /// The Koordination decides; whoever sends the form asks for seats.
    asks: bool,
) -> impl IntoView {
    let sent = before.as_ref().map(|before| (before.input.input.clone(), before.input.refusal));
    let (input, refusal) = sent.unwrap_or((known, None));
    let typed = Typed::of(input);
    let form = Form::new(move || typed.input().check().err().unwrap_or_default());
    form.show(before.and_then(|before| before.error).filter(|_| refusal.is_none()));
    let judge = move |event: leptos::ev::SubmitEvent| {
        if !form.judge() {
            event.prevent_default();
        }
    };
    let send = match (asks, waits) {
        (true, _) => "Teilnahme anfragen",
        (false, true) => "Auf die Warteliste setzen",
        (false, false) => "Tandem anmelden",
    };
    view! {
        {refusal.map(|refusal| view! { <div class="outcome" id="ergebnis" tabindex="-1"><Refused refusal /></div> })}
        <form class="form" method="post" action=format!("/veranstaltungen/{event}/tandem#ergebnis") novalidate on:submit=judge>
            // A refusal is what there is to read then, and an id stands once on a page.
            <Outcome form id=if refusal.is_some() { "pruefung" } else { "ergebnis" } />
            <Own form typed kitas />
            <Other form typed />
            <Needs form access_needs=typed.access_needs food_needs=typed.food_needs arrival_needs=typed.arrival_needs />
            <Trap />
            <p>"Die andere Person bekommt eine Mail mit Ihrem Namen. Alle Angaben nutzt die Koordination nur für diese \
                Veranstaltung. Mehr steht in der " <a href="/datenschutz" rel="external">"Datenschutzerklärung"</a> "."</p>
            <div class="actions">
                <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">{send}</span></button>
            </div>
        </form>
    }
}

/// Who fills in the form, and the Kita of both.
#[component]
fn Own(form: Form, typed: Typed, kitas: Vec<KitaChoice>) -> impl IntoView {
    let halves =
        [Half::Leitung, Half::KiSo].map(|half| (half.funktion().code().to_owned(), german::half(half).to_owned()));
    let kitas: Vec<(String, String)> = kitas.into_iter().map(|kita| (kita.id, kita.name)).collect();
    view! {
        <h2>"Sie"</h2>
        <RadioField form name="funktion" label="Ich bin" value=typed.funktion options=halves.into() />
        <Field form name="name" label="Vor- und Nachname" value=typed.name autocomplete="name" />
        <Field form name="email" label="E-Mail-Adresse" value=typed.email kind="email" autocomplete="email"
            hint="Dorthin senden wir die Bestätigung und den Link, über den Sie den Stand sehen." />
        <SelectField form name="kita" label="Kita des Tandems" value=typed.kita options=kitas
            hint="Steht die Kita nicht in der Liste, nennen Sie sie im nächsten Feld." />
        <Field form name="einrichtung" label="Andere Kita" value=typed.einrichtung optional=true autocomplete="organization" />
    }
}

/// The other half, or that it is looked for.
#[component]
fn Other(form: Form, typed: Typed) -> impl IntoView {
    let choices = vec![
        (TandemInput::NAMED.to_owned(), "Ich melde uns beide an".to_owned()),
        (TandemInput::WANTED.to_owned(), "Ich suche noch jemanden".to_owned()),
    ];
    view! {
        <h2>"Die andere Person"</h2>
        <RadioField form name="partner" label="Mit wem nehmen Sie teil?" value=typed.partner options=choices
            hint="Wer noch sucht, hat keinen Platz, bis die Koordination jemanden gefunden hat. Die beiden nächsten Felder bleiben dann leer." />
        <Field form name="partner_name" label="Vor- und Nachname der anderen Person" value=typed.partner_name autocomplete="off" />
        <Field form name="partner_email" label="E-Mail-Adresse der anderen Person" value=typed.partner_email kind="email"
            autocomplete="off" hint="Dorthin senden wir den Link zum Bestätigen." />
    }
}
