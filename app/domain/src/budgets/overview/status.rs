use crate::budgets::payment::YearPlan;
use serde::{Deserialize, Serialize};

/// How far a fiscal year has come. It follows from what was done, so that nobody can forget to set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearStatus {
    /// No run is released.
    Entwurf,
    /// A run is released, and nothing was ordered yet.
    Festgesetzt,
    /// Abschläge are ordered.
    Laufend,
    /// Every Anstellungsträger is settled.
    Abgerechnet,
}

impl YearStatus {
    /// `plan`: of the released run, for those who see the whole area; `None` while nothing is released.
    pub fn of(plan: Option<&YearPlan>) -> Self {
        let Some(plan) = plan else { return Self::Entwurf };
        let is_ordered = plan.rows.iter().any(|row| row.ordered.iter().any(Option::is_some));
        let mut settled = plan.employers().map(|(_, row)| row.carried.settled.is_some()).peekable();
        match settled.peek().is_some() && settled.all(|settled| settled) {
            true => Self::Abgerechnet,
            false if is_ordered => Self::Laufend,
            false => Self::Festgesetzt,
        }
    }
}
