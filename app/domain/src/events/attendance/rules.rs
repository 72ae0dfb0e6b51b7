//! Who may be marked when, what follows the last day, and who gets a Teilnahmebescheinigung. Pure, like
//! [`super::super::rules`].

use super::{Mark, Marking, Session, Share, Sheet, Step};
use crate::{
    error::AppError,
    events::{
        certificate::{Certificate, CertificateNumber, Facts, Holder},
        types::{Attendance, Event, EventDay, EventStatus, PersonKey, Registration},
    },
};
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use std::collections::BTreeSet;

/// Why an entry is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Only of what is published or took place, not of what was called off or closed.
    Status(EventStatus),
    /// The plan has no such session.
    NoSuchSession,
    /// The day is still to come.
    Ahead(NaiveDate),
    /// The person holds no seat.
    NotExpected,
    /// The person has a certificate that says otherwise.
    Certified,
}

/// What is to be done before a step can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The step does not follow from the status.
    Status(EventStatus),
    /// The last day has not begun.
    Ahead(NaiveDate),
    /// So many entries are missing.
    Missing(usize),
}

/// Whether attendance can be entered in a session at all; `today` is the day in the office.
pub fn is_open(event: &Event, session: Session, today: NaiveDate) -> Result<(), Refusal> {
    match event.plan.status {
        EventStatus::Offen | EventStatus::Durchgefuehrt => {}
        status => return Err(Refusal::Status(status)),
    }
    if !event.plan.days.iter().any(|day| Session::of(day) == session) {
        return Err(Refusal::NoSuchSession);
    }
    if today < session.date { Err(Refusal::Ahead(session.date)) } else { Ok(()) }
}

/// What is written down now, and whose entries are taken away.
type Entered = (Vec<Mark>, Vec<(PersonKey, Session)>);

/// The entries as they are afterwards, all or none: those to write, and the sessions of people whose entry is taken back.
/// What is so already is in neither: a second click changes nothing.
pub fn enter(sheet: &Sheet, markings: &[Marking], today: NaiveDate) -> Result<Entered, Refusal> {
    let (mut written, mut removed) = (Vec::new(), Vec::new());
    for Marking { person, session, attendance } in markings {
        is_open(&sheet.event, *session, today)?;
        if !sheet.attendants().into_iter().any(|row| row.person == *person) {
            return Err(Refusal::NotExpected);
        }
        if sheet.attendance(person, *session) == *attendance {
            continue;
        }
        if sheet.certificate(person).is_some() {
            return Err(Refusal::Certified);
        }
        match *attendance {
            Some(attendance) => {
                written.push(Mark { person: person.clone(), session: *session, attendance, other: None });
            }
            None => removed.push((person.clone(), *session)),
        }
    }
    Ok((written, removed))
}

/// The status after a step; `local` is the time on the office's clock.
pub fn step(sheet: &Sheet, step: Step, local: NaiveDateTime) -> Result<EventStatus, Obstacle> {
    let plan = &sheet.event.plan;
    match (step, plan.status) {
        (Step::Hold, EventStatus::Offen) => match plan.days.iter().map(|day| day.date.and_time(day.begin)).max() {
            Some(last) if local < last => Err(Obstacle::Ahead(last.date())),
            _ => Ok(EventStatus::Durchgefuehrt),
        },
        (Step::Close, EventStatus::Durchgefuehrt) => match sheet.missing() {
            0 => Ok(EventStatus::Abgeschlossen),
            missing => Err(Obstacle::Missing(missing)),
        },
        (Step::Reopen, EventStatus::Abgeschlossen) => Ok(EventStatus::Durchgefuehrt),
        (_, status) => Err(Obstacle::Status(status)),
    }
}

/// Sessions that begin at another time of the same day by a change of the plan, from which to which: on a day of which just one is
/// gone and just one is new. What takes place on another day is another session.
pub fn moved_sessions(before: &[EventDay], after: &[EventDay]) -> Vec<(Session, Session)> {
    let all = |days: &[EventDay]| days.iter().map(Session::of).collect::<BTreeSet<Session>>();
    let (before, after) = (all(before), all(after));
    let gone: Vec<Session> = before.difference(&after).copied().collect();
    let new: Vec<Session> = after.difference(&before).copied().collect();
    let only = |sessions: &[Session], date: NaiveDate| {
        let mut on_the_day = sessions.iter().copied().filter(|session| session.date == date);
        on_the_day.next().filter(|_| on_the_day.next().is_none())
    };
    gone.iter().filter_map(|from| Some((only(&gone, from.date)?, only(&new, from.date)?))).collect()
}

