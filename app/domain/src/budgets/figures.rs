//! The figures of a run: what every Kita, employer, Sozialraum and Kommune gets. Pure arithmetic of domain §3.

use super::{
    abschlag::{self, Months},
    error::BudgetError,
    euro::Euro,
    fixed::{Vzae, WeeklyHours},
    fraction::Fraction,
    inputs::{Inputs, KitaInput},
    parameters::{Parameters, SockelBasis, SockelVerteilung},
    rounding::round_half_away,
    rules,
    split::{self, SplitError},
};
use crate::ids::{AnstellungstraegerId, KitaId, KommuneId, SozialraumId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, num::NonZeroU64};

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
        let shares = shares(&pots, parameters, inputs)?;
        let kitas = inputs
            .kitas()
            .iter()
            .zip(&shares)
            .map(|(kita, share)| share.kita(kita, rate, rate.hours_of(kita, inputs)))
            .collect::<Result<Vec<_>, _>>()?;
        let (employers, without_anstellungstraeger) = employers(inputs, &kitas, rate)?;
        let place = |kita: &KitaInput| inputs.sozialraum_at(kita.sozialraum);
        let sozialraeume = areas(inputs.sozialraeume().iter().map(|area| area.id), inputs, &kitas, rate, place)?;
        let place = |kita: &KitaInput| inputs.kommune_at(kita.kommune);
        let kommunen = areas(inputs.kommunen().iter().map(|area| area.id), inputs, &kitas, rate, place)?;
        let totals = Totals {
            gesamt: pots.gesamt,
            landeszuweisung: parameters.landeszuweisung.value,
            kreisanteil: pots.kreisanteil,
            first_charge: pots.first_charge,
            kiso_topf: pots.kiso_topf,
            sockeltopf: pots.sockeltopf,
            aufstockungstopf: pots.aufstockungstopf,
            vzae: rate.vzae(pots.kiso_topf)?,
            without_anstellungstraeger,
        };
        let figures = Self { totals, kitas, anstellungstraeger: employers, sozialraeume, kommunen };
        rules::check(&figures).map_err(BudgetError::Rule)?;
        Ok(figures)
    }
}

/// The amounts that come before any Kita.
pub(super) struct Pots {
    pub gesamt: Euro,
    pub kreisanteil: Euro,
    pub first_charge: Euro,
    pub kiso_topf: Euro,
    pub sockeltopf: Euro,
    pub aufstockungstopf: Euro,
}

impl Pots {
    pub fn compute(parameters: &Parameters) -> Result<Self, BudgetError> {
        if let Some(parameter) = parameters.out_of_range() {
            return Err(BudgetError::OutOfRange(parameter));
        }
        let too_large = BudgetError::TooLarge;
        let land = parameters.landeszuweisung.value;
        let whole_per_land = parameters.landesanteil.value.inverse().ok_or(BudgetError::TooLarge)?;
        let gesamt = whole_per_land.of(land).ok_or(too_large.clone())?;
        let kreisanteil = gesamt.checked_sub(land).ok_or(too_large.clone())?;
        let first_charge = first_charge(parameters)?;
        let kiso_topf = gesamt.checked_sub(first_charge).ok_or(too_large.clone())?;
        if kiso_topf.is_negative() {
            return Err(BudgetError::FirstChargeExceedsGesamt { most: most_posts(parameters, gesamt) });
        }
        let basis = match parameters.sockel_basis.value {
            SockelBasis::KisoTopf => kiso_topf,
            SockelBasis::Gesamt => gesamt,
        };
        let sockeltopf = parameters.sockel_quote.value.of(basis).ok_or(too_large.clone())?;
        let aufstockungstopf = kiso_topf.checked_sub(sockeltopf).ok_or(too_large)?;
        if aufstockungstopf.is_negative() {
            return Err(BudgetError::SockelExceedsKisoTopf { most: most_quota(kiso_topf, gesamt) });
        }
        Ok(Self { gesamt, kreisanteil, first_charge, kiso_topf, sockeltopf, aufstockungstopf })
    }
}

fn first_charge(parameters: &Parameters) -> Result<Euro, BudgetError> {
    let posts = i128::from(parameters.be_vzae.value.scaled());
    let exact = parameters.be_pauschale.value.cents().checked_mul(posts).ok_or(BudgetError::TooLarge)?;
    Euro::checked_from_cents(round_half_away(exact, POST)).ok_or(BudgetError::TooLarge)
}

/// Posts of the first charge that the budget could just pay, for the message.
fn most_posts(parameters: &Parameters, gesamt: Euro) -> Vzae {
    let posts = (gesamt.cents() * i128::from(Vzae::unit())).checked_div(parameters.be_pauschale.value.cents());
    Vzae::from_scaled(posts.and_then(|posts| i64::try_from(posts).ok()).unwrap_or(0))
}

