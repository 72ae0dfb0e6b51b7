//! One question. The field keeps its element while other questions come and go, so the keyboard never loses its place.

use super::{
    choice_list::ChoiceList,
    filling::{Filling, field_id},
    here::Here,
    ranks::Ranks,
    spoken::Own,
};
use crate::ui::{PersonalHint, empty_what_is_blank, personal_hint, show_in_field};
use domain::questionnaires::{
    Arrangement, ChoiceState, Kind, NodeState, Place, RepeatState, Violation, ViolationKind, german,
    survey::{Direction, Language, Scale, Text},
};
use leptos::prelude::*;

#[component]
pub fn Question(filling: Filling, node: NodeState) -> impl IntoView {
    let state = {
        let place = node.place.clone();
        let first = node.clone();
        Memo::new(move |_| filling.state(&place).unwrap_or_else(|| first.clone()))
    };
    let id = field_id(&node.place);
    let label = move || state.read().label.clone();
    let arrangement = node.arrangement();
    match node.kind {
        Kind::Note => view! { <p class="kern-body question__note" dir=move || way(&label())>{label}</p> }.into_any(),
        Kind::Group | Kind::Repeat => view! { <Heading filling node state /> }.into_any(),
        Kind::SelectOne { .. } if arrangement == Arrangement::List => {
            view! { <ChoiceList filling place=node.place state id /> }.into_any()
        }
        Kind::SelectOne { .. } => {
            view! { <Choices filling place=node.place state id multiple=false arrangement /> }.into_any()
        }
        Kind::SelectMultiple { .. } => {
            view! { <Choices filling place=node.place state id multiple=true arrangement /> }.into_any()
        }
        Kind::Rank { .. } => view! { <Ranks filling place=node.place state id /> }.into_any(),
        Kind::Range if matches!(Scale::of(&node.parameters), Scale::Values(_)) => {
            let arrangement = Arrangement::Beside;
            view! { <Choices filling place=node.place state id multiple=false arrangement /> }.into_any()
        }
        Kind::Acknowledge => view! { <Acknowledge filling place=node.place state id /> }.into_any(),
        _ => {
            let lines = node.is_multiline();
            view! { <TextQuestion filling place=node.place kind=node.kind lines state id /> }.into_any()
        }
    }
}

