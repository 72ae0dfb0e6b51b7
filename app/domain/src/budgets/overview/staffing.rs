//! Who works where: hours of each KiSo in each Kita with the days of presence, against contract and share of the budget.

use crate::{
    budgets::{RunView, WarningLimits, WeeklyHours},
    ids::{AnstellungstraegerId, KitaId, PersonId, RunId},
    people::{Directory, PresenceDays},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One matrix an Anstellungsträger, as far as the reader's scope goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffingView {
    pub year: i32,
    pub run: RunId,
    /// The day of the assignments.
    pub day: NaiveDate,
    /// By name.
    pub matrices: Vec<Matrix>,
}

/// Kitas in lines, KiSo in columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    pub anstellungstraeger: AnstellungstraegerId,
    pub name: String,
    /// By name.
    pub kisos: Vec<MatrixKiSo>,
    /// By official number.
    pub kitas: Vec<MatrixKita>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixKiSo {
    pub kiso: PersonId,
    pub code: String,
    pub name: String,
    /// `None` where no contract holds on the day.
    pub contract: Option<WeeklyHours>,
    /// In all Kitas, those of other Anstellungsträger among them.
    pub assigned: WeeklyHours,
    pub check: Check,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixKita {
    pub kita: KitaId,
    pub number: String,
    pub name: String,
    /// Hours that its budget pays for; `None` where the run does not know it.
    pub share: Option<WeeklyHours>,
    /// Of all KiSo.
    pub assigned: WeeklyHours,
    /// Of them, what KiSo work that stand in no column: those of other Anstellungsträger.
    #[serde(default)]
    pub others: WeeklyHours,
    pub check: Check,
    /// One a KiSo of the matrix, in its order; `None` where it does not work in the Kita.
    pub cells: Vec<Option<MatrixCell>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixCell {
    pub hours: WeeklyHours,
    pub days: PresenceDays,
}

/// Whether assigned hours fit, within the tolerance of the warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "by")]
pub enum Check {
    Fits,
    Below(WeeklyHours),
    Above(WeeklyHours),
    NoContract,
}

impl Check {
    fn of(assigned: WeeklyHours, wanted: Option<WeeklyHours>, limits: WarningLimits) -> Self {
        let Some(wanted) = wanted else { return Self::NoContract };
        let difference = assigned.scaled().saturating_sub(wanted.scaled());
        let by = WeeklyHours::from_scaled(difference.saturating_abs());
        match by > limits.hours {
            false => Self::Fits,
            true if difference < 0 => Self::Below(by),
            true => Self::Above(by),
        }
    }
}

impl StaffingView {
    /// `view` and `directory` as the scope has them.
    pub fn new(run: RunId, view: &RunView, directory: &Directory, day: NaiveDate) -> Self {
        let employers = view.anstellungstraeger.iter();
        let matrices = employers.map(|row| Matrix::new(row.anstellungstraeger, &row.name, view, directory, day));
        let matrices = matrices.filter(|matrix| !matrix.kitas.is_empty() || !matrix.kisos.is_empty()).collect();
        Self { year: view.year, run, day, matrices }
    }
}

impl Matrix {
    fn new(id: AnstellungstraegerId, name: &str, view: &RunView, directory: &Directory, day: NaiveDate) -> Self {
        let mut kisos: Vec<MatrixKiSo> =
            directory.kisos.iter().filter_map(|kiso| column(id, kiso, directory, day)).collect();
        kisos.sort_by(|a, b| a.name.cmp(&b.name).then(a.kiso.cmp(&b.kiso)));
        let of_employer = view.kitas.iter().filter(|kita| kita.eligible && kita.anstellungstraeger == Some(id));
        let worked_in = kisos.iter().flat_map(|kiso| directory.zuordnungen_of_kiso(kiso.kiso, day));
        let ids: BTreeSet<KitaId> =
            of_employer.map(|kita| kita.kita).chain(worked_in.map(|found| found.kita)).collect();
        let mut kitas: Vec<MatrixKita> = ids.into_iter().map(|kita| line(kita, &kisos, view, directory, day)).collect();
        kitas.sort_by(|a, b| a.number.cmp(&b.number).then(a.kita.cmp(&b.kita)));
        Self { anstellungstraeger: id, name: name.to_owned(), kisos, kitas }
    }
}

/// A KiSo that has a contract with the Anstellungsträger on the day.
fn column(
    of: AnstellungstraegerId,
    kiso: &crate::people::KiSo,
    directory: &Directory,
    day: NaiveDate,
) -> Option<MatrixKiSo> {
    let contract = kiso.contract_on(day).filter(|contract| contract.anstellungstraeger == of)?;
    let (contract, assigned) = (contract.hours.into(), directory.hours_of_kiso(kiso.id, day).into());
    Some(MatrixKiSo {
        kiso: kiso.id,
        code: kiso.code.clone(),
        name: kiso.name.clone(),
        contract: Some(contract),
        assigned,
        check: Check::of(assigned, Some(contract), WarningLimits::default()),
    })
}

fn line(kita: KitaId, kisos: &[MatrixKiSo], view: &RunView, directory: &Directory, day: NaiveDate) -> MatrixKita {
    let known = view.kitas.iter().find(|row| row.kita == kita);
    let stored = directory.kitas.get(kita);
    let number = stored.map(|kita| kita.number.as_str().to_owned()).or(known.map(|row| row.number.clone()));
    let name = stored.map(|kita| kita.name.clone()).or(known.map(|row| row.name.clone()));
    let share = known.filter(|row| row.eligible).map(|row| row.hours);
    let assigned = directory.hours_of_kita(kita, day).into();
    let cell = |kiso: &MatrixKiSo| {
        let own: Vec<_> = directory.zuordnungen_of_kiso(kiso.kiso, day).filter(|found| found.kita == kita).collect();
        let hours = WeeklyHours::checked_sum(own.iter().map(|found| found.hours.into())).unwrap_or_default();
        let days = PresenceDays::of(own.iter().flat_map(|found| found.days.days()));
        (!own.is_empty()).then_some(MatrixCell { hours, days })
    };
    let in_columns = |kiso: PersonId| kisos.iter().any(|column| column.kiso == kiso);
    let others = directory.zuordnungen_of_kita(kita, day).filter(|found| !in_columns(found.kiso));
    MatrixKita {
        kita,
        number: number.unwrap_or_default(),
        name: name.unwrap_or_default(),
        share,
        assigned,
        others: WeeklyHours::checked_sum(others.map(|found| found.hours.into())).unwrap_or_default(),
        check: match share {
            Some(_) => Check::of(assigned, share, WarningLimits::default()),
            None => Check::of(assigned, Some(WeeklyHours::ZERO), WarningLimits::default()),
        },
        cells: kisos.iter().map(cell).collect(),
    }
}
