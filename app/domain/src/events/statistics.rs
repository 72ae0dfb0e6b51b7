//! What a year of events came to: how many, on what, with how many people and hours. KiSo stand in the order of the alphabet:
//! nobody is ranked (domain §7).

use super::{
    AreaNames,
    attendance::{Sheet, german::duration},
    german,
    kept::{Attended, Kept, present},
    types::{Event, EventStatus, Format, Funktion},
};
use crate::ids::{EventId, KitaId, SozialraumId};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted: events with everybody who was there, and what is kept of those whose registrations are deleted.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    pub sheets: &'a [Sheet],
    pub kept: &'a BTreeMap<EventId, Kept>,
}

/// The events of a year, and the years that have any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    pub year: i32,
    /// The latest first.
    pub years: Vec<i32>,
    pub formats: Vec<FormatRow>,
    pub sozialraeume: Vec<RegionRow>,
    pub kisos: Vec<KiSoRow>,
    /// Events whose registrations were deleted when their time was over and before sums were kept: their people and hours are not
    /// known any more.
    pub forgotten: u32,
    /// Events whose registrations were deleted and of which sums are kept.
    #[serde(default)]
    pub kept: u32,
    /// Events whose registrations were deleted and of which too few people were there for sums.
    #[serde(default)]
    pub few: u32,
    /// Events that are missing in all of this, because they cannot be read.
    #[serde(default)]
    pub unreadable: u32,
    /// The formats over all years.
    #[serde(default)]
    pub all_years: Vec<AllYearsRow>,
    #[serde(default)]
    pub ever: Ever,
}

/// What all years together came to, as far as registrations or sums of them are there, and each year beside the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ever {
    /// The latest first.
    pub years: Vec<YearRow>,
    pub sozialraeume: Vec<OverYears<RegionRow>>,
    pub kisos: Vec<OverYears<KiSoRow>>,
    /// As [`Statistics::forgotten`], of all years; the other two likewise.
    pub forgotten: u32,
    #[serde(default)]
    pub kept: u32,
    #[serde(default)]
    pub few: u32,
}

/// All events of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRow {
    pub year: i32,
    pub held: u32,
    pub seats: u32,
    pub taken: u32,
    pub attended: u32,
    /// `12 Stunden 30 Minuten`
    pub hours: String,
    /// The same, to compute with.
    pub minutes: u32,
}

/// A row of sums, and how its hours lie in the years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverYears<Row> {
    pub sum: Row,
    /// `2025: 8 Stunden, 2026: 12 Stunden 30 Minuten`
    pub by_year: String,
}

/// All events of one format that ever took place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllYearsRow {
    /// `19 Fachtage zu 12 Themen`; a topic of two years is one.
    pub title: String,
    /// `2025: 7, 2026: 12`
    pub by_year: String,
    pub seats: u32,
    pub taken: u32,
    #[serde(default)]
    pub attended: u32,
    /// `12 Stunden 30 Minuten`
    #[serde(default)]
    pub hours: String,
    /// The same, to compute with.
    #[serde(default)]
    pub minutes: u32,
}

/// All events of one format in a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatRow {
    /// `19 Fachtage zu 12 Themen`
    pub title: String,
    pub held: u32,
    pub called_off: u32,
    pub topics: u32,
    pub seats: u32,
    pub taken: u32,
    /// People who were there in at least one session; somebody in two events counts twice.
    pub attended: u32,
    /// `12 Stunden 30 Minuten`
    pub hours: String,
    /// The same, to compute with.
    #[serde(default)]
    pub minutes: u32,
}

/// One Sozialraum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionRow {
    pub name: String,
    /// Events for it.
    pub held: u32,
    /// People of its Kitas who were there, at any event.
    pub attended: u32,
    /// `12 Stunden 30 Minuten`
    pub hours: String,
    /// The same, to compute with.
    #[serde(default)]
    pub minutes: u32,
}

