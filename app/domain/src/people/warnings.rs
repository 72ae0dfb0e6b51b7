//! Checks of the Koordination (domain §3): nothing here stops anybody, each names what does not fit and by how much.

use super::{Directory, WeeklyHours};
use crate::ids::{AnstellungstraegerId, KitaId, KooperationsvereinbarungId, PersonId, PostId};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From which difference on hours do not fit; smaller ones are roundings to a quarter of an hour.
pub const TOLERANCE_HUNDREDTHS: u32 = 25;
/// How long before its end an agreement is named, in days.
pub const NOTICE_DAYS: u64 = 180;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// The shares of a KiSo are more, or less, than the contract.
    ContractDiffers { kiso: PersonId, contract: WeeklyHours, assigned: WeeklyHours },
    /// A Kita has fewer, or more, hours than its share of the budget.
    ShareDiffers { kita: KitaId, share: WeeklyHours, assigned: WeeklyHours },
    /// A post that nobody holds.
    Vacant { post: PostId, anstellungstraeger: AnstellungstraegerId, hours: WeeklyHours },
    /// An agreement that ends soon and has no successor for each of its Kitas.
    AgreementEnds { agreement: KooperationsvereinbarungId, on: NaiveDate },
    /// An eligible Kita that no agreement covers.
    NoEmployer { kita: KitaId },
}

impl Directory {
    /// What does not fit on a day. `shares` holds the hours that the budget gives to each Kita; without an entry, a
    /// Kita's hours are not judged.
    pub fn warnings(&self, day: NaiveDate, shares: &BTreeMap<KitaId, WeeklyHours>) -> Vec<Warning> {
        let mut warnings = Vec::new();
        self.compare_contracts(day, &mut warnings);
        self.compare_shares(day, shares, &mut warnings);
        let vacant = self.posts.iter().filter(|post| post.is_vacant(day));
        warnings.extend(vacant.map(|post| Warning::Vacant {
            post: post.id,
            anstellungstraeger: post.anstellungstraeger,
            hours: post.hours,
        }));
        self.find_ending_agreements(day, &mut warnings);
        let uncovered = self.kitas.iter().filter(|k| k.is_eligible(day) && self.employer_on(k.id, day).is_none());
        warnings.extend(uncovered.map(|kita| Warning::NoEmployer { kita: kita.id }));
        warnings
    }

    fn compare_contracts(&self, day: NaiveDate, warnings: &mut Vec<Warning>) {
        for kiso in self.kisos.iter() {
            let Some(contract) = kiso.contract_on(day) else { continue };
            let assigned = self.hours_of_kiso(kiso.id, day);
            if differ(contract.hours, assigned) {
                warnings.push(Warning::ContractDiffers { kiso: kiso.id, contract: contract.hours, assigned });
            }
        }
    }

    fn compare_shares(&self, day: NaiveDate, shares: &BTreeMap<KitaId, WeeklyHours>, warnings: &mut Vec<Warning>) {
        for kita in self.kitas.iter() {
            let Some(share) = shares.get(&kita.id).copied() else { continue };
            let assigned = self.hours_of_kita(kita.id, day);
            if differ(share, assigned) {
                warnings.push(Warning::ShareDiffers { kita: kita.id, share, assigned });
            }
        }
    }

    fn find_ending_agreements(&self, day: NaiveDate, warnings: &mut Vec<Warning>) {
        let horizon = day.checked_add_days(Days::new(NOTICE_DAYS)).unwrap_or(NaiveDate::MAX);
        for agreement in self.agreements.iter().filter(|agreement| agreement.status.is_binding()) {
            let Some(last) = agreement.term.to().filter(|last| (day..=horizon).contains(last)) else { continue };
            let Some(next) = last.succ_opt() else { continue };
            let mut current = agreement.kitas.iter().filter(|term| term.period.contains(last));
            if current.any(|term| self.employer_on(term.kita, next).is_none()) {
                warnings.push(Warning::AgreementEnds { agreement: agreement.id, on: last });
            }
        }
    }
}

fn differ(planned: WeeklyHours, found: WeeklyHours) -> bool {
    planned.distance(found) > WeeklyHours::from_hundredths(TOLERANCE_HUNDREDTHS)
}
