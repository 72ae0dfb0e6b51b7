//! All payment runs of a year in one state, cut to what the reader may know.

use super::{
    carried::CounterEntry,
    german,
    received::Received,
    suspension::Suspension,
    types::{PaymentRun, PaymentStatus, StepKind, Version},
};
use crate::{
    access::{PaymentReader, Right, Role, Scope},
    budgets::first_charge::{FirstChargeEntry, FirstChargePost, TraegerShare},
    ids::{KitaTraegerId, PaymentRunId, RunId},
    people::BankAccount,
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
    /// What came back of Rückforderungen, oldest first.
    pub received: Vec<Received>,
    /// The list that is worked on, oldest first; for those who see the whole area. Runs keep their own.
    pub first_charge: Vec<FirstChargeEntry>,
    /// What the released run gives the Kita-Träger, for those who see the whole area and for the Kasse. `None` where nothing is
    /// released, or the run is from before formula 3 and does not keep the list.
    pub traeger: Option<Vec<TraegerShare>>,
}

impl Ledger {
    /// What this person may know. The Kasse has what was ordered and what is reclaimed; an Anstellungsträger of that the own lines, without the
    /// office's names; with neither whole area nor employer there is nothing.
    pub fn visible_to(mut self, by: &PaymentReader) -> Self {
        let principal = by.principal();
        if by.principal().scope != Scope::All || principal.role == Role::Kasse {
            self.first_charge.clear();
        }
        if principal.scope != Scope::All && principal.role != Role::Kasse {
            self.traeger = None;
        }
        let is_ordered = |run: &PaymentRun| run.status() == PaymentStatus::Angeordnet;
        match (principal.role, &principal.scope) {
            (Role::Kasse, _) => {
                self.runs.retain(is_ordered);
                self.suspensions.clear();
            }
            (_, Scope::All) => {}
            (_, Scope::Anstellungstraeger(own)) => {
                let ordered = self.runs.into_iter().filter(is_ordered);
                self.runs = ordered.filter_map(|run| run.of_employer(*own)).collect();
                self.suspensions.retain(|found| found.anstellungstraeger == *own);
                self.suspensions.iter_mut().for_each(|found| found.name = String::new());
                self.counter_entries.retain(|found| found.anstellungstraeger == *own);
                self.received.retain(|found| found.payee == (*own).into());
                self.received.iter_mut().for_each(|found| found.name = String::new());
            }
            (_, Scope::Kitas(_) | Scope::Nothing) => {
                self.runs.clear();
                self.suspensions.clear();
                self.counter_entries.clear();
                self.received.clear();
            }
        }
        self
    }

    /// The list as the next run takes it.
    pub fn first_charge_now(&self) -> Vec<FirstChargePost> {
        self.first_charge.iter().filter(|entry| entry.counts()).map(|entry| entry.post.clone()).collect()
    }

    /// The list of runs that do not keep their own: it does not change any more.
    pub fn first_charge_of_old_runs(&self) -> Vec<FirstChargePost> {
        self.first_charge.iter().filter(|entry| entry.in_old_runs).map(|entry| entry.post.clone()).collect()
    }

    /// Changes of the list so far: entries are only added and withdrawn, so that another list has another number.
    pub fn first_charge_changes(&self) -> u64 {
        let changes = self.first_charge.iter().map(|entry| 1 + u64::from(!entry.counts()));
        changes.sum()
    }

    /// Where a Kita-Träger gets its money: by its newest entry, one that counts before one that is withdrawn.
    pub fn account_of(&self, traeger: KitaTraegerId) -> Option<BankAccount> {
        let own = || self.first_charge.iter().rev().filter(|entry| entry.post.kita_traeger == traeger);
        let found = own().find(|entry| entry.counts()).or_else(|| own().next());
        found.map(|entry| entry.account.clone())
    }

    pub fn run(&self, id: PaymentRunId) -> Option<&PaymentRun> {
        self.runs.iter().find(|run| run.id == id)
    }

    /// Whether a payment run was taken back when another one of its month was prepared.
    pub fn has_renewed(&self, outdated: PaymentRunId, anew: PaymentRunId) -> bool {
        let (Some(outdated), Some(anew)) = (self.run(outdated), self.run(anew)) else { return false };
        let prepared = anew.step(StepKind::Prepared).map(|step| step.at);
        let taken_back = outdated.step(StepKind::Cancelled).map(|step| step.at);
        outdated.month == anew.month && taken_back.is_some() && taken_back == prepared
    }

    /// Whether an outdated payment run was only taken back, because nothing of its month was left to pay.
    pub fn has_dropped(&self, outdated: PaymentRunId) -> bool {
        let back = self.run(outdated).and_then(|run| run.step(StepKind::Cancelled));
        let was_outdated = back.is_some_and(|step| step.reason.as_deref() == Some(german::PLAN_CHANGED));
        let mut others = self.runs.iter().filter(|run| run.id != outdated);
        was_outdated && !others.any(|run| self.has_renewed(outdated, run.id))
    }

    /// The year without a payment run, as if it were taken back.
    pub fn without(&self, id: PaymentRunId) -> Self {
        let mut rest = self.clone();
        rest.runs.retain(|run| run.id != id);
        rest
    }

    /// The year as it was when a payment run was prepared: what its amounts come from. Of one moment, what stands before it
    /// had happened. `None` where there is no such payment run.
    pub fn before(&self, id: PaymentRunId) -> Option<Self> {
        let position = self.runs.iter().position(|run| run.id == id)?;
        let payment = self.runs.get(position)?;
        let (released, prepared) = (payment.run, payment.step(StepKind::Prepared)?.at);
        // The shares are those of the run that is released now.
        let mut then = Self { released: Some(released), traeger: None, ..self.clone() };
        then.runs.truncate(position);
        for run in &mut then.runs {
            run.steps.retain(|step| step.at <= prepared);
            run.bookings.retain(|booking| booking.at <= prepared);
        }
        then.suspensions.retain(|found| found.at <= prepared);
        then.counter_entries.retain(|found| found.at <= prepared);
        then.received.retain(|found| found.at <= prepared);
        Some(then)
    }
}
