use super::{WalkInOutcome, german};
use serde::{Deserialize, Serialize};

/// How an entry at the list of attendance ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkInView {
    /// The person is in the list, and present.
    pub done: bool,
    /// What happened, or why nothing did.
    pub text: String,
    /// What is to be asked before the person is taken in all the same; blank when nothing is.
    pub question: String,
}

impl WalkInView {
    /// `name` is whom it is about.
    pub fn of(outcome: WalkInOutcome, name: &str) -> Self {
        let (done, text, question) = match outcome {
            WalkInOutcome::Admitted => (true, german::admitted(name), String::new()),
            WalkInOutcome::Expected => (true, german::expected(name), String::new()),
            WalkInOutcome::NoSeat(reason) => (false, german::no_seat(reason, name), german::question(reason)),
            WalkInOutcome::Refused(refusal) => (false, german::refusal(refusal), String::new()),
        };
        Self { done, text, question }
    }
}
