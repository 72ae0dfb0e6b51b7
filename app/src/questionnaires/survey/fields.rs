//! One question as plain HTML. Its field's name and id are the place of the answer.

use super::{frame::way, page::label_of};
use crate::ui::parsed_text;
use domain::{
    personal::signs,
    questionnaires::{
        Arrangement, ChoiceState, Kind, NodeState,
        survey::{Language, Scale, Text, field_name},
    },
};
use leptos::prelude::*;

#[component]
pub fn Question(node: NodeState, fault: Option<String>, spoken: Language) -> impl IntoView {
    if node.read_only {
        let (label, value) = (label_of(&node), node.value);
        let way = way(&label);
        return view! { <p class="survey__note" dir=way><strong>{label}</strong> " " <bdi>{value}</bdi></p> }
            .into_any();
    }
    let about = About::of(&node, fault, spoken);
    let arrangement = node.arrangement();
    match &node.kind {
        Kind::SelectOne { .. } if arrangement == Arrangement::List => {
            view! { <ChoiceList about choices=node.choices /> }.into_any()
        }
        Kind::SelectOne { .. } => view! { <Ticks about choices=node.choices multiple=false arrangement /> }.into_any(),
        Kind::SelectMultiple { .. } => {
            view! { <Ticks about choices=node.choices multiple=true arrangement /> }.into_any()
        }
        Kind::Rank { .. } => view! { <Ranks about choices=node.choices value=node.value /> }.into_any(),
        Kind::Acknowledge => view! { <Acknowledge about ticked=!node.value.is_empty() /> }.into_any(),
        Kind::Range => match Scale::of(&node.parameters) {
            Scale::Values(values) => {
                let choice = |name: String| ChoiceState { chosen: name == node.value, label: name.clone(), name };
                let choices: Vec<ChoiceState> = values.into_iter().map(choice).collect();
                view! { <Ticks about choices multiple=false arrangement=Arrangement::Beside /> }.into_any()
            }
            Scale::Ends(..) => view! { <Line about kind=node.kind entry=node.entry lines=false /> }.into_any(),
        },
        _ => {
            let lines = node.is_multiline();
            view! { <Line about kind=node.kind entry=node.entry lines /> }.into_any()
        }
    }
}

/// What stands around a field.
#[derive(Clone)]
struct About {
    id: String,
    label: String,
    hints: Vec<String>,
    required: bool,
    fault: Option<String>,
    /// Said of a free text in which somebody could be recognised. The page comes back once because of it.
    personal: Option<&'static str>,
    spoken: Language,
}

impl About {
    fn of(node: &NodeState, fault: Option<String>, spoken: Language) -> Self {
        let mut hints: Vec<String> =
            [&node.hint, &node.guidance_hint].into_iter().filter(|hint| !hint.is_empty()).cloned().collect();
        let own: Option<String> = match &node.kind {
            Kind::SelectMultiple { .. } => Some(Text::SeveralAnswers.of(spoken).into()),
            Kind::Rank { .. } => Some(Text::RankHint.of(spoken).into()),
            Kind::Text => Some(Text::NoNames.of(spoken).into()),
            Kind::Range => match Scale::of(&node.parameters) {
                Scale::Ends(start, end) => Some(format!("{start} – {end}")),
                Scale::Values(_) => None,
            },
            _ => None,
        };
        // Many authors write the same sentence themselves.
        hints.extend(own.filter(|own| !hints.contains(own)));
        let recognisable = node.kind == Kind::Text && !signs(&node.entry).is_empty();
        let personal = recognisable.then(|| Text::MaybePersonal.of(spoken));
        let (id, label) = (field_name(&node.place), label_of(node));
        Self { id, label, hints, required: node.required, fault, personal, spoken }
    }

    /// Value of `aria-describedby`.
    fn described(&self) -> Option<String> {
        let hint = (!self.hints.is_empty()).then(|| format!("{}-hint", self.id));
        let personal = self.personal.is_some().then(|| format!("{}-personal", self.id));
        let fault = self.fault.is_some().then(|| format!("{}-fault", self.id));
        let ids: Vec<String> = hint.into_iter().chain(personal).chain(fault).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.fault.is_some().then_some("true")
    }
}

#[component]
fn Label(about: About) -> impl IntoView {
    let required = about.required.then(|| {
        let text = format!("({})", Text::Required.of(about.spoken));
        view! { " " <span class="question__required">{text}</span> }
    });
    view! { <bdi dir=way(&about.label)>{about.label.clone()}</bdi> {required} }
}

#[component]
fn Hints(about: About) -> impl IntoView {
    if about.hints.is_empty() {
        return ().into_any();
    }
    let lines =
        about.hints.into_iter().map(|hint| view! { <span class="survey__hint" dir=way(&hint)>{hint.clone()}</span> });
    view! { <div class="kern-hint" id=format!("{}-hint", about.id)>{lines.collect_view()}</div> }.into_any()
}

#[component]
fn Fault(about: About) -> impl IntoView {
    about.fault.map(|message| {
        view! {
            <p class="kern-error" id=format!("{}-fault", about.id)>
                <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                <span class="kern-body" dir=way(&message)>{message.clone()}</span>
            </p>
        }
    })
}

