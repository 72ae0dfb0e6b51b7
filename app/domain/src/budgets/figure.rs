//! Every figure of a run by name: what a person clicks to see where it comes from.

use super::{
    figures::{AreaFigures, Figures},
    inputs::Inputs,
};
use crate::{
    access::Scope,
    ids::{AnstellungstraegerId, FirstChargeId, KitaId, KitaTraegerId, KommuneId, SozialraumId},
};
use serde::{Deserialize, Serialize};

use super::{euro::Euro, fixed::Vzae, fixed::WeeklyHours, fraction::Fraction};

/// One figure of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Figure {
    Total {
        total: Total,
    },
    Kita {
        kita: KitaId,
        part: Part,
    },
    /// What one of several employers of a Kita gets of its budget; `None` for the days without any.
    KitaShare {
        kita: KitaId,
        anstellungstraeger: Option<AnstellungstraegerId>,
    },
    Anstellungstraeger {
        anstellungstraeger: AnstellungstraegerId,
        part: EmployerPart,
    },
    Sozialraum {
        sozialraum: SozialraumId,
        part: Part,
    },
    Kommune {
        kommune: KommuneId,
        part: Part,
    },
    /// What one entry of the first charge gets of it.
    FirstCharge {
        entry: FirstChargeId,
    },
    /// What a Kita-Träger gets of the first charge.
    KitaTraeger {
        kita_traeger: KitaTraegerId,
    },
    /// What the entries leave of the first charge.
    FirstChargeRest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    Landeszuweisung,
    Gesamt,
    Kreisanteil,
    FirstCharge,
    KisoTopf,
    Sockeltopf,
    Aufstockungstopf,
    Vzae,
    WithoutAnstellungstraeger,
}

/// A column of a Kita, a Sozialraum or a Kommune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Sockel,
    Aufstockung,
    Budget,
    Vzae,
    Hours,
}

/// A column of an Anstellungsträger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmployerPart {
    Budget,
    Vzae,
    Hours,
    /// Abschlag of a month, January = 0.
    Month(u8),
    /// Posts that the budget carries in a month, January = 0; where it is not the same all year.
    Planned(u8),
}

/// A figure's value with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unit", content = "value", rename_all = "snake_case")]
pub enum Value {
    Euro(Euro),
    Vzae(Vzae),
    Hours(WeeklyHours),
    /// A quota or a weight.
    Fraction(Fraction),
}

impl Total {
    pub const ALL: [Total; 9] = [
        Total::Landeszuweisung,
        Total::Gesamt,
        Total::Kreisanteil,
        Total::FirstCharge,
        Total::KisoTopf,
        Total::Sockeltopf,
        Total::Aufstockungstopf,
        Total::Vzae,
        Total::WithoutAnstellungstraeger,
    ];
}

impl Part {
    pub const ALL: [Part; 5] = [Part::Sockel, Part::Aufstockung, Part::Budget, Part::Vzae, Part::Hours];
}

impl EmployerPart {
    /// Of every employer; [`Self::Planned`] comes beside them where the months differ.
    pub fn all() -> impl Iterator<Item = EmployerPart> {
        [EmployerPart::Budget, EmployerPart::Vzae, EmployerPart::Hours]
            .into_iter()
            .chain((0..12).map(EmployerPart::Month))
    }
}

impl Figure {
    /// Every figure that a run has.
    pub fn all(inputs: &Inputs) -> impl Iterator<Item = Figure> {
        let totals = Total::ALL.into_iter().map(|total| Figure::Total { total });
        let kitas = inputs.kitas().iter().flat_map(|kita| Part::ALL.map(|part| Figure::Kita { kita: kita.id, part }));
        let shares = inputs.kitas().iter().filter(|kita| kita.employers().count() > 1);
        let shares = shares.flat_map(|kita| {
            let share = |(anstellungstraeger, _)| Figure::KitaShare { kita: kita.id, anstellungstraeger };
            kita.employers().map(share)
        });
        let employers = inputs.anstellungstraeger().iter().flat_map(|employer| {
            EmployerPart::all().map(|part| Figure::Anstellungstraeger { anstellungstraeger: employer.id, part })
        });
        let differing = inputs.anstellungstraeger().iter().filter(move |employer| inputs.differ_by_month(employer.id));
        let planned = differing.flat_map(|employer| {
            let anstellungstraeger = employer.id;
            (0..12).map(move |month| Figure::Anstellungstraeger {
                anstellungstraeger,
                part: EmployerPart::Planned(month),
            })
        });
        let sozialraeume = inputs.sozialraeume().iter();
        let sozialraeume =
            sozialraeume.flat_map(|area| Part::ALL.map(|part| Figure::Sozialraum { sozialraum: area.id, part }));
        let kommunen =
            inputs.kommunen().iter().flat_map(|area| Part::ALL.map(|part| Figure::Kommune { kommune: area.id, part }));
        let areas = sozialraeume.chain(kommunen);
        totals.chain(kitas).chain(shares).chain(employers).chain(planned).chain(areas).chain(first_charge(inputs))
    }

