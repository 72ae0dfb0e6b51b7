use super::{StaffSession, navigation::areas};
use crate::{
    offline::OwnPlaces,
    ui::{Empty, Page, Tile},
};
use leptos::prelude::*;

/// Start of the staff zone: the areas of one's role, and what a KiSo looks up on the way.
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
    view! { <Page title="Übersicht">{content} <OwnPlaces /></Page> }
}
