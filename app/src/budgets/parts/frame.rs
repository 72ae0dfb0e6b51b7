//! What the pages of a year have in common: the address, the right, loading, and what is said when there is nothing yet.

use crate::{
    ApiError,
    ui::{Acts, Empty, Failure, FailurePage, Loading, NotFound, Page, Reading},
};
use domain::AppError;
use leptos::{prelude::*, task::spawn_local};
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

/// A page with steps, which is read anew after each: `content` is drawn once and follows what has changed, so that what
/// somebody types beside a step stays, as does what is unfolded. `nothing` where there is nothing yet.
pub fn followed<T>(
    (title, head): (String, impl IntoView + 'static),
    reading: Reading<T>,
    nothing: impl Fn() -> AnyView + Send + 'static,
    content: impl Fn(Signal<T>) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let content = reading.shown_or(content, move |error| match error {
        AppError::NotFound => nothing(),
        error => view! { <Failure error /> }.into_any(),
    });
    view! {
        <Page title>
            {head}
            {content}
        </Page>
    }
    .into_any()
}

/// What the last step of a page led to, and what is called once a step was taken: the page is read anew, then it is said.
pub fn told_after<T, M>(reading: Reading<T>) -> (RwSignal<Option<M>>, Callback<M>)
where
    T: Clone + PartialEq + Send + Sync + 'static,
    M: Clone + Send + Sync + 'static,
{
    let (acts, told) = (Acts::on(reading), RwSignal::new(None::<M>));
    let done = Callback::new(move |message: M| {
        // What the step before led to would be taken for the answer to this one.
        told.set(None);
        spawn_local(async move {
            acts.reread(false).await;
            // The page may have been left meanwhile.
            _ = told.try_set(Some(message));
        });
    });
    (told, done)
}

/// A form of a page that is [`followed`]: blank again once its own step was taken, and untouched by the steps of others.
pub fn own_form<M: 'static>(done: Callback<M>, draw: impl Fn(Callback<M>) -> AnyView + Send + 'static) -> AnyView {
    let taken = RwSignal::new(0_u32);
    let own = Callback::new(move |told: M| {
        done.run(told);
        _ = taken.try_update(|taken| *taken += 1);
    });
    let form = move || {
        taken.track();
        draw(own)
    };
    form.into_any()
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
