//! Sums over the Kitas of an employer, a Sozialraum or a Kommune, in exact integers.

use super::{
    abschlag,
    error::BudgetError,
    euro::Euro,
    figures::{AnstellungstraegerFigures, AreaFigures, KitaFigures},
    inputs::Inputs,
    place::Place,
    rate::Rate,
};
use crate::ids::AnstellungstraegerId;

/// Every employer's sums, and the budget of Kitas that have none.
pub fn add_up_employers(
    inputs: &Inputs,
    places: &[Place],
    kitas: &[KitaFigures],
    rate: Rate,
) -> Result<(Vec<AnstellungstraegerFigures>, Euro), BudgetError> {
    let mut sums = vec![Sum::default(); inputs.anstellungstraeger().len()];
    let mut without = Sum::default();
    for ((kita, place), of_kita) in inputs.kitas().iter().zip(places).zip(kitas) {
        for (of, share) in place.employers.iter().zip(kita.split_by_days(of_kita.budget)?) {
            let sum = of.employer.and_then(|at| sums.get_mut(at)).unwrap_or(&mut without);
            sum.kitas += u32::from(place.eligible);
            sum.sockel += share.cents();
            sum.cent_hours += share.cents() * i128::from(of.full_time.scaled());
        }
    }
    let figures = |(employer, sum): (AnstellungstraegerId, Sum)| {
        let budget = sum.budget()?;
        Ok(AnstellungstraegerFigures {
            anstellungstraeger: employer,
            kitas: sum.kitas,
            budget,
            vzae: rate.vzae(budget)?,
            hours: rate.hours(sum.cent_hours)?,
            months: abschlag::plan(budget)?,
            planned: None,
        })
    };
    let ids = inputs.anstellungstraeger().iter().map(|employer| employer.id);
    let employers = ids.zip(sums).map(figures).collect::<Result<_, BudgetError>>()?;
    Ok((employers, without.budget()?))
}

/// The sums of Sozialräume or Kommunen; every Kita lies in one.
pub fn add_up_areas<Id>(
    ids: impl ExactSizeIterator<Item = Id>,
    places: &[Place],
    kitas: &[KitaFigures],
    rate: Rate,
    position: impl Fn(&Place) -> usize,
) -> Result<Vec<AreaFigures<Id>>, BudgetError> {
    let sums = group(ids.len(), places, kitas, position);
    let figures = |(id, sum): (Id, Sum)| {
        let budget = sum.budget()?;
        let (sockel, aufstockung) = (money(sum.sockel)?, money(sum.aufstockung)?);
        let hours = rate.hours(sum.cent_hours)?;
        Ok(AreaFigures { id, kitas: sum.kitas, sockel, aufstockung, budget, vzae: rate.vzae(budget)?, hours })
    };
    ids.zip(sums).map(figures).collect()
}

/// Running sums of a group of Kitas.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// Eligible ones.
    kitas: u32,
    /// Of an employer: its shares of whole budgets.
    sockel: i128,
    aufstockung: i128,
    cent_hours: i128,
}

impl Sum {
    fn add(&mut self, place: &Place, figures: &KitaFigures) {
        self.kitas += u32::from(place.eligible);
        self.sockel += figures.sockel.cents();
        self.aufstockung += figures.aufstockung.cents();
        self.cent_hours += place.cent_hours(figures.budget);
    }

    fn budget(&self) -> Result<Euro, BudgetError> {
        money(self.sockel + self.aufstockung)
    }
}

fn money(cents: i128) -> Result<Euro, BudgetError> {
    Euro::checked_from_cents(cents).ok_or(BudgetError::TooLarge)
}

/// Sums by position.
fn group(groups: usize, places: &[Place], kitas: &[KitaFigures], position: impl Fn(&Place) -> usize) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); groups];
    for (place, figures) in places.iter().zip(kitas) {
        if let Some(sum) = sums.get_mut(position(place)) {
            sum.add(place, figures);
        }
    }
    sums
}
