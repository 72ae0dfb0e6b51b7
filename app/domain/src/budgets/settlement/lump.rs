//! Mode M3: a lump sum for each filled VZÄ-month, counted from the posts of the directory.

use crate::{
    budgets::{BudgetError, Euro, Vzae, WeeklyHours, round_half_away},
    ids::{AnstellungstraegerId, PostId},
    people::Directory,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU64;

/// What a lump sum is computed from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LumpSum {
    pub year: i32,
    /// Cost of a full-time post a year.
    pub vzae_pauschale: Euro,
    /// Hours a week of a full-time post of the Anstellungsträger.
    pub full_time: WeeklyHours,
    /// By name.
    pub posts: Vec<FilledPost>,
}

/// A post, and on how many days of each month somebody held it. Who, and why nobody did, is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledPost {
    pub post: PostId,
    pub name: String,
    pub hours: WeeklyHours,
    /// January to December.
    pub filled_days: [u8; 12],
}

impl FilledPost {
    /// Of a year, by name; those that nobody fills in it are left out.
    pub fn of_directory(directory: &Directory, of: AnstellungstraegerId, year: i32) -> Vec<Self> {
        let posts = directory.posts.iter().filter(|post| post.anstellungstraeger == of);
        let mut posts: Vec<Self> = posts
            .map(|post| Self {
                post: post.id,
                name: post.name.clone(),
                hours: post.hours.into(),
                filled_days: std::array::from_fn(|month| {
                    let days = days_of(year, month).filter(|day| {
                        post.period.contains(*day) && post.fillings.iter().any(|filling| filling.period.contains(*day))
                    });
                    u8::try_from(days.count()).unwrap_or(u8::MAX)
                }),
            })
            .filter(|post| post.filled_days.iter().any(|days| *days > 0))
            .collect();
        posts.sort_by(|a, b| a.name.cmp(&b.name).then(a.post.cmp(&b.post)));
        posts
    }
}

/// The least number that 28, 29, 30 and 31 divide: months by days in whole numbers.
const DAYS: u64 = 377_580;
const MONTHS: u64 = 12;

impl LumpSum {
    /// Posts and fillings of a year. A day counts once, however many people stand in the post on it.
    pub fn of_directory(
        directory: &Directory,
        of: AnstellungstraegerId,
        year: i32,
        vzae_pauschale: Euro,
        full_time: WeeklyHours,
    ) -> Self {
        let posts = FilledPost::of_directory(directory, of, year);
        Self { year, vzae_pauschale, full_time, posts }
    }

    /// `vzae_pauschale` ÷ 12 × VZÄ × filled months, summed exactly and rounded once.
    pub fn amount(&self) -> Result<Euro, BudgetError> {
        let (units, per_month) = self.vzae_months()?;
        let exact = units.checked_mul(self.vzae_pauschale.cents()).ok_or(BudgetError::TooLarge)?;
        let per_year = per_month.checked_mul(MONTHS).and_then(NonZeroU64::new).ok_or(BudgetError::TooLarge)?;
        Euro::checked_from_cents(round_half_away(exact, per_year)).ok_or(BudgetError::TooLarge)
    }

    /// Filled VZÄ-months, rounded for reading.
    pub fn filled_vzae_months(&self) -> Result<Vzae, BudgetError> {
        let (units, per_month) = self.vzae_months()?;
        let exact = units.checked_mul(i128::from(Vzae::unit())).ok_or(BudgetError::TooLarge)?;
        let per_month = NonZeroU64::new(per_month).ok_or(BudgetError::TooLarge)?;
        let rounded = i64::try_from(round_half_away(exact, per_month)).map_err(|_| BudgetError::TooLarge)?;
        Ok(Vzae::from_scaled(rounded))
    }

    /// Filled VZÄ-months as a fraction: hours × parts of months over hours of a full-time post.
    fn vzae_months(&self) -> Result<(i128, u64), BudgetError> {
        let mut units = 0_i128;
        for post in &self.posts {
            for (month, days) in post.filled_days.iter().enumerate() {
                let length = days_of(self.year, month).count() as u64;
                let part = DAYS.checked_div(length).ok_or(BudgetError::TooLarge)?;
                units += i128::from(post.hours.scaled()) * i128::from(u64::from(*days) * part);
            }
        }
        let full_time = u64::try_from(self.full_time.scaled()).map_err(|_| BudgetError::TooLarge)?;
        full_time.checked_mul(DAYS).map(|per_month| (units, per_month)).ok_or(BudgetError::TooLarge)
    }
}

/// The days of a month, January = 0.
fn days_of(year: i32, month: usize) -> impl Iterator<Item = NaiveDate> {
    let first = u32::try_from(month + 1).ok().and_then(|month| NaiveDate::from_ymd_opt(year, month, 1));
    first.into_iter().flat_map(|first| first.iter_days().take_while(move |day| day.month() == first.month()))
}
