//! School holidays of Rheinland-Pfalz, in which hardly anybody comes to a meeting.
//!
//! Source: the Ferienkalender of the Land's ministry of education, as the Kultusministerkonferenz publishes it; first and last
//! day as named there, without single days that a school may choose. A year that is missing here is not known, not free:
//! [`known_until`].

use chrono::NaiveDate;

/// Which of the four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayKind {
    Herbst,
    Weihnachten,
    Ostern,
    Sommer,
}

/// One holiday, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    pub kind: HolidayKind,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

const fn holiday(kind: HolidayKind, first: (i32, u32, u32), last: (i32, u32, u32)) -> Holiday {
    let first = NaiveDate::from_ymd_opt(first.0, first.1, first.2).expect("a first day in the table");
    let last = NaiveDate::from_ymd_opt(last.0, last.1, last.2).expect("a last day in the table");
    Holiday { kind, first, last }
}

/// School years 2025/26 to 2027/28, in order of time.
const HOLIDAYS: [Holiday; 12] = [
    holiday(HolidayKind::Herbst, (2025, 10, 13), (2025, 10, 24)),
    holiday(HolidayKind::Weihnachten, (2025, 12, 22), (2026, 1, 7)),
    holiday(HolidayKind::Ostern, (2026, 3, 30), (2026, 4, 10)),
    holiday(HolidayKind::Sommer, (2026, 6, 29), (2026, 8, 7)),
    holiday(HolidayKind::Herbst, (2026, 10, 5), (2026, 10, 16)),
    holiday(HolidayKind::Weihnachten, (2026, 12, 23), (2027, 1, 8)),
    holiday(HolidayKind::Ostern, (2027, 3, 22), (2027, 4, 2)),
    holiday(HolidayKind::Sommer, (2027, 6, 28), (2027, 8, 6)),
    holiday(HolidayKind::Herbst, (2027, 10, 4), (2027, 10, 15)),
    holiday(HolidayKind::Weihnachten, (2027, 12, 23), (2028, 1, 7)),
    holiday(HolidayKind::Ostern, (2028, 4, 10), (2028, 4, 21)),
    holiday(HolidayKind::Sommer, (2028, 7, 3), (2028, 8, 11)),
];

/// Last day that the table says anything about: later ones may or may not be holidays.
pub fn known_until() -> NaiveDate {
    HOLIDAYS[HOLIDAYS.len() - 1].last
}

/// The holiday that a day lies in.
pub fn on(day: NaiveDate) -> Option<Holiday> {
    HOLIDAYS.into_iter().find(|holiday| holiday.first <= day && day <= holiday.last)
}

/// Holidays with a day in this period.
pub fn within(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = Holiday> {
    HOLIDAYS.into_iter().filter(move |holiday| holiday.first <= last && first <= holiday.last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, Weekday};

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a valid date")
    }

    #[test]
    fn holidays_follow_each_other_and_begin_and_end_on_school_days() {
        for pair in HOLIDAYS.windows(2) {
            assert!(pair[0].last < pair[1].first, "{pair:?}");
        }
        for holiday in HOLIDAYS {
            assert!(holiday.first < holiday.last);
            for day in [holiday.first, holiday.last] {
                assert!(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{holiday:?}");
            }
        }
    }

    #[test]
    fn a_day_knows_its_holiday_and_the_days_around_are_none() {
        assert_eq!(on(date(2026, 12, 23)).map(|found| found.kind), Some(HolidayKind::Weihnachten));
        assert_eq!(on(date(2027, 1, 8)).map(|found| found.kind), Some(HolidayKind::Weihnachten));
        assert_eq!(on(date(2026, 12, 22)), None);
        assert_eq!(on(date(2027, 1, 9)), None);
        assert_eq!(within(date(2026, 10, 1), date(2026, 12, 31)).count(), 2);
    }
}
