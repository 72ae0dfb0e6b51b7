//! Faults that happened to serious products, by the numbers of the office's list (budget, B).

use super::sample;
use crate::budgets::*;

fn cents(shares: Vec<Euro>) -> Vec<i128> {
    shares.into_iter().map(Euro::cents).collect()
}

#[test]
fn b1_a_year_in_twelve_months_loses_nothing() {
    for amount in [223_201_500, 7, 1, 11, 12, 13, 9_999_999_999] {
        let months = abschlag::plan(Euro::from_cents(amount)).expect("plans");
        assert_eq!(Euro::checked_sum(months), Some(Euro::from_cents(amount)), "{amount}");
        let (least, most) = (months.iter().min().copied(), months.iter().max().copied());
        let spread = most.zip(least).and_then(|(most, least)| most.checked_sub(least));
        assert!(spread <= Some(Euro::from_cents(1)), "{amount}");
    }
}

#[test]
fn b2_left_over_cents_go_to_the_largest_remainders() {
    let weights = [98, 92, 98, 123, 102, 92];
    let parts: Vec<(usize, u64)> = weights.into_iter().enumerate().collect();
    let shares = split(Euro::from_cents(613), &parts).expect("splits");
    assert_eq!(cents(shares), [99, 93, 99, 125, 104, 93]);
}

#[test]
fn b3_zero_weights_small_amounts_and_negative_amounts() {
    let thirds = [("a", 1), ("b", 0), ("c", 1), ("d", 1)];
    assert_eq!(cents(split(Euro::from_cents(2), &thirds).expect("splits")), [1, 0, 1, 0]);
    assert_eq!(cents(split(Euro::from_cents(-2), &thirds).expect("splits")), [-1, 0, -1, 0]);
    assert_eq!(cents(split(Euro::ZERO, &thirds).expect("splits")), [0, 0, 0, 0]);
    assert_eq!(split(Euro::from_cents(2), &[("a", 0), ("b", 0)]), Err(SplitError::NoWeight));
    let mut parameters = sample::parameters();
    parameters.stufen_gewicht.value.values_mut().for_each(|weight| *weight = Fraction::ZERO);
    let refused = calculate(parameters.clone(), sample::inputs()).expect_err("nobody to top up");
    assert_eq!(refused, BudgetError::NobodyForAufstockung);
    parameters.sockel_quote.value = Fraction::ONE;
    assert!(calculate(parameters, sample::inputs()).is_ok(), "with nothing to top up nobody needs a weight");
}

#[test]
fn b5_a_later_edit_of_a_parameter_does_not_change_a_stored_run() {
    let stored = serde_json::to_string(&sample::run()).expect("serialises");
    let mut later = sample::parameters();
    later.vzae_pauschale.value = Euro::from_cents(8_000_000);
    let other = calculate(later, sample::inputs()).expect("calculates");
    let reread: Run = serde_json::from_str(&stored).expect("reads");
    assert_eq!(reread, sample::run());
    assert_ne!(reread.figures(), other.figures());
    assert_eq!(reread.verify(), Ok(()));
}

#[test]
fn b5_a_figure_changed_in_the_store_is_found() {
    let stored = serde_json::to_string(&sample::run()).expect("serialises");
    let forged = stored.replacen("\"18392.99\"", "\"18393.99\"", 1);
    assert_ne!(stored, forged);
    let run: Run = serde_json::from_str(&forged).expect("reads");
    assert_eq!(run.verify(), Err(BudgetError::Rule(RuleViolated::Recomputed)));
}

#[test]
fn b7_amounts_never_pass_through_a_json_number() {
    let wire = serde_json::to_value(sample::run()).expect("serialises");
    let budget = &wire["figures"]["kitas"][0]["budget"];
    assert_eq!(budget, "18392.99");
    let forged = serde_json::to_string(&sample::run()).expect("serialises").replacen("\"18392.99\"", "18392.99", 1);
    assert!(serde_json::from_str::<Run>(&forged).is_err());
}
