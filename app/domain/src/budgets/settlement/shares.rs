//! What an Anstellungsträger gets of each Kita in a run: the rows of its Verwendungsnachweis.

use crate::{
    budgets::{BudgetError, Euro, Figure, Part, Run},
    ids::{AnstellungstraegerId, KitaId},
};
use serde::{Deserialize, Serialize};

/// The share of one Kita.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaShare {
    pub kita: KitaId,
    pub number: String,
    pub name: String,
    pub budget: Euro,
    /// What the run explains the budget by.
    pub figure: Figure,
}

impl KitaShare {
    /// Every eligible Kita that is the Anstellungsträger's on a day of the year, by official number. Their sum is its
    /// budget.
    pub fn of_run(run: &Run, of: AnstellungstraegerId) -> Result<Vec<Self>, BudgetError> {
        let mut shares = Vec::new();
        for (kita, figures) in run.kitas().filter(|(kita, _)| kita.eligible) {
            let budgets = kita.split_by_days(figures.budget)?;
            let several = budgets.len() > 1;
            for ((_, _), budget) in kita.employers().zip(budgets).filter(|((employer, _), _)| *employer == Some(of)) {
                let figure = match several {
                    true => Figure::KitaShare { kita: kita.id, anstellungstraeger: Some(of) },
                    false => Figure::Kita { kita: kita.id, part: Part::Budget },
                };
                let (number, name) = (kita.number.clone(), kita.name.clone());
                shares.push(Self { kita: kita.id, number, name, budget, figure });
            }
        }
        Ok(shares)
    }
}
