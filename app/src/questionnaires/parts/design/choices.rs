//! The answers to choose from.

use super::{
    desk::Desk,
    editor::of_node,
    field::{Act, PickBox, TextBox, TickBox},
    outline::called,
};
use crate::offline::focus;
use domain::questionnaires::{
    Choice, Definition, Kind, QuestionId,
    design::{ChoiceAt, Command},
};
use leptos::prelude::*;

#[component]
pub fn Choices(desk: Desk, id: QuestionId) -> impl IntoView {
    let list = of_node(desk, id, |node| node.kind.list().unwrap_or_default().to_owned());
    let rows =
        Memo::new(move |_| desk.draft.with(|draft| draft.list(&list.get()).map_or(0, |list| list.choices.len())));
    let offers_other = of_node(desk, id, |node| node.or_other);
    let may_offer = of_node(desk, id, |node| matches!(node.kind, Kind::SelectOne { .. } | Kind::SelectMultiple { .. }));
    let set_other = Callback::new(move |on: bool| _ = desk.run(Command::SetOther { id, on }));
    view! {
        <fieldset class="kern-fieldset editor__part">
            <legend class="kern-label">"Antworten"</legend>
            <ol class="editor__choices">
                <For each=move || 0..rows.get() key=|place| *place let:place>
                    <ChoiceRow desk id list place />
                </For>
            </ol>
            <NewChoice desk id list />
            {move || may_offer.get().then(|| view! {
                <TickBox id=format!("frage{id}-anderes") label="„Anderes“ mit Textfeld anbieten" value=offers_other put=set_other />
            })}
            <Shared desk id list />
        </fieldset>
    }
}

fn choice(draft: &Definition, list: &str, place: usize) -> Option<Choice> {
    draft.list(list)?.choices.get(place).cloned()
}

/// One answer by its place: what moves is the text, not the field.
#[component]
fn ChoiceRow(desk: Desk, id: QuestionId, list: Signal<String>, place: usize) -> impl IntoView {
    let now = Memo::new(move |_| desk.draft.with(|draft| choice(draft, &list.get(), place)));
    let label = Memo::new(move |_| {
        let language = desk.draft.with(|draft| draft.first_language().to_owned());
        now.with(|choice| {
            choice.as_ref().and_then(|choice| choice.label.exact(&language)).unwrap_or_default().to_owned()
        })
    });
    let code =
        Memo::new(move |_| now.with(|choice| choice.as_ref().map(|choice| choice.name.clone()).unwrap_or_default()));
    let at = move || ChoiceAt { place, name: code.get_untracked() };
    let name = move || list.get_untracked();
    let put = Callback::new(move |text: String| {
        let language = desk.draft.with_untracked(|draft| draft.first_language().to_owned());
        desk.run(Command::SetChoiceText { list: name(), at: at(), language, text });
    });
    let rename =
        Callback::new(move |code: String| _ = desk.run(Command::RenameChoice { list: name(), at: at(), name: code }));
    let step = move |down: bool| {
        Callback::new(move |()| {
            if desk.run(Command::MoveChoice { list: name(), at: at(), down }).is_some() {
                let to = if down { place + 1 } else { place.saturating_sub(1) };
                focus(&format!("frage{id}-antwort{to}-{}", if down { "ab" } else { "auf" }));
            }
        })
    };
    let remove = Callback::new(move |()| {
        if desk.run(Command::RemoveChoice { list: name(), at: at() }).is_some() {
            focus(&format!("frage{id}-neu"));
        }
    });
    let number = place + 1;
    view! {
        <li class="editor__choice">
            <TextBox id=format!("frage{id}-antwort{place}") label=format!("Antwort {number}") value=label put />
            <TextBox id=format!("frage{id}-code{place}") label=format!("Code {number}") value=code put=rename />
            <div class="design__buttons">
                <Act label="↑" about=format!("Antwort {number} nach oben") id=format!("frage{id}-antwort{place}-auf") act=step(false) />
                <Act label="↓" about=format!("Antwort {number} nach unten") id=format!("frage{id}-antwort{place}-ab") act=step(true) />
                <Act label="Entfernen" about=format!("Antwort {number}") act=remove />
            </div>
        </li>
    }
}

#[component]
fn NewChoice(desk: Desk, id: QuestionId, list: Signal<String>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let element = format!("frage{id}-neu");
    let add = move || {
        let language = desk.draft.with_untracked(|draft| draft.first_language().to_owned());
        let label = text.get_untracked();
        if label.trim().is_empty() {
            return;
        }
        if desk.run(Command::AddChoice { list: list.get_untracked(), language, label }).is_some() {
            text.set(String::new());
            desk.said.set("Antwort hinzugefügt.".into());
            focus(&format!("frage{id}-neu"));
        }
    };
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="kern-form-input">
            <label class="kern-label" for=element.clone()>"Neue Antwort"</label>
            <div class="kern-hint" id=format!("{element}-hinweis")>"Eingabe fügt sie hinzu."</div>
            <div class="editor__new">
                <input class="kern-form-input__input" id=element.clone() type="text" autocomplete="off"
                    aria-describedby=format!("{element}-hinweis") prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event)) on:keydown=enter
                    on:blur=move |_| add_left(text, add) />
                <Act label="Antwort hinzufügen" act=Callback::new(move |()| add()) look="kern-btn--secondary" />
            </div>
        </div>
    }
}

/// What is typed and left is an answer, too: nothing typed gets lost. The button does it itself.
fn add_left(text: RwSignal<String>, add: impl Fn() + 'static) {
    request_animation_frame(move || {
        if text.try_get_untracked().is_some_and(|text| !text.trim().is_empty()) {
            add();
        }
    });
}

/// Who else offers the list, and which list it is.
#[component]
fn Shared(desk: Desk, id: QuestionId, list: Signal<String>) -> impl IntoView {
    let others = Memo::new(move |_| {
        let list = list.get();
        desk.draft.with(|draft| {
            let same = |node: &&domain::questionnaires::Node| node.kind.list() == Some(&list) && node.id != id;
            draft.walk().into_iter().filter(same).map(|node| called(draft, node)).collect::<Vec<_>>()
        })
    });
    let lists = Memo::new(move |_| {
        desk.draft.with(|draft| {
            let text = |list: &domain::questionnaires::ChoiceList| {
                let first = draft.first_language();
                let labels: Vec<&str> = list
                    .choices
                    .iter()
                    .take(3)
                    .map(|choice| choice.label.best(first, "").unwrap_or(&choice.name))
                    .collect();
                format!("{}: {}", list.name, labels.join(", "))
            };
            draft.lists.iter().map(|list| (list.name.clone(), text(list))).collect::<Vec<_>>()
        })
    });
    let take = Callback::new(move |list: String| _ = desk.run(Command::UseList { id, list }));
    let rename =
        Callback::new(move |name: String| _ = desk.run(Command::RenameList { list: list.get_untracked(), name }));
    let own = Callback::new(move |()| _ = desk.run(Command::OwnList { id }));
    view! {
        {move || (!others.with(Vec::is_empty)).then(|| view! {
            <p class="kern-hint">"Diese Liste gehört auch zu: " {others.get().join(", ")} ". Änderungen gelten dort mit."</p>
            <Act label="Eigene Liste machen" act=own look="kern-btn--secondary" />
        })}
        {move || (lists.with(Vec::len) > 1).then(|| view! {
            <PickBox id=format!("frage{id}-liste") label="Antwortliste" value=list options=lists put=take />
        })}
        <TextBox id=format!("frage{id}-listenname") label="Name der Antwortliste" value=list put=rename />
    }
}
