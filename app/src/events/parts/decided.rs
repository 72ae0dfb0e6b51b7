//! How an act ended about which the portal decides: it is done, it is declined with a reason, or it failed.

use crate::ui::{ActionOutcome, Notice, NoticeKind, TakesFocus};
use domain::AppError;
use leptos::prelude::*;

/// What the last act led to, above what is drawn anew after it.
#[component]
pub fn DecidedOutcome(
    /// Whether it is done, and the sentence that says so or why not.
    answer: Signal<Option<Result<(bool, String), AppError>>>,
) -> impl IntoView {
    let ended = Signal::derive(move || match answer.get() {
        Some(Ok((true, text))) => Some(Ok(text)),
        Some(Err(error)) => Some(Err(error)),
        _ => None,
    });
    let declined = move || answer.get().and_then(Result::ok).filter(|(done, _)| !done).map(|(_, text)| text);
    let shown =
        move || declined().map(|text| view! { <TakesFocus><Notice kind=NoticeKind::Danger title=text /></TakesFocus> });
    view! { <ActionOutcome answer=ended /> {shown} }
}
