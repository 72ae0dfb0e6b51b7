use crate::{questionnaires::view::QuestionLine, ui::Empty};
use leptos::prelude::*;

/// The questions to read, in their order; what stands in a group stands below it.
#[component]
pub fn Questions(questions: Vec<QuestionLine>) -> impl IntoView {
    if questions.is_empty() {
        return view! { <Empty text="Dieser Fragebogen enthält keine Frage." /> }.into_any();
    }
    list(questions).into_any()
}

fn list(questions: Vec<QuestionLine>) -> AnyView {
    let items = questions.into_iter().map(|line| view! { <Question line /> }).collect_view();
    view! { <ol class="questions">{items}</ol> }.into_any()
}

#[component]
fn Question(line: QuestionLine) -> impl IntoView {
    let QuestionLine { name, label, hint, kind, required, relevant, choices, children } = line;
    let label = if label.is_empty() { name } else { label };
    let choices = (!choices.is_empty()).then(|| {
        let items = choices.into_iter().map(|choice| view! { <li>{choice}</li> }).collect_view();
        view! { <ul class="questions__choices">{items}</ul> }
    });
    view! {
        <li class="questions__item">
            <p class="questions__label">{label}</p>
            <p class="questions__about">
                {kind} {required.then_some(" · Pflicht")}
                {(!relevant.is_empty()).then(|| format!(" · nur, wenn {relevant}"))}
            </p>
            {(!hint.is_empty()).then(|| view! { <p class="kern-hint">{hint}</p> })}
            {choices}
            {(!children.is_empty()).then(|| list(children))}
        </li>
    }
}