#[component]
fn Line(about: About, kind: Kind, entry: String, lines: bool) -> impl IntoView {
    let (input_type, inputmode) = match kind {
        Kind::Integer => ("text", Some("numeric")),
        Kind::Decimal | Kind::Range => ("text", Some("decimal")),
        Kind::Date => ("date", None),
        Kind::Time => ("time", None),
        Kind::DateTime => ("datetime-local", None),
        _ => ("text", None),
    };
    // Browsers show a time to the minute only without seconds and zone.
    let entry = if kind == Kind::Time { entry.chars().take(5).collect() } else { entry };
    let (id, described, invalid) = (about.id.clone(), about.described(), about.invalid());
    let field = if lines {
        view! {
            <textarea class="kern-form-input__input" id=id.clone() name=id.clone() rows="5" dir="auto" aria-describedby=described
                aria-invalid=invalid inner_html=parsed_text(&entry)></textarea>
        }
        .into_any()
    } else {
        view! {
            <input class="kern-form-input__input" id=id.clone() name=id.clone() type=input_type inputmode=inputmode value=entry dir="auto"
                aria-describedby=described aria-invalid=invalid />
        }
        .into_any()
    };
    view! {
        <div class="kern-form-input question" class:kern-form-input--error=invalid.is_some()>
            <label class="kern-label" for=id><Label about=about.clone() /></label>
            <Hints about=about.clone() />
            {field}
            <Personal about=about.clone() />
            <Fault about />
        </div>
    }
}

#[component]
fn Personal(about: About) -> impl IntoView {
    about.personal.map(|text| {
        view! {
            <p class="kern-hint personal-hint" id=format!("{}-personal", about.id)>
                <span class="survey__hint" dir=way(text)>{text}</span>
            </p>
        }
    })
}

/// Radio buttons or check boxes. The first one has the question's id, so that a fault can lead to it.
#[component]
fn Ticks(about: About, choices: Vec<ChoiceState>, multiple: bool, arrangement: Arrangement) -> impl IntoView {
    let (input_type, class) =
        if multiple { ("checkbox", "kern-form-check__checkbox") } else { ("radio", "kern-form-check__radio") };
    let name = about.id.clone();
    let options = choices.into_iter().enumerate().map(|(position, choice)| {
        let id = if position == 0 { name.clone() } else { format!("{name}-{position}") };
        let ChoiceState { name: value, label, chosen } = choice;
        view! {
            <div class="kern-form-check">
                <input class=class type=input_type id=id.clone() name=name.clone() value=value checked=chosen />
                <label class="kern-label" for=id><bdi dir=way(&label)>{label.clone()}</bdi></label>
            </div>
        }
    });
    let options = options.collect_view();
    let (described, faulty) = (about.described(), about.fault.is_some());
    view! {
        <fieldset class="kern-fieldset question" class:kern-fieldset--error=faulty
            class:question__scale=arrangement == Arrangement::Beside class:question__likert=arrangement == Arrangement::Likert
            aria-describedby=described>
            <legend class="kern-label"><Label about=about.clone() /></legend>
            <Hints about=about.clone() />
            <div class="kern-fieldset__body">{options}</div>
            <Fault about />
        </fieldset>
    }
}

/// One choice out of a list that opens; the first line takes an answer back.
#[component]
fn ChoiceList(about: About, choices: Vec<ChoiceState>) -> impl IntoView {
    let (id, described, invalid) = (about.id.clone(), about.described(), about.invalid());
    let options = choices.into_iter().map(|ChoiceState { name, label, chosen }| {
        view! { <option value=name selected=chosen dir=way(&label)>{label.clone()}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="kern-form-input question" class:kern-form-input--error=invalid.is_some()>
            <label class="kern-label" for=id.clone()><Label about=about.clone() /></label>
            <Hints about=about.clone() />
            <select class="survey__select" id=id.clone() name=id aria-describedby=described aria-invalid=invalid>
                <option value="">{Text::Choose.of(about.spoken)}</option>
                {options}
            </select>
            <Fault about />
        </div>
    }
}

/// A place for each choice: a list of numbers beside it.
#[component]
fn Ranks(about: About, choices: Vec<ChoiceState>, value: String) -> impl IntoView {
    let ranked: Vec<&str> = value.split_ascii_whitespace().collect();
    let count = choices.len();
    let rows = choices.into_iter().enumerate().map(|(position, choice)| {
        let name = format!("{}!{}", about.id, choice.name);
        let id = if position == 0 { about.id.clone() } else { name.clone() };
        let place = ranked.iter().position(|ranked| *ranked == choice.name).map(|at| at + 1);
        let numbers = (1..=count).map(|number| {
            view! { <option value=number.to_string() selected=place == Some(number)>{number.to_string()}</option> }
        });
        let label = choice.label;
        view! {
            <div class="survey__rank">
                <select class="survey__select" id=id.clone() name=name>
                    <option value="">{Text::Choose.of(about.spoken)}</option>
                    {numbers.collect_view()}
                </select>
                <label for=id><bdi dir=way(&label)>{label.clone()}</bdi></label>
            </div>
        }
    });
    let rows = rows.collect_view();
    let described = about.described();
    view! {
        <fieldset class="kern-fieldset question" aria-describedby=described>
            <legend class="kern-label"><Label about=about.clone() /></legend>
            <Hints about=about.clone() />
            <div class="kern-fieldset__body">{rows}</div>
            <Fault about />
        </fieldset>
    }
}

#[component]
fn Acknowledge(about: About, ticked: bool) -> impl IntoView {
    let (id, described, invalid) = (about.id.clone(), about.described(), about.invalid());
    view! {
        <fieldset class="kern-fieldset question">
            <legend class="kern-label"><Label about=about.clone() /></legend>
            <Hints about=about.clone() />
            <div class="kern-form-check">
                <input class="kern-form-check__checkbox" type="checkbox" id=id.clone() name=id.clone() value="OK" checked=ticked
                    aria-describedby=described aria-invalid=invalid />
                <label class="kern-label" for=id>{Text::Confirm.of(about.spoken)}</label>
            </div>
            <Fault about />
        </fieldset>
    }
}
