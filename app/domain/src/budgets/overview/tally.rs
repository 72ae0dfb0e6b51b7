//! Hours and posts that are counted, not calculated by a run: who works where, and which posts are filled. They say what
//! they were counted from, as the figures of a run do.

use super::{
    employers::StaffView,
    german,
    posts::{EmployerPosts, PostEntry},
    staffing::{Matrix, MatrixKita},
};
use crate::{
    budgets::{
        EmployerPart, Figure, Part, Value, Vzae, WarningLimits, WeeklyHours, days_of_month,
        settlement::german as settlement,
    },
    ids::{AnstellungstraegerId, PersonId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A counted figure with everything that it was counted from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub label: String,
    pub value: Value,
    pub count: Count,
    pub terms: Vec<Counted>,
    /// What else one has to know, as the rule of a check.
    pub notes: Vec<String>,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub label: String,
    pub value: Value,
    /// On how many days; for [`Count::Days`] only.
    pub days: Option<u32>,
    /// The figure of the run, where the term is one.
    pub figure: Option<Figure>,
}

/// What is done with the terms, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    Sum,
    /// First − second.
    Difference,
    /// Hours × days, over the days of the period × hours of a full-time post; rounded once, half away from zero.
    Days {
        days: u32,
        full_time: WeeklyHours,
    },
    /// Hours over those of a full-time post; rounded once, half away from zero.
    Posts {
        full_time: WeeklyHours,
    },
}

/// A column of posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostColumn {
    /// Posts that there are, filled or not.
    Kept,
    Filled,
    /// Planned less filled.
    Missing,
}

impl PostColumn {
    pub const ALL: [PostColumn; 3] = [PostColumn::Kept, PostColumn::Filled, PostColumn::Missing];
}

impl Matrix {
    /// What the KiSo work in a Kita, and how it compares with what its budget pays for.
    pub fn explain_kita(&self, kita: &MatrixKita) -> Vec<Tally> {
        let name = settlement::kita(&kita.number, &kita.name);
        let cells = self.kisos.iter().zip(&kita.cells);
        let mut terms: Vec<Counted> =
            cells.filter_map(|(kiso, cell)| Some(hours(kiso.name.clone(), (*cell)?.hours))).collect();
        if kita.others != WeeklyHours::ZERO {
            terms.push(hours(german::OTHER_KISOS, kita.others));
        }
        let assigned = Tally::sum(german::assigned(&name), kita.assigned, terms);
        let share = kita.share.map(|share| Counted {
            figure: Some(Figure::Kita { kita: kita.kita, part: Part::Hours }),
            ..hours(german::hours_of_budget(&name), share)
        });
        let wanted = share.unwrap_or_else(|| hours(german::NO_BUDGET, WeeklyHours::ZERO));
        let check = Tally::check(german::against_budget(&name), (&assigned, kita.assigned), wanted);
        vec![assigned, check.noted(german::check(kita.check))]
    }

    /// In which Kitas a KiSo works how much, and how it compares with the contract.
    pub fn explain_kiso(&self, kiso: PersonId) -> Option<Vec<Tally>> {
        let position = self.kisos.iter().position(|column| column.kiso == kiso)?;
        let column = self.kisos.get(position)?;
        let cell = |kita: &MatrixKita| {
            let cell = kita.cells.get(position).copied().flatten()?;
            Some(hours(settlement::kita(&kita.number, &kita.name), cell.hours))
        };
        let terms = self.kitas.iter().filter_map(cell).collect();
        let assigned = Tally::sum(german::assigned(&column.name), column.assigned, terms);
        let Some(contract) = column.contract else { return Some(vec![assigned.noted(german::check(column.check))]) };
        let wanted = hours(german::CONTRACT, contract);
        let check = Tally::check(german::against_contract(&column.name), (&assigned, column.assigned), wanted);
        Some(vec![assigned, check.noted(german::check(column.check))])
    }
}

impl EmployerPosts {
    /// The figure of the run that says what is planned in a month (January = 0), or in the year.
    pub fn planned_figure(&self, month: Option<u8>) -> Figure {
        planned_figure(self.anstellungstraeger, month.filter(|_| self.differs))
    }

