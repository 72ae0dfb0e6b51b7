//! Accounts that end by themselves: those of the Revision, which reads logs and settlements for a limited time (domain §1).

use crate::{
    access::Role,
    error::{ErrorCode, FieldError, Limit},
    field, german,
};
use chrono::{Months, NaiveDate};

/// From today on; what the form proposes, and what an account has that becomes one of the Revision.
const PROPOSED: Months = Months::new(3);
/// From today on. Who audits for longer is given another end then.
const LONGEST: Months = Months::new(12);

/// Whether an account of this role has a last day.
pub fn has_end(role: Role) -> bool {
    role == Role::Revision
}

pub fn proposed_end(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(PROPOSED).unwrap_or(today)
}

/// The latest last day that can be given today.
pub fn latest_end(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(LONGEST).unwrap_or(today)
}

/// The last day as somebody has typed it into this field: today at the earliest, [`latest_end`] at the latest.
pub fn read_end(name: &str, raw: &str, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    field::date(name, raw).and_then(|end| judge_end(name, end, today))
}

/// The same for a day that is one already.
pub fn judge_end(name: &str, end: NaiveDate, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let latest = latest_end(today);
    if end < today {
        Err(FieldError::new(name, ErrorCode::InThePast))
    } else if end > latest {
        Err(FieldError::with_limit(name, ErrorCode::TooLarge, Limit::Text(german::date(latest))))
    } else {
        Ok(end)
    }
}

/// Whether an account with this last day has ended: the day itself still counts.
pub fn is_over(ends_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    ends_on.is_some_and(|end| end < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_last_day_still_counts_and_without_one_nothing_ends() {
        let end = Some(day("2026-03-31"));
        assert!(!is_over(end, day("2026-03-31")));
        assert!(is_over(end, day("2026-04-01")));
        assert!(!is_over(None, day("2999-01-01")));
    }

    #[test]
    fn only_the_revision_audits_for_a_time() {
        let with_end: Vec<Role> = Role::ALL.into_iter().filter(|role| has_end(*role)).collect();
        assert_eq!(with_end, [Role::Revision]);
    }

    #[test]
    fn an_end_is_today_at_the_earliest_and_in_a_year_at_the_latest() {
        let today = day("2026-11-30");
        // February has no 30th.
        assert_eq!(proposed_end(today), day("2027-02-28"));
        assert_eq!(latest_end(today), day("2027-11-30"));
        for taken in ["2026-11-30", "30.11.2027"] {
            assert!(read_end("ends_on", taken, today).is_ok(), "{taken}");
        }
        let too_late = FieldError::with_limit("ends_on", ErrorCode::TooLarge, Limit::Text("30.11.2027".into()));
        for (refused, fault) in [
            ("2026-11-29", FieldError::new("ends_on", ErrorCode::InThePast)),
            ("2027-12-01", too_late),
            ("", FieldError::new("ends_on", ErrorCode::Required)),
            ("bald", FieldError::new("ends_on", ErrorCode::NotADate)),
        ] {
            assert_eq!(read_end("ends_on", refused, today), Err(fault), "{refused}");
        }
        assert!(judge_end("ends_on", proposed_end(today), today).is_ok());
    }
}
