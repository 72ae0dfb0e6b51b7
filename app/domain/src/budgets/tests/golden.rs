//! A run that was stored once is recomputed to the same bytes, whatever the program has become since.
//!
//! The file is never regenerated: a change of the calculation gets a new number of [`FORMULA`] and a new file.

use super::sample;
use crate::budgets::*;

const STORED: &str = include_str!("../golden/run-formula-1.json");

#[test]
fn a_stored_run_is_recomputed_to_the_same_bytes() {
    let run: Run = serde_json::from_str(STORED.trim_end()).expect("the stored run reads");
    assert_eq!(run.snapshot().formula, 1);
    let recomputed = run.snapshot().clone().calculate().expect("calculates");
    assert!(serde_json::to_string(&recomputed).expect("serialises") == STORED.trim_end(), "the bytes differ");
    assert_eq!(run.verify(), Ok(()));
}

#[test]
fn the_worked_example_still_gives_the_stored_run() {
    assert!(serde_json::to_string(&sample::run()).expect("serialises") == STORED.trim_end(), "the bytes differ");
}

#[test]
fn a_run_of_a_later_program_is_refused_not_guessed() {
    let later = STORED.trim_end().replacen("\"formula\":1", "\"formula\":2", 1);
    let run: Run = serde_json::from_str(&later).expect("reads");
    assert_eq!(run.verify(), Err(BudgetError::UnknownFormula(2)));
}
