//! The open question.

use super::{
    choices::Choices,
    condition::ConditionBuilder,
    desk::Desk,
    field::{Act, PickBox, TextBox, TickBox},
    outline::{called, delete, duplicate, kind_name, kinds, move_it},
    settings::Settings,
};
use crate::ui::{Confirm, Notice, NoticeKind};
use domain::questionnaires::{
    Kind, Node, QuestionId, Texts,
    design::{Command, Rule, TextField, Way, referrers},
};
use leptos::prelude::*;

/// A property of a node that follows the draft.
pub fn of_node<T: Clone + PartialEq + Default + Send + Sync + 'static>(
    desk: Desk,
    id: QuestionId,
    read: fn(&Node) -> T,
) -> Signal<T> {
    Memo::new(move |_| desk.draft.with(|draft| draft.find(id).map(read).unwrap_or_default())).into()
}

/// A text of a node in one language.
#[component]
pub fn NodeText(
    desk: Desk,
    id: QuestionId,
    field: TextField,
    label: &'static str,
    #[prop(into)] element: String,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let value = Memo::new(move |_| {
        desk.draft.with(|draft| {
            let text = draft.find(id).map(|node| text_of(node, field));
            text.and_then(|texts| texts.exact(draft.first_language())).unwrap_or_default().to_owned()
        })
    });
    let put = Callback::new(move |text: String| {
        let language = desk.draft.with_untracked(|draft| draft.first_language().to_owned());
        desk.run(Command::SetText { id, field, language, text });
    });
    view! { <TextBox id=element label value put lines=true hint /> }
}

pub fn text_of(node: &Node, field: TextField) -> &Texts {
    match field {
        TextField::Label => &node.label,
        TextField::Hint => &node.hint,
        TextField::Guidance => &node.guidance_hint,
        TextField::RequiredMessage => &node.required_message,
        TextField::ConstraintMessage => &node.constraint_message,
    }
}

/// A rule as it is written.
#[component]
pub fn NodeRule(
    desk: Desk,
    id: QuestionId,
    rule: Rule,
    label: &'static str,
    #[prop(into)] element: String,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let value = Memo::new(move |_| {
        desk.draft.with(|draft| draft.find(id).map(|node| rule_of(node, rule).to_owned()).unwrap_or_default())
    });
    let put = Callback::new(move |source: String| _ = desk.run(Command::SetRule { id, rule, source }));
    view! { <TextBox id=element label value put hint /> }
}

pub fn rule_of(node: &Node, rule: Rule) -> &str {
    let place = match rule {
        Rule::Required => &node.required,
        Rule::Relevant => &node.relevant,
        Rule::Constraint => &node.constraint,
        Rule::Default => &node.default,
        Rule::Calculation => &node.calculation,
        Rule::ReadOnly => &node.read_only,
        Rule::ChoiceFilter => &node.choice_filter,
        Rule::RepeatCount => &node.repeat_count,
        Rule::Appearance => return &node.appearance,
    };
    place.as_deref().unwrap_or_default()
}

/// Everything about one question, drawn anew when its kind changes.
#[component]
pub fn Editor(desk: Desk, id: QuestionId) -> impl IntoView {
    let kind = of_node(desk, id, |node| kind_code(&node.kind));
    let content = move || {
        let kind = (kind.get(), desk.draft.with_untracked(|draft| draft.find(id).map(|node| node.kind.clone())));
        kind.1.map(|kind| view! { <Fields desk id kind /> })
    };
    view! {
        <div class="editor">
            <Moves desk id />
            <KindPick desk id />
            <FaultsHere desk id />
            {content}
        </div>
    }
}

/// The code of a kind; blank for one that cannot be chosen here.
fn kind_code(kind: &Kind) -> &'static str {
    let same = |known: &Kind| std::mem::discriminant(known) == std::mem::discriminant(kind);
    kinds().into_iter().find(|(_, known)| same(known)).map_or("", |(code, _)| code)
}

#[component]
fn Moves(desk: Desk, id: QuestionId) -> impl IntoView {
    let element = move |part: &str| format!("frage{id}-{part}");
    let way = move |way: Way, part: &'static str| Callback::new(move |()| move_it(desk, id, way, &element(part)));
    let question = Signal::derive(move || {
        desk.draft.with(|draft| {
            let names: Vec<String> = referrers(draft, id)
                .into_iter()
                .filter_map(|other| draft.find(other))
                .map(|node| format!("„{}“", called(draft, node)))
                .collect();
            match names.len() {
                0 => "Löschen? „Rückgängig“ holt es zurück.".to_owned(),
                _ => format!("Löschen? Darauf beziehen sich noch: {}.", names.join(", ")),
            }
        })
    });
    let refers = Memo::new(move |_| desk.draft.with(|draft| !referrers(draft, id).is_empty()));
    let removal = move || {
        if refers.get() {
            let act = Callback::new(move |()| delete(desk, id));
            view! { <Confirm label="Löschen" yes="Wirklich löschen" question act look="kern-btn--x-small kern-btn--tertiary" /> }
                .into_any()
        } else {
            view! { <Act label="Löschen" act=Callback::new(move |()| delete(desk, id)) /> }.into_any()
        }
    };
    view! {
        <div class="design__buttons" role="group" aria-label="Platz der Frage">
            <Act label="Nach oben" id=element("auf") act=way(Way::Up, "auf") />
            <Act label="Nach unten" id=element("ab") act=way(Way::Down, "ab") />
            <Act label="In den Abschnitt" id=element("hinein") act=way(Way::In, "hinein") />
            <Act label="Heraus" id=element("heraus") act=way(Way::Out, "heraus") />
            <Act label="Verdoppeln" act=Callback::new(move |()| duplicate(desk, id)) />
            {removal}
        </div>
    }
}

