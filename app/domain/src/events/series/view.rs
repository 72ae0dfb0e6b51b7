use super::{
    german,
    input::{Basis, SeriesInput},
    rules,
};
use crate::{
    events::{area::AreaNames, types::Event, view::EventRow},
    ids::EventId,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A series as each of its events shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesView {
    /// `Teil der Reihe »Teamtreffen«: 4 Termine`
    pub summary: String,
    /// By first day, the event itself among them.
    pub members: Vec<EventRow>,
}

impl SeriesView {
    /// `series` is the event that it began with: it gives the series its name.
    pub fn of(series: EventId, members: &[Event], names: &AreaNames, local: NaiveDateTime) -> Self {
        let named = members.iter().find(|event| event.id == series).or(members.first());
        let title = named.map(|event| event.plan.title.as_str()).unwrap_or_default();
        Self {
            summary: german::summary(title, members.len()),
            members: members.iter().map(|event| EventRow::within(event, names, local)).collect(),
        }
    }
}

/// The form for further events, with proposals in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesFormView {
    /// The event that is copied.
    pub event: EventRow,
    pub basis: Basis,
    /// What can be ticked.
    pub area: AreaNames,
    pub input: SeriesInput,
    /// The day in the office, for [`SeriesInput::check`] in the browser.
    pub today: NaiveDate,
}

impl SeriesFormView {
    /// Proposes the quarters after the last event of the series, on the same weekday. `request` is a UUID that nobody has used;
    /// `None` for an event without days.
    pub fn of(
        event: &Event,
        members: &[Event],
        area: AreaNames,
        request: String,
        local: NaiveDateTime,
    ) -> Option<Self> {
        let (basis, today) = (Basis::of(&event.plan)?, local.date());
        let last = members.iter().filter_map(|member| rules::first_day(&member.plan)).max().unwrap_or(basis.first);
        let dates = rules::quarterly(last.max(basis.first)).into_iter().map(|day| day.to_string()).collect();
        let input = SeriesInput { request, dates, sozialraeume: vec![], same_day: basis.first >= today };
        Some(Self { event: EventRow::within(event, &area, local), basis, area, input, today })
    }
}

/// How a change of several events ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesSaved {
    /// Those that stayed as they were, one line each with the reason.
    pub left: Vec<String>,
    /// Of the event itself by now: a form that stays open goes on from it.
    #[serde(default)]
    pub revision: u32,
}
