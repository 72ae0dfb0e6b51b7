//! Lists of events that leave the program as files. Spreadsheet, CSV and paper are written from the same cells, and these say
//! what the pages say.

pub mod german;

use super::{
    area::AreaNames,
    attendance::{Session, Sheet, german as attendance_german},
    german as events_german, guests,
    port::ListedEvents,
    statistics::{KiSoRow, RegionRow, Statistics},
    tandem::{self, Tandem, from, partner_of},
    types::{Event, EventDay, Registration, RegistrationStatus},
    view::{place, standing},
};
use crate::{
    ids::KitaId,
    table::{Cell, Table},
};
use chrono::{Datelike, NaiveDateTime};

/// Everybody who has a seat, waits or looks for a partner, in this order. Who has cancelled, declined or let a deadline pass
/// is left out: a file is passed on, and nobody needs these to prepare or to hold the event.
///
/// Tandem, needs and attendance have columns only where something was entered. `kita_name` and `region` name a Kita of the
/// directory and its Sozialraum; `local` is the time on the office's clock.
pub fn participants(
    sheet: &Sheet,
    kita_name: impl Fn(KitaId) -> Option<String>,
    region: impl Fn(KitaId) -> Option<String>,
    local: NaiveDateTime,
) -> Table {
    let days = &sheet.event.plan.days;
    let optional = [german::PARTNER, german::ACCESS_NEEDS, german::FOOD_NEEDS, german::ARRIVAL_NEEDS];
    let head = german::PARTICIPANT.into_iter().chain(optional).map(str::to_owned).chain(days.iter().map(session));
    let mut table = Table::new(german::PARTICIPANTS, head);
    for row in everybody(sheet) {
        let person = &row.participant;
        let texts = [
            state(sheet, row, local),
            person.name.clone(),
            from(row, &kita_name),
            person.kita.and_then(&region).unwrap_or_default(),
            events_german::funktion(person.funktion).to_owned(),
            person.email.to_string(),
        ];
        let partner = tandem_of(sheet, row).map(|tandem| partner_in(&tandem, row));
        let needs = [&person.access_needs, &person.food_needs, &person.arrival_needs];
        let needs = needs.map(|needs| Cell::optional(needs.as_deref()));
        let marks = days.iter().map(|day| mark(sheet, row, day));
        let cells = texts.map(Cell::Text).into_iter().chain([Cell::optional(partner)]).chain(needs).chain(marks);
        table.line(cells);
    }
    table.without_blank_columns(german::PARTICIPANT.len())
}

/// The events of a year; where some cannot be read, a further table says so.
pub fn listed(found: &ListedEvents, names: &AreaNames, year: i32) -> Vec<Table> {
    let missing = notes(german::unreadable_in_list(found.missing()));
    [events(&found.events, names, year)].into_iter().chain(missing).collect()
}

/// What begins in a year, the first first; drafts and what was called off stand among it and say so.
pub fn events(all: &[Event], names: &AreaNames, year: i32) -> Table {
    let begins_in_year = |event: &&Event| event.plan.begins_at().is_some_and(|begin| begin.year() == year);
    let mut own: Vec<&Event> = all.iter().filter(begins_in_year).collect();
    own.sort_by_key(|event| (event.plan.begins_at(), event.plan.title.to_lowercase()));
    let mut table = Table::new(german::events(year), german::EVENT);
    for event in own {
        let (plan, seats) = (&event.plan, event.seats);
        let day = |day: Option<&EventDay>| day.map_or(Cell::Blank, |day| Cell::Day(day.date));
        let figures = [seats.capacity, seats.taken, seats.waiting].map(whole);
        let texts = [
            plan.title.clone(),
            events_german::format(plan.format).to_owned(),
            plan.topics.join(", "),
            plan.days.first().map(|day| day.place.clone()).unwrap_or_default(),
            names.of_sozialraeume(&plan.circle),
        ];
        let dates = [day(plan.days.first()), day(plan.days.last())];
        let status = Cell::text(events_german::event_standing(event));
        table.line(dates.into_iter().chain(texts.map(Cell::Text)).chain(figures).chain([status]));
    }
    table
}

/// Formats, Sozialräume and KiSo of a year, then the same over all years, in this order, as the page shows them. Where it
/// warns that registrations were deleted, a further table says so.
pub fn statistics(found: &Statistics) -> Vec<Table> {
    let mut tables = vec![formats(found), regions(found), kisos(found)];
    if !found.all_years.is_empty() {
        tables.extend([all_years(found), years(found), regions_ever(found), kisos_ever(found)]);
    }
    let of_year = german::deleted(found.forgotten, found.kept, found.few);
    let of_year = of_year.iter().map(|note| german::note_of_year(found.year, note));
    let ever = german::deleted(found.ever.forgotten, found.ever.kept, found.ever.few);
    let ever = ever.iter().map(|note| german::note_of_all_years(note));
    tables.extend(notes(of_year.chain(ever).chain(german::unreadable(found.unreadable))));
    tables
}

/// What is to be said about the other tables; `None` when nothing is.
fn notes(said: impl IntoIterator<Item = String>) -> Option<Table> {
    let mut notes = Table::new(german::NOTE, [german::NOTE]);
    for note in said {
        notes.line([Cell::Text(note)]);
    }
    (!notes.rows.is_empty()).then_some(notes)
}

/// What a year came to, by format.
pub fn formats(found: &Statistics) -> Table {
    let mut table = Table::new(german::formats(found.year), german::FORMAT);
    for row in &found.formats {
        let counts = [row.held, row.topics, row.seats, row.taken, row.attended].map(whole);
        let time = [Cell::text(&row.hours), whole(row.minutes), whole(row.called_off)];
        table.line([Cell::text(&row.title)].into_iter().chain(counts).chain(time));
    }
    table
}

