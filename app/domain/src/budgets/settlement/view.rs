//! What pages show of settlements: plain rows, cut to what the person may see and do.

use super::{
    explanation::Explanation,
    german,
    input::claims,
    land::LandSettlement,
    next::NextProofSteps,
    outcome::Outcome,
    shares::KitaShare,
    told::CheckTold,
    types::{ProofStatus, ProofStepKind, Recognised, Settlement, Verwendungsnachweis},
    year::YearSettings,
};
use crate::{
    access::Principal,
    budgets::{BudgetError, Euro, Figure, TakenRow, payment::Version},
    ids::{AnstellungstraegerId, RunId},
    people::SettlementMode,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// All settlements of a year, for those who see the whole area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementYearView {
    pub year: i32,
    pub settings: YearSettings,
    /// By name.
    pub rows: Vec<ProofRow>,
    pub land: LandSettlement,
}

/// One Anstellungsträger in the list of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofRow {
    pub anstellungstraeger: AnstellungstraegerId,
    pub name: String,
    /// `None` while nothing was saved.
    pub status: Option<ProofStatus>,
    /// Not submitted, and the deadline is over.
    pub is_late: bool,
    pub budget: Euro,
    /// From the submission on.
    pub claimed: Option<Euro>,
    /// From the check on: by the check that holds, else by the last settlement.
    pub outcome: Option<Outcome>,
    /// What the last settlement came to; blank until then.
    pub result: String,
    /// Where `claimed` comes from: the amount, then what it is made of.
    #[serde(default)]
    pub statement_told: Vec<Explanation>,
    /// Where the amounts of `outcome` come from.
    #[serde(default)]
    pub told: Option<CheckTold>,
    /// The last settlement, which says where the amounts of `result` come from.
    #[serde(default)]
    pub settled: Option<SettlementRow>,
}

/// One Verwendungsnachweis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofView {
    pub year: i32,
    pub anstellungstraeger: AnstellungstraegerId,
    pub name: String,
    pub version: Version,
    pub status: ProofStatus,
    pub deadline: NaiveDate,
    pub is_late: bool,
    pub mode: SettlementMode,
    /// By official number.
    pub kitas: Vec<KitaLine>,
    pub remarks: Option<String>,
    /// What the form of the check opens with.
    pub claims: Vec<Recognised>,
    /// Of the check that holds.
    pub explanations: Vec<Explanation>,
    /// The run that it rests on.
    #[serde(default)]
    pub checked_run: Option<RunId>,
    pub offset_year: Option<i32>,
    /// Oldest first.
    pub settlements: Vec<SettlementRow>,
    /// In the order in which they happened.
    pub steps: Vec<ProofStepRow>,
    pub next: NextProofSteps,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaLine {
    pub share: KitaShare,
    /// The statement has it, and the released run gives the Anstellungsträger nothing for it any more.
    #[serde(default)]
    pub is_gone: bool,
    pub personnel: Option<Euro>,
    pub training: Option<Euro>,
    pub claimed: Option<Euro>,
    /// From the check on.
    pub recognised: Option<Euro>,
    pub objection: Option<String>,
}

/// One settlement of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementRow {
    /// From 1; later ones are corrections.
    pub number: u32,
    pub outcome: Outcome,
    pub offset: Euro,
    pub offset_year: Option<i32>,
    /// What it came to, in words.
    pub result: String,
    pub explanations: Vec<Explanation>,
    /// The run that they rest on; it may be an older one than the released one.
    pub run: RunId,
    pub at: DateTime<Utc>,
}

/// A step as the page of a Verwendungsnachweis shows it.
pub type ProofStepRow = TakenRow<ProofStepKind>;

/// Whether somebody has missed the deadline.
fn is_late(status: ProofStatus, deadline: NaiveDate, today: NaiveDate) -> bool {
    status == ProofStatus::Draft && today > deadline
}

