use super::{StaffSession, navigation::areas};
use crate::{
    offline::{EndsSoon, OwnPlaces},
    questionnaires::WaitingTexts,
    ui::{Empty, Page, Tile},
};
use domain::access::Role;
use leptos::prelude::*;

/// Start of the staff zone: the areas of one's role, what waits for a KiSo, and what it looks up on the way.
#[component]
pub fn StaffStartPage() -> impl IntoView {
    let role = use_context::<StaffSession>().map(|StaffSession(me)| me.role);
    let areas = role.map(areas).unwrap_or_default();
    let waiting = (role == Some(Role::KiSo)).then(|| view! { <WaitingTexts /> });
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
    view! { <Page title="Übersicht">{waiting} <EndsSoon /> {content} <OwnPlaces /></Page> }
}
