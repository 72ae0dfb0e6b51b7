//! What becomes of a tandem, and of who waited alone, after it was registered: confirmed, declined, given up, expired, paired. Pure, like
//! [`super::super::rules`]: the store writes what these functions return if the head record has not changed in between.

use super::{Answer, Half, Needs, Tandem, partner_of};
use crate::events::{
    guests,
    limits::Held,
    rules::{self, Decision, Refusal, cancel, is_pair, seat, without},
    types::{Event, EventPlan, EventStatus, PersonKey, Registration, RegistrationStatus, Seats},
};
use chrono::{Days, NaiveDate, NaiveDateTime};

/// What an answer leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The head record and the rows to write, in one transaction.
    Changed { seats: Seats, registrations: Vec<Registration> },
    /// It was so before: a second click, a reload, a retry. Nothing changes.
    Unchanged,
    /// A deadline has passed, the tandem is no more, or the event has begun or was called off.
    TooLate,
}

/// Last day, included, for somebody invited on `today` to answer: never after the first day of the event.
pub fn answer_until(plan: &EventPlan, today: NaiveDate) -> NaiveDate {
    not_after_the_begin(plan, today + Days::new(u64::from(plan.confirm_days)))
}

/// Last day, included, for somebody who moves up alone on `today` to take the seat; `None` where it is theirs at once.
pub fn reply_until(plan: &EventPlan, today: NaiveDate) -> Option<NaiveDate> {
    plan.reply_days.map(|days| not_after_the_begin(plan, today + Days::new(u64::from(days))))
}

/// Last day, included, on which somebody who begins on `today` can be paired: as long as others can register, and at
/// least as long as somebody invited could answer.
pub fn seek_until(plan: &EventPlan, today: NaiveDate) -> NaiveDate {
    not_after_the_begin(plan, plan.closes.max(answer_until(plan, today)))
}

fn not_after_the_begin(plan: &EventPlan, day: NaiveDate) -> NaiveDate {
    plan.begins_at().map_or(day, |begin| day.min(begin.date()))
}

/// What the holder of a link does: `row` is their registration, `partner` the one it names, whatever has become of it.
///
/// The invited half confirms, and says what it needs, or declines until the deadline; either half gives the tandem up until the
/// deadline of the event for that, or until it begins. Both or none: declining and giving up free both seats. Who has moved up
/// alone takes the seat, or leaves it to the next one.
pub fn answer(
    event: &Event,
    row: &Registration,
    partner: Option<&Registration>,
    answer: Answer,
    needs: &Needs,
    local: NaiveDateTime,
) -> Reply {
    let tandem = partner.and_then(|partner| Tandem::of(row, partner));
    let invited = tandem.and_then(|tandem| tandem.invited()).filter(|(invited, _)| invited.person == row.person);
    let alone = tandem.is_none() && row.status.holds_seat();
    let asked = alone && row.deadline.is_some_and(|until| local.date() <= until);
    let done = match answer {
        Answer::Confirm if alone => row.status == RegistrationStatus::Bestaetigt,
        Answer::Confirm => tandem.is_some() && invited.is_none(),
        // Who came alone and leaves the seat to the next one is cancelled.
        Answer::Decline if row.partner.is_none() => row.status == RegistrationStatus::Storniert,
        Answer::Decline => row.status == RegistrationStatus::Abgelehnt,
        Answer::Cancel => row.status.is_over(),
    };
    if done {
        return Reply::Unchanged;
    }
    if !is_ahead(event, local) {
        return Reply::TooLate;
    }
    match (answer, tandem, invited) {
        (Answer::Confirm | Answer::Decline, Some(_), Some((_, until))) if until < local.date() => Reply::TooLate,
        (Answer::Confirm, Some(tandem), Some(_)) => {
            Reply::Changed { seats: event.seats, registrations: confirmed(tandem, needs) }
        }
        (Answer::Decline | Answer::Cancel, Some(tandem), Some(_)) => {
            let (seats, registrations) =
                broken_up(event, event.seats, tandem, RegistrationStatus::Abgelehnt, local.date());
            Reply::Changed { seats, registrations }
        }
        (Answer::Confirm, None, _) if asked => {
            let taken = Registration { status: RegistrationStatus::Bestaetigt, deadline: None, ..row.clone() };
            Reply::Changed { seats: event.seats, registrations: vec![taken] }
        }
        (Answer::Decline, None, _) if asked => {
            let (seats, registrations) = cancel(event.seats, row, partner);
            Reply::Changed { seats, registrations }
        }
        (Answer::Cancel, ..) if !rules::may_give_up(&event.plan, row, local.date()) => Reply::TooLate,
        (Answer::Cancel, ..) => {
            let (seats, registrations) = cancel(event.seats, row, partner);
            Reply::Changed { seats, registrations }
        }
        _ => Reply::TooLate,
    }
}

