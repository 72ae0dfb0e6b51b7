//! Tests of the settlement.

mod form;
mod land;
mod letter;
mod modes;
mod properties;
mod regressions;
mod reminder;
mod stage;
mod steps;
mod told;
