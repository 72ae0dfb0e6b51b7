use super::requests::{Decide, Request};
use crate::ui::{Column, Confirm, Empty, SortedTable, as_sent};
use domain::events::tandem::TandemRow;
use leptos::prelude::*;

/// Tandems as units, with state and deadline; `cancel`, and `decide` where they have asked for seats, are
/// given the key of one of the two and how to call them.
#[component]
pub fn Tandems(tandems: Memo<Vec<TandemRow>>, cancel: Callback<(String, String)>, decide: Decide) -> impl IntoView {
    let nothing = Memo::new(move |_| tandems.with(Vec::is_empty));
    let list = move || match nothing.get() {
        true => view! { <Empty text="Bisher ist kein Tandem angemeldet." /> }.into_any(),
        false => view! { <TandemTable tandems cancel decide /> }.into_any(),
    };
    view! { <h2>"Tandems"</h2> {list} }
}

#[component]
fn TandemTable(tandems: Memo<Vec<TandemRow>>, cancel: Callback<(String, String)>, decide: Decide) -> impl IntoView {
    let columns = vec![
        Column::new("Kita-Leitung", |row: &TandemRow| two_lines(&row.leitung, &row.leitung_email))
            .sorted_by(|a, b| a.leitung.cmp(&b.leitung)),
        Column::new("KiSo", |row: &TandemRow| two_lines(&row.kiso, &row.kiso_email))
            .sorted_by(|a, b| a.kiso.cmp(&b.kiso)),
        Column::new("Kita", |row: &TandemRow| row.from.clone()).sorted_by(|a, b| a.from.cmp(&b.from)),
        Column::new("Stand", |row: &TandemRow| row.state.clone()).sorted_by(|a, b| a.state.cmp(&b.state)),
        Column::new("Bedarf", |row: &TandemRow| row.needs.clone()),
        Column::new("Aktion", move |row: &TandemRow| view! { <Acts row=row.clone() cancel decide /> }),
    ];
    view! { <SortedTable caption="Tandems" caption_hidden=true columns rows=tandems key=as_sent /> }
}

fn two_lines(name: &str, email: &str) -> AnyView {
    view! { {name.to_owned()} <br /> {email.to_owned()} }.into_any()
}

#[component]
fn Acts(row: TandemRow, cancel: Callback<(String, String)>, decide: Decide) -> impl IntoView {
    match row.requested {
        true => {
            let both = format!("{} und {}", row.leitung, row.kiso);
            view! { <Request person=row.person name=both decide /> }.into_any()
        }
        false => view! { <Cancel row cancel /> }.into_any(),
    }
}

#[component]
fn Cancel(row: TandemRow, cancel: Callback<(String, String)>) -> impl IntoView {
    let both = format!("{} und {}", row.leitung, row.kiso);
    let question = format!("Tandem {both} stornieren? Beide Plätze werden frei und können sofort neu vergeben werden.");
    let object = both.clone();
    let act = Callback::new(move |()| cancel.run((row.person.clone(), both.clone())));
    view! { <Confirm label="Stornieren" yes="Wirklich stornieren" question object act /> }
}
