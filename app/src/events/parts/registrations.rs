use super::{
    decided::DecidedOutcome,
    halves::{Halves, Paired},
    requests::{Decide, Request},
    tandems::Tandems,
};
use crate::{
    events::api::{cancel_registration, decide_request},
    ui::{Column, Confirm, Empty, SortedTable},
};
use domain::{
    AppError,
    events::{
        RegistrationRow,
        tandem::{HalfRow, TandemRow},
    },
};
use leptos::{prelude::*, task::spawn_local};

/// Everybody who has to do with an event.
pub struct People {
    pub tandems: Vec<TandemRow>,
    pub halves: Vec<HalfRow>,
    pub registrations: Vec<RegistrationRow>,
    /// Whether the event takes tandems, so that empty lists of them are shown.
    pub takes_tandems: bool,
}

/// How the last cancellation, or the last decision on a request, ended: whether it is done, and what to say. Kept by the page,
/// because the list is drawn anew after each.
pub type Cancelled = RwSignal<Option<Result<(bool, String), AppError>>>;

/// Everybody who registered, tandems first, with ways to cancel and to bring two together; `changed` is called after each.
#[component]
pub fn Registrations(
    event: String,
    view: People,
    answer: Cancelled,
    paired: Paired,
    changed: Callback<()>,
) -> impl IntoView {
    let People { tandems, halves, registrations, takes_tandems } = view;
    let of = event.clone();
    let cancel = Callback::new(move |(person, name): (String, String)| {
        let event = of.clone();
        answer.set(None);
        paired.set(None);
        spawn_local(async move {
            match cancel_registration(event, person).await {
                Ok(()) => {
                    let text = format!(
                        "Die Anmeldung von {name} ist storniert. Wer auf der Warteliste vorn steht, rückt nach und bekommt eine Mail."
                    );
                    answer.set(Some(Ok((true, text))));
                    changed.run(());
                }
                Err(error) => answer.set(Some(Err(error.0))),
            }
        });
    });
    let of = event.clone();
    let decide: Decide = Callback::new(move |(person, name, approve): (String, String, bool)| {
        let event = of.clone();
        answer.set(None);
        paired.set(None);
        spawn_local(async move {
            // Said above the list, which is drawn anew whatever came of it.
            let decided = decide_request(event, person, approve).await;
            answer
                .set(Some(decided.map(|view| (view.done, format!("{name}: {}", view.text))).map_err(|error| error.0)));
            changed.run(());
        });
    });
    let with_tandems = takes_tandems || !tandems.is_empty() || !halves.is_empty();
    let begun = Callback::new(move |()| answer.set(None));
    view! {
        <DecidedOutcome answer=Signal::derive(move || answer.get()) />
        {with_tandems.then(|| view! {
            <Tandems tandems cancel decide />
            <Halves event halves answer=paired cancel begun changed />
        })}
        <h2>{if with_tandems { "Einzelne Anmeldungen" } else { "Anmeldungen" }}</h2>
        <RegistrationTable registrations cancel decide />
    }
}

#[component]
fn RegistrationTable(
    registrations: Vec<RegistrationRow>,
    cancel: Callback<(String, String)>,
    decide: Decide,
) -> impl IntoView {
    if registrations.is_empty() {
        return view! { <Empty text="Bisher hat sich niemand angemeldet." /> }.into_any();
    }
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
        Column::new("Aktion", move |row: &RegistrationRow| view! { <Acts row=row.clone() cancel decide /> }),
    ];
    view! { <SortedTable caption="Anmeldungen" caption_hidden=true columns rows=registrations /> }.into_any()
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
fn Acts(row: RegistrationRow, cancel: Callback<(String, String)>, decide: Decide) -> impl IntoView {
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