    /// Posts of a month (January = 0), or of the year, with the days of each post. `None` for what the page does not tell:
    /// what is missing where nothing is planned.
    pub fn explain(&self, year: i32, month: Option<u8>, column: PostColumn) -> Option<Vec<Tally>> {
        let sum = match month {
            Some(month) => self.months.iter().find(|found| found.month == month)?.sum,
            None => self.whole,
        };
        let days = match month {
            Some(month) => days_of_month(year, month)?,
            None => (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?),
        };
        let when = month.map_or_else(|| year.to_string(), |month| format!("{} {year}", german::month(month)));
        let of = |counted: fn(&PostEntry, NaiveDate, NaiveDate) -> u32, label: &str, value: Vzae| {
            let terms = self.posts.iter().map(|post| Counted {
                days: Some(counted(post, days.0, days.1)),
                ..hours(post.name.clone(), post.hours.into())
            });
            let length = u32::try_from((days.1 - days.0).num_days() + 1).unwrap_or_default();
            Tally {
                label: format!("{label} {} {when}", self.name),
                value: Value::Vzae(value),
                count: Count::Days { days: length, full_time: self.full_time },
                terms: terms.filter(|term| term.days != Some(0)).collect(),
                notes: Vec::new(),
            }
        };
        let filled = || of(PostEntry::filled_days, german::FILLED, sum.filled);
        Some(match column {
            PostColumn::Kept => vec![of(PostEntry::kept_days, german::KEPT, sum.kept)],
            PostColumn::Filled => vec![filled()],
            PostColumn::Missing => {
                let (planned, filled) = (sum.planned?, filled());
                let planned = Counted {
                    figure: Some(self.planned_figure(month)),
                    ..posts(format!("{} {} {when}", german::PLANNED, self.name), planned)
                };
                let terms = vec![planned, posts(filled.label.clone(), sum.filled)];
                let label = format!("{} {} {when}", german::MISSING, self.name);
                vec![Tally::difference(label, Value::Vzae(sum.missing()?), terms), filled]
            }
        })
    }
}

impl PostEntry {
    fn kept_days(&self, first: NaiveDate, last: NaiveDate) -> u32 {
        self.spans.iter().map(|span| span.days_within(first, last)).sum()
    }

    fn filled_days(&self, first: NaiveDate, last: NaiveDate) -> u32 {
        self.spans.iter().filter(|span| span.is_filled).map(|span| span.days_within(first, last)).sum()
    }
}

impl StaffView {
    /// Posts that are filled on the day, hours that nobody fills, and what is missing to what the budget carries in the
    /// month of the day. `name`: of the Anstellungsträger `of`.
    pub fn explain(&self, of: AnstellungstraegerId, name: &str, column: PostColumn) -> Vec<Tally> {
        let counted = |is_vacant: bool| {
            let own = self.posts.iter().filter(move |post| post.is_vacant == is_vacant);
            own.map(|post| hours(post.name.clone(), post.hours)).collect::<Vec<_>>()
        };
        let filled = || Tally {
            label: format!("{} {name}", german::FILLED),
            value: Value::Vzae(self.filled),
            count: Count::Posts { full_time: self.full_time },
            terms: counted(false),
            notes: Vec::new(),
        };
        match column {
            PostColumn::Kept => vec![Tally::sum(german::vacant(name), self.vacant, counted(true))],
            PostColumn::Filled => vec![filled()],
            PostColumn::Missing => {
                let planned = Counted {
                    figure: Some(planned_figure(of, self.month)),
                    ..posts(format!("{} {name}", german::PLANNED), self.planned)
                };
                let terms = vec![planned, posts(format!("{} {name}", german::FILLED), self.filled)];
                let label = format!("{} {name}", german::MISSING);
                vec![Tally::difference(label, Value::Vzae(self.missing), terms), filled()]
            }
        }
    }
}

/// `month`: only where months have a plan of their own.
fn planned_figure(anstellungstraeger: AnstellungstraegerId, month: Option<u8>) -> Figure {
    Figure::Anstellungstraeger { anstellungstraeger, part: month.map_or(EmployerPart::Vzae, EmployerPart::Planned) }
}

impl Tally {
    fn sum(label: String, value: WeeklyHours, terms: Vec<Counted>) -> Self {
        Self { label, value: Value::Hours(value), count: Count::Sum, terms, notes: Vec::new() }
    }

    fn difference(label: String, value: Value, terms: Vec<Counted>) -> Self {
        Self { label, value, count: Count::Difference, terms, notes: Vec::new() }
    }

    /// What is assigned less what is wanted, and from where on that is told.
    fn check(label: String, (assigned, value): (&Self, WeeklyHours), wanted: Counted) -> Self {
        let wanted_hours = match wanted.value {
            Value::Hours(hours) => hours,
            Value::Euro(_) | Value::Vzae(_) | Value::Fraction(_) => WeeklyHours::ZERO,
        };
        let difference = WeeklyHours::from_scaled(value.scaled().saturating_sub(wanted_hours.scaled()));
        let terms = vec![hours(assigned.label.clone(), value), wanted];
        Self::difference(label, Value::Hours(difference), terms)
            .noted(german::tolerance(WarningLimits::default().hours))
    }

    fn noted(mut self, note: String) -> Self {
        self.notes.push(note);
        self
    }
}

fn hours(label: impl Into<String>, value: WeeklyHours) -> Counted {
    Counted { label: label.into(), value: Value::Hours(value), days: None, figure: None }
}

fn posts(label: String, value: Vzae) -> Counted {
    Counted { label, value: Value::Vzae(value), days: None, figure: None }
}
