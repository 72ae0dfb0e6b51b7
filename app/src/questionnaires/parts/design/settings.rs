//! What is needed more rarely.

use super::{
    condition::ConditionBuilder,
    desk::Desk,
    editor::{NodeRule, NodeText, of_node, rule_of},
    field::{PickBox, TextBox, TickBox},
};
use domain::questionnaires::{
    Arrangement, Choice, Kind, Node, QuestionId,
    design::{Command, Rule, TextField},
};
use leptos::prelude::*;

#[component]
pub fn Settings(desk: Desk, id: QuestionId, kind: Kind) -> impl IntoView {
    let element = move |part: &str| format!("frage{id}-{part}");
    let (asked, select) = (kind.is_asked(), kind.list().is_some());
    let range = (kind == Kind::Range).then(|| {
        [("start", "Skala von"), ("end", "Skala bis"), ("step", "Schritt")]
            .map(|(key, label)| view! { <Parameter desk id parameter=key label /> })
            .collect_view()
    });
    let lines = (kind == Kind::Text).then(|| view! { <Multiline desk id /> });
    let one = matches!(kind, Kind::SelectOne { .. });
    let arranged = (one || matches!(kind, Kind::SelectMultiple { .. })).then(|| view! { <Arranged desk id one /> });
    let count = (kind == Kind::Repeat).then(|| {
        view! {
            <NodeRule desk id rule=Rule::RepeatCount label="Anzahl der Einträge" element=element("anzahl")
                hint="Leer: Wer ausfüllt, fügt Einträge selbst hinzu. Sonst eine Zahl oder ein Ausdruck." />
        }
    });
    let name = of_node(desk, id, |node| node.name.clone());
    let rename = Callback::new(move |name: String| _ = desk.run(Command::Rename { id, name }));
    view! {
        {range}
        {lines}
        {arranged}
        {count}
        <details class="editor__more">
            <summary>"Weitere Einstellungen"</summary>
            {asked.then(|| view! {
                <ConditionBuilder desk id rule=Rule::Constraint />
                <NodeText desk id field=TextField::ConstraintMessage label="Meldung, wenn die Antwort nicht passt" element=element("meldung") />
                <NodeText desk id field=TextField::RequiredMessage label="Meldung, wenn die Antwort fehlt" element=element("fehlt") />
            })}
            {(asked || kind == Kind::Hidden).then(|| view! { <Preset desk id kind=kind.clone() /> })}
            {select.then(|| view! {
                <Shuffle desk id />
                <NodeRule desk id rule=Rule::ChoiceFilter label="Filter der Antworten (Ausdruck)" element=element("filter") />
            })}
            <NodeText desk id field=TextField::Guidance label="Anleitung für die Person, die fragt" element=element("anleitung") />
            <TextBox id=element("name") label="Name in Exporten und Ausdrücken" value=name put=rename
                hint="Bedingungen, die ihn nennen, ziehen mit." />
        </details>
    }
}

/// What stands there before anybody answers. A question with one answer offers its choices; an expression out of a workbook is
/// shown as it is.
#[component]
fn Preset(desk: Desk, id: QuestionId, kind: Kind) -> impl IntoView {
    let element = format!("frage{id}-vorgabe");
    let hint = match kind {
        Kind::SelectOne { .. } => {
            let value = of_node(desk, id, |node| rule_of(node, Rule::Default).to_owned());
            let options = Signal::derive(move || {
                let none = (String::new(), "keine".to_owned());
                let choices = desk.draft.with(|draft| {
                    let list = draft.find(id).and_then(|node| node.kind.list()).and_then(|list| draft.list(list));
                    let first = draft.first_language();
                    let text = |choice: &Choice| {
                        (choice.name.clone(), choice.label.best(first, "").unwrap_or(&choice.name).to_owned())
                    };
                    list.map(|list| list.choices.iter().map(text).collect::<Vec<_>>()).unwrap_or_default()
                });
                std::iter::once(none).chain(choices).collect::<Vec<_>>()
            });
            let put = Callback::new(move |source: String| {
                desk.run(Command::SetRule { id, rule: Rule::Default, source });
            });
            return view! { <PickBox id=element label="Vorgabe" value options put /> }.into_any();
        }
        Kind::SelectMultiple { .. } | Kind::Rank { .. } => "Die Codes der Antworten, durch Leerzeichen getrennt.",
        Kind::Date => "Ein Tag wie 2027-03-31, oder today() für den Tag, an dem der Bogen geöffnet wird.",
        _ => "Steht schon da, wenn der Bogen geöffnet wird.",
    };
    view! { <NodeRule desk id rule=Rule::Default label="Vorgabe" element hint /> }.into_any()
}