/// Clears away what is past its deadline: the head record and the rows to write. Unanswered tandems give both seats back
/// and leave one half that looks for a partner; halves that found nobody, and who has moved up and not taken the seat, are over.
/// Nothing happens once the event has begun or is called off.
pub fn expire(event: &Event, rows: &[Registration], local: NaiveDateTime) -> (Seats, Vec<Registration>) {
    let (today, mut seats, mut changed) = (local.date(), event.seats, Vec::new());
    if !is_ahead(event, local) {
        return (seats, changed);
    }
    // What a guest has not confirmed is over as a whole: [`guests::expire`].
    let late = |row: &&Registration| {
        let is_past = row.deadline.is_some_and(|until| until < today) && !row.status.is_over();
        is_past && !guests::is_unheard_of(row, partner_of(row, rows))
    };
    for row in rows.iter().filter(late) {
        match partner_of(row, rows).and_then(|partner| Tandem::of(row, partner)) {
            Some(tandem) => {
                let (freed, rows) = broken_up(event, seats, tandem, RegistrationStatus::Abgelaufen, today);
                seats = freed;
                changed.extend(rows);
            }
            None => {
                seats = without(seats, std::slice::from_ref(row));
                changed.push(Registration { status: RegistrationStatus::Abgelaufen, deadline: None, ..row.clone() });
            }
        }
    }
    (seats, changed)
}

/// Makes a tandem of two halves among `rows`, all registrations of the event, that look for a partner, in the name of the
/// Koordination; both want one, so nobody has to confirm. A guest who has not confirmed the address is no such half yet. It takes its seats, or joins the end of the waiting list, like any
/// other party; only the registration window does not matter, because both came in time, and where the Koordination decides
/// on each registration, it does so by this.
pub fn pair(
    event: &Event,
    one: &Registration,
    other: &Registration,
    rows: &[Registration],
    local: NaiveDateTime,
) -> Decision {
    if Tandem::of(one, other).is_some() {
        return if one.status.holds_seat() { Decision::AlreadyRegistered } else { Decision::AlreadyWaiting };
    }
    let seeks = |row: &Registration| {
        let in_time = row.deadline.is_some_and(|until| local.date() <= until);
        row.status == RegistrationStatus::SuchtPartner && in_time && !guests::is_asked(row)
    };
    let halves = [one, other].map(|row| Half::of(row.participant.funktion));
    let fit = matches!(halves, [Some(half), Some(second)] if half.other() == second);
    if !(fit && seeks(one) && seeks(other)) {
        return Decision::Refused(Refusal::CannotPair);
    }
    if !is_ahead(event, local) {
        return Decision::Refused(Refusal::Unavailable { availability: rules::availability(event, local) });
    }
    let tandem = vec![joined(one, &other.person), joined(other, &one.person)];
    seat(event, tandem, rows, &Held::of(rows))
}

/// A half that was found its other half. A new turn, because everything that is mailed once a turn can happen again.
fn joined(row: &Registration, partner: &PersonKey) -> Registration {
    Registration {
        status: RegistrationStatus::Bestaetigt,
        partner: Some(partner.clone()),
        turn: row.turn.saturating_add(1),
        ticket: None,
        deadline: None,
        ..row.clone()
    }
}

/// Both have said yes; `needs` are those of the half that did so now.
fn confirmed(tandem: Tandem, needs: &Needs) -> Vec<Registration> {
    let confirmed = |row: &Registration| {
        let status = if row.status.holds_seat() { RegistrationStatus::Bestaetigt } else { row.status };
        let mut participant = row.participant.clone();
        if row.deadline.is_some() {
            participant.access_needs.clone_from(&needs.access);
            participant.food_needs.clone_from(&needs.food);
            participant.arrival_needs.clone_from(&needs.arrival);
        }
        Registration { participant, status, deadline: None, ..row.clone() }
    };
    vec![confirmed(tandem.leitung), confirmed(tandem.kiso)]
}

/// Both leave seats and waiting list; the invited half ends with `end`, the other looks for a partner now.
fn broken_up(
    event: &Event,
    seats: Seats,
    tandem: Tandem,
    end: RegistrationStatus,
    today: NaiveDate,
) -> (Seats, Vec<Registration>) {
    let both = [tandem.leitung.clone(), tandem.kiso.clone()];
    debug_assert!(is_pair(&both[0], &both[1]));
    let seats = without(seats, &both);
    let ended = |row: Registration| match row.deadline {
        Some(_) => Registration { status: end, deadline: None, ..row },
        None => {
            let deadline = Some(seek_until(&event.plan, today));
            Registration { status: RegistrationStatus::SuchtPartner, deadline, ticket: None, ..row }
        }
    };
    (seats, both.map(ended).into())
}

/// Whether the event is open and has not begun.
pub(in crate::events) fn is_ahead(event: &Event, local: NaiveDateTime) -> bool {
    let begun = event.plan.begins_at().is_none_or(|begin| begin <= local);
    !begun && event.plan.status == EventStatus::Offen
}

#[cfg(test)]
#[path = "rules_test.rs"]
mod tests;
