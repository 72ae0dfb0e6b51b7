//! Who gets a seat. Pure: the store reads what [`decide`] needs, and writes what it decided only if the head record
//! has not changed in between.

use super::types::{
    Audience, Event, EventPlan, EventStatus, Participant, Party, PersonKey, Registration, RegistrationStatus, Seats,
};
use crate::access::Registrant;
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long access and food needs are kept after the last day of an event (domain §5).
pub const NEEDS_KEPT: Days = Days::new(28);

/// On whose behalf a registration comes.
#[derive(Clone, Copy, Debug)]
pub enum Registrar<'a> {
    /// Anybody, on the public page: public events only.
    Guest,
    /// Somebody with an account and the right to register people.
    Member(&'a Registrant),
}

/// Whether an event takes registrations now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Availability {
    Open {
        free: u32,
    },
    /// All seats are taken or promised to those who wait; one can join them.
    WaitingList {
        waiting: u32,
    },
    Full,
    NotYet {
        opens: NaiveDate,
    },
    Closed {
        closes: NaiveDate,
    },
    /// The first day has begun, whatever the window says.
    Begun,
    Abgesagt,
    /// Still a draft.
    Entwurf,
}

/// Why nobody of a party got a seat or a place on the waiting list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    /// The event takes no registrations; never [`Availability::Open`].
    Unavailable { availability: Availability },
    /// A tandem takes two seats or none, and fewer than two are left.
    TooFewForTandem { free: u32 },
    /// Somebody with another name holds a seat under this address. Said openly, because people who share the mailbox of
    /// their Kita would otherwise believe that both have a seat.
    AddressTaken,
    /// One of the tandem holds a seat alone or with somebody else.
    InOtherParty,
    /// Both halves of a tandem gave the same address.
    SamePersonTwice,
}

/// The answer to a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Everybody of the party has a seat: the head record and the rows to write, in one transaction.
    Seated {
        seats: Seats,
        registrations: Vec<Registration>,
    },
    /// Everybody of the party is on the waiting list now: the head record and the rows to write, in one transaction.
    Waitlisted {
        seats: Seats,
        registrations: Vec<Registration>,
    },
    /// They had their seats before: a second click, a reload, a retry. Nothing changes.
    AlreadyRegistered,
    /// They were on the waiting list before.
    AlreadyWaiting,
    Refused(Refusal),
}

/// Decides on a party. `standing` holds the registrations that its people have in this event, whatever their status;
/// `local` is `now` on the office's clock.
///
/// Who holds a seat is told so before anything else is looked at: the answer to a retry is the same when the event has
/// become full or closed meanwhile.
pub fn decide(
    event: &Event,
    party: &Party,
    standing: &[Registration],
    now: DateTime<Utc>,
    local: NaiveDateTime,
) -> Decision {
    let keys = party.keys(event.id);
    if keys.len() == 2 && keys[0] == keys[1] {
        return Decision::Refused(Refusal::SamePersonTwice);
    }
    match known_before(party, &keys, standing) {
        Before::Seated => return Decision::AlreadyRegistered,
        Before::Waiting => return Decision::AlreadyWaiting,
        Before::Refused(refusal) => return Decision::Refused(refusal),
        Before::Nobody => {}
    }
    let taken = match availability(event, local) {
        Availability::Open { .. } => take(event.seats, keys.len() as u32),
        Availability::WaitingList { .. } => None,
        availability => return Decision::Refused(Refusal::Unavailable { availability }),
    };
    match taken {
        Some(seats) => {
            let registrations = rows(event, party, &keys, standing, now);
            Decision::Seated { seats, registrations }
        }
        None if event.plan.waiting_list => {
            let ticket = event.seats.tickets.saturating_add(1);
            let waiting = event.seats.waiting.saturating_add(keys.len() as u32);
            let registrations = rows(event, party, &keys, standing, now).into_iter();
            let registrations = registrations.map(|row| row.waiting_with(ticket)).collect();
            Decision::Waitlisted { seats: Seats { waiting, tickets: ticket, ..event.seats }, registrations }
        }
        None => Decision::Refused(Refusal::TooFewForTandem { free: event.seats.free().max(0) as u32 }),
    }
}

