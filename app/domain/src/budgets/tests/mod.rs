//! Tests of the whole calculation; the tests of single parts stand beside them.

mod correction;
pub(super) mod days;
mod derivations;
mod form;
mod golden;
mod listed;
pub(super) mod oracle;
mod properties;
mod regressions;
pub(super) mod sample;
mod sheets;
mod visibility;
mod warned;
mod worked_example;

/// Cases of a property test: 2,000, or as many as `PROPERTY_CASES` says for the long run (`PROPERTY_CASES=100000`).
pub(super) fn cases() -> u32 {
    std::env::var("PROPERTY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}
