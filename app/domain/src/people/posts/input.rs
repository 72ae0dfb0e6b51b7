use super::PayGroup;
use crate::{
    error::{ErrorCode, FieldError},
    field::{self, Faults},
    people::{NAME_MAX, Period, WeeklyHours},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A post as it is typed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostInput {
    pub name: String,
    /// Hours a week.
    pub hours: String,
    pub pay_group: String,
    pub first_day: String,
    /// Blank until further notice.
    pub last_day: String,
    /// From when on somebody fills a new post; blank while nobody does. A known post keeps its days.
    pub filled_from: String,
}

/// A post that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostDraft {
    pub name: String,
    /// More than none.
    pub hours: WeeklyHours,
    pub pay_group: PayGroup,
    pub period: Period,
    /// Within the period.
    pub filled_from: Option<NaiveDate>,
}

/// Days without anybody, as they are typed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VacancyInput {
    pub vacant_from: String,
    /// Blank until further notice.
    pub vacant_to: String,
}

/// Days with somebody, as they are typed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FillingInput {
    pub occupied_from: String,
    /// Blank until further notice.
    pub occupied_to: String,
}

impl PostInput {
    /// # Errors
    /// Every faulty field.
    pub fn check(&self) -> Result<PostDraft, Vec<FieldError>> {
        let mut faults = Faults::new();
        let name = faults.take(field::text("name", &self.name, NAME_MAX));
        let hours = faults.take(some_hours(&self.hours));
        let pay_group = faults.take(PayGroup::parse("pay_group", &self.pay_group));
        let period = match Period::parse(("first_day", &self.first_day), ("last_day", &self.last_day)) {
            Ok(period) => Some(period),
            Err(found) => {
                found.into_iter().for_each(|fault| faults.push(fault));
                None
            }
        };
        let filled_from = faults.take(field::optional_date("filled_from", &self.filled_from));
        if period.zip(filled_from.flatten()).is_some_and(|(period, day)| !period.contains(day)) {
            faults.push(FieldError::new("filled_from", ErrorCode::OutsideTerm));
        }
        let build = || {
            let (name, hours, pay_group) = (name?, hours?, pay_group?);
            Some(PostDraft { name, hours, pay_group, period: period?, filled_from: filled_from? })
        };
        let draft = build();
        faults.finish(draft)
    }
}

impl VacancyInput {
    /// # Errors
    /// Every faulty field.
    pub fn check(&self) -> Result<Period, Vec<FieldError>> {
        Period::parse(("vacant_from", &self.vacant_from), ("vacant_to", &self.vacant_to))
    }
}

impl FillingInput {
    /// # Errors
    /// Every faulty field.
    pub fn check(&self) -> Result<Period, Vec<FieldError>> {
        Period::parse(("occupied_from", &self.occupied_from), ("occupied_to", &self.occupied_to))
    }
}

/// A post of no hours is none.
fn some_hours(raw: &str) -> Result<WeeklyHours, FieldError> {
    let hours = WeeklyHours::parse("hours", raw)?;
    let least = WeeklyHours::from_hundredths(1);
    if hours < least {
        return Err(FieldError::with_limit("hours", ErrorCode::TooSmall, least.to_string()));
    }
    Ok(hours)
}
