//! Which events a list shows: not all that there ever were.

use chrono::{Days, NaiveDate};

/// So many days an event stays in the list of what is at hand after its last day.
const RECENT: u64 = 365;

/// The last day that a row can hold, in four digits.
const LATEST: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a constant date");

/// What is shown before somebody asks for a year: everything ahead, and what is over for no more than a year.
pub fn at_hand(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    (today.checked_sub_days(Days::new(RECENT)).unwrap_or(today), LATEST)
}

/// First and last day of a year; `None` for one that no calendar of the office has.
pub fn of_year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let within = (1000..=9999).contains(&year);
    NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31)).filter(|_| within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_back_a_year_and_earlier_years_are_asked_for() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        assert_eq!(at_hand(day(2027, 3, 1)), (day(2026, 3, 1), day(9999, 12, 31)));
        assert_eq!(of_year(2024), Some((day(2024, 1, 1), day(2024, 12, 31))));
        assert_eq!((of_year(0), of_year(20_260), of_year(i32::MIN)), (None, None, None));
    }
}
