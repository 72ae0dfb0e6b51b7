//! What is entered in the list of attendance: shown at once, sent one after the other. What did not reach the server stays
//! and is sent again; what the server refuses is taken back.

use crate::{ApiError, events::api::mark_attendance};
use domain::{
    AppError,
    events::{
        Attendance,
        attendance::{AttendantView, MarkInput, SessionView, german},
    },
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::{BTreeSet, VecDeque};

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
    /// Acts that the server has not confirmed. Sent in this order, so that of two entries for one person the later stands in
    /// the end.
    waiting: RwSignal<VecDeque<Vec<Entry>>>,
    sending: RwSignal<bool>,
    /// Saving was asked for while an attempt was under way: should that one fail, another one follows, once.
    again: StoredValue<bool>,
    /// Why sending came to a stop; what waits is sent again with the next entry, on demand, or when the network is back.
    stopped: RwSignal<Option<AppError>>,
    /// The list does not show what the server has: something was refused, or somebody was taken in.
    outdated: StoredValue<bool>,
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
            waiting: RwSignal::new(VecDeque::new()),
            sending: RwSignal::new(false),
            again: StoredValue::new(false),
            stopped: RwSignal::new(None),
            outdated: StoredValue::new(false),
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

    /// Why something is not saved; `None` as long as everything goes its way.
    pub fn stopped(&self) -> Option<AppError> {
        self.stopped.get()
    }

    /// Whether the entry of a person in a session has not reached the server, and nothing is under way that would change it
    /// soon.
    pub fn is_unsaved(&self, person: usize, session: usize) -> bool {
        let waits = |act: &Vec<Entry>| act.iter().any(|entry| (entry.0, entry.1) == (person, session));
        self.stopped.read().is_some() && self.waiting.with(|waiting| waiting.iter().any(waits))
    }

    /// How far the session is, and whether everything is saved.
    pub fn state(&self, session: usize) -> String {
        let (people, open) = (self.marks.with(Vec::len), self.open(session));
        let places = |waiting: &VecDeque<Vec<Entry>>| {
            waiting.iter().flatten().map(|entry| (entry.0, entry.1)).collect::<BTreeSet<_>>().len()
        };
        let saved = match (self.sending.get(), self.waiting.with(places)) {
            (true, _) => "Wird gespeichert …".to_owned(),
            (false, 0) => "Alles ist gespeichert.".to_owned(),
            (false, 1) => "1 Eintrag ist nicht gespeichert.".to_owned(),
            (false, count) => format!("{count} Einträge sind nicht gespeichert."),
        };
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
        self.waiting.update(|waiting| waiting.push_back(entries));
        self.save();
    }

    /// Sends what waits. Where that is under way already it goes on; the network may have come back since it began.
    pub fn save(&self) {
        self.again.set_value(self.sending.get_untracked());
        if self.sending.get_untracked() || self.waiting.with_untracked(VecDeque::is_empty) {
            return;
        }
        self.sending.set(true);
        let book = *self;
        spawn_local(async move { book.send().await });
    }

    /// Shows the list anew, from what the server has: at once, or as soon as nothing waits to be sent any more.
    pub fn renew(&self) {
        match self.waiting.try_with_untracked(VecDeque::is_empty) {
            Some(true) => _ = self.reload.try_run(()),
            Some(false) => {
                self.outdated.set_value(true);
                self.save();
            }
            // The page is gone.
            None => {}
        }
    }

    fn input(&self, (person, session, attendance): Entry) -> Option<MarkInput> {
        let person = self.people.with_value(|people| people.get(person).map(|(key, _)| key.clone()))?;
        let session = self.sessions.with_value(|sessions| sessions.get(session).cloned())?;
        Some(MarkInput { person, session, attendance })
    }

    /// Sends what waits, one act after the other. What the server refuses is left out, and at the end the list shows again what
    /// the server has. Any other failure may pass: then everything stays as it is.
    async fn send(self) {
        while let Some(entries) = self.next() {
            let inputs = entries.into_iter().filter_map(|entry| self.input(entry)).collect();
            let Some(event) = self.event.try_get_value() else { return };
            match mark_attendance(event, inputs).await {
                Ok(()) => {}
                Err(ApiError(error)) if is_refusal(&error) => {
                    self.failure.try_set(Some(error));
                    self.outdated.try_update_value(|outdated| *outdated = true);
                }
                Err(_) if self.again.try_update_value(std::mem::take) == Some(true) => continue,
                Err(ApiError(error)) => {
                    self.stopped.try_set(Some(error));
                    self.sending.try_set(false);
                    return;
                }
            }
            self.waiting.try_update(|waiting| _ = waiting.pop_front());
        }
        self.stopped.try_set(None);
        self.sending.try_set(false);
        if self.outdated.try_get_value() == Some(true) {
            self.reload.try_run(());
        }
    }

    /// The act that is sent next; `None` when there is none, or when the page is gone.
    fn next(&self) -> Option<Vec<Entry>> {
        self.waiting.try_with_untracked(|waiting| waiting.front().cloned()).flatten()
    }
}

/// Whether sending the same again would be answered the same.
fn is_refusal(error: &AppError) -> bool {
    matches!(error, AppError::Invalid(_) | AppError::Forbidden | AppError::NotFound | AppError::Conflict)
}
