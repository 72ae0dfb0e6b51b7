//! Runs a questionnaire: a library without user interface.
//!
//! [`Form`] holds the answers of one person. After each answer it recomputes what depends on it, in an order that is
//! fixed when the questionnaire is loaded; questionnaires whose rules depend on themselves are refused then.

mod appearance;
mod default;
mod depend;
mod draft;
mod entry;
mod form;
mod plan;
mod recompute;
mod repeats;
#[cfg(test)]
pub(super) mod scenarios;
mod state;
mod template;
mod tree;

pub use appearance::{APPEARANCES, Arrangement};
pub(crate) use default::is_dynamic as is_dynamic_default;
pub use entry::EntryFault;
pub use form::{AnswerFault, Context, Form};
pub(crate) use plan::MAX_DEPTH;
pub use plan::{LoadFault, Plan, Rule};
pub use state::{ChoiceState, NodeState, RepeatState, Spot, Violation, ViolationKind};
