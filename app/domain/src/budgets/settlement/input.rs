//! The forms of the Verwendungsnachweis and of its check: raw texts in, amounts or the faults of all fields out.

use super::{
    shares::KitaShare,
    types::{KitaCost, Recognised, Statement},
};
use crate::{
    budgets::{Euro, round_half_away},
    error::{ErrorCode, FieldError},
    field::{self, Faults},
    ids::KitaId,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, num::NonZeroU64};

/// The Verwendungsnachweis as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementInput {
    pub kitas: Vec<KitaCostInput>,
    pub remarks: String,
}

/// The fields of one Kita: `personnel_NUMBER` and `training_NUMBER`; of a Kita that the run does not have, see
/// [`foreign_field`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaCostInput {
    pub kita: KitaId,
    pub personnel: String,
    pub training: String,
}

/// One percent, as parts of a hundred.
const PERCENT: NonZeroU64 = NonZeroU64::new(100).expect("a hundred is not zero");

/// Training and professional advice count up to 1 % of the other personnel costs (domain §2), rounded to the cent.
pub fn training_limit(personnel: Euro) -> Euro {
    Euro::checked_from_cents(round_half_away(personnel.cents(), PERCENT)).unwrap_or_default()
}

impl StatementInput {
    /// What can be kept as a draft: blank amounts are still missing, everything else has to be right.
    pub fn check_draft(&self, kitas: &[KitaShare]) -> Result<Statement, Vec<FieldError>> {
        self.read(kitas, optional_money)
    }

    /// What can be submitted: every amount is there, zero included.
    pub fn check(&self, kitas: &[KitaShare]) -> Result<Statement, Vec<FieldError>> {
        self.read(kitas, |field, raw| money(field, raw).map(Some))
    }

    fn read(
        &self,
        kitas: &[KitaShare],
        money: impl Fn(&str, &str) -> Result<Option<Euro>, FieldError>,
    ) -> Result<Statement, Vec<FieldError>> {
        let mut faults = Faults::new();
        let mut costs = Vec::with_capacity(kitas.len());
        for share in kitas {
            let typed = self.kitas.iter().find(|typed| typed.kita == share.kita);
            let raw = |text: fn(&KitaCostInput) -> &String| typed.map_or("", |typed| text(typed));
            let personnel = faults.take(money(&personnel_field(&share.number), raw(|typed| &typed.personnel)));
            let training = money(&training_field(&share.number), raw(|typed| &typed.training));
            let training = training.and_then(|amount| within_limit(share, personnel.flatten(), amount));
            let training = faults.take(training);
            costs.push(KitaCost {
                kita: share.kita,
                number: share.number.clone(),
                name: share.name.clone(),
                personnel: personnel.flatten(),
                training: training.flatten(),
            });
        }
        // What is typed for a Kita of somebody else, or one that a correction has taken away, is not passed over in silence.
        let is_foreign = |typed: &KitaCostInput| !kitas.iter().any(|share| share.kita == typed.kita);
        for (position, _) in self.kitas.iter().enumerate().filter(|(_, typed)| is_foreign(typed) && !typed.is_blank()) {
            faults.push(FieldError::new(foreign_field(position), ErrorCode::ForeignKita));
        }
        let remarks = faults.take(field::optional_lines("remarks", &self.remarks, 2_000));
        faults.finish(remarks.map(|remarks| Statement { kitas: costs, remarks }))
    }
}

impl KitaCostInput {
    fn is_blank(&self) -> bool {
        self.personnel.trim().is_empty() && self.training.trim().is_empty()
    }
}

fn within_limit(
    share: &KitaShare,
    personnel: Option<Euro>,
    training: Option<Euro>,
) -> Result<Option<Euro>, FieldError> {
    match personnel.map(training_limit).zip(training) {
        Some((limit, amount)) if amount > limit => {
            let field = training_field(&share.number);
            Err(FieldError::with_limit(field, ErrorCode::TooLarge, limit.to_string()))
        }
        _ => Ok(training),
    }
}

/// Fills the form with what is stored.
impl From<&Statement> for StatementInput {
    fn from(statement: &Statement) -> Self {
        let text = |amount: Option<Euro>| amount.map(Euro::without_sign).unwrap_or_default();
        let kitas = statement.kitas.iter().map(|kita| KitaCostInput {
            kita: kita.kita,
            personnel: text(kita.personnel),
            training: text(kita.training),
        });
        Self { kitas: kitas.collect(), remarks: statement.remarks.clone().unwrap_or_default() }
    }
}

/// The check as it is typed; the fields are `recognised_NUMBER`, `objection_NUMBER` and `offset_year`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionInput {
    pub kitas: Vec<KitaRecognitionInput>,
    /// Blank: what was paid too much is reclaimed.
    pub offset_year: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaRecognitionInput {
    pub kita: KitaId,
    pub recognised: String,
    pub objection: String,
}

