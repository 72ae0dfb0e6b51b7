//! What the Koordination does with a request for a seat.

use crate::ui::Confirm;
use leptos::prelude::*;

/// Key of a person, how to call them, and whether they are let in.
pub type Decide = Callback<(String, String, bool)>;

/// Yes or no, each asked about once more: a mail goes out at once.
#[component]
pub fn Request(person: String, name: String, decide: Decide) -> impl IntoView {
    let act = |approve: bool| {
        let (person, name) = (person.clone(), name.clone());
        Callback::new(move |()| decide.run((person.clone(), name.clone(), approve)))
    };
    let (approve, deny) = (act(true), act(false));
    let yes = format!("{name} zusagen? Ist Platz, ist er damit vergeben; eine Mail geht sofort hinaus.");
    let no = format!("Anfrage von {name} ablehnen? Eine Mail geht sofort hinaus.");
    view! {
        <Confirm label="Zusagen" yes="Wirklich zusagen" question=yes object=name.clone() act=approve />
        <Confirm label="Ablehnen" yes="Wirklich ablehnen" question=no object=name act=deny />
    }
}
