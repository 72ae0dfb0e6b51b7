//! What a page reads from the server, and the acts after which it reads anew.
//!
//! What an act led to is shown together with what holds after it, and only what has changed is drawn anew: a question that
//! somebody has opened meanwhile stays, and so does what is typed. Not a resource under a `Suspense`, which draws all of its
//! content anew.

use super::{Failure, FailurePage, Loading, Notice, NoticeKind};
use crate::ApiError;
use domain::AppError;
use leptos::{prelude::*, task::spawn_local};
use serde::Serialize;
use std::{future::Future, pin::Pin};

/// How the last act on a page ended; `None` before the first and while one is under way.
pub type Answer = RwSignal<Option<Result<String, AppError>>>;

type Pending<T> = Pin<Box<dyn Future<Output = T>>>;
/// A question that is under way, with its number.
type Asked<T> = (u32, Pending<Result<T, ApiError>>);
type Read<T> = Box<dyn Fn() -> Pending<Result<T, ApiError>> + Send + Sync>;

/// What a page has read, as it stands there now.
pub struct Reading<T: 'static> {
    state: RwSignal<State<T>>,
    read: StoredValue<Read<T>>,
    /// How often the server was asked: the answer to an earlier question is nobody's any more.
    asked: StoredValue<u32>,
    /// The server did not answer, or with a fault, when this should have been read anew: what stands is of before.
    outdated: RwSignal<bool>,
}

#[derive(Clone)]
enum State<T> {
    Loading,
    /// The content follows this by itself.
    Here(ArcRwSignal<T>),
    Failed(AppError),
}

impl<T: 'static> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Reading<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Reading<T> {
    /// Reads now, and again when a signal that `read` looks at has changed: at another address is something else, so what was
    /// read before goes at once.
    pub fn new<F>(read: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let read: Read<T> = Box::new(move || -> Pending<Result<T, ApiError>> { Box::pin(read()) });
        let this = Self {
            state: RwSignal::new(State::Loading),
            read: StoredValue::new(read),
            asked: StoredValue::new(0),
            outdated: RwSignal::new(false),
        };
        Effect::new(move |before: Option<()>| {
            let asked = this.ask();
            if before.is_some() {
                this.state.set(State::Loading);
                this.outdated.set(false);
            }
            spawn_local(this.take(asked, true));
        });
        this
    }

    /// Puts the question to the server; with its number.
    fn ask(self) -> Option<Asked<T>> {
        let number = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        })?;
        Some((number, self.read.try_with_value(|read| read())?))
    }

    /// Reads anew; until the answer is there, what was read stands. It stays also where reading fails after an act that `failed`:
    /// what is said then is why the act did.
    async fn again(self, failed: bool) {
        self.take(untrack(|| self.ask()), !failed).await;
    }

    /// Shows what is read once it is there; where reading fails, the reason, or with `or_failure` off only where nothing stands. A
    /// server that does not answer takes nothing away: what stands is said to be of before.
    async fn take(self, asked: Option<Asked<T>>, or_failure: bool) {
        let Some((number, pending)) = asked else { return };
        let found = pending.await;
        // The page may have been left, or asks for something else.
        if self.asked.try_with_value(|asked| *asked) != Some(number) {
            return;
        }
        let shown = match self.state.try_get_untracked() {
            Some(State::Here(shown)) => Some(shown),
            _ => None,
        };
        if found.is_ok() {
            _ = self.outdated.try_set(false);
        }
        match (found, shown) {
            (Ok(now), Some(shown)) => {
                if shown.with_untracked(|before| *before != now) {
                    shown.set(now);
                }
            }
            (Ok(now), None) => _ = self.state.try_set(State::Here(ArcRwSignal::new(now))),
            (Err(_), Some(_)) if !or_failure => {}
            (Err(ApiError(AppError::Unreachable | AppError::Internal(_))), Some(_)) => _ = self.outdated.try_set(true),
            (Err(ApiError(error)), _) => _ = self.state.try_set(State::Failed(error)),
        }
    }

    /// What stands there now, for something beside it that depends on it.
    pub fn now(self) -> Memo<Option<T>> {
        Memo::new(move |_| match self.state.get() {
            State::Here(now) => Some(now.get()),
            State::Loading | State::Failed(_) => None,
        })
    }

    /// Draws `content` once; what changes in it is its own to follow. Before that it says that something loads, or why it did not
    /// come.
    pub fn shown<C>(self, content: C) -> AnyView
    where
        C: Fn(Signal<T>) -> AnyView + Send + 'static,
    {
        self.drawn(content, || view! { <Loading /> }.into_any(), |error| view! { <Failure error /> }.into_any())
    }

    /// As [`Self::shown`], where it is said in another way why it did not come.
    pub fn shown_or<C>(self, content: C, failed: fn(AppError) -> AnyView) -> AnyView
    where
        C: Fn(Signal<T>) -> AnyView + Send + 'static,
    {
        self.drawn(content, || view! { <Loading /> }.into_any(), failed)
    }

    /// As [`Self::shown`], where the content is a whole page.
    pub fn as_page<C>(self, content: C) -> AnyView
    where
        C: Fn(Signal<T>) -> AnyView + Send + 'static,
    {
        self.drawn(content, || view! { <Loading /> }.into_any(), |error| view! { <FailurePage error /> }.into_any())
    }

    /// As [`Self::shown`], for what stands beside the content of a page and mostly is not there: nothing is said of loading.
    pub fn beside<C>(self, content: C) -> AnyView
    where
        C: Fn(Signal<T>) -> AnyView + Send + 'static,
    {
        self.drawn(content, || ().into_any(), |error| view! { <Failure error /> }.into_any())
    }

    fn drawn<C>(self, content: C, loading: fn() -> AnyView, failed: fn(AppError) -> AnyView) -> AnyView
    where
        C: Fn(Signal<T>) -> AnyView + Send + 'static,
    {
        let of_before = move || self.outdated.get().then(|| view! { <OfBefore /> });
        let drawn = move || match self.state.get() {
            State::Loading => loading(),
            State::Here(now) => view! { {of_before} {content(Signal::from(now))} }.into_any(),
            State::Failed(error) => failed(error),
        };
        drawn.into_any()
    }
}

