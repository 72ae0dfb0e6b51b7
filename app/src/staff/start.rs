use super::{StaffSession, navigation::areas};
use crate::ui::{Empty, Page, Tile};
use leptos::prelude::*;

/// Start of the staff zone: the areas of one's role.
#[component]
pub fn StaffStartPage() -> impl IntoView {
    let areas = use_context::<StaffSession>().map(|StaffSession(me)| areas(me.role)).unwrap_or_default();
    let content = if areas.is_empty() {
        view! { <Empty text="Für Ihre Rolle gibt es in dieser Fassung des Portals noch keinen eigenen Bereich." /> }
            .into_any()
    } else {
        let tiles = areas
            .iter()
            .map(|area| view! { <Tile href=area.path name=area.name purpose=area.purpose /> })
            .collect_view();
        view! { <ul class="tiles">{tiles}</ul> }.into_any()
    };
    view! { <Page title="Übersicht">{content}</Page> }
}
