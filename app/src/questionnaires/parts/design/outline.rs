//! The questions in their order. One opens where it stands; keys, buttons and its grip move it.

use super::{desk::Desk, drag::Drag, editor::Editor, field::PickBox};
use crate::offline::focus;
use domain::questionnaires::{
    Definition, Kind, Node, QuestionId,
    design::{Command, Spot, Way},
    german,
};
use leptos::{ev::KeyboardEvent, prelude::*};

/// Kinds that can be added, by code. A select gets its list when it is added.
pub fn kinds() -> Vec<(&'static str, Kind)> {
    let list = String::new;
    vec![
        ("text", Kind::Text),
        ("select_one", Kind::SelectOne { list: list() }),
        ("select_multiple", Kind::SelectMultiple { list: list() }),
        ("integer", Kind::Integer),
        ("decimal", Kind::Decimal),
        ("range", Kind::Range),
        ("rank", Kind::Rank { list: list() }),
        ("date", Kind::Date),
        ("time", Kind::Time),
        ("datetime", Kind::DateTime),
        ("acknowledge", Kind::Acknowledge),
        ("note", Kind::Note),
        ("group", Kind::Group),
        ("repeat", Kind::Repeat),
        ("geopoint", Kind::Geopoint),
        ("image", Kind::Image),
        ("calculate", Kind::Calculate),
        ("hidden", Kind::Hidden),
        ("start", Kind::Start),
        ("end", Kind::End),
        ("today", Kind::Today),
    ]
}

/// What a kind is called in the list of kinds, where the invisible ones have to be told apart.
pub fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Hidden => "Unsichtbarer Wert",
        Kind::Start => "Beginn des Ausfüllens",
        Kind::End => "Ende des Ausfüllens",
        Kind::Today => "Tag des Ausfüllens",
        other => german::kind(other),
    }
}

/// A question's text in the first language, else its name.
pub fn called(draft: &Definition, node: &Node) -> String {
    node.label.best(draft.first_language(), "").unwrap_or(&node.name).to_owned()
}

/// All nodes that an author wrote, with the groups around each.
fn rows(draft: &Definition) -> Vec<(QuestionId, usize)> {
    fn add(nodes: &[Node], depth: usize, into: &mut Vec<(QuestionId, usize)>) {
        for node in nodes.iter().filter(|node| !node.generated) {
            into.push((node.id, depth));
            add(&node.children, depth + 1, into);
        }
    }
    let mut found = Vec::new();
    add(&draft.nodes, 0, &mut found);
    found
}

#[component]
pub fn Outline(desk: Desk) -> impl IntoView {
    let rows = Memo::new(move |_| desk.draft.with(|draft| rows(draft)));
    let drag = Drag::new(desk);
    view! {
        <section class="outline" aria-labelledby="fragen-titel">
            <h2 id="fragen-titel" class="kern-heading-small">"Fragen"</h2>
            {move || rows.with(Vec::is_empty).then(|| view! {
                <p class="empty">"Noch keine Frage. Wählen Sie unten eine Art und fügen Sie die erste hinzu."</p>
            })}
            <ol class="outline__list">
                <For each=move || rows.get() key=|(id, _)| *id let((id, _))>
                    <Row desk id rows drag />
                </For>
            </ol>
            <Add desk />
            <details class="outline__keys">
                <summary>"Tasten und Ziehen"</summary>
                <p>"In der Liste: ↑ ↓ zur nächsten Frage, Eingabe öffnet sie. Alt+↑ und Alt+↓ verschieben, Alt+→ in den \
                    Abschnitt, Alt+← heraus, Alt+D verdoppelt, Entf löscht. Strg+Z nimmt zurück. Mit Maus oder Finger: am Griff ⠿ \
                    ziehen. Auf einer Frage abgelegt nimmt sie deren Platz, auf einem Abschnitt kommt sie an sein Ende, an seinem \
                    oberen Rand davor; Escape bricht ab."</p>
            </details>
        </section>
    }
}