#[component]
fn Parameter(desk: Desk, id: QuestionId, parameter: &'static str, label: &'static str) -> impl IntoView {
    let value = Memo::new(move |_| {
        let read = |node: &Node| node.parameters.get(parameter).cloned().unwrap_or_default();
        desk.draft.with(|draft| draft.find(id).map(read).unwrap_or_default())
    });
    let put = Callback::new(move |value: String| {
        let value = value.trim().replacen(',', ".", 1);
        desk.run(Command::SetParameter { id, key: parameter.to_owned(), value });
    });
    view! { <TextBox id=format!("frage{id}-{parameter}") label value put /> }
}

#[component]
fn Shuffle(desk: Desk, id: QuestionId) -> impl IntoView {
    let value = of_node(desk, id, |node| node.parameters.get("randomize").is_some_and(|on| on == "true"));
    let put = Callback::new(move |on: bool| {
        let value = if on { "true" } else { "" }.to_owned();
        if !on {
            desk.run(Command::SetParameter { id, key: "seed".into(), value: String::new() });
        }
        desk.run(Command::SetParameter { id, key: "randomize".into(), value });
    });
    view! { <TickBox id=format!("frage{id}-mischen") label="Antworten in zufälliger Reihenfolge" value put /> }
}

#[component]
fn Multiline(desk: Desk, id: QuestionId) -> impl IntoView {
    let value = of_node(desk, id, |node| node.appearance.split_whitespace().any(|word| word == "multiline"));
    let put = Callback::new(move |on: bool| {
        let before = desk.draft.with_untracked(|draft| {
            draft.find(id).map(|node| rule_of(node, Rule::Appearance).to_owned()).unwrap_or_default()
        });
        let mut words: Vec<&str> = before.split_whitespace().filter(|word| *word != "multiline").collect();
        words.extend(on.then_some("multiline"));
        desk.run(Command::SetRule { id, rule: Rule::Appearance, source: words.join(" ") });
    });
    view! { <TickBox id=format!("frage{id}-mehrzeilig") label="Mehrere Zeilen" value put /> }
}

/// How the answers stand on the page of whoever answers.
#[component]
fn Arranged(
    desk: Desk,
    id: QuestionId,
    /// Whether one answer is given.
    one: bool,
) -> impl IntoView {
    let all = [
        (Arrangement::Below, "untereinander"),
        (Arrangement::Beside, "nebeneinander, so viele wie Platz haben"),
        (Arrangement::Likert, "als Skala: in Spalten, der Text unter dem Feld"),
        (Arrangement::List, "als Liste zum Aufklappen"),
    ];
    let code = |arrangement: Arrangement| arrangement.word().unwrap_or_default().to_owned();
    let fitting = all.into_iter().filter(|(known, _)| one || matches!(known, Arrangement::Below | Arrangement::Beside));
    let options: Vec<(String, String)> = fitting.map(|(known, text)| (code(known), text.to_owned())).collect();
    let value =
        of_node(desk, id, |node| Arrangement::of(&node.kind, &node.appearance).word().unwrap_or_default().to_owned());
    let put = Callback::new(move |chosen: String| {
        let Some((arrangement, _)) = all.into_iter().find(|(known, _)| code(*known) == chosen) else { return };
        let before = desk.draft.with_untracked(|draft| {
            draft.find(id).map(|node| rule_of(node, Rule::Appearance).to_owned()).unwrap_or_default()
        });
        desk.run(Command::SetRule { id, rule: Rule::Appearance, source: arrangement.put_into(&before) });
    });
    view! { <PickBox id=format!("frage{id}-anordnung") label="Anordnung der Antworten" value options put /> }
}