/// Gives free seats to those who wait, in the order of their tickets: the head record and the rows to write, none when
/// nobody can be promoted. `waiting` is everybody on the list.
///
/// The order is never broken: while a tandem waits for its second seat, nobody behind it is promoted. After the event has
/// begun, or was called off, nobody is (pretix#1031).
pub fn promote(event: &Event, waiting: &[Registration], local: NaiveDateTime) -> (Seats, Vec<Registration>) {
    let mut seats = event.seats;
    let mut promoted = Vec::new();
    let begun = event.plan.begins_at().is_none_or(|begin| begin <= local);
    if begun || event.plan.status != EventStatus::Offen {
        return (seats, promoted);
    }
    for party in parties(waiting) {
        let Some(with_seats) = take(seats, party.len() as u32) else { break };
        seats = Seats { waiting: seats.waiting.saturating_sub(party.len() as u32), ..with_seats };
        let seated = |row: &Registration| Registration { status: RegistrationStatus::Angemeldet, ..row.clone() };
        promoted.extend(party.into_iter().map(seated));
    }
    (seats, promoted)
}

/// Those who wait, in the order of their tickets; who shares a ticket is promoted together.
pub fn parties(waiting: &[Registration]) -> Vec<Vec<&Registration>> {
    let mut by_ticket: BTreeMap<u32, Vec<&Registration>> = BTreeMap::new();
    for row in waiting.iter().filter(|row| row.status == RegistrationStatus::Warteliste) {
        by_ticket.entry(row.ticket.unwrap_or(u32::MAX)).or_default().push(row);
    }
    by_ticket.into_values().collect()
}

/// What a change of the plan means for those who are registered or wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    CalledOff,
    /// Other days, times or places, or it takes place after all.
    Changed,
}

/// Whether those concerned have to be told of a change; `local` is the time on the office's clock. Nobody is written to about
/// drafts, nor about what has begun already.
pub fn news(before: &EventPlan, after: &EventPlan, local: NaiveDateTime) -> Option<News> {
    if before.status == EventStatus::Entwurf || before.begins_at().is_none_or(|begin| begin <= local) {
        return None;
    }
    match (before.status, after.status) {
        (EventStatus::Offen, EventStatus::Abgesagt) => Some(News::CalledOff),
        (EventStatus::Abgesagt, EventStatus::Offen) => Some(News::Changed),
        (EventStatus::Offen, EventStatus::Offen) if before.days != after.days => Some(News::Changed),
        _ => None,
    }
}

/// Whether an event is there for whoever asks: a draft never is, and guests see public events only.
pub fn is_visible(event: &Event, registrar: Registrar) -> bool {
    let reached = match registrar {
        Registrar::Guest => event.plan.audience == Audience::Public,
        Registrar::Member(_) => true,
    };
    reached && event.plan.status != EventStatus::Entwurf
}

/// Whether somebody new could register; `local` is the time on the office's clock.
pub fn availability(event: &Event, local: NaiveDateTime) -> Availability {
    let plan = &event.plan;
    match plan.status {
        EventStatus::Entwurf => return Availability::Entwurf,
        EventStatus::Abgesagt => return Availability::Abgesagt,
        EventStatus::Offen => {}
    }
    if plan.begins_at().is_none_or(|begin| begin <= local) {
        return Availability::Begun;
    }
    if let Some(opens) = plan.opens.filter(|opens| local.date() < *opens) {
        return Availability::NotYet { opens };
    }
    if local.date() > plan.closes {
        return Availability::Closed { closes: plan.closes };
    }
    match event.seats.free() {
        // A free seat that somebody waits for belongs to them (mod_booking#809).
        free @ 1.. if event.seats.waiting == 0 => Availability::Open { free: free as u32 },
        _ if plan.waiting_list => Availability::WaitingList { waiting: event.seats.waiting },
        _ => Availability::Full,
    }
}

