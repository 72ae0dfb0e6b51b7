use super::{Place, place};
use crate::{
    people::{
        BASE,
        api::{record, remove},
        parts::{Facts, History, LineTable},
    },
    ui::{Confirm, Failure, FailurePage, Loading, NotFound, Page, TakesFocus, lead_on},
};
use domain::{
    AppError,
    people::{ListQuery, RecordView, Related, Sheet, german},
};
use leptos::{prelude::*, task::spawn_local};

/// One record with what belongs to it.
#[component]
pub fn RecordPage() -> impl IntoView {
    let place = place();
    move || match place.get() {
        Place { sheet: Some(sheet), id, .. } => view! { <Detail sheet id /> }.into_any(),
        Place { sheet: None, .. } => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Detail(sheet: Sheet, id: String) -> impl IntoView {
    let found = LocalResource::new(move || record(sheet, id.clone()));
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found view /> }.into_any(),
            Err(error) => view! { <FailurePage error=error.0 /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Found(view: RecordView) -> impl IntoView {
    let RecordView { sheet, id, revision, title, line, links, history, related, can_edit, can_remove, .. } = view;
    let cells = line.map(|line| line.cells).unwrap_or_default();
    let (edit, about) = (format!("{BASE}/{}/{id}/bearbeiten", sheet.code()), id.clone());
    let related = related
        .into_iter()
        .map(|related| view! { <RelatedLines related about=about.clone() can_edit /> })
        .collect_view();
    let name = title.clone();
    view! {
        <Page title>
            <p class="lead">
                <a href=format!("{BASE}/{}", sheet.code())>{german::sheet(sheet)}</a>
            </p>
            <Facts sheet cells links />
            <p class="actions">
                {can_edit.then(|| view! {
                    <a href=edit class="kern-btn kern-btn--primary"><span class="kern-label">"Bearbeiten"</span></a>
                })}
                {can_remove.then(|| view! { <TakeBack sheet id title=name revision /> })}
            </p>
            <History rows=history />
            {related}
        </Page>
    }
}

#[component]
fn RelatedLines(related: Related, about: String, can_edit: bool) -> impl IntoView {
    let Related { sheet, lines } = related;
    let empty = lines.is_empty();
    let lines = Memo::new(move |_| lines.clone());
    view! {
        <section>
            <h2>{german::sheet(sheet)}</h2>
            {if empty {
                view! { <p class="empty">"Noch kein Eintrag."</p> }.into_any()
            } else {
                view! { <LineTable sheet caption=german::sheet(sheet) lines query=RwSignal::new(ListQuery::default()) fixed=true /> }.into_any()
            }}
            {can_edit.then(|| view! {
                <p class="actions">
                    <a href=format!("{BASE}/{}/neu?zu={about}", sheet.code()) class="kern-btn kern-btn--tertiary">
                        <span class="kern-label">{format!("{} hinzufügen", german::record(sheet))}</span>
                    </a>
                </p>
            })}
        </section>
    }
}

/// Removes what was entered by mistake, after a question: there is no way back.
#[component]
fn TakeBack(sheet: Sheet, id: String, title: String, revision: u64) -> impl IntoView {
    let navigate = lead_on();
    let failed = RwSignal::new(None::<AppError>);
    let question = format!("{title} entfernen? Das lässt sich nicht zurückholen.");
    let take_back = Callback::new(move |()| {
        failed.set(None);
        let (id, navigate) = (id.clone(), navigate.clone());
        spawn_local(async move {
            match remove(sheet, id, revision).await {
                Ok(()) => navigate(&format!("{BASE}/{}", sheet.code())),
                Err(error) => failed.set(Some(error.0)),
            }
        });
    });
    view! {
        <Confirm label="Entfernen" yes="Wirklich entfernen" question object=title act=take_back />
        {move || failed.get().map(|error| view! { <TakesFocus><Failure error /></TakesFocus> })}
    }
}
