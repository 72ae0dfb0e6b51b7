//! Tests of the settlement.

mod form;
mod land;
mod modes;
mod properties;
mod regressions;
mod stage;
mod steps;