/// Takes seats for `people` at once, all or none.
pub fn take(seats: Seats, people: u32) -> Option<Seats> {
    let taken = seats.taken.checked_add(people)?;
    (taken <= seats.capacity).then_some(Seats { taken, ..seats })
}

/// Cancels a registration and, of a tandem, its other half: the head record and the rows to write, none if it was
/// cancelled before. A former partner that has come back with somebody else, or alone, keeps the seat.
pub fn cancel(seats: Seats, row: &Registration, partner: Option<&Registration>) -> (Seats, Vec<Registration>) {
    if row.status == RegistrationStatus::Storniert {
        return (seats, vec![]);
    }
    let partner = partner.filter(|other| is_pair(row, other) && other.status != RegistrationStatus::Storniert);
    let party: Vec<_> = [Some(row), partner].into_iter().flatten().collect();
    let freed = party.iter().filter(|row| row.status.holds_seat()).count() as u32;
    let left = party.iter().filter(|row| row.status == RegistrationStatus::Warteliste).count() as u32;
    let cancelled = party.into_iter().map(|row| Registration { status: RegistrationStatus::Storniert, ..row.clone() });
    let (taken, waiting) = (seats.taken.saturating_sub(freed), seats.waiting.saturating_sub(left));
    (Seats { taken, waiting, ..seats }, cancelled.collect())
}

fn is_pair(a: &Registration, b: &Registration) -> bool {
    a.partner.as_ref() == Some(&b.person) && b.partner.as_ref() == Some(&a.person)
}

enum Before {
    Nobody,
    Seated,
    Waiting,
    Refused(Refusal),
}

fn known_before(party: &Party, keys: &[PersonKey], standing: &[Registration]) -> Before {
    let known: Vec<_> = party
        .people()
        .into_iter()
        .zip(keys)
        .filter_map(|(person, key)| {
            let row = standing.iter().find(|row| row.person == *key && row.status != RegistrationStatus::Storniert);
            row.map(|row| (person, row))
        })
        .collect();
    let Some((_, first)) = known.first() else { return Before::Nobody };
    if known.iter().any(|(person, row)| !is_same_name(person, &row.participant)) {
        return Before::Refused(Refusal::AddressTaken);
    }
    let as_one = match keys {
        [_] => true,
        _ => matches!(known[..], [(_, first), (_, second)] if is_pair(first, second)),
    };
    match as_one {
        false => Before::Refused(Refusal::InOtherParty),
        true if first.status.holds_seat() => Before::Seated,
        true => Before::Waiting,
    }
}

fn is_same_name(a: &Participant, b: &Participant) -> bool {
    let normal = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    normal(&a.name) == normal(&b.name)
}

/// The rows of a party that gets its seats; see [`Registration::waiting_with`] for one that does not.
fn rows(
    event: &Event,
    party: &Party,
    keys: &[PersonKey],
    standing: &[Registration],
    now: DateTime<Utc>,
) -> Vec<Registration> {
    let people = party.people().into_iter().zip(keys);
    people
        .map(|(participant, key)| Registration {
            event: event.id,
            person: key.clone(),
            participant: participant.clone(),
            status: RegistrationStatus::Angemeldet,
            partner: keys.iter().find(|other| *other != key).cloned(),
            turn: standing.iter().find(|row| row.person == *key).map_or(1, |row| row.turn.saturating_add(1)),
            registered_at: now,
            ticket: None,
        })
        .collect()
}

impl Registration {
    fn waiting_with(self, ticket: u32) -> Self {
        Self { status: RegistrationStatus::Warteliste, ticket: Some(ticket), ..self }
    }
}

#[cfg(test)]
#[path = "rules_test.rs"]
mod tests;
