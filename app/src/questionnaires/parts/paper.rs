//! A sheet of paper: numbered questions with boxes to tick, skip arrows, and at the edge a box for the code.

use crate::questionnaires::paper::{PaperView, PaperWords};
use domain::questionnaires::paper::{Jump, OnlyIf, PaperChoice, PaperItem, PaperQuestion, Space};
use leptos::prelude::*;
use std::sync::Arc;

/// What every part of a sheet needs of it.
#[derive(Clone)]
struct Frame {
    words: Arc<PaperWords>,
    arrow: &'static str,
}

impl Frame {
    fn jump(&self, jump: Option<Jump>) -> Option<String> {
        let text = match jump? {
            Jump::To(number) => self.words.go_to.replacen("{}", &number.to_string(), 1),
            Jump::End => self.words.go_to_end.clone(),
        };
        Some(format!("{} {text}", self.arrow))
    }

    fn condition(&self, only_if: &OnlyIf) -> String {
        match only_if {
            OnlyIf::Answered { number, answers } => {
                let text = self.words.only_if.replacen("{}", &number.to_string(), 1);
                text.replacen("{}", &answers.join(" / "), 1)
            }
            OnlyIf::Rule(rule) => self.words.rule.replacen("{}", rule, 1),
        }
    }
}

#[component]
pub fn PrintedSheet(view: PaperView) -> impl IntoView {
    let PaperView { sheet, tag, right_to_left, words, .. } = view;
    let arrow = if right_to_left { "←" } else { "→" };
    let (promise, how) = (words.promise.clone(), words.how.clone());
    let end = format!("{} {}", words.thanks, words.give_back);
    let frame = Frame { words: Arc::new(words), arrow };
    let items = sheet.items.into_iter().map(|item| view! { <Item item frame=frame.clone() /> }).collect_view();
    view! {
        <div class="paper" lang=tag dir=if right_to_left { "rtl" } else { "ltr" }>
            <p class="paper__promise" dir="auto">{promise}</p>
            <p class="paper__how" dir="auto">{how}</p>
            {items}
            <p class="paper__end" dir="auto">{end}</p>
        </div>
    }
}

#[component]
fn Item(item: PaperItem, frame: Frame) -> impl IntoView {
    match item {
        PaperItem::Heading { text, depth: 0 } => view! { <h2 class="paper__heading" dir="auto">{text}</h2> }.into_any(),
        PaperItem::Heading { text, .. } => view! { <h3 class="paper__heading" dir="auto">{text}</h3> }.into_any(),
        PaperItem::Entry(number) => {
            let text = frame.words.entry.replacen("{}", &number.to_string(), 1);
            view! { <p class="paper__entry" dir="auto">{text}</p> }.into_any()
        }
        PaperItem::Note(text) => view! { <p class="paper__note" dir="auto">{text}</p> }.into_any(),
        PaperItem::Question(question) => view! { <Question question=*question frame /> }.into_any(),
    }
}

#[component]
fn Question(question: PaperQuestion, frame: Frame) -> impl IntoView {
    let PaperQuestion { number, label, mut hints, required, only_if, space, then, .. } = question;
    let own = match space {
        Space::Several(_) => Some(frame.words.several.clone()),
        Space::Rank(_) => Some(frame.words.rank.clone()),
        _ => None,
    };
    // Many authors write the same sentence themselves.
    hints.extend(own.filter(|own| !hints.contains(own)));
    let conditions = only_if.iter().map(|only_if| {
        let text = frame.condition(only_if);
        view! { <p class="paper__only" dir="auto">{text}</p> }
    });
    let conditions = conditions.collect_view();
    let hints = hints.into_iter().map(|hint| view! { <p class="paper__hint" dir="auto">{hint}</p> }).collect_view();
    let required = required.then(|| format!(" ({})", frame.words.required));
    let then = frame.jump(then).map(|text| view! { <p class="paper__jump"><strong>{text}</strong></p> });
    view! {
        <section class="paper__question">
            {conditions}
            <p class="paper__label"><strong>{format!("{number}. ")}</strong><bdi>{label}</bdi>{required}</p>
            {hints}
            <Answer space frame />
            {then}
            <span class="paper__code" aria-hidden="true"></span>
        </section>
    }
}

#[component]
fn Answer(space: Space, frame: Frame) -> impl IntoView {
    let boxes = |count: usize| {
        (0..count).map(|_| view! { <span class="paper__digit" aria-hidden="true"></span> }).collect_view()
    };
    let part = |count: usize, text: &'static str| view! { {boxes(count)} <span class="paper__sign">{text}</span> };
    // Digits run from left to right in every language.
    match space {
        Space::One(choices) => view! { <Choices choices shape="paper__box paper__box--one" frame /> }.into_any(),
        Space::Several(choices) => view! { <Choices choices shape="paper__box" frame /> }.into_any(),
        Space::Rank(choices) => view! { <Choices choices shape="paper__digit" frame /> }.into_any(),
        Space::Scale(values) => {
            let values = values.into_iter().map(|value| {
                view! { <li><span class="paper__box paper__box--one" aria-hidden="true"></span>{value}</li> }
            });
            view! { <ul class="paper__scale">{values.collect_view()}</ul> }.into_any()
        }
        Space::Tick => {
            let confirm = frame.words.confirm.clone();
            let choices = vec![PaperChoice { code: 1, label: confirm, jump: None }];
            view! { <Choices choices shape="paper__box" frame /> }.into_any()
        }
        Space::Number => view! { <p class="paper__boxes" dir="ltr">{boxes(6)}</p> }.into_any(),
        Space::Date => {
            view! { <p class="paper__boxes" dir="ltr">{part(2, ".")} {part(2, ".")} {boxes(4)}</p> }.into_any()
        }
        Space::Time => view! { <p class="paper__boxes" dir="ltr">{part(2, ":")} {boxes(2)}</p> }.into_any(),
        Space::DateTime => view! {
            <p class="paper__boxes" dir="ltr">{part(2, ".")} {part(2, ".")} {part(4, " ")} {part(2, ":")} {boxes(2)}</p>
        }
        .into_any(),
        Space::Lines(count) => {
            let lines = (0..count).map(|_| view! { <span class="paper__line" aria-hidden="true"></span> });
            view! { <div class="paper__lines">{lines.collect_view()}</div> }.into_any()
        }
    }
}

/// A box for each choice, with its code and, where it leads past something, an arrow.
#[component]
fn Choices(choices: Vec<PaperChoice>, shape: &'static str, frame: Frame) -> impl IntoView {
    let entries = choices.into_iter().map(|choice| {
        let jump = frame.jump(choice.jump).map(|text| view! { <strong class="paper__go">{text}</strong> });
        view! {
            <li>
                <span class=shape aria-hidden="true"></span>
                <span class="paper__number">{choice.code.to_string()}</span>
                <bdi>{choice.label}</bdi>
                {jump}
            </li>
        }
    });
    view! { <ul class="paper__choices">{entries.collect_view()}</ul> }
}
