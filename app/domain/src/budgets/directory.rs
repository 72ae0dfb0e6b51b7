//! From the directory to what a run needs: inputs and staff as they are on a day.

use super::{
    error::BudgetError,
    fixed::WeeklyHours,
    inputs::{
        AnstellungstraegerInput, DaysByMonth, EmployerDays, Inputs, KitaInput, KommuneInput, SozialraumInput, YearDays,
        days_of_month, days_of_year,
    },
    warnings::{AgreementInput, AssignmentInput, ContractInput, PostInput, Staffing},
};
use crate::{
    ids::AnstellungstraegerId,
    people::{self, Directory, KitaFacts, Kooperationsvereinbarung},
};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// The day whose directory a year's run is calculated from: today within the year, else the year's day nearest to it.
pub fn calculation_day(year: i32, today: NaiveDate) -> NaiveDate {
    let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
    match first.zip(last) {
        Some((first, last)) => today.clamp(first, last),
        // No calendar reaches such a year, and no form takes it.
        None => today,
    }
}

impl Inputs {
    /// The whole directory on a day; who is eligible and who employs, over the whole year of that day.
    pub fn of_directory(directory: &Directory, day: NaiveDate) -> Result<Self, BudgetError> {
        let input = |facts: KitaFacts| {
            let days = directory.kitas.get(facts.kita).and_then(|kita| days(directory, kita, day.year()));
            kita(facts, days)
        };
        let kitas = directory.facts_on(day).into_iter().map(input).collect::<Result<_, _>>()?;
        let kommunen = directory.kommunen.iter();
        let kommunen = kommunen.map(|found| KommuneInput {
            id: found.id,
            name: found.name.clone(),
            level: found.level_on(day),
            source: None,
        });
        let sozialraeume =
            directory.sozialraeume.iter().map(|found| SozialraumInput { id: found.id, name: found.name.clone() });
        let employers = directory.anstellungstraeger.iter().map(|found| AnstellungstraegerInput {
            id: found.id,
            name: found.name.clone(),
            vollzeit_stunden: Some(found.full_time.into()),
        });
        Self::new(kitas, kommunen.collect(), sozialraeume.collect(), employers.collect())
    }
}

impl Staffing {
    pub fn of_directory(directory: &Directory, day: NaiveDate) -> Self {
        let contract = |kiso: &people::KiSo| {
            kiso.contract_on(day).map(|contract| ContractInput {
                kiso: kiso.id,
                name: kiso.name.clone(),
                anstellungstraeger: contract.anstellungstraeger,
                hours: contract.hours.into(),
            })
        };
        let assignments = directory.zuordnungen.iter().filter(|assignment| assignment.period.contains(day));
        let posts = directory.posts.iter().filter(|post| post.period.contains(day));
        let agreements = directory.agreements.iter();
        let agreements = agreements.filter(|found| found.status.is_binding() && found.term.contains(day));
        Self {
            contracts: directory.kisos.iter().filter_map(contract).collect(),
            assignments: assignments
                .map(|found| AssignmentInput { kiso: found.kiso, kita: found.kita, hours: found.hours.into() })
                .collect(),
            posts: posts
                .map(|post| PostInput {
                    post: post.id,
                    name: post.name.clone(),
                    anstellungstraeger: post.anstellungstraeger,
                    hours: post.hours.into(),
                    filled: !post.is_vacant(day),
                })
                .collect(),
            agreements: agreements.map(|found| agreement(directory, found)).collect(),
        }
    }
}

impl From<people::WeeklyHours> for WeeklyHours {
    /// Both have two places; saturates beyond what any sum of hours reaches.
    fn from(hours: people::WeeklyHours) -> Self {
        let mut decimal = hours.decimal();
        decimal.rescale(2);
        Self::from_scaled(i64::try_from(decimal.mantissa()).unwrap_or(i64::MAX))
    }
}

