use domain::events::{RegistrationInput, rules::Refusal, tandem::TandemInput};
use serde::{Deserialize, Serialize};

/// The registration form as it comes back when nobody got a seat: what was typed, and why.
///
/// A refusal is an answer and no fault of the entry, so it stands beside the faults of the fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RegistrationForm {
    pub input: RegistrationInput,
    pub refusal: Option<Refusal>,
}

/// As [`RegistrationForm`], for the form of a tandem.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TandemForm {
    pub input: TandemInput,
    pub refusal: Option<Refusal>,
}
