//! What a run needs to know of the directory, on the day it is calculated for.

use super::{
    abschlag::Months,
    error::BudgetError,
    euro::Euro,
    first_charge::FirstChargePost,
    fixed::WeeklyHours,
    index::{IndexYear, LevelSource},
    split::{SplitError, split},
};
use crate::{
    access::Scope,
    ids::{AnstellungstraegerId, KitaId, KommuneId, SozialraumId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days in each month of a year, January first.
pub type DaysByMonth = [u8; 12];

/// One Kita. Its key is the official number: splits give left-over cents by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaInput {
    pub number: String,
    pub id: KitaId,
    pub name: String,
    pub sozialraum: SozialraumId,
    /// Its Mehrbedarf level is that of the Kita.
    pub kommune: KommuneId,
    /// Whether one of the two indicators holds (domain §2); only eligible Kitas receive anything.
    pub eligible: bool,
    pub places: u32,
    pub children: u32,
    /// On the day of the calculation; `None` while no Kooperationsvereinbarung covers the Kita.
    pub anstellungstraeger: Option<AnstellungstraegerId>,
    /// The year by days, where the Kita is not eligible for all of it or changes its employer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<YearDays>,
}

/// The days of a year on which a Kita is eligible, by who employs its KiSo on them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearDays {
    /// At least 1 day each; nobody stands here twice.
    pub spans: Vec<EmployerDays>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerDays {
    /// `None`: days without a Kooperationsvereinbarung.
    pub anstellungstraeger: Option<AnstellungstraegerId>,
    pub days: u16,
    /// The same days by months; `None` in runs from before formula 3, which did not keep them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<DaysByMonth>,
}

impl YearDays {
    /// Eligible days, at most 366 in consistent inputs.
    pub fn eligible(&self) -> u32 {
        self.spans.iter().map(|span| u32::from(span.days)).sum()
    }
}

/// The share of one employer in the budget of a Kita, by the months whose days it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmployerMonths {
    pub anstellungstraeger: Option<AnstellungstraegerId>,
    pub months: Months,
}

impl KitaInput {
    /// Every employer that gets something of this Kita, with its days; the one employer of the whole year without days.
    pub fn employers(&self) -> impl Iterator<Item = (Option<AnstellungstraegerId>, Option<u16>)> {
        let whole = self.days.is_none().then_some((self.anstellungstraeger, None));
        let spans = self.days.iter().flat_map(|days| &days.spans);
        whole.into_iter().chain(spans.map(|span| (span.anstellungstraeger, Some(span.days))))
    }

    /// The budget split by days over [`Self::employers`], in their order. Ties go to the smaller id, no employer first.
    pub fn split_by_days(&self, budget: Euro) -> Result<Vec<Euro>, SplitError> {
        let parts: Vec<_> = self.employers().map(|(of, days)| (of, days.map_or(1, u64::from))).collect();
        if parts.len() == 1 { Ok(vec![budget]) } else { split(budget, &parts) }
    }

    /// What each employer of a Kita that changes in the year gets of its budget, and that by months: both by days, to the
    /// cent. Empty where one employer has the Kita all year; `None` where the run does not know the months.
    pub fn split_by_months(&self, budget: Euro) -> Result<Option<Vec<EmployerMonths>>, SplitError> {
        let Some(days) = &self.days else { return Ok(Some(Vec::new())) };
        let mut parts = Vec::with_capacity(days.spans.len());
        for (span, share) in days.spans.iter().zip(self.split_by_days(budget)?) {
            let Some(by_month) = span.months else { return Ok(None) };
            let weights: Vec<(usize, u64)> = by_month.iter().map(|days| u64::from(*days)).enumerate().collect();
            let mut months = Months::default();
            for (month, amount) in months.iter_mut().zip(split(share, &weights)?) {
                *month = amount;
            }
            parts.push(EmployerMonths { anstellungstraeger: span.anstellungstraeger, months });
        }
        Ok(Some(parts))
    }

    /// Whether somebody with this scope may see the Kita: who employed its KiSo on any day of the year may.
    pub fn is_visible_to(&self, scope: &Scope) -> bool {
        self.employers().any(|(employer, _)| scope.covers_kita(self.id, employer))
    }
}

/// Days of a calendar year.
pub fn days_of_year(year: i32) -> u16 {
    if chrono::NaiveDate::from_ymd_opt(year, 2, 29).is_some() { 366 } else { 365 }
}

