//! Who gets a seat. Pure: the store reads what [`decide`] needs, and writes what it decided only if the head record
//! has not changed in between.

use super::{
    approval::request,
    limits::{Held, Reached, Regions},
    tandem::rules::{answer_until, reply_until, seek_until},
    types::{Event, EventDay, EventPlan, EventStatus, Party, PersonKey, Registration, RegistrationStatus, Seats},
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
    /// It took place.
    Over,
    Abgesagt,
    /// Still a draft.
    Entwurf,
}

impl Availability {
    /// It takes place now, or took place.
    pub fn has_begun(self) -> bool {
        matches!(self, Self::Begun | Self::Over)
    }
}

/// Why nobody of a party got a seat or a place on the waiting list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    /// The event takes no registrations; never [`Availability::Open`].
    Unavailable { availability: Availability },
    /// Seats may be free, but as many people of the Sozialraum or the Funktion as there may be have one.
    LimitReached { reached: Reached },
    /// A tandem takes two seats or none, and fewer than two are left.
    TooFewForTandem { free: u32 },
    /// Somebody with another name holds a seat under this address. Said openly, because people who share the mailbox of
    /// their Kita would otherwise believe that both have a seat.
    AddressTaken,
    /// One of the tandem holds a seat alone or with somebody else.
    InOtherParty,
    /// Both halves of a tandem gave the same address.
    SamePersonTwice,
    /// The event takes people one by one only.
    NoTandems,
    /// The event takes tandems only.
    TandemsOnly,
    /// Two registrations that cannot become a tandem: not both look for a partner any more, or they are not a Kita-Leitung
    /// and a KiSo.
    CannotPair,
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
    /// Everybody of the party has asked the Koordination for a seat: the head record and the rows to write, in one transaction.
    Requested {
        seats: Seats,
        registrations: Vec<Registration>,
    },
    /// A half looks for its other half now: the rows to write, in one transaction; no seat is taken.
    Seeking {
        registrations: Vec<Registration>,
    },
    /// They had their seats before: a second click, a reload, a retry. Nothing changes.
    AlreadyRegistered,
    /// They were on the waiting list before.
    AlreadyWaiting,
    /// They had asked before, and nothing is decided yet.
    AlreadyRequested,
    /// The half was looking for a partner before.
    AlreadySeeking,
    Refused(Refusal),
}

/// What a decision has to know of everybody else in the event, from the same moment as the head record.
#[derive(Clone, Copy, Debug)]
pub struct Others<'a> {
    /// Everybody on the waiting list; registrations in other states do not matter.
    pub waiting: &'a [Registration],
    /// Who holds a seat; may be empty where the event has no limits.
    pub held: &'a Held,
    /// Where the Kitas lie that the party names.
    pub regions: &'a Regions,
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
    others: Others<'_>,
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
        Before::Requested => return Decision::AlreadyRequested,
        Before::Seeking => return Decision::AlreadySeeking,
        Before::Refused(refusal) => return Decision::Refused(refusal),
        Before::Nobody => {}
    }
    match (party, event.plan.admission) {
        (Party::Single(..), admission) if !admission.takes_singles() => return Decision::Refused(Refusal::TandemsOnly),
        (Party::Tandem { .. } | Party::Half(..), admission) if !admission.takes_tandems() => {
            return Decision::Refused(Refusal::NoTandems);
        }
        _ => {}
    }
    match availability(event, local) {
        Availability::Open { .. } | Availability::WaitingList { .. } => {}
        availability => return Decision::Refused(Refusal::Unavailable { availability }),
    }
    let registrations = rows(event, party, &keys, (standing, others.regions), now, local.date());
    match party {
        Party::Half(..) => Decision::Seeking { registrations },
        _ if event.plan.approval => request(event, registrations),
        _ => seat(event, registrations, others.waiting, others.held),
    }
}

/// Gives a party its seats, or a place at the end of the waiting list, all of it or nobody. `waiting` and `held` are those of
/// [`Others`].
pub(super) fn seat(event: &Event, party: Vec<Registration>, waiting: &[Registration], held: &Held) -> Decision {
    let people = party.len() as u32;
    let reached = event.plan.limits.reached(held, &party.iter().collect::<Vec<_>>());
    let may = reached.is_none() && is_nobodys(event, waiting, held);
    if let Some(seats) = may.then(|| take(event.seats, people)).flatten() {
        return Decision::Seated { seats, registrations: party };
    }
    if !event.plan.waiting_list {
        // What is free beyond that is promised to those who wait.
        let full = match event.seats.free().max(0) {
            free @ (0 | 1) if people == 2 => Refusal::TooFewForTandem { free: free as u32 },
            _ => Refusal::Unavailable { availability: Availability::Full },
        };
        return Decision::Refused(reached.map_or(full, |reached| Refusal::LimitReached { reached }));
    }
    let ticket = event.seats.tickets.saturating_add(1);
    let seats = Seats { waiting: event.seats.waiting.saturating_add(people), tickets: ticket, ..event.seats };
    let registrations = party.into_iter().map(|row| row.waiting_with(ticket)).collect();
    Decision::Waitlisted { seats, registrations }
}

