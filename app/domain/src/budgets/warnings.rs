//! Checks for the Koordination (domain §3): nothing is refused, but what does not fit is named with its reason.

use super::{
    euro::Euro,
    figures::Figures,
    fixed::{Vzae, WeeklyHours},
    inputs::{Inputs, KitaInput, KommuneInput, YearDays, days_of_year},
    run::Run,
};
use crate::{
    access::Scope,
    ids::{AnstellungstraegerId, KitaId, KommuneId, KooperationsvereinbarungId, PersonId, PostId},
};
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who works where on the day of the check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staffing {
    pub contracts: Vec<ContractInput>,
    pub assignments: Vec<AssignmentInput>,
    pub posts: Vec<PostInput>,
    pub agreements: Vec<AgreementInput>,
}

/// A KiSo's contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractInput {
    pub kiso: PersonId,
    pub name: String,
    pub anstellungstraeger: AnstellungstraegerId,
    pub hours: WeeklyHours,
}

/// A KiSo's hours in a Kita.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentInput {
    pub kiso: PersonId,
    pub kita: KitaId,
    pub hours: WeeklyHours,
}

/// A post that an employer keeps for the Sozialraumbudget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostInput {
    pub post: PostId,
    pub name: String,
    pub anstellungstraeger: AnstellungstraegerId,
    pub hours: WeeklyHours,
    /// Whether somebody holds it; why not is never stored.
    pub filled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementInput {
    pub agreement: KooperationsvereinbarungId,
    pub anstellungstraeger: AnstellungstraegerId,
    /// Last day; `None` until further notice.
    pub valid_to: Option<NaiveDate>,
    /// Whether every Kita has an employer on the day after: then the end needs no attention.
    pub has_successor: bool,
}

/// From where on a deviation is worth a warning. A setting of the office; the minimum share of a Kita is a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningLimits {
    /// Differences up to this are roundings to a quarter of an hour.
    pub hours: WeeklyHours,
    /// Posts that an employer may be below its budget without a warning.
    pub vzae: Vzae,
    /// How many days before its end an agreement is named.
    pub notice_days: u64,
}

impl Default for WarningLimits {
    fn default() -> Self {
        Self { hours: WeeklyHours::from_scaled(25), vzae: Vzae::from_scaled(500), notice_days: 180 }
    }
}

/// What does not fit, and by how much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// The share is too small for a KiSo to work in practice.
    KitaBelowMinimum {
        kita: KitaId,
        share: Vzae,
        minimum: Vzae,
    },
    /// Nobody receives this Kita's budget.
    KitaWithoutAnstellungstraeger {
        kita: KitaId,
    },
    /// Its budget is that of a part of the year.
    KitaPartOfYear {
        kita: KitaId,
        days: u32,
        year_days: u16,
    },
    /// Its budget is split by days between those who employ the KiSo one after the other.
    KitaChangesEmployer {
        kita: KitaId,
    },
    /// The level of a Kommune is another one than its index proposed, and nobody had said why.
    LevelUnjustified {
        kommune: KommuneId,
        proposed: u8,
        level: u8,
    },
    /// Fewer hours than the Kita's budget pays for.
    KitaBelowShare {
        kita: KitaId,
        share: WeeklyHours,
        assigned: WeeklyHours,
    },
    /// Assigned to more hours than the contract has.
    KiSoAboveContract {
        kiso: PersonId,
        name: String,
        anstellungstraeger: AnstellungstraegerId,
        contract: WeeklyHours,
        assigned: WeeklyHours,
    },
    /// Assigned to fewer hours than the contract has.
    KiSoBelowContract {
        kiso: PersonId,
        name: String,
        anstellungstraeger: AnstellungstraegerId,
        contract: WeeklyHours,
        assigned: WeeklyHours,
    },
    /// More posts stand on the list of the first charge than it pays: their amounts are cut.
    FirstChargeExceeded {
        posts: Vzae,
        listed: Vzae,
    },
    /// Some of the first charge is taken from the budget, and nobody gets it.
    FirstChargeUnassigned {
        first_charge: Euro,
        unassigned: Euro,
    },
    /// Fewer posts filled than the budget pays for in the month.
    EmployedBelowPlanned {
        anstellungstraeger: AnstellungstraegerId,
        planned: Vzae,
        employed: Vzae,
    },
    PostUnfilled {
        post: PostId,
        name: String,
        anstellungstraeger: AnstellungstraegerId,
        hours: WeeklyHours,
    },
    AgreementEnds {
        agreement: KooperationsvereinbarungId,
        anstellungstraeger: AnstellungstraegerId,
        on: NaiveDate,
    },
}

