//! What the letter about a settlement says. The same settlement gives the same letter, whenever it is printed.

use super::{explanation::Explanation, german, outcome::Outcome, types::Verwendungsnachweis};
use crate::budgets::{BudgetError, Euro};

/// Texts in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementLetter {
    pub recipient: String,
    pub subject: String,
    pub opening: Vec<String>,
    /// What, how it was calculated, and the amount.
    pub rows: Vec<[String; 3]>,
    /// What was not recognised, and why; blank where everything was.
    pub objections: Vec<String>,
    /// What follows for the money, and how the letter ends.
    pub closing: Vec<String>,
}

impl SettlementLetter {
    /// About the settlement with this number; `None` where there is none.
    pub fn of(proof: &Verwendungsnachweis, recipient: &str, number: u32) -> Result<Option<Self>, BudgetError> {
        let Some(settlement) = proof.settlements.iter().find(|settlement| settlement.number == number) else {
            return Ok(None);
        };
        let examination = &settlement.examination;
        let outcome = Outcome::of(examination)?;
        let rows = Explanation::all(examination, proof.anstellungstraeger)?.into_iter().map(|explanation| {
            let calculation = german::calculation(&explanation);
            [explanation.label, calculation, explanation.value.to_string()]
        });
        let reclaimed = outcome.back.checked_sub(settlement.offset).unwrap_or(Euro::ZERO);
        Ok(Some(Self {
            recipient: recipient.to_owned(),
            subject: german::letter_subject(proof.year, number),
            opening: german::letter_opening(proof.year, number, examination.basis.mode),
            rows: rows.collect(),
            objections: examination.kitas.iter().filter_map(german::objection).collect(),
            closing: german::letter_closing(&outcome, (settlement.offset, examination.offset_year), reclaimed),
        }))
    }
}
