use super::{
    halves::{Halves, Paired},
    tandems::Tandems,
};
use crate::{
    events::api::cancel_registration,
    ui::{ActionOutcome, Column, Confirm, Empty, SortedTable},
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

/// How the last cancellation ended. Kept by the page, because the list is drawn anew after each.
pub type Cancelled = RwSignal<Option<Result<String, AppError>>>;

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
                    answer.set(Some(Ok(format!("Die Anmeldung von {name} ist storniert. Wer auf der Warteliste vorn steht, rückt nach und bekommt eine Mail."))));
                    changed.run(());
                }
                Err(error) => answer.set(Some(Err(error.0))),
            }
        });
    });
    let with_tandems = takes_tandems || !tandems.is_empty() || !halves.is_empty();
    let begun = Callback::new(move |()| answer.set(None));
    view! {
        <ActionOutcome answer />
        {with_tandems.then(|| view! {
            <Tandems tandems cancel />
            <Halves event halves answer=paired cancel begun changed />
        })}
        <h2>{if with_tandems { "Einzelne Anmeldungen" } else { "Anmeldungen" }}</h2>
        <RegistrationTable registrations cancel />
    }
}

#[component]
fn RegistrationTable(registrations: Vec<RegistrationRow>, cancel: Callback<(String, String)>) -> impl IntoView {
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
        Column::new("Aktion", move |row: &RegistrationRow| view! { <Cancel row=row.clone() cancel /> }),
    ];
    view! { <SortedTable caption="Anmeldungen" caption_hidden=true columns rows=registrations /> }.into_any()
}

fn needs(row: &RegistrationRow) -> String {
    [&row.access_needs, &row.food_needs]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("; ")
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
