//! The list of an event as a tablet keeps it.

use super::{
    super::{Session, Sheet},
    DAYS_AFTER, TabletChange, german, keep_until,
};
use crate::{
    events::{
        types::{Attendance, Registration},
        view::DayView,
    },
    ids::EventId,
};
use chrono::{Days, NaiveDate};
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
    /// The portal cannot read the event now: what stands here is what the tablet was last given, or nothing.
    #[serde(default, skip_serializing_if = "is_readable")]
    pub unreadable: bool,
}

fn is_readable(unreadable: &bool) -> bool {
    !unreadable
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
            unreadable: false,
        })
    }

    /// In place of the list of an event that the portal cannot read on this day: a tablet that had the list keeps it
    /// ([`TabletSheet::renewed`]), and any other says why there is none.
    pub fn of_unreadable(event: EventId, today: NaiveDate) -> Self {
        Self {
            event,
            title: german::EVENT_UNREADABLE.to_owned(),
            keep_until: today.checked_add_days(Days::new(u64::from(DAYS_AFTER))).unwrap_or(today),
            sessions: Vec::new(),
            people: Vec::new(),
            unreadable: true,
        }
    }

    /// What a tablet keeps that had the lists `before` and is given these. An event that the portal cannot read takes no list away:
    /// who stands in a village hall needs the names that were there yesterday.
    pub fn renewed(given: Vec<Self>, before: &[Self]) -> Vec<Self> {
        let kept = |list: &Self| before.iter().find(|one| one.event == list.event && !one.sessions.is_empty()).cloned();
        let renew = |list: Self| match kept(&list).filter(|_| list.unreadable) {
            Some(before) => Self { unreadable: true, ..before },
            None => list,
        };
        given.into_iter().map(renew).collect()
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