/// All checks of a run against the staff on a day; for the same data always in the same order.
pub fn find_warnings(run: &Run, staffing: &Staffing, limits: WarningLimits, today: NaiveDate) -> Vec<Warning> {
    let (inputs, figures) = (run.inputs(), run.figures());
    let mut found = find_small_shares(inputs, figures, run.parameters().mindest_anteil.value);
    found.extend(without_employer(inputs));
    found.extend(changes_of_year(run));
    found.extend(unjustified_levels(inputs));
    found.extend(find_missing_hours(inputs, figures, &staffing.assignments, limits));
    found.extend(compare_contracts(staffing, limits));
    found.extend(unfit_first_charge(run));
    found.extend(unemployed_posts(run, staffing, limits, today));
    found.extend(unfilled_posts(staffing));
    found.extend(ending_agreements(staffing, limits, today));
    found
}

/// Eligible Kitas whose share is below the minimum.
pub fn find_small_shares(inputs: &Inputs, figures: &Figures, minimum: Vzae) -> Vec<Warning> {
    let eligible = inputs.kitas().iter().zip(&figures.kitas).filter(|(kita, _)| kita.eligible);
    eligible
        .filter(|(_, figures)| figures.vzae < minimum)
        .map(|(kita, figures)| Warning::KitaBelowMinimum { kita: kita.id, share: figures.vzae, minimum })
        .collect()
}

/// Kitas with fewer assigned hours than their share. More hours harm nobody and are not named.
pub fn find_missing_hours(
    inputs: &Inputs,
    figures: &Figures,
    assignments: &[AssignmentInput],
    limits: WarningLimits,
) -> Vec<Warning> {
    let assigned = sums(assignments.iter().map(|assignment| (assignment.kita, assignment.hours)));
    let hours = |kita: KitaId| assigned.get(&kita).copied().unwrap_or_default();
    let eligible = inputs.kitas().iter().zip(&figures.kitas).filter(|(kita, _)| kita.eligible);
    eligible
        .filter(|(kita, figures)| exceeds(figures.hours, hours(kita.id), limits.hours))
        .map(|(kita, figures)| Warning::KitaBelowShare {
            kita: kita.id,
            share: figures.hours,
            assigned: hours(kita.id),
        })
        .collect()
}

/// KiSo whose shares add up to more or less than their contract.
pub fn compare_contracts(staffing: &Staffing, limits: WarningLimits) -> Vec<Warning> {
    let assigned = sums(staffing.assignments.iter().map(|assignment| (assignment.kiso, assignment.hours)));
    let judge = |contract: &ContractInput| {
        let assigned = assigned.get(&contract.kiso).copied().unwrap_or_default();
        let (kiso, name, anstellungstraeger) = (contract.kiso, contract.name.clone(), contract.anstellungstraeger);
        let contract = contract.hours;
        if exceeds(assigned, contract, limits.hours) {
            Some(Warning::KiSoAboveContract { kiso, name, anstellungstraeger, contract, assigned })
        } else if exceeds(contract, assigned, limits.hours) {
            Some(Warning::KiSoBelowContract { kiso, name, anstellungstraeger, contract, assigned })
        } else {
            None
        }
    };
    staffing.contracts.iter().filter_map(judge).collect()
}