/// The largest quota with four places that fits, for the message.
fn most_quota(kiso_topf: Euro, gesamt: Euro) -> Fraction {
    let quota = (kiso_topf.cents() * 10_000).checked_div(gesamt.cents());
    quota.and_then(|quota| Fraction::new(u64::try_from(quota).ok()?, 10_000)).unwrap_or(Fraction::ZERO)
}

/// Units of the last place in one post.
const POST: NonZeroU64 = NonZeroU64::new(Vzae::unit() as u64).expect("a power of ten is not zero");

/// What a post costs and how long it is: turns money into posts and hours, each rounded once.
#[derive(Clone, Copy)]
pub(super) struct Rate {
    pauschale: NonZeroU64,
    hours: WeeklyHours,
}

impl Rate {
    pub fn new(parameters: &Parameters) -> Result<Self, BudgetError> {
        let pauschale = u64::try_from(parameters.vzae_pauschale.value.cents()).ok().and_then(NonZeroU64::new);
        Ok(Self { pauschale: pauschale.ok_or(BudgetError::TooLarge)?, hours: parameters.vollzeit_stunden.value })
    }

    /// Hours of a full-time post in this Kita: those of its employer, if it has own ones.
    pub fn hours_of(self, kita: &KitaInput, inputs: &Inputs) -> WeeklyHours {
        kita.anstellungstraeger
            .and_then(|employer| inputs.find_anstellungstraeger(employer))
            .and_then(|employer| employer.vollzeit_stunden)
            .unwrap_or(self.hours)
    }

    pub fn vzae(self, budget: Euro) -> Result<Vzae, BudgetError> {
        let exact = budget.cents() * i128::from(Vzae::unit());
        to_i64(round_half_away(exact, self.pauschale)).map(Vzae::from_scaled)
    }

    /// From cents × hours of a full-time post, so that sums over several tariffs are rounded once too.
    pub fn hours(self, cent_hours: i128) -> Result<WeeklyHours, BudgetError> {
        to_i64(round_half_away(cent_hours, self.pauschale)).map(WeeklyHours::from_scaled)
    }
}

fn to_i64(number: i128) -> Result<i64, BudgetError> {
    i64::try_from(number).map_err(|_| BudgetError::TooLarge)
}

#[derive(Clone, Copy)]
struct Share {
    sockel: Euro,
    aufstockung: Euro,
}

impl Share {
    fn kita(self, kita: &KitaInput, rate: Rate, full_time: WeeklyHours) -> Result<KitaFigures, BudgetError> {
        let budget = self.sockel.checked_add(self.aufstockung).ok_or(BudgetError::TooLarge)?;
        Ok(KitaFigures {
            kita: kita.id,
            sockel: self.sockel,
            aufstockung: self.aufstockung,
            budget,
            vzae: rate.vzae(budget)?,
            hours: rate.hours(budget.cents() * i128::from(full_time.scaled()))?,
        })
    }
}

/// Both pots shared over the Kitas, in the order of the inputs.
fn shares(pots: &Pots, parameters: &Parameters, inputs: &Inputs) -> Result<Vec<Share>, BudgetError> {
    let weights = sockel_weights(parameters.sockel_verteilung.value, inputs);
    let sockel = share(pots.sockeltopf, &weights, BudgetError::NobodyForSockel)?;
    let weights = aufstockung_weights(&parameters.stufen_gewicht.value, inputs)?;
    let aufstockung = share(pots.aufstockungstopf, &weights, BudgetError::NobodyForAufstockung)?;
    Ok(sockel.into_iter().zip(aufstockung).map(|(sockel, aufstockung)| Share { sockel, aufstockung }).collect())
}

/// Without money nobody needs a weight: a quota of 1 leaves nothing to top up, wherever the Kitas are.
pub(super) fn share(pot: Euro, weights: &[(&str, u64)], nobody: BudgetError) -> Result<Vec<Euro>, BudgetError> {
    match split::split(pot, weights) {
        Ok(shares) => Ok(shares),
        Err(SplitError::NoWeight) if pot == Euro::ZERO => Ok(vec![Euro::ZERO; weights.len()]),
        Err(SplitError::NoWeight) => Err(nobody),
        Err(SplitError::TooLarge) => Err(BudgetError::TooLarge),
    }
}

pub(super) fn sockel_weights(verteilung: SockelVerteilung, inputs: &Inputs) -> Vec<(&str, u64)> {
    let weight = |kita: &KitaInput| match verteilung {
        _ if !kita.eligible => 0,
        SockelVerteilung::Equal => 1,
        SockelVerteilung::Places => u64::from(kita.places),
        SockelVerteilung::Children => u64::from(kita.children),
    };
    inputs.kitas().iter().map(|kita| (kita.number.as_str(), weight(kita))).collect()
}

