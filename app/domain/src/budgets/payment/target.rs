//! Days on which banks settle transfers: the calendar of TARGET, the payment system of the Eurosystem.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Whether transfers are settled on a day: not on weekends, New Year, Good Friday, Easter Monday, 1 May, 25 and 26
/// December (ECB, long-term calendar of TARGET closing days).
pub fn is_banking_day(day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let fixed = matches!((day.month(), day.day()), (1, 1) | (5, 1) | (12, 25 | 26));
    let easter = easter_sunday(day.year());
    let around_easter = easter
        .is_some_and(|sunday| Some(day) == sunday.checked_sub_days(Days::new(2)) || Some(day) == sunday.succ_opt());
    !(weekend || fixed || around_easter)
}

/// The day itself, or the next one on which transfers are settled.
pub fn next_banking_day(from: NaiveDate) -> NaiveDate {
    // No more than four days in a row are closed, so the search is short.
    from.iter_days().take(14).find(|day| is_banking_day(*day)).unwrap_or(from)
}

/// The Gregorian rule after Meeus, Jones and Butcher (Astronomical Algorithms, chapter 8).
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn easter_is_where_the_calendar_has_it() {
        for (year, month, of_month) in
            [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2030, 4, 21), (2038, 4, 25)]
        {
            assert_eq!(easter_sunday(year), Some(day(year, month, of_month)), "{year}");
        }
    }

    #[test]
    fn banks_rest_on_weekends_and_on_six_holidays() {
        for closed in [
            day(2026, 1, 1),
            day(2026, 4, 3),
            day(2026, 4, 6),
            day(2026, 5, 1),
            day(2026, 12, 25),
            day(2028, 12, 26),
            day(2026, 11, 28),
            day(2026, 11, 29),
        ] {
            assert!(!is_banking_day(closed), "{closed}");
        }
        // 3 October and Fronleichnam are holidays in Rheinland-Pfalz, not of TARGET.
        for open in [day(2028, 10, 3), day(2026, 6, 4), day(2026, 12, 24), day(2026, 12, 31)] {
            assert!(is_banking_day(open), "{open}");
        }
        assert_eq!(next_banking_day(day(2026, 4, 3)), day(2026, 4, 7));
        assert_eq!(next_banking_day(day(2026, 12, 25)), day(2026, 12, 28));
        assert_eq!(next_banking_day(day(2026, 11, 25)), day(2026, 11, 25));
    }
}