/// The eligible days of a year by employer; `None` where one holds for the whole year, or none is eligible.
fn days(directory: &Directory, kita: &people::Kita, year: i32) -> Option<YearDays> {
    let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
    let mut by_employer: BTreeMap<Option<AnstellungstraegerId>, DaysByMonth> = BTreeMap::new();
    let mut begin = first;
    for end in ends(directory, kita, first, last) {
        if kita.is_eligible(begin) {
            let months = by_employer.entry(directory.employer_on(kita.id, begin)).or_default();
            for (month, days) in (0_u8..).zip(months.iter_mut()) {
                *days += days_within((begin, end), days_of_month(year, month)?);
            }
        }
        begin = end.succ_opt()?;
    }
    let span = |(anstellungstraeger, months): (Option<AnstellungstraegerId>, DaysByMonth)| EmployerDays {
        anstellungstraeger,
        days: months.iter().map(|days| u16::from(*days)).sum(),
        months: Some(months),
    };
    let spans: Vec<EmployerDays> = by_employer.into_iter().map(span).collect();
    let whole_year = |days: &YearDays| days.spans.len() == 1 && days.eligible() == u32::from(days_of_year(year));
    Some(YearDays { spans }).filter(|days| !days.spans.is_empty() && !whole_year(days))
}

/// Days that a part of the year has in a month, both with their last day.
fn days_within(part: (NaiveDate, NaiveDate), month: (NaiveDate, NaiveDate)) -> u8 {
    let (first, last) = (part.0.max(month.0), part.1.min(month.1));
    u8::try_from((last - first).num_days() + 1).unwrap_or_default()
}

/// Last days of the parts of a year in which neither eligibility nor employer can change.
fn ends(directory: &Directory, kita: &people::Kita, first: NaiveDate, last: NaiveDate) -> BTreeSet<NaiveDate> {
    let steps = kita.indicators.steps().iter().filter_map(|step| step.from.pred_opt());
    let binding = directory.agreements.iter().filter(|found| found.status.is_binding());
    let terms = binding.flat_map(|found| &found.kitas).filter(|term| term.kita == kita.id);
    let terms = terms.flat_map(|term| [term.period.from().pred_opt(), term.period.to()]).flatten();
    steps.chain(terms).filter(|end| (first..last).contains(end)).chain([last]).collect()
}

fn kita(facts: KitaFacts, days: Option<YearDays>) -> Result<KitaInput, BudgetError> {
    let number = facts.number.as_str().to_owned();
    Ok(KitaInput {
        sozialraum: facts.sozialraum.ok_or_else(|| BudgetError::UnknownReference(number.clone()))?,
        number,
        id: facts.kita,
        name: facts.name,
        kommune: facts.kommune,
        eligible: facts.eligible || days.is_some(),
        places: facts.places,
        children: facts.children,
        anstellungstraeger: facts.anstellungstraeger,
        days,
    })
}

fn agreement(directory: &Directory, found: &Kooperationsvereinbarung) -> AgreementInput {
    let is_covered_after = |last: NaiveDate| {
        let Some(next) = last.succ_opt() else { return true };
        let mut current = found.kitas.iter().filter(|term| term.period.contains(last));
        current.all(|term| directory.employer_on(term.kita, next).is_some())
    };
    AgreementInput {
        agreement: found.id,
        anstellungstraeger: found.anstellungstraeger,
        valid_to: found.term.to(),
        has_successor: found.term.to().is_some_and(is_covered_after),
    }
}

#[cfg(test)]
mod tests {
    use super::calculation_day;
    use chrono::NaiveDate;

    #[test]
    fn a_year_is_calculated_today_or_as_near_as_it_comes() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let today = day(2026, 11, 22);
        assert_eq!(calculation_day(2026, today), today);
        assert_eq!(calculation_day(2027, today), day(2027, 1, 1));
        assert_eq!(calculation_day(2025, today), day(2025, 12, 31));
    }
}
