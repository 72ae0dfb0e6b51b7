//! What the calendar's page shows.

use super::{
    Booked, Calendar, CalendarQuery, Month, conflicts, german, holidays,
    rhythm::{self, Gap, Quarter},
};
use crate::{
    events::{
        AreaNames, german as events_german,
        lists::german::unreadable_in_calendar,
        types::{Event, EventDay, EventStatus},
        view::EventRow,
    },
    german::{date, month},
    ids::EventId,
};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A month of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    /// `November 2026`
    pub title: String,
    /// As addresses name it: `2026-11`.
    pub month: String,
    pub previous: String,
    pub next: String,
    /// Whole weeks from Monday on.
    pub weeks: Vec<Week>,
    /// The month's events, by first day.
    pub list: Vec<EventRow>,
    /// `Herbstferien vom … bis …`, those of the month.
    pub holidays: Vec<String>,
    /// The month goes past what is known of holidays.
    pub holidays_unknown: bool,
    pub conflicts: Vec<ConflictRow>,
    /// What is missing against the rhythm in the month's year; only for who plans.
    pub gaps: Vec<QuarterGaps>,
    /// Choices of the filter: id and name.
    pub sozialraeume: Vec<(String, String)>,
    /// The reader plans events: links lead to the planning, else to the public page.
    pub plans: bool,
    /// What is missing because it cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    pub days: Vec<CalendarDay>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// `Donnerstag, 26. November 2026`, for screen readers.
    pub name: String,
    pub number: u32,
    pub in_month: bool,
    pub today: bool,
    /// `Herbstferien`; blank on other days.
    pub holiday: String,
    pub entries: Vec<CalendarEntry>,
}

/// One day of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEntry {
    pub id: String,
    pub title: String,
    /// `09:00`
    pub begin: String,
    /// Blank while it is announced: `Entwurf`, `Abgesagt`.
    pub remark: String,
    pub called_off: bool,
}

/// Two dates in each other's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictRow {
    /// `26.11.2026`
    pub day: String,
    /// Id and title, the one that begins earlier first.
    pub events: [(String, String); 2],
    pub reason: String,
}

/// The Sozialräume without a Teamtreffen in a quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarterGaps {
    /// `III. Quartal 2026`
    pub quarter: String,
    /// `VG Pellenz`, or `VG Pellenz (Entwurf)`
    pub sozialraeume: Vec<String>,
    /// The quarter is over.
    pub past: bool,
}

impl CalendarView {
    /// Of the query's period ([`CalendarQuery::period`]); gaps are shown to who plans. `local` is the time on the office's clock.
    pub fn of(calendar: &Calendar, query: &CalendarQuery, local: NaiveDateTime) -> Self {
        let Calendar { booked, names, plans, unreadable, incomplete } = calendar;
        let count = |events: &BTreeSet<EventId>| u32::try_from(events.len()).unwrap_or(u32::MAX);
        let (first, last) = (query.month.first(), query.month.last());
        let asked: Vec<_> = booked.iter().filter(|one| query.asks_for(&one.event.plan)).collect();
        let in_month = |event: &Event| event.plan.days.iter().any(|day| first <= day.date && day.date <= last);
        Self {
            title: format!("{} {}", month(first.month0()), first.year()),
            month: query.month.to_string(),
            previous: query.month.previous().to_string(),
            next: query.month.next().to_string(),
            weeks: weeks(&asked, query.month, local.date()),
            list: asked
                .iter()
                .filter(|one| in_month(&one.event))
                .map(|one| EventRow::within(&one.event, names, local))
                .collect(),
            holidays: holidays::within(first, last).map(german::holiday).collect(),
            holidays_unknown: holidays::known_until() < last,
            conflicts: conflict_rows(booked, first, last),
            gaps: if *plans { gap_rows(booked, names, query.month, local.date()) } else { vec![] },
            sozialraeume: names.sozialraeume.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
            plans: *plans,
            unreadable: unreadable_in_calendar(count(unreadable), count(incomplete)),
        }
    }
}

fn weeks(asked: &[&Booked], month: Month, today: NaiveDate) -> Vec<Week> {
    let days = (month.last_sunday() - month.first_monday()).num_days() + 1;
    let all: Vec<_> = (0..days.unsigned_abs())
        .map(|days| {
            let day = month.first_monday() + Days::new(days);
            CalendarDay {
                name: crate::german::long_date(day),
                number: day.day(),
                in_month: month == Month::of(day),
                today: day == today,
                holiday: holidays::on(day).map(|found| german::holiday_kind(found.kind).into()).unwrap_or_default(),
                entries: entries(asked, day),
            }
        })
        .collect();
    all.chunks(7).map(|days| Week { days: days.to_vec() }).collect()
}

