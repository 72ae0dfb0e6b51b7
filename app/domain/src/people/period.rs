use crate::{
    error::{ErrorCode, FieldError},
    field,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days from `from` to `to`, both included; without `to` it has no end yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    from: NaiveDate,
    to: Option<NaiveDate>,
}

impl Period {
    /// `None` when the end lies before the begin.
    pub fn new(from: NaiveDate, to: Option<NaiveDate>) -> Option<Self> {
        if to.is_some_and(|to| to < from) { None } else { Some(Self { from, to }) }
    }

    pub const fn starting(from: NaiveDate) -> Self {
        Self { from, to: None }
    }

    /// Reads two date fields; the fault of an end before the begin stands at the second one.
    pub fn parse(from: (&str, &str), to: (&str, &str)) -> Result<Self, Vec<FieldError>> {
        let begin = field::date(from.0, from.1);
        let end = field::optional_date(to.0, to.1);
        match (begin, end) {
            (Ok(begin), Ok(end)) => {
                Self::new(begin, end).ok_or_else(|| vec![FieldError::new(to.0, ErrorCode::EndBeforeStart)])
            }
            (begin, end) => Err([begin.err(), end.err()].into_iter().flatten().collect()),
        }
    }

    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day.
    pub fn to(&self) -> Option<NaiveDate> {
        self.to
    }

    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether at least one day lies in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// The days of this period that do not lie in `taken`, in order: nothing, one part or two.
    pub fn without(&self, taken: &Self) -> Vec<Self> {
        if !self.overlaps(taken) {
            return vec![*self];
        }
        let last_before = taken.from.pred_opt().filter(|_| self.from < taken.from);
        let before = last_before.and_then(|last| Self::new(self.from, Some(last)));
        let first_after = taken.to.and_then(|last| last.succ_opt());
        let after = first_after.and_then(|first| Self::new(first, self.to));
        [before, after].into_iter().flatten().collect()
    }

    /// Whether every day of this period lies in `outer`.
    pub fn lies_in(&self, outer: &Self) -> bool {
        outer.from <= self.from
            && match (self.to, outer.to) {
                (_, None) => true,
                (Some(inner), Some(outer)) => inner <= outer,
                (None, Some(_)) => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).expect("a day of January")
    }

    fn period(from: u32, to: Option<u32>) -> Period {
        Period::new(day(from), to.map(day)).expect("begin before end")
    }

    #[test]
    fn both_ends_belong_to_a_period() {
        let period = period(5, Some(9));
        assert!(period.contains(day(5)) && period.contains(day(9)));
        assert!(!period.contains(day(4)) && !period.contains(day(10)));
        assert_eq!(Period::new(day(9), Some(day(5))), None);
    }

    #[test]
    fn overlap_is_a_common_day() {
        assert!(period(1, Some(5)).overlaps(&period(5, None)));
        assert!(!period(1, Some(5)).overlaps(&period(6, None)));
        assert!(period(3, None).overlaps(&period(9, None)));
    }

    #[test]
    fn what_is_taken_out_leaves_the_days_around_it() {
        assert_eq!(period(1, None).without(&period(5, Some(9))), [period(1, Some(4)), period(10, None)]);
        assert_eq!(period(5, Some(9)).without(&period(7, None)), [period(5, Some(6))]);
        assert_eq!(period(5, Some(9)).without(&period(1, Some(5))), [period(6, Some(9))]);
        assert_eq!(period(5, Some(9)).without(&period(5, Some(9))), []);
        assert_eq!(period(5, Some(9)).without(&period(10, None)), [period(5, Some(9))]);
    }

    #[test]
    fn an_open_period_lies_only_in_an_open_one() {
        assert!(period(3, Some(4)).lies_in(&period(3, Some(4))));
        assert!(!period(3, None).lies_in(&period(1, Some(20))));
        assert!(period(3, None).lies_in(&period(1, None)));
    }

    #[test]
    fn faults_stand_at_the_field_that_is_wrong() {
        let read = |from, to| Period::parse(("from", from), ("to", to)).map_err(|faults| faults[0].clone());
        assert_eq!(read("01.02.2026", "31.01.2026"), Err(FieldError::new("to", ErrorCode::EndBeforeStart)));
        assert_eq!(read("", "31.01.2026"), Err(FieldError::new("from", ErrorCode::Required)));
        assert!(read("2026-02-01", "").is_ok());
    }
}
