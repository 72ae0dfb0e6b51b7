//! All payment runs of a year in one state, cut to what the reader may know.

use super::types::{PaymentRun, PaymentStatus, Version};
use crate::{
    access::{PaymentReader, Right, Role, Scope},
    ids::{PaymentRunId, RunId},
};

/// What was read in one snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    pub year: i32,
    /// 0 while nothing was released.
    pub version: Version,
    /// The run whose plan is paid.
    pub released: Option<RunId>,
    /// Oldest first.
    pub runs: Vec<PaymentRun>,
}

impl Ledger {
    /// What this person may know. The Kasse has what was ordered; an Anstellungsträger of that the own lines, without the
    /// office's names; with neither whole area nor employer there is nothing.
    pub fn visible_to(mut self, by: &PaymentReader) -> Self {
        let principal = by.principal();
        let is_ordered = |run: &PaymentRun| run.status() == PaymentStatus::Angeordnet;
        match (principal.role, &principal.scope) {
            (Role::Kasse, _) => self.runs.retain(is_ordered),
            (_, Scope::All) => {}
            (_, Scope::Anstellungstraeger(own)) => {
                let ordered = self.runs.into_iter().filter(is_ordered);
                self.runs = ordered.filter_map(|run| run.of_employer(*own)).collect();
            }
            (_, Scope::Kitas(_) | Scope::Nothing) => self.runs.clear(),
        }
        self
    }

    pub fn run(&self, id: PaymentRunId) -> Option<&PaymentRun> {
        self.runs.iter().find(|run| run.id == id)
    }
}