/// What is on a day, in order of time.
fn entries(asked: &[&Booked], day: NaiveDate) -> Vec<CalendarEntry> {
    let on_day = |one: &&Booked| {
        let days = one.event.plan.days.iter().filter(|of| of.date == day);
        days.map(|of| (of.begin, entry(&one.event, of))).collect::<Vec<_>>()
    };
    let mut found: Vec<_> = asked.iter().flat_map(on_day).collect();
    found.sort_by_key(|(begin, _)| *begin);
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn entry(event: &Event, day: &EventDay) -> CalendarEntry {
    let status = event.plan.status;
    let remark = match status {
        EventStatus::Entwurf | EventStatus::Abgesagt => events_german::event_status(status),
        EventStatus::Offen | EventStatus::Durchgefuehrt | EventStatus::Abgeschlossen => "",
    };
    CalendarEntry {
        id: event.id.to_string(),
        title: event.plan.title.clone(),
        begin: events_german::time(day.begin),
        remark: remark.into(),
        called_off: status == EventStatus::Abgesagt,
    }
}

fn conflict_rows(booked: &[Booked], first: NaiveDate, last: NaiveDate) -> Vec<ConflictRow> {
    let title = |id: EventId| {
        let found = booked.iter().find(|one| one.event.id == id);
        (id.to_string(), found.map(|one| one.event.plan.title.clone()).unwrap_or_default())
    };
    let mut found = conflicts::all(booked);
    found.retain(|one| first <= one.day && one.day <= last);
    found.sort_by_key(|one| one.day);
    let row = |one: conflicts::Conflict| ConflictRow {
        day: date(one.day),
        events: one.events.map(title),
        reason: german::conflict(&one.people, &one.speakers, one.same_sozialraum),
    };
    found.into_iter().map(row).collect()
}

fn gap_rows(booked: &[Booked], names: &AreaNames, month: Month, today: NaiveDate) -> Vec<QuarterGaps> {
    let events: Vec<_> = booked.iter().map(|one| one.event.clone()).collect();
    let regions: Vec<_> = names.sozialraeume.iter().map(|(id, _)| *id).collect();
    let quarters = Quarter::all_of(month.first().year());
    let gaps = rhythm::missing(&events, &regions, &quarters);
    let name = |gap: &Gap| {
        let name = names.sozialraeume.iter().find(|(id, _)| *id == gap.sozialraum).map_or("", |(_, name)| name);
        if gap.drafted { format!("{name} (Entwurf)") } else { name.to_owned() }
    };
    let of = |quarter: Quarter| {
        let sozialraeume: Vec<_> = gaps.iter().filter(|gap| gap.quarter == quarter).map(name).collect();
        let past = quarter < Quarter::of(today);
        (!sozialraeume.is_empty()).then(|| QuarterGaps { quarter: german::quarter(quarter), sozialraeume, past })
    };
    quarters.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        events::{
            planning::CalendarInput,
            roll::{event, noon, person},
            types::Format,
        },
        ids::SozialraumId,
    };
    use std::collections::BTreeMap;
    use uuid::Uuid;

    fn region(number: u128) -> SozialraumId {
        SozialraumId::new(Uuid::from_u128(number))
    }

    fn names() -> AreaNames {
        let sozialraeume = vec![(region(1), "Stadt Bendorf".into()), (region(2), "VG Pellenz".into())];
        AreaNames { sozialraeume, anstellungstraeger: vec![] }
    }

    fn view(booked: &[Booked], plans: bool, input: &CalendarInput) -> CalendarView {
        let (unreadable, incomplete) = (BTreeSet::new(), BTreeSet::new());
        let calendar = Calendar { booked: booked.to_vec(), names: names(), plans, unreadable, incomplete };
        CalendarView::of(&calendar, &input.read(noon(6).date()), noon(6))
    }

    /// 20 and 21 January, 12:00 to 16:00.
    fn booked(number: u128, title: &str) -> Booked {
        let mut event = event(9, 0);
        (event.id, event.plan.title) = (EventId::new(Uuid::from_u128(number)), title.into());
        Booked { event, people: BTreeMap::from([(person(1).email, person(1).name)]) }
    }

    #[test]
    fn a_month_shows_each_day_of_an_event_with_holidays_around_it() {
        let view = view(&[booked(1, "Startseminar")], true, &CalendarInput::default());
        assert_eq!(
            (view.title.as_str(), view.previous.as_str(), view.next.as_str()),
            ("Januar 2027", "2026-12", "2027-02")
        );
        let days: Vec<_> = view.weeks.iter().flat_map(|week| &week.days).collect();
        assert_eq!((days.len(), days[0].number, days[0].in_month), (35, 28, false));
        let with_entries: Vec<_> = days.iter().filter(|day| !day.entries.is_empty()).map(|day| day.number).collect();
        assert_eq!(with_entries, [20, 21]);
        assert_eq!(days.iter().filter(|day| day.holiday == "Weihnachtsferien").count(), 12);
        assert_eq!(view.holidays, ["Weihnachtsferien vom 23.12.2026 bis 08.01.2027"]);
        assert_eq!(days.iter().filter(|day| day.today).map(|day| day.number).collect::<Vec<_>>(), [6]);
        assert_eq!(view.list.len(), 1);
    }

    #[test]
    fn filters_hide_events_and_no_conflict() {
        let (one, mut other) = (booked(1, "Startseminar"), booked(2, "Teamtreffen"));
        other.event.plan.format = Format::Sozialraumteamtreffen;
        other.event.plan.circle.sozialraeume.insert(region(1));
        let input = CalendarInput { format: "sozialraumteamtreffen".into(), ..Default::default() };
        let view = view(&[one, other], true, &input);
        assert_eq!(view.list.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["Teamtreffen"]);
        assert_eq!(view.conflicts.len(), 1);
        assert_eq!(view.conflicts[0].reason, "Person 1 ist zu beiden angemeldet");
        assert_eq!(view.conflicts[0].day, "20.01.2027");
    }

    #[test]
    fn what_cannot_be_read_is_said_and_older_answers_are_readable() {
        let whole = Calendar {
            booked: vec![booked(1, "Startseminar")],
            names: names(),
            plans: true,
            unreadable: BTreeSet::new(),
            incomplete: BTreeSet::new(),
        };
        let view =
            |calendar: &Calendar| CalendarView::of(calendar, &CalendarInput::default().read(noon(6).date()), noon(6));
        let before = serde_json::to_value(view(&whole)).expect("JSON");
        assert!(before.get("unreadable").is_none(), "as the version before wrote it");
        assert_eq!(serde_json::from_value::<CalendarView>(before).map(|view| view.unreadable).ok(), Some(None));
        let ids = |numbers: &[u128]| numbers.iter().map(|number| EventId::new(Uuid::from_u128(*number))).collect();
        let missing = view(&Calendar { unreadable: ids(&[2]), ..whole.clone() });
        let people = view(&Calendar { incomplete: ids(&[1]), ..whole.clone() });
        let both = view(&Calendar { unreadable: ids(&[2, 3]), incomplete: ids(&[1]), ..whole });
        assert_eq!([&missing, &people, &both].map(|view| view.list.len()), [1; 3]);
        let said = [missing, people, both].map(|view| view.unreadable.expect("a sentence"));
        assert!(said[0].contains("Sie fehlt in diesem Kalender.") && !said[0].contains("Anmeldungen"), "{said:?}");
        assert!(said[1].contains("nicht alle Anmeldungen") && !said[1].contains("fehlt in"), "{said:?}");
        assert!(
            said[2].contains("Sie fehlen in diesem Kalender.") && said[2].contains("nicht alle Anmeldungen"),
            "{said:?}"
        );
        assert_eq!(said[2].matches("Betreuung des Portals").count(), 1);
    }

    #[test]
    fn what_the_rhythm_lacks_is_told_to_who_plans_only() {
        let mut team = booked(1, "Teamtreffen");
        team.event.plan.format = Format::Sozialraumteamtreffen;
        team.event.plan.circle.sozialraeume.insert(region(1));
        let gaps = |plans| view(std::slice::from_ref(&team), plans, &CalendarInput::default()).gaps;
        assert_eq!(gaps(true)[0].sozialraeume, ["VG Pellenz"]);
        assert_eq!(gaps(true)[2].quarter, "III. Quartal 2027");
        assert_eq!(gaps(true).iter().map(|one| one.sozialraeume.len()).sum::<usize>(), 7);
        assert_eq!(gaps(false), []);
    }
}
