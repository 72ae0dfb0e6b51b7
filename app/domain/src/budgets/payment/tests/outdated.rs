//! A payment run that the plan has outrun says so, goes no further, and is prepared anew.

use super::stage::{Stage, account, employer, now, payment_id, principal, proof, run_id};
use crate::{
    access::{Koordination, Role, Scope},
    budgets::{
        Euro,
        overview::{Column, PlanFigure},
        payment::{Outdated, OutdatedLine, PaymentView, PlanView, Prepared, Renewal, Suspension, YearPlan, german},
    },
    error::{AppError, ErrorCode},
    ids::AccountId,
};
use uuid::Uuid;

fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn koordination() -> Koordination {
    proof(1, Role::Koordination, Scope::All)
}

/// January of two, prepared; then the first one's January is suspended.
fn suspended() -> Stage {
    let mut stage = Stage::new(&[1_200_000, 2_400_000]);
    stage.prepare(1, 0).expect("prepares");
    stage.ledger.suspensions.push(Suspension {
        anstellungstraeger: employer(1),
        months: vec![0],
        suspended: true,
        reason: "Stelle nicht besetzt".into(),
        by: AccountId::new(Uuid::from_u128(1)),
        name: "Demo".into(),
        at: now(),
    });
    stage.ledger.version += 1;
    stage
}

/// The plan as if the payment run were taken back.
fn plan_without(stage: &Stage, number: u128) -> YearPlan {
    Stage { ledger: stage.ledger.without(payment_id(number)), budgets: stage.budgets.clone() }.plan()
}

fn renewal(stage: &Stage) -> Result<Renewal, AppError> {
    let plan = plan_without(stage, 1);
    let preparation = Prepared::of(payment_id(2), 0, &plan, &stage.ledger, |_| account("Träger e. V."))?;
    Renewal::of(stage.payment(1), &stage.plan(), preparation.prepared, &koordination())
}

#[test]
fn what_follows_the_plan_is_not_outdated() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.prepare(1, 0).expect("prepares");
    assert_eq!(Outdated::of(stage.payment(1), &stage.plan()), None);
    assert_eq!(renewal(&stage).err(), Some(AppError::field("", ErrorCode::WrongState)));
    stage.feststellen(1, 2).and_then(|()| stage.anordnen(1, 3)).expect("is ordered");
    stage.correct(2, &[2_400_000]);
    assert_eq!(Outdated::of(stage.payment(1), &stage.plan()), None, "what is ordered stays");
}

#[test]
fn a_suspension_outruns_a_payment_run_which_says_whose_line_it_is() {
    let stage = suspended();
    let found = Outdated::of(stage.payment(1), &stage.plan()).expect("is outdated");
    let payee = employer(1).into();
    let line = OutdatedLine {
        payee,
        name: "Träger 1".into(),
        prepared: euro(100_000),
        now: Euro::ZERO,
        figure: PlanFigure::PayeeMonth { payee, month: 0, column: Column::Planned },
    };
    assert_eq!(line.figure.value(&stage.plan()), Ok(Some(line.now)));
    assert_eq!(found, Outdated { other_run: false, run: run_id(1), lines: vec![line.clone()] });
    assert_eq!(german::outdated_line(&line), "Träger 1: vorbereitet sind 1.000,00 €, zu zahlen ist jetzt nichts.");

    let view = |role| {
        let by = principal(1, role, Scope::All);
        let view = PaymentView::new(stage.payment(1), stage.ledger.version, &by).expect("adds up");
        view.against(stage.payment(1), &stage.plan(), &by)
    };
    let (office, finanzen) = (view(Role::Koordination), view(Role::Finanzen));
    assert!(office.next.renew && office.next.cancel && office.outdated.is_some());
    assert!(!finanzen.next.renew && !finanzen.next.feststellen && finanzen.outdated.is_some());
    let plan = stage.plan();
    let row = PlanView::new(Some(&plan), &stage.ledger).expect("adds up").payments.remove(0);
    assert_eq!((row.outdated, german::run_state(&row)), (true, "überholt"));
}

#[test]
fn it_is_prepared_anew_with_what_the_plan_has_now() {
    let stage = suspended();
    let renewal = renewal(&stage).expect("is outdated");
    assert_eq!((renewal.outdated(), renewal.prepared().id()), (payment_id(1), payment_id(2)));
    let lines: Vec<_> = renewal.prepared().lines().iter().map(|line| (line.name.as_str(), line.amount)).collect();
    assert_eq!(lines, [("Träger 2", euro(200_000))]);
    assert_eq!(renewal.prepared().base(), stage.ledger.version);
}

#[test]
fn another_released_run_outruns_it_even_where_amounts_stay() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.prepare(1, 0).expect("prepares");
    stage.correct(2, &[1_200_000]);
    let found = Outdated::of(stage.payment(1), &stage.plan()).expect("is outdated");
    assert_eq!(found, Outdated { other_run: true, run: run_id(2), lines: vec![] });
    assert_eq!(renewal(&stage).expect("is outdated").prepared().lines().len(), 1);
}

#[test]
fn what_is_to_be_paid_now_is_a_figure_of_the_plan() {
    let mut of_month = Stage::new(&[1_200_000]);
    of_month.prepare(1, 0).expect("prepares");
    of_month.correct(2, &[2_400_000]);
    // Every month is ordered; what is left of the year comes with December.
    let mut of_rest = Stage::new(&[1_200_000]);
    for month in 0..12_u8 {
        of_rest.order(u128::from(month) + 2, month).expect("is ordered");
    }
    of_rest.correct(2, &[1_300_000]);
    of_rest.prepare(1, 11).expect("prepares");
    of_rest.correct(3, &[1_400_000]);
    for stage in [of_month, of_rest] {
        let plan = stage.plan();
        let found = Outdated::of(stage.payment(1), &plan).expect("is outdated");
        assert_eq!((found.run, found.lines.len()), (plan.run, 1));
        assert_eq!(found.lines[0].now, euro(200_000));
        assert_eq!(found.lines[0].figure.value(&plan), Ok(Some(euro(200_000))));
    }
}

#[test]
fn where_nothing_is_left_to_pay_there_is_nothing_to_prepare() {
    let mut stage = suspended();
    stage.budgets.remove(&2);
    assert_eq!(renewal(&stage).err(), Some(AppError::field("month", ErrorCode::NothingDue)));
}

#[test]
fn what_was_only_taken_back_is_told_from_what_was_prepared_anew() {
    let mut stage = suspended();
    assert!(!stage.ledger.has_dropped(payment_id(1)), "it is still there");
    stage.cancel(1).expect("is taken back");
    assert!(!stage.ledger.has_dropped(payment_id(1)), "for a reason of the office's own");
    let back = stage.ledger.runs[0].steps.last_mut().expect("the step");
    back.reason = Some(german::PLAN_CHANGED.to_owned());
    assert!(stage.ledger.has_dropped(payment_id(1)));
    stage.prepare(2, 0).expect("prepares in the same moment");
    assert!(!stage.ledger.has_dropped(payment_id(1)) && stage.ledger.has_renewed(payment_id(1), payment_id(2)));
}