/// Sessions that have come and that a change of the plan leaves out or puts on another day: what was entered of them would be
/// lost. Of what is ahead nothing can have been entered.
pub fn dropped_sessions(before: &[EventDay], after: &[EventDay], today: NaiveDate) -> Vec<Session> {
    let moved = moved_sessions(before, after);
    let stays = |session: &Session| {
        after.iter().any(|day| Session::of(day) == *session) || moved.iter().any(|(from, _)| from == session)
    };
    let sessions = before.iter().map(Session::of);
    sessions.filter(|session| session.date <= today && !stays(session)).collect()
}

/// The first of these sessions of which something is entered for somebody who holds a seat: it would be lost without them.
/// Entries of people who have given up their seats nobody could take back, and they count nowhere.
pub fn first_entered(sheet: &Sheet, sessions: &[Session]) -> Option<Session> {
    let expected = sheet.attendants();
    let entered = |session: &&Session| expected.iter().any(|row| sheet.attendance(&row.person, **session).is_some());
    sessions.iter().find(entered).copied()
}

/// How much of the event somebody attended. Entries of sessions that the plan no longer has do not count.
pub fn share(sheet: &Sheet, person: &PersonKey) -> Share {
    let there = |day: &&EventDay| sheet.attendance(person, Session::of(day)) == Some(Attendance::Anwesend);
    let days = &sheet.event.plan.days;
    Share { attended: days.iter().filter(there).map(minutes).sum(), planned: days.iter().map(minutes).sum() }
}

/// Length of a session.
pub fn minutes(day: &EventDay) -> u32 {
    day.end.num_seconds_from_midnight().saturating_sub(day.begin.num_seconds_from_midnight()) / 60
}

/// Whether somebody gets a certificate now: the event took place, every session of the person has an entry, and the
/// required share was attended.
pub fn earns(sheet: &Sheet, person: &PersonKey) -> bool {
    let over = matches!(sheet.event.plan.status, EventStatus::Durchgefuehrt | EventStatus::Abgeschlossen);
    over && sheet.missing_of(person) == 0 && share(sheet, person).reaches(sheet.event.plan.required_share)
}

/// Those who have earned a certificate and have none yet.
pub fn to_certify(sheet: &Sheet) -> Vec<&Registration> {
    let wanting = |row: &&Registration| earns(sheet, &row.person) && sheet.certificate(&row.person).is_none();
    sheet.attendants().into_iter().filter(wanting).collect()
}

/// The certificate of one person: what it says is fixed here, whatever is changed later. `from` names where the person works.
pub fn certify(
    sheet: &Sheet,
    row: &Registration,
    from: String,
    number: CertificateNumber,
    today: NaiveDate,
) -> Certificate {
    let plan = &sheet.event.plan;
    let there = |day: &&EventDay| sheet.attendance(&row.person, Session::of(day)) == Some(Attendance::Anwesend);
    Certificate {
        number,
        event: sheet.event.id,
        person: row.person.clone(),
        issued: today,
        facts: Facts {
            title: plan.title.clone(),
            format: plan.format,
            contents: plan.contents.clone(),
            days: plan.days.iter().filter(there).cloned().collect(),
            sessions: u32::try_from(plan.days.len()).unwrap_or(u32::MAX),
            minutes: share(sheet, &row.person).attended,
        },
        holder: Some(Holder { name: row.participant.name.clone(), from }),
        withdrawn: None,
    }
}

/// Whether a certificate of the event is to be taken back now; `false` when it was before: a second click. Attendance of the person
/// can be corrected from then on, and who still has earned a certificate gets another one.
///
/// # Errors
/// `NotFound` for a number of no certificate of this event.
pub fn withdraws(sheet: &Sheet, number: &CertificateNumber) -> Result<bool, AppError> {
    let found = sheet.certificates.iter().find(|certificate| certificate.number == *number);
    Ok(found.ok_or(AppError::NotFound)?.holds())
}

#[cfg(test)]
#[path = "rules_test.rs"]
mod tests;
