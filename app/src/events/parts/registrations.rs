use super::{
    decided::DecidedOutcome,
    halves::{Halves, Paired},
    requests::{Decide, Request},
    tandems::Tandems,
};
use crate::{
    events::api::{cancel_registration, decide_request},
    ui::{Acts, Column, Confirm, Empty, SortedTable, as_sent, part},
};
use domain::{
    AppError,
    events::{
        EventView, RegistrationRow,
        tandem::{HalfRow, TandemRow},
    },
};
use leptos::{prelude::*, task::spawn_local};

/// Everybody who has to do with an event.
#[derive(Clone, Copy)]
pub struct People {
    tandems: Memo<Vec<TandemRow>>,
    halves: Memo<Vec<HalfRow>>,
    registrations: Memo<Vec<RegistrationRow>>,
    /// Whether the event takes tandems, so that empty lists of them are shown.
    takes_tandems: Memo<bool>,
}

impl People {
    pub fn of(view: Signal<EventView>) -> Self {
        Self {
            tandems: part(view, |view| view.tandems.clone()),
            halves: part(view, |view| view.halves.clone()),
            registrations: part(view, |view| view.registrations.clone()),
            takes_tandems: part(view, |view| !view.tandem_terms.is_empty()),
        }
    }
}

/// How the last cancellation, or the last decision on a request, ended: whether it is done, and what to say. Kept by the page,
/// which forgets it at another address.
pub type Cancelled = RwSignal<Option<Result<(bool, String), AppError>>>;

/// Everybody who registered, tandems first, with ways to cancel and to bring two together.
#[component]
pub fn Registrations(event: String, people: People, answer: Cancelled, paired: Paired, acts: Acts) -> impl IntoView {
    let People { tandems, halves, registrations, takes_tandems } = people;
    // Gone where the page was left meanwhile, or stands at the address of another event, about which the answer says nothing.
    let here = StoredValue::new(());
    let of = event.clone();
    let cancel = Callback::new(move |(person, name): (String, String)| {
        let event = of.clone();
        answer.set(None);
        paired.set(None);
        spawn_local(async move {
            let cancelled = cancel_registration(event, person).await;
            acts.reread(cancelled.is_err()).await;
            let text = format!(
                "Die Anmeldung von {name} ist storniert. Wer auf der Warteliste vorn steht, rückt nach und bekommt eine Mail."
            );
            if here.try_get_value().is_some() {
                answer.set(Some(cancelled.map(|()| (true, text)).map_err(|error| error.0)));
            }
        });
    });
    let of = event.clone();
    let decide: Decide = Callback::new(move |(person, name, approve): (String, String, bool)| {
        let event = of.clone();
        answer.set(None);
        paired.set(None);
        spawn_local(async move {
            // Said above the list, which is read anew whatever came of it.
            let decided = decide_request(event, person, approve).await;
            acts.reread(decided.is_err()).await;
            let decided = decided.map(|view| (view.done, format!("{name}: {}", view.text)));
            if here.try_get_value().is_some() {
                answer.set(Some(decided.map_err(|error| error.0)));
            }
        });
    });
    let with_tandems =
        Memo::new(move |_| takes_tandems.get() || !tandems.with(Vec::is_empty) || !halves.with(Vec::is_empty));
    let begun = Callback::new(move |()| answer.set(None));
    view! {
        <DecidedOutcome answer=Signal::derive(move || answer.get()) />
        {move || with_tandems.get().then(|| view! {
            <Tandems tandems cancel decide />
            <Halves event=event.clone() halves answer=paired cancel begun acts />
        })}
        <h2>{move || if with_tandems.get() { "Einzelne Anmeldungen" } else { "Anmeldungen" }}</h2>
        <RegistrationTable registrations cancel decide />
    }
}

#[component]
fn RegistrationTable(
    registrations: Memo<Vec<RegistrationRow>>,
    cancel: Callback<(String, String)>,
    decide: Decide,
) -> impl IntoView {
    let nobody = Memo::new(move |_| registrations.with(Vec::is_empty));
    move || match nobody.get() {
        true => view! { <Empty text="Bisher hat sich niemand angemeldet." /> }.into_any(),
        false => view! { <Registered registrations cancel decide /> }.into_any(),
    }
}

#[component]
fn Registered(
    registrations: Memo<Vec<RegistrationRow>>,
    cancel: Callback<(String, String)>,
    decide: Decide,
) -> impl IntoView {
    let columns = vec![
        Column::new("Name", |row: &RegistrationRow| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("Funktion", |row: &RegistrationRow| row.funktion.clone())
            .sorted_by(|a, b| a.funktion.cmp(&b.funktion)),
        Column::new("Kita oder Einrichtung", |row: &RegistrationRow| row.from.clone())
            .sorted_by(|a, b| a.from.cmp(&b.from)),
        Column::new("E-Mail-Adresse", |row: &RegistrationRow| row.email.clone()),
        Column::new("Angemeldet am", |row: &RegistrationRow| row.registered_at.clone()),
        Column::new("Stand", |row: &RegistrationRow| row.status.clone()).sorted_by(|a, b| a.status.cmp(&b.status)),
        Column::new("Bedarf", needs),
        Column::new("Aktion", move |row: &RegistrationRow| view! { <RowActs row=row.clone() cancel decide /> }),
    ];
    view! { <SortedTable caption="Anmeldungen" caption_hidden=true columns rows=registrations key=as_sent /> }
}

fn needs(row: &RegistrationRow) -> String {
    [&row.access_needs, &row.food_needs, &row.arrival_needs]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("; ")
}

/// What can be done with a registration: decide on a request, or cancel.
#[component]
fn RowActs(row: RegistrationRow, cancel: Callback<(String, String)>, decide: Decide) -> impl IntoView {
    match row.requested {
        true => view! { <Request person=row.person name=row.name decide /> }.into_any(),
        false => view! { <Cancel row cancel /> }.into_any(),
    }
}

/// Asks once more before a seat is given up: a cancelled person would have to register again.
#[component]
fn Cancel(row: RegistrationRow, cancel: Callback<(String, String)>) -> impl IntoView {
    if !row.can_cancel {
        return ().into_any();
    }
    let RegistrationRow { person, name, .. } = row;
    let question = format!("Anmeldung von {name} stornieren? Der Platz wird frei und kann sofort neu vergeben werden.");
    let object = name.clone();
    let act = Callback::new(move |()| cancel.run((person.clone(), name.clone())));
    view! { <Confirm label="Stornieren" yes="Wirklich stornieren" question object act /> }.into_any()
}
