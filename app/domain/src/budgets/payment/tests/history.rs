//! Years as they happen: correction after payments, a payment that comes back, who sees what of it.

use super::stage::{Stage, employer, reader};
use crate::{
    access::{Role, Scope},
    budgets::{
        Euro,
        payment::{BookingKind, LineState, MonthState, PaymentStatus, PlanView, Prepared, german},
    },
    error::{AppError, ErrorCode},
};

fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn nothing_due() -> Result<(), AppError> {
    Err(AppError::field("month", ErrorCode::NothingDue))
}

/// B6 and B7 in the rules: what is in a payment run, ordered or not, is not paid a second time.
#[test]
fn b6_a_month_is_paid_once() {
    let mut stage = Stage::new(&[11_517_510, 0]);
    stage.prepare(1, 0).expect("prepares");
    assert_eq!(stage.payment(1).lines.len(), 1, "nobody gets an order of nothing");
    assert_eq!(stage.payment(1).lines[0].amount, euro(959_793));
    assert_eq!(stage.prepare(2, 0), nothing_due(), "while the first is in process");
    stage.feststellen(1, 2).and_then(|()| stage.anordnen(1, 3)).expect("is ordered");
    assert_eq!(stage.prepare(2, 0), nothing_due(), "when it is ordered");
    stage.pay(1).expect("is paid");
    assert_eq!(stage.prepare(2, 0), nothing_due(), "when it is paid");
    assert_eq!(stage.pay(1), Err(AppError::field("", ErrorCode::WrongState)), "paid twice");
    assert_eq!(stage.plan().rows[0].month_state(0), MonthState::Paid);
    assert_eq!(stage.plan().rows[0].months[11], euro(959_792), "the other months stay as they were");
}

#[test]
fn b4_another_year_does_not_count() {
    let (mut this, mut last) = (Stage::new(&[1_200_000]), Stage::new(&[900_000]));
    last.order(1, 0).expect("is ordered");
    this.order(1, 0).expect("is ordered");
    assert_eq!(this.plan().rows[0].ordered_sum(), Some(euro(100_000)));
}

#[test]
fn what_came_back_is_open_again_and_stays_readable() {
    let mut stage = Stage::new(&[1_200_000, 2_400_000]);
    stage.order(1, 0).expect("is ordered");
    stage.pay(1).expect("is paid");
    stage.give_back(1, 2).expect("comes back");
    assert_eq!(stage.give_back(1, 2), Err(AppError::field("", ErrorCode::WrongState)), "comes back once");
    let entries: Vec<_> = stage.payment(1).bookings.iter().map(|entry| (entry.kind, entry.amount)).collect();
    assert_eq!(
        entries,
        [
            (BookingKind::Paid, euro(100_000)),
            (BookingKind::Paid, euro(200_000)),
            (BookingKind::Returned, euro(-200_000)),
        ],
        "a counter-entry, nothing deleted"
    );
    let plan = stage.plan();
    assert_eq!(plan.rows[1].month_state(0), MonthState::Open);
    assert_eq!((plan.rows[1].due(0), plan.rows[0].due(0)), (euro(200_000), Euro::ZERO));
    let view = PlanView::new(Some(&plan), &stage.ledger).expect("adds up");
    assert_eq!((view.returned.len(), view.returned[0].name.as_str()), (1, "Träger 2"));
    assert!(view.returned[0].is_open);
    stage.order(2, 0).expect("is ordered once more");
    assert!(!PlanView::new(Some(&stage.plan()), &stage.ledger).expect("adds up").returned[0].is_open);
    assert_eq!(stage.payment(2).lines.len(), 1);
    assert_ne!(stage.payment(1).message_id(), stage.payment(2).message_id());
}

#[test]
fn one_payment_is_booked_on_its_own_and_the_others_after_it() {
    let mut stage = Stage::new(&[1_200_000, 2_400_000]);
    stage.order(1, 0).expect("is ordered");
    stage.pay_one(1, 2).expect("is paid");
    assert!(matches!(stage.payment(1).line_state(employer(2)), LineState::Paid { .. }));
    assert_eq!(stage.payment(1).line_state(employer(1)), LineState::Open);
    assert_eq!(stage.pay_one(1, 2), Err(AppError::field("", ErrorCode::WrongState)), "paid twice");
    assert_eq!(stage.pay_one(1, 3), Err(AppError::NotFound));
    stage.pay(1).expect("the other one is paid");
    assert_eq!(stage.payment(1).bookings.len(), 2);
    let paid: Vec<_> = stage.plan().rows.iter().map(|row| row.month_state(0)).collect();
    assert_eq!(paid, [MonthState::Paid, MonthState::Paid]);
}

#[test]
fn the_last_booking_of_each_line_decides_also_where_all_are_read_at_once() {
    let mut stage = Stage::new(&[1_200_000, 2_400_000, 3_600_000]);
    stage.order(1, 0).expect("is ordered");
    stage.pay_one(1, 2).expect("is paid");
    stage.give_back(1, 2).expect("comes back");
    stage.pay_one(1, 3).expect("is paid");
    let payment = stage.payment(1);
    let one_by_one = payment.lines.iter().map(|line| (line, payment.line_state(line.payee)));
    assert_eq!(payment.line_states().collect::<Vec<_>>(), one_by_one.collect::<Vec<_>>());
    let row = &PlanView::new(Some(&stage.plan()), &stage.ledger).expect("adds up").payments[0];
    assert_eq!((row.lines, row.open, row.returned), (3, 1, 1));
}

