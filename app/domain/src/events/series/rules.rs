//! What a copy has of the event it was made from, and what a change of one event means for the later ones of its series.

use super::input::{SeriesRequest, Slot};
use crate::{
    error::{AppError, ErrorCode},
    events::{
        circle::Circle,
        plan_form::input_of,
        types::{Event, EventDay, EventPlan, EventStatus},
    },
    ids::{EventId, SozialraumId},
};
use chrono::{Days, NaiveDate, NaiveDateTime};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::{Builder, Uuid};

/// From one quarterly meeting to the next: thirteen weeks, so that the weekday stays.
pub const QUARTER: Days = Days::new(13 * 7);

/// How many quarterly meetings are proposed: with the first one a year of them.
const PROPOSED: usize = 3;

/// Events to be made from one, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copies {
    pub source: EventId,
    /// Of the source, as it was copied.
    pub revision: u32,
    /// Whether the source becomes part of its series by this.
    pub joins: bool,
    /// The event that the series began with.
    pub series: EventId,
    pub events: Vec<(EventId, EventPlan)>,
}

/// First days of the meetings of a year that follow the one on `last`.
pub fn quarterly(last: NaiveDate) -> Vec<NaiveDate> {
    let next = |day: &NaiveDate| day.checked_add_days(QUARTER);
    std::iter::successors(next(&last), next).take(PROPOSED).collect()
}

/// What is asked for, as drafts. The ids follow from the request, so that a second sending meets the same records.
///
/// # Errors
/// `Invalid` for days that are beyond the calendar.
pub fn copies(source: &Event, request: &SeriesRequest) -> Result<Copies, AppError> {
    let one = |slot: &Slot| Some((copy_id(request.id, slot), copy(&source.plan, slot)?));
    let events: Option<Vec<_>> = request.slots.iter().map(one).collect();
    Ok(Copies {
        source: source.id,
        revision: source.revision,
        joins: source.series.is_none(),
        series: source.series.unwrap_or(source.id),
        events: events.ok_or_else(|| AppError::field("date_0", ErrorCode::NotADate))?,
    })
}

/// The other events of a series that a change from `first` on can reach: neither begun nor called off. Those of the same day
/// are among them, because the meetings of several Sozialräume often are on one day.
pub fn later(members: &[Event], changed: EventId, first: Option<NaiveDate>, local: NaiveDateTime) -> Vec<&Event> {
    let reached = |event: &&Event| {
        event.id != changed
            && matches!(event.plan.status, EventStatus::Entwurf | EventStatus::Offen)
            && !event.plan.has_begun(local)
            && first.is_some_and(|first| first_day(&event.plan).is_some_and(|day| first <= day))
    };
    members.iter().filter(reached).collect()
}

/// The plan of `to` with everything that belongs together taken from `from`: all but days, places, materials, Sozialräume and status.
/// The window of registration keeps its distance from the first day.
///
/// # Errors
/// `Invalid` when `to` cannot be so, for example a Teamtreffen without a Sozialraum.
pub fn adopt(from: &EventPlan, to: &EventPlan, today: NaiveDate) -> Result<EventPlan, AppError> {
    let moved = first_day(to).and_then(|first| moved(from, first));
    let moved = moved.ok_or_else(|| AppError::field("closes", ErrorCode::NotADate))?;
    let plan = EventPlan {
        days: to.days.clone(),
        // What participants of one event got is not what those of another one get.
        materials: to.materials.clone(),
        status: to.status,
        circle: Circle { sozialraeume: to.circle.sozialraeume.clone(), ..moved.circle.clone() },
        ..moved
    };
    input_of(&plan).check(today).map_err(AppError::Invalid)
}

/// First day of an event on the office's calendar.
pub fn first_day(plan: &EventPlan) -> Option<NaiveDate> {
    plan.begins_at().map(|begin| begin.date())
}

/// A draft that begins on the day of the slot; seats and registrations are no part of a plan, so that none can come along.
fn copy(plan: &EventPlan, slot: &Slot) -> Option<EventPlan> {
    let mut copy = EventPlan { status: EventStatus::Entwurf, ..moved(plan, slot.first)? };
    if let Some(sozialraum) = slot.sozialraum {
        copy.circle.sozialraeume = BTreeSet::from([sozialraum]);
    }
    Some(copy)
}

/// The plan with every day of it moved by the same number of days. Hours are those of the office's clock and stay, also across
/// a change to summer time. `None` beyond the calendar.
fn moved(plan: &EventPlan, first: NaiveDate) -> Option<EventPlan> {
    let distance = first.signed_duration_since(first_day(plan)?);
    let day = |day: &EventDay| Some(EventDay { date: day.date.checked_add_signed(distance)?, ..day.clone() });
    let moved = |date: Option<NaiveDate>| match date {
        Some(date) => date.checked_add_signed(distance).map(Some),
        None => Some(None),
    };
    Some(EventPlan {
        days: plan.days.iter().map(day).collect::<Option<_>>()?,
        opens: moved(plan.opens)?,
        closes: plan.closes.checked_add_signed(distance)?,
        cancel_until: moved(plan.cancel_until)?,
        ..plan.clone()
    })
}

/// A UUID of version 8 from the SHA-256 of request, day and Sozialraum.
fn copy_id(request: Uuid, slot: &Slot) -> EventId {
    let mut hash = Sha256::new();
    hash.update(request.as_bytes());
    hash.update(slot.first.to_string());
    hash.update(slot.sozialraum.map_or(Uuid::nil(), SozialraumId::uuid).as_bytes());
    let digest = hash.finalize();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest.iter()) {
        *byte = *from;
    }
    EventId::new(Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
#[path = "rules_test.rs"]
mod tests;