#[component]
fn Row(desk: Desk, id: QuestionId, rows: Memo<Vec<(QuestionId, usize)>>, drag: Drag) -> impl IntoView {
    let facts = Memo::new(move |_| {
        desk.draft.with(|draft| {
            let node = draft.find(id)?;
            let required = match node.required.as_deref() {
                None | Some("false()") => "",
                Some("true()") => " · Pflicht",
                Some(_) => " · Pflicht mit Bedingung",
            };
            let relevant = if node.relevant.is_some() { " · mit Bedingung" } else { "" };
            Some((called(draft, node), format!("{}{required}{relevant}", kind_name(&node.kind))))
        })
    });
    let is_open = Memo::new(move |_| desk.open.get() == Some(id));
    let depth = move || rows.with(|rows| rows.iter().find(|(row, _)| *row == id).map_or(0, |(_, depth)| *depth));
    let faults = move || {
        let count = desk.faults.with(|faults| faults.iter().filter(|fault| fault.question == Some(id)).count());
        (count > 0).then(|| view! { <span class="outline__fault">{format!(" · {}", hints(count))}</span> })
    };
    let toggle = move |_| if is_open.get_untracked() { desk.open.set(None) } else { desk.show(id) };
    let text = move || facts.get().map(|(text, _)| text);
    let about = move || facts.get().map(|(_, about)| about);
    view! {
        <li class="outline__item" data-depth=move || depth().min(6).to_string() data-question=id.to_string()
            data-drop=move || drag.mark(id) class:outline__item--dragged=move || drag.carries(id)>
            <span class="outline__grip" aria-hidden="true" title="Ziehen" on:pointerdown=move |event| drag.begin(id, &event)
                on:pointermove=move |event| drag.follow(&event) on:pointerup=move |event| drag.let_go(&event)
                on:pointercancel=move |event| drag.lose(&event) on:lostpointercapture=move |event| drag.lose(&event)>"⠿"</span>
            <button class="outline__row" type="button" id=row_id(id) aria-expanded=move || is_open.get().to_string()
                on:click=toggle on:keydown=move |event| on_key(desk, id, rows, &event)>
                <span class="outline__text" dir="auto">{text}</span>
                <span class="outline__about">{about} {faults}</span>
            </button>
            {move || is_open.get().then(|| view! { <Editor desk id /> })}
        </li>
    }
}

fn hints(count: usize) -> String {
    if count == 1 { "1 Hinweis".into() } else { format!("{count} Hinweise") }
}

fn on_key(desk: Desk, id: QuestionId, rows: Memo<Vec<(QuestionId, usize)>>, event: &KeyboardEvent) {
    let alt = event.alt_key();
    match (event.key().as_str(), alt) {
        ("ArrowUp", true) => move_it(desk, id, Way::Up, &row_id(id)),
        ("ArrowDown", true) => move_it(desk, id, Way::Down, &row_id(id)),
        ("ArrowRight", true) => move_it(desk, id, Way::In, &row_id(id)),
        ("ArrowLeft", true) => move_it(desk, id, Way::Out, &row_id(id)),
        ("ArrowUp", false) => go(id, rows, false),
        ("ArrowDown", false) => go(id, rows, true),
        ("d" | "D", true) => duplicate(desk, id),
        ("Delete", false) => delete(desk, id),
        _ => return,
    }
    event.prevent_default();
}

/// The focus to the row above or below.
fn go(id: QuestionId, rows: Memo<Vec<(QuestionId, usize)>>, down: bool) {
    let next = rows.with_untracked(|rows| {
        let at = rows.iter().position(|(row, _)| *row == id)?;
        rows.get(if down { at + 1 } else { at.wrapping_sub(1) }).map(|(row, _)| *row)
    });
    if let Some(next) = next {
        focus(&row_id(next));
    }
}

fn row_id(id: QuestionId) -> String {
    format!("zeile-{id}")
}

/// Moves a question. The element that was used loses the focus when the browser moves it, and gets it back.
pub fn move_it(desk: Desk, id: QuestionId, way: Way, used: &str) {
    if desk.run(Command::Move { id, way }).is_none() {
        return;
    }
    focus(used);
    say_place(desk, id);
}

