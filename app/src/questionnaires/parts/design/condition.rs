//! "Zeigen, wenn … ist …", put together from lists; the expression stands below it and can be written, too.

use super::{
    desk::Desk,
    editor::{NodeRule, rule_of},
    field::{Act, PickBox, TextBox},
    outline::called,
};
use crate::offline::focus;
use domain::questionnaires::{
    Kind, QuestionId,
    design::{Command, Condition, Is, Operand, Rule, Subject, Test},
};
use leptos::prelude::*;

/// Comparisons: code, what they are called, for what.
const COMPARISONS: [(Is, &str, &str, For); 15] = [
    (Is::Equal, "gleich", "ist", For::One),
    (Is::NotEqual, "ungleich", "ist nicht", For::One),
    (Is::Chosen, "gewaehlt", "enthält", For::Several),
    (Is::NotChosen, "nicht-gewaehlt", "enthält nicht", For::Several),
    (Is::Equal, "gleich", "ist", For::Text),
    (Is::NotEqual, "ungleich", "ist nicht", For::Text),
    (Is::Contains, "enthaelt", "enthält den Text", For::Text),
    (Is::Equal, "gleich", "ist gleich", For::Number),
    (Is::NotEqual, "ungleich", "ist nicht gleich", For::Number),
    (Is::Greater, "groesser", "ist größer als", For::Number),
    (Is::AtLeast, "mindestens", "ist mindestens", For::Number),
    (Is::Less, "kleiner", "ist kleiner als", For::Number),
    (Is::AtMost, "hoechstens", "ist höchstens", For::Number),
    (Is::Answered, "beantwortet", "ist beantwortet", For::All),
    (Is::Blank, "leer", "ist nicht beantwortet", For::All),
];

#[derive(Clone, Copy, PartialEq)]
enum For {
    One,
    Several,
    Text,
    Number,
    All,
}

fn purpose(kind: &Kind) -> For {
    match kind {
        Kind::SelectOne { .. } => For::One,
        Kind::SelectMultiple { .. } | Kind::Rank { .. } => For::Several,
        Kind::Integer | Kind::Decimal | Kind::Range | Kind::Date | Kind::Calculate => For::Number,
        // A time is kept to the thousandth of a second: what somebody types here would never be the same.
        Kind::Acknowledge | Kind::Geopoint | Kind::Image | Kind::Time | Kind::DateTime => For::All,
        _ => For::Text,
    }
}

/// One test while it is put together.
#[derive(Clone, Copy)]
struct Row {
    key: u32,
    /// Name of the question; blank for the answer itself.
    subject: RwSignal<String>,
    is: RwSignal<String>,
    value: RwSignal<String>,
}

#[derive(Clone, Copy)]
struct Builder {
    desk: Desk,
    id: QuestionId,
    rule: Rule,
    rows: RwSignal<Vec<Row>>,
    any: RwSignal<String>,
    next: StoredValue<u32>,
    /// The expression that the rows say.
    written: StoredValue<String>,
}

impl Builder {
    fn here(self) -> bool {
        self.rule == Rule::Constraint
    }

    fn row(self, subject: String, is: &str, value: String) -> Row {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        Row { key, subject: RwSignal::new(subject), is: RwSignal::new(is.to_owned()), value: RwSignal::new(value) }
    }

    /// Takes over an expression that was not written here; whether it has the shape.
    fn read(self, source: &str) {
        self.written.set_value(source.to_owned());
        let Some(condition) = Condition::of(source) else { return self.rows.set(Vec::new()) };
        self.any.set(if condition.any { "eine" } else { "alle" }.into());
        let rows = condition.tests.into_iter().map(|test| {
            let subject = match test.subject {
                Subject::Question(name) => name,
                Subject::Here => String::new(),
            };
            let code = COMPARISONS.iter().find(|(is, ..)| *is == test.is).map_or("gleich", |(_, code, ..)| code);
            self.row(subject, code, test.value.shown())
        });
        self.rows.set(rows.collect());
    }

    /// What the rows say, into the draft.
    fn write(self) {
        let tests = self.rows.with_untracked(|rows| rows.iter().map(|row| self.test(*row)).collect::<Vec<_>>());
        let any = self.any.with_untracked(|any| any == "eine");
        let source = Condition { any, tests }.expression();
        self.written.set_value(source.clone());
        self.desk.run(Command::SetRule { id: self.id, rule: self.rule, source });
    }