/// First and last day of a month, January = 0; `None` beyond any calendar.
pub fn days_of_month(year: i32, month: u8) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, u32::from(month) + 1, 1)?;
    Some((first, first.checked_add_months(chrono::Months::new(1))?.pred_opt()?))
}

/// Days of a month, January = 0; 0 beyond any calendar.
pub fn length_of_month(year: i32, month: u8) -> u16 {
    let length = days_of_month(year, month).map(|(first, last)| (last - first).num_days() + 1);
    length.and_then(|days| u16::try_from(days).ok()).unwrap_or_default()
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KommuneInput {
    pub id: KommuneId,
    pub name: String,
    /// Level of sozialstruktureller Mehrbedarf.
    pub level: u8,
    /// What the index said to it. It decides nothing: the level does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<LevelSource>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SozialraumInput {
    pub id: SozialraumId,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnstellungstraegerInput {
    pub id: AnstellungstraegerId,
    pub name: String,
    /// Hours a week of a full-time post under this employer's tariff; `None` takes the year's parameter.
    pub vollzeit_stunden: Option<WeeklyHours>,
}

/// The inputs of a run: unique keys, known references, in one order whatever order they came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Inputs {
    kitas: Vec<KitaInput>,
    kommunen: Vec<KommuneInput>,
    sozialraeume: Vec<SozialraumInput>,
    anstellungstraeger: Vec<AnstellungstraegerInput>,
    /// `None` in runs from before formula 3, whose list stands beside them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_charge: Option<Vec<FirstChargePost>>,
}

impl Inputs {
    /// Sorts Kitas by official number and the rest by id, and checks that every reference is known.
    pub fn new(
        mut kitas: Vec<KitaInput>,
        mut kommunen: Vec<KommuneInput>,
        mut sozialraeume: Vec<SozialraumInput>,
        mut anstellungstraeger: Vec<AnstellungstraegerInput>,
    ) -> Result<Self, BudgetError> {
        kitas.sort_unstable_by(|a, b| a.number.cmp(&b.number));
        kommunen.sort_unstable_by_key(|kommune| kommune.id);
        sozialraeume.sort_unstable_by_key(|sozialraum| sozialraum.id);
        anstellungstraeger.sort_unstable_by_key(|employer| employer.id);
        let inputs = Self { kitas, kommunen, sozialraeume, anstellungstraeger, first_charge: None };
        inputs.check()?;
        Ok(inputs)
    }

    /// With the list of the first charge as it counts for the run, oldest entry first whatever order it came in.
    pub fn with_first_charge(self, mut posts: Vec<FirstChargePost>) -> Result<Self, BudgetError> {
        posts.sort_unstable_by_key(|post| post.id);
        if posts.windows(2).any(|pair| pair[0].id == pair[1].id) {
            return Err(BudgetError::DuplicateId);
        }
        Ok(Self { first_charge: Some(posts), ..self })
    }

    /// By id, which is by age; `None` in runs from before formula 3.
    pub fn first_charge(&self) -> Option<&[FirstChargePost]> {
        self.first_charge.as_deref()
    }

    /// Whether the inputs have what only formula 3 computes with: the list of the first charge, or days by months.
    pub(super) fn ask_for_third(&self) -> bool {
        let mut spans = self.kitas.iter().flat_map(|kita| &kita.days).flat_map(|days| &days.spans);
        self.first_charge.is_some() || spans.any(|span| span.months.is_some())
    }

    /// By official number.
    pub fn kitas(&self) -> &[KitaInput] {
        &self.kitas
    }

    /// By id.
    pub fn kommunen(&self) -> &[KommuneInput] {
        &self.kommunen
    }

    /// By id.
    pub fn sozialraeume(&self) -> &[SozialraumInput] {
        &self.sozialraeume
    }

    /// By id.
    pub fn anstellungstraeger(&self) -> &[AnstellungstraegerInput] {
        &self.anstellungstraeger
    }

    pub fn find_kita(&self, id: KitaId) -> Option<&KitaInput> {
        self.kitas.iter().find(|kita| kita.id == id)
    }

    pub fn find_kommune(&self, id: KommuneId) -> Option<&KommuneInput> {
        self.kommune_at(id).and_then(|at| self.kommunen.get(at))
    }

    pub fn find_sozialraum(&self, id: SozialraumId) -> Option<&SozialraumInput> {
        self.sozialraum_at(id).and_then(|at| self.sozialraeume.get(at))
    }

    pub fn find_anstellungstraeger(&self, id: AnstellungstraegerId) -> Option<&AnstellungstraegerInput> {
        self.anstellungstraeger_at(id).and_then(|at| self.anstellungstraeger.get(at))
    }

    /// Whether what an employer's budget carries differs from month to month, and the inputs know how.
    pub(super) fn differ_by_month(&self, employer: AnstellungstraegerId) -> bool {
        let own = |days: &&YearDays| days.spans.iter().any(|span| span.anstellungstraeger == Some(employer));
        let mut changing = self.kitas.iter().flat_map(|kita| &kita.days).filter(own).peekable();
        let has_any = changing.peek().is_some();
        has_any && changing.all(|days| days.spans.iter().all(|span| span.months.is_some()))
    }

    /// The same inputs with another level of one Kommune: for simulation.
    pub fn with_level(mut self, kommune: KommuneId, level: u8) -> Self {
        if let Some(found) = self.kommunen.iter_mut().find(|found| found.id == kommune && found.level != level) {
            found.level = level;
            // It was given for the other level, and says nothing about this one.
            if let Some(source) = &mut found.source {
                source.reason = None;
            }
        }
        self
    }

    /// With what the index says to the levels, for the derivation of figures.
    pub fn with_index(mut self, index: &IndexYear, day: NaiveDate) -> Self {
        for kommune in &mut self.kommunen {
            kommune.source = index.source_of(kommune.id, kommune.level, day);
        }
        self
    }

    pub(super) fn kommune_at(&self, id: KommuneId) -> Option<usize> {
        self.kommunen.binary_search_by_key(&id, |kommune| kommune.id).ok()
    }

    pub(super) fn sozialraum_at(&self, id: SozialraumId) -> Option<usize> {
        self.sozialraeume.binary_search_by_key(&id, |sozialraum| sozialraum.id).ok()
    }

    pub(super) fn anstellungstraeger_at(&self, id: AnstellungstraegerId) -> Option<usize> {
        self.anstellungstraeger.binary_search_by_key(&id, |employer| employer.id).ok()
    }

    fn check(&self) -> Result<(), BudgetError> {
        if let Some(twice) = self.kitas.windows(2).find(|pair| pair[0].number == pair[1].number) {
            return Err(BudgetError::DuplicateKita(twice[0].number.clone()));
        }
        let mut ids: Vec<KitaId> = self.kitas.iter().map(|kita| kita.id).collect();
        let unique_ids = is_strictly_ascending(&mut ids, |id| *id)
            && is_strictly_ascending(&mut self.kommunen.iter().collect::<Vec<_>>(), |kommune| kommune.id)
            && is_strictly_ascending(&mut self.sozialraeume.iter().collect::<Vec<_>>(), |sozialraum| sozialraum.id)
            && is_strictly_ascending(&mut self.anstellungstraeger.iter().collect::<Vec<_>>(), |employer| employer.id);
        if !unique_ids {
            return Err(BudgetError::DuplicateId);
        }
        let is_known = |kita: &KitaInput| {
            self.kommune_at(kita.kommune).is_some()
                && self.sozialraum_at(kita.sozialraum).is_some()
                && kita.anstellungstraeger.is_none_or(|employer| self.anstellungstraeger_at(employer).is_some())
                && kita.employers().all(|(of, _)| of.is_none_or(|of| self.anstellungstraeger_at(of).is_some()))
        };
        match self.kitas.iter().find(|kita| !is_known(kita)) {
            Some(kita) => Err(BudgetError::UnknownReference(kita.number.clone())),
            None => Ok(()),
        }
    }
}

/// Inputs as they come from outside.
#[derive(Deserialize)]
struct Unchecked {
    kitas: Vec<KitaInput>,
    kommunen: Vec<KommuneInput>,
    sozialraeume: Vec<SozialraumInput>,
    anstellungstraeger: Vec<AnstellungstraegerInput>,
    #[serde(default)]
    first_charge: Option<Vec<FirstChargePost>>,
}

impl TryFrom<Unchecked> for Inputs {
    type Error = BudgetError;

    fn try_from(raw: Unchecked) -> Result<Self, BudgetError> {
        let inputs = Self::new(raw.kitas, raw.kommunen, raw.sozialraeume, raw.anstellungstraeger)?;
        match raw.first_charge {
            Some(posts) => inputs.with_first_charge(posts),
            None => Ok(inputs),
        }
    }
}

/// Sorts by key, then tells whether no key occurs twice.
fn is_strictly_ascending<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) -> bool {
    items.sort_unstable_by_key(&key);
    items.windows(2).all(|pair| key(&pair[0]) < key(&pair[1]))
}