/// One KiSo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KiSoRow {
    pub name: String,
    pub attended: u32,
    /// `12 Stunden 30 Minuten`
    pub hours: String,
    /// The same, to compute with.
    #[serde(default)]
    pub minutes: u32,
}

impl Statistics {
    /// Of the year's events; what has not begun by `today` is not counted. `region` tells where a Kita lies.
    pub fn of(
        counted: Counted<'_>,
        names: &AreaNames,
        region: impl Fn(KitaId) -> Option<SozialraumId>,
        (year, years): (i32, Vec<i32>),
        today: NaiveDate,
    ) -> Self {
        let held = counted.held(today);
        let visits: Vec<_> = held.iter().flat_map(|one| visits(one.sheet)).collect();
        let Deleted { forgotten, kept, few } = deleted(&held);
        Self {
            year,
            years,
            formats: Format::ALL.iter().filter_map(|format| format_row(*format, counted.sheets, &held)).collect(),
            sozialraeume: region_rows(&held, &visits, names, region).into_iter().map(|row| row.sum).collect(),
            kisos: kiso_rows(&visits).into_iter().map(|row| row.sum).collect(),
            forgotten,
            kept,
            few,
            unreadable: 0,
            all_years: vec![],
            ever: Ever::default(),
        }
    }

    /// With the number of events that could not be read, of the year or of all years.
    #[must_use]
    pub fn without(self, unreadable: &BTreeSet<EventId>) -> Self {
        Self { unreadable: number(unreadable.len()), ..self }
    }

    /// With what all years came to; the sheets are those of all years, the first event first, so that the latest name of a
    /// person is the one that is shown.
    #[must_use]
    pub fn with_all_years(
        self,
        counted: Counted<'_>,
        names: &AreaNames,
        region: impl Fn(KitaId) -> Option<SozialraumId>,
        today: NaiveDate,
    ) -> Self {
        let held = counted.held(today);
        let visits: Vec<_> = held.iter().flat_map(|one| visits(one.sheet)).collect();
        let Deleted { forgotten, kept, few } = deleted(&held);
        let all_years = Format::ALL.iter().filter_map(|format| all_years_row(*format, &held)).collect();
        let ever = Ever {
            years: year_rows(&held),
            sozialraeume: region_rows(&held, &visits, names, region),
            kisos: kiso_rows(&visits),
            forgotten,
            kept,
            few,
        };
        Self { all_years, ever, ..self }
    }
}

/// An event that took place, with what is kept of it.
struct Held<'a> {
    sheet: &'a Sheet,
    kept: Option<&'a Kept>,
}

impl<'a> Counted<'a> {
    fn held(self, today: NaiveDate) -> Vec<Held<'a>> {
        let held = self.sheets.iter().filter(|sheet| is_held(&sheet.event, today));
        held.map(|sheet| Held { sheet, kept: self.kept.get(&sheet.event.id) }).collect()
    }
}

impl Held<'_> {
    fn event(&self) -> &Event {
        &self.sheet.event
    }

    /// Somebody at two events counts twice in their sum.
    fn attended(&self) -> Attended {
        let known = visits(self.sheet).map(|visit| visit.attended);
        known.chain(self.kept.and_then(|kept| kept.whole)).sum()
    }
}

/// Years in which something takes place, the latest first.
pub fn years(first_days: impl IntoIterator<Item = NaiveDate>) -> Vec<i32> {
    latest_first(first_days.into_iter().map(|day| day.year()))
}

/// Years in which something has begun by `today`, and the one that is looked at; the latest first.
pub fn begun_years(first_days: impl IntoIterator<Item = NaiveDate>, today: NaiveDate, looked_at: i32) -> Vec<i32> {
    let begun = first_days.into_iter().filter(|day| *day <= today).map(|day| day.year());
    latest_first(begun.chain([looked_at]))
}

fn latest_first(years: impl Iterator<Item = i32>) -> Vec<i32> {
    let years: BTreeSet<_> = years.collect();
    years.into_iter().rev().collect()
}

