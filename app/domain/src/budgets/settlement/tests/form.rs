//! The forms: everything that is wrong at once, nothing that is wrong let through.

use super::super::*;
use super::stage::{euro, kita, share, statement};
use crate::{
    budgets::Euro,
    error::{ErrorCode, FieldError},
};

fn cost(number: u32, personnel: &str, training: &str) -> KitaCostInput {
    KitaCostInput { kita: kita(number), personnel: personnel.into(), training: training.into() }
}

#[test]
fn training_counts_up_to_one_percent_of_the_personnel_cost() {
    assert_eq!(training_limit(euro(100_050)), euro(1_001), "half a cent goes up");
    let shares = [share(1, 100_000)];
    let input = |training: &str| StatementInput { kitas: vec![cost(1, "1.000,50", training)], remarks: String::new() };
    let too_much = FieldError::with_limit("training_001", ErrorCode::TooLarge, "10,01 €".to_owned());
    assert_eq!(input("10,02").check(&shares), Err(vec![too_much]));
    let read = input("10,01").check(&shares).expect("is right");
    assert_eq!(read.kitas[0].claimed(), Some(euro(101_051)));
    assert_eq!(StatementInput::from(&read), input("10,01"), "the form opens with what is stored");
}

#[test]
fn a_draft_may_have_gaps_a_submission_may_not() {
    let shares = [share(1, 100_000), share(2, 100_000)];
    let input = StatementInput { kitas: vec![cost(1, "12,34", "")], remarks: " ".into() };
    let draft = input.check_draft(&shares).expect("is kept");
    assert_eq!(
        (draft.kitas[0].personnel, draft.kitas[0].training, draft.kitas[1].personnel),
        (Some(euro(1_234)), None, None)
    );
    let faults = input.check(&shares).expect_err("has gaps");
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["training_001", "personnel_002", "training_002"]);
    let wrong = StatementInput { kitas: vec![cost(1, "-1", "1.23")], ..input };
    let faults = wrong.check_draft(&shares).expect_err("is wrong");
    assert_eq!((faults[0].code, faults[1].code), (ErrorCode::TooSmall, ErrorCode::NotMoney));
}

#[test]
fn amounts_of_a_kita_that_is_not_in_the_run_are_a_fault_and_blank_ones_are_not() {
    let shares = [share(1, 100_000)];
    let input =
        |foreign: KitaCostInput| StatementInput { kitas: vec![cost(1, "1.000", "0"), foreign], remarks: String::new() };
    let fault = || vec![FieldError::new(foreign_field(1), ErrorCode::ForeignKita)];
    for foreign in [cost(2, "1", ""), cost(2, "", "0"), cost(2, "kein Betrag", "")] {
        assert_eq!(input(foreign.clone()).check(&shares), Err(fault()), "{foreign:?}");
        assert_eq!(input(foreign.clone()).check_draft(&shares), Err(fault()), "{foreign:?}");
    }
    let read = input(cost(2, " ", "")).check(&shares).expect("its fields are blank");
    assert_eq!(read.kitas.len(), 1, "it is no part of the statement");
}

#[test]
fn less_needs_an_objection_and_an_objection_needs_less() {
    let claims = claims(&statement(&[(1, 100_000)]), &[share(1, 80_000)]);
    let input = |recognised: &str, objection: &str| RecognitionInput {
        kitas: vec![KitaRecognitionInput { kita: kita(1), recognised: recognised.into(), objection: objection.into() }],
        offset_year: String::new(),
    };
    let code = |input: RecognitionInput| input.check(&claims).expect_err("is wrong")[0].clone();
    assert_eq!(code(input("900", "")), FieldError::new("objection_001", ErrorCode::Required));
    assert_eq!(code(input("1.000", "Sachkosten")), FieldError::new("objection_001", ErrorCode::NoObjection));
    assert_eq!(code(input("1.000,01", "")).code, ErrorCode::TooLarge);
    let (kitas, offset) = input("900", "Sachkosten").check(&claims).expect("is right");
    assert_eq!((kitas[0].recognised, kitas[0].budget, offset), (euro(90_000), euro(80_000), None));
    assert_eq!(RecognitionInput::of_claims(&claims).check(&claims).expect("is right").0[0].objection, None);
}

#[test]
fn a_kita_of_run_or_statement_alone_has_no_cost_or_no_budget() {
    let claims = claims(&statement(&[(2, 50_000)]), &[share(1, 80_000)]);
    let rows: Vec<(Euro, Euro)> = claims.iter().map(|claim| (claim.budget, claim.claimed)).collect();
    assert_eq!(rows, [(euro(80_000), Euro::ZERO), (Euro::ZERO, euro(50_000))]);
}

#[test]
fn the_deadline_lies_after_the_year() {
    let input =
        |deadline: &str, cost: &str| YearSettingsInput { deadline: deadline.into(), first_charge_actual: cost.into() };
    assert_eq!(YearSettings::default_of(2025).deadline.to_string(), "2026-03-31");
    let settings = input("30.04.2026", "1.000").check(2025).expect("is right");
    assert_eq!(
        (settings.deadline.to_string().as_str(), settings.first_charge_actual),
        ("2026-04-30", Some(euro(100_000)))
    );
    for (deadline, cost) in [("31.12.2025", ""), ("01.01.2029", ""), ("", ""), ("30.04.2026", "-1")] {
        assert!(input(deadline, cost).check(2025).is_err(), "{deadline} {cost}");
    }
    assert_eq!(YearSettingsInput::from(&settings).check(2025), Ok(settings));
}
