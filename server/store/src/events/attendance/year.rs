//! What the statistics read: a year's events with everybody who was there.

use super::{
    super::{readable, rows::RegistrationRow},
    rows::MarkRow,
};
use crate::{
    Store,
    query::Query,
    row::{Day, Json, Ref},
};
use domain::{
    AppError,
    events::{AreaNames, attendance::Sheet, kept::Kept, listed::of_year, port::YearOfEvents},
    ids::{EventId, KitaId, SozialraumId},
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{RecordId, SurrealValue, Uuid, Value};

/// One statement, so one snapshot.
const YEAR: &str = "
    RETURN {
        events: (SELECT * FROM event WHERE first_day >= $first AND first_day <= $last ORDER BY first_day, title FETCH seats),
        registrations: (SELECT * FROM registration WHERE event.first_day >= $first AND event.first_day <= $last),
        marks: (SELECT * FROM attendance WHERE event.first_day >= $first AND event.first_day <= $last),
        sums: (SELECT * FROM event_sums WHERE event.first_day >= $first AND event.first_day <= $last),
        first_days: (SELECT VALUE first_day FROM event WHERE first_day != NONE AND status != 'entwurf')
    };
";

#[derive(SurrealValue)]
pub(super) struct YearRow {
    events: Vec<Value>,
    registrations: Vec<Value>,
    marks: Vec<Value>,
    sums: Vec<Value>,
    first_days: Vec<Day>,
}

/// `event_sums:u'…'`, with the key of the event.
#[derive(SurrealValue)]
pub(super) struct SumsRow {
    id: RecordId,
    event: Ref<EventId>,
    sums: Json<Kept>,
}

impl SumsRow {
    pub(super) fn of(event: EventId, sums: Kept) -> Self {
        Self { id: RecordId::new("event_sums", Uuid::from(event.uuid())), event: Ref(event), sums: Json(sums) }
    }
}

impl Store {
    pub(super) async fn read_year(&self, year: i32) -> Result<YearOfEvents, AppError> {
        let (first, last) = of_year(year).ok_or(AppError::NotFound)?;
        let query = Query::read(YEAR).bind("first", Day(first)).bind("last", Day(last));
        let row: YearRow = self.value(query).await?;
        let first_days = row.first_days.iter().map(|day| day.0).collect();
        let Readable { sheets, kept, unreadable } = readable_of(row)?;
        let names = AreaNames::of(self.directory().await?.as_ref());
        let unreadable = unreadable.into_iter().collect();
        Ok(YearOfEvents { sheets, kept, first_days, unreadable, names, regions: self.regions().await? })
    }

    /// Where each Kita lies.
    pub(super) async fn regions(&self) -> Result<BTreeMap<KitaId, SozialraumId>, AppError> {
        let directory = self.directory().await?;
        let region = |kommune| directory.kommunen.get(kommune).map(|kommune| kommune.sozialraum);
        Ok(directory.kitas.iter().filter_map(|kita| Some((kita.id, region(kita.kommune)?))).collect())
    }
}

/// Events of which every row can be read: half an event would be wrong figures.
pub(super) struct Readable {
    pub(super) sheets: Vec<Sheet>,
    kept: BTreeMap<EventId, Kept>,
    /// The others, which are left out.
    unreadable: BTreeSet<EventId>,
}

pub(super) fn readable_of(row: YearRow) -> Result<Readable, AppError> {
    let mut by_event: BTreeMap<EventId, Sheet> = BTreeMap::new();
    let (mut order, mut unreadable, mut kept) = (vec![], BTreeSet::new(), BTreeMap::new());
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
    for sums in row.sums {
        let (id, sums) = readable::of_event(YEAR, sums, |row: SumsRow| Ok(row.sums.0))?;
        let Some(sums) = sums else {
            unreadable.insert(id);
            continue;
        };
        kept.insert(id, sums);
    }
    let sheets =
        order.into_iter().filter(|id| !unreadable.contains(id)).filter_map(|id| by_event.remove(&id)).collect();
    Ok(Readable { sheets, kept, unreadable })
}
