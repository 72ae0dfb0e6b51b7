//! Tasks that stay visible until they are done.

use crate::events::api::set_task_done;
use domain::{AppError, events::minutes::TaskRow};
use leptos::{prelude::*, task::spawn_local};

/// How the last act on a page ended. Kept by the page, because its content is drawn anew after each.
pub type Answer = RwSignal<Option<Result<String, AppError>>>;

/// Tasks with a way to mark them as done, or as open again.
#[component]
pub fn Tasks(
    tasks: Vec<TaskRow>,
    /// Whether each names its meeting.
    #[prop(optional)]
    with_meeting: bool,
    answer: Answer,
    changed: Callback<()>,
) -> impl IntoView {
    let rows = tasks.into_iter().map(|task| view! { <OneTask task with_meeting answer changed /> });
    view! { <ul class="tasks">{rows.collect_view()}</ul> }
}

#[component]
fn OneTask(task: TaskRow, with_meeting: bool, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let TaskRow { id, what, who_until, overdue, done, meeting, .. } = task;
    let label = if done { "Wieder offen" } else { "Erledigt" };
    let name = format!("{label}: {what}");
    let text = what.clone();
    let turn = move |_| {
        let (id, text) = (id.clone(), text.clone());
        answer.set(None);
        spawn_local(async move {
            let said = if done { format!("Die Aufgabe ist wieder offen: {text}") } else { format!("Erledigt: {text}") };
            answer.set(Some(set_task_done(id, !done).await.map(|()| said).map_err(|error| error.0)));
            changed.run(());
        });
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