/// Somebody who was there.
struct Visit<'a> {
    /// In which the event began.
    year: i32,
    name: &'a str,
    email: String,
    is_kiso: bool,
    kita: Option<KitaId>,
    attended: Attended,
}

impl Visit<'_> {
    fn in_year(&self) -> (i32, Attended) {
        (self.year, self.attended)
    }
}

fn visits(sheet: &Sheet) -> impl Iterator<Item = Visit<'_>> {
    let year = year_of(&sheet.event);
    present(sheet).filter_map(move |(row, minutes)| {
        let participant = &row.participant;
        Some(Visit {
            year: year?,
            name: &participant.name,
            email: participant.email.as_str().to_lowercase(),
            is_kiso: participant.funktion == Funktion::KiSo,
            kita: participant.kita,
            attended: Attended::once(minutes),
        })
    })
}

/// It has begun, and nobody called it off.
fn is_held(event: &Event, today: NaiveDate) -> bool {
    let plan = &event.plan;
    let has_begun = plan.days.iter().map(|day| day.date).min().is_some_and(|first| first <= today);
    match plan.status {
        EventStatus::Entwurf | EventStatus::Abgesagt => false,
        EventStatus::Offen | EventStatus::Durchgefuehrt | EventStatus::Abgeschlossen => has_begun,
    }
}

/// The one in which it began.
fn year_of(event: &Event) -> Option<i32> {
    event.plan.begins_at().map(|begin| begin.year())
}

/// Events whose registrations are deleted by now, as [`Statistics`] counts them.
#[derive(Default)]
struct Deleted {
    forgotten: u32,
    kept: u32,
    few: u32,
}

