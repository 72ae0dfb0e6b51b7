//! Every task of every meeting that is not done.

use crate::{
    events::{api::open_tasks, parts::Tasks},
    staff::with_right,
    ui::{ActionOutcome, Acts, Empty, Page, Reading},
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
    let content = reading.shown(move |tasks| {
        let empty = Memo::new(move |_| tasks.with(Vec::is_empty));
        (move || match empty.get() {
            true => view! { <Empty text="Es ist keine Aufgabe offen." /> }.into_any(),
            false => view! { <Tasks tasks with_meeting=true acts /> }.into_any(),
        })
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