impl RecognitionInput {
    /// Everything recognised as it was claimed: how the form opens.
    pub fn of_claims(claims: &[Recognised]) -> Self {
        let kitas = claims.iter().map(|claim| KitaRecognitionInput {
            kita: claim.kita,
            recognised: claim.recognised.without_sign(),
            objection: claim.objection.clone().unwrap_or_default(),
        });
        Self { kitas: kitas.collect(), offset_year: String::new() }
    }

    /// `claims`: [`claims`] of the statement. Less than claimed needs an objection, and an objection needs less.
    pub fn check(&self, claims: &[Recognised]) -> Result<(Vec<Recognised>, Option<i32>), Vec<FieldError>> {
        let mut faults = Faults::new();
        let kitas: Vec<Recognised> = claims.iter().filter_map(|claim| self.judge(claim, &mut faults)).collect();
        let offset_year = match self.offset_year.trim() {
            "" => Ok(None),
            year => year.parse().map(Some).map_err(|_| FieldError::new("offset_year", ErrorCode::NotAChoice)),
        };
        let offset_year = faults.take(offset_year);
        faults.finish(offset_year.map(|year| (kitas, year)))
    }

    fn judge(&self, claim: &Recognised, faults: &mut Faults) -> Option<Recognised> {
        let (of_amount, of_reason) = (recognised_field(&claim.number), objection_field(&claim.number));
        let typed = self.kitas.iter().find(|typed| typed.kita == claim.kita);
        let amount = money(&of_amount, typed.map_or("", |typed| &typed.recognised)).and_then(|amount| {
            let too_large = || FieldError::with_limit(of_amount, ErrorCode::TooLarge, claim.claimed.to_string());
            if amount > claim.claimed { Err(too_large()) } else { Ok(amount) }
        });
        let recognised = faults.take(amount)?;
        let raw = typed.map_or("", |typed| &typed.objection);
        let objection = match recognised < claim.claimed {
            true => field::text(&of_reason, raw, 200).map(Some),
            false if raw.trim().is_empty() => Ok(None),
            false => Err(FieldError::new(of_reason, ErrorCode::NoObjection)),
        };
        let objection = faults.take(objection)?;
        Some(Recognised { recognised, objection, ..claim.clone() })
    }
}

/// What is claimed for each Kita, recognised in full: the union of statement and run, by official number. A Kita that is in
/// one of them only has a cost or a budget of zero.
pub fn claims(statement: &Statement, shares: &[KitaShare]) -> Vec<Recognised> {
    let mut claims: BTreeMap<(String, KitaId), Recognised> = BTreeMap::new();
    let mut entry = |kita: KitaId, number: &String, name: &String, budget: Euro, claimed: Euro| {
        let blank = Recognised {
            kita,
            number: number.clone(),
            name: name.clone(),
            budget: Euro::ZERO,
            claimed: Euro::ZERO,
            recognised: Euro::ZERO,
            objection: None,
        };
        let found = claims.entry((number.clone(), kita)).or_insert(blank);
        found.budget = found.budget.max(budget);
        found.claimed = found.claimed.max(claimed);
        found.recognised = found.claimed;
    };
    for share in shares {
        entry(share.kita, &share.number, &share.name, share.budget, Euro::ZERO);
    }
    for cost in &statement.kitas {
        entry(cost.kita, &cost.number, &cost.name, Euro::ZERO, cost.claimed().unwrap_or_default());
    }
    claims.into_values().collect()
}

pub fn personnel_field(number: &str) -> String {
    format!("personnel_{number}")
}

pub fn training_field(number: &str) -> String {
    format!("training_{number}")
}

/// Where a fault of a Kita stands that is not in the run, by its position in the form: what it is called is not told.
pub fn foreign_field(position: usize) -> String {
    format!("foreign_kita_{position}")
}

pub fn recognised_field(number: &str) -> String {
    format!("recognised_{number}")
}

pub fn objection_field(number: &str) -> String {
    format!("objection_{number}")
}

/// A required amount that is not negative.
fn money(field: &str, raw: &str) -> Result<Euro, FieldError> {
    match Euro::parse_field(field, raw)? {
        amount if amount.is_negative() => {
            Err(FieldError::with_limit(field, ErrorCode::TooSmall, Euro::ZERO.to_string()))
        }
        amount => Ok(amount),
    }
}

fn optional_money(field: &str, raw: &str) -> Result<Option<Euro>, FieldError> {
    if raw.trim().is_empty() { Ok(None) } else { money(field, raw).map(Some) }
}