pub(super) fn aufstockung_weights<'a>(
    by_level: &BTreeMap<u8, Fraction>,
    inputs: &'a Inputs,
) -> Result<Vec<(&'a str, u64)>, BudgetError> {
    let whole: BTreeMap<u8, u64> =
        by_level.keys().copied().zip(split::common_weights(by_level.values().copied())?).collect();
    let by_kommune: Vec<Option<u64>> =
        inputs.kommunen().iter().map(|kommune| whole.get(&kommune.level).copied()).collect();
    let weight = |kita: &KitaInput| {
        let at = inputs.kommune_at(kita.kommune).ok_or_else(|| BudgetError::UnknownReference(kita.number.clone()))?;
        by_kommune[at].ok_or(BudgetError::UnknownLevel(inputs.kommunen()[at].level))
    };
    let weight = |kita: &'a KitaInput| Ok((kita.number.as_str(), if kita.eligible { weight(kita)? } else { 0 }));
    inputs.kitas().iter().map(weight).collect()
}

/// Running sums of a group of Kitas, in exact integers.
#[derive(Clone, Copy, Default)]
struct Sum {
    kitas: u32,
    sockel: i128,
    aufstockung: i128,
    /// Cents × hours of the full-time post, for hours that are rounded once.
    cent_hours: i128,
}

impl Sum {
    fn add(&mut self, kita: &KitaInput, figures: &KitaFigures, full_time: WeeklyHours) {
        self.kitas += u32::from(kita.eligible);
        self.sockel += figures.sockel.cents();
        self.aufstockung += figures.aufstockung.cents();
        self.cent_hours += figures.budget.cents() * i128::from(full_time.scaled());
    }

    fn budget(&self) -> Result<Euro, BudgetError> {
        money(self.sockel + self.aufstockung)
    }
}

fn money(cents: i128) -> Result<Euro, BudgetError> {
    Euro::checked_from_cents(cents).ok_or(BudgetError::TooLarge)
}

/// Every employer's sums, and the budget of eligible Kitas without one.
fn employers(
    inputs: &Inputs,
    kitas: &[KitaFigures],
    rate: Rate,
) -> Result<(Vec<AnstellungstraegerFigures>, Euro), BudgetError> {
    let place = |kita: &KitaInput| kita.anstellungstraeger.and_then(|id| inputs.anstellungstraeger_at(id));
    let (sums, without) = group(inputs.anstellungstraeger().len(), inputs, kitas, rate, place);
    let figures = |(employer, sum): (AnstellungstraegerId, Sum)| {
        let budget = sum.budget()?;
        Ok(AnstellungstraegerFigures {
            anstellungstraeger: employer,
            kitas: sum.kitas,
            budget,
            vzae: rate.vzae(budget)?,
            hours: rate.hours(sum.cent_hours)?,
            months: abschlag::plan(budget)?,
        })
    };
    let ids = inputs.anstellungstraeger().iter().map(|employer| employer.id);
    let employers = ids.zip(sums).map(figures).collect::<Result<_, BudgetError>>()?;
    Ok((employers, without.budget()?))
}

fn areas<Id>(
    ids: impl ExactSizeIterator<Item = Id>,
    inputs: &Inputs,
    kitas: &[KitaFigures],
    rate: Rate,
    place: impl Fn(&KitaInput) -> Option<usize>,
) -> Result<Vec<AreaFigures<Id>>, BudgetError> {
    let (sums, _) = group(ids.len(), inputs, kitas, rate, place);
    let figures = |(id, sum): (Id, Sum)| {
        let budget = sum.budget()?;
        let (sockel, aufstockung) = (money(sum.sockel)?, money(sum.aufstockung)?);
        let hours = rate.hours(sum.cent_hours)?;
        Ok(AreaFigures { id, kitas: sum.kitas, sockel, aufstockung, budget, vzae: rate.vzae(budget)?, hours })
    };
    ids.zip(sums).map(figures).collect()
}

/// Sums by group, and the sum of Kitas that belong to none.
fn group(
    groups: usize,
    inputs: &Inputs,
    kitas: &[KitaFigures],
    rate: Rate,
    place: impl Fn(&KitaInput) -> Option<usize>,
) -> (Vec<Sum>, Sum) {
    let mut sums = vec![Sum::default(); groups];
    let mut without = Sum::default();
    for (kita, figures) in inputs.kitas().iter().zip(kitas) {
        let sum = place(kita).and_then(|at| sums.get_mut(at)).unwrap_or(&mut without);
        sum.add(kita, figures, rate.hours_of(kita, inputs));
    }
    (sums, without)
}
