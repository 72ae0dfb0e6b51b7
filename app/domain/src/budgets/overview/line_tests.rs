//! Every payment of every payment run, and every difference between runs, ends in the amount that stands on the page.

use super::{tests::eventful, *};
use crate::{
    access::{Principal, Role, Scope},
    budgets::{
        BudgetError, Changed, EmployerPart, Euro, Explainer, Figure, Part, RuleViolated, RunDifference, Value,
        calculate,
        payment::{
            Payee, PaymentRun, PaymentView, PlanView, german,
            tests::stage::{Stage, employer, payment_id, principal},
        },
        settlement::{Explanation, Step},
        tests::sample,
    },
};

/// Computes an explanation from its own terms; of equal parts, one cent of the rest may be in it.
fn follows(explanation: &Explanation) -> bool {
    let cents: Vec<i128> = explanation.terms.iter().map(|term| term.value.cents()).collect();
    let value = explanation.value.cents();
    match explanation.step {
        Step::Sum => cents.iter().sum::<i128>() == value,
        Step::Difference => cents[0] - cents[1..].iter().sum::<i128>() == value,
        Step::Part { parts } => {
            let whole = cents[0].div_euclid(i128::from(parts));
            let has_rest = cents[0].rem_euclid(i128::from(parts)) != 0;
            value == whole || (has_rest && value == whole + 1)
        }
        Step::Least | Step::Quota { .. } | Step::LumpSum => false,
    }
}

/// The lines of a payment run, each explained by the plan as it was; `budgets` of the run that it follows.
fn walk(stage: &Stage, payment: &PaymentRun, budgets: &Stage) -> usize {
    let ledger = stage.ledger.before(payment.id).expect("is in the ledger");
    let then = Stage { ledger, budgets: budgets.budgets.clone() }.plan();
    for line in &payment.lines {
        let told = explain_line(payment, line.payee, &then).expect("follows").expect("is explained");
        assert_eq!(told[0].value, line.amount, "{}", told[0].label);
        for explanation in &told {
            assert!(!explanation.label.is_empty() && follows(explanation), "{explanation:?}");
        }
    }
    payment.lines.len()
}

#[test]
fn every_payment_explains_itself_by_the_plan_of_its_time() {
    let begin = Stage::new(&[11_517_510, 3_000_007]);
    let stage = eventful();
    let lines: usize = stage.ledger.runs.iter().map(|run| walk(&stage, run, &begin)).sum();
    assert_eq!(lines, 8, "four months of two");
    let first = stage.payment(1);
    let then = Stage { ledger: stage.ledger.before(first.id).expect("is there"), budgets: begin.budgets.clone() };
    let told = explain_line(first, employer(1).into(), &then.plan()).expect("follows").expect("is explained");
    assert_eq!(told[0].label, "Zahlung Träger 1 Januar");
    assert_eq!(told[1].step, Step::Part { parts: 12 });
    assert_eq!(told[1].notes, ["darin 1 Cent aus dem Restausgleich"]);
    assert_eq!(explain_line(first, Payee::from(employer(9)), &then.plan()), Ok(None));
}

#[test]
fn a_payment_after_a_correction_rests_on_what_was_paid_before_it() {
    let mut stage = Stage::new(&[1_200_000]);
    for month in 0..12_u8 {
        stage.order(u128::from(month) + 1, month).expect("is ordered");
    }
    let begin = stage.clone();
    stage.correct(2, &[1_300_001]);
    stage.prepare(13, 11).expect("the rest comes with December");
    for run in stage.ledger.runs.iter().take(12) {
        walk(&stage, run, &begin);
    }
    let last = stage.payment(13);
    assert_eq!(walk(&stage, last, &stage), 1);
    assert_eq!(last.lines[0].amount, Euro::from_cents(100_001));
    let by_old = Stage { ledger: stage.ledger.before(last.id).expect("is there"), budgets: begin.budgets };
    let forged = explain_line(last, employer(1).into(), &by_old.plan());
    assert_eq!(forged, Err(BudgetError::Rule(RuleViolated::Recomputed)), "by another run it does not follow");
    assert_eq!(stage.ledger.before(payment_id(99)), None);
}

#[test]
fn the_sum_of_a_payment_run_explains_itself() {
    let stage = eventful();
    let office: Principal = principal(1, Role::Koordination, Scope::All);
    for run in &stage.ledger.runs {
        let view = PaymentView::new(run, 1, &office).expect("adds up");
        let told = view.explain_sum();
        assert!(follows(&told) && told.terms.len() == run.lines.len());
    }
}

#[test]
fn a_payment_tells_who_sees_no_plan_what_was_ordered_and_who_answers_for_it() {
    let stage = eventful();
    let kasse: Principal = principal(9, Role::Kasse, Scope::All);
    let view = PaymentView::new(stage.payment(1), 1, &kasse).expect("adds up");
    let when: Vec<String> = view.steps.iter().map(|_| "heute".to_owned()).collect();
    assert_eq!(view.lines.len(), 2);
    for line in &view.lines {
        let told = view.explain_ordered(line, &when);
        assert!(follows(&told) && told.value == line.amount, "{told:?}");
        assert_eq!(told.notes.len(), 1 + 3, "the rule, and three people");
        assert_eq!(told.notes.last().map(String::as_str), Some("heute – Auszahlung angeordnet von Demo"));
    }
}

#[test]
fn what_a_plan_says_in_a_sentence_explains_itself() {
    let stage = eventful();
    let plan = stage.plan();
    let view = PlanView::new(Some(&plan), &stage.ledger).expect("adds up");
    for row in &view.rows {
        let told = row.explain_rest().expect("in range");
        assert!(follows(&told) && told.value == row.rest, "{told:?}");
        assert!(german::plan_rest(row).contains(&format!("= {}", told.value)), "{}", row.name);
    }
    assert!(!view.received.is_empty());
    for booking in &view.received {
        assert!(follows(&booking.explain()) && booking.explain().value == booking.amount);
    }
}

/// Both sides of a difference are figures of their runs; who is in one of them only gives nothing in the other.
fn sides<Id>(row: &Changed<Id>, figure: Figure, [before, after]: [&Explainer<'_>; 2]) {
    assert!(follows(&row.explain()) && row.explain().value == row.difference, "{}", row.name);
    for (explainer, amount) in [(before, row.before), (after, row.after)] {
        let told = explainer.explain(figure).map_or(Value::Euro(Euro::ZERO), |told| told.value);
        assert_eq!(told, Value::Euro(amount), "{}", row.name);
    }
}

#[test]
fn every_difference_of_a_correction_explains_itself() {
    let released = sample::run();
    let mut parameters = sample::parameters();
    parameters.landeszuweisung.value = Euro::from_cents(181_234_567);
    let correction = calculate(parameters, sample::inputs()).expect("calculates");
    let found = RunDifference::between(&released, &correction).expect("in range");
    let explainers = [&released, &correction].map(|run| Explainer::of_run(run).expect("the run verifies"));
    let both = [&explainers[0], &explainers[1]];
    for row in &found.kitas {
        sides(row, Figure::Kita { kita: row.id, part: Part::Budget }, both);
    }
    for row in &found.anstellungstraeger {
        let part = EmployerPart::Budget;
        sides(row, Figure::Anstellungstraeger { anstellungstraeger: row.id, part }, both);
    }
    assert_eq!((found.kitas.len(), found.anstellungstraeger.len()), (95, 12));
    let told = found.anstellungstraeger[0].explain();
    assert!(told.label.starts_with("Unterschied ") && told.terms[1].label.ends_with(", freigegebener Lauf"));
}
