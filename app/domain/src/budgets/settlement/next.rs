//! What a person may do with a Verwendungsnachweis now. The page offers nothing else; the server decides again.

use super::types::{ProofStatus, Verwendungsnachweis};
use crate::access::{Principal, Role, Scope};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextProofSteps {
    /// Enter, save and submit.
    pub edit: bool,
    pub give_back: bool,
    pub examine: bool,
    pub settle: bool,
    /// It would be the next step, but this person did the check.
    pub needs_second_person: bool,
    pub reopen: bool,
}

impl NextProofSteps {
    pub fn of(proof: &Verwendungsnachweis, by: &Principal) -> Self {
        let office = by.role == Role::Koordination;
        let in_check = matches!(proof.status, ProofStatus::Submitted | ProofStatus::Checked);
        let to_settle = by.role == Role::Finanzen && proof.status == ProofStatus::Checked;
        let own_check = proof.examination.as_ref().is_some_and(|examination| examination.by == by.account);
        let own =
            by.role == Role::Anstellungstraeger && by.scope == Scope::Anstellungstraeger(proof.anstellungstraeger);
        Self {
            edit: own && proof.status == ProofStatus::Draft,
            give_back: office && in_check,
            examine: office && in_check,
            settle: to_settle && !own_check,
            needs_second_person: to_settle && own_check,
            reopen: office && proof.status == ProofStatus::Settled,
        }
    }
}
