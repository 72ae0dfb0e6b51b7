//! Every task of every meeting that is not done.

use crate::{
    ApiError,
    events::{
        api::open_tasks,
        parts::{Answer, Tasks},
    },
    staff::with_right,
    ui::{ActionOutcome, Empty, Failure, Loading, Page},
};
use domain::access::Koordination;
use leptos::prelude::*;

#[component]
pub fn OpenTasksPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OpenTasks /> }.into_any())
}

#[component]
fn OpenTasks() -> impl IntoView {
    let found = LocalResource::new(open_tasks);
    let answer = Answer::new(None);
    let changed = Callback::new(move |()| found.refetch());
    let content = move || {
        found.get().map(|found| match found {
            Ok(tasks) if tasks.is_empty() => view! { <Empty text="Es ist keine Aufgabe offen." /> }.into_any(),
            Ok(tasks) => view! { <Tasks tasks with_meeting=true answer changed /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Offene Aufgaben">
            <p class="lead">"Aus den Protokollen aller Treffen. Eine Aufgabe bleibt hier, bis sie erledigt ist."</p>
            <ActionOutcome answer />
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}
