//! What the pages of a year have in common: the address, the right, loading, and what is said when there is nothing yet.

use crate::{
    ApiError,
    budgets::parts::YearNavigation,
    staff::StaffSession,
    ui::{Empty, Failure, Loading, NotFound, Page},
};
use domain::{AppError, access::Right};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::future::Future;

/// The page of the year in the address, for those who have the right `R`.
pub fn year_page<R, T, F, V>(
    title: impl Fn(i32) -> String + Copy + Send + Sync + 'static,
    load: impl Fn(i32) -> F + Copy + Send + Sync + 'static,
    show: impl Fn(T) -> V + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    R: Right,
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
    V: IntoAny + 'static,
{
    let params = use_params_map();
    move || match params.with(|params| params.get("year").and_then(|year| year.parse::<i32>().ok())) {
        Some(year) => of_year::<R, T, F, V>(year, title(year), load, show),
        None => view! { <NotFound /> }.into_any(),
    }
}

fn of_year<R, T, F, V>(
    year: i32,
    title: String,
    load: impl Fn(i32) -> F + Copy + Send + Sync + 'static,
    show: impl Fn(T) -> V + Copy + Send + Sync + 'static,
) -> AnyView
where
    R: Right,
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + 'static,
    V: IntoAny + 'static,
{
    if !use_context::<StaffSession>().is_some_and(|session| R::ROLES.contains(&session.0.role)) {
        return view! { <Page title><Failure error=AppError::Forbidden /></Page> }.into_any();
    }
    let found = LocalResource::new(move || load(year));
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => show(view).into_any(),
            Err(ApiError(AppError::NotFound)) => view! {
                <Empty text="Für dieses Jahr gibt es noch keine Berechnung. Sobald die Koordination einen Lauf gespeichert hat, erscheint er hier." />
            }
            .into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title>
            <YearNavigation year />
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
    .into_any()
}