    fn test(self, row: Row) -> Test {
        let subject = row.subject.get_untracked();
        let code = row.is.get_untracked();
        let is = COMPARISONS.iter().find(|(_, known, ..)| *known == code).map_or(Is::Equal, |(is, ..)| *is);
        let kind = untrack(|| self.kind_of(&subject));
        let date = kind == Some(Kind::Date);
        let numeric = !date && kind.is_some_and(|kind| purpose(&kind) == For::Number);
        let value = Operand::typed(&row.value.get_untracked(), numeric, date);
        let subject = if subject.is_empty() { Subject::Here } else { Subject::Question(subject) };
        Test { subject, is, value }
    }

    /// The kind of the question of this name, or of the open one.
    fn kind_of(self, subject: &str) -> Option<Kind> {
        self.desk.draft.with(|draft| {
            let found = if subject.is_empty() {
                draft.find(self.id)
            } else {
                draft.walk().into_iter().find(|node| node.name == *subject)
            };
            found.map(|node| node.kind.clone())
        })
    }

    /// Questions to ask about: name and text.
    fn subjects(self) -> Vec<(String, String)> {
        if self.here() {
            return vec![(String::new(), "Diese Antwort".into())];
        }
        self.desk.draft.with(|draft| {
            let asked = |node: &&domain::questionnaires::Node| {
                (node.kind.is_asked() || matches!(node.kind, Kind::Calculate | Kind::Hidden)) && node.id != self.id
            };
            draft.walk().into_iter().filter(asked).map(|node| (node.name.clone(), called(draft, node))).collect()
        })
    }

    /// The choices that a question offers: code and text.
    fn choices(self, subject: &str) -> Vec<(String, String)> {
        let kind = self.kind_of(subject);
        self.desk.draft.with(|draft| {
            let list = kind.as_ref().and_then(Kind::list).and_then(|list| draft.list(list));
            let first = draft.first_language();
            let texts = list.map(|list| {
                let text = |choice: &domain::questionnaires::Choice| {
                    let label = choice.label.best(first, "").unwrap_or(&choice.name);
                    (choice.name.clone(), label.to_owned())
                };
                list.choices.iter().map(text).collect()
            });
            texts.unwrap_or_default()
        })
    }

    /// Another question has other comparisons and values.
    fn begin(self, row: Row, subject: String) {
        let (kind, choices) = untrack(|| (self.kind_of(&subject).unwrap_or_default(), self.choices(&subject)));
        let fits = purpose(&kind);
        let first = COMPARISONS.iter().find(|(.., known)| *known == fits || *known == For::All);
        row.is.set(first.map_or("gleich", |(_, code, ..)| code).to_owned());
        row.value.set(choices.into_iter().next().map(|(code, _)| code).unwrap_or_default());
        row.subject.set(subject);
        self.write();
    }

    fn add(self) {
        let subject = untrack(|| self.subjects()).into_iter().next_back().map(|(name, _)| name).unwrap_or_default();
        let row = self.row(subject.clone(), "gleich", String::new());
        self.rows.update(|rows| rows.push(row));
        self.begin(row, subject);
        focus(&self.element(row, "frage"));
    }

    fn remove(self, row: Row) {
        self.rows.update(|rows| rows.retain(|known| known.key != row.key));
        self.write();
        focus(&format!("frage{}-{}-mehr", self.id, self.name()));
    }

    fn name(self) -> &'static str {
        if self.here() { "erlaubt" } else { "wenn" }
    }

    fn element(self, row: Row, part: &str) -> String {
        format!("frage{}-{}{}-{part}", self.id, self.name(), row.key)
    }
}

