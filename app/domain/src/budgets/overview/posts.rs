//! Posts of a year: what the budget carries beside what is filled, month by month, counted by days: a Kita that changes its
//! employer is planned with each for its days. An Anstellungsträger reads the same of itself alone.

use crate::{
    budgets::{AnstellungstraegerRow, Vzae, WeeklyHours, days_of_month, round_half_away, warnings::posts_of},
    ids::{AnstellungstraegerId, PostId, RunId},
    people::{self, Anstellungstraeger, Directory, Post, Revision, Span},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU64;

/// All Anstellungsträger in the reader's scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostsView {
    pub year: i32,
    /// What is planned stems from it; `None` while nothing was calculated.
    pub run: Option<PlannedBy>,
    /// By name.
    pub rows: Vec<EmployerPosts>,
    /// What a post is called that is entered from this page, for who may: sent twice, it is the same one.
    #[serde(default)]
    pub request: Option<PostId>,
}

/// The run that says what is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedBy {
    pub run: RunId,
    pub is_released: bool,
}

/// An Anstellungsträger with its posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerPosts {
    pub anstellungstraeger: AnstellungstraegerId,
    pub name: String,
    /// Hours a week of a full-time post.
    pub full_time: WeeklyHours,
    /// January to December.
    pub months: Vec<PostMonth>,
    /// The whole year, counted by its days: no sum of the months, which are rounded.
    pub whole: PostSum,
    /// Whether the plan has months of its own, because a Kita comes or goes within the year.
    #[serde(default)]
    pub differs: bool,
    /// Those that have not ended before the year, by name.
    pub posts: Vec<PostEntry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostMonth {
    /// January = 0.
    pub month: u8,
    pub sum: PostSum,
}

/// Posts over some days, in full-time posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostSum {
    /// What the budget carries on average of the days; `None` while nothing was calculated.
    pub planned: Option<Vzae>,
    /// Posts that there are, filled or not.
    pub kept: Vzae,
    pub filled: Vzae,
}

impl PostSum {
    /// What of the plan is not filled; below zero where more is filled than the budget carries.
    pub fn missing(&self) -> Option<Vzae> {
        self.planned?.checked_sub(self.filled)
    }
}

/// A post: who fills it is not told, and why nobody does is not known (domain §3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostEntry {
    pub post: PostId,
    /// What a form sends back, so that two people do not overwrite each other unseen.
    pub revision: Revision,
    pub name: String,
    pub hours: people::WeeklyHours,
    pub vzae: Vzae,
    /// Entgeltgruppe, where it is known.
    pub pay_group: Option<String>,
    pub first_day: NaiveDate,
    pub last_day: Option<NaiveDate>,
    /// Filled and vacant in turn, from the first day to the last.
    pub spans: Vec<Span>,
}

impl PostsView {
    /// `directory` as the scope has it. `rows`: those of the run, likewise. `full_time`: hours of a full-time post.
    pub fn new(
        year: i32,
        run: Option<PlannedBy>,
        rows: &[AnstellungstraegerRow],
        directory: &Directory,
        full_time: impl Fn(&Anstellungstraeger) -> WeeklyHours,
    ) -> Self {
        let view = |employer: &Anstellungstraeger| {
            let row = rows.iter().find(|row| row.anstellungstraeger == employer.id);
            EmployerPosts::new(year, employer, run.map(|_| row), directory, full_time(employer))
        };
        let mut rows: Vec<EmployerPosts> = directory.anstellungstraeger.iter().map(view).collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name).then(a.anstellungstraeger.cmp(&b.anstellungstraeger)));
        Self { year, run, rows, request: None }
    }
}

impl EmployerPosts {
    /// `plan`: what the run has of the Anstellungsträger; `None` without a run.
    fn new(
        year: i32,
        employer: &Anstellungstraeger,
        plan: Option<Option<&AnstellungstraegerRow>>,
        directory: &Directory,
        full_time: WeeklyHours,
    ) -> Self {
        // Whom the run does not know has nothing planned.
        let planned = |of: &dyn Fn(&AnstellungstraegerRow) -> Vzae| plan.map(|row| row.map(of).unwrap_or_default());
        let own: Vec<&Post> = directory.posts.iter().filter(|post| post.anstellungstraeger == employer.id).collect();
        let months = (0..12_u8).filter_map(|month| Some((month, days_of_month(year, month)?)));
        let months = months.map(|(month, days)| {
            let planned = planned(&|row: &AnstellungstraegerRow| row.planned_in(month));
            PostMonth { month, sum: PostSum::of(&own, days, planned, full_time) }
        });
        let first = NaiveDate::from_ymd_opt(year, 1, 1);
        let whole = first.zip(NaiveDate::from_ymd_opt(year, 12, 31));
        let of_year = planned(&|row: &AnstellungstraegerRow| row.vzae);
        let nothing = PostSum { planned: of_year, kept: Vzae::ZERO, filled: Vzae::ZERO };
        let is_over = |post: &Post| post.period.to().zip(first).is_some_and(|(last, first)| last < first);
        let entry = |post: &&Post| PostEntry::new(post, directory.posts.revision(post.id), full_time);
        let mut posts: Vec<PostEntry> = own.iter().filter(|post| !is_over(post)).map(entry).collect();
        posts.sort_by(|a, b| a.name.cmp(&b.name).then(a.post.cmp(&b.post)));
        Self {
            anstellungstraeger: employer.id,
            name: employer.name.clone(),
            full_time,
            months: months.collect(),
            whole: whole.map_or(nothing, |days| PostSum::of(&own, days, of_year, full_time)),
            differs: plan.flatten().is_some_and(|row| row.planned.is_some()),
            posts,
        }
    }
}

impl PostSum {
    /// A post counts by the days on which it is there, or filled: hours × days over days × full-time hours, summed exactly
    /// and rounded once.
    fn of(posts: &[&Post], days: (NaiveDate, NaiveDate), planned: Option<Vzae>, full_time: WeeklyHours) -> Self {
        let length = u64::try_from((days.1 - days.0).num_days() + 1).unwrap_or_default();
        let whole = u64::try_from(full_time.scaled()).ok().and_then(|hours| hours.checked_mul(length));
        let sum = |counted: fn(&Post, NaiveDate, NaiveDate) -> u32| {
            let parts = posts.iter().map(|post| {
                let hours: WeeklyHours = post.hours.into();
                i128::from(hours.scaled()) * i128::from(counted(post, days.0, days.1))
            });
            let exact = parts.sum::<i128>() * i128::from(Vzae::unit());
            let rounded = whole.and_then(NonZeroU64::new).map(|whole| round_half_away(exact, whole));
            rounded.and_then(|rounded| i64::try_from(rounded).ok()).map(Vzae::from_scaled).unwrap_or_default()
        };
        Self { planned, kept: sum(Post::kept_days), filled: sum(Post::filled_days) }
    }
}

impl PostEntry {
    fn new(post: &Post, revision: Revision, full_time: WeeklyHours) -> Self {
        Self {
            post: post.id,
            revision,
            name: post.name.clone(),
            hours: post.hours,
            vzae: post_vzae(post.hours, full_time),
            pay_group: post.pay_group.as_ref().map(ToString::to_string),
            first_day: post.period.from(),
            last_day: post.period.to(),
            spans: post.spans(),
        }
    }
}

/// A post in full-time posts: what a form tells while hours are typed.
pub fn post_vzae(hours: people::WeeklyHours, full_time: WeeklyHours) -> Vzae {
    posts_of(hours.into(), full_time).unwrap_or_default()
}
