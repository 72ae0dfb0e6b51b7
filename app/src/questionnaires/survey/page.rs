//! One page of questions: written by the server, and again by the browser once its part has arrived.

use super::{
    ADD, BACK, CODE, DISCARD, KIOSK, LANGUAGE, NEXT, PAUSE, PROGRESS, REMOVE, SPEAK, STAND, STEP, STOP,
    fields::Question,
    frame::{Frame, way},
};
use crate::ui::{Notice, NoticeKind};
use domain::questionnaires::{
    Kind, NodeState, Place, RepeatState,
    survey::{Language, Outcome, Text, Turn, field_name},
};
use leptos::prelude::*;

/// Throws away what lies on the device.
#[component]
pub fn DiscardButton(spoken: Language) -> impl IntoView {
    view! {
        <button class="kern-btn kern-btn--tertiary" type="submit" name=STEP value=DISCARD>
            <span class="kern-label">{Text::Discard.of(spoken)}</span>
        </button>
    }
}

/// The form with everything on one page; `offered` are the languages of the questionnaire.
#[component]
pub fn Page(frame: Frame, turn: Turn, offered: Vec<String>) -> impl IntoView {
    let Turn { outcome, stand, nodes, faults, position, language, .. } = turn;
    let spoken = frame.language;
    let (page, pages) = position;
    let progress = Text::Progress.with(spoken, &[&page.to_string(), &pages.to_string()]);
    let last = page == pages;
    let labels: Vec<(Place, String)> = nodes.iter().map(|node| (node.place.clone(), label_of(node))).collect();
    let shown = nodes.into_iter().map(|node| {
        let fault = faults.iter().find(|(place, _)| *place == node.place).map(|(_, message)| message.clone());
        view! { <Node node fault spoken /> }
    });
    let shown = shown.collect_view();
    view! {
        {(page == 1).then(|| view! { <p class="survey__promise">{Text::Promise.of(spoken)}</p> })}
        <form class="survey__form" method="post" action=frame.address novalidate autocomplete="off">
            <input type="hidden" name=STAND value=stand.write() />
            <input type="hidden" name=LANGUAGE value=language.clone() />
            {(!frame.code.is_empty()).then(|| view! { <input type="hidden" name=CODE value=frame.code.clone() /> })}
            {frame.kiosk.then(|| view! { <input type="hidden" name=KIOSK value="1" /> })}
            // The key Enter presses the first button of a form; it must be "next", not a language.
            <button class="kern-sr-only" type="submit" name=STEP value=NEXT tabindex="-1" aria-hidden="true"></button>
            <Languages offered chosen=language spoken />
            <div class="survey__progress">
                // The browser part leads there when it has turned the page.
                <span id=PROGRESS tabindex="-1">{progress}</span>
                <progress max=pages.to_string() value=page.to_string() aria-labelledby=PROGRESS></progress>
            </div>
            <Result outcome faults labels spoken />
            {shown}
            <div class="actions">
                <button class="kern-btn kern-btn--primary" type="submit" name=STEP value=NEXT>
                    <span class="kern-label">{if last { Text::Send } else { Text::Next }.of(spoken)}</span>
                </button>
                {(page > 1).then(|| view! {
                    <button class="kern-btn kern-btn--tertiary" type="submit" name=STEP value=BACK>
                        <span class="kern-label">{Text::Back.of(spoken)}</span>
                    </button>
                })}
                {frame.may_pause.then(|| view! {
                    <button class="kern-btn kern-btn--tertiary" type="submit" name=STEP value=PAUSE>
                        <span class="kern-label">{Text::Pause.of(spoken)}</span>
                    </button>
                })}
                {frame.kiosk.then(|| view! {
                    <button class="kern-btn kern-btn--tertiary" type="submit" name=STEP value=STOP>
                        <span class="kern-label">{Text::KioskStop.of(spoken)}</span>
                    </button>
                })}
            </div>
        </form>
    }
}

/// A large switch: each language by its own name. What was typed goes with it.
#[component]
fn Languages(offered: Vec<String>, chosen: String, spoken: Language) -> impl IntoView {
    if offered.len() < 2 {
        return ().into_any();
    }
    let buttons = offered.into_iter().map(|name| {
        let language = Language::of_questionnaire(&name);
        let text = language.map_or_else(|| name.clone(), |language| language.name().to_owned());
        let (pressed, way) = (if name == chosen { "true" } else { "false" }, way(&text));
        view! {
            <li><button class="survey__language" type="submit" name=STEP value=format!("{SPEAK}{name}") aria-pressed=pressed
                lang=language.map(Language::tag) dir=way>{text}</button></li>
        }
    });
    view! {
        <nav aria-label=Text::Language.of(spoken)><ul class="survey__languages">{buttons.collect_view()}</ul></nav>
    }
    .into_any()
}

