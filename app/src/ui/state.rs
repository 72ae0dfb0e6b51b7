//! States of a page: loading, empty, failed, done.

use super::{
    Form,
    failure::{Failure, WayOn},
};
use domain::{AppError, german};
use leptos::{html, prelude::*};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    Info,
    Success,
    Warning,
    Danger,
}

impl NoticeKind {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// A boxed message with a heading; read out by screen readers when it appears.
#[component]
pub fn Notice(
    kind: NoticeKind,
    #[prop(into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let class = kind.class();
    let role = if kind == NoticeKind::Danger { "alert" } else { "status" };
    view! {
        <div class=format!("kern-alert kern-alert--{class}") role=role>
            <div class="kern-alert__header">
                <span class=format!("kern-icon kern-icon--{class}") aria-hidden="true"></span>
                <span class="kern-title">{title}</span>
            </div>
            {children.map(|children| view! { <div class="kern-alert__body">{children()}</div> })}
        </div>
    }
}

/// A state in one or two words, for table cells and beside headings; never the only carrier of a colour's meaning.
#[component]
pub fn Badge(kind: NoticeKind, #[prop(into)] text: String) -> impl IntoView {
    let class = kind.class();
    view! {
        <span class=format!("kern-badge kern-badge--{class}")>
            <span class=format!("kern-icon kern-icon--{class} kern-icon--default") aria-hidden="true"></span>
            <span class="kern-label kern-label--small">{text}</span>
        </span>
    }
}

/// What a form was answered with, above its fields: the failure, and each faulty field as a link to it.
///
/// It takes the focus when the form was not taken, so that nobody has to look for what happened.
#[component]
pub fn Outcome(
    form: Form,
    /// What the address of a form sent without WASM leads to.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let (summary, refusals) = (form.summary(), form.refusals());
    Effect::new(move |_| {
        if let (true, Some(place)) = (refusals.get() > 0, place.get()) {
            // An outcome that cannot take the focus is still on the page.
            _ = place.focus();
        }
    });
    let shown = move || summary.get().map(|error| view! { <Summary form error /> });
    view! { <div class="outcome" id=id tabindex="-1" node_ref=place>{shown}</div> }
}

/// What a press of a button led to. It takes the focus when it appears: the button may be gone, and nobody should have to
/// look for what happened.
#[component]
pub fn TakesFocus(children: Children) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            // Once it is drawn; what cannot take the focus is still on the page.
            request_animation_frame(move || _ = place.focus());
        }
    });
    view! { <div class="outcome" tabindex="-1" node_ref=place>{children()}</div> }
}

/// How the last action on a page ended; `None` before the first and while one is under way.
#[component]
pub fn ActionOutcome(#[prop(into)] answer: Signal<Option<Result<String, AppError>>>) -> impl IntoView {
    move || {
        answer.get().map(|answer| {
            let shown = match answer {
                Ok(done) => view! { <Notice kind=NoticeKind::Success title=done /> }.into_any(),
                Err(error) => view! { <Failure error /> }.into_any(),
            };
            view! { <TakesFocus>{shown}</TakesFocus> }
        })
    }
}

#[component]
fn Summary(form: Form, error: AppError) -> impl IntoView {
    let faults = match &error {
        AppError::Invalid(faults) => faults.clone(),
        _ => Vec::new(),
    };
    let links = faults
        .into_iter()
        .map(|fault| {
            let sentence = german::sentence(&fault);
            let text = form.label_of(&fault.field).map_or(sentence.clone(), |label| format!("{label}: {sentence}"));
            if fault.field.is_empty() {
                view! { <li>{text}</li> }.into_any()
            } else {
                view! { <li><a rel="external" href=format!("#{}", fault.field)>{text}</a></li> }.into_any()
            }
        })
        .collect_view();
    view! {
        <Notice kind=NoticeKind::Danger title=german::message_beside_entry(&error)>
            {(!links.is_empty()).then(|| view! { <ul>{links}</ul> })}
            <WayOn error />
        </Notice>
    }
}

#[component]
pub fn Loading() -> impl IntoView {
    view! {
        <div class="loading" role="status">
            <span class="loading__ring" aria-hidden="true"></span>
            <span>"Wird geladen …"</span>
        </div>
    }
}

/// Nothing to show, and what would bring something here.
#[component]
pub fn Empty(#[prop(into)] text: String) -> impl IntoView {
    view! { <p class="empty">{text}</p> }
}

/// A fact that only the office knows: its lines, or a marked gap while unset. `;` begins a new line.
#[component]
pub fn OfficeFact(
    value: Option<String>,
    /// What is missing, as the gap names it.
    #[prop(into)]
    missing: String,
) -> impl IntoView {
    match value {
        None => view! { <span class="gap">{format!("[vom Amt zu ergänzen: {missing}]")}</span> }.into_any(),
        Some(value) => {
            let mut lines = value.split(';').map(|line| line.trim().to_owned());
            let first = lines.next();
            let others = lines.map(|line| view! { <br /> {line} }).collect_view();
            view! { {first} {others} }.into_any()
        }
    }
}
