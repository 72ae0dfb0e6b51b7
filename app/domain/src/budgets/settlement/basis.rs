//! What a check rests on: the released run, the mode of the Kooperationsvereinbarung, and what was ordered by then.

use super::lump::LumpSum;
use crate::{
    budgets::Euro,
    ids::{AnstellungstraegerId, RunId},
    people::{Directory, SettlementMode},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Kept with the check, so that a settlement can be recomputed years later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Version of the rules of the settlement.
    pub formula: u16,
    pub run: RunId,
    pub mode: SettlementMode,
    /// Of the Anstellungsträger in the run: the sum of its Kitas' shares.
    pub budget: Euro,
    /// Ordered for the year and not returned.
    pub ordered: Euro,
    /// What earlier settlements of the year have offset.
    pub offset_before: Euro,
    /// What came back of earlier Rückforderungen of the year. Absent where nothing did, so that older documents stay as
    /// they are.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub received_before: Euro,
    /// In mode M3 only.
    pub lump: Option<LumpSum>,
}

fn is_nothing(amount: &Euro) -> bool {
    *amount == Euro::ZERO
}

impl Basis {
    pub const FORMULA: u16 = 1;
}

/// The mode of the agreement that binds last in the year; M1 where there is none (domain §9).
pub fn settlement_mode(directory: &Directory, of: AnstellungstraegerId, year: i32) -> SettlementMode {
    let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
    let Some((first, last)) = first.zip(last) else { return SettlementMode::M1 };
    let in_year = |term: &crate::people::Period| term.from() <= last && term.to().is_none_or(|to| to >= first);
    let own = directory.agreements.iter().filter(|found| found.anstellungstraeger == of && found.status.is_binding());
    let last = own.filter(|found| in_year(&found.term)).max_by_key(|found| (found.term.from(), found.version));
    last.map_or(SettlementMode::M1, |found| found.settlement)
}
