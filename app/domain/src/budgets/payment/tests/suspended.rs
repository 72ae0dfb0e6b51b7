//! Months that the Koordination suspends, and what settlements change in a plan.

use super::stage::{self, Stage, employer, proof};
use crate::{
    access::{Koordination, Role, Scope},
    budgets::{
        Euro,
        payment::{CounterEntry, MonthState, PlanView, Suspending, Suspension, SuspensionInput, german},
    },
    error::{AppError, ErrorCode, FieldError},
    ids::AccountId,
};
use uuid::Uuid;

fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn koordination() -> Koordination {
    proof(1, Role::Koordination, Scope::All)
}

fn wish(act: &str, first: &str, last: &str) -> SuspensionInput {
    SuspensionInput {
        anstellungstraeger: employer(1).to_string(),
        act: act.into(),
        first_month: first.into(),
        last_month: last.into(),
        reason: "Stelle nicht besetzt".into(),
    }
}

impl Stage {
    fn suspend(&mut self, act: &str, first: &str, last: &str) -> Result<Vec<u8>, AppError> {
        let wish = wish(act, first, last).check().map_err(AppError::Invalid)?;
        let done = Suspending::of(wish, &self.plan(), &self.ledger, &koordination())?;
        self.ledger.version += 1;
        self.ledger.suspensions.push(Suspension {
            anstellungstraeger: done.anstellungstraeger(),
            months: done.months().to_vec(),
            suspended: done.suspended(),
            reason: done.reason().into(),
            by: AccountId::new(Uuid::from_u128(1)),
            name: "Demo".into(),
            at: stage::now(),
        });
        Ok(done.months().to_vec())
    }
}

#[test]
fn suspended_months_are_not_paid_and_nobody_else_gets_them() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.order(1, 0).expect("is ordered");
    assert_eq!(stage.suspend("suspend", "0", "2"), Ok(vec![1, 2]), "January is ordered already");
    let plan = stage.plan();
    let row = plan.row(employer(1)).expect("a row");
    assert_eq!((row.months[1], row.months[2], row.months[3]), (Euro::ZERO, Euro::ZERO, euro(100_000)));
    assert_eq!((row.held, row.month_state(1)), (euro(200_000), MonthState::Suspended));
    assert_eq!(stage.prepare(2, 1), Err(AppError::field("month", ErrorCode::NothingDue)));
    let told = german::plan_rest(&PlanView::new(Some(&plan), &stage.ledger).expect("adds up").rows[0]);
    assert!(told.ends_with("Davon bleiben 2.000,00 € für ausgesetzte Monate bis zur Abrechnung stehen."), "{told}");
    assert_eq!(stage.suspend("resume", "2", "2"), Ok(vec![2]));
    let row = stage.plan().rows[0].clone();
    assert_eq!((row.months[2], row.held), (euro(100_000), euro(100_000)));
    let nothing = Err(AppError::field("first_month", ErrorCode::NothingDue));
    assert_eq!(stage.suspend("resume", "4", "5"), nothing, "what is not suspended is not resumed");
}

#[test]
fn a_payment_run_of_a_month_that_is_suspended_meanwhile_goes_no_further() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.prepare(1, 0).expect("prepares");
    stage.suspend("suspend", "0", "0").expect("suspends");
    assert_eq!(stage.feststellen(1, 2), Err(AppError::field("", ErrorCode::PlanChanged)));
}

#[test]
fn every_fault_of_the_form_is_told_at_once() {
    let blank = SuspensionInput::default().check().expect_err("blank");
    let fields: Vec<&str> = blank.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["anstellungstraeger", "act", "first_month", "last_month", "reason"]);
    let turned = wish("suspend", "5", "4").check().expect_err("the end before the begin");
    assert_eq!(turned, [FieldError::new("last_month", ErrorCode::EndBeforeStart)]);
    assert!(wish("suspend", "12", "12").check().is_err());
}

#[test]
fn after_the_settlement_nothing_stays_suspended() {
    let mut stage = Stage::new(&[1_200_000]);
    for month in 0..11 {
        stage.order(u128::from(month), month).expect("is ordered");
    }
    stage.suspend("suspend", "11", "11").expect("suspends");
    assert_eq!(stage.plan().rows[0].held, euro(100_000));
    stage.ledger.counter_entries.push(entry(1_130_000));
    let row = stage.plan().rows[0].clone();
    assert_eq!((row.held, row.months[11]), (Euro::ZERO, euro(30_000)), "the rest of what was settled is paid");
}

fn entry(eligible: i64) -> CounterEntry {
    CounterEntry {
        anstellungstraeger: employer(1),
        year: stage::YEAR,
        number: 1,
        eligible: euro(eligible),
        offset: Euro::ZERO,
        offset_year: None,
        at: stage::now(),
    }
}

#[test]
fn an_offset_lowers_the_open_months_of_the_other_year_and_says_so() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.order(1, 0).expect("is ordered");
    let other = CounterEntry { year: 2026, offset: euro(110_001), offset_year: Some(stage::YEAR), ..entry(0) };
    stage.ledger.counter_entries.push(other);
    let plan = stage.plan();
    assert_eq!(plan.rows[0].months[..3], [euro(100_000), euro(90_000), euro(90_000)]);
    assert_eq!((plan.rows[0].months[11], plan.rows[0].rueckforderung), (euro(89_999), Euro::ZERO));
    let told = german::plan_rest(&PlanView::new(Some(&plan), &stage.ledger).expect("adds up").rows[0]);
    assert!(told.starts_with("12.000,00 € Budget − 1.100,01 € Verrechnung aus 2026 − 1.000,00 € angeordnet"), "{told}");
}

#[test]
fn months_are_named_as_people_say_them() {
    assert_eq!(german::months(&[2]), "März");
    assert_eq!(german::months(&[2, 3]), "März und April");
    assert_eq!(german::months(&[2, 3, 4]), "März bis Mai");
    assert_eq!(german::months(&[0, 2, 4]), "Januar, März und Mai");
}
