//! Every task of every meeting that is not done.

use crate::{
    events::{api::open_tasks, parts::Tasks},
    staff::with_right,
    ui::{ActionOutcome, Acts, Empty, Notice, NoticeKind, Page, Reading, part},
};
use domain::access::Koordination;
use leptos::prelude::*;

#[component]
pub fn OpenTasksPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OpenTasks /> }.into_any())
}

#[component]
fn OpenTasks() -> impl IntoView {
    let reading = Reading::new(open_tasks);
    let acts = Acts::on(reading);
    let content = reading.shown(move |all| {
        let tasks = part(all, |all| all.iter().filter(|task| !task.unreadable).cloned().collect::<Vec<_>>());
        let missing = part(all, |all| all.iter().find(|task| task.unreadable).map(|task| task.what.clone()));
        let empty = Memo::new(move |_| tasks.with(Vec::is_empty));
        view! {
            {move || missing.get().map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
            {move || match empty.get() {
                // That none is open is said of what can be read alone.
                true if missing.with(Option::is_some) => ().into_any(),
                true => view! { <Empty text="Es ist keine Aufgabe offen." /> }.into_any(),
                false => view! { <Tasks tasks with_meeting=true acts /> }.into_any(),
            }}
        }
        .into_any()
    });
    view! {
        <Page title="Offene Aufgaben">
            <p class="lead">"Aus den Protokollen aller Treffen. Eine Aufgabe bleibt hier, bis sie erledigt ist."</p>
            <ActionOutcome answer=acts.answer />
            {content}
        </Page>
    }
}
