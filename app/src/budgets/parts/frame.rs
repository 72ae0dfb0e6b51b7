//! What the pages of a year have in common: the address, the right, loading, and what is said when there is nothing yet.

use crate::{
    ApiError,
    ui::{Empty, Failure, FailurePage, Loading, NotFound, Page},
};
use domain::AppError;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of the year in the address.
pub fn of_address<V: IntoAny + 'static>(page: impl Fn(i32) -> V + Send + 'static) -> impl IntoView {
    let params = use_params_map();
    move || match params.with(|params| params.get("year").and_then(|year| year.parse::<i32>().ok())) {
        Some(year) => page(year).into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// A page that is not for this person.
pub fn forbidden() -> AnyView {
    view! { <FailurePage error=AppError::Forbidden /> }.into_any()
}

/// That there is nothing yet, and when there will be something.
pub fn empty(text: &'static str) -> impl Fn() -> AnyView + Copy + Send + Sync + 'static {
    move || view! { <Empty text /> }.into_any()
}

/// `head`, then what was found; `nothing` where there is nothing yet, else what went wrong.
pub fn frame<T, V>(
    (title, head): (String, impl IntoView + 'static),
    found: LocalResource<Result<T, ApiError>>,
    nothing: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
    show: impl Fn(T) -> V + Copy + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoAny + 'static,
{
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => show(view).into_any(),
            Err(ApiError(AppError::NotFound)) => nothing(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title>
            {head}
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
    .into_any()
}
