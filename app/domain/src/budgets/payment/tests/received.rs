//! A Rückforderung that is paid, in part, in whole, and by mistake.

use super::stage::{Stage, employer, kasse, now, principal, today};
use crate::{
    access::{Role, Scope},
    budgets::{
        BudgetError, Euro,
        payment::{CounterEntry, PaymentView, PlanView, Received, ReceivedInput, Receiving, german},
    },
    error::{AppError, ErrorCode, FieldError},
    ids::AccountId,
};
use proptest::prelude::*;
use uuid::Uuid;

fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn input(act: &str, amount: &str) -> ReceivedInput {
    ReceivedInput {
        payee: employer(1).to_string(),
        act: act.into(),
        amount: amount.into(),
        day: "11.01.2027".into(),
        note: "Kontoauszug 7".into(),
    }
}

impl Stage {
    fn receive(&mut self, act: &str, amount: &str) -> Result<(), AppError> {
        let wish = input(act, amount).check(today()).map_err(AppError::Invalid)?;
        let done = Receiving::of(wish, &self.ledger, &kasse())?;
        self.ledger.version += 1;
        self.ledger.received.push(Received {
            payee: done.payee(),
            amount: done.amount(),
            day: done.day(),
            note: done.note().to_owned(),
            by: AccountId::new(Uuid::from_u128(9)),
            name: "Demo".into(),
            at: now(),
        });
        Ok(())
    }

    fn settle(&mut self, eligible: i64) {
        let number = u32::try_from(self.ledger.counter_entries.len() + 1).expect("few");
        self.ledger.counter_entries.push(CounterEntry {
            anstellungstraeger: employer(1),
            year: self.ledger.year,
            number,
            eligible: euro(eligible),
            offset: Euro::ZERO,
            offset_year: None,
            at: now(),
        });
    }
}

/// January of 12,000.00 was paid, and 400.00 may be kept.
fn reclaimed() -> Stage {
    let mut stage = Stage::new(&[1_200_000]);
    stage.order(1, 0).expect("is ordered");
    stage.pay(1).expect("is paid");
    stage.settle(40_000);
    stage
}

#[test]
fn what_came_back_is_not_reclaimed_any_more() {
    let mut stage = reclaimed();
    let open =
        |stage: &Stage| stage.ledger.reclaims().expect("in range").first().map(|found| (found.received, found.open));
    assert_eq!(open(&stage), Some((Euro::ZERO, euro(60_000))));
    stage.receive("receive", "250,00").expect("is booked");
    assert_eq!(open(&stage), Some((euro(25_000), euro(35_000))));
    let row = stage.plan().rows[0].clone();
    assert_eq!((row.rueckforderung, row.received, row.nachzahlung), (euro(35_000), euro(25_000), Euro::ZERO));
    stage.receive("receive", "350,00").expect("is booked");
    assert_eq!(stage.plan().rows[0].rueckforderung, Euro::ZERO);
    assert!(stage.plan().rows[0].months[1..].iter().all(|month| *month == Euro::ZERO), "nothing is paid out again");
    let view = PlanView::new(Some(&stage.plan()), &stage.ledger).expect("adds up");
    assert_eq!((view.received.len(), view.reclaims[0].open), (2, Euro::ZERO));
    let told = german::plan_rest(&view.rows[0]);
    assert!(
        told.starts_with("400,00 € abgerechnet + 600,00 € zurückgezahlt − 1.000,00 € angeordnet = 0,00 €"),
        "{told}"
    );
}

#[test]
fn more_than_is_open_is_refused_and_a_wrong_booking_is_taken_back() {
    let mut stage = reclaimed();
    let too_large = |most: &str| {
        Err(AppError::Invalid(vec![FieldError::with_limit("reclaim_amount", ErrorCode::TooLarge, most.to_owned())]))
    };
    assert_eq!(stage.receive("receive", "600,01"), too_large("600,00 €"));
    assert_eq!(stage.receive("take_back", "0,01"), too_large("0,00 €"));
    stage.receive("receive", "600,00").expect("is booked");
    assert_eq!(stage.receive("receive", "0,01"), too_large("0,00 €"), "sent twice");
    stage.receive("take_back", "600,00").expect("is taken back");
    assert_eq!(stage.ledger.reclaims().expect("in range")[0].open, euro(60_000));
    assert_eq!(stage.ledger.received.len(), 2, "nothing is deleted");
}

