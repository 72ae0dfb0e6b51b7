//! An entry of the list as a run keeps it: what its amount follows from. Accounts stay outside, they decide no amount.

use crate::{
    budgets::Vzae,
    ids::{FirstChargeId, KitaId, KitaTraegerId},
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Posts of supervision staff in one Kita, as they counted when the run was calculated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargePost {
    pub id: FirstChargeId,
    pub kita: KitaId,
    /// Official number and name as they were.
    pub number: String,
    pub name: String,
    pub kita_traeger: KitaTraegerId,
    pub traeger_name: String,
    /// Above zero.
    pub vzae: Vzae,
    /// Within the year.
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    /// Why the operating licence demands it.
    pub reason: String,
    /// Of the licence or the decision.
    pub reference: String,
}

impl FirstChargePost {
    /// Days on which it holds, both ends included; 0 for an end before its begin.
    pub fn days(&self) -> u64 {
        u64::try_from((self.last_day - self.first_day).num_days() + 1).unwrap_or_default()
    }

    /// Whether it can count in a year at all. What a form takes always can.
    pub(super) fn fits(&self, year: i32) -> bool {
        let within = self.first_day.year() == year && self.last_day.year() == year;
        within && self.days() > 0 && self.vzae > Vzae::ZERO
    }
}
