//! The order of choices: pressed one after the other, the most important one first.

use super::{
    filling::Filling,
    question::{FieldGroup, way},
};
use domain::questionnaires::{NodeState, Place, survey::Text};
use leptos::prelude::*;

/// One button for each choice. It says its place; pressed again it gives the place back, and those behind it move up.
#[component]
pub fn Ranks(filling: Filling, place: Place, state: Memo<NodeState>, id: String) -> impl IntoView {
    let first = id.clone();
    let choices = move || {
        state.read().choices.iter().map(|choice| (choice.name.clone(), choice.label.clone())).collect::<Vec<_>>()
    };
    let option = move |(code, label): (String, String)| {
        let (place, pressed, own) = (place.clone(), code.clone(), code.clone());
        let rank = Memo::new(move |_| rank_of(&state.read().value, &own));
        let is_first = state.read_untracked().choices.first().is_some_and(|choice| choice.name == code);
        let button = if is_first { first.clone() } else { format!("{first}-{code}") };
        let press = move |_| {
            let order = after_press(&state.read_untracked().value, &pressed);
            filling.answer(&place, order);
        };
        let stands = move || {
            rank.get().map(|rank| {
                let spoken = filling.spoken();
                let place = Text::RankPlace.with(spoken, &[&rank.to_string()]);
                view! { <strong lang=spoken.tag() dir=spoken.direction().code()>{format!("{place}: ")}</strong> }
            })
        };
        view! {
            <li>
                <button class="kern-btn kern-btn--secondary" type="button" id=button on:click=press
                    aria-pressed=move || rank.get().is_some().to_string() disabled=move || state.read().read_only>
                    <span class="kern-label">{stands}<bdi dir=way(&label)>{label.clone()}</bdi></span>
                </button>
            </li>
        }
    };
    view! {
        <FieldGroup id state filling>
            <ul class="ranks">
                <For each=choices key=|choice| choice.clone() children=option />
            </ul>
        </FieldGroup>
    }
}

/// The place of a choice in an order of codes, counted from 1.
fn rank_of(order: &str, code: &str) -> Option<usize> {
    order.split_ascii_whitespace().position(|known| known == code).map(|at| at + 1)
}

/// The order once this choice was pressed: behind all others, or no longer in it.
fn after_press(order: &str, code: &str) -> String {
    let is_ranked = rank_of(order, code).is_some();
    let others = order.split_ascii_whitespace().filter(|known| *known != code);
    others.chain((!is_ranked).then_some(code)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_gives_the_next_place_and_another_one_gives_it_back() {
        let order = ["b", "a", "c"].iter().fold(String::new(), |order, code| after_press(&order, code));
        assert_eq!(order, "b a c");
        assert_eq!(["a", "b", "c", "d"].map(|code| rank_of(&order, code)), [Some(2), Some(1), Some(3), None]);
        assert_eq!(after_press(&order, "b"), "a c", "those behind it move up");
        assert_eq!(after_press("a c", "b"), "a c b");
    }
}