#[component]
pub fn ConditionBuilder(desk: Desk, id: QuestionId, rule: Rule) -> impl IntoView {
    let builder = Builder {
        desk,
        id,
        rule,
        rows: RwSignal::new(Vec::new()),
        any: RwSignal::new("alle".into()),
        next: StoredValue::new(0),
        written: StoredValue::new(String::new()),
    };
    let source = Memo::new(move |_| {
        desk.draft.with(|draft| draft.find(id).map(|node| rule_of(node, rule).to_owned()).unwrap_or_default())
    });
    Effect::new(move |_| {
        let source = source.get();
        if builder.written.with_value(|written| *written != source) {
            untrack(|| builder.read(&source));
        }
    });
    let readable = Memo::new(move |_| source.with(|source| source.is_empty() || Condition::of(source).is_some()));
    let title = if builder.here() { "Erlaubte Antworten" } else { "Zeigen, wenn …" };
    let none = if builder.here() { "Jede Antwort ist erlaubt." } else { "Wird immer gezeigt." };
    let possible = Memo::new(move |_| !builder.subjects().is_empty());
    let many = move || builder.rows.with(|rows| rows.len() > 1);
    view! {
        <fieldset class="kern-fieldset editor__part">
            <legend class="kern-label">{title}</legend>
            {move || source.with(String::is_empty).then(|| view! { <p class="kern-hint">{none}</p> })}
            {move || (!readable.get()).then(|| view! {
                <p class="kern-hint">"Diese Bedingung lässt sich nur als Ausdruck bearbeiten."</p>
            })}
            <For each=move || builder.rows.get() key=|row| row.key let:row>
                <RowFields builder row />
            </For>
            {move || many().then(|| view! { <Join builder /> })}
            {move || (readable.get() && possible.get()).then(|| view! {
                <Act label=if builder.here() { "Regel hinzufügen" } else { "Bedingung hinzufügen" }
                    id=format!("frage{id}-{}-mehr", builder.name()) look="kern-btn--secondary"
                    act=Callback::new(move |()| builder.add()) />
            })}
            {move || (!source.with(String::is_empty)).then(|| view! {
                <NodeRule desk id rule label="Als Ausdruck" element=format!("frage{id}-{}-ausdruck", builder.name()) />
            })}
        </fieldset>
    }
}

#[component]
fn Join(builder: Builder) -> impl IntoView {
    let options =
        vec![("alle".to_owned(), "alle gelten".to_owned()), ("eine".to_owned(), "mindestens eine gilt".to_owned())];
    let put = Callback::new(move |any: String| {
        builder.any.set(any);
        builder.write();
    });
    let element = format!("frage{}-{}-verbinden", builder.id, builder.name());
    view! { <PickBox id=element label="Von diesen Bedingungen müssen" value=builder.any options put /> }
}

#[component]
fn RowFields(builder: Builder, row: Row) -> impl IntoView {
    let kind = Memo::new(move |_| builder.kind_of(&row.subject.get()).unwrap_or_default());
    let comparisons = Signal::derive(move || {
        let fits = kind.with(purpose);
        let now = row.is.get();
        let fitting = |(_, code, _, known): &&(Is, &'static str, &'static str, For)| {
            *known == fits || *known == For::All || (*code == now && fits != For::All)
        };
        let mut options: Vec<(String, String)> = Vec::new();
        for (_, code, text, _) in COMPARISONS.iter().filter(fitting) {
            if !options.iter().any(|(known, _)| known == code) {
                options.push(((*code).to_owned(), (*text).to_owned()));
            }
        }
        options
    });
    let set = move |signal: RwSignal<String>| {
        Callback::new(move |text: String| {
            signal.set(text);
            builder.write();
        })
    };
    let subjects = Signal::derive(move || builder.subjects());
    let element = move |part: &str| builder.element(row, part);
    let number = move || {
        let at = builder.rows.with(|rows| rows.iter().position(|known| known.key == row.key));
        format!("Bedingung {}", at.map_or(1, |at| at + 1))
    };
    let values = Memo::new(move |_| builder.choices(&row.subject.get()));
    let needs = Memo::new(move |_| !matches!(row.is.get().as_str(), "beantwortet" | "leer"));
    let listed = Memo::new(move |_| !values.with(Vec::is_empty));
    let value = move || match (needs.get(), listed.get()) {
        (false, _) => ().into_any(),
        (true, true) => view! {
            <PickBox id=element("wert") label="Antwort" value=row.value options=values put=set(row.value) />
        }
        .into_any(),
        (true, false) => {
            let typed = if kind.with(|kind| *kind == Kind::Date) { "date" } else { "text" };
            view! { <TextBox id=element("wert") label="Wert" value=row.value put=set(row.value) kind=typed /> }
                .into_any()
        }
    };
    view! {
        <div class="editor__test" role="group" aria-label=number>
            {(!builder.here()).then(|| view! {
                <PickBox id=element("frage") label="Frage" value=row.subject options=subjects
                    put=Callback::new(move |subject| builder.begin(row, subject)) />
            })}
            <PickBox id=element("ist") label="Vergleich" value=row.is options=comparisons put=set(row.is) />
            {value}
            <Act label="Entfernen" about=untrack(number) act=Callback::new(move |()| builder.remove(row)) />
        </div>
    }
}
