use crate::offline::{DeviceLock, SendState, Stage, Tablet, Workspace};
use domain::{events::attendance::tablet::german as tablet_german, german, questionnaires::expression::Zone, sync};
use leptos::prelude::*;

/// In the header: whether the office can be reached, what has not arrived there yet, and when something last did.
#[component]
pub fn DeviceStatus(workspace: Workspace, state: SendState, lock: DeviceLock) -> impl IntoView {
    let is_locked = move || matches!(lock.stage.get(), Stage::Locked | Stage::Closed(_));
    let text = move || {
        if is_locked() {
            return sync::german::locked_status(state.online.get()).to_owned();
        }
        let gets_on = state.online.get() && state.failure.get().is_none();
        // While somebody types, drafts follow within seconds; they count once they do not get on.
        let unsent = if gets_on { workspace.waiting() } else { workspace.unsent() };
        sync::german::status(state.online.get(), unsent)
    };
    let sent = move || Zone::Berlin.moment(state.last_sent.get()?).map(german::date_time);
    view! {
        <span class="header__device">
            // The region stands around the link: inside it, it would take the link's name away.
            <span role="status" data-online=move || state.online.get().to_string()>
                <a href="/app/geraet">{text}</a>
            </span>
            {move || sent().map(|moment| view! { <span class="header__sent">"zuletzt gesendet " {moment}</span> })}
        </span>
    }
}

/// The same for whoever leads events, once the device is open and there is anything: at a desk without lists it says nothing.
#[component]
pub fn TabletStatus(tablet: Tablet) -> impl IntoView {
    let has_any = Memo::new(move |_| tablet.has_any());
    let text = move || tablet_german::status(tablet.is_reached(), tablet.unsent());
    let sent = move || Zone::Berlin.moment(tablet.last_sent()?).map(german::date_time);
    view! {
        <Show when=move || has_any.get()>
            <span class="header__device">
                <span role="status" data-online=move || tablet.is_reached().to_string()>
                    <a href="/app/vor-ort">{text}</a>
                </span>
                {move || sent().map(|moment| view! { <span class="header__sent">"zuletzt gesendet " {moment}</span> })}
            </span>
        </Show>
    }
}