/// What became of the page that was sent, above its questions; the browser leads there by itself.
#[component]
fn Result(
    outcome: Outcome,
    faults: Vec<(Place, String)>,
    labels: Vec<(Place, String)>,
    spoken: Language,
) -> impl IntoView {
    match outcome {
        Outcome::Refused => {
            let items = faults.into_iter().map(move |(place, message)| {
                let label = labels
                    .iter()
                    .find(|(known, _)| *known == place)
                    .map(|(_, label)| label.clone())
                    .unwrap_or_default();
                let way = way(&label);
                view! { <li dir=way><a href=format!("#{}", field_name(&place))>{label}</a> ": " {message}</li> }
            });
            view! {
                <div class="outcome" tabindex="-1" autofocus>
                    <Notice kind=NoticeKind::Danger title=Text::FaultsTitle.of(spoken)><ul>{items.collect_view()}</ul></Notice>
                </div>
            }
            .into_any()
        }
        Outcome::More => view! {
            <div class="outcome" tabindex="-1" autofocus>
                <Notice kind=NoticeKind::Info title=Text::MoreQuestions.of(spoken) />
            </div>
        }
        .into_any(),
        Outcome::Noticed => view! {
            <div class="outcome" tabindex="-1" autofocus>
                <Notice kind=NoticeKind::Info title=Text::LookAgain.of(spoken) />
            </div>
        }
        .into_any(),
        Outcome::Resumed => view! {
            <div class="outcome" tabindex="-1" autofocus>
                <Notice kind=NoticeKind::Info title=Text::Resumed.of(spoken)><DiscardButton spoken /></Notice>
            </div>
        }
        .into_any(),
        Outcome::TooMuch => view! {
            <div class="outcome" tabindex="-1" autofocus>
                <Notice kind=NoticeKind::Danger title=Text::TooMuch.of(spoken) />
            </div>
        }
        .into_any(),
        // The last page is shown again only when its answers could not be stored; they are all still there.
        Outcome::Finished(_) => view! {
            <div class="outcome" tabindex="-1" autofocus>
                <Notice kind=NoticeKind::Danger title=Text::FailedTitle.of(spoken) />
            </div>
        }
        .into_any(),
        Outcome::Show => ().into_any(),
    }
}

#[component]
fn Node(node: NodeState, fault: Option<String>, spoken: Language) -> impl IntoView {
    match node.kind {
        Kind::Group | Kind::Repeat => view! { <Heading node spoken /> }.into_any(),
        Kind::Note => {
            let text = label_of(&node);
            let way = way(&text);
            view! { <p class="survey__note" dir=way>{text}</p> }.into_any()
        }
        _ => view! { <Question node fault spoken /> }.into_any(),
    }
}

/// Heading of a group; of a repeat with the ways to add and remove entries.
#[component]
fn Heading(node: NodeState, spoken: Language) -> impl IntoView {
    let label = if node.label.is_empty() { String::new() } else { label_of(&node) };
    let (heading, button) = match node.repeat {
        Some(RepeatState::Range { counted: false, .. }) => {
            (label.clone(), Some((format!("{ADD}{}", node.place), Text::AddEntry, label)))
        }
        Some(RepeatState::Instance { position }) => {
            let entry = Text::Entry.with(spoken, &[&position.to_string()]);
            (entry.clone(), Some((format!("{REMOVE}{}", node.place), Text::RemoveEntry, entry)))
        }
        _ => (label, None),
    };
    let button = button.map(|(value, text, about)| {
        view! {
            <button class="kern-btn kern-btn--secondary" type="submit" name=STEP value=value>
                <span class="kern-label">{text.of(spoken)}<span class="kern-sr-only">": " {about}</span></span>
            </button>
        }
    });
    if heading.is_empty() && button.is_none() {
        return ().into_any();
    }
    let shown = (!heading.is_empty())
        .then(|| view! { <h2 class="kern-heading-small" dir=way(&heading)>{heading.clone()}</h2> });
    view! { <div class="question__group">{shown}{button}</div> }.into_any()
}

/// The text of a question; its name where the author gave none.
pub fn label_of(node: &NodeState) -> String {
    if node.label.is_empty() { node.name.clone() } else { node.label.clone() }
}