impl Warning {
    /// Whether it comes from who works where, and is true only for somebody who sees that.
    pub fn is_of_staff(&self) -> bool {
        match self {
            Self::KitaBelowShare { .. }
            | Self::KiSoAboveContract { .. }
            | Self::KiSoBelowContract { .. }
            | Self::EmployedBelowPlanned { .. }
            | Self::PostUnfilled { .. } => true,
            Self::KitaBelowMinimum { .. }
            | Self::KitaWithoutAnstellungstraeger { .. }
            | Self::KitaPartOfYear { .. }
            | Self::KitaChangesEmployer { .. }
            | Self::LevelUnjustified { .. }
            | Self::FirstChargeExceeded { .. }
            | Self::FirstChargeUnassigned { .. }
            | Self::AgreementEnds { .. } => false,
        }
    }

    /// Whether somebody with this scope may see it. KiSo are named to their own employer only.
    pub fn is_visible_to(&self, scope: &Scope, inputs: &Inputs) -> bool {
        match self {
            Warning::KitaBelowMinimum { kita, .. }
            | Warning::KitaWithoutAnstellungstraeger { kita }
            | Warning::KitaPartOfYear { kita, .. }
            | Warning::KitaChangesEmployer { kita }
            | Warning::KitaBelowShare { kita, .. } => {
                inputs.find_kita(*kita).is_some_and(|kita| kita.is_visible_to(scope))
            }
            Warning::FirstChargeExceeded { .. }
            | Warning::FirstChargeUnassigned { .. }
            | Warning::LevelUnjustified { .. } => *scope == Scope::All,
            Warning::KiSoAboveContract { anstellungstraeger, .. }
            | Warning::KiSoBelowContract { anstellungstraeger, .. }
            | Warning::EmployedBelowPlanned { anstellungstraeger, .. }
            | Warning::PostUnfilled { anstellungstraeger, .. }
            | Warning::AgreementEnds { anstellungstraeger, .. } => match scope {
                Scope::All => true,
                Scope::Anstellungstraeger(own) => own == anstellungstraeger,
                Scope::Kitas(_) | Scope::Nothing => false,
            },
        }
    }
}

fn without_employer(inputs: &Inputs) -> impl Iterator<Item = Warning> {
    inputs
        .kitas()
        .iter()
        .filter(|kita| kita.eligible && kita.anstellungstraeger.is_none())
        .map(|kita| Warning::KitaWithoutAnstellungstraeger { kita: kita.id })
}

/// Kitas whose budget is not that of one employer for a whole year: right, but worth knowing.
fn changes_of_year(run: &Run) -> Vec<Warning> {
    let year_days = days_of_year(run.parameters().year);
    let of_kita = |kita: &KitaInput| {
        let days = kita.days.as_ref().map_or(u32::from(year_days), YearDays::eligible);
        let part = (days < u32::from(year_days)).then_some(Warning::KitaPartOfYear { kita: kita.id, days, year_days });
        let changes = (kita.employers().count() > 1).then_some(Warning::KitaChangesEmployer { kita: kita.id });
        part.into_iter().chain(changes)
    };
    run.inputs().kitas().iter().filter(|kita| kita.days.is_some()).flat_map(of_kita).collect()
}

/// Kommunen whose level follows neither from their index nor from a reason. A level without eligible Kitas moves no money.
fn unjustified_levels(inputs: &Inputs) -> Vec<Warning> {
    let has_weight = |kommune: KommuneId| inputs.kitas().iter().any(|kita| kita.eligible && kita.kommune == kommune);
    let of_kommune = |kommune: &KommuneInput| {
        let (id, level) = (kommune.id, kommune.level);
        let source = kommune.source.as_ref().filter(|source| source.reason.is_none())?;
        let proposed = source.proposed.filter(|proposed| *proposed != level)?;
        has_weight(id).then_some(Warning::LevelUnjustified { kommune: id, proposed, level })
    };
    inputs.kommunen().iter().filter_map(of_kommune).collect()
}

