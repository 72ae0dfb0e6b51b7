//! Answers from paper by keyboard: one field for each question, Enter leads on.

use super::typing::{SAVE, Typing, field_id};
use crate::ui::{Failure, Notice, NoticeKind, PersonalHint, personal_hint};
use domain::questionnaires::{Definition, Kind, NodeState, RepeatState, german};
use leptos::prelude::*;

#[component]
pub fn TypedSheets(erhebung: String, definition: Definition) -> impl IntoView {
    let Some(typing) = Typing::begin(erhebung, definition) else {
        let title = "Dieser Fragebogen lässt sich nicht öffnen. Bitte melden Sie sich bei der Koordination.";
        return view! { <Notice kind=NoticeKind::Danger title /> }.into_any();
    };
    let stored = move || match typing.stored.get() {
        0 => String::new(),
        1 => "1 Bogen ist gespeichert.".to_owned(),
        count => format!("{count} Bögen sind gespeichert."),
    };
    let missing = move || {
        let missing = typing.missing();
        let count = match missing {
            1 => "Noch 1 Pflichtfrage".to_owned(),
            count => format!("Noch {count} Pflichtfragen"),
        };
        let text = format!("{count} ohne Antwort. Der Bogen lässt sich trotzdem speichern.");
        (missing > 0).then(|| view! { <p class="kern-hint">{text}</p> })
    };
    // With the number of the sheet in the key every sheet has fields of its own.
    let key =
        move |node: &NodeState| (typing.stored.get_untracked(), node.place.to_string(), node.repeat.clone().is_some());
    view! {
        <h2 class="kern-heading-medium">{move || format!("Bogen {}", typing.stored.get() + 1)}</h2>
        <p class="kern-body" role="status">{stored}</p>
        <div class="typed-sheet">
            <For each=move || typing.nodes() key=key children=move |node| view! { <Row typing node /> } />
        </div>
        {missing}
        {move || typing.notice.get().map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
        {move || typing.failure.get().map(|error| view! { <Failure error /> })}
        <p class="actions">
            <button class="kern-btn kern-btn--primary" type="button" id=SAVE on:click=move |_| typing.store()
                aria-disabled=move || typing.working.get().then_some("true")>
                <span class="kern-label">{move || if typing.working.get() { "Wird gespeichert …" } else { "Bogen speichern" }}</span>
            </button>
        </p>
    }
    .into_any()
}

#[component]
fn Row(typing: Typing, node: NodeState) -> impl IntoView {
    match (&node.kind, &node.repeat) {
        (Kind::Repeat, Some(RepeatState::Range { counted: false, .. })) => {
            let (place, label) = (node.place.clone(), node.label.clone());
            view! {
                <p>
                    <strong>{label.clone()}</strong> " "
                    <button class="kern-btn kern-btn--x-small kern-btn--secondary" type="button" on:click=move |_| typing.add_entry(&place)>
                        <span class="kern-label">"Weiterer Eintrag"<span class="kern-sr-only">": " {label}</span></span>
                    </button>
                </p>
            }
            .into_any()
        }
        (Kind::Repeat, Some(RepeatState::Instance { position })) => {
            view! { <p class="kern-body">{format!("Eintrag {position}")}</p> }.into_any()
        }
        (Kind::Group | Kind::Repeat, _) if node.label.is_empty() => ().into_any(),
        (Kind::Group | Kind::Repeat, _) => view! { <h3 class="kern-heading-small">{node.label}</h3> }.into_any(),
        _ => view! { <TypedQuestion typing node /> }.into_any(),
    }
}

#[component]
fn TypedQuestion(typing: Typing, node: NodeState) -> impl IntoView {
    let (id, number) = (field_id(&node.place), typing.number(&node).unwrap_or_default());
    let typed = RwSignal::new(typing.begun(&node));
    let hints = [typing.codes(&node), german::typed_hint(&node.kind).to_owned(), scale_of(&node)];
    let hints: Vec<String> = hints.into_iter().filter(|hint| !hint.is_empty()).collect();
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let (of_fault, of_described, place) = (node.place.clone(), node.place.clone(), node.place.clone());
    let fault = move || typing.fault(&of_fault);
    let personal = (node.kind == Kind::Text).then(|| personal_hint(move || typed.get()));
    let noticed = personal.map(|hint| view! { <PersonalHint of=id.clone() hint /> });
    let described = {
        let (hint, noticed, fault) = (hint_id.clone(), format!("{id}-personal"), fault_id.clone());
        move || {
            let mut ids = vec![hint.as_str()];
            if personal.is_some_and(|hint| hint.with(Option::is_some)) {
                ids.push(&noticed);
            }
            if typing.fault(&of_described).is_some() {
                ids.push(&fault);
            }
            ids.join(" ")
        }
    };
    let enter = {
        let place = place.clone();
        move |event: leptos::ev::KeyboardEvent| {
            if event.key() != "Enter" || event.is_composing() {
                return;
            }
            event.prevent_default();
            if typing.take(&place, &typed.get_untracked()) || event.shift_key() {
                typing.go(&place, !event.shift_key());
            }
        }
    };
    let left = move |_| {
        // A fault is shown at the field; the way on is the person's.
        _ = typing.take(&place, &typed.get_untracked());
    };
    let faulty = Signal::derive({
        let fault = fault.clone();
        move || fault().is_some()
    });
    view! {
        <div class="typed" class:kern-form-input--error=move || faulty.get()>
            <div>
                <label class="kern-label" for=id.clone()>{format!("{number}. {}", node.label)}</label>
                <span class="typed__codes" id=hint_id>{hints.join(" · ")}</span>
            </div>
            <input class="kern-form-input__input" id=id type="text" autocomplete="off" prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event)) on:keydown=enter on:change=left
                aria-describedby=described aria-invalid=move || faulty.get().then_some("true") />
            {noticed}
            {move || fault().map(|text| view! { <p class="kern-error" id=fault_id.clone()><span class="kern-body">{text}</span></p> })}
        </div>
    }
}

/// Begin and end of a scale.
fn scale_of(node: &NodeState) -> String {
    let bound = |key: &str, usual: &str| node.parameters.get(key).cloned().unwrap_or_else(|| usual.to_owned());
    match node.kind {
        Kind::Range => format!("{} bis {}", bound("start", "1"), bound("end", "10")),
        Kind::Acknowledge => "1 angekreuzt".to_owned(),
        _ => String::new(),
    }
}
