//! People without an account in public events: where the event says so, they confirm their address by the mailed link within some
//! hours, and what they have holds until then. After that it is free for the next one.
//!
//! This goes for those who come alone. Of a tandem the invited half confirms by a link of its own anyway.

pub mod german;

use super::{
    rules::{Decision, Registrar, without},
    tandem::{
        Answer,
        rules::{Reply, is_ahead},
    },
    types::{Event, EventPlan, Party, Registration, RegistrationStatus, Seats},
};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// Hours to confirm that a new event of a public format is proposed with.
pub const PROPOSED_HOURS: u32 = 24;

/// What was decided on a party, with the hour until which a guest has to confirm.
pub fn ask(
    plan: &EventPlan,
    registrar: Registrar<'_>,
    party: &Party,
    decision: Decision,
    now: DateTime<Utc>,
) -> Decision {
    let hours = match (registrar, party) {
        (Registrar::Guest, Party::Single(..)) => plan.guest_hours,
        _ => None,
    };
    let Some(hours) = hours else { return decision };
    let confirm_by = Some(now + TimeDelta::hours(i64::from(hours)));
    let asked = |rows: Vec<Registration>| -> Vec<Registration> {
        rows.into_iter().map(|row| Registration { confirm_by, ..row }).collect()
    };
    match decision {
        Decision::Seated { seats, registrations } => Decision::Seated { seats, registrations: asked(registrations) },
        Decision::Waitlisted { seats, registrations } => {
            Decision::Waitlisted { seats, registrations: asked(registrations) }
        }
        Decision::Requested { seats, registrations } => {
            Decision::Requested { seats, registrations: asked(registrations) }
        }
        other => other,
    }
}

/// Whether somebody has to confirm the address, and nothing has come of it yet.
pub fn is_asked(row: &Registration) -> bool {
    row.confirm_by.is_some() && !row.status.is_over()
}

/// What somebody means who answers by the link: a guest who says no instead of confirming gives the registration up.
pub fn meant(row: &Registration, answer: Answer) -> Answer {
    if answer == Answer::Decline && is_asked(row) { Answer::Cancel } else { answer }
}

/// What a guest's yes leads to; `None` for every other answer, and for who has nothing to confirm. Who has moved up meanwhile, and
/// has to take the seat, does so by it too.
///
/// A yes after the hour counts as long as nobody has cleared the registration away: nothing was given to anybody else, and the
/// page asks until then.
pub fn confirm(event: &Event, row: &Registration, answer: Answer, local: NaiveDateTime) -> Option<Reply> {
    if answer != Answer::Confirm || !is_asked(row) {
        return None;
    }
    if !is_ahead(event, local) {
        return Some(Reply::TooLate);
    }
    let status = if row.status.holds_seat() { RegistrationStatus::Bestaetigt } else { row.status };
    let confirmed = Registration { status, confirm_by: None, deadline: None, ..row.clone() };
    Some(Reply::Changed { seats: event.seats, registrations: vec![confirmed] })
}

/// Clears away who has not confirmed in time: the head record and the rows to write. `seats` is the head record so far. Nothing
/// happens once the event has begun or is called off.
pub fn expire(
    event: &Event,
    seats: Seats,
    rows: &[Registration],
    now: DateTime<Utc>,
    local: NaiveDateTime,
) -> (Seats, Vec<Registration>) {
    if !is_ahead(event, local) {
        return (seats, vec![]);
    }
    let late = |row: &&Registration| is_asked(row) && row.confirm_by.is_some_and(|until| until < now);
    let late: Vec<Registration> = rows.iter().filter(late).cloned().collect();
    let seats = without(seats, &late);
    // The hour stays, and tells why it is over.
    let over = |row| Registration { status: RegistrationStatus::Abgelaufen, deadline: None, ..row };
    (seats, late.into_iter().map(over).collect())
}

#[cfg(test)]
#[path = "guests_test.rs"]
mod tests;
