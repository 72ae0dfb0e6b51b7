mod answer;
mod device;
mod devices;
mod erhebungen;
mod two_answers;

use crate::{
    offline::{SendState, Workspace},
    ui::FailurePage,
};
use domain::AppError;
use leptos::prelude::*;

pub use answer::AnswerPage;
pub use device::DevicePage;
pub use devices::DevicesPage;
pub use erhebungen::ErhebungenPage;
pub use two_answers::TwoAnswersPage;

/// A page of what lies on the device. Who does not work in the field has nothing there and is told that the right is missing.
fn on_device(page: impl FnOnce(Workspace, SendState) -> AnyView) -> AnyView {
    match use_context::<Workspace>().zip(use_context::<SendState>()) {
        Some((workspace, state)) => page(workspace, state),
        None => view! { <FailurePage error=AppError::Forbidden /> }.into_any(),
    }
}
