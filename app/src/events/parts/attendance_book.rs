//! What is entered in the list of attendance: shown at once, sent one after the other, taken back when it is not taken.

use crate::events::api::mark_attendance;
use domain::{
    AppError,
    events::{
        Attendance,
        attendance::{AttendantView, MarkInput, SessionView, german},
    },
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::VecDeque;

/// An entry of one person in one session, by their positions.
type Entry = (usize, usize, Option<Attendance>);

/// The entries of the page.
#[derive(Clone, Copy)]
pub struct Book {
    event: StoredValue<String>,
    /// Keys of the people and of the sessions, as the server names them.
    people: StoredValue<Vec<(String, String)>>,
    sessions: StoredValue<Vec<String>>,
    /// One row for each person, one mark for each session.
    marks: RwSignal<Vec<Vec<Option<Attendance>>>>,
    /// People whose entries stay as they are.
    fixed: StoredValue<Vec<bool>>,
    /// What brings the last act back.
    undo: RwSignal<Option<Vec<Entry>>>,
    /// What was entered last, in words.
    last: RwSignal<String>,
    /// Sent in this order, so that of two entries for one person the later stands in the end.
    waiting: StoredValue<VecDeque<Vec<MarkInput>>>,
    sending: RwSignal<bool>,
    failure: RwSignal<Option<AppError>>,
    reload: Callback<()>,
}

impl Book {
    pub fn of(
        event: String,
        sessions: &[SessionView],
        people: &[AttendantView],
        failure: RwSignal<Option<AppError>>,
        reload: Callback<()>,
    ) -> Self {
        Self {
            event: StoredValue::new(event),
            people: StoredValue::new(people.iter().map(|one| (one.person.clone(), one.name.clone())).collect()),
            sessions: StoredValue::new(sessions.iter().map(|one| one.key.clone()).collect()),
            marks: RwSignal::new(people.iter().map(|one| one.marks.clone()).collect()),
            fixed: StoredValue::new(people.iter().map(|one| one.certified).collect()),
            undo: RwSignal::new(None),
            last: RwSignal::new(String::new()),
            waiting: StoredValue::new(VecDeque::new()),
            sending: RwSignal::new(false),
            failure,
            reload,
        }
    }

    pub fn mark(&self, person: usize, session: usize) -> Option<Attendance> {
        self.marks.with(|marks| *marks.get(person)?.get(session)?)
    }

    /// How many have no entry in a session.
    pub fn open(&self, session: usize) -> usize {
        self.marks.with(|marks| marks.iter().filter(|row| row.get(session) == Some(&None)).count())
    }

    pub fn can_undo(&self) -> bool {
        self.undo.read().is_some()
    }

    /// Enters or takes back one mark.
    pub fn enter(&self, person: usize, session: usize, attendance: Option<Attendance>) {
        let name = self.people.with_value(|people| people.get(person).map(|(_, name)| name.clone()));
        let what = attendance.map_or("ohne Eintrag", german::attendance);
        self.act(vec![(person, session, attendance)], format!("{}: {what}.", name.unwrap_or_default()));
    }

    /// Enters everybody as present who has no entry yet.
    pub fn enter_rest(&self, session: usize) {
        let free = |person: &usize| self.fixed.with_value(|fixed| fixed.get(*person) == Some(&false));
        let people = untrack(|| self.marks.with(Vec::len));
        let rest = (0..people).filter(|person| free(person) && untrack(|| self.mark(*person, session)).is_none());
        let entries: Vec<_> = rest.map(|person| (person, session, Some(Attendance::Anwesend))).collect();
        let text = format!("{} anwesend eingetragen.", entries.len());
        self.act(entries, text);
    }

    /// Brings the last act back.
    pub fn undo(&self) {
        if let Some(entries) = self.undo.get_untracked() {
            self.act(entries, "Der letzte Eintrag ist zurückgenommen.".into());
            self.undo.set(None);
        }
    }

    /// How far the session is, and whether everything is saved.
    pub fn state(&self, session: usize) -> String {
        let (people, open) = (self.marks.with(Vec::len), self.open(session));
        let saved = if self.sending.get() { "Wird gespeichert …" } else { "Alles ist gespeichert." };
        format!("{} {} von {people} eingetragen. {saved}", self.last.get(), people - open)
    }

    fn act(&self, entries: Vec<Entry>, text: String) {
        let before =
            entries.iter().map(|(person, session, _)| (*person, *session, untrack(|| self.mark(*person, *session))));
        self.undo.set(Some(before.collect()));
        self.last.set(text);
        self.failure.set(None);
        self.marks.update(|marks| {
            for (person, session, attendance) in &entries {
                if let Some(mark) = marks.get_mut(*person).and_then(|row| row.get_mut(*session)) {
                    *mark = *attendance;
                }
            }
        });
        let inputs = entries.into_iter().filter_map(|entry| self.input(entry)).collect();
        self.waiting.update_value(|waiting| waiting.push_back(inputs));
        if !self.sending.get_untracked() {
            self.sending.set(true);
            let book = *self;
            spawn_local(async move { book.send().await });
        }
    }

    fn input(&self, (person, session, attendance): Entry) -> Option<MarkInput> {
        let person = self.people.with_value(|people| people.get(person).map(|(key, _)| key.clone()))?;
        let session = self.sessions.with_value(|sessions| sessions.get(session).cloned())?;
        Some(MarkInput { person, session, attendance })
    }

    /// Sends what waits. When something is not taken the rest is thrown away, and the list shows again what the server has.
    async fn send(self) {
        loop {
            let next = self.waiting.try_update_value(VecDeque::pop_front).flatten();
            let (Some(inputs), Some(event)) = (next, self.event.try_get_value()) else { break };
            if let Err(error) = mark_attendance(event, inputs).await {
                self.waiting.try_update_value(VecDeque::clear);
                self.failure.try_update(|failure| *failure = Some(error.0));
                self.reload.try_run(());
                break;
            }
        }
        self.sending.try_set(false);
    }
}