/// Whether a free seat belongs to nobody on the waiting list: nobody waits, or only those who are not to have it. Where overtaking
/// is allowed, whoever waits while a seat is free is a tandem that cannot use it; and who waits because of a limit keeps nobody
/// from a seat.
pub(super) fn is_nobodys(event: &Event, waiting: &[Registration], held: &Held) -> bool {
    let limited = |party: &Vec<&Registration>| event.plan.limits.reached(held, party).is_some();
    event.seats.waiting == 0 || event.plan.overtaking || parties(waiting).iter().all(limited)
}

/// Gives free seats to those who wait, in the order of their tickets: the head record and the rows to write, none when
/// nobody can be promoted. `rows` are all registrations of the event.
///
/// While a tandem waits for its second seat, nobody behind it is promoted, unless the event allows overtaking; who would pass a
/// limit keeps the place and is passed over as long as it is reached ([`super::limits`]). The order is
/// kept in every other respect. After the event has begun, or was called off, nobody is promoted (pretix#1031).
pub fn promote(event: &Event, rows: &[Registration], local: NaiveDateTime) -> (Seats, Vec<Registration>) {
    let (mut seats, mut held) = (event.seats, Held::of(rows));
    let mut promoted = Vec::new();
    let begun = event.plan.begins_at().is_none_or(|begin| begin <= local);
    if begun || event.plan.status != EventStatus::Offen {
        return (seats, promoted);
    }
    for party in parties(rows) {
        if event.plan.limits.reached(&held, &party).is_some() {
            continue;
        }
        let Some(with_seats) = take(seats, party.len() as u32) else {
            if event.plan.overtaking { continue } else { break }
        };
        seats = Seats { waiting: seats.waiting.saturating_sub(party.len() as u32), ..with_seats };
        party.iter().for_each(|row| held.add(row));
        promoted.extend(promoted_party(&event.plan, &party, local.date()));
    }
    (seats, promoted)
}

/// The rows of a party that moves up.
fn promoted_party(plan: &EventPlan, party: &[&Registration], today: NaiveDate) -> Vec<Registration> {
    let confirmed = party.len() == 2 && party.iter().all(|row| row.deadline.is_none());
    let status = if confirmed { RegistrationStatus::Bestaetigt } else { RegistrationStatus::Angemeldet };
    // A tandem has its own way of confirming. Who registered before mails had
    // links was never told that a seat has to be taken.
    let reply = match party {
        [row] if row.linked => reply_until(plan, today),
        _ => None,
    };
    let seated = |row: &&Registration| Registration { status, deadline: reply.or(row.deadline), ..(*row).clone() };
    party.iter().map(seated).collect()
}

/// Those who wait, in the order of their tickets; who shares a ticket is promoted together.
pub fn parties(waiting: &[Registration]) -> Vec<Vec<&Registration>> {
    let mut by_ticket: BTreeMap<u32, Vec<&Registration>> = BTreeMap::new();
    for row in waiting.iter().filter(|row| row.status == RegistrationStatus::Warteliste) {
        by_ticket.entry(row.ticket.unwrap_or(u32::MAX)).or_default().push(row);
    }
    by_ticket.into_values().collect()
}

/// Where somebody stands on the waiting list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1 on; a tandem counts as one.
    pub number: usize,
    /// How many move up together: 2 for a tandem.
    pub people: usize,
    /// The limit that keeps them waiting, whatever becomes free elsewhere.
    pub reached: Option<Reached>,
}

/// The place of somebody among those who wait; `None` for who does not wait. `rows` are all registrations of the event, or at
/// least those of everybody who waits or holds a seat.
pub fn place_of(plan: &EventPlan, rows: &[Registration], person: &PersonKey) -> Option<Place> {
    let parties = parties(rows);
    let at = parties.iter().position(|party| party.iter().any(|row| row.person == *person))?;
    let reached = plan.limits.reached(&Held::of(rows), &parties[at]);
    Some(Place { number: at + 1, people: parties[at].len(), reached })
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
        (EventStatus::Offen, EventStatus::Offen) if !same_days(&before.days, &after.days) => Some(News::Changed),
        _ => None,
    }
}

fn same_days(before: &[EventDay], after: &[EventDay]) -> bool {
    before.len() == after.len() && before.iter().zip(after).all(|(one, other)| one.is_where_and_when(other))
}

