//! Where a Kita stands: what is looked up once and used in every sum.

use super::{
    error::BudgetError,
    euro::Euro,
    fixed::WeeklyHours,
    inputs::{DaysByMonth, EmployerDays, Inputs, KitaInput, YearDays},
};

/// Positions in the lists of [`Inputs`], and the hours of a full-time post.
pub struct Place {
    pub eligible: bool,
    /// Eligible days of the year, out of [`Self::year_days`].
    pub eligible_days: u16,
    pub year_days: u16,
    pub sozialraum: usize,
    pub kommune: usize,
    /// Who gets something of the budget, in the order of [`KitaInput::employers`]: one in most Kitas.
    pub employers: Vec<EmployerPlace>,
    full_time: WeeklyHours,
}

/// An employer of a Kita: its position, and its hours of a full-time post.
pub struct EmployerPlace {
    pub employer: Option<usize>,
    pub full_time: WeeklyHours,
}

impl Place {
    /// Cents × hours of a full-time post, in hundredths: exact, and divided by the cost of a post only at the end.
    pub fn cent_hours(&self, budget: Euro) -> i128 {
        budget.cents() * i128::from(self.full_time.scaled())
    }
}

/// One a Kita, in the order of the inputs. `full_time` counts where the employer has no own hours.
pub fn find_places(inputs: &Inputs, full_time: WeeklyHours, year_days: u16) -> Result<Vec<Place>, BudgetError> {
    let tariff = |employer: Option<usize>| {
        let own = employer.and_then(|at| inputs.anstellungstraeger().get(at)?.vollzeit_stunden);
        own.unwrap_or(full_time)
    };
    let place = |kita: &KitaInput| {
        let position = |id| inputs.anstellungstraeger_at(id);
        let employers = kita.employers().map(|(of, _)| {
            let employer = of.and_then(position);
            EmployerPlace { employer, full_time: tariff(employer) }
        });
        let days = kita.days.as_ref().map_or(u32::from(year_days), YearDays::eligible);
        Some(Place {
            eligible: kita.eligible,
            eligible_days: u16::try_from(days).ok()?,
            year_days,
            sozialraum: inputs.sozialraum_at(kita.sozialraum)?,
            kommune: inputs.kommune_at(kita.kommune)?,
            employers: employers.collect(),
            full_time: tariff(kita.anstellungstraeger.and_then(position)),
        })
    };
    let known = |kita: &KitaInput| place(kita).ok_or_else(|| BudgetError::UnknownReference(kita.number.clone()));
    inputs.kitas().iter().map(|kita| fits(kita, year_days).and_then(|()| known(kita))).collect()
}

/// A Kita with days is eligible on at least one of them, and no employer stands there twice.
fn fits(kita: &KitaInput, year_days: u16) -> Result<(), BudgetError> {
    let Some(days) = &kita.days else { return Ok(()) };
    let mut employers: Vec<_> = days.spans.iter().map(|span| span.anstellungstraeger).collect();
    employers.sort_unstable();
    employers.dedup();
    let by_months = |months: DaysByMonth| months.iter().map(|days| u16::from(*days)).sum::<u16>();
    let adds_up = |span: &EmployerDays| span.months.is_none_or(|months| by_months(months) == span.days);
    let all = days.spans.iter().all(|span| span.days > 0 && adds_up(span));
    match all
        && kita.eligible
        && employers.len() == days.spans.len()
        && (1..=u32::from(year_days)).contains(&days.eligible())
    {
        true => Ok(()),
        false => Err(BudgetError::DaysDoNotFit(kita.number.clone())),
    }
}
