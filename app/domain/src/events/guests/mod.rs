//! People without an account in public events: where the event says so, they confirm their address by the mailed link within some
//! hours, and what they have holds until then. After that it is free for the next one.
//!
//! This goes for whoever fills in the form: alone, in search of a partner, or for a tandem. Of a tandem nobody writes to the other half
//! before that: somebody else's name and address could stand in the form, and each would get a mail. Then it is invited like any
//! other, with the days that the event gives for it counted from there. If nobody confirms, both seats are free, and the other half
//! never hears of it.

pub mod german;

use super::{
    rules::{Decision, Registrar, is_pair, without},
    tandem::{
        Answer, Tandem, partner_of,
        rules::{Reply, answer_until, is_ahead},
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
    let Some(hours) = plan.guest_hours.filter(|_| matches!(registrar, Registrar::Guest)) else { return decision };
    let until = now + TimeDelta::hours(i64::from(hours));
    let confirms = |row: &Registration| match party {
        Party::Tandem { inviting, .. } => row.participant.funktion == inviting.funktion(),
        Party::Single(..) | Party::Half(..) => true,
    };
    let asked = |rows: Vec<Registration>| -> Vec<Registration> {
        let ask = |row: Registration| Registration { confirm_by: confirms(&row).then_some(until), ..row };
        rows.into_iter().map(ask).collect()
    };
    match decision {
        Decision::Seated { seats, registrations } => Decision::Seated { seats, registrations: asked(registrations) },
        Decision::Waitlisted { seats, registrations } => {
            Decision::Waitlisted { seats, registrations: asked(registrations) }
        }
        Decision::Requested { seats, registrations } => {
            Decision::Requested { seats, registrations: asked(registrations) }
        }
        Decision::Seeking { registrations } => Decision::Seeking { registrations: asked(registrations) },
        other => other,
    }
}

/// Whether somebody has to confirm the address, and nothing has come of it yet.
pub fn is_asked(row: &Registration) -> bool {
    row.confirm_by.is_some() && !row.status.is_over()
}

/// Whether a guest has registered this one as the other half of a tandem, and has not confirmed: then nobody has told this one of
/// it, and nobody does.
pub fn is_unheard_of(row: &Registration, partner: Option<&Registration>) -> bool {
    partner.is_some_and(|other| is_pair(row, other) && other.confirm_by.is_some())
}

/// What somebody means who answers by the link: a guest who says no instead of confirming gives the registration up.
pub fn meant(row: &Registration, answer: Answer) -> Answer {
    if answer == Answer::Decline && is_asked(row) { Answer::Cancel } else { answer }
}

/// What a guest's yes leads to; `None` for every other answer, and for who has nothing to confirm. Who has moved up meanwhile, and
/// has to take the seat, does so by it too. Whom the guest has registered besides is invited by it, and gets the first mail.
///
/// A yes after the hour counts as long as nobody has cleared the registration away: nothing was given to anybody else, and the
/// page asks until then.
pub fn confirm(
    event: &Event,
    row: &Registration,
    partner: Option<&Registration>,
    answer: Answer,
    local: NaiveDateTime,
) -> Option<Reply> {
    if answer != Answer::Confirm || row.status.is_over() {
        return None;
    }
    // Somebody with an account sees the registration without having been asked; whether there is a tandem is not settled yet.
    if is_unheard_of(row, partner) {
        return Some(Reply::TooLate);
    }
    if !is_asked(row) {
        return None;
    }
    if !is_ahead(event, local) {
        return Some(Reply::TooLate);
    }
    let confirmed = Registration { confirm_by: None, ..row.clone() };
    let registrations = match partner.filter(|other| Tandem::of(row, other).is_some()) {
        Some(invited) => {
            let deadline = Some(answer_until(&event.plan, local.date()));
            vec![confirmed, Registration { deadline, ..invited.clone() }]
        }
        None if row.status == RegistrationStatus::SuchtPartner => vec![confirmed],
        None => {
            let status = if row.status.holds_seat() { RegistrationStatus::Bestaetigt } else { row.status };
            vec![Registration { status, deadline: None, ..confirmed }]
        }
    };
    Some(Reply::Changed { seats: event.seats, registrations })
}

/// Clears away who has not confirmed in time, and whom they have registered besides: the head record and the rows to write. A tandem
/// holds its seats no longer than its other half could have answered. `seats` is the head record so far. Nothing happens once the
/// event has begun or is called off.
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
    let invited = |row: &Registration| partner_of(row, rows).filter(|other| Tandem::of(row, other).is_some());
    let late = |row: &&Registration| {
        let answer_by = invited(row).and_then(|other| other.deadline);
        is_asked(row)
            && (row.confirm_by.is_some_and(|until| until < now) || answer_by.is_some_and(|until| until < local.date()))
    };
    let parties = rows.iter().filter(late).flat_map(|row| [Some(row), invited(row)]);
    let late: Vec<Registration> = parties.flatten().cloned().collect();
    let seats = without(seats, &late);
    // The hour stays, and tells why it is over.
    let over = |row| Registration { status: RegistrationStatus::Abgelaufen, deadline: None, ..row };
    (seats, late.into_iter().map(over).collect())
}

#[cfg(test)]
#[path = "guests_test.rs"]
mod tests;
