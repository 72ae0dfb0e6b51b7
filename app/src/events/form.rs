use domain::events::{RegistrationInput, rules::Refusal};
use serde::{Deserialize, Serialize};

/// The registration form as it comes back when nobody got a seat: what was typed, and why.
///
/// A refusal is an answer and no fault of the entry, so it stands beside the faults of the fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RegistrationForm {
    pub input: RegistrationInput,
    pub refusal: Option<Refusal>,
}