    /// The figure's value, or `None` when the run has no such thing.
    pub fn value(self, figures: &Figures, inputs: &Inputs) -> Option<Value> {
        Some(match self {
            Figure::Total { total } => total.value(figures),
            Figure::Kita { kita, part } => {
                let kita = figures.kitas.iter().find(|figures| figures.kita == kita)?;
                match part {
                    Part::Sockel => Value::Euro(kita.sockel),
                    Part::Aufstockung => Value::Euro(kita.aufstockung),
                    Part::Budget => Value::Euro(kita.budget),
                    Part::Vzae => Value::Vzae(kita.vzae),
                    Part::Hours => Value::Hours(kita.hours),
                }
            }
            Figure::KitaShare { kita, anstellungstraeger } => {
                let budget = figures.kitas.iter().find(|figures| figures.kita == kita)?.budget;
                let kita = inputs.find_kita(kita)?;
                let shares = kita.split_by_days(budget).ok()?;
                let at = kita.employers().position(|(of, _)| of == anstellungstraeger)?;
                Value::Euro(*shares.get(at)?)
            }
            Figure::Anstellungstraeger { anstellungstraeger, part } => {
                let employer = figures.anstellungstraeger.get(inputs.anstellungstraeger_at(anstellungstraeger)?)?;
                match part {
                    EmployerPart::Budget => Value::Euro(employer.budget),
                    EmployerPart::Vzae => Value::Vzae(employer.vzae),
                    EmployerPart::Hours => Value::Hours(employer.hours),
                    EmployerPart::Month(month) => Value::Euro(*employer.months.get(usize::from(month))?),
                    EmployerPart::Planned(month) => Value::Vzae(*employer.planned?.get(usize::from(month))?),
                }
            }
            Figure::Sozialraum { sozialraum, part } => {
                part.of_area(figures.sozialraeume.get(inputs.sozialraum_at(sozialraum)?)?)
            }
            Figure::Kommune { kommune, part } => part.of_area(figures.kommunen.get(inputs.kommune_at(kommune)?)?),
            Figure::FirstCharge { entry } => {
                let shares = figures.first_charge.as_ref()?;
                Value::Euro(shares.entries.iter().find(|share| share.id == entry)?.amount)
            }
            Figure::KitaTraeger { kita_traeger } => {
                let traeger = figures.first_charge.as_ref()?.by_traeger(inputs.first_charge()?).ok()?;
                Value::Euro(traeger.into_iter().find(|share| share.kita_traeger == kita_traeger)?.amount)
            }
            Figure::FirstChargeRest => Value::Euro(figures.first_charge.as_ref()?.unassigned),
        })
    }

    /// Whether somebody with this scope may see the figure and what it comes from. Who sees a Kita sees the pots that
    /// its share is cut from; sums of areas are for those who see the whole.
    pub fn is_visible_to(self, scope: &Scope, inputs: &Inputs) -> bool {
        match (self, scope) {
            (_, Scope::All) => true,
            (Figure::Kita { kita, .. }, _) => inputs.find_kita(kita).is_some_and(|kita| kita.is_visible_to(scope)),
            (Figure::KitaShare { anstellungstraeger, .. }, Scope::Anstellungstraeger(own)) => {
                anstellungstraeger == Some(*own)
            }
            (Figure::Anstellungstraeger { anstellungstraeger, .. }, Scope::Anstellungstraeger(own)) => {
                anstellungstraeger == *own
            }
            _ => false,
        }
    }
}

/// Those of the list: every entry, every Kita-Träger once, and the rest; none for inputs without a list.
fn first_charge(inputs: &Inputs) -> impl Iterator<Item = Figure> {
    let list = inputs.first_charge();
    let posts = list.unwrap_or_default();
    let mut traeger: Vec<KitaTraegerId> = posts.iter().map(|post| post.kita_traeger).collect();
    traeger.sort_unstable();
    traeger.dedup();
    let entries = posts.iter().map(|post| Figure::FirstCharge { entry: post.id });
    let traeger = traeger.into_iter().map(|kita_traeger| Figure::KitaTraeger { kita_traeger });
    entries.chain(traeger).chain(list.map(|_| Figure::FirstChargeRest))
}

impl Total {
    fn value(self, figures: &Figures) -> Value {
        let totals = &figures.totals;
        match self {
            Total::Landeszuweisung => Value::Euro(totals.landeszuweisung),
            Total::Gesamt => Value::Euro(totals.gesamt),
            Total::Kreisanteil => Value::Euro(totals.kreisanteil),
            Total::FirstCharge => Value::Euro(totals.first_charge),
            Total::KisoTopf => Value::Euro(totals.kiso_topf),
            Total::Sockeltopf => Value::Euro(totals.sockeltopf),
            Total::Aufstockungstopf => Value::Euro(totals.aufstockungstopf),
            Total::Vzae => Value::Vzae(totals.vzae),
            Total::WithoutAnstellungstraeger => Value::Euro(totals.without_anstellungstraeger),
        }
    }
}

impl Part {
    fn of_area<Id>(self, area: &AreaFigures<Id>) -> Value {
        match self {
            Part::Sockel => Value::Euro(area.sockel),
            Part::Aufstockung => Value::Euro(area.aufstockung),
            Part::Budget => Value::Euro(area.budget),
            Part::Vzae => Value::Vzae(area.vzae),
            Part::Hours => Value::Hours(area.hours),
        }
    }
}
