//! A survey that goes round on this device: it opens once nobody is logged in here any more.

use crate::{
    offline,
    ui::{Confirm, Notice, NoticeKind, TakesFocus},
};
use domain::{AppError, german};
use leptos::{prelude::*, task::spawn_local};

/// What who hands the device on should know before. Said of what the device holds at any time: how much of it there is, the header says.
const QUESTION: &str = "Auf diesem Gerät abmelden und die Umfrage öffnen? Bögen und Anwesenheiten, die noch nicht gesendet sind, \
                        bleiben verschlüsselt hier, bis Sie sich wieder anmelden und Ihre PIN eingeben; was in Formularen nicht \
                        gespeichert ist, geht verloren.";

#[derive(Clone, PartialEq)]
enum Step {
    /// Nobody has pressed, or the last press has led nowhere.
    Before(Option<AppError>),
    Leaving,
}

/// The button that logs out and then opens the survey, with what it led to where it led to nothing.
#[component]
pub fn HandOn(
    /// Address of the survey for a tablet that goes from hand to hand.
    kiosk: String,
) -> impl IntoView {
    let step = RwSignal::new(Step::Before(None));
    let act = Callback::new(move |()| {
        if step.get_untracked() == Step::Leaving {
            return;
        }
        step.set(Step::Leaving);
        let address = kiosk.clone();
        spawn_local(async move {
            if let Err(error) = offline::hand_on(&address).await {
                // The page may have been left meanwhile.
                _ = step.try_set(Step::Before(Some(error)));
            }
        });
    });
    let shown = move || match step.get() {
        Step::Before(None) => ().into_any(),
        Step::Before(Some(error)) => view! { <TakesFocus><Refused error /></TakesFocus> }.into_any(),
        Step::Leaving => view! { <TakesFocus><p role="status">"Sie werden abgemeldet …"</p></TakesFocus> }.into_any(),
    };
    view! {
        <p class="actions">
            <Confirm label="Auf diesem Gerät reihum ausfüllen lassen" yes="Abmelden und Umfrage öffnen" question=QUESTION act />
        </p>
        {shown}
        <p>
            "Reihum ausfüllen: Bevor die Umfrage öffnet, werden Sie auf diesem Gerät abgemeldet. Wer es dann in der Hand hat, kommt \
            auch mit „Zurück“ nur bis zur Anmeldung."
        </p>
    }
}

#[component]
fn Refused(error: AppError) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Danger title="Die Abmeldung ist nicht bestätigt, deshalb ist die Umfrage nicht geöffnet.">
            <p>{german::message(&error)} " Bitte geben Sie das Gerät bis dahin nicht aus der Hand."</p>
        </Notice>
    }
}
