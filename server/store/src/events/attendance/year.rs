//! What the statistics read: a year's events with everybody who was there.

use super::{
    super::rows::{EventRow, RegistrationRow, SeatsRow},
    rows::MarkRow,
};
use crate::{Store, error, query::Query, row::Day};
use domain::{
    AppError,
    events::{
        AreaNames,
        attendance::{Mark, Sheet},
        listed::of_year,
        port::YearOfEvents,
    },
    ids::EventId,
};
use std::collections::BTreeMap;
use surrealdb::types::SurrealValue;

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
    events: Vec<EventRow<SeatsRow>>,
    registrations: Vec<RegistrationRow>,
    marks: Vec<MarkRow>,
    first_days: Vec<Day>,
}

impl Store {
    pub(super) async fn read_year(&self, year: i32) -> Result<YearOfEvents, AppError> {
        let (first, last) = of_year(year).ok_or(AppError::NotFound)?;
        let query = Query::read(YEAR).bind("first", Day(first)).bind("last", Day(last));
        let row: YearRow = self.value(query).await?;
        let first_days = row.first_days.iter().map(|day| day.0).collect();
        let sheets = sheets(row).map_err(|cause| error::internal(YEAR, cause.message()))?;
        let directory = self.directory().await?;
        let region = |kommune| directory.kommunen.get(kommune).map(|kommune| kommune.sozialraum);
        let regions = directory.kitas.iter().filter_map(|kita| Some((kita.id, region(kita.kommune)?))).collect();
        Ok(YearOfEvents { sheets, first_days, names: AreaNames::of(&directory), regions })
    }
}

fn sheets(row: YearRow) -> Result<Vec<Sheet>, surrealdb::types::Error> {
    let mut by_event: BTreeMap<EventId, Sheet> = BTreeMap::new();
    let mut order = Vec::new();
    for event in row.events {
        let event = event.into_domain()?;
        order.push(event.id);
        by_event.insert(event.id, Sheet { event, registrations: vec![], marks: vec![], certificates: vec![] });
    }
    for registration in row.registrations {
        let registration = registration.into_domain()?;
        if let Some(sheet) = by_event.get_mut(&registration.event) {
            sheet.registrations.push(registration);
        }
    }
    for mark in row.marks {
        let event = mark.event();
        let mark: Mark = mark.into_domain()?;
        if let Some(sheet) = by_event.get_mut(&event) {
            sheet.marks.push(mark);
        }
    }
    Ok(order.into_iter().filter_map(|id| by_event.remove(&id)).collect())
}
