//! What a KiSo should not forget: Erhebungen of her Kitas that end soon, with or without network.

use crate::{
    offline::{Workspace, now},
    ui::{Notice, NoticeKind},
};
use domain::{questionnaires::expression::Zone, sync::german};
use leptos::prelude::*;

/// As far as they lie on the device, once it is open. For who has no such device there is nothing.
#[component]
pub fn EndsSoon() -> impl IntoView {
    use_context::<Workspace>().map(|workspace| {
        let ending = Memo::new(move |_| {
            let today = Zone::Berlin.day(now()).unwrap_or_default();
            let packages = workspace.packages().unwrap_or_default();
            let soon = packages.into_iter().filter(|package| package.erhebung.ends_soon(today));
            let named = soon.map(|package| {
                let last_day = german::last_day(package.erhebung.to, today);
                (package.erhebung.to == today, [package.definition.settings.title, package.kita_name, last_day])
            });
            named.collect::<Vec<_>>()
        });
        move || {
            let ending = ending.get();
            let today = ending.iter().filter(|(is_today, _)| *is_today).count();
            german::ends_soon(today, ending.len() - today).map(|title| {
                let each = ending.into_iter().map(|(_, [questionnaire, kita, last_day])| {
                    view! { <li>{questionnaire} ", " {kita} ": " {last_day}</li> }
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
