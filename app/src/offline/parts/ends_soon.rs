//! What a KiSo should not forget: Erhebungen of her Kitas that end soon, with or without network.

use crate::{
    offline::{Workspace, now},
    ui::{Notice, NoticeKind},
};
use domain::{german, questionnaires::expression::Zone, sync};
use leptos::prelude::*;

/// As far as they lie on the device, once it is open. For who has no such device there is nothing.
#[component]
pub fn EndsSoon() -> impl IntoView {
    use_context::<Workspace>().map(|workspace| {
        let ending = Memo::new(move |_| {
            let today = Zone::Berlin.day(now()).unwrap_or_default();
            let packages = workspace.packages().unwrap_or_default();
            let soon = packages.into_iter().filter(|package| package.erhebung.ends_soon(today));
            soon.map(|package| {
                (package.definition.settings.title, package.kita_name, german::date(package.erhebung.to))
            })
            .collect::<Vec<_>>()
        });
        move || {
            let ending = ending.get();
            sync::german::ends_soon(ending.len()).map(|title| {
                let each = ending.into_iter().map(|(questionnaire, kita, last_day)| {
                    view! { <li>{questionnaire} ", " {kita} ": bis " {last_day}</li> }
                });
                view! {
                    <Notice kind=NoticeKind::Info title>
                        <ul>{each.collect_view()}</ul>
                        <a href="/app/erhebungen" class="kern-link">"Zu den Erhebungen"</a>
                    </Notice>
                }
            })
        }
    })
}
