//! The Anstellungsträger of a year: budget, hours, Abschläge, agreements, posts and vacancies. An Anstellungsträger reads
//! the same of itself alone.

use crate::{
    budgets::{
        AnstellungstraegerRow, BudgetError, Vzae, WarningLimits, WeeklyHours,
        payment::{PlanRow, YearPlan},
        settlement::settlement_mode,
        warnings::posts_of,
    },
    ids::{AnstellungstraegerId, PostId, RunId},
    people::{Directory, Kooperationsvereinbarung, Post, SettlementMode},
};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// All Anstellungsträger in the reader's scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployersView {
    pub year: i32,
    pub run: RunId,
    pub is_released: bool,
    /// The day on which posts and agreements are looked at.
    pub day: NaiveDate,
    /// By name.
    pub rows: Vec<EmployerView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerView {
    pub row: AnstellungstraegerRow,
    /// `None` while no run is released.
    pub plan: Option<PlanRow>,
    /// Those that bind in the year, by begin.
    pub agreements: Vec<AgreementRow>,
    pub mode: SettlementMode,
    /// `None` for those who see no staff.
    pub staff: Option<StaffView>,
}

/// A Kooperationsvereinbarung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRow {
    pub reference: String,
    pub version: u32,
    pub first_day: NaiveDate,
    /// `None` until further notice.
    pub last_day: Option<NaiveDate>,
    pub kitas: usize,
    pub ends_soon: bool,
}

/// Posts of an Anstellungsträger on a day, and what they come to in full-time posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffView {
    /// By name.
    pub posts: Vec<PostRow>,
    /// Of filled posts.
    pub filled: Vzae,
    /// Hours a week that nobody fills.
    pub vacant: WeeklyHours,
    /// What the budget carries in the month less filled posts; below zero where more is filled than the budget carries.
    pub missing: Vzae,
    /// What the budget carries in the month.
    #[serde(default)]
    pub planned: Vzae,
    /// The month (January = 0), where the plan has months of its own.
    #[serde(default)]
    pub month: Option<u8>,
    /// Hours a week of a full-time post.
    #[serde(default)]
    pub full_time: WeeklyHours,
}

/// A post: who fills it is not told, and why nobody does is not known (domain §3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostRow {
    pub post: PostId,
    pub name: String,
    pub hours: WeeklyHours,
    pub vzae: Vzae,
    pub is_vacant: bool,
    /// Of the filling on the day, or of the vacancy.
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl EmployersView {
    /// `rows` as the scope has them; `directory` as well. `full_time`: hours of a full-time post of an Anstellungsträger.
    ///
    /// # Errors
    /// Those of [`PlanRow::new`].
    pub fn new(
        (run, year): (RunId, i32),
        rows: Vec<AnstellungstraegerRow>,
        plan: Option<&YearPlan>,
        directory: &Directory,
        day: NaiveDate,
        full_time: impl Fn(AnstellungstraegerId) -> WeeklyHours,
    ) -> Result<Self, BudgetError> {
        let view = |row: AnstellungstraegerRow| -> Result<EmployerView, BudgetError> {
            let id = row.anstellungstraeger;
            let staff = directory.sight.counts_staff();
            Ok(EmployerView {
                plan: plan.and_then(|plan| plan.row(id)).map(PlanRow::new).transpose()?,
                agreements: agreements(directory, id, year, day),
                mode: settlement_mode(directory, id, year),
                staff: staff.then(|| {
                    let month = u8::try_from(day.month0()).unwrap_or_default();
                    let planned = (row.planned_in(month), row.planned.map(|_| month));
                    StaffView::new(directory, id, day, planned, full_time(id))
                }),
                row,
            })
        };
        let rows = rows.into_iter().map(view).collect::<Result<_, _>>()?;
        Ok(Self { year, run, is_released: plan.is_some(), day, rows })
    }
}

fn agreements(directory: &Directory, of: AnstellungstraegerId, year: i32, day: NaiveDate) -> Vec<AgreementRow> {
    let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
    let in_year = |found: &&Kooperationsvereinbarung| {
        let begins = last.is_none_or(|last| found.term.from() <= last);
        begins && found.term.to().is_none_or(|to| first.is_none_or(|first| to >= first))
    };
    let own = directory.agreements.iter().filter(|found| found.anstellungstraeger == of && found.status.is_binding());
    // As long before its end as the warnings of a run name it.
    let notice = Days::new(WarningLimits::default().notice_days);
    let horizon = day.checked_add_days(notice).unwrap_or(NaiveDate::MAX);
    let mut rows: Vec<AgreementRow> = own
        .filter(in_year)
        .map(|found| AgreementRow {
            reference: found.reference.clone(),
            version: found.version,
            first_day: found.term.from(),
            last_day: found.term.to(),
            kitas: found.kitas.len(),
            ends_soon: found.term.to().is_some_and(|to| (day..=horizon).contains(&to)),
        })
        .collect();
    rows.sort_by(|a, b| {
        a.first_day.cmp(&b.first_day).then(a.reference.cmp(&b.reference)).then(a.version.cmp(&b.version))
    });
    rows
}

impl StaffView {
    fn new(
        directory: &Directory,
        of: AnstellungstraegerId,
        day: NaiveDate,
        (planned, month): (Vzae, Option<u8>),
        full_time: WeeklyHours,
    ) -> Self {
        let own = directory.posts.iter().filter(|post| post.anstellungstraeger == of && post.period.contains(day));
        let mut posts: Vec<PostRow> = own.map(|post| PostRow::new(post, day, full_time)).collect();
        posts.sort_by(|a, b| a.name.cmp(&b.name).then(a.post.cmp(&b.post)));
        let hours = |vacant: bool| {
            let hours = posts.iter().filter(|post| post.is_vacant == vacant).map(|post| post.hours);
            WeeklyHours::checked_sum(hours).unwrap_or_default()
        };
        let filled = posts_of(hours(false), full_time).unwrap_or_default();
        let missing = planned.checked_sub(filled).unwrap_or_default();
        Self { filled, vacant: hours(true), missing, planned, month, full_time, posts }
    }
}

impl PostRow {
    fn new(post: &Post, day: NaiveDate, full_time: WeeklyHours) -> Self {
        let hours = post.hours.into();
        let filling = post.fillings.iter().find(|filling| filling.period.contains(day));
        let before = post.fillings.iter().filter_map(|filling| filling.period.to()).filter(|to| *to < day).max();
        let after = post.fillings.iter().map(|filling| filling.period.from()).filter(|from| *from > day).min();
        let (since, until) = match filling {
            Some(filling) => (Some(filling.period.from()), filling.period.to()),
            None => (
                before.and_then(|last| last.succ_opt()).or(Some(post.period.from())),
                after.and_then(|next| next.pred_opt()),
            ),
        };
        Self {
            post: post.id,
            name: post.name.clone(),
            hours,
            vzae: posts_of(hours, full_time).unwrap_or_default(),
            is_vacant: filling.is_none(),
            since,
            until,
        }
    }
}