/// Heading of a group; of a repeat with the ways to add and remove instances.
#[component]
fn Heading(filling: Filling, node: NodeState, state: Memo<NodeState>) -> impl IntoView {
    let place = node.place.clone();
    let label = move || state.read().label.clone();
    let action = match node.repeat {
        Some(RepeatState::Range { counted: false, .. }) => view! {
            <button class="kern-btn kern-btn--x-small kern-btn--secondary" type="button"
                on:click=move |_| filling.arrange(|form| form.add_repeat(&place).is_ok())>
                <span class="kern-label"><Own filling text=Text::AddEntry /><span class="kern-sr-only">": " {label}</span></span>
            </button>
        }.into_any(),
        Some(RepeatState::Instance { position }) => {
            let entry = move || Text::Entry.with(filling.spoken(), &[&position.to_string()]);
            view! {
                <button class="kern-btn kern-btn--x-small kern-btn--tertiary" type="button"
                    on:click=move |_| filling.arrange(|form| form.remove_repeat(&place).is_ok())>
                    <span class="kern-label">
                        <Own filling text=Text::RemoveEntry />
                        <span class="kern-sr-only" lang=move || filling.spoken().tag()>": " {entry}</span>
                    </span>
                </button>
            }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
       <div class="question__group">
           {move || (!label().is_empty()).then(|| view! { <h2 class="kern-heading-small" dir=way(&label())>{label()}</h2> })}
           {action}
       </div>
    }
}

#[component]
fn TextQuestion(
    filling: Filling,
    place: Place,
    kind: Kind,
    lines: bool,
    state: Memo<NodeState>,
    id: String,
) -> impl IntoView {
    let (input_type, inputmode) = match kind {
        Kind::Integer => ("text", Some("numeric")),
        Kind::Decimal | Kind::Range => ("text", Some("decimal")),
        Kind::Date => ("date", None),
        Kind::Time => ("time", None),
        Kind::DateTime => ("datetime-local", None),
        _ => ("text", None),
    };
    // While somebody types, the field shows what they type: "1,0" is on its way to "1,05" and must not become "1".
    let typed = RwSignal::new(None::<String>);
    // Browsers show a time to the minute only without seconds and zone.
    let shown = if kind == Kind::Time { 5 } else { usize::MAX };
    let entry = move || typed.get().unwrap_or_else(|| state.read().entry.chars().take(shown).collect());
    let answered = place.clone();
    let take = move |event: leptos::ev::Event| {
        let value = event_target_value(&event);
        typed.set(Some(value.clone()));
        filling.answer(&answered, value);
    };
    let (label_for, described, field) = (id.clone(), id.clone(), id.clone());
    let personal = (kind == Kind::Text).then(|| {
        let hint = personal_hint(entry);
        // In German it says what was noticed.
        Signal::derive(move || match filling.spoken() {
            Language::German => hint.get(),
            other => hint.with(Option::is_some).then(|| Text::MaybePersonal.of(other).to_owned()),
        })
    });
    let spoken = Signal::derive(move || {
        let spoken = filling.spoken();
        (spoken.tag(), spoken.direction().code())
    });
    let locates = kind == Kind::Geopoint && filling.may_locate();
    let here = locates.then(|| view! { <Here filling place=place.clone() state typed /> });
    let described = move || {
        let noticed = personal.filter(|hint| hint.with(Option::is_some)).map(|_| format!("{described}-personal"));
        let others = describe(&described, &state.read(), filling);
        let ids: Vec<String> = noticed.into_iter().chain(others).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    let faulty = move || shown_fault(&state.read(), filling).is_some();
    // The browser keeps what it may fill in again: in plain words, in its own files.
    let input = if lines {
        view! {
            <textarea class="kern-form-input__input" id=field rows="4" dir="auto" autocomplete="off" prop:value=entry on:input=take
                on:blur=move |_| typed.set(None) aria-describedby=described
                aria-invalid=move || faulty().then_some("true") readonly=move || state.read().read_only></textarea>
        }.into_any()
    } else {
        // Half a date is no answer, and what is not kept must not look like one that is.
        let left = move |event: leptos::web_sys::FocusEvent| {
            empty_what_is_blank(&event);
            typed.set(None);
        };
        view! {
            <input class="kern-form-input__input" id=field type=input_type inputmode=inputmode dir="auto" autocomplete="off"
                value=untrack(entry) node_ref=show_in_field(entry) on:input=take on:blur=left
                aria-describedby=described aria-invalid=move || faulty().then_some("true") readonly=move || state.read().read_only />
        }.into_any()
    };
    view! {
        <div class="kern-form-input question" class:kern-form-input--error=faulty>
            <label class="kern-label" for=label_for><LabelText state filling /></label>
            <Hint id=id.clone() state filling />
            {input}
            {here}
            {personal.map(|hint| view! { <PersonalHint of=id.clone() hint spoken /> })}
            <Fault id state filling />
        </div>
    }
}

#[component]
fn Choices(
    filling: Filling,
    place: Place,
    state: Memo<NodeState>,
    id: String,
    multiple: bool,
    arrangement: Arrangement,
) -> impl IntoView {
    let name = id.clone();
    let first = id.clone();
    let offered = Memo::new(move |_| choices_of(&state.read()));
    let choices =
        move || offered.read().iter().map(|choice| (choice.name.clone(), choice.label.clone())).collect::<Vec<_>>();
    let option = move |(code, label): (String, String)| {
        let (place, chosen_code, answered_code) = (place.clone(), code.clone(), code.clone());
        let chosen =
            Memo::new(move |_| offered.read().iter().any(|choice| choice.name == chosen_code && choice.chosen));
        let is_first = offered.read_untracked().first().is_some_and(|choice| choice.name == code);
        let option_id = if is_first { first.clone() } else { format!("{first}-{code}") };
        let take = move |event: leptos::ev::Event| {
            let ticked = event_target_checked(&event);
            let value = if multiple {
                with_choice(&offered.read_untracked(), &answered_code, ticked)
            } else {
                answered_code.clone()
            };
            filling.answer(&place, value);
        };
        view! {
            <div class="kern-form-check">
                <input class=if multiple { "kern-form-check__checkbox" } else { "kern-form-check__radio" }
                    type=if multiple { "checkbox" } else { "radio" } id=option_id.clone() name=name.clone() value=code
                    prop:checked=move || chosen.get() on:change=take disabled=move || state.read().read_only />
                <label class="kern-label" for=option_id><bdi dir=way(&label)>{label.clone()}</bdi></label>
            </div>
        }
    };
    view! {
        <FieldGroup id state filling arrangement>
            <div class="kern-fieldset__body">
                <For each=choices key=|choice| choice.clone() children=option />
            </div>
        </FieldGroup>
    }
}

/// Fields that answer one question together: it is the name of their group, and its hint and its fault are read with it.
#[component]
pub(super) fn FieldGroup(
    id: String,
    state: Memo<NodeState>,
    filling: Filling,
    #[prop(optional)] arrangement: Arrangement,
    children: Children,
) -> impl IntoView {
    let described = id.clone();
    view! {
        <fieldset class="kern-fieldset question" class:question__scale=arrangement == Arrangement::Beside
            class:question__likert=arrangement == Arrangement::Likert
            aria-describedby=move || describe(&described, &state.read(), filling)>
            <legend class="kern-label"><LabelText state filling /></legend>
            <Hint id=id.clone() state filling />
            {children()}
            <Fault id state filling />
        </fieldset>
    }
}

#[component]
fn Acknowledge(filling: Filling, place: Place, state: Memo<NodeState>, id: String) -> impl IntoView {
    let ticked = move || state.read().value == "OK";
    let (label_for, described) = (id.clone(), id.clone());
    view! {
        <div class="question">
            <div class="kern-form-check">
                <input class="kern-form-check__checkbox" type="checkbox" id=id.clone() prop:checked=ticked
                    disabled=move || state.read().read_only
                    aria-describedby=move || describe(&described, &state.read(), filling)
                    aria-invalid=move || shown_fault(&state.read(), filling).is_some().then_some("true")
                    on:change=move |event| filling.answer(&place, if event_target_checked(&event) { "OK".into() } else { String::new() }) />
                <label class="kern-label" for=label_for><LabelText state filling /></label>
            </div>
            <Hint id=id.clone() state filling />
            <Fault id state filling />
        </div>
    }
}

#[component]
pub(super) fn LabelText(state: Memo<NodeState>, filling: Filling) -> impl IntoView {
    view! {
        <bdi dir=move || way(&state.read().label)>{move || state.read().label.clone()}</bdi>
        <Show when=move || state.read().required>
            <span class="question__required">" (" <Own filling text=Text::Required /> ")"</span>
        </Show>
    }
}

#[component]
pub(super) fn Hint(id: String, state: Memo<NodeState>, filling: Filling) -> impl IntoView {
    let hint_id = StoredValue::new(format!("{id}-hint"));
    let lines = move || {
        let hints = hints(&state.read(), filling.spoken()).into_iter();
        hints
            .map(|hint| view! { <span class="question__hint" dir=way(&hint.text) lang=hint.lang>{hint.text.clone()}</span> })
            .collect_view()
    };
    view! {
        <Show when=move || !hints(&state.read(), filling.spoken()).is_empty()>
            <div class="kern-hint" id=hint_id.get_value()>{lines}</div>
        </Show>
    }
}

/// What is said to a person: by the author in the language of the questions, or by the portal, which then says in which.
pub(super) struct Said {
    text: String,
    lang: Option<&'static str>,
}

impl Said {
    fn by_author(text: &str) -> Self {
        Self { text: text.to_owned(), lang: None }
    }

    fn by_portal(text: Text, spoken: Language) -> Self {
        Self { text: text.of(spoken).to_owned(), lang: Some(spoken.tag()) }
    }
}

/// What the author says about a question, and what its field does not say by itself.
fn hints(state: &NodeState, spoken: Language) -> Vec<Said> {
    let own = match &state.kind {
        Kind::Rank { .. } => Some(Said::by_portal(Text::RankPress, spoken)),
        Kind::Geopoint => Some(Said::by_portal(Text::NotAPlace, spoken)),
        Kind::Range => match Scale::of(&state.parameters) {
            Scale::Ends(start, end) => Some(Said::by_author(&format!("{} – {}", with_comma(&start), with_comma(&end)))),
            Scale::Values(_) => None,
        },
        _ => None,
    };
    let author = [&state.hint, &state.guidance_hint].into_iter().filter(|hint| !hint.is_empty());
    author.map(|hint| Said::by_author(hint)).chain(own).collect()
}

/// Which way a text runs: each for itself (Q16).
pub(super) fn way(text: &str) -> &'static str {
    Direction::of(text).code()
}

/// A number as people write it here.
fn with_comma(number: &str) -> String {
    number.replacen('.', ",", 1)
}

#[component]
pub(super) fn Fault(id: String, state: Memo<NodeState>, filling: Filling) -> impl IntoView {
    move || {
        shown_fault(&state.read(), filling).map(|fault| {
            view! {
                <p class="kern-error" id=format!("{id}-fault")>
                    <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                    <span class="kern-body" dir=way(&fault.text) lang=fault.lang>{fault.text.clone()}</span>
                </p>
            }
        })
    }
}

/// What is missing is marked only after the person has tried to finish; what is wrong, at once.
pub(super) fn shown_fault(state: &NodeState, filling: Filling) -> Option<Said> {
    let violation = state.violation.as_ref()?;
    if violation.kind == ViolationKind::Required && !filling.judged.get() {
        return None;
    }
    Some(said_of(violation, filling.spoken()))
}

/// The author's sentence where there is one, else the portal's.
fn said_of(violation: &Violation, spoken: Language) -> Said {
    let lang = (violation.message == german::violation(violation.kind)).then(|| spoken.tag());
    Said { text: Text::of_violation(violation, spoken), lang }
}

pub(super) fn describe(id: &str, state: &NodeState, filling: Filling) -> Option<String> {
    let hint = (!hints(state, filling.spoken()).is_empty()).then(|| format!("{id}-hint"));
    let fault = shown_fault(state, filling).map(|_| format!("{id}-fault"));
    let ids: Vec<String> = hint.into_iter().chain(fault).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// What can be ticked: the choices, or the values of a short scale.
fn choices_of(state: &NodeState) -> Vec<ChoiceState> {
    let Kind::Range = state.kind else { return state.choices.clone() };
    let Scale::Values(values) = Scale::of(&state.parameters) else { return Vec::new() };
    let value = |name: String| ChoiceState { chosen: name == state.value, label: with_comma(&name), name };
    values.into_iter().map(value).collect()
}

/// Several choices as one answer: codes divided by spaces, in the order of the list.
fn with_choice(choices: &[ChoiceState], code: &str, ticked: bool) -> String {
    let chosen = choices.iter().filter(|choice| if choice.name == code { ticked } else { choice.chosen });
    chosen.map(|choice| choice.name.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questionnaires::{Context, Definition, Form, Node, QuestionId, Texts, expression::Zone};

    #[test]
    fn what_the_portal_says_names_its_language_and_the_authors_words_do_not() {
        let node = Node {
            id: QuestionId(1),
            name: "a".into(),
            kind: Kind::Range,
            hint: Texts::plain("من صفر"),
            parameters: [("start", "0"), ("end", "100")].map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
            constraint: Some(". < 50".into()),
            constraint_message: Texts::plain("كثير"),
            ..Node::default()
        };
        let definition = Definition { nodes: vec![node], languages: vec![String::new()], ..Definition::default() };
        let context = Context { now: 0, zone: Zone::Berlin, seed: 1, language: String::new() };
        let mut form = Form::create(&definition, context).expect("it runs");
        let mut fault_of = |raw: &str| {
            form.answer(QuestionId(1), raw).expect("a question");
            let state = form.state(&QuestionId(1).into()).expect("a question");
            let said = said_of(state.violation.as_ref().expect("a fault"), Language::Arabic);
            (said, state)
        };
        let (unread, state) = fault_of("viel");
        let hints = hints(&state, Language::Arabic);
        let hints: Vec<_> = hints.iter().map(|said| (said.text.as_str(), said.lang)).collect();
        assert_eq!(hints, [("من صفر", None), ("0 – 100", None)]);
        let (own, _) = fault_of("70");
        assert_eq!((unread.lang, own.lang, own.text.as_str()), (Some("ar"), None, "كثير"));
    }
}