/// Says where a question stands now.
pub fn say_place(desk: Desk, id: QuestionId) {
    let said = desk.draft.with_untracked(|draft| {
        let place = rows(draft).iter().position(|(row, _)| *row == id).map_or(0, |at| at + 1);
        draft.find(id).map(|node| format!("„{}“ steht jetzt an Stelle {place}.", called(draft, node)))
    });
    desk.said.set(said.unwrap_or_default());
}

pub fn duplicate(desk: Desk, id: QuestionId) {
    if let Some(copy) = desk.run(Command::Duplicate { id }).and_then(|applied| applied.created.first().copied()) {
        desk.said.set("Verdoppelt.".into());
        desk.show(copy);
    }
}

/// Deletes and leads to what stands at its place; a step back brings it again.
pub fn delete(desk: Desk, id: QuestionId) {
    let before = desk.draft.with_untracked(|draft| rows(draft));
    let Some(applied) = desk.run(Command::Delete { id }) else { return };
    if desk.open.get_untracked().is_some_and(|open| applied.definition.find(open).is_none()) {
        desk.open.set(None);
    }
    let left = rows(&applied.definition);
    let at = before.iter().position(|(row, _)| *row == id).unwrap_or(0);
    match left.get(at.min(left.len().saturating_sub(1))) {
        Some((next, _)) => focus(&row_id(*next)),
        None => focus("neu-art"),
    }
    desk.said.set("Gelöscht. „Rückgängig“ holt es zurück.".into());
}

/// A new question below the open one, in the open group, or at the end.
#[component]
fn Add(desk: Desk) -> impl IntoView {
    let chosen = RwSignal::new("text".to_owned());
    let options: Vec<(String, String)> =
        kinds().into_iter().map(|(code, kind)| (code.to_owned(), kind_name(&kind).to_owned())).collect();
    let spot = move || {
        let open = desk.open.get();
        desk.draft.with(|draft| match open.and_then(|id| draft.find(id)) {
            None => (Spot::End, "am Ende des Fragebogens".to_owned()),
            Some(node) if node.kind.is_container() => {
                (Spot::Inside(node.id), format!("im Abschnitt „{}“", called(draft, node)))
            }
            Some(node) => (Spot::After(node.id), format!("unter „{}“", called(draft, node))),
        })
    };
    let add = move |_| {
        let code = chosen.get_untracked();
        let Some((_, kind)) = kinds().into_iter().find(|(known, _)| *known == code) else { return };
        let (at, _) = untrack(spot);
        if let Some(id) = desk.run(Command::Add { kind, at }).and_then(|applied| applied.created.first().copied()) {
            desk.said.set("Hinzugefügt.".into());
            desk.show(id);
        }
    };
    view! {
        <div class="outline__add">
            <PickBox id="neu-art" label="Neu hinzufügen" value=chosen options put=Callback::new(move |code| chosen.set(code)) />
            <button class="kern-btn kern-btn--primary" type="button" id="neu" aria-describedby="neu-wo" on:click=add>
                <span class="kern-label">"Hinzufügen"</span>
            </button>
            <p class="kern-hint" id="neu-wo">"Kommt " {move || spot().1} "."</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questionnaires::xlsform::kinds_run;
    use std::collections::BTreeSet;

    #[test]
    fn every_type_that_is_run_is_offered_once_and_no_other() {
        let (offered, run) = (kinds(), kinds_run());
        for kind in &run {
            assert_eq!(offered.iter().filter(|(_, other)| other == kind).count(), 1, "{kind:?}");
        }
        assert_eq!(offered.len(), run.len());
        let codes: BTreeSet<&str> = offered.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), offered.len(), "each has a code of its own");
        let names: BTreeSet<&str> = offered.iter().map(|(_, kind)| kind_name(kind)).collect();
        assert_eq!(names.len(), offered.len(), "and a name of its own");
    }
}
