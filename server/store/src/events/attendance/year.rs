//! What the statistics read: a year's events with everybody who was there.

use super::{
    super::{readable, rows::RegistrationRow},
    rows::MarkRow,
};
use crate::{Store, query::Query, row::Day};
use domain::{
    AppError,
    events::{AreaNames, attendance::Sheet, listed::of_year, port::YearOfEvents},
    ids::EventId,
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{SurrealValue, Value};

/// One statement, so one snapshot.
const YEAR: &str = "
    RETURN {
        events: (SELECT * FROM event WHERE first_day >= $first AND first_day <= $last ORDER BY first_day, title FETCH seats),
        registrations: (SELECT * FROM registration WHERE event.first_day >= $first AND event.first_day <= $last),
        marks: (SELECT * FROM attendance WHERE event.first_day >= $first AND event.first_day <= $last),
        first_days: (SELECT VALUE first_day FROM event WHERE first_day != NONE AND status != 'entwurf')
    };
";

#[derive(SurrealValue)]
struct YearRow {
    events: Vec<Value>,
    registrations: Vec<Value>,
    marks: Vec<Value>,
    first_days: Vec<Day>,
}

impl Store {
    pub(super) async fn read_year(&self, year: i32) -> Result<YearOfEvents, AppError> {
        let (first, last) = of_year(year).ok_or(AppError::NotFound)?;
        let query = Query::read(YEAR).bind("first", Day(first)).bind("last", Day(last));
        let row: YearRow = self.value(query).await?;
        let first_days = row.first_days.iter().map(|day| day.0).collect();
        let (sheets, unreadable) = sheets(row)?;
        let directory = self.directory().await?;
        let region = |kommune| directory.kommunen.get(kommune).map(|kommune| kommune.sozialraum);
        let regions = directory.kitas.iter().filter_map(|kita| Some((kita.id, region(kita.kommune)?))).collect();
        Ok(YearOfEvents { sheets, first_days, unreadable, names: AreaNames::of(&directory), regions })
    }
}

/// With the ids of events that are left out, because a row of theirs cannot be read: half an event would be wrong figures.
fn sheets(row: YearRow) -> Result<(Vec<Sheet>, Vec<EventId>), AppError> {
    let mut by_event: BTreeMap<EventId, Sheet> = BTreeMap::new();
    let (mut order, mut unreadable) = (vec![], BTreeSet::new());
    for event in row.events {
        let (id, event) = readable::event(YEAR, event)?;
        let Some(event) = event else {
            unreadable.insert(id);
            continue;
        };
        order.push(id);
        by_event.insert(id, Sheet { event, registrations: vec![], marks: vec![], certificates: vec![] });
    }
    for registration in row.registrations {
        let (id, registration) = readable::of_event(YEAR, registration, RegistrationRow::into_domain)?;
        let Some(registration) = registration else {
            unreadable.insert(id);
            continue;
        };
        if let Some(sheet) = by_event.get_mut(&id) {
            sheet.registrations.push(registration);
        }
    }
    for mark in row.marks {
        let (id, mark) = readable::of_event(YEAR, mark, MarkRow::into_domain)?;
        let Some(mark) = mark else {
            unreadable.insert(id);
            continue;
        };
        if let Some(sheet) = by_event.get_mut(&id) {
            sheet.marks.push(mark);
        }
    }
    let sheets =
        order.into_iter().filter(|id| !unreadable.contains(id)).filter_map(|id| by_event.remove(&id)).collect();
    Ok((sheets, unreadable.into_iter().collect()))
}
