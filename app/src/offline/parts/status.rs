use crate::offline::{SendState, Workspace};
use leptos::prelude::*;
use leptos_router::components::A;

/// In the header: whether the office can be reached, and what has not arrived there yet.
#[component]
pub fn DeviceStatus(workspace: Workspace, state: SendState) -> impl IntoView {
    let text = move || {
        let connection = if state.online.get() { "online" } else { "offline" };
        match workspace.waiting() {
            0 => connection.to_owned(),
            1 => format!("{connection}, 1 Fragebogen nicht gesendet"),
            count => format!("{connection}, {count} Fragebögen nicht gesendet"),
        }
    };
    view! {
        // The region stands around the link: inside it, it would take the link's name away.
        <span role="status" class="header__device" data-online=move || state.online.get().to_string()>
            <A href="/app/geraet">{text}</A>
        </span>
    }
}
