//! The directory as it stands on one day.

use super::{Directory, Kita, KitaNumber, Leitung, WeeklyHours, Zuordnung};
use crate::ids::{AnstellungstraegerId, KitaId, KommuneId, PersonId, SozialraumId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the budget of a year needs to know of a Kita on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaFacts {
    pub kita: KitaId,
    /// Stable key of splits.
    pub number: KitaNumber,
    pub name: String,
    pub eligible: bool,
    /// Mehrbedarf level of the Kommune.
    pub level: u8,
    pub places: u32,
    /// 0 while nobody has entered them.
    pub children: u32,
    pub kommune: KommuneId,
    pub sozialraum: Option<SozialraumId>,
    pub anstellungstraeger: Option<AnstellungstraegerId>,
    /// Full-time hours a week with this employer.
    pub full_time: Option<WeeklyHours>,
}

impl Directory {
    /// Facts of every Kita, ordered by number.
    pub fn facts_on(&self, day: NaiveDate) -> Vec<KitaFacts> {
        let mut facts: Vec<_> = self.kitas.iter().map(|kita| self.facts_of(kita, day)).collect();
        facts.sort_by(|a, b| a.number.cmp(&b.number));
        facts
    }

    fn facts_of(&self, kita: &Kita, day: NaiveDate) -> KitaFacts {
        let kommune = self.kommunen.get(kita.kommune);
        let employer = self.employer_on(kita.id, day);
        KitaFacts {
            kita: kita.id,
            number: kita.number.clone(),
            name: kita.name.clone(),
            eligible: kita.is_eligible(day),
            level: kommune.map_or(0, |kommune| kommune.level_on(day)),
            places: kita.places.on(day).copied().unwrap_or(0),
            children: kita.children.on(day).copied().unwrap_or(0),
            kommune: kita.kommune,
            sozialraum: kommune.map(|kommune| kommune.sozialraum),
            anstellungstraeger: employer,
            full_time: employer.and_then(|id| self.anstellungstraeger.get(id)).map(|employer| employer.full_time),
        }
    }

    /// The one employer whose KiSo work in a Kita on a day, by its agreement.
    pub fn employer_on(&self, kita: KitaId, day: NaiveDate) -> Option<AnstellungstraegerId> {
        let mut binding = self.agreements.iter().filter(|agreement| agreement.status.is_binding());
        binding
            .find(|agreement| agreement.kitas.iter().any(|term| term.kita == kita && term.period.contains(day)))
            .map(|agreement| agreement.anstellungstraeger)
    }

    /// Who works how much in a Kita on a day.
    pub fn zuordnungen_of_kita(&self, kita: KitaId, day: NaiveDate) -> impl Iterator<Item = &Zuordnung> {
        self.zuordnungen.iter().filter(move |z| z.kita == kita && z.period.contains(day))
    }

    /// Where a KiSo works how much on a day.
    pub fn zuordnungen_of_kiso(&self, kiso: PersonId, day: NaiveDate) -> impl Iterator<Item = &Zuordnung> {
        self.zuordnungen.iter().filter(move |z| z.kiso == kiso && z.period.contains(day))
    }

    pub fn hours_of_kita(&self, kita: KitaId, day: NaiveDate) -> WeeklyHours {
        self.zuordnungen_of_kita(kita, day).map(|zuordnung| zuordnung.hours).sum()
    }

    pub fn hours_of_kiso(&self, kiso: PersonId, day: NaiveDate) -> WeeklyHours {
        self.zuordnungen_of_kiso(kiso, day).map(|zuordnung| zuordnung.hours).sum()
    }

    pub fn leitung_of(&self, kita: KitaId, day: NaiveDate) -> Option<&Leitung> {
        self.leitungen.iter().find(|leitung| leitung.kita == kita && leitung.period.contains(day))
    }
}
