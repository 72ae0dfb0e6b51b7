//! The form for parameters: what people type, and what they are told.

use super::sample;
use crate::{
    budgets::*,
    error::{ErrorCode, FieldError},
};

/// The demo's form with one field changed.
fn with(field: &str, raw: &str) -> BudgetParametersInput {
    let mut input = demo::parameters(2027);
    input.set(field, raw);
    input
}

fn fault_of(field: &str, raw: &str) -> FieldError {
    let faults = with(field, raw).check().expect_err("a faulty form");
    assert_eq!(faults.len(), 1, "{field} = {raw}: {faults:?}");
    faults.into_iter().next().expect("one fault")
}

#[test]
fn the_form_of_the_demo_gives_the_parameters_of_the_worked_example() {
    let parameters = sample::parameters();
    assert_eq!(parameters.landeszuweisung.value, Euro::from_cents(174_000_000));
    assert_eq!(parameters.landeszuweisung.decision, "Bescheid des Landes (Demo)");
    assert_eq!(parameters.sockel_quote.decision, "JHA 18.11.2020");
    assert_eq!(parameters.sockel_quote.valid_from.to_string(), "2020-11-18");
    assert_eq!(parameters.stufen_gewicht.value.len(), 4);
}

#[test]
fn stored_parameters_fill_the_form_and_read_back_the_same() {
    let parameters = sample::parameters();
    assert_eq!(BudgetParametersInput::from(&parameters).check(), Ok(parameters));
}

#[test]
fn every_wrong_entry_is_named_at_its_field() {
    use ErrorCode::*;
    for (field, raw, code) in [
        ("landeszuweisung", "", Required),
        ("landeszuweisung", "1740000.00", NotMoney),
        ("landeszuweisung", "-1", TooSmall),
        ("landeszuweisung", "100.000.000", TooLarge),
        ("landeszuweisung", "<script>", NotMoney),
        ("landeszuweisung", "1\u{202E}2", NotMoney),
        ("landesanteil", "0", TooSmall),
        ("landesanteil", "1,01", TooLarge),
        ("landesanteil", "60", TooLarge),
        ("be_vzae", "viel", NotANumber),
        ("sockel_quote", "3/2", TooLarge),
        ("sockel_quote", "2/0", NotANumber),
        ("sockel_verteilung", "places; DROP", NotAChoice),
        ("sockel_basis", "", Required),
        ("stufen_gewicht_3", "-1", NotANumber),
        ("vzae_pauschale", "0", TooSmall),
        ("vollzeit_stunden", "390", TooLarge),
        ("vollzeit_stunden", "0", TooSmall),
        ("be_pauschale_valid_from", "31.02.2027", NotADate),
        ("be_pauschale_valid_from", "01.02.2027", TooLarge),
        ("be_pauschale_valid_to", "30.12.2027", TooSmall),
        ("be_pauschale_valid_to", "01.01.2020", EndBeforeStart),
        ("sockel_quote_decision", "J\u{0007}HA", ForbiddenCharacter),
        ("decision", "", Required),
        ("valid_from", "gestern", NotADate),
        ("year", "2020", TooSmall),
        ("year", "", Required),
    ] {
        let fault = fault_of(field, raw);
        assert_eq!((fault.field.as_str(), fault.code), (field, code), "{field} = {raw}");
    }
}

#[test]
fn an_empty_form_names_all_its_fields_at_once() {
    let mut empty = BudgetParametersInput::default();
    empty.set("year", "2027");
    let faults = empty.check().expect_err("nothing is filled");
    assert_eq!(faults.len(), 12, "ten values, one weight and the decision: {faults:?}");
    assert!(faults.iter().all(|fault| fault.code == ErrorCode::Required));
}

#[test]
fn what_could_never_be_calculated_is_refused_at_its_field() {
    let fault = fault_of("be_vzae", "47");
    assert_eq!(fault, FieldError::with_limit("be_vzae", ErrorCode::TooLarge, "46,7741".to_owned()));
    let mut input = with("sockel_basis", "gesamt");
    input.set("sockel_quote", "1");
    let faults = input.check().expect_err("more than the KiSo-Topf");
    assert_eq!(faults, [FieldError::with_limit("sockel_quote", ErrorCode::TooLarge, "0,9037".to_owned())]);
}

#[test]
fn a_level_without_weight_is_asked_for() {
    let parameters = with("stufen_gewicht_2", "").check().expect("levels may be left out");
    let refused = calculate(parameters, sample::inputs()).expect_err("level 2 is in use");
    assert_eq!(refused.fault(), Some(FieldError::new("stufen_gewicht_2", ErrorCode::Required)));
}

#[test]
fn a_new_year_asks_for_its_own_notice_and_for_decisions_that_have_ended() {
    let mut before = sample::parameters();
    before.vzae_pauschale.valid_to = chrono::NaiveDate::from_ymd_opt(before.year, 12, 31);
    let mut input = BudgetParametersInput::proposal(&before, before.year + 1);
    assert_eq!(input.get("landeszuweisung"), "1.740.000,00");
    assert_eq!(input.get("sockel_quote_decision"), "JHA 18.11.2020");
    let missing = |field: &str| FieldError::new(field, ErrorCode::Required);
    let faults = vec![missing("landeszuweisung_decision"), missing("vzae_pauschale_decision")];
    assert_eq!(input.check(), Err(faults));
    input.set("landeszuweisung_decision", "Bescheid des Folgejahres");
    input.set("vzae_pauschale_decision", "JHA des Folgejahres");
    let after = input.check().expect("a filled form");
    assert_eq!(after.year, before.year + 1);
    assert_eq!(after.landeszuweisung.valid_from.to_string(), format!("{}-01-01", after.year));
}

#[test]
fn a_year_begins_with_the_amounts_of_the_one_before_times_a_factor() {
    let mut input = demo::parameters(2027);
    input.set("be_pauschale", "62 Tausend");
    let grown = input.times(Fraction::new(1_025, 1_000).expect("a factor"));
    assert_eq!(grown.get("landeszuweisung"), "1.783.500,00");
    assert_eq!(grown.get("vzae_pauschale"), "77.900,00");
    assert_eq!(grown.get("be_pauschale"), "62 Tausend", "nothing typed is lost");
    assert_eq!(grown.get("landesanteil"), input.get("landesanteil"), "quotas are no amounts");
    assert_eq!(input.times(Fraction::ONE), input);
}
