use crate::{
    events::api::cancel_registration,
    ui::{ActionOutcome, Column, Confirm, Empty, SortedTable},
};
use domain::{AppError, events::RegistrationRow};
use leptos::{prelude::*, task::spawn_local};

/// How the last cancellation ended. Kept by the page, because the list is drawn anew after each.
pub type Cancelled = RwSignal<Option<Result<String, AppError>>>;

/// Everybody who registered, with a way to cancel; `changed` is called after a cancellation.
#[component]
pub fn Registrations(
    event: String,
    registrations: Vec<RegistrationRow>,
    answer: Cancelled,
    changed: Callback<()>,
) -> impl IntoView {
    let cancel = Callback::new(move |(person, name): (String, String)| {
        let event = event.clone();
        answer.set(None);
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
    view! {
        <h2>"Anmeldungen"</h2>
        <ActionOutcome answer />
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
        Column::new(
            "Stand",
            |row: &RegistrationRow| {
                if row.tandem { format!("{} (Tandem)", row.status) } else { row.status.clone() }
            },
        )
        .sorted_by(|a, b| a.status.cmp(&b.status)),
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
    let RegistrationRow { person, name, tandem, .. } = row;
    let question = if tandem {
        format!("Anmeldung von {name} stornieren? Im Tandem werden beide storniert, und beide Plätze werden frei.")
    } else {
        format!("Anmeldung von {name} stornieren? Der Platz wird frei und kann sofort neu vergeben werden.")
    };
    let object = name.clone();
    let act = Callback::new(move |()| cancel.run((person.clone(), name.clone())));
    view! { <Confirm label="Stornieren" yes="Wirklich stornieren" question object act /> }.into_any()
}