fn deleted(held: &[Held<'_>]) -> Deleted {
    let mut found = Deleted::default();
    for one in held {
        let had_people = 0 < one.event().seats.taken;
        match one.kept {
            Some(Kept { whole: Some(_), .. }) => found.kept += 1,
            Some(_) if had_people => found.few += 1,
            None if had_people && one.sheet.registrations.is_empty() => found.forgotten += 1,
            _ => {}
        }
    }
    found
}

/// `None` for a format of which the year has nothing.
fn format_row(format: Format, sheets: &[Sheet], held: &[Held<'_>]) -> Option<FormatRow> {
    let is_it = |sheet: &&Sheet| sheet.event.plan.format == format;
    let called_off =
        sheets.iter().filter(is_it).filter(|sheet| sheet.event.plan.status == EventStatus::Abgesagt).count();
    let own: Vec<_> = held.iter().filter(|one| is_it(&one.sheet)).collect();
    if own.is_empty() && called_off == 0 {
        return None;
    }
    let topics = topics(own.iter().map(|one| one.event()));
    let Attended { people, minutes } = own.iter().map(|one| one.attended()).sum::<Attended>();
    Some(FormatRow {
        title: german::counted(format, number(own.len()), topics),
        held: number(own.len()),
        called_off: number(called_off),
        topics,
        seats: own.iter().map(|one| one.event().plan.capacity).sum(),
        taken: own.iter().map(|one| one.event().seats.taken).sum(),
        attended: people,
        hours: duration(minutes),
        minutes,
    })
}

/// `None` for a format of which nothing took place.
fn all_years_row(format: Format, held: &[Held<'_>]) -> Option<AllYearsRow> {
    let own: Vec<_> = held.iter().filter(|one| one.event().plan.format == format).collect();
    let mut by_year: BTreeMap<i32, u32> = BTreeMap::new();
    for year in own.iter().filter_map(|one| year_of(one.event())) {
        *by_year.entry(year).or_default() += 1;
    }
    let by_year: Vec<String> = by_year.into_iter().map(|(year, count)| format!("{year}: {count}")).collect();
    let Attended { people, minutes } = own.iter().map(|one| one.attended()).sum::<Attended>();
    (!own.is_empty()).then(|| AllYearsRow {
        title: german::counted(format, number(own.len()), topics(own.iter().map(|one| one.event()))),
        by_year: by_year.join(", "),
        seats: own.iter().map(|one| one.event().plan.capacity).sum(),
        taken: own.iter().map(|one| one.event().seats.taken).sum(),
        attended: people,
        hours: duration(minutes),
        minutes,
    })
}

/// The latest first.
fn year_rows(held: &[Held<'_>]) -> Vec<YearRow> {
    let mut by_year: BTreeMap<i32, Vec<&Held<'_>>> = BTreeMap::new();
    for one in held {
        if let Some(year) = year_of(one.event()) {
            by_year.entry(year).or_default().push(one);
        }
    }
    let row = |(year, own): (i32, Vec<&Held<'_>>)| {
        let Attended { people, minutes } = own.iter().map(|one| one.attended()).sum::<Attended>();
        YearRow {
            year,
            held: number(own.len()),
            seats: own.iter().map(|one| one.event().plan.capacity).sum(),
            taken: own.iter().map(|one| one.event().seats.taken).sum(),
            attended: people,
            hours: duration(minutes),
            minutes,
        }
    };
    by_year.into_iter().rev().map(row).collect()
}

fn region_rows(
    held: &[Held<'_>],
    visits: &[Visit<'_>],
    names: &AreaNames,
    region: impl Fn(KitaId) -> Option<SozialraumId>,
) -> Vec<OverYears<RegionRow>> {
    let row = |(id, name): &(SozialraumId, String)| {
        let known = visits.iter().filter(|visit| visit.kita.and_then(&region) == Some(*id)).map(Visit::in_year);
        let kept = held.iter().filter_map(|one| Some((year_of(one.event())?, one.kept?.of(*id)?)));
        let own: Vec<_> = known.chain(kept).collect();
        let Attended { people, minutes } = own.iter().map(|(_, attended)| *attended).sum::<Attended>();
        let for_it = held.iter().filter(|one| one.event().plan.circle.sozialraeume.contains(id)).count();
        let hours = duration(minutes);
        let sum = RegionRow { name: name.clone(), held: number(for_it), attended: people, hours, minutes };
        OverYears { sum, by_year: by_year(&own) }
    };
    names.sozialraeume.iter().map(row).collect()
}

/// `2025: 8 Stunden, 2026: 12 Stunden 30 Minuten`
fn by_year(own: &[(i32, Attended)]) -> String {
    let mut minutes: BTreeMap<i32, u32> = BTreeMap::new();
    for (year, attended) in own {
        *minutes.entry(*year).or_default() += attended.minutes;
    }
    let years: Vec<_> = minutes.into_iter().map(|(year, minutes)| format!("{year}: {}", duration(minutes))).collect();
    years.join(", ")
}

/// How many different topics these events had.
fn topics<'a>(events: impl Iterator<Item = &'a Event>) -> u32 {
    let topics: BTreeSet<_> = events.flat_map(|event| &event.plan.topics).map(|topic| topic.to_lowercase()).collect();
    number(topics.len())
}

fn kiso_rows(visits: &[Visit<'_>]) -> Vec<OverYears<KiSoRow>> {
    let mut by_person: BTreeMap<&str, Vec<&Visit<'_>>> = BTreeMap::new();
    for visit in visits.iter().filter(|visit| visit.is_kiso) {
        by_person.entry(&visit.email).or_default().push(visit);
    }
    let row = |visits: Vec<&Visit<'_>>| {
        let own: Vec<_> = visits.iter().map(|visit| visit.in_year()).collect();
        let Attended { people, minutes } = own.iter().map(|(_, attended)| *attended).sum::<Attended>();
        let name = visits.last().map(|visit| visit.name.to_owned()).unwrap_or_default();
        let sum = KiSoRow { name, attended: people, hours: duration(minutes), minutes };
        OverYears { sum, by_year: by_year(&own) }
    };
    let mut rows: Vec<_> = by_person.into_values().map(row).collect();
    rows.sort_by_key(|row| row.sum.name.to_lowercase());
    rows
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "statistics_test.rs"]
mod tests;
