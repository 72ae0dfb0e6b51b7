use crate::{
    people::{BASE, api::warnings},
    staff::{StaffSession, with_right},
    ui::{Failure, Loading, Notice, NoticeKind, Page},
};
use domain::{
    access::{DirectoryReader, Role},
    people::{Sheet, WarningRow, WarningsView, german},
};
use leptos::prelude::*;

/// What the directory holds, and what in it does not fit today.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    with_right::<DirectoryReader>(|| view! { <Directory /> }.into_any())
}

#[component]
fn Directory() -> impl IntoView {
    let role = use_context::<StaffSession>().map(|session| session.0.role);
    let found = LocalResource::new(warnings);
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Warnings view /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    let entries = sheets(role)
        .iter()
        .map(|sheet| view! { <li><a href=format!("{BASE}/{}", sheet.code())>{german::sheet(*sheet)}</a></li> })
        .collect_view();
    view! {
        <Page title="Verzeichnis">
            <ul class="directory__sheets">{entries}</ul>
            {(role == Some(Role::Koordination)).then(|| view! {
                <p class="actions"><a href=format!("{BASE}/einspielen") class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Aus Datei einspielen"</span>
                </a></p>
            })}
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

/// The lists a role has something in.
fn sheets(role: Option<Role>) -> &'static [Sheet] {
    match role {
        Some(Role::Koordination | Role::Finanzen | Role::Revision) => &Sheet::ALL,
        Some(Role::Anstellungstraeger) => &[
            Sheet::Kitas,
            Sheet::KiSo,
            Sheet::Zuordnungen,
            Sheet::Stellen,
            Sheet::Vereinbarungen,
            Sheet::Anstellungstraeger,
        ],
        _ => &[Sheet::Kitas, Sheet::Zuordnungen, Sheet::KiSo],
    }
}

#[component]
fn Warnings(view: WarningsView) -> impl IntoView {
    if view.rows.is_empty() {
        return view! { <Notice kind=NoticeKind::Success title="Heute gibt es keine Hinweise zum Verzeichnis." /> }
            .into_any();
    }
    let line = |WarningRow { sentence, record }| {
        let address = format!("{BASE}/{}/{}", record.sheet.code(), record.id);
        view! { <li><a href=address>{sentence}</a></li> }
    };
    let sentences = view.rows.into_iter().map(line).collect_view();
    view! {
        <h2>"Hinweise"</h2>
        <ul>{sentences}</ul>
    }
    .into_any()
}
