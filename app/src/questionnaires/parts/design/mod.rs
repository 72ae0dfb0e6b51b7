//! The designer: a list of questions that open where they stand, a phone beside it, and what is not in order.

mod choices;
mod condition;
mod conflict;
mod desk;
mod drag;
mod editor;
mod field;
mod languages;
mod outline;
mod preview;
mod review;
mod settings;

pub use desk::Desk;
pub use review::changes_between;

use crate::ui::{Badge, NoticeKind};
use conflict::Merged;
use desk::Saving;
use domain::{AppError, german::message_beside_entry};
use field::TextBox;
use languages::Languages;
use leptos::prelude::*;
use outline::Outline;
use preview::Preview;
use review::{Differences, Faults};

/// What the desk shows beside the phone.
const VIEWS: [(&str, &str); 4] =
    [("fragen", "Fragen"), ("sprachen", "Sprachen"), ("pruefung", "Prüfung"), ("aenderungen", "Änderungen")];

/// Everything to design with.
#[component]
pub fn Designer(desk: Desk) -> impl IntoView {
    let shown = move || match desk.view.get() {
        "sprachen" => view! { <Languages desk /> }.into_any(),
        "pruefung" => view! { <Faults desk /> }.into_any(),
        "aenderungen" => view! { <Differences desk /> }.into_any(),
        _ => view! { <Outline desk /> }.into_any(),
    };
    let title = Signal::derive(move || desk.draft.with(|draft| draft.settings.title.clone()));
    view! {
        <div class="design" on:keydown=move |event| desk.shortcut(&event) on:focusin=move |_| desk.go_on()
            on:pointerdown=move |_| desk.go_on()>
            <TextBox id="titel" label="Titel" value=title put=Callback::new(move |title| desk.retitle(title)) />
            <SaveStatus desk />
            <p class="kern-sr-only" role="status">{move || desk.said.get()}</p>
            {move || desk.refused.get().map(|why| view! { <p class="design__refused" aria-hidden="true">{why}</p> })}
            <Merged desk />
            <div class="design__bar">
                <Steps desk />
                <Views desk />
            </div>
            <div class="design__desk">
                <div class="design__work">{shown}</div>
                <Preview desk />
            </div>
        </div>
    }
}

#[component]
fn Steps(desk: Desk) -> impl IntoView {
    view! {
        <div class="design__buttons" role="group" aria-label="Schritte">
            <button class="kern-btn kern-btn--x-small kern-btn--tertiary" type="button"
                aria-disabled=move || (!desk.steps.get().0).then_some("true") on:click=move |_| desk.undo()>
                <span class="kern-label">"Rückgängig"</span>
            </button>
            <button class="kern-btn kern-btn--x-small kern-btn--tertiary" type="button"
                aria-disabled=move || (!desk.steps.get().1).then_some("true") on:click=move |_| desk.redo()>
                <span class="kern-label">"Wiederholen"</span>
            </button>
        </div>
    }
}

#[component]
fn Views(desk: Desk) -> impl IntoView {
    let buttons = VIEWS.map(|(code, name)| {
        let count = move || match code {
            "pruefung" => desk.faults.with(Vec::len),
            _ => 0,
        };
        view! {
            <button class="kern-btn kern-btn--x-small kern-btn--secondary" type="button" id=format!("ansicht-{code}")
                aria-pressed=move || (desk.view.get() == code).to_string() on:click=move |_| desk.view.set(code)>
                <span class="kern-label">
                    {name} {move || (count() > 0).then(|| format!(" ({})", count()))}
                </span>
            </button>
        }
    });
    view! { <div class="design__buttons" role="group" aria-label="Ansicht">{buttons}</div> }
}

/// Whether everything typed has arrived, and what to do when it has not.
#[component]
fn SaveStatus(desk: Desk) -> impl IntoView {
    let state = move || match desk.saving.get() {
        Saving::Saved => view! { <Badge kind=NoticeKind::Success text="Alles gespeichert" /> }.into_any(),
        Saving::Waiting | Saving::Sending => {
            view! { <Badge kind=NoticeKind::Info text="Wird gespeichert …" /> }.into_any()
        }
        Saving::Merging => view! { <Badge kind=NoticeKind::Warning text="Wartet auf Ihre Entscheidung" /> }.into_any(),
        Saving::Failed(error) => {
            // What the server does not want will not be taken at the next attempt either.
            let hopeless = matches!(error, AppError::NotFound | AppError::Forbidden | AppError::Invalid(_));
            let kept = match (desk.kept.get_value(), hopeless) {
                (true, false) => " Ihre Änderungen liegen auf diesem Gerät; gespeichert wird, sobald es wieder geht.",
                (false, false) => " Bitte lassen Sie diese Seite offen; gespeichert wird, sobald es wieder geht.",
                (true, true) => " Ihre Änderungen liegen auf diesem Gerät.",
                (false, true) => " Ihre Änderungen stehen nur noch auf dieser Seite: Bitte lassen Sie sie offen.",
            };
            view! {
                <Badge kind=NoticeKind::Danger text="Nicht gespeichert" />
                <span>{message_beside_entry(&error)} {kept}</span>
                <button class="kern-btn kern-btn--x-small kern-btn--secondary" type="button" on:click=move |_| desk.save()>
                    <span class="kern-label">"Jetzt speichern"</span>
                </button>
            }
            .into_any()
        }
    };
    view! {
        <div class="design__saved" role="status" data-saved=move || (desk.saving.get() == Saving::Saved).to_string()>{state}</div>
    }
}
