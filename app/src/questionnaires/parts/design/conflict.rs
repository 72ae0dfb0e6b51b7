//! Two people, one draft: nothing is lost, and the second one decides.

use super::{desk::Desk, review::changes_between};
use crate::ui::{Notice, NoticeKind, TakesFocus};
use domain::questionnaires::german;
use leptos::prelude::*;

#[component]
pub fn Merged(desk: Desk) -> impl IntoView {
    let there = Memo::new(move |_| desk.theirs.with(Option::is_some));
    move || there.get().then(|| view! { <TakesFocus><Decision desk /></TakesFocus> })
}

#[component]
fn Decision(desk: Desk) -> impl IntoView {
    let theirs = move || desk.theirs.get();
    let title = move || match theirs().and_then(|theirs| theirs.published) {
        Some(number) => format!("Inzwischen wurde dieser Entwurf als Fassung {number} veröffentlicht."),
        None => "Inzwischen hat jemand anderes diesen Entwurf gespeichert.".to_owned(),
    };
    let changes = move || {
        let draft = desk.settled.get();
        theirs().map(|theirs| changes_between(&theirs.draft, &draft))
    };
    let failed = move || {
        let failed = theirs().map(|theirs| theirs.failed).unwrap_or_default();
        (!failed.is_empty()).then(|| {
            let items = failed.into_iter().map(|refused| view! { <li>{german::refused(refused)}</li> }).collect_view();
            view! { <p>"Nicht mehr möglich war:"</p><ul>{items}</ul> }
        })
    };
    view! {
        <Notice kind=NoticeKind::Warning title=untrack(title)>
            <p>"Ihre Änderungen sind auf dem neuen Stand wiederholt und stehen unten; gespeichert ist davon noch nichts. \
                Das ändert sich, wenn Sie so speichern:"</p>
            {changes}
            {failed}
            <p class="actions">
                <button class="kern-btn kern-btn--primary" type="button" on:click=move |_| desk.agree()>
                    <span class="kern-label">"So speichern"</span>
                </button>
                <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| desk.give_way()>
                    <span class="kern-label">"Meine Änderungen verwerfen"</span>
                </button>
            </p>
        </Notice>
    }
}
