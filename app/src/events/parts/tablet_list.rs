//! The list of one event on the tablet: one session at a time, three buttons a person, each kept on the device at once.

use crate::{
    offline::{Tablet, today},
    ui::Empty,
};
use domain::{
    events::{
        Attendance,
        attendance::{
            german,
            tablet::{TabletSession, TabletSheet, german as tablet_german},
        },
    },
    ids::EventId,
};
use leptos::prelude::*;

/// What the parts of the list read. The list itself changes with every entry; what is drawn once is picked out of it, so that no
/// button is taken away from under a finger.
#[derive(Clone, Copy)]
struct Shown {
    tablet: Tablet,
    list: Memo<Option<TabletSheet>>,
    /// Key of the session.
    session: Memo<String>,
    /// Its day has come.
    is_open: Memo<bool>,
}

impl Shown {
    fn mark(self, person: &str) -> Option<Attendance> {
        self.session.with(|session| self.list.with(|list| list.as_ref()?.mark(person, session)))
    }

    fn other(self, person: &str) -> Option<Attendance> {
        self.session.with(|session| self.list.with(|list| list.as_ref()?.other(person, session)))
    }

    fn of_list<T: Default>(self, look: impl Fn(&TabletSheet) -> T) -> T {
        self.list.with(|list| list.as_ref().map(look).unwrap_or_default())
    }
}

/// Sessions, state, and people with their buttons.
#[component]
pub fn TabletList(tablet: Tablet, event: EventId) -> impl IntoView {
    let list = Memo::new(move |_| tablet.lists()?.into_iter().find(|list| list.event == event));
    let chosen = RwSignal::new(None::<String>);
    let current = move || list.with(|list| Some(list.as_ref()?.current(today())?.key.clone())).unwrap_or_default();
    let session = Memo::new(move |_| chosen.get().unwrap_or_else(current));
    let is_open = Memo::new(move |_| {
        let has_come =
            |list: &TabletSheet| list.sessions.iter().any(|one| one.key == session.get() && one.has_come(today()));
        list.with(|list| list.as_ref().is_some_and(has_come))
    });
    let shown = Shown { tablet, list, session, is_open };
    let people = Memo::new(move |_| shown.of_list(names));
    let state = move || {
        let entered = session.with(|session| shown.of_list(|list| list.entered(session)));
        tablet_german::state(people.with(Vec::len), entered, tablet.unsent(), tablet.unsaved())
    };
    view! {
        <Sessions shown chosen />
        <p role="status" class="attendance__state" data-saved=move || tablet.is_saved().to_string()>{state}</p>
        <Show when=move || !is_open.get()>
            <p><strong>"Die Anwesenheit lässt sich eintragen, sobald der Tag da ist."</strong></p>
        </Show>
        <Show when=move || people.with(Vec::is_empty)>
            <Empty text="Es ist niemand angemeldet, dessen Anwesenheit einzutragen wäre." />
        </Show>
        <ul class="attendance">
            <For each=move || people.get() key=|person| person.clone() let:person>
                <Person person shown event />
            </For>
        </ul>
    }
}

/// Key, name, and whether the entries stay as they are.
type Name = (String, String, bool);

fn names(list: &TabletSheet) -> Vec<Name> {
    list.people.iter().map(|one| (one.person.clone(), one.name.clone(), one.certified)).collect()
}

/// One button for each session.
#[component]
fn Sessions(shown: Shown, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let sessions = Memo::new(move |_| shown.of_list(|list| list.sessions.clone()));
    let button = move |session: TabletSession| {
        let TabletSession { key, day } = session;
        let (own, place) = (key.clone(), day.place);
        let pressed = move || if shown.session.with(|shown| *shown == own) { "true" } else { "false" };
        view! {
            <button class="attendance__session" type="button" aria-pressed=pressed
                on:click=move |_| chosen.set(Some(key.clone()))>
                {day.date} ", " {day.hours} {(!place.is_empty()).then(|| format!(", {place}"))}
            </button>
        }
    };
    view! {
        <div class="attendance__sessions" role="group" aria-label="Termin">
            {move || sessions.get().into_iter().map(button).collect_view()}
        </div>
    }
}

#[component]
fn Person(person: Name, shown: Shown, event: EventId) -> impl IntoView {
    let (key, name, certified) = person;
    let key = StoredValue::new(key);
    let buttons = Attendance::ALL.iter().map(|attendance| {
        let attendance = *attendance;
        let is_set = move || key.with_value(|key| shown.mark(key)) == Some(attendance);
        let turn = move |_| {
            let set = untrack(is_set);
            let session = shown.session.get_untracked();
            shown.tablet.enter(event, key.get_value(), session, (!set).then_some(attendance));
        };
        view! {
            <button class=format!("attendance__mark attendance__mark--{}", attendance.code()) type="button"
                aria-pressed=move || if is_set() { "true" } else { "false" }
                disabled=move || certified || !shown.is_open.get() on:click=turn>
                {german::attendance(attendance)}
            </button>
        }
    });
    let other = move || key.with_value(|key| shown.other(key)).map(german::displaced);
    view! {
        <li class="attendance__person">
            <div>
                <strong>{name.clone()}</strong>
                <span class="attendance__facts">{certified.then_some("hat eine Bescheinigung")}</span>
                {move || other().map(|text| view! { <span class="attendance__unsaved">{text}</span> })}
            </div>
            <div class="attendance__marks" role="group" aria-label=name>{buttons.collect_view()}</div>
        </li>
    }
}
