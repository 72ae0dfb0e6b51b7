//! Waves: the same questionnaire asked again, so that both times can be compared.

use super::Part;
use crate::questionnaires::erhebung::About;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeSet, HashMap},
    fmt,
};

/// One of the times in a year at which a Kita, or the participants of an event, were asked. What begins on one day is one time:
/// parents and staff asked side by side, or on paper and by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Wave {
    /// In which the Erhebung began.
    pub year: i32,
    /// Counts from 1.
    pub nth: u32,
}

impl Wave {
    /// What every Erhebung is as long as no others are known.
    pub fn first_of_year(begin: NaiveDate) -> Self {
        Self { year: begin.year(), nth: 1 }
    }
}

/// As it stands in an address: `2026`, and `2026-2` for the second time of the year.
impl fmt::Display for Wave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.nth {
            0 | 1 => write!(f, "{}", self.year),
            nth => write!(f, "{}-{nth}", self.year),
        }
    }
}

/// Numbers all Erhebungen of a questionnaire by the days on which they began. It follows from these days alone, so it is kept
/// nowhere.
pub(super) fn number(parts: &mut [Part]) {
    let year_of = |part: &Part| {
        let erhebung = &part.head.erhebung;
        (erhebung.about, erhebung.from.year())
    };
    let mut begins: HashMap<(About, i32), BTreeSet<NaiveDate>> = HashMap::new();
    for part in parts.iter() {
        begins.entry(year_of(part)).or_default().insert(part.head.erhebung.from);
    }
    for part in parts {
        let begin = part.head.erhebung.from;
        let earlier = begins.get(&year_of(part)).map_or(0, |days| days.range(..begin).count());
        part.wave.nth = u32::try_from(earlier).unwrap_or(u32::MAX).saturating_add(1);
    }
}
