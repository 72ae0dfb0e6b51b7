//! The form in which minutes are written.

use super::minutes_rows::{Item, ItemFields, Task, TaskFields};
use crate::{
    ApiError,
    ui::{Form, Outcome},
};
use domain::events::minutes::{ItemInput, MinutesInput};
use leptos::{prelude::*, task::spawn_local};

/// Points and tasks; `save` is called with what is typed once it has no faults.
#[component]
pub fn MinutesForm<S, F>(input: MinutesInput, save: S) -> impl IntoView
where
    S: Fn(MinutesInput) -> F + Clone + Send + Sync + 'static,
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
    let sending = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if sending.get_untracked() || !form.judge() {
            return;
        }
        sending.set(true);
        let (save, input) = (save.clone(), untrack(typed));
        spawn_local(async move {
            if let Err(error) = save(input).await {
                form.show(Some(error.0));
            }
            sending.try_set(false);
        });
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <Outcome form />
            <h2>"Tagesordnung und Ergebnisse"</h2>
            <ItemFields form items />
            <h2>"Aufgaben"</h2>
            <TaskFields form tasks />
            <div class="actions">
                <button class="kern-btn kern-btn--primary" type="submit" aria-disabled=move || sending.get().then_some("true")>
                    <span class="kern-label">"Protokoll speichern"</span>
                </button>
            </div>
        </form>
    }
}
