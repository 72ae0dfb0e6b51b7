//! Tests of the whole calculation; the tests of single parts stand beside them.

mod derivations;
mod form;
mod golden;
mod oracle;
mod properties;
mod regressions;
mod sample;
mod sheets;
mod visibility;
mod warned;
mod worked_example;