/// Whether somebody new could register; `local` is the time on the office's clock.
pub fn availability(event: &Event, local: NaiveDateTime) -> Availability {
    let plan = &event.plan;
    match plan.status {
        EventStatus::Entwurf => return Availability::Entwurf,
        EventStatus::Abgesagt => return Availability::Abgesagt,
        EventStatus::Durchgefuehrt | EventStatus::Abgeschlossen => return Availability::Over,
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
        // A free seat that somebody waits for belongs to them (mod_booking#809); where there are limits, they may be what
        // people wait for, and only the one who registers finds out.
        free @ 1.. if event.seats.waiting == 0 || plan.overtaking || plan.limits.are_set() => {
            Availability::Open { free: free as u32 }
        }
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
    if row.status.is_over() {
        return (seats, vec![]);
    }
    let partner = partner.filter(|other| is_pair(row, other) && !other.status.is_over());
    let party: Vec<_> = [Some(row), partner].into_iter().flatten().cloned().collect();
    let seats = without(seats, &party);
    let over = |row| Registration { status: RegistrationStatus::Storniert, deadline: None, ..row };
    (seats, party.into_iter().map(over).collect())
}

/// Whether people may give this up themselves on that day: a seat until the deadline of the event, at any time a place on the
/// waiting list, a search, and a seat that they are asked to confirm.
pub fn may_give_up(plan: &EventPlan, row: &Registration, today: NaiveDate) -> bool {
    let asked = row.deadline.is_some() || row.confirm_by.is_some();
    !row.status.holds_seat() || asked || plan.cancel_until.is_none_or(|until| today <= until)
}

/// The head record once these people have left their seats and the waiting list.
pub(super) fn without(seats: Seats, people: &[Registration]) -> Seats {
    let freed = people.iter().filter(|row| row.status.holds_seat()).count() as u32;
    let left = people.iter().filter(|row| row.status == RegistrationStatus::Warteliste).count() as u32;
    let (taken, waiting) = (seats.taken.saturating_sub(freed), seats.waiting.saturating_sub(left));
    Seats { taken, waiting, ..seats }
}

pub(super) fn is_pair(a: &Registration, b: &Registration) -> bool {
    a.partner.as_ref() == Some(&b.person) && b.partner.as_ref() == Some(&a.person)
}

enum Before {
    Nobody,
    Seated,
    Waiting,
    Requested,
    Seeking,
    Refused(Refusal),
}

fn known_before(party: &Party, keys: &[PersonKey], standing: &[Registration]) -> Before {
    let known: Vec<_> = party
        .people()
        .into_iter()
        .zip(keys)
        .filter_map(|(person, key)| {
            let row = standing.iter().find(|row| row.person == *key && !row.status.is_over());
            row.map(|row| (person, row))
        })
        .collect();
    if known.iter().any(|(person, row)| !is_same_name(&person.name, &row.participant.name)) {
        return Before::Refused(Refusal::AddressTaken);
    }
    let seeks = |row: &Registration| row.status == RegistrationStatus::SuchtPartner;
    match (party, &known[..]) {
        (Party::Half(..), [(_, row)]) if seeks(row) => return Before::Seeking,
        // Who looked for a partner and registers otherwise now has found one, or does without.
        (_, rows) if rows.iter().all(|(_, row)| seeks(row)) => return Before::Nobody,
        _ => {}
    }
    let as_one = match (keys, &known[..]) {
        ([_], _) => true,
        (_, [(_, first), (_, second)]) => is_pair(first, second),
        _ => false,
    };
    match known.iter().find(|(_, row)| !seeks(row)) {
        _ if !as_one => Before::Refused(Refusal::InOtherParty),
        Some((_, row)) if row.status.holds_seat() => Before::Seated,
        Some((_, row)) if row.status == RegistrationStatus::Angefragt => Before::Requested,
        _ => Before::Waiting,
    }
}

/// Whether two names are one, however they are spaced and capitalised.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let normal = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    normal(one) == normal(other)
}

/// The rows of a party as if it got its seats; see [`Registration::waiting_with`] for one that does not.
fn rows(
    event: &Event,
    party: &Party,
    keys: &[PersonKey],
    (standing, regions): (&[Registration], &Regions),
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Vec<Registration> {
    let people = party.people().into_iter().zip(keys);
    people
        .map(|(participant, key)| {
            let (status, deadline) = match party {
                Party::Half(..) => (RegistrationStatus::SuchtPartner, Some(seek_until(&event.plan, today))),
                Party::Tandem { inviting, .. } if participant.funktion != inviting.funktion() => {
                    (RegistrationStatus::Angemeldet, Some(answer_until(&event.plan, today)))
                }
                _ => (RegistrationStatus::Angemeldet, None),
            };
            Registration {
                event: event.id,
                person: key.clone(),
                participant: participant.clone(),
                sozialraum: participant.kita.and_then(|kita| regions.get(&kita).copied()),
                status,
                partner: keys.iter().find(|other| *other != key).cloned(),
                turn: standing.iter().find(|row| row.person == *key).map_or(1, |row| row.turn.saturating_add(1)),
                registered_at: now,
                ticket: None,
                deadline,
                confirm_by: None,
                linked: true,
                walk_in: false,
            }
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
