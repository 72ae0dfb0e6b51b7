//! Release of a run by a second person. Until then a run is a draft; afterwards nothing about it changes any more.

use super::{
    error::BudgetError,
    euro::Euro,
    first_charge::TraegerShare,
    german,
    port::RunHead,
    run::Run,
    settlement::{Amount, Explanation, Step},
};
use crate::{
    access::{Finanzen, Right},
    error::{AppError, ErrorCode},
    ids::{AccountId, AnstellungstraegerId, KitaId, KitaTraegerId, RunId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum RunStatus {
    #[default]
    Draft,
    /// The Koordination has asked for the release.
    Requested { by: AccountId, at: DateTime<Utc> },
    /// What payments follow, until a later run of the year is released.
    Released { by: AccountId, at: DateTime<Utc> },
}

impl RunStatus {
    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            RunStatus::Draft => "draft",
            RunStatus::Requested { .. } => "requested",
            RunStatus::Released { .. } => "released",
        }
    }

    pub fn is_released(self) -> bool {
        matches!(self, RunStatus::Released { .. })
    }
}

/// Evidence that somebody other than who calculated and proposed the run releases it.
#[derive(Clone, Debug)]
pub struct Release {
    run: RunId,
    year: i32,
    by: Finanzen,
}

impl Release {
    /// # Errors
    /// `WrongState` while nobody has asked for the release or when it is given already, `SamePerson` for who has
    /// calculated the run or asked for its release.
    pub fn of(head: &RunHead, by: &Finanzen) -> Result<Self, AppError> {
        let RunStatus::Requested { by: requested_by, .. } = head.status else {
            return Err(AppError::field("", ErrorCode::WrongState));
        };
        let own = by.principal().account;
        if own == head.saved_by || own == requested_by {
            return Err(AppError::field("", ErrorCode::SamePerson));
        }
        Ok(Self { run: head.id, year: head.year, by: by.clone() })
    }

    pub fn run(&self) -> RunId {
        self.run
    }

    pub fn year(&self) -> i32 {
        self.year
    }

    pub fn by(&self) -> &Finanzen {
        &self.by
    }
}

/// A budget in two runs of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed<Id> {
    pub id: Id,
    pub name: String,
    pub before: Euro,
    pub after: Euro,
    /// `after` − `before`.
    pub difference: Euro,
}

impl<Id> Changed<Id> {
    /// Where the difference comes from; what each of both runs gives explains itself there.
    pub fn explain(&self) -> Explanation {
        Explanation {
            label: german::changed(&self.name),
            value: self.difference,
            step: Step::Difference,
            terms: vec![
                Amount::new(german::in_this_run(&self.name), self.after),
                Amount::new(german::in_released_run(&self.name), self.before),
            ],
            notes: Vec::new(),
        }
    }
}

/// What a correction changes against the run that is released.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunDifference {
    /// By name; only those whose budget changes.
    pub anstellungstraeger: Vec<Changed<AnstellungstraegerId>>,
    /// By official number; only those whose budget changes.
    pub kitas: Vec<Changed<KitaId>>,
    /// By name; only those whose part of the first charge changes.
    #[serde(default)]
    pub kita_traeger: Vec<Changed<KitaTraegerId>>,
}

impl RunDifference {
    /// Who is in one of the runs only has a budget of zero in the other.
    pub fn between(released: &Run, correction: &Run) -> Result<Self, BudgetError> {
        let kitas = |run: &Run| -> Vec<(KitaId, String, Euro)> {
            run.kitas()
                .map(|(kita, figures)| (kita.id, format!("{} {}", kita.number, kita.name), figures.budget))
                .collect()
        };
        Ok(Self {
            anstellungstraeger: changes(&employers(released), &employers(correction))?,
            kitas: changes(&kitas(released), &kitas(correction))?,
            kita_traeger: Vec::new(),
        })
    }

    /// With what changes for the Kita-Träger of the first charge.
    pub fn with_first_charge(self, before: &[TraegerShare], after: &[TraegerShare]) -> Result<Self, BudgetError> {
        let rows = |shares: &[TraegerShare]| -> Vec<(KitaTraegerId, String, Euro)> {
            shares.iter().map(|share| (share.kita_traeger, share.name.clone(), share.amount)).collect()
        };
        Ok(Self { kita_traeger: changes(&rows(before), &rows(after))?, ..self })
    }

    pub fn is_empty(&self) -> bool {
        self.anstellungstraeger.is_empty() && self.kitas.is_empty() && self.kita_traeger.is_empty()
    }
}

fn employers(run: &Run) -> Vec<(AnstellungstraegerId, String, Euro)> {
    let figures = run.figures().anstellungstraeger.iter();
    let inputs = run.inputs().anstellungstraeger().iter();
    inputs.zip(figures).map(|(employer, figures)| (employer.id, employer.name.clone(), figures.budget)).collect()
}

fn changes<Id: Copy + Ord>(
    before: &[(Id, String, Euro)],
    after: &[(Id, String, Euro)],
) -> Result<Vec<Changed<Id>>, BudgetError> {
    let budgets = |rows: &[(Id, String, Euro)]| -> BTreeMap<Id, Euro> {
        rows.iter().map(|(id, _, budget)| (*id, *budget)).collect()
    };
    let (old, new) = (budgets(before), budgets(after));
    let of = |rows: &BTreeMap<Id, Euro>, id: Id| rows.get(&id).copied().unwrap_or(Euro::ZERO);
    let mut seen = BTreeSet::new();
    let mut changed = Vec::new();
    for (id, name, _) in after.iter().chain(before).filter(|(id, ..)| seen.insert(*id)) {
        let (before, after) = (of(&old, *id), of(&new, *id));
        if before != after {
            let difference = after.checked_sub(before).ok_or(BudgetError::TooLarge)?;
            changed.push(Changed { id: *id, name: name.clone(), before, after, difference });
        }
    }
    changed.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    Ok(changed)
}
