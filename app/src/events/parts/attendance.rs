//! The list of attendance: one session at a time, three buttons a person, each saved at once; without network later.

use super::{
    attendance_book::Book,
    walk_in::{Admitted, AdmittedOutcome, TypedWalkIn, WalkInForm},
};
use crate::ui::{Empty, Failure, Notice, NoticeKind, WayOn};
use domain::{
    AppError,
    events::{
        Attendance,
        attendance::{AttendanceView, AttendantView, SessionView, german},
    },
    german::message_beside_entry,
};
use leptos::{ev, html, prelude::*};

/// The list with ways to choose the session, to enter everybody else as present, and to take the last entry back.
#[component]
pub fn AttendanceList(
    view: AttendanceView,
    /// Position of the session that is shown; `None` as long as nobody has chosen.
    session: RwSignal<Option<usize>>,
    failure: RwSignal<Option<AppError>>,
    admitted: Admitted,
    /// What is typed of somebody who is not in the list.
    typed: TypedWalkIn,
    reload: Callback<()>,
) -> impl IntoView {
    let AttendanceView { id, sessions, people, current, no_seat, kitas, .. } = view;
    let shown = Signal::derive(move || session.get().unwrap_or(current));
    let book = Book::of(id.clone(), &sessions, &people, failure, reload);
    let state = NodeRef::<html::P>::new();
    let refusals: Vec<_> = sessions.iter().map(|session| session.refusal.clone()).collect();
    let refusal = Signal::derive(move || refusals.get(shown.get()).cloned().unwrap_or_default());
    let place = sessions.iter().map(|session| session.day.place.clone()).collect::<Vec<_>>();
    let keys = sessions.iter().map(|session| session.key.clone()).collect::<Vec<_>>();
    let key = Signal::derive(move || keys.get(shown.get()).cloned().unwrap_or_default());
    // What the list refuses now is no answer to the person that was taken in before.
    Effect::new(move |_| {
        if failure.read().is_some() {
            admitted.set(None);
        }
    });
    view! {
        <Sessions sessions chosen=session shown />
        <p>{move || place.get(shown.get()).cloned()}</p>
        <AdmittedOutcome admitted />
        {move || failure.get().map(|error| view! { <Failure error /> })}
        <Unsaved book state />
        <Show when=move || !refusal.read().is_empty()>
            <p><strong>{move || refusal.get()}</strong></p>
        </Show>
        <Marks people book shown refusal state />
        <Show when=move || refusal.read().is_empty()>
            <WalkInForm event=id.clone() session=key book no_seat=no_seat.clone() kitas=kitas.clone() failure admitted typed />
        </Show>
    }
}

/// The people with their buttons, and what can be done with all of them.
#[component]
fn Marks(
    people: Vec<AttendantView>,
    book: Book,
    shown: Signal<usize>,
    refusal: Signal<String>,
    state: NodeRef<html::P>,
) -> impl IntoView {
    if people.is_empty() {
        return view! { <Empty text="Es ist niemand angemeldet, dessen Anwesenheit einzutragen wäre." /> }.into_any();
    }
    let rows = people.into_iter().enumerate().map(|(position, person)| {
        view! { <Attendant position person book shown refusal /> }
    });
    view! {
        <Tools book shown refusal state />
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

/// That something did not reach the server, with a way to send it again. When the network is back it is sent by itself.
#[component]
fn Unsaved(
    book: Book,
    /// Takes the focus when the button is pressed, which goes once everything is saved.
    state: NodeRef<html::P>,
) -> impl IntoView {
    let online = window_event_listener(ev::online, move |_| book.save());
    on_cleanup(move || online.remove());
    // Drawn anew for another reason only, so that the button stays while it is tried again.
    let stopped = Memo::new(move |_| book.stopped());
    let again = move |_| {
        book.save();
        if let Some(state) = state.get_untracked() {
            // What cannot take the focus is still on the page.
            _ = state.focus();
        }
    };
    move || {
        stopped.get().map(|error| {
            view! {
                <Notice kind=NoticeKind::Danger title="Nicht alles ist gespeichert.">
                    <p>{message_beside_entry(&error)} " Die Einträge stehen noch in der Liste und sind dort gekennzeichnet. Ist das \
                        Netz wieder da, speichert die Seite sie von selbst; bitte lassen Sie sie bis dahin offen."</p>
                    <p class="actions">
                        <button class="kern-btn kern-btn--secondary" type="button" on:click=again>
                            <span class="kern-label">"Noch einmal speichern"</span>
                        </button>
                        <WayOn error />
                    </p>
                </Notice>
            }
        })
    }
}

/// How far the list is, and what can be done with all of it. A button that has nothing left to do keeps the focus: it was
/// pressed a moment ago.
#[component]
fn Tools(book: Book, shown: Signal<usize>, refusal: Signal<String>, state: NodeRef<html::P>) -> impl IntoView {
    let done = Signal::derive(move || !refusal.read().is_empty() || book.open(shown.get()) == 0);
    let enter_rest = move |_| {
        if !done.get_untracked() {
            book.enter_rest(shown.get_untracked());
        }
    };
    view! {
        <div class="actions">
            <button class="kern-btn kern-btn--secondary" type="button" aria-disabled=move || done.get().then_some("true")
                on:click=enter_rest>
                <span class="kern-label">"Alle übrigen anwesend"</span>
            </button>
            // Without anything to take back it does nothing.
            <button class="kern-btn kern-btn--tertiary" type="button" aria-disabled=move || (!book.can_undo()).then_some("true")
                on:click=move |_| book.undo()>
                <span class="kern-label">"Letzten Eintrag zurücknehmen"</span>
            </button>
        </div>
        <p role="status" class="attendance__state" tabindex="-1" node_ref=state>{move || book.state(shown.get())}</p>
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
    let AttendantView { name, from, funktion, certified, walk_in, marks, others, .. } = person;
    // It holds for the entry that it came with.
    let displaced = move || {
        let session = shown.get();
        let is_same = book.mark(position, session) == marks.get(session).copied().flatten();
        others.get(session).copied().flatten().filter(|_| is_same).map(german::displaced)
    };
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
                <span class="attendance__facts">{facts} {walk_in.then_some(" · ohne Anmeldung gekommen")}
                    {certified.then_some(" · hat eine Bescheinigung")}</span>
                {move || displaced().map(|text| view! { <span class="attendance__unsaved">{text}</span> })}
                <Show when=move || book.is_unsaved(position, shown.get())>
                    <span class="attendance__unsaved">"nicht gespeichert"</span>
                </Show>
            </div>
            <div class="attendance__marks" role="group" aria-label=name>{buttons.collect_view()}</div>
        </li>
    }
}
