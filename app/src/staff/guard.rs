use super::StaffSession;
use crate::ui::FailurePage;
use domain::{AppError, access::Right};
use leptos::prelude::*;

/// The page for those who have the right `R`; everybody else is told that it is missing, and sees nothing of the page. Only
/// what is shown is decided here: the server checks again.
pub fn with_right<R: Right>(page: impl FnOnce() -> AnyView) -> AnyView {
    let has_it = use_context::<StaffSession>().is_some_and(|StaffSession(me)| R::ROLES.contains(&me.role));
    if has_it { page() } else { view! { <FailurePage error=AppError::Forbidden /> }.into_any() }
}
