//! A run that was stored once is recomputed to the same bytes, whatever the program has become since.
//!
//! The files are never regenerated: a change of the calculation gets a new number of [`FORMULA`] and a new file.

use super::{days, listed, sample};
use crate::budgets::*;

const STORED: [(u16, &str); 3] = [
    (1, include_str!("../golden/run-formula-1.json")),
    (2, include_str!("../golden/run-formula-2.json")),
    (3, include_str!("../golden/run-formula-3.json")),
];

#[test]
fn a_stored_run_is_recomputed_to_the_same_bytes() {
    for (formula, stored) in STORED {
        let run: Run = serde_json::from_str(stored.trim_end()).expect("the stored run reads");
        assert_eq!(run.snapshot().formula, formula);
        let recomputed = run.snapshot().clone().calculate().expect("calculates");
        let same = serde_json::to_string(&recomputed).expect("serialises") == stored.trim_end();
        assert!(same, "the bytes of formula {formula} differ");
        assert_eq!(run.verify(), Ok(()));
    }
}

#[test]
fn the_examples_still_give_the_stored_runs() {
    let mut first = sample::run().snapshot().clone();
    first.formula = 1;
    let examples = [first.calculate().expect("calculates"), days::changed_year(), listed::listed_year()];
    for ((formula, stored), example) in STORED.into_iter().zip(examples) {
        let same = serde_json::to_string(&example).expect("serialises") == stored.trim_end();
        assert!(same, "the bytes of formula {formula} differ");
    }
}

#[test]
fn a_run_of_a_later_program_is_refused_not_guessed() {
    let later = STORED[2].1.trim_end().replacen("\"formula\":3", "\"formula\":4", 1);
    let run: Run = serde_json::from_str(&later).expect("reads");
    assert_eq!(run.verify(), Err(BudgetError::UnknownFormula(4)));
}