#[test]
fn a_line_that_the_bank_did_not_carry_out_costs_nothing() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.order(1, 0).expect("is ordered");
    stage.give_back(1, 1).expect("was not carried out");
    assert_eq!(stage.payment(1).bookings[0].amount, Euro::ZERO);
    assert!(matches!(stage.payment(1).line_state(employer(1)), LineState::Returned { .. }));
    assert_eq!(stage.plan().rows[0].due(0), euro(100_000));
}

#[test]
fn a_correction_moves_open_months_only() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.order(1, 0).expect("is ordered");
    stage.correct(2, &[1_310_000]);
    let row = &stage.plan().rows[0];
    assert_eq!(row.months[..2], [euro(100_000), euro(110_000)]);
    let told = german::plan_rest(&PlanView::new(Some(&stage.plan()), &stage.ledger).expect("adds up").rows[0]);
    assert_eq!(
        told,
        "13.100,00 € Budget − 1.000,00 € angeordnet = 12.100,00 €, verteilt auf 11 offene Monate; übrige Cent gehen \
         an die ersten."
    );
    stage.correct(3, &[70_000]);
    let row = &stage.plan().rows[0];
    assert_eq!(row.rueckforderung, euro(30_000));
    assert!(row.months[1..].iter().all(|month| *month == Euro::ZERO), "never a negative Abschlag");
    assert_eq!(stage.prepare(2, 1), nothing_due());
    stage.correct(4, &[]);
    assert_eq!(stage.plan().rows[0].rueckforderung, euro(100_000), "who left the run gives everything back");
}

#[test]
fn a_full_year_ends_in_a_back_payment_with_december() {
    let mut stage = Stage::new(&[1_200_000]);
    for month in 0..12 {
        stage.order(u128::from(month), month).expect("is ordered");
    }
    stage.correct(2, &[1_200_007]);
    assert_eq!(stage.plan().rows[0].nachzahlung, euro(7));
    assert_eq!(stage.prepare(20, 5), nothing_due());
    stage.order(20, 11).expect("is ordered");
    let row = &stage.plan().rows[0];
    assert_eq!((row.ordered_sum(), row.nachzahlung), (Some(euro(1_200_007)), Euro::ZERO));
}

#[test]
fn a_payment_run_that_does_not_fit_the_plan_any_more_goes_no_further() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.prepare(1, 0).expect("prepares");
    stage.correct(2, &[1_320_000]);
    let changed = Err(AppError::field("", ErrorCode::PlanChanged));
    assert_eq!(stage.feststellen(1, 2), changed);
    stage.cancel(1).expect("is taken back");
    stage.prepare(2, 0).expect("prepares anew");
    stage.feststellen(2, 2).expect("feststellt");
    stage.correct(3, &[1_200_000]);
    assert_eq!(stage.anordnen(2, 3), changed);
    assert_eq!(stage.payment(1).status(), PaymentStatus::Cancelled, "it stays readable");
}

#[test]
fn who_has_no_account_is_named_and_left_out() {
    let stage = Stage::new(&[1_200_000, 2_400_000]);
    let account = |of| (of != employer(2).into()).then(|| super::stage::account("Träger e. V.")).flatten();
    let id = super::stage::payment_id(1);
    let preparation = Prepared::of(id, 0, &stage.plan(), &stage.ledger, account).expect("prepares");
    assert_eq!(preparation.prepared.lines().len(), 1);
    assert_eq!(preparation.without_account, ["Träger 2"]);
    let refused = Prepared::of(id, 0, &stage.plan(), &stage.ledger, |_| None).expect_err("nobody has one");
    let AppError::Invalid(faults) = &refused else { panic!("{refused:?}") };
    assert_eq!((faults[0].field.as_str(), faults[0].code), ("month", ErrorCode::NoAccount));
    assert!(crate::german::sentence(&faults[0]).contains("zu lang: Träger 1, Träger 2."), "they are named");
}

#[test]
fn everybody_sees_the_own_part() {
    let mut stage = Stage::new(&[1_200_000, 2_400_000]);
    stage.order(1, 0).expect("is ordered");
    stage.prepare(2, 1).expect("prepares");
    let seen = |role, scope| stage.ledger.clone().visible_to(&reader(role, scope)).runs;
    assert_eq!(seen(Role::Koordination, Scope::All).len(), 2);
    assert_eq!(seen(Role::Kasse, Scope::Nothing).len(), 1, "what is not ordered is none of its business");
    let own = seen(Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(2)));
    assert_eq!(own.len(), 1);
    assert!(own[0].lines.iter().all(|line| line.payee == employer(2).into()));
    assert!(own[0].steps.iter().all(|step| step.name.is_empty()));
    assert!(seen(Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(3))).is_empty());
    assert!(seen(Role::Anstellungstraeger, Scope::Nothing).is_empty());
}