impl ProofRow {
    pub fn new(
        (id, name, budget): (AnstellungstraegerId, &str, Euro),
        proof: &Verwendungsnachweis,
        settings: &YearSettings,
        today: NaiveDate,
    ) -> Result<Self, BudgetError> {
        let claimed = proof.statement.kitas.iter().map(|kita| kita.claimed()).collect::<Option<Vec<Euro>>>();
        let examination = proof.examination.as_ref().or(proof.settlements.last().map(|last| &last.examination));
        let last = proof.settlements.last().map(|last| SettlementRow::new(last, id)).transpose()?;
        let claimed = claimed.filter(|all| !all.is_empty()).and_then(Euro::checked_sum);
        Ok(Self {
            anstellungstraeger: id,
            name: name.to_owned(),
            status: (proof.version > 0).then_some(proof.status),
            is_late: is_late(proof.status, settings.deadline, today),
            budget,
            claimed,
            outcome: examination.map(Outcome::of).transpose()?,
            statement_told: Explanation::claimed(&proof.statement.kitas).unwrap_or_default(),
            told: examination.map(|examination| CheckTold::of(examination, id)).transpose()?,
            result: last.as_ref().map(|last| last.result.clone()).unwrap_or_default(),
            settled: last,
        })
    }
}

impl ProofView {
    /// `shares`: of the released run. `mode`: of the agreement, where no check has fixed it yet.
    pub fn new(
        proof: &Verwendungsnachweis,
        name: String,
        shares: &[KitaShare],
        mode: SettlementMode,
        settings: &YearSettings,
        today: NaiveDate,
        by: &Principal,
    ) -> Result<Self, BudgetError> {
        let claims = match &proof.examination {
            Some(examination) => examination.kitas.clone(),
            None => claims(&proof.statement, shares),
        };
        let steps = proof.steps.iter().map(ProofStepRow::from);
        let of = proof.anstellungstraeger;
        let explanations = proof.examination.as_ref().map(|found| Explanation::all(found, of)).transpose()?;
        let settlements = proof.settlements.iter().map(|settlement| SettlementRow::new(settlement, of));
        Ok(Self {
            year: proof.year,
            anstellungstraeger: proof.anstellungstraeger,
            name,
            version: proof.version,
            status: proof.status,
            deadline: settings.deadline,
            is_late: is_late(proof.status, settings.deadline, today),
            mode: proof.examination.as_ref().map_or(mode, |examination| examination.basis.mode),
            kitas: kita_lines(proof, shares),
            remarks: proof.statement.remarks.clone(),
            claims,
            explanations: explanations.unwrap_or_default(),
            checked_run: proof.examination.as_ref().map(|examination| examination.basis.run),
            offset_year: proof.examination.as_ref().and_then(|examination| examination.offset_year),
            settlements: settlements.collect::<Result<_, _>>()?,
            steps: steps.collect(),
            next: NextProofSteps::of(proof, by),
        })
    }
}

/// One line a Kita of the run, and of the statement where the run does not know it any more.
fn kita_lines(proof: &Verwendungsnachweis, shares: &[KitaShare]) -> Vec<KitaLine> {
    let in_run = |kita| shares.iter().any(|share| share.kita == kita);
    let gone = proof.statement.kitas.iter().filter(|cost| !in_run(cost.kita)).map(|cost| KitaShare {
        kita: cost.kita,
        number: cost.number.clone(),
        name: cost.name.clone(),
        budget: Euro::ZERO,
        figure: Figure::KitaShare { kita: cost.kita, anstellungstraeger: Some(proof.anstellungstraeger) },
    });
    let line = |(share, is_gone): (KitaShare, bool)| {
        let cost = proof.statement.kitas.iter().find(|cost| cost.kita == share.kita);
        let examined = proof.examination.iter().flat_map(|found| &found.kitas).find(|found| found.kita == share.kita);
        KitaLine {
            personnel: cost.and_then(|cost| cost.personnel),
            training: cost.and_then(|cost| cost.training),
            claimed: cost.and_then(|cost| cost.claimed()),
            recognised: examined.map(|found| found.recognised),
            objection: examined.and_then(|found| found.objection.clone()),
            share,
            is_gone,
        }
    };
    let known = shares.iter().cloned().map(|share| (share, false));
    let mut lines: Vec<KitaLine> = known.chain(gone.map(|share| (share, true))).map(line).collect();
    lines.sort_by(|a, b| a.share.number.cmp(&b.share.number));
    lines
}

impl SettlementRow {
    fn new(settlement: &Settlement, of: AnstellungstraegerId) -> Result<Self, BudgetError> {
        let outcome = Outcome::of(&settlement.examination)?;
        let offset_year = settlement.examination.offset_year;
        Ok(Self {
            number: settlement.number,
            outcome,
            offset: settlement.offset,
            offset_year,
            result: german::result(&outcome, settlement.offset, offset_year),
            explanations: Explanation::all(&settlement.examination, of)?,
            run: settlement.examination.basis.run,
            at: settlement.at,
        })
    }
}
