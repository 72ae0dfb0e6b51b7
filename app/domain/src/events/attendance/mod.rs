//! Who was there, session by session, and what follows from it: when an event is over, and who gets a
//! Teilnahmebescheinigung.
//!
//! [`rules`] decides; the store writes what was decided if the head record has not changed in between.

pub mod german;
pub mod pass;
pub mod rules;
pub mod tablet;
mod view;

pub use view::{AttendanceView, AttendantView, CheckView, ClosingRow, ClosingView, MarkInput, SessionView};

use super::{
    certificate::Certificate,
    types::{Attendance, Event, EventDay, PersonKey, Registration},
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use std::fmt;

/// One session of an event, named by when it begins: sessions of a day do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Session {
    pub date: NaiveDate,
    pub begin: NaiveTime,
}

impl Session {
    pub fn of(day: &EventDay) -> Self {
        Self { date: day.date, begin: day.begin }
    }

    /// From `2027-02-01T09:00`, as it stands in the store and on the wire.
    pub fn parse(text: &str) -> Option<Self> {
        let begin = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?;
        Some(Self { date: begin.date(), begin: begin.time() })
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.date, self.begin.hour(), self.begin.minute())
    }
}

/// What was entered for one person in one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub person: PersonKey,
    pub session: Session,
    pub attendance: Attendance,
    /// What a tablet without network displaced without having seen it ([`tablet`]); until somebody enters the person anew.
    pub other: Option<Attendance>,
}

/// What is to be entered; `None` takes an entry back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    pub person: PersonKey,
    pub session: Session,
    pub attendance: Option<Attendance>,
}

/// An event with everything that was entered about it, read in one snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub event: Event,
    /// Everybody who registered, cancelled ones included.
    pub registrations: Vec<Registration>,
    pub marks: Vec<Mark>,
    /// Those that were taken back included.
    pub certificates: Vec<Certificate>,
}

impl Sheet {
    /// Those who are expected, by name.
    pub fn attendants(&self) -> Vec<&Registration> {
        let mut people: Vec<_> = self.registrations.iter().filter(|row| row.status.holds_seat()).collect();
        people.sort_by_key(|row| (row.participant.name.to_lowercase(), row.person.clone()));
        people
    }

    pub fn attendance(&self, person: &PersonKey, session: Session) -> Option<Attendance> {
        self.mark(person, session).map(|mark| mark.attendance)
    }

    /// What was entered elsewhere as well, and says something else ([`Mark::other`]).
    pub fn other(&self, person: &PersonKey, session: Session) -> Option<Attendance> {
        self.mark(person, session).and_then(|mark| mark.other)
    }

    fn mark(&self, person: &PersonKey, session: Session) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.person == *person && mark.session == session)
    }

    /// The one that holds.
    pub fn certificate(&self, person: &PersonKey) -> Option<&Certificate> {
        self.certificates.iter().find(|certificate| certificate.person == *person && certificate.holds())
    }

    /// The last day on which a certificate of the person was taken back.
    pub fn withdrawn(&self, person: &PersonKey) -> Option<NaiveDate> {
        let own = self.certificates.iter().filter(|certificate| certificate.person == *person);
        own.filter_map(|certificate| certificate.withdrawn).max()
    }

    /// How many entries are missing until everybody expected has one in every session.
    pub fn missing(&self) -> usize {
        self.attendants().into_iter().map(|row| self.missing_of(&row.person)).sum()
    }

    pub(crate) fn missing_of(&self, person: &PersonKey) -> usize {
        let days = self.event.plan.days.iter();
        days.filter(|day| self.attendance(person, Session::of(day)).is_none()).count()
    }
}

/// How much of an event somebody attended. In minutes, so that sessions count by their length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub attended: u32,
    pub planned: u32,
}

impl Share {
    /// Whether at least `percent` of the planned time was attended; never true for nothing at all.
    pub fn reaches(self, percent: u32) -> bool {
        0 < self.attended && u64::from(self.planned) * u64::from(percent) <= u64::from(self.attended) * 100
    }

    /// Whole percent, rounded down so that nobody reads a share that was not reached.
    pub fn percent(self) -> u32 {
        let planned = u64::from(self.planned).max(1);
        u32::try_from(u64::from(self.attended) * 100 / planned).unwrap_or(u32::MAX)
    }
}

/// What the Koordination does with an event after it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It took place.
    Hold,
    /// Attendance is complete.
    Close,
    /// Attendance has to be corrected after all.
    Reopen,
}

impl Step {
    pub const ALL: [Self; 3] = [Self::Hold, Self::Close, Self::Reopen];

    /// Stable name on the wire and in the audit log.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Close => "close",
            Self::Reopen => "reopen",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}
