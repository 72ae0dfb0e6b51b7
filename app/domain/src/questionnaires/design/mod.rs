//! Designing a questionnaire: pure commands on the definition of a draft, with undo, check and difference.
//!
//! [`apply`] carries out one [`Command`]; [`History`] remembers them, so that they can be taken back, and put on top of
//! what somebody else has saved meanwhile. Question ids stay what they are, and none of a published version comes back.

mod accept;
mod apply;
mod check;
mod choices;
mod command;
pub mod condition;
mod difference;
mod generated;
mod history;
mod languages;
mod names;
mod references;
#[cfg(test)]
mod tests;
mod tree;

pub use accept::{accept, cleaned, copied, empty, next_draft};
pub use apply::{Applied, apply};
pub use check::{DesignFault, Flaw, check};
pub use command::{ChoiceAt, Command, Refused, Rule, Spot, TextField, Way};
pub use condition::{Condition, Is, Operand, Subject, Test};
pub use difference::{Change, Changed, What, difference};
pub use history::{History, Step};
pub use languages::{Line, Target, lines, lost_references};
pub use references::referrers;
