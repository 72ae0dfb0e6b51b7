use super::id_of_address;
use crate::{
    ApiError,
    questionnaires::{
        BASE,
        api::{begin_draft, draft},
        parts::design::{Designer, Desk},
        view::DraftView,
    },
    staff::with_right,
    ui::{ActionOutcome, Empty, FailurePage, Loading, Page},
};
use domain::{AppError, access::Designer};
use leptos::{prelude::*, task::spawn_local};

/// The designer of a questionnaire's draft.
#[component]
pub fn DesignPage() -> impl IntoView {
    with_right::<Designer>(|| view! { <Design /> }.into_any())
}

#[component]
fn Design() -> impl IntoView {
    let id = Memo::new(move |_| id_of_address());
    let found = LocalResource::new(move || draft(id.get()));
    let again = Callback::new(move |()| found.refetch());
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found id=id.get_untracked() view again /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Found(id: String, mut view: DraftView, again: Callback<()>) -> impl IntoView {
    let title = format!("Entwurf: {}", view.title);
    let back = format!("{BASE}/{id}");
    let content = match view.draft.take() {
        Some(draft) => {
            let desk = Desk::new(id, view, draft);
            view! { <Designer desk /> }.into_any()
        }
        None => view! { <NoDraft id again /> }.into_any(),
    };
    view! {
        <Page title>
            <p class="actions"><a href=back class="kern-btn kern-btn--tertiary"><span class="kern-label">"Zum Fragebogen"</span></a></p>
            {content}
        </Page>
    }
}

/// Everything is published: the next version begins with the latest one.
#[component]
fn NoDraft(id: String, again: Callback<()>) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<String, AppError>>);
    let begin = move |_| {
        let id = id.clone();
        answer.set(None);
        spawn_local(async move {
            match begin_draft(id).await {
                Ok(()) => _ = again.try_run(()),
                Err(ApiError(error)) => answer.set(Some(Err(error))),
            }
        });
    };
    view! {
        <ActionOutcome answer />
        <Empty text="Von diesem Fragebogen gibt es keinen Entwurf. Die nächste Fassung beginnt mit der letzten." />
        <p class="actions">
            <button class="kern-btn kern-btn--primary" type="button" on:click=begin>
                <span class="kern-label">"Nächste Fassung entwerfen"</span>
            </button>
        </p>
    }
}
