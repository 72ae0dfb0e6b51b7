//! The form in which minutes are written.

use super::minutes_rows::{Item, ItemFields, Task, TaskFields};
use crate::{
    ApiError,
    ui::{Form, SendForm, Sending},
};
use domain::events::minutes::{ItemInput, MinutesInput};
use leptos::prelude::*;

/// Points and tasks; `save` is called with what is typed once it has no faults.
#[component]
pub fn MinutesForm<S, F>(input: MinutesInput, save: S) -> impl IntoView
where
    S: Fn(MinutesInput) -> F + Send + Sync + 'static,
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let mut items: Vec<_> = input.items.iter().map(Item::of).collect();
    if items.is_empty() {
        items.push(Item::of(&ItemInput::default()));
    }
    let items = RwSignal::new(items);
    let tasks = RwSignal::new(input.tasks.iter().map(Task::of).collect::<Vec<_>>());
    let typed = move || MinutesInput {
        items: items.with(|items| items.iter().map(Item::input).collect()),
        tasks: tasks.with(|tasks| tasks.iter().map(Task::input).collect()),
    };
    let form = Form::new(move || typed().check().err().unwrap_or_default());
    let send = move || -> Sending { Box::pin(save(typed())) };
    view! {
        <SendForm form label="Protokoll speichern" send>
            <h2>"Tagesordnung und Ergebnisse"</h2>
            <ItemFields form items />
            <h2>"Aufgaben"</h2>
            <TaskFields form tasks />
        </SendForm>
    }
}
