//! A questionnaire in the language of who is asked: on the tablet too somebody else may read along, or answer.

use super::{filling::Filling, question::way};
use domain::questionnaires::survey::{Direction, Language, Text};
use leptos::prelude::*;

/// What stands inside, in the language that was chosen; with a button for each language where there are several.
#[component]
pub fn Spoken(filling: Filling, children: Children) -> impl IntoView {
    let spoken = move || Language::of_questionnaire(&filling.language());
    let direction = move || spoken().map_or(Direction::LeftToRight, Language::direction).code();
    let languages = filling.languages();
    let switch = (languages.len() > 1).then(|| view! { <Switch filling languages /> });
    view! {
        {switch}
        <div class="spoken" dir=direction lang=move || spoken().map(Language::tag)>{children()}</div>
    }
}

#[component]
fn Switch(filling: Filling, languages: Vec<String>) -> impl IntoView {
    let buttons = languages.into_iter().map(|name| {
        let language = Language::of_questionnaire(&name);
        // The author's own word for a language that the portal does not know.
        let word = language.map_or_else(|| name.clone(), |language| language.name().to_owned());
        let (own, wanted) = (name.clone(), name);
        view! {
            <button class="kern-btn kern-btn--secondary" type="button" lang=language.map(Language::tag)
                aria-pressed=move || (filling.language() == own).to_string() on:click=move |_| filling.speak(wanted.clone())>
                <span class="kern-label">{word}</span>
            </button>
        }
    });
    view! {
        <div class="spoken__languages" role="group" lang=move || filling.spoken().tag()
            aria-label=move || Text::Language.of(filling.spoken())>{buttons.collect_view()}</div>
    }
}

/// Words of the portal among the questions, in their language. It is named beside them: a questionnaire may speak one that the
/// portal does not know.
#[component]
pub(super) fn Own(filling: Filling, text: Text) -> impl IntoView {
    let said = move || text.of(filling.spoken());
    view! { <bdi lang=move || filling.spoken().tag() dir=move || way(said())>{said}</bdi> }
}
