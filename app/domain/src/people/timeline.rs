use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A value that changes on certain days and holds until the next change.
///
/// Two values on one day cannot be written down, so no overlap has to be looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timeline<T>(Vec<Step<T>>);

/// From this day on the value holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step<T> {
    pub from: NaiveDate,
    pub value: T,
}

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Timeline<T> {
    pub fn starting(from: NaiveDate, value: T) -> Self {
        Self(vec![Step { from, value }])
    }

    /// Takes steps in any order; of two on one day the later one in the list counts.
    pub fn of(steps: impl IntoIterator<Item = Step<T>>) -> Self {
        let mut timeline = Self::default();
        for step in steps {
            timeline.put(step);
        }
        timeline
    }

    /// Lets `value` hold from a day until the next known change. Nothing changes when it holds on that day already.
    pub fn set(&mut self, from: NaiveDate, value: T) {
        if self.on(from) != Some(&value) {
            self.put(Step { from, value });
        }
    }

    fn put(&mut self, step: Step<T>) {
        match self.0.binary_search_by_key(&step.from, |known| known.from) {
            Ok(same_day) => self.0[same_day] = step,
            Err(position) => self.0.insert(position, step),
        }
    }
}

impl<T> Timeline<T> {
    /// The value that holds on a day; `None` before the first step.
    pub fn on(&self, day: NaiveDate) -> Option<&T> {
        self.step_on(day).map(|step| &step.value)
    }

    /// The step that holds on a day.
    pub fn step_on(&self, day: NaiveDate) -> Option<&Step<T>> {
        self.0.iter().rev().find(|step| step.from <= day)
    }

    /// All steps, oldest first.
    pub fn steps(&self) -> &[Step<T>] {
        &self.0
    }

    /// Leaves the steps whose value passes.
    pub(super) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        self.0.retain(|step| keep(&step.value));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).expect("a day of January")
    }

    #[test]
    fn a_value_holds_until_the_next_change() {
        let mut places = Timeline::starting(day(5), 40);
        places.set(day(20), 60);
        places.set(day(10), 50);
        let seen: Vec<_> = [4, 5, 9, 10, 19, 20, 31].map(|d| places.on(day(d)).copied()).into();
        assert_eq!(seen, [None, Some(40), Some(40), Some(50), Some(50), Some(60), Some(60)]);
    }

    #[test]
    fn the_same_day_is_corrected_and_the_same_value_is_no_change() {
        let mut places = Timeline::starting(day(5), 40);
        places.set(day(5), 45);
        places.set(day(9), 45);
        assert_eq!(places.steps(), [Step { from: day(5), value: 45 }]);
    }
}
