//! The list of an event as a tablet keeps it.

use super::{
    super::{Session, Sheet},
    TabletChange, keep_until,
};
use crate::{
    events::{
        types::{Attendance, Registration},
        view::DayView,
    },
    ids::EventId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One event with the names of those who are expected. Additive JSON, as everything that lies on devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletSheet {
    pub event: EventId,
    pub title: String,
    /// Last day on which the device keeps it.
    pub keep_until: NaiveDate,
    /// In order of time.
    pub sessions: Vec<TabletSession>,
    /// By name.
    pub people: Vec<TabletPerson>,
}

/// One session of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletSession {
    /// As [`TabletChange::session`] names it.
    pub key: String,
    pub day: DayView,
}

/// One person of the list: the name, and nothing else that is known of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletPerson {
    /// As [`TabletChange::person`] names the person.
    pub person: String,
    pub name: String,
    /// One for each session.
    pub marks: Vec<Option<Attendance>>,
    /// What was entered elsewhere and displaced, one for each session.
    #[serde(default)]
    pub others: Vec<Option<Attendance>>,
    /// The person has a certificate, so that entries stay as they are.
    #[serde(default)]
    pub certified: bool,
}

impl TabletSheet {
    /// `None` when a tablet is not to have the list on this day of the office ([`keep_until`]).
    pub fn of(sheet: &Sheet, today: NaiveDate) -> Option<Self> {
        let days = &sheet.event.plan.days;
        let person = |row: &Registration| TabletPerson {
            person: row.person.to_string(),
            name: row.participant.name.clone(),
            marks: days.iter().map(|day| sheet.attendance(&row.person, Session::of(day))).collect(),
            others: days.iter().map(|day| sheet.other(&row.person, Session::of(day))).collect(),
            certified: sheet.certificate(&row.person).is_some(),
        };
        Some(Self {
            event: sheet.event.id,
            title: sheet.event.plan.title.clone(),
            keep_until: keep_until(&sheet.event.plan, today)?,
            sessions: days
                .iter()
                .map(|day| TabletSession { key: Session::of(day).to_string(), day: DayView::of(day) })
                .collect(),
            people: sheet.attendants().into_iter().map(person).collect(),
        })
    }

    /// The list after entries that were made on this tablet, in their order.
    pub fn with<'a>(mut self, changes: impl IntoIterator<Item = &'a TabletChange>) -> Self {
        let event = self.event;
        for change in changes.into_iter().filter(|change| change.event == event) {
            let Some(session) = self.position(&change.session) else { continue };
            let Some(person) = self.people.iter_mut().find(|one| one.person == change.person) else { continue };
            if let Some(mark) = person.marks.get_mut(session) {
                *mark = change.attendance;
            }
            // The entry decides what was open; the server says if it was not seen.
            if let Some(other) = person.others.get_mut(session) {
                *other = None;
            }
        }
        self
    }

    pub fn mark(&self, person: &str, session: &str) -> Option<Attendance> {
        let position = self.position(session)?;
        *self.person(person)?.marks.get(position)?
    }

    /// What was entered elsewhere and displaced.
    pub fn other(&self, person: &str, session: &str) -> Option<Attendance> {
        let position = self.position(session)?;
        *self.person(person)?.others.get(position)?
    }

    pub fn name(&self, person: &str) -> Option<&str> {
        self.person(person).map(|one| one.name.as_str())
    }

    /// How many have an entry in a session.
    pub fn entered(&self, session: &str) -> usize {
        let Some(position) = self.position(session) else { return 0 };
        self.people.iter().filter(|one| one.marks.get(position).is_some_and(Option::is_some)).count()
    }

    /// The session that is shown first: the last whose day has come, else the first.
    pub fn current(&self, today: NaiveDate) -> Option<&TabletSession> {
        self.sessions.iter().rfind(|session| session.has_come(today)).or_else(|| self.sessions.first())
    }

    fn position(&self, session: &str) -> Option<usize> {
        self.sessions.iter().position(|one| one.key == session)
    }

    fn person(&self, person: &str) -> Option<&TabletPerson> {
        self.people.iter().find(|one| one.person == person)
    }
}

impl TabletSession {
    /// Whether attendance can be entered: not before the day.
    pub fn has_come(&self, today: NaiveDate) -> bool {
        self.date().is_some_and(|date| date <= today)
    }

    pub fn date(&self) -> Option<NaiveDate> {
        Session::parse(&self.key).map(|session| session.date)
    }
}
