//! The list of attendance: one session at a time, three buttons a person, each saved at once.

use super::attendance_book::Book;
use crate::ui::{Empty, Failure};
use domain::{
    AppError,
    events::{
        Attendance,
        attendance::{AttendanceView, AttendantView, SessionView, german},
    },
};
use leptos::prelude::*;

/// The list with ways to choose the session, to enter everybody else as present, and to take the last entry back.
#[component]
pub fn AttendanceList(
    view: AttendanceView,
    /// Position of the session that is shown; `None` as long as nobody has chosen.
    session: RwSignal<Option<usize>>,
    failure: RwSignal<Option<AppError>>,
    reload: Callback<()>,
) -> impl IntoView {
    let AttendanceView { id, sessions, people, current, .. } = view;
    if people.is_empty() {
        return view! { <Empty text="Es ist niemand angemeldet, dessen Anwesenheit einzutragen wäre." /> }.into_any();
    }
    let shown = Signal::derive(move || session.get().unwrap_or(current));
    let book = Book::of(id, &sessions, &people, failure, reload);
    let refusals: Vec<_> = sessions.iter().map(|session| session.refusal.clone()).collect();
    let refusal = Signal::derive(move || refusals.get(shown.get()).cloned().unwrap_or_default());
    let place = sessions.iter().map(|session| session.day.place.clone()).collect::<Vec<_>>();
    let rows = people.into_iter().enumerate().map(|(position, person)| {
        view! { <Attendant position person book shown refusal /> }
    });
    view! {
        <Sessions sessions chosen=session shown />
        <p>{move || place.get(shown.get()).cloned()}</p>
        {move || failure.get().map(|error| view! { <Failure error /> })}
        <Show when=move || !refusal.read().is_empty()>
            <p><strong>{move || refusal.get()}</strong></p>
        </Show>
        <Tools book shown refusal />
        <ul class="attendance">{rows.collect_view()}</ul>
    }
    .into_any()
}

/// One button for each session; nothing where there is one session only.
#[component]
fn Sessions(sessions: Vec<SessionView>, chosen: RwSignal<Option<usize>>, shown: Signal<usize>) -> impl IntoView {
    let buttons = sessions.into_iter().enumerate().map(|(position, session)| {
        let pressed = move || if shown.get() == position { "true" } else { "false" };
        view! {
            <button class="attendance__session" type="button" aria-pressed=pressed on:click=move |_| chosen.set(Some(position))>
                {session.day.date} ", " {session.day.hours}
            </button>
        }
    });
    view! { <div class="attendance__sessions" role="group" aria-label="Termin">{buttons.collect_view()}</div> }
}

/// How far the list is, and what can be done with all of it.
#[component]
fn Tools(book: Book, shown: Signal<usize>, refusal: Signal<String>) -> impl IntoView {
    let closed = move || !refusal.read().is_empty();
    let rest = move || closed() || book.open(shown.get()) == 0;
    view! {
        <div class="actions">
            <button class="kern-btn kern-btn--secondary" type="button" disabled=rest
                on:click=move |_| book.enter_rest(shown.get_untracked())>
                <span class="kern-label">"Alle übrigen anwesend"</span>
            </button>
            <button class="kern-btn kern-btn--tertiary" type="button" disabled=move || !book.can_undo() on:click=move |_| book.undo()>
                <span class="kern-label">"Letzten Eintrag zurücknehmen"</span>
            </button>
        </div>
        <p role="status" class="attendance__state">{move || book.state(shown.get())}</p>
    }
}

#[component]
fn Attendant(
    position: usize,
    person: AttendantView,
    book: Book,
    shown: Signal<usize>,
    refusal: Signal<String>,
) -> impl IntoView {
    let AttendantView { name, from, funktion, certified, .. } = person;
    let buttons = Attendance::ALL.iter().map(|attendance| {
        let attendance = *attendance;
        let is_set = move || book.mark(position, shown.get()) == Some(attendance);
        let turn = move |_| {
            let session = shown.get_untracked();
            let set = book.mark(position, session) == Some(attendance);
            book.enter(position, session, (!set).then_some(attendance));
        };
        view! {
            <button class=format!("attendance__mark attendance__mark--{}", attendance.code()) type="button"
                aria-pressed=move || if is_set() { "true" } else { "false" }
                disabled=move || certified || !refusal.read().is_empty() on:click=turn>
                {german::attendance(attendance)}
            </button>
        }
    });
    let facts = [funktion, from].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    view! {
        <li class="attendance__person">
            <div>
                <strong>{name.clone()}</strong>
                <span class="attendance__facts">{facts} {certified.then_some(" · hat eine Bescheinigung")}</span>
            </div>
            <div class="attendance__marks" role="group" aria-label=name>{buttons.collect_view()}</div>
        </li>
    }
}
