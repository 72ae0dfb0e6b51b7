use crate::{
    error::{ErrorCode, FieldError},
    events::{
        input::{near, set},
        types::EventPlan,
    },
    field::{self, Faults},
    ids::SozialraumId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// First days that can be asked for at once: three years of quarters.
pub const MAX_DATES: usize = 12;

/// More Sozialräume than the area has; bounds the work of one transaction.
const MAX_SOZIALRAEUME: usize = 20;

/// The form by which the Koordination makes further events from one. Field names in errors are the names of the form's
/// inputs, `date_0` for the first day of the first one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeriesInput {
    /// A UUID that comes with the form: what is sent twice under it is made once.
    pub request: String,
    /// First days of the events to be made; blank ones are left out.
    pub dates: Vec<String>,
    /// Ids; one event is made for each of them. None keeps the circle of the event that is copied.
    pub sozialraeume: Vec<String>,
    /// Makes an event on the day of the one that is copied too, for each Sozialraum that is not its own. Without
    /// Sozialräume it means nothing.
    pub same_day: bool,
}

/// What the form has to know of the event that is copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub sozialraeume: BTreeSet<SozialraumId>,
}

/// One event to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    pub first: NaiveDate,
    /// For whom, if not for the same circle.
    pub sozialraum: Option<SozialraumId>,
}

/// A checked [`SeriesInput`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesRequest {
    pub id: Uuid,
    /// At least one.
    pub slots: BTreeSet<Slot>,
}

impl Basis {
    /// `None` for a plan without days, which [`crate::events::EventInput::check`] does not let through.
    pub fn of(plan: &EventPlan) -> Option<Self> {
        let dates = || plan.days.iter().map(|day| day.date);
        Some(Self { first: dates().min()?, last: dates().max()?, sozialraeume: plan.circle.sozialraeume.clone() })
    }

    /// Last day of an event that is copied to begin on `first`.
    pub fn last_from(&self, first: NaiveDate) -> NaiveDate {
        first.checked_add_signed(self.last.signed_duration_since(self.first)).unwrap_or(first)
    }

    /// Whether this is the event that is copied: nothing is made twice.
    fn is(&self, slot: &Slot) -> bool {
        slot.first == self.first && slot.sozialraum.is_none_or(|one| self.sozialraeume == BTreeSet::from([one]))
    }
}

impl SeriesInput {
    /// What is to be made, or every fault of the form. That the Sozialräume exist is checked by the store.
    pub fn check(&self, basis: &Basis, today: NaiveDate) -> Result<SeriesRequest, Vec<FieldError>> {
        let mut faults = Faults::new();
        let id = Uuid::parse_str(self.request.trim()).map_err(|_| FieldError::new("", ErrorCode::WrongState));
        let id = faults.take(id);
        let dates = self.check_dates(today, &mut faults);
        let sozialraeume = set("sozialraeume", &self.sozialraeume, |id| id.parse().ok());
        let sozialraeume: Option<BTreeSet<SozialraumId>> = faults.take(sozialraeume);
        if self.sozialraeume.len() > MAX_SOZIALRAEUME {
            faults.push(FieldError::with_limit("sozialraeume", ErrorCode::TooLarge, MAX_SOZIALRAEUME as i64));
        }
        let same_day = self.same_day && !self.sozialraeume.is_empty();
        if same_day && basis.first < today {
            faults.push(FieldError::new("same_day", ErrorCode::InThePast));
        }
        let slots = sozialraeume.map(|chosen| slots(basis, dates, &chosen, same_day)).unwrap_or_default();
        if slots.is_empty() && faults.is_empty() {
            faults.push(FieldError::new("date_0", ErrorCode::Required));
        }
        faults.finish(id.map(|id| SeriesRequest { id, slots }))
    }

    fn check_dates(&self, today: NaiveDate, faults: &mut Faults) -> BTreeSet<NaiveDate> {
        if self.dates.len() > MAX_DATES {
            faults.push(FieldError::with_limit("", ErrorCode::TooLarge, MAX_DATES as i64));
        }
        let mut dates = BTreeSet::new();
        for (index, raw) in self.dates.iter().take(MAX_DATES).enumerate() {
            let name = format!("date_{index}");
            let date = field::optional_date(&name, raw);
            let date = date.and_then(|date| date.map(|date| ahead(&name, date, today)).transpose());
            dates.extend(faults.take(date).flatten());
        }
        dates
    }
}

/// Each day for each Sozialraum, but for the event that is copied.
fn slots(
    basis: &Basis,
    mut dates: BTreeSet<NaiveDate>,
    sozialraeume: &BTreeSet<SozialraumId>,
    same_day: bool,
) -> BTreeSet<Slot> {
    if same_day {
        dates.insert(basis.first);
    }
    let circles: Vec<Option<SozialraumId>> = match sozialraeume.is_empty() {
        true => vec![None],
        false => sozialraeume.iter().copied().map(Some).collect(),
    };
    let mut slots = BTreeSet::new();
    for first in dates {
        slots.extend(circles.iter().map(|sozialraum| Slot { first, sozialraum: *sozialraum }));
    }
    slots.retain(|slot| !basis.is(slot));
    slots
}

fn ahead(field: &str, date: NaiveDate, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    if date < today {
        return Err(FieldError::new(field, ErrorCode::InThePast));
    }
    near(field, date, today)
}

#[cfg(test)]
#[path = "input_test.rs"]
mod tests;
