mod answer;
mod device;
mod devices;
mod erhebungen;
mod finished_twice;
mod held_attendance;
mod lock;
mod look;
mod review;
mod two_answers;

use crate::{
    offline::{DeviceLock, SendState, Stage, Tablet, Workspace},
    ui::{FailurePage, focus_next_heading},
};
use domain::AppError;
use leptos::prelude::*;

pub use answer::AnswerPage;
pub use device::DevicePage;
pub use devices::DevicesPage;
pub use erhebungen::ErhebungenPage;
pub use finished_twice::FinishedTwicePage;
pub use look::LookPage;
pub use review::ReviewPage;
pub use two_answers::TwoAnswersPage;

/// A page of what lies on the device, once it is open. Who does not work in the field has nothing there and is told that the
/// right is missing.
fn on_device(page: impl Fn(Workspace, SendState) -> AnyView + Send + Sync + 'static) -> AnyView {
    let device = use_context::<Workspace>().zip(use_context::<SendState>()).zip(use_context::<DeviceLock>());
    let Some(((workspace, state), lock)) = device else {
        return view! { <FailurePage error=AppError::Forbidden /> }.into_any();
    };
    behind_lock(lock, move || page(workspace, state))
}

/// A page of the lists on a tablet, once it is open. Who leads no events is told that the right is missing.
pub fn on_tablet(page: impl Fn(Tablet) -> AnyView + Send + Sync + 'static) -> AnyView {
    let Some((tablet, lock)) = use_context::<Tablet>().zip(use_context::<DeviceLock>()) else {
        return view! { <FailurePage error=AppError::Forbidden /> }.into_any();
    };
    behind_lock(lock, move || page(tablet))
}

fn behind_lock(lock: DeviceLock, page: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let before = StoredValue::new(Stage::Looking);
    let content = move || {
        let stage = lock.stage.get();
        // What asked for the PIN is gone, with the field that had the focus.
        if matches!(before.get_value(), Stage::New | Stage::Locked) && before.get_value() != stage {
            focus_next_heading();
        }
        before.set_value(stage.clone());
        match stage {
            Stage::Open => page(),
            stage => view! { <lock::LockPage lock stage /> }.into_any(),
        }
    };
    content.into_any()
}
