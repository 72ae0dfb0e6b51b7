//! Events in which the Koordination decides on each registration.
//!
//! Who registers asks for a seat, and holds none before the Koordination has said yes; nobody waits behind a request. The request
//! takes its ticket when it comes, so that whoever is let in later is in line where they asked: a seat is then taken on the one
//! path of [`super::rules::promote`], or there is a place on the waiting list. Two halves that the Koordination brings together
//! are let in by that. Requests that are open when approval is switched off stay for the Koordination to decide.

pub mod german;
mod view;

pub use view::{OpenRequestsRow, RequestView};

use super::{
    guests,
    limits::{Held, Reached},
    rules::{Decision, is_pair, promote},
    tandem::{partner_of, rules::is_ahead},
    types::{Event, EventStatus, Registration, RegistrationStatus, Seats},
};
use chrono::NaiveDateTime;

/// What the Koordination says to a request; to a tandem as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    Approve,
    Deny,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestOutcome {
    /// They have their seats.
    Seated,
    /// They are on the waiting list, where they asked.
    Waitlisted,
    Denied,
    /// It was so before: a second click. No second mail.
    Unchanged,
    /// Nothing is free for them, maybe because of a limit, and there is no waiting list; the request stays open.
    NoSeat(Option<Reached>),
    /// It was decided otherwise, or given up, or the event has begun or was called off.
    TooLate,
}

/// What is to be written after a ruling, in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    pub seats: Seats,
    pub registrations: Vec<Registration>,
    pub outcome: RequestOutcome,
}

/// Makes a request of a party, with a ticket for the day when it is let in.
pub(super) fn request(event: &Event, party: Vec<Registration>) -> Decision {
    let ticket = event.seats.tickets.saturating_add(1);
    let asks = |row| Registration { status: RegistrationStatus::Angefragt, ticket: Some(ticket), ..row };
    let seats = Seats { tickets: ticket, ..event.seats };
    Decision::Requested { seats, registrations: party.into_iter().map(asks).collect() }
}

/// Carries out a ruling on the request of `row` and, of a tandem, of its other half; `rows` are all registrations of the event.
///
/// # Errors
/// How it ended, when nothing is to be written.
pub fn rule(
    event: &Event,
    ruling: Ruling,
    row: &Registration,
    partner: Option<&Registration>,
    rows: &[Registration],
    local: NaiveDateTime,
) -> Result<Ruled, RequestOutcome> {
    let in_line = row.status.holds_seat() || row.status == RegistrationStatus::Warteliste;
    match (ruling, row.status) {
        (Ruling::Approve, _) if in_line => return Err(RequestOutcome::Unchanged),
        (Ruling::Deny, RegistrationStatus::NichtZugelassen) => return Err(RequestOutcome::Unchanged),
        (_, RegistrationStatus::Angefragt) if is_ahead(event, local) => {}
        _ => return Err(RequestOutcome::TooLate),
    }
    let partner = partner.filter(|other| is_pair(row, other) && other.status == RegistrationStatus::Angefragt);
    let party: Vec<Registration> = [Some(row), partner].into_iter().flatten().cloned().collect();
    match ruling {
        Ruling::Approve => approve(event, &party, rows, local),
        Ruling::Deny => {
            let denied = |row| Registration { status: RegistrationStatus::NichtZugelassen, deadline: None, ..row };
            let registrations = party.into_iter().map(denied).collect();
            Ok(Ruled { seats: event.seats, registrations, outcome: RequestOutcome::Denied })
        }
    }
}

/// Puts a party in line at its ticket, and lets those in whose turn it is: the party itself, if there is room for it.
fn approve(
    event: &Event,
    party: &[Registration],
    rows: &[Registration],
    local: NaiveDateTime,
) -> Result<Ruled, RequestOutcome> {
    let waits = |row: &Registration| Registration { status: RegistrationStatus::Warteliste, ..row.clone() };
    let waiting: Vec<Registration> = party.iter().map(waits).collect();
    let others = rows.iter().filter(|row| !is_of(party, row)).cloned();
    let in_line: Vec<Registration> = others.chain(waiting.iter().cloned()).collect();
    let seats = Seats { waiting: event.seats.waiting.saturating_add(party.len() as u32), ..event.seats };
    let (seats, mut registrations) = promote(&Event { seats, ..event.clone() }, &in_line, local);
    for row in &mut registrations {
        // Who has just been let in asked for the seat and is not asked whether to take it.
        if let Some(asked) = party.iter().find(|one| one.person == row.person) {
            row.deadline = asked.deadline;
        }
    }
    if waiting.iter().all(|row| is_of(&registrations, row)) {
        return Ok(Ruled { seats, registrations, outcome: RequestOutcome::Seated });
    }
    if !event.plan.waiting_list {
        let party: Vec<&Registration> = party.iter().collect();
        return Err(RequestOutcome::NoSeat(event.plan.limits.reached(&Held::of(rows), &party)));
    }
    registrations.extend(waiting);
    Ok(Ruled { seats, registrations, outcome: RequestOutcome::Waitlisted })
}

/// Whose requests nobody has decided although the event has begun: they are told so. Who was told that it is called off knows.
pub fn undecided<'a>(event: &Event, rows: &'a [Registration], local: NaiveDateTime) -> Vec<&'a Registration> {
    let held = !matches!(event.plan.status, EventStatus::Entwurf | EventStatus::Abgesagt);
    let asks = |row: &&Registration| {
        let open = held && row.status == RegistrationStatus::Angefragt;
        open && !guests::is_unheard_of(row, partner_of(row, rows))
    };
    if event.plan.has_begun(local) { rows.iter().filter(asks).collect() } else { vec![] }
}

fn is_of(party: &[Registration], row: &Registration) -> bool {
    party.iter().any(|one| one.person == row.person)
}

#[cfg(test)]
#[path = "approval_test.rs"]
mod tests;
