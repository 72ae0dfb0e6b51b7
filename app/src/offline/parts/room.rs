//! How much room the device has left.

use crate::{
    offline::Workspace,
    ui::{Notice, NoticeKind},
};
use domain::sync::{RoomStage, german};
use leptos::prelude::*;

/// The element that [`LittleRoom`] is in, for the focus.
pub const LITTLE_ROOM: &str = "wenig-platz";

/// That the device gets full, once it does.
#[component]
pub fn LittleRoom(workspace: Workspace) -> impl IntoView {
    let kind = |stage| if stage == RoomStage::Scarce { NoticeKind::Danger } else { NoticeKind::Warning };
    let stage = Memo::new(move |_| workspace.room_stage());
    move || {
        german::little_room(stage.get()).map(|title| {
            view! { <div id=LITTLE_ROOM tabindex="-1"><Notice kind=kind(stage.get()) title /></div> }
        })
    }
}

/// What the browser says of its storage, where it says something.
#[component]
pub fn RoomLeft(workspace: Workspace) -> impl IntoView {
    move || {
        workspace.room().map(|room| {
            view! {
                <h2 class="kern-heading-medium">"Speicher"</h2>
                <p class="kern-body">{german::room(room)}</p>
            }
        })
    }
}