/// Where the list asks for more posts than the year's parameters pay, or for fewer: what those would cost goes to no Kita either.
fn unfit_first_charge(run: &Run) -> Option<Warning> {
    let shares = run.figures().first_charge.as_ref()?;
    if shares.is_exceeded {
        return Some(Warning::FirstChargeExceeded { posts: run.parameters().be_vzae.value, listed: shares.vzae });
    }
    let (first_charge, unassigned) = (run.figures().totals.first_charge, shares.unassigned);
    (unassigned > Euro::ZERO).then_some(Warning::FirstChargeUnassigned { first_charge, unassigned })
}

/// Employers whose filled posts are fewer than the budget pays for, in posts of their own full-time hours.
fn unemployed_posts(run: &Run, staffing: &Staffing, limits: WarningLimits, today: NaiveDate) -> Vec<Warning> {
    let month = u8::try_from(today.month0()).unwrap_or_default();
    let filled = staffing.posts.iter().filter(|post| post.filled);
    let hours = sums(filled.map(|post| (post.anstellungstraeger, post.hours)));
    let judge = |(input, figures): (&super::AnstellungstraegerInput, &super::AnstellungstraegerFigures)| {
        let full_time = input.vollzeit_stunden.unwrap_or(run.parameters().vollzeit_stunden.value);
        let employed = posts_of(hours.get(&input.id).copied().unwrap_or_default(), full_time)?;
        let planned = figures.planned_in(month);
        exceeds(planned, employed, limits.vzae).then_some(Warning::EmployedBelowPlanned {
            anstellungstraeger: input.id,
            planned,
            employed,
        })
    };
    run.inputs().anstellungstraeger().iter().zip(&run.figures().anstellungstraeger).filter_map(judge).collect()
}

fn unfilled_posts(staffing: &Staffing) -> impl Iterator<Item = Warning> {
    staffing.posts.iter().filter(|post| !post.filled).map(|post| Warning::PostUnfilled {
        post: post.post,
        name: post.name.clone(),
        anstellungstraeger: post.anstellungstraeger,
        hours: post.hours,
    })
}

fn ending_agreements(staffing: &Staffing, limits: WarningLimits, today: NaiveDate) -> Vec<Warning> {
    let horizon = today.checked_add_days(Days::new(limits.notice_days)).unwrap_or(NaiveDate::MAX);
    let ends_soon = |agreement: &AgreementInput| {
        let on = agreement.valid_to.filter(|last| (today..=horizon).contains(last) && !agreement.has_successor)?;
        let (agreement, anstellungstraeger) = (agreement.agreement, agreement.anstellungstraeger);
        Some(Warning::AgreementEnds { agreement, anstellungstraeger, on })
    };
    staffing.agreements.iter().filter_map(ends_soon).collect()
}

/// Hours as posts of `full_time` hours, rounded once.
pub(super) fn posts_of(hours: WeeklyHours, full_time: WeeklyHours) -> Option<Vzae> {
    let full_time = u64::try_from(full_time.scaled()).ok().and_then(std::num::NonZeroU64::new)?;
    let exact = i128::from(hours.scaled()) * i128::from(Vzae::unit());
    i64::try_from(super::round_half_away(exact, full_time)).ok().map(Vzae::from_scaled)
}

/// Sums by key; hours that people can have never overflow, and saturate rather than panic.
fn sums<K: Ord>(hours: impl Iterator<Item = (K, WeeklyHours)>) -> BTreeMap<K, WeeklyHours> {
    let mut sums = BTreeMap::new();
    for (key, hours) in hours {
        let sum: &mut WeeklyHours = sums.entry(key).or_default();
        *sum = WeeklyHours::from_scaled(sum.scaled().saturating_add(hours.scaled()));
    }
    sums
}

/// Whether `a` is above `b` by more than `tolerance`.
fn exceeds<const PLACES: u32>(
    a: super::Fixed<PLACES>,
    b: super::Fixed<PLACES>,
    tolerance: super::Fixed<PLACES>,
) -> bool {
    i128::from(a.scaled()) - i128::from(b.scaled()) > i128::from(tolerance.scaled())
}
