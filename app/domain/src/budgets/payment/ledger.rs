//! All payment runs of a year in one state, cut to what the reader may know.

use super::{
    carried::CounterEntry,
    suspension::Suspension,
    types::{PaymentRun, PaymentStatus, Version},
};
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
    /// Oldest first; the last one about a month decides.
    pub suspensions: Vec<Suspension>,
    /// What settlements of this year, and those whose offset falls into it, change in the plan. By year and number.
    pub counter_entries: Vec<CounterEntry>,
}

impl Ledger {
    /// What this person may know. The Kasse has what was ordered; an Anstellungsträger of that the own lines, without the
    /// office's names; with neither whole area nor employer there is nothing.
    pub fn visible_to(mut self, by: &PaymentReader) -> Self {
        let principal = by.principal();
        let is_ordered = |run: &PaymentRun| run.status() == PaymentStatus::Angeordnet;
        match (principal.role, &principal.scope) {
            (Role::Kasse, _) => {
                self.runs.retain(is_ordered);
                self.suspensions.clear();
                self.counter_entries.clear();
            }
            (_, Scope::All) => {}
            (_, Scope::Anstellungstraeger(own)) => {
                let ordered = self.runs.into_iter().filter(is_ordered);
                self.runs = ordered.filter_map(|run| run.of_employer(*own)).collect();
                self.suspensions.retain(|found| found.anstellungstraeger == *own);
                self.suspensions.iter_mut().for_each(|found| found.name = String::new());
                self.counter_entries.retain(|found| found.anstellungstraeger == *own);
            }
            (_, Scope::Kitas(_) | Scope::Nothing) => {
                self.runs.clear();
                self.suspensions.clear();
                self.counter_entries.clear();
            }
        }
        self
    }

    pub fn run(&self, id: PaymentRunId) -> Option<&PaymentRun> {
        self.runs.iter().find(|run| run.id == id)
    }
}
