use super::{RequestOutcome, german};
use crate::events::{types::Event, view::EventRow};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// What the Koordination is answered when it has decided on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// It is as the Koordination said.
    pub done: bool,
    pub text: String,
}

impl RequestView {
    pub fn of(outcome: RequestOutcome) -> Self {
        let done = !matches!(outcome, RequestOutcome::NoSeat(_) | RequestOutcome::TooLate);
        Self { done, text: german::outcome(outcome) }
    }
}

/// An event with requests that wait for the Koordination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRequestsRow {
    pub event: String,
    pub title: String,
    /// As [`EventRow::dates`].
    pub dates: String,
    /// `2 Personen`
    pub people: String,
}

impl OpenRequestsRow {
    /// Of events with the number of people who have asked; those that have begun are left out, since nothing can be decided there
    /// any more. `local` is the time on the office's clock.
    pub fn all(asked: &[(Event, usize)], local: NaiveDateTime) -> Vec<Self> {
        let ahead = asked.iter().filter(|(event, _)| !event.plan.has_begun(local));
        let row = |(event, people): &(Event, usize)| {
            let EventRow { id, title, dates, .. } = EventRow::of(event, local);
            Self { event: id, title, dates, people: german::people(*people) }
        };
        ahead.map(row).collect()
    }
}
