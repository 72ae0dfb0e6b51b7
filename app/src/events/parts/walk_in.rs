//! Somebody who is there without having registered: a form below the list of attendance.

use super::{attendance_book::Book, decided::DecidedOutcome};
use crate::{
    events::api::admit_walk_in,
    ui::{Confirm, Field, Form, Outcome, SelectField},
};
use domain::{
    AppError,
    events::{
        KitaChoice, funktion_choices,
        walk_in::{WalkInInput, WalkInView},
    },
};
use leptos::{ev, prelude::*, task::spawn_local};

/// How the last entry ended. Kept by the page, because the list is drawn anew after each that was taken.
pub type Admitted = RwSignal<Option<Result<WalkInView, AppError>>>;

/// What is typed. Kept by the page as well: the list is drawn anew when one of its entries is refused, too.
#[derive(Clone, Copy)]
pub struct TypedWalkIn {
    name: RwSignal<String>,
    email: RwSignal<String>,
    funktion: RwSignal<String>,
    kita: RwSignal<String>,
    einrichtung: RwSignal<String>,
}

impl TypedWalkIn {
    /// Nothing yet.
    pub fn blank() -> Self {
        let [name, email, funktion, kita, einrichtung] = [(); 5].map(|()| RwSignal::new(String::new()));
        Self { name, email, funktion, kita, einrichtung }
    }

    fn input(&self, session: Signal<String>, beyond: bool) -> WalkInInput {
        WalkInInput {
            name: self.name.get(),
            email: self.email.get(),
            funktion: self.funktion.get(),
            kita: self.kita.get(),
            einrichtung: self.einrichtung.get(),
            session: session.get(),
            beyond,
        }
    }

    /// Makes room for the next person, unless somebody has begun with one already.
    fn clear(&self, taken: &WalkInInput) {
        let same = |field: RwSignal<String>, sent: &str| field.try_with_untracked(|text| text == sent) == Some(true);
        if same(self.name, &taken.name) && same(self.email, &taken.email) {
            for field in [self.name, self.email, self.funktion, self.kita, self.einrichtung] {
                field.try_set(String::new());
            }
        }
    }
}

/// Takes somebody in and enters them as present in the session that is shown.
#[component]
pub fn WalkInForm(
    event: String,
    /// Key of the session.
    session: Signal<String>,
    book: Book,
    /// What is asked because there is no seat; blank while there is one.
    no_seat: String,
    kitas: Vec<KitaChoice>,
    /// What the list was refused; it is over once somebody is taken in.
    failure: RwSignal<Option<AppError>>,
    admitted: Admitted,
    typed: TypedWalkIn,
) -> impl IntoView {
    let form = Form::new(move || typed.input(session, false).check().err().unwrap_or_default());
    let question = RwSignal::new(no_seat);
    let sending = RwSignal::new(false);
    let event = StoredValue::new(event);
    let send = Callback::new(move |beyond: bool| {
        if sending.get_untracked() || !form.judge() {
            return;
        }
        sending.set(true);
        admitted.set(None);
        failure.set(None);
        let (event, input) = (event.get_value(), untrack(|| typed.input(session, beyond)));
        spawn_local(async move {
            match admit_walk_in(event, input.clone()).await {
                Ok(view) => {
                    let done = view.done;
                    question.try_set(view.question.clone());
                    admitted.try_set(Some(Ok(view)));
                    if done {
                        typed.clear(&input);
                        book.renew();
                    }
                }
                Err(error) => form.show(Some(error.0)),
            }
            sending.try_set(false);
        });
    });
    let submit = move |submitted: ev::SubmitEvent| {
        submitted.prevent_default();
        // Enter in a field is no answer to the question.
        if question.with_untracked(String::is_empty) {
            send.run(false);
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <h2>"Ohne Anmeldung gekommen"</h2>
            <p>"Wer da ist, ohne angemeldet zu sein, bekommt hier einen Platz, steht dann in der Liste und ist für den gewählten \
                Termin als anwesend eingetragen."</p>
            <Outcome form />
            <WalkInFields form typed kitas />
            <div class="actions"><Admit form question sending send /></div>
        </form>
    }
}

#[component]
fn WalkInFields(form: Form, typed: TypedWalkIn, kitas: Vec<KitaChoice>) -> impl IntoView {
    let funktionen: Vec<(String, String)> =
        funktion_choices().into_iter().map(|(code, text)| (code.into(), text.into())).collect();
    let kitas: Vec<(String, String)> = kitas.into_iter().map(|kita| (kita.id, kita.name)).collect();
    view! {
        <Field form name="name" label="Vor- und Nachname" value=typed.name />
        <Field form name="email" label="E-Mail-Adresse" value=typed.email kind="email" hint="Dorthin geht die Bescheinigung." />
        <SelectField form name="funktion" label="Funktion" value=typed.funktion options=funktionen />
        <SelectField form name="kita" label="Kita" value=typed.kita options=kitas sometimes=true
            hint="Für Kita-Leitungen nötig; steht die Kita nicht in der Liste, nennen Sie sie im nächsten Feld." />
        <Field form name="einrichtung" label="Andere Einrichtung" value=typed.einrichtung optional=true />
    }
}

/// The button; while there is no seat, one that asks first.
#[component]
fn Admit(
    form: Form,
    question: RwSignal<String>,
    sending: RwSignal<bool>,
    /// Sends the form; whether beyond the seats.
    send: Callback<bool>,
) -> impl IntoView {
    let full = Memo::new(move |_| !question.read().is_empty());
    let anyway = Callback::new(move |()| send.run(true));
    let ready = Callback::new(move |()| form.judge());
    move || {
        match full.get() {
        true => view! {
            <Confirm label="Als anwesend aufnehmen" yes="Trotzdem aufnehmen" question act=anyway ready
                look="kern-btn--primary" />
        }
        .into_any(),
        false => view! {
            <button class="kern-btn kern-btn--primary" type="submit" aria-disabled=move || sending.get().then_some("true")>
                <span class="kern-label">"Als anwesend aufnehmen"</span>
            </button>
        }
        .into_any(),
    }
    }
}

/// What the last entry led to, above the list.
#[component]
pub fn AdmittedOutcome(admitted: Admitted) -> impl IntoView {
    let decided = move || admitted.get().map(|answer| answer.map(|view| (view.done, view.text)));
    view! { <DecidedOutcome answer=Signal::derive(decided) /> }
}
