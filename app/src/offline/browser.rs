//! The device in the browser.

#[path = "attendance_store.rs"]
mod attendance_store;
#[path = "database.rs"]
mod database;
#[path = "fields.rs"]
mod fields;
#[path = "forget.rs"]
mod forget;
#[path = "network.rs"]
mod network;
#[path = "new_version.rs"]
mod new_version;
#[path = "packages.rs"]
mod packages;
#[path = "position.rs"]
mod position;
#[path = "reference_store.rs"]
mod reference_store;
#[path = "room.rs"]
mod room;
#[path = "seal_all.rs"]
mod seal_all;
#[path = "storage.rs"]
mod storage;
#[path = "tabs.rs"]
mod tabs;
#[path = "vault.rs"]
mod vault;

pub use attendance_store::{
    attendance_entries, attendance_envelopes, forget_entries, forget_old_lists, lists, note_attendance, save_lists,
    settle_attendance,
};
pub use fields::{
    cache_field, cached_fields, clear_earlier_fields, clear_fields, earlier_fields, keep_language, kept_language,
};
pub use forget::{Envelopes, accounts, envelopes, forget_device, has_vault};
pub use network::{
    ask, deliver, deliver_attendance, end_session, fetch_ending, fetch_half, fetch_lists, fetch_packages,
    fetch_reference, fetch_standing, listen, send_attendance,
};
pub use new_version::{take_over_new_version, watch_for_new_version};
pub use packages::{delete_earlier_entries, earlier_entries, packages, save_packages};
pub use position::locate;
pub use reference_store::{forget_reference, reference, save_reference};
pub use room::room;
pub use seal_all::seal_all;
pub use storage::{close_open, commit};
pub use tabs::{hear, lead, tell, when_left};
pub use vault::{begin_vault, close_key, key, open_key, random, update_vault};

use super::{OfflineError, device_lock::KnownDevice};
use domain::{
    accounts::MeView,
    ids::{DeviceId, SubmissionId},
    sync::client::Stored,
};
use futures::future::{Either, select};
use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::window;
use std::{collections::BTreeSet, fmt::Display, time::Duration};
use wasm_bindgen::JsCast as _;

const ME: &str = "me";

/// Milliseconds since 1970: the one place of the browser that reads the time.
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// A number to start random functions of a questionnaire from; no secret.
pub fn seed() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64
}

pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Keeps who was logged in last, so that the staff zone opens without network.
pub fn remember_me(me: &MeView) {
    if let Err(error) = LocalStorage::set(ME, me) {
        leptos::logging::warn!("the device does not remember who is logged in: {error}");
    }
}

pub fn remembered_me() -> Option<MeView> {
    LocalStorage::get(ME).ok()
}

/// Remembers when the server last said that it has got something, in milliseconds since 1970.
pub fn remember_sent(account: &str, at: i64) {
    if let Err(error) = LocalStorage::set(format!("sent/{account}"), at) {
        leptos::logging::warn!("the device does not remember when it sent: {error}");
    }
}

pub fn last_sent(account: &str) -> Option<i64> {
    LocalStorage::get(format!("sent/{account}")).ok()
}

/// Remembers when a person last changed a submission, as people read it.
pub fn remember_change(account: &str, submission: SubmissionId, moment: &str) {
    if !keep(&change_key(account, submission), moment) {
        leptos::logging::warn!("the device does not remember when a questionnaire was changed");
    }
}

pub fn last_change(account: &str, submission: SubmissionId) -> Option<String> {
    kept(&change_key(account, submission))
}

/// Forgets the moments of all submissions but these.
pub fn forget_changes_but(account: &str, here: &BTreeSet<SubmissionId>) {
    let prefix = change_key(account, "");
    let is_gone =
        |key: &String| key.strip_prefix(&prefix).is_some_and(|id| !id.parse().is_ok_and(|id| here.contains(&id)));
    fields::stored_keys().into_iter().filter(is_gone).for_each(|key| take_away(&key));
}

fn change_key(account: &str, submission: impl Display) -> String {
    format!("changed/{account}/{submission}")
}

/// Forgets who was logged in last: from now on the staff zone asks for a login, also without network. What lies on the
/// device stays for the next login of the same account.
pub fn forget_me() {
    LocalStorage::delete(ME);
    LocalStorage::delete(super::leaving::PRESENT);
}

