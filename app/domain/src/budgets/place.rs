//! Where a Kita stands: what is looked up once and used in every sum.

use super::{
    error::BudgetError,
    euro::Euro,
    fixed::WeeklyHours,
    inputs::{Inputs, KitaInput},
};

/// Positions in the lists of [`Inputs`], and the hours of a full-time post.
pub struct Place {
    pub eligible: bool,
    pub sozialraum: usize,
    pub kommune: usize,
    pub employer: Option<usize>,
    full_time: WeeklyHours,
}

impl Place {
    /// Cents × hours of a full-time post, in hundredths: exact, and divided by the cost of a post only at the end.
    pub fn cent_hours(&self, budget: Euro) -> i128 {
        budget.cents() * i128::from(self.full_time.scaled())
    }
}

/// One a Kita, in the order of the inputs. `full_time` counts where the employer has no own hours.
pub fn find_places(inputs: &Inputs, full_time: WeeklyHours) -> Result<Vec<Place>, BudgetError> {
    let place = |kita: &KitaInput| {
        let employer = kita.anstellungstraeger.and_then(|id| inputs.anstellungstraeger_at(id));
        let own = employer.and_then(|at| inputs.anstellungstraeger().get(at)?.vollzeit_stunden);
        Some(Place {
            eligible: kita.eligible,
            sozialraum: inputs.sozialraum_at(kita.sozialraum)?,
            kommune: inputs.kommune_at(kita.kommune)?,
            employer,
            full_time: own.unwrap_or(full_time),
        })
    };
    let known = |kita: &KitaInput| place(kita).ok_or_else(|| BudgetError::UnknownReference(kita.number.clone()));
    inputs.kitas().iter().map(known).collect()
}
