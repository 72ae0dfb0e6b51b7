//! The frame of a view: the page of a year for those who have the right to it.

use crate::{
    ApiError,
    budgets::parts::{YearNavigation, empty, forbidden, frame, of_address},
    staff::StaffSession,
};
use domain::access::Right;
use leptos::prelude::*;
use std::future::Future;

const NOTHING: &str = "Für dieses Jahr gibt es noch keine Berechnung. Sobald die Koordination einen Lauf gespeichert hat, erscheint er hier.";

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
    of_address(move |year| of_year::<R, T, F, V>(year, title(year), load, show))
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
        return forbidden();
    }
    let found = LocalResource::new(move || load(year));
    frame((title, view! { <YearNavigation year /> }), found, empty(NOTHING), show)
}