/// What lies on the device, and up to where the earlier journal was taken over.
pub async fn stored(account: &str) -> Result<(Stored, u32), OfflineError> {
    storage::stored(account, DeviceId::new(random_uuid()?)).await
}

/// A device that was wiped becomes a new one.
pub async fn begin_anew(account: &str) -> Result<(), OfflineError> {
    forget::begin_anew(account, DeviceId::new(random_uuid()?)).await
}

/// Offers a text as a file to keep.
pub fn download(name: &str, text: &str) -> Result<(), OfflineError> {
    let failed = |_| OfflineError::Storage("no file can be offered".into());
    let link = leptos::prelude::document().create_element("a").map_err(failed)?;
    // Envelopes are base64 with a mark in front: nothing in them has a meaning in an address.
    link.set_attribute("href", &format!("data:application/octet-stream,{}", text.replace('+', "%2B")))
        .map_err(failed)?;
    link.set_attribute("download", name).map_err(failed)?;
    link.unchecked_into::<web_sys::HtmlElement>().click();
    Ok(())
}

/// What this browser knows of itself before it is open.
pub async fn known_device(account: &str) -> Result<KnownDevice, OfflineError> {
    vault::known_device(account, DeviceId::new(random_uuid()?)).await
}

/// Ready once the browser has drawn what was set before: work that takes half a second must not hide that it has begun. A
/// page that is not shown draws nothing, and there is nothing to wait for.
pub async fn drawn() {
    let (drawn, ready) = futures::channel::oneshot::channel();
    let soon = move || leptos::prelude::set_timeout(move || _ = drawn.send(()), Duration::ZERO);
    if leptos::prelude::document().hidden() {
        soon();
    } else {
        leptos::prelude::request_animation_frame(soon);
    }
    // It is not sent only when the page is closing.
    _ = ready.await;
}

/// What comes within this time; `None` where nothing has, and it is not waited for any longer.
pub async fn within<T>(patience: Duration, answer: impl Future<Output = T>) -> Option<T> {
    let (tell, over) = futures::channel::oneshot::channel::<()>();
    let Ok(timer) = leptos::prelude::set_timeout_with_handle(move || _ = tell.send(()), patience) else {
        return Some(answer.await);
    };
    let answer = std::pin::pin!(answer);
    let outcome = select(answer, over).await;
    timer.clear();
    match outcome {
        Either::Left((answer, _)) => Some(answer),
        Either::Right(_) => None,
    }
}

/// Keeps a text on the device until it is taken away; whether it could.
pub fn keep(key: &str, text: &str) -> bool {
    LocalStorage::raw().set_item(key, text).is_ok()
}

pub fn kept(key: &str) -> Option<String> {
    LocalStorage::raw().get_item(key).ok().flatten()
}

pub fn take_away(key: &str) {
    LocalStorage::delete(key);
}

/// Moves the focus to an element once it is drawn; one that is not there changes nothing. A key that comes next must find it
/// there, so the next frame is waited for only by what is not drawn before it.
pub fn focus(id: &str) {
    let id = id.to_owned();
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        let was_there = take_focus(&id);
        leptos::prelude::request_animation_frame(move || {
            // What was moved or drawn anew after that has lost it again; who has gone on meanwhile is not called back.
            if !was_there || nothing_has_focus() {
                take_focus(&id);
            }
        });
    });
}

/// Whether the element is there. What cannot take the focus is still on the page.
fn take_focus(id: &str) -> bool {
    let element = leptos::prelude::document().get_element_by_id(id);
    let element = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.map(|element| element.focus()).is_some()
}

fn nothing_has_focus() -> bool {
    let document = leptos::prelude::document();
    document.active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// A random id (UUID v4): must not tell the time (domain §6).
pub fn new_submission_id() -> Result<SubmissionId, OfflineError> {
    random_uuid().map(SubmissionId::new)
}

/// A random id for what is sent, so that it counts once: an entry of attendance, a form.
pub fn new_entry_id() -> Result<uuid::Uuid, OfflineError> {
    random_uuid()
}

fn random_uuid() -> Result<uuid::Uuid, OfflineError> {
    let crypto = window().crypto().map_err(|_| OfflineError::Storage("no crypto".into()))?;
    crypto.random_uuid().parse().map_err(|_| OfflineError::Storage("no uuid".into()))
}