/// What a year came to, by Sozialraum.
pub fn regions(found: &Statistics) -> Table {
    let mut table = Table::new(german::regions(found.year), german::REGION);
    for row in &found.sozialraeume {
        table.line(region(row));
    }
    table
}

fn region(row: &RegionRow) -> [Cell; 5] {
    [Cell::text(&row.name), whole(row.held), whole(row.attended), Cell::text(&row.hours), whole(row.minutes)]
}

/// What a year came to, by KiSo, in the order of the alphabet: nobody is ranked (domain §7).
pub fn kisos(found: &Statistics) -> Table {
    let mut table = Table::new(german::kisos(found.year), german::KISO);
    for row in &found.kisos {
        table.line(kiso(row));
    }
    table
}

fn kiso(row: &KiSoRow) -> [Cell; 4] {
    [Cell::text(&row.name), whole(row.attended), Cell::text(&row.hours), whole(row.minutes)]
}

/// What there was of each format in all years.
pub fn all_years(found: &Statistics) -> Table {
    let mut table = Table::new(german::ALL_YEARS, german::FORMAT_IN_YEARS);
    for row in &found.all_years {
        let texts = [&row.title, &row.by_year].map(Cell::text);
        let counts = [row.seats, row.taken, row.attended].map(whole);
        table.line(texts.into_iter().chain(counts).chain([Cell::text(&row.hours), whole(row.minutes)]));
    }
    table
}

/// Each year beside the others.
pub fn years(found: &Statistics) -> Table {
    let mut table = Table::new(german::YEARS, german::YEAR);
    for row in &found.ever.years {
        let counts = [row.held, row.seats, row.taken, row.attended].map(whole);
        let time = [Cell::text(&row.hours), whole(row.minutes)];
        table.line([Cell::Text(row.year.to_string())].into_iter().chain(counts).chain(time));
    }
    table
}

/// What all years came to, by Sozialraum.
pub fn regions_ever(found: &Statistics) -> Table {
    let mut table = Table::new(german::REGIONS_EVER, german::REGION.into_iter().chain([german::HOURS_BY_YEAR]));
    for row in &found.ever.sozialraeume {
        table.line(region(&row.sum).into_iter().chain([Cell::text(&row.by_year)]));
    }
    table
}

/// What all years came to, by KiSo, as far as registrations are kept, since no sums are; in the order of the alphabet as well.
pub fn kisos_ever(found: &Statistics) -> Table {
    let mut table = Table::new(german::KISOS_EVER, german::KISO.into_iter().chain([german::HOURS_BY_YEAR]));
    for row in &found.ever.kisos {
        table.line(kiso(&row.sum).into_iter().chain([Cell::text(&row.by_year)]));
    }
    table
}

fn whole(count: u32) -> Cell {
    Cell::Whole(u64::from(count))
}

/// Those who have not come to their end: seats by name, then who waits in the order of moving up, then who seeks by name.
fn everybody(sheet: &Sheet) -> Vec<&Registration> {
    let turn = |row: &Registration| match row.status {
        status if status.holds_seat() => (0, 0),
        RegistrationStatus::Warteliste => (1, row.ticket.unwrap_or(u32::MAX)),
        _ => (2, 0),
    };
    let mut rows: Vec<&Registration> = sheet.registrations.iter().filter(|row| !row.status.is_over()).collect();
    rows.sort_by_key(|row| (turn(row), row.participant.name.to_lowercase(), row.person.clone()));
    rows
}

/// Where a registration stands, in the words of the page; of a tandem both halves have the same.
fn state(sheet: &Sheet, row: &Registration, local: NaiveDateTime) -> String {
    let begun = sheet.event.plan.has_begun(local);
    let waits = place(&sheet.event, &sheet.registrations, row, local);
    if let Some(tandem) = tandem_of(sheet, row) {
        let invited = tandem.invited().map(|(row, _)| row.participant.name.as_str());
        let stands = tandem::state(tandem.leitung, Some(tandem.kiso), local.date());
        let state = tandem::german::state(stands, invited, waits.as_deref(), begun);
        return guests::german::standing(state, [tandem.leitung, tandem.kiso], begun);
    }
    match row.status {
        RegistrationStatus::SuchtPartner => {
            let state = tandem::german::state(tandem::state(row, None, local.date()), None, None, begun);
            guests::german::standing(state, [row, row], begun)
        }
        _ => standing(&sheet.event, &sheet.registrations, row, local),
    }
}

fn tandem_of<'a>(sheet: &'a Sheet, row: &'a Registration) -> Option<Tandem<'a>> {
    Tandem::of(row, partner_of(row, &sheet.registrations)?)
}

fn partner_in<'a>(tandem: &Tandem<'a>, row: &Registration) -> &'a str {
    let other = if tandem.leitung.person == row.person { tandem.kiso } else { tandem.leitung };
    &other.participant.name
}

/// `14.04.2026, 09:00 Uhr`: a day can have two sessions.
fn session(day: &EventDay) -> String {
    format!("{}, {} Uhr", crate::german::date(day.date), events_german::time(day.begin))
}

fn mark(sheet: &Sheet, row: &Registration, day: &EventDay) -> Cell {
    let mark = sheet.attendance(&row.person, Session::of(day));
    mark.map_or(Cell::Blank, |mark| Cell::text(attendance_german::attendance(mark)))
}

#[cfg(test)]
#[path = "lists_test.rs"]
mod tests;
