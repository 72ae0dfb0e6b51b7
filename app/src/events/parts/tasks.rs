//! Tasks that stay visible until they are done.

use crate::{
    events::api::set_task_done,
    ui::{Acts, as_sent},
};
use domain::events::minutes::TaskRow;
use leptos::prelude::*;

/// Tasks with a way to mark them as done, or as open again.
#[component]
pub fn Tasks(
    #[prop(into)] tasks: Signal<Vec<TaskRow>>,
    /// Whether each names its meeting.
    #[prop(optional)]
    with_meeting: bool,
    acts: Acts,
) -> impl IntoView {
    let each = move || tasks.get();
    view! {
        <ul class="tasks">
            <For each key=as_sent let(task)>
                <OneTask task with_meeting acts />
            </For>
        </ul>
    }
}

#[component]
fn OneTask(task: TaskRow, with_meeting: bool, acts: Acts) -> impl IntoView {
    let TaskRow { id, what, who_until, overdue, done, meeting, .. } = task;
    let label = if done { "Wieder offen" } else { "Erledigt" };
    let name = format!("{label}: {what}");
    let text = what.clone();
    let turn = move |_| {
        let said = if done { format!("Die Aufgabe ist wieder offen: {text}") } else { format!("Erledigt: {text}") };
        let turned = set_task_done(id.clone(), !done);
        acts.run(async move { turned.await.map(|()| said) });
    };
    view! {
        <li class="tasks__task">
            <div>
                <strong>{what}</strong>
                <span class="tasks__facts">
                    {who_until}
                    {with_meeting.then(|| format!(" · {meeting}"))}
                    {overdue.then(|| view! { " · " <strong>"überfällig"</strong> })}
                    {done.then_some(" · erledigt")}
                </span>
            </div>
            <button class="kern-btn kern-btn--tertiary" type="button" aria-label=name on:click=turn>
                <span class="kern-label">{label}</span>
            </button>
        </li>
    }
}
