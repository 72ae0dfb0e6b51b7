use super::{PresenceDays, WeeklyHours, german as names};
use crate::german;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// One value of a line, typed so that files get real numbers and dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    Empty,
    Text(String),
    Whole(i64),
    Hours(WeeklyHours),
    Day(NaiveDate),
    YesNo(bool),
    /// A code that is shown by its German name.
    Code(String),
    Weekdays(PresenceDays),
}

impl Cell {
    /// As people read it, in lists and in CSV files.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Hours(hours) => hours.to_string(),
            Self::Day(day) => german::date(*day),
            Self::YesNo(yes) => names::yes_no(*yes).into(),
            Self::Code(code) => names::choice(code).into(),
            Self::Weekdays(days) => names::weekdays(*days),
        }
    }

    /// As form fields hold it: dates as browsers want them, codes as they are.
    pub fn input(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Code(code) => code.clone(),
            other => other.text(),
        }
    }

    /// Order for sorting a column: empty last, numbers by value, text by the German alphabet.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Empty, Self::Empty) => Ordering::Equal,
            (Self::Empty, _) => Ordering::Greater,
            (_, Self::Empty) => Ordering::Less,
            (Self::Whole(a), Self::Whole(b)) => a.cmp(b),
            (Self::Hours(a), Self::Hours(b)) => a.cmp(b),
            (Self::Day(a), Self::Day(b)) => a.cmp(b),
            (a, b) => fold(&a.text()).cmp(&fold(&b.text())),
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

macro_rules! cells {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Cell {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

cells!(String => Text, &str => Text, u32 => Whole, u8 => Whole, WeeklyHours => Hours, NaiveDate => Day, bool => YesNo,
    PresenceDays => Weekdays);

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// For search and order: small letters, umlauts as their vowels, ß as ss (DIN 5007-1).
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => folded.push('a'),
            'ö' => folded.push('o'),
            'ü' => folded.push('u'),
            'ß' => folded.push_str("ss"),
            'é' | 'è' | 'ê' => folded.push('e'),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_sort_beside_their_vowels_and_empty_comes_last() {
        let mut cells: Vec<Cell> = ["Zwerg", "Ähre", "", "Apfel", "Bär"]
            .map(|text| if text.is_empty() { Cell::Empty } else { Cell::from(text) })
            .into();
        cells.sort_by(Cell::compare);
        assert_eq!(cells.iter().map(Cell::text).collect::<Vec<_>>(), ["Ähre", "Apfel", "Bär", "Zwerg", ""]);
    }

    #[test]
    fn numbers_sort_by_value() {
        assert_eq!(Cell::Whole(9).compare(&Cell::Whole(10)), Ordering::Less);
    }
}
