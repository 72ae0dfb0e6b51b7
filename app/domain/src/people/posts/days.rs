//! On which days a post is filled.

use crate::{
    error::{AppError, ErrorCode},
    people::{Filling, Period, Post, WeeklyHours},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days of a post, one after the other, on which it is filled, or vacant. Neither by whom nor why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub is_filled: bool,
    pub first_day: NaiveDate,
    /// `None` until further notice.
    pub last_day: Option<NaiveDate>,
}

impl Span {
    /// How many of its days lie between `first` and `last`, both included.
    pub fn days_within(&self, first: NaiveDate, last: NaiveDate) -> u32 {
        common_days((first, last), (self.first_day, self.last_day))
    }
}

/// Days on which somebody fills a post who is not named.
pub(super) fn unnamed(period: Period) -> Filling {
    Filling { kiso: None, period }
}

/// What is left of `days` without those that are taken, in order.
fn rest_of(days: Period, taken: impl IntoIterator<Item = Period>) -> Vec<Period> {
    taken.into_iter().fold(vec![days], |rest, taken| rest.iter().flat_map(|part| part.without(&taken)).collect())
}

impl Post {
    /// From the first to the last day of the post, without a gap, filled and vacant in turn.
    pub fn spans(&self) -> Vec<Span> {
        let vacant = rest_of(self.period, self.fillings.iter().map(|filling| filling.period));
        let filled = rest_of(self.period, vacant.iter().copied());
        let span =
            |is_filled: bool| move |days: Period| Span { is_filled, first_day: days.from(), last_day: days.to() };
        let mut spans: Vec<Span> =
            vacant.into_iter().map(span(false)).chain(filled.into_iter().map(span(true))).collect();
        spans.sort_by_key(|span| span.first_day);
        spans
    }

    /// What of the post counts for a year: its hours a week, and which of its days are filled. `None` where it is not there in
    /// the year.
    pub(super) fn in_year(&self, year: i32) -> Option<(WeeklyHours, Vec<Span>)> {
        let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
        let cut = |span: Span| {
            let first_day = span.first_day.max(first);
            let last_day = span.last_day.map_or(last, |day| day.min(last));
            (first_day <= last_day).then_some(Span { first_day, last_day: Some(last_day), ..span })
        };
        let spans: Vec<Span> = self.spans().into_iter().filter_map(cut).collect();
        (!spans.is_empty()).then_some((self.hours, spans))
    }

    /// How many days from `first` to `last`, both included, somebody fills the post; a day counts once.
    pub fn filled_days(&self, first: NaiveDate, last: NaiveDate) -> u32 {
        let spans = self.spans().into_iter().filter(|span| span.is_filled);
        spans.map(|span| span.days_within(first, last)).sum()
    }

    /// How many days from `first` to `last`, both included, there is the post at all.
    pub fn kept_days(&self, first: NaiveDate, last: NaiveDate) -> u32 {
        common_days((first, last), (self.period.from(), self.period.to()))
    }

    /// The post with nobody on these days. Who was named before and after stays named.
    pub(super) fn vacated(&self, days: Period) -> Result<Self, AppError> {
        self.covers(days, ["vacant_from", "vacant_to"])?;
        let cut = |filling: &Filling| {
            let kiso = filling.kiso;
            filling.period.without(&days).into_iter().map(move |period| Filling { kiso, period })
        };
        Ok(Self { fillings: self.fillings.iter().flat_map(cut).collect(), ..self.clone() })
    }

    /// The post with somebody on these days; where somebody is known already, that stays.
    pub(super) fn filled(&self, days: Period) -> Result<Self, AppError> {
        self.covers(days, ["occupied_from", "occupied_to"])?;
        let open = rest_of(days, self.fillings.iter().map(|filling| filling.period));
        let mut fillings: Vec<Filling> = self.fillings.iter().copied().chain(open.into_iter().map(unnamed)).collect();
        fillings.sort_by_key(|filling| filling.period);
        Ok(Self { fillings, ..self.clone() })
    }

    /// Days of a post lie in its term; without a last day they go as far as the post does.
    fn covers(&self, days: Period, [from, to]: [&str; 2]) -> Result<(), AppError> {
        if !self.period.contains(days.from()) {
            return Err(AppError::field(from, ErrorCode::OutsideTerm));
        }
        match days.to() {
            Some(last) if !self.period.contains(last) => Err(AppError::field(to, ErrorCode::OutsideTerm)),
            _ => Ok(()),
        }
    }
}

/// Days that lie in both; the second may have no end.
fn common_days(within: (NaiveDate, NaiveDate), days: (NaiveDate, Option<NaiveDate>)) -> u32 {
    let first = within.0.max(days.0);
    let last = days.1.map_or(within.1, |last| last.min(within.1));
    u32::try_from((last - first).num_days() + 1).unwrap_or(0)
}
