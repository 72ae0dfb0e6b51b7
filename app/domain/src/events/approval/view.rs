use super::{RequestOutcome, german};
use serde::{Deserialize, Serialize};

/// What the Koordination is answered when it has decided on a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// It is as the Koordination said.
    pub done: bool,
    pub text: String,
}

impl RequestView {
    pub fn of(outcome: RequestOutcome) -> Self {
        let done = !matches!(outcome, RequestOutcome::NoSeat(_) | RequestOutcome::TooLate);
        Self { done, text: german::outcome(outcome) }
    }
}
