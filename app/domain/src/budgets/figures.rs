//! The figures of a run: what every Kita, employer, Sozialraum and Kommune gets (domain §3).

use super::{
    abschlag::Months,
    error::BudgetError,
    euro::Euro,
    first_charge::FirstChargeShares,
    fixed::{Vzae, WeeklyHours},
    inputs::{Inputs, days_of_year},
    parameters::Parameters,
    place::{Place, find_places},
    planned,
    pots::Pots,
    rate::Rate,
    rules,
    shares::{Share, share_pots},
    sums,
};
use crate::ids::{AnstellungstraegerId, KitaId, KommuneId, SozialraumId};
use serde::{Deserialize, Serialize};

/// Everything a run computes, each figure rounded once from the exact quotient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub totals: Totals,
    /// One a Kita, in the order of [`Inputs::kitas`]; Kitas that are not eligible get nothing.
    pub kitas: Vec<KitaFigures>,
    /// One an employer, in the order of [`Inputs::anstellungstraeger`].
    pub anstellungstraeger: Vec<AnstellungstraegerFigures>,
    /// In the order of [`Inputs::sozialraeume`].
    pub sozialraeume: Vec<AreaFigures<SozialraumId>>,
    /// In the order of [`Inputs::kommunen`].
    pub kommunen: Vec<AreaFigures<KommuneId>>,
    /// What the entries of the first charge get; set where the inputs keep its list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_charge: Option<FirstChargeShares>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub gesamt: Euro,
    pub landeszuweisung: Euro,
    pub kreisanteil: Euro,
    /// Supervision staff that the operating licences demand.
    pub first_charge: Euro,
    pub kiso_topf: Euro,
    pub sockeltopf: Euro,
    pub aufstockungstopf: Euro,
    /// Full-time posts that the KiSo-Topf buys.
    pub vzae: Vzae,
    /// Budget of eligible Kitas that no Anstellungsträger receives yet; zero when every Kita has an agreement.
    pub without_anstellungstraeger: Euro,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaFigures {
    pub kita: KitaId,
    pub sockel: Euro,
    pub aufstockung: Euro,
    pub budget: Euro,
    pub vzae: Vzae,
    pub hours: WeeklyHours,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnstellungstraegerFigures {
    pub anstellungstraeger: AnstellungstraegerId,
    /// Number of eligible Kitas.
    pub kitas: u32,
    pub budget: Euro,
    pub vzae: Vzae,
    pub hours: WeeklyHours,
    /// Abschläge from January to December.
    pub months: Months,
    /// Posts that the budget carries in each month, by the days on which the Anstellungsträger has its Kitas; set where
    /// one of them changes in the year and the inputs know the months. Else every month has the year's [`Self::vzae`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned: Option<[Vzae; 12]>,
}

impl AnstellungstraegerFigures {
    /// Posts that the budget carries in a month, January = 0.
    pub fn planned_in(&self, month: u8) -> Vzae {
        self.planned.and_then(|months| months.get(usize::from(month)).copied()).unwrap_or(self.vzae)
    }
}

/// Sums of a Sozialraum or a Kommune.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaFigures<Id> {
    pub id: Id,
    /// Number of eligible Kitas.
    pub kitas: u32,
    pub sockel: Euro,
    pub aufstockung: Euro,
    pub budget: Euro,
    pub vzae: Vzae,
    pub hours: WeeklyHours,
}

impl Figures {
    /// Calculates everything, and checks the sums of rule 3 before it hands anything out.
    pub fn compute(parameters: &Parameters, inputs: &Inputs) -> Result<Self, BudgetError> {
        let pots = Pots::compute(parameters)?;
        let rate = Rate::new(parameters)?;
        let places = find_places(inputs, parameters.vollzeit_stunden.value, days_of_year(parameters.year))?;
        let kitas = kitas(inputs, &places, &share_pots(&pots, parameters, inputs, &places)?, rate)?;
        let (mut anstellungstraeger, without_anstellungstraeger) =
            sums::add_up_employers(inputs, &places, &kitas, rate)?;
        planned::fill(&mut anstellungstraeger, (inputs, parameters.year), &kitas, rate)?;
        let sozialraeume = inputs.sozialraeume().iter().map(|area| area.id);
        let kommunen = inputs.kommunen().iter().map(|area| area.id);
        let figures = Self {
            totals: totals(&pots, parameters, rate, without_anstellungstraeger)?,
            sozialraeume: sums::add_up_areas(sozialraeume, &places, &kitas, rate, |place| place.sozialraum)?,
            kommunen: sums::add_up_areas(kommunen, &places, &kitas, rate, |place| place.kommune)?,
            first_charge: first_charge(&pots, parameters, inputs)?,
            kitas,
            anstellungstraeger,
        };
        rules::check_sums(&figures).map_err(BudgetError::Rule)?;
        Ok(figures)
    }
}

fn kitas(inputs: &Inputs, places: &[Place], shares: &[Share], rate: Rate) -> Result<Vec<KitaFigures>, BudgetError> {
    let kitas = inputs.kitas().iter().zip(places).zip(shares);
    let figures = kitas.map(|((kita, place), share)| {
        let budget = share.sockel.checked_add(share.aufstockung).ok_or(BudgetError::TooLarge)?;
        Ok(KitaFigures {
            kita: kita.id,
            sockel: share.sockel,
            aufstockung: share.aufstockung,
            budget,
            vzae: rate.vzae(budget)?,
            hours: rate.hours(place.cent_hours(budget))?,
        })
    });
    figures.collect()
}

/// `None` for inputs without a list.
fn first_charge(
    pots: &Pots,
    parameters: &Parameters,
    inputs: &Inputs,
) -> Result<Option<FirstChargeShares>, BudgetError> {
    let shares = |list| FirstChargeShares::new(pots.first_charge, parameters.be_vzae.value, list, parameters.year);
    inputs.first_charge().map(shares).transpose()
}

fn totals(
    pots: &Pots,
    parameters: &Parameters,
    rate: Rate,
    without_anstellungstraeger: Euro,
) -> Result<Totals, BudgetError> {
    Ok(Totals {
        gesamt: pots.gesamt,
        landeszuweisung: parameters.landeszuweisung.value,
        kreisanteil: pots.kreisanteil,
        first_charge: pots.first_charge,
        kiso_topf: pots.kiso_topf,
        sockeltopf: pots.sockeltopf,
        aufstockungstopf: pots.aufstockungstopf,
        vzae: rate.vzae(pots.kiso_topf)?,
        without_anstellungstraeger,
    })
}