/// Above what could not be read anew.
#[component]
fn OfBefore() -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title="Hier steht noch der Stand von vorher.">
            <p>"Der Server hat nicht geantwortet, als die Seite neu lesen wollte. Bitte laden Sie sie in einem Moment neu."</p>
        </Notice>
    }
}

/// The acts of a page. How one ended is said together with what was read anew after it.
#[derive(Clone, Copy)]
pub struct Acts {
    pub answer: Answer,
    /// Reads the page anew, after an act that has failed or not.
    again: Callback<bool, Pending<()>>,
}

impl Acts {
    pub fn on<T: Clone + PartialEq + Send + Sync + 'static>(reading: Reading<T>) -> Self {
        let again = Callback::new(move |failed: bool| -> Pending<()> { Box::pin(reading.again(failed)) });
        Self { answer: Answer::new(None), again }
    }

    /// Says how an act ended where something else on the page says it, too.
    pub fn saying(self, answer: Answer) -> Self {
        Self { answer, ..self }
    }

    /// Does something that ends with the sentence which says so, or with why it was not done.
    pub fn run(self, act: impl Future<Output = Result<String, ApiError>> + 'static) {
        self.begin();
        spawn_local(async move {
            let outcome = act.await.map_err(|ApiError(error)| error);
            self.end(outcome).await;
        });
    }

    /// What the last act led to would be taken for the answer to this one.
    pub fn begin(self) {
        self.answer.set(None);
    }

    /// Reads anew, then says how the act ended.
    pub async fn end(self, outcome: Result<String, AppError>) {
        self.reread(outcome.is_err()).await;
        // The page may have been left meanwhile.
        _ = self.answer.try_set(Some(outcome));
    }

    /// Only reads anew, for an act whose end is said elsewhere.
    pub async fn reread(self, failed: bool) {
        if let Some(again) = self.again.try_run(failed) {
            again.await;
        }
    }
}

/// The key of a row that is read anew: all of it, as the server has sent it. A row that says the same stays as it is drawn.
pub fn as_sent<T: Serialize>(row: &T) -> String {
    // Rows are texts and flags, of which none can fail to be written.
    serde_json::to_string(row).unwrap_or_default()
}

/// A part of what is read: what shows it is drawn anew only when this part has changed.
pub fn part<T, P>(of: Signal<T>, read: impl Fn(&T) -> P + Send + Sync + 'static) -> Memo<P>
where
    T: Send + Sync + 'static,
    P: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| of.with(&read))
}
