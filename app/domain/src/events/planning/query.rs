use crate::{
    events::types::{EventPlan, EventStatus, Format},
    ids::SozialraumId,
};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Its first day.
    first: NaiveDate,
}

impl Month {
    pub fn of(day: NaiveDate) -> Self {
        Self { first: day - Days::new(u64::from(day.day0())) }
    }

    /// `2026-11`; `None` for anything else, and for years that no planning reaches.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.trim().split_once('-')?;
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let first = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
        (2000..2100).contains(&first.year()).then_some(Self { first })
    }

    pub fn first(self) -> NaiveDate {
        self.first
    }

    pub fn last(self) -> NaiveDate {
        self.next().first - Days::new(1)
    }

    pub fn next(self) -> Self {
        Self::of(self.first + Days::new(31))
    }

    pub fn previous(self) -> Self {
        Self::of(self.first - Days::new(1))
    }

    /// The Monday on or before its first day.
    pub fn first_monday(self) -> NaiveDate {
        self.first - Days::new(u64::from(self.first.weekday().num_days_from_monday()))
    }

    /// The Sunday on or after its last day.
    pub fn last_sunday(self) -> NaiveDate {
        let last = self.last();
        last + Days::new(u64::from(6 - last.weekday().num_days_from_monday()))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

/// What the address of the calendar asks for, as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarInput {
    /// `2026-11`
    pub month: String,
    /// Code of a [`Format`].
    pub format: String,
    /// Id.
    pub sozialraum: String,
    /// Code of an [`EventStatus`].
    pub status: String,
}

impl CalendarInput {
    /// What cannot be read asks for nothing: an address that somebody shortened still shows a calendar.
    pub fn read(&self, today: NaiveDate) -> CalendarQuery {
        CalendarQuery {
            month: Month::parse(&self.month).unwrap_or(Month::of(today)),
            format: Format::from_code(&self.format),
            sozialraum: self.sozialraum.parse().ok(),
            status: EventStatus::from_code(&self.status),
        }
    }
}

/// A month, and which events of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarQuery {
    pub month: Month,
    pub format: Option<Format>,
    pub sozialraum: Option<SozialraumId>,
    pub status: Option<EventStatus>,
}

impl CalendarQuery {
    /// Whether an event is asked for. One that names no Sozialraum is for each of them.
    pub fn asks_for(&self, plan: &EventPlan) -> bool {
        let regions = &plan.circle.sozialraeume;
        self.format.is_none_or(|format| format == plan.format)
            && self.status.is_none_or(|status| status == plan.status)
            && self.sozialraum.is_none_or(|one| regions.is_empty() || regions.contains(&one))
    }

    /// Days that have to be known: the weeks of the month, and its year for the rhythm.
    pub fn period(&self) -> (NaiveDate, NaiveDate) {
        let year = self.month.first().year();
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(self.month.first());
        (self.month.first_monday().min(day(1, 1)), self.month.last_sunday().max(day(12, 31)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::roll::event;
    use chrono::Weekday;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_read_asks_for_nothing() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).expect("a valid date");
        for month in ["", "2026", "2026-13", "26-11", "2026-1", "+026-11", "9999-11", "irgendwann"] {
            let input = CalendarInput { month: month.into(), format: "party".into(), ..Default::default() };
            let query = input.read(today);
            assert_eq!((query.month.to_string().as_str(), query.format), ("2026-11", None), "{month}");
        }
        let input = CalendarInput { month: "2027-02".into(), status: "entwurf".into(), ..Default::default() };
        assert_eq!(input.read(today).status, Some(EventStatus::Entwurf));
    }

    #[test]
    fn an_event_for_all_is_in_the_calendar_of_each_sozialraum() {
        let region = SozialraumId::new(uuid::Uuid::from_u128(1));
        let query = CalendarQuery {
            month: Month::of(event(1, 0).plan.days[0].date),
            format: None,
            sozialraum: Some(region),
            status: None,
        };
        let mut plan = event(1, 0).plan;
        assert!(query.asks_for(&plan));
        plan.circle.sozialraeume.insert(SozialraumId::new(uuid::Uuid::from_u128(2)));
        assert!(!query.asks_for(&plan));
        plan.circle.sozialraeume.insert(region);
        assert!(query.asks_for(&plan));
    }

    proptest! {
        #[test]
        fn a_month_is_whole_weeks_and_has_neighbours(days in 0..30_000_u64) {
            let day = NaiveDate::from_ymd_opt(2005, 1, 1).expect("a valid date") + Days::new(days);
            let month = Month::of(day);
            prop_assert_eq!(Month::parse(&month.to_string()), Some(month));
            prop_assert!(month.first() <= day && day <= month.last());
            prop_assert_eq!(month.next().previous(), month);
            prop_assert_eq!(month.last() + Days::new(1), month.next().first());
            prop_assert_eq!(month.first_monday().weekday(), Weekday::Mon);
            prop_assert_eq!(month.last_sunday().weekday(), Weekday::Sun);
            let weeks = (month.last_sunday() - month.first_monday()).num_days() + 1;
            prop_assert!(weeks % 7 == 0 && (28..=42).contains(&weeks));
        }
    }
}
