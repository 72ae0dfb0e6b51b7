//! Tests of the way from plan to money; those of single parts stand beside them.

mod files;
mod history;
mod outdated;
mod properties;
mod received;
pub(in crate::budgets) mod stage;
mod suspended;
mod two_people;