/// The kind; a question cannot become a group.
#[component]
fn KindPick(desk: Desk, id: QuestionId) -> impl IntoView {
    let group = desk.draft.with_untracked(|draft| draft.find(id).is_some_and(|node| node.kind.is_container()));
    let fitting = kinds().into_iter().filter(|(_, kind)| kind.is_container() == group);
    let options: Vec<(String, String)> =
        fitting.map(|(code, kind)| (code.to_owned(), kind_name(&kind).to_owned())).collect();
    let value = of_node(desk, id, |node| match kind_code(&node.kind) {
        "" => kind_name(&node.kind).to_owned(),
        code => code.to_owned(),
    });
    let put = Callback::new(move |code: String| {
        if let Some((_, kind)) = kinds().into_iter().find(|(known, _)| *known == code) {
            desk.run(Command::SetKind { id, kind });
        }
    });
    view! { <PickBox id=format!("frage{id}-art") label="Art" value options put /> }
}

#[component]
fn FaultsHere(desk: Desk, id: QuestionId) -> impl IntoView {
    move || {
        let faults = desk.faults.with(|faults| {
            let here = faults.iter().filter(|fault| fault.question == Some(id));
            here.map(|fault| (fault.blocks(), fault.sentence())).collect::<Vec<_>>()
        });
        (!faults.is_empty()).then(|| {
            let kind = if faults.iter().any(|(blocks, _)| *blocks) { NoticeKind::Warning } else { NoticeKind::Info };
            let sentences = faults.into_iter().map(|(_, sentence)| view! { <li>{sentence}</li> }).collect_view();
            view! { <Notice kind title="Bitte prüfen"><ul>{sentences}</ul></Notice> }
        })
    }
}

#[component]
fn Fields(desk: Desk, id: QuestionId, kind: Kind) -> impl IntoView {
    let element = move |part: &str| format!("frage{id}-{part}");
    let label = match kind {
        Kind::Group | Kind::Repeat => "Überschrift",
        Kind::Note => "Text des Hinweises",
        _ => "Text der Frage",
    };
    let asked = kind.is_asked();
    let computed = matches!(kind, Kind::Calculate);
    view! {
        <NodeText desk id field=TextField::Label label element=element("text") />
        {asked.then(|| view! {
            <NodeText desk id field=TextField::Hint label="Erklärung unter der Frage" element=element("hinweis") />
            <Required desk id />
        })}
        {computed.then(|| view! {
            <NodeRule desk id rule=Rule::Calculation label="Berechnung" element=element("berechnung")
                hint="Ein Ausdruck von XLSForm, zum Beispiel ${kinder} * 2" />
            <TriggerPick desk id />
        })}
        {kind.list().is_some().then(|| view! { <Choices desk id /> })}
        <ConditionBuilder desk id rule=Rule::Relevant />
        <Settings desk id kind />
    }
}

/// The question whose change runs the calculation. Several of them come from workbooks only, and are shown as they are.
#[component]
fn TriggerPick(desk: Desk, id: QuestionId) -> impl IntoView {
    let value = of_node(desk, id, |node| node.trigger.join(", "));
    let options = Signal::derive(move || {
        let always = (String::new(), "bei jeder Änderung dessen, was sie liest".to_owned());
        let asked = desk.draft.with(|draft| {
            let asked = draft.walk().into_iter().filter(|node| node.kind.is_asked() && node.id != id);
            asked.map(|node| (node.name.clone(), called(draft, node))).collect::<Vec<_>>()
        });
        std::iter::once(always).chain(asked).collect::<Vec<_>>()
    });
    let put = Callback::new(move |name: String| _ = desk.run(Command::SetTrigger { id, name }));
    view! { <PickBox id=format!("frage{id}-ausloeser") label="Berechnen, wenn sich diese Frage ändert" value options put /> }
}

#[component]
fn Required(desk: Desk, id: QuestionId) -> impl IntoView {
    let rule = of_node(desk, id, |node| rule_of(node, Rule::Required).to_owned());
    let plain = Memo::new(move |_| matches!(rule.get().as_str(), "" | "true()" | "false()"));
    let value = Signal::derive(move || rule.with(|rule| rule == "true()"));
    let put = Callback::new(move |on: bool| {
        let source = if on { "true()" } else { "" }.to_owned();
        desk.run(Command::SetRule { id, rule: Rule::Required, source });
    });
    move || {
        if plain.get() {
            view! { <TickBox id=format!("frage{id}-pflicht") label="Pflichtfrage" value put /> }.into_any()
        } else {
            view! {
                <NodeRule desk id rule=Rule::Required label="Pflicht, wenn (Ausdruck)" element=format!("frage{id}-pflicht") />
            }
            .into_any()
        }
    }
}
