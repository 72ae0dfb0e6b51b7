//! Who comes without having registered: the Koordination enters them at the list of attendance. They take a seat like everybody
//! else, in the same head record, and are present from then on.
//!
//! Registration windows and ways of registering do not count at the door. Seats do: nobody is taken in beyond them unless the
//! Koordination says so.

pub mod german;
mod view;

pub use view::WalkInView;

use super::{
    RegistrationInput,
    attendance::{Session, rules as attendance},
    limits::{Held, Reached},
    rules::{Others, is_nobodys, is_same_name, without},
    types::{Event, Participant, PersonKey, Registration, RegistrationStatus, Seats},
};
use crate::error::{ErrorCode, FieldError};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// The form at the list of attendance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WalkInInput {
    pub name: String,
    pub email: String,
    /// Code of a [`super::Funktion`].
    pub funktion: String,
    /// Id of a Kita of the directory, or blank.
    pub kita: String,
    pub einrichtung: String,
    /// As the list names it.
    pub session: String,
    /// Take the person in although no seat is free.
    pub beyond: bool,
}

impl WalkInInput {
    /// What is to be entered, or every fault of the form: the fields are those of a registration. That the Kita exists is
    /// checked by the store.
    pub fn check(&self) -> Result<WalkIn, Vec<FieldError>> {
        let form = RegistrationInput {
            name: self.name.clone(),
            email: self.email.clone(),
            funktion: self.funktion.clone(),
            kita: self.kita.clone(),
            einrichtung: self.einrichtung.clone(),
            ..RegistrationInput::default()
        };
        let session = Session::parse(&self.session).ok_or_else(|| FieldError::new("session", ErrorCode::NotAChoice));
        match (form.check(), session) {
            (Ok(participant), Ok(session)) => Ok(WalkIn { participant, session, beyond: self.beyond }),
            (participant, session) => Err(participant.err().into_iter().flatten().chain(session.err()).collect()),
        }
    }
}

/// Somebody who is there in a session without having registered: a checked [`WalkInInput`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkIn {
    pub participant: Participant,
    pub session: Session,
    /// The Koordination takes the person in although no seat is free.
    pub beyond: bool,
}

/// Why there is no seat for somebody at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSeat {
    Full,
    /// One is free, but the event has not begun, and it is kept for somebody on the waiting list.
    Promised,
    /// One is free, but not for people of this Sozialraum or Funktion.
    Limit(Reached),
}

/// Why somebody is not taken in, whatever the seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No attendance can be entered in the session.
    Attendance(attendance::Refusal),
    /// Somebody with another name is registered under the address.
    AddressTaken,
}

/// What is decided about somebody at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// The head record and the row to write, in one transaction with the entry that the person is present.
    Admitted {
        seats: Seats,
        registration: Box<Registration>,
    },
    /// The person holds a seat already, also after a second click: only that they are present is to be entered.
    Expected(PersonKey),
    /// Nothing is written before the Koordination has said that the person is to be taken in all the same.
    NoSeat(NoSeat),
    Refused(Refusal),
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WalkInOutcome {
    /// The person has a seat and is present.
    Admitted,
    /// The person had a seat before, and is present.
    Expected,
    NoSeat(NoSeat),
    Refused(Refusal),
}

/// Decides on somebody at the door. `standing` holds what the person has of registrations in this event, whatever their status;
/// `local` is `now` on the office's clock.
///
/// Who waited for a seat, or for a partner, comes alone: the other half of a tandem keeps what it has.
pub fn arrive(
    event: &Event,
    walk_in: &WalkIn,
    standing: &[Registration],
    others: Others<'_>,
    now: DateTime<Utc>,
    local: NaiveDateTime,
) -> Arrival {
    if let Err(refusal) = attendance::is_open(event, walk_in.session, local.date()) {
        return Arrival::Refused(Refusal::Attendance(refusal));
    }
    let person = PersonKey::of(event.id, &walk_in.participant.email);
    let known = standing.iter().find(|row| row.person == person);
    let current = known.filter(|row| !row.status.is_over());
    match current {
        Some(row) if !is_same_name(&walk_in.participant.name, &row.participant.name) => {
            return Arrival::Refused(Refusal::AddressTaken);
        }
        Some(row) if row.status.holds_seat() => return Arrival::Expected(person),
        _ => {}
    }
    let left = current.map_or(event.seats, |row| without(event.seats, std::slice::from_ref(row)));
    let row = current.cloned().unwrap_or_else(|| Registration {
        event: event.id,
        person: person.clone(),
        participant: walk_in.participant.clone(),
        sozialraum: walk_in.participant.kita.and_then(|kita| others.regions.get(&kita).copied()),
        status: RegistrationStatus::Angemeldet,
        partner: None,
        turn: known.map_or(1, |row| row.turn.saturating_add(1)),
        registered_at: now,
        ticket: None,
        deadline: None,
        confirm_by: None,
        linked: false,
        walk_in: true,
    });
    // Who waits for a seat does not keep it from themselves.
    let waiting: Vec<_> = others.waiting.iter().filter(|other| other.person != person).cloned().collect();
    let at_the_door = Event { seats: left, ..event.clone() };
    let limit = || event.plan.limits.reached(others.held, &[&row]).map(NoSeat::Limit);
    let reason = no_seat(&at_the_door, &waiting, others.held, local).or_else(limit);
    if let Some(reason) = reason.filter(|_| !walk_in.beyond) {
        return Arrival::NoSeat(reason);
    }
    let seats = Seats { taken: left.taken.saturating_add(1), ..left };
    let row = Registration {
        status: RegistrationStatus::Angemeldet,
        partner: None,
        deadline: None,
        confirm_by: None,
        walk_in: true,
        ..row
    };
    Arrival::Admitted { seats, registration: Box::new(row) }
}

/// Why there is no seat for one more at the door, whoever it is; `None` while there is one. `waiting` and `held` are those of
/// [`Others`].
pub fn no_seat(event: &Event, waiting: &[Registration], held: &Held, local: NaiveDateTime) -> Option<NoSeat> {
    let kept = !event.plan.has_begun(local) && !is_nobodys(event, waiting, held);
    match event.seats.free() {
        ..=0 => Some(NoSeat::Full),
        _ if kept => Some(NoSeat::Promised),
        _ => None,
    }
}

#[cfg(test)]
#[path = "walk_in_test.rs"]
mod tests;
