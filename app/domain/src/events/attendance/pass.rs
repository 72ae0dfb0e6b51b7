//! The code that a participant shows at the door: whoever may enter attendance and opens it reads who it is, and enters the person
//! with one button. The code is a link for the camera of the tablet; it says nothing of the person to anybody else.

use super::{Marking, Session, Sheet, german, rules};
use crate::{
    events::{
        german::hours,
        types::{Attendance, Event, EventStatus, Registration},
    },
    german::long_date,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Whether somebody is given a code: as long as there is something to enter.
pub fn has_pass(event: &Event, row: &Registration, local: NaiveDateTime) -> bool {
    let is_held = matches!(event.plan.status, EventStatus::Offen | EventStatus::Durchgefuehrt);
    is_held && row.status.holds_seat() && !event.plan.has_ended(local)
}

/// Who has shown the code, and what would be entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassView {
    pub event: String,
    pub title: String,
    pub name: String,
    /// As [`super::MarkInput`] names person and session; the session is blank when none is today.
    pub person: String,
    pub session: String,
    /// `Montag, 1. Februar 2027, 09:00 bis 16:00 Uhr`
    pub day: String,
    /// Why nothing can be entered; blank when it can.
    pub refusal: String,
    /// What is entered already.
    pub attendance: Option<Attendance>,
}

impl PassView {
    /// For the session of today: the last that has begun, else the first. `local` is the time on the office's clock.
    pub fn of(sheet: &Sheet, row: &Registration, local: NaiveDateTime) -> Self {
        let today = || sheet.event.plan.days.iter().filter(|day| day.date == local.date());
        let day = today().rfind(|day| day.begin <= local.time()).or_else(|| today().next());
        let session = day.map(Session::of);
        let attendance = session.and_then(|session| sheet.attendance(&row.person, session));
        Self {
            event: sheet.event.id.to_string(),
            title: sheet.event.plan.title.clone(),
            name: row.participant.name.clone(),
            person: row.person.to_string(),
            session: session.map(|session| session.to_string()).unwrap_or_default(),
            day: day.map(|day| format!("{}, {}", long_date(day.date), hours(day))).unwrap_or_default(),
            refusal: session
                .map_or_else(|| german::NO_SESSION_TODAY.into(), |session| refusal(sheet, row, session, local)),
            attendance,
        }
    }
}

/// Why the person cannot be entered as present; blank when nothing is in the way.
fn refusal(sheet: &Sheet, row: &Registration, session: Session, local: NaiveDateTime) -> String {
    let marking = Marking { person: row.person.clone(), session, attendance: Some(Attendance::Anwesend) };
    rules::enter(sheet, &[marking], local.date()).err().map(german::refusal).unwrap_or_default()
}

#[cfg(test)]
#[path = "pass_test.rs"]
mod tests;