/// The Kasse reads no plan, and saw no Rückforderung at all where one of them could not be added up.
#[test]
fn what_cannot_be_added_up_is_an_error_and_hides_no_reclaim() {
    let mut stage = reclaimed();
    stage.receive("receive", "1,00").expect("is booked");
    let most = Received { amount: Euro::from_cents(i64::MAX), ..stage.ledger.received[0].clone() };
    stage.ledger.received = vec![most.clone(), most];
    assert_eq!(PlanView::new(None, &stage.ledger), Err(BudgetError::TooLarge));
}

/// A rest of 0,00 € in its place would say that nothing is left to pay.
#[test]
fn a_rest_that_is_no_amount_is_an_error() {
    let stage = reclaimed();
    let mut plan = stage.plan();
    let row = plan.rows.first_mut().expect("a row");
    row.entitlement = Euro::from_cents(i64::MAX);
    assert_eq!(row.received, Euro::ZERO);
    assert_eq!(PlanView::new(Some(&plan), &stage.ledger).map(|view| view.rows.len()), Ok(plan.rows.len()));
    plan.rows[0].received = euro(1);
    assert_eq!(PlanView::new(Some(&plan), &stage.ledger), Err(BudgetError::TooLarge));
}

/// 0,00 € in their place would be signed by two people, and could not be offset.
#[test]
fn a_payment_run_and_open_months_that_are_no_amount_are_errors() {
    let mut stage = Stage::new(&[1_200_000, 1_200_000]);
    stage.prepare(1, 0).expect("prepares");
    let by = principal(2, Role::Finanzen, Scope::All);
    let (mut run, mut plan) = (stage.payment(1).clone(), stage.plan());
    assert_eq!(PaymentView::new(&run, 1, &by).map(|view| view.sum), Ok(euro(200_000)));
    assert_eq!(plan.rows[0].still_open(), Some(euro(1_100_000)));
    for line in &mut run.lines {
        line.amount = euro(i64::MAX);
    }
    plan.rows[0].months.fill(euro(i64::MAX));
    assert_eq!(PaymentView::new(&run, 1, &by), Err(BudgetError::TooLarge));
    assert_eq!(plan.rows[0].still_open(), None);
}

#[test]
fn nothing_is_reclaimed_before_the_settlement() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.order(1, 0).expect("is ordered");
    stage.correct(2, &[40_000]);
    assert_eq!(stage.plan().rows[0].rueckforderung, euro(60_000));
    assert_eq!(stage.receive("receive", "1,00"), Err(AppError::NotFound));
}

#[test]
fn a_later_settlement_that_keeps_more_pays_out_again() {
    let mut stage = reclaimed();
    stage.receive("receive", "600,00").expect("is booked");
    stage.settle(70_000);
    let row = stage.plan().rows[0].clone();
    assert_eq!(row.rueckforderung, Euro::ZERO);
    assert_eq!(Euro::checked_sum(row.months[1..].iter().copied()), Some(euro(30_000)), "400 kept, 700 due");
}

#[test]
fn every_field_of_the_form_is_judged() {
    let faults = ReceivedInput::default().check(today()).expect_err("blank");
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["reclaim_of", "reclaim_act", "reclaim_amount", "reclaim_day", "reclaim_note"]);
    for (amount, day) in [("0,00", "11.01.2027"), ("-1", "11.01.2027"), ("1,001", "11.01.2027"), ("1", "12.01.2027")] {
        let wrong = ReceivedInput { amount: amount.into(), day: day.into(), ..input("receive", "") };
        assert_eq!(wrong.check(today()).expect_err("a fault").len(), 1, "{amount} {day}");
    }
}

proptest! {
    #[test]
    fn what_comes_back_adds_up(kept in 0_i64..100_000, parts in proptest::collection::vec(1_i64..40_000, 0..6)) {
        let mut stage = reclaimed();
        stage.settle(kept);
        for part in parts {
            let open = stage.ledger.reclaims().expect("in range").first().map_or(Euro::ZERO, |found| found.open);
            let booked = stage.receive("receive", &euro(part).without_sign());
            prop_assert_eq!(booked.is_ok(), open >= euro(part) && open > Euro::ZERO);
        }
        let row = stage.plan().rows[0].clone();
        let months: i128 = row.months.iter().map(|month| month.cents()).sum();
        let right = row.entitlement.cents() + row.received.cents();
        prop_assert_eq!(months + row.held.cents() - row.rueckforderung.cents() + row.nachzahlung.cents(), right);
        prop_assert!(row.received.cents() + row.rueckforderung.cents() == 100_000 - i128::from(kept) || row.rueckforderung == Euro::ZERO);
    }
}
