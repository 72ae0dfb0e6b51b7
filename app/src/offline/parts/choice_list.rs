//! One choice out of a list that opens, as the author wants it (`minimal`).

use super::{
    filling::Filling,
    question::{Fault, Hint, LabelText, describe, shown_fault, way},
};
use domain::questionnaires::{ChoiceState, NodeState, Place, survey::Text};
use leptos::prelude::*;

/// The first line takes an answer back.
#[component]
pub(super) fn ChoiceList(filling: Filling, place: Place, state: Memo<NodeState>, id: String) -> impl IntoView {
    let offered = Memo::new(move |_| state.read().choices.clone());
    let chosen = move || chosen_of(&offered.read());
    let options = move || {
        let choices = offered.get().into_iter();
        let option = |ChoiceState { name, label, chosen }: ChoiceState| {
            view! { <option value=name selected=chosen dir=way(&label)>{label.clone()}</option> }
        };
        choices.map(option).collect_view()
    };
    let take = move |event: leptos::ev::Event| filling.answer(&place, event_target_value(&event));
    let faulty = move || shown_fault(&state.read(), filling).is_some();
    let (field, label_for, described) = (id.clone(), id.clone(), id.clone());
    view! {
        <div class="kern-form-input question" class:kern-form-input--error=faulty>
            <label class="kern-label" for=label_for><LabelText state filling /></label>
            <Hint id=id.clone() state filling />
            <div class="kern-form-input__select-wrapper" class:kern-form-input__select-wrapper--error=faulty>
                <select class="kern-form-input__select" id=field prop:value=chosen on:change=take
                    disabled=move || state.read().read_only aria-invalid=move || faulty().then_some("true")
                    aria-describedby=move || describe(&described, &state.read(), filling)>
                    <option value="" lang=move || filling.spoken().tag()>{move || Text::Choose.of(filling.spoken())}</option>
                    {options}
                </select>
            </div>
            <Fault id state filling />
        </div>
    }
}

fn chosen_of(choices: &[ChoiceState]) -> String {
    choices.iter().find(|choice| choice.chosen).map(|choice| choice.name.clone()).unwrap_or_default()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use crate::offline::parts::{Filling, QuestionList};
    use domain::{
        ids::SubmissionId,
        questionnaires::{
            Choice, ChoiceList, Context, Definition, Form, Kind, Node, QuestionId, Texts, expression::Zone,
        },
    };
    use leptos::prelude::*;

    /// The list of a question on a tablet after this answer, and everything that stands there.
    fn shown_as(appearance: &str, answer: &str) -> String {
        let choice = |name: &str| Choice { name: name.into(), label: Texts::plain(name), ..Choice::default() };
        let node = Node {
            id: QuestionId(1),
            name: "a".into(),
            kind: Kind::SelectOne { list: "l".into() },
            label: Texts::plain("Wie gern?"),
            appearance: appearance.into(),
            ..Node::default()
        };
        let definition = Definition {
            nodes: vec![node],
            lists: vec![ChoiceList { name: "l".into(), choices: ["gar", "sehr"].map(choice).into() }],
            languages: vec![String::new()],
            ..Definition::default()
        };
        let context = Context { now: 0, zone: Zone::Berlin, seed: 1, language: String::new() };
        let mut form = Form::create(&definition, context).expect("it runs");
        form.answer(QuestionId(1), answer).expect("a question");
        Owner::new().with(|| {
            let filling = Filling::to_try(form, SubmissionId::new(uuid::Uuid::nil()));
            view! { <QuestionList filling /> }.to_html()
        })
    }

    #[test]
    fn a_minimal_question_is_a_list_with_its_answer_and_a_line_that_takes_it_back() {
        let html = shown_as("minimal", "sehr");
        assert!(html.contains("<select") && !html.contains("type=\"radio\""), "{html}");
        let options: Vec<&str> = html.split("<option").skip(1).collect();
        assert_eq!(options.iter().map(|option| option.contains("selected")).collect::<Vec<_>>(), [false, false, true]);
        assert!(options.first().is_some_and(|first| first.contains("Bitte wählen")), "{html}");
        assert!(!shown_as("minimal", "").contains("selected"));
    }

    #[test]
    fn other_answers_stand_as_their_author_wants_them() {
        for (appearance, classes) in [("", [false, false]), ("columns", [true, false]), ("likert", [false, true])] {
            let html = shown_as(appearance, "");
            let found = ["question__scale", "question__likert"].map(|class| html.contains(class));
            assert_eq!((found, html.matches("type=\"radio\"").count()), (classes, 2), "{appearance}: {html}");
        }
    }
}
