//! Whatever happens in a year, in whatever order: the sums hold, and nothing is paid twice.

use super::stage::{Stage, employer};
use crate::budgets::{
    Euro,
    payment::{LineState, PaymentStatus},
    tests::{cases, oracle},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One thing that somebody tries; many are refused.
#[derive(Clone, Debug)]
enum Try {
    Correct([i64; 3]),
    Prepare(u8),
    Feststellen(usize),
    Anordnen(usize),
    Cancel(usize),
    Pay(usize),
    GiveBack(usize, u32),
}

fn attempt() -> impl Strategy<Value = Try> {
    let budget = prop_oneof![0_i64..50, 0_i64..=Euro::MAX_ENTRY_CENTS];
    prop_oneof![
        1 => [budget.clone(), budget.clone(), budget].prop_map(Try::Correct),
        4 => (0_u8..12).prop_map(Try::Prepare),
        4 => any::<prop::sample::Index>().prop_map(|at| Try::Feststellen(at.index(1_000))),
        4 => any::<prop::sample::Index>().prop_map(|at| Try::Anordnen(at.index(1_000))),
        1 => any::<prop::sample::Index>().prop_map(|at| Try::Cancel(at.index(1_000))),
        3 => any::<prop::sample::Index>().prop_map(|at| Try::Pay(at.index(1_000))),
        2 => (any::<prop::sample::Index>(), 1_u32..4).prop_map(|(at, of)| Try::GiveBack(at.index(1_000), of)),
    ]
}

/// Carries it out where it is allowed; the later payment runs are tried more often, as in life.
fn carry_out(stage: &mut Stage, attempt: &Try, runs: &mut u128) {
    let at = |index: &usize| (*runs).checked_sub(1 + *index as u128 % (*runs).clamp(1, 4));
    let done = match attempt {
        Try::Correct(budgets) => {
            stage.correct(1_000 + *runs, budgets);
            Ok(())
        }
        Try::Prepare(month) => {
            let prepared = stage.prepare(*runs, *month);
            *runs += u128::from(prepared.is_ok());
            prepared
        }
        Try::Feststellen(index) => at(index).map_or(Ok(()), |run| stage.feststellen(run, 2)),
        Try::Anordnen(index) => at(index).map_or(Ok(()), |run| stage.anordnen(run, 3)),
        Try::Cancel(index) => at(index).map_or(Ok(()), |run| stage.cancel(run)),
        Try::Pay(index) => at(index).map_or(Ok(()), |run| stage.pay(run)),
        Try::GiveBack(index, of) => at(index).map_or(Ok(()), |run| stage.give_back(run, *of)),
    };
    // Refusals are half of the life that is tried here.
    drop(done);
}

/// Ordered and not returned, by employer and month: counted from the payment runs alone, not by the plan's own code.
fn ordered(stage: &Stage) -> BTreeMap<(u32, u8), i128> {
    let mut sums = BTreeMap::new();
    for run in stage.ledger.runs.iter().filter(|run| run.status() == PaymentStatus::Angeordnet) {
        for number in 1..=3 {
            let Some(line) = run.line(employer(number)) else { continue };
            if !matches!(run.line_state(employer(number)), LineState::Returned { .. }) {
                *sums.entry((number, run.month)).or_default() += line.amount.cents();
            }
        }
    }
    sums
}

/// Ordered months as they were, the rest shared over the open ones by the oracle of splits.
fn expected_months(budget: i128, ordered: &[Option<i128>; 12]) -> [i128; 12] {
    let rest = budget - ordered.iter().flatten().sum::<i128>();
    let open = ordered.iter().filter(|month| month.is_none()).count();
    let mut months = ordered.map(Option::unwrap_or_default);
    if rest > 0 && open > 0 {
        let mut shares = oracle::split(rest, &vec![1; open]).into_iter();
        for month in (0..12).filter(|month| ordered[*month].is_none()) {
            months[month] = shares.next().unwrap_or_default();
        }
    }
    months
}

fn check(stage: &Stage) -> Result<(), TestCaseError> {
    let (plan, ordered) = (stage.plan(), ordered(stage));
    for number in 1..=3_u32 {
        let of = |month: u8| ordered.get(&(number, month)).copied();
        let budget = stage.budgets.get(&number).copied().map_or(0, i128::from);
        let Some(row) = plan.row(employer(number)) else {
            prop_assert!(budget == 0 && (0..12).all(|month| of(month).is_none()));
            continue;
        };
        let own: [Option<i128>; 12] = std::array::from_fn(|month| of(month as u8));
        let months = row.months.map(Euro::cents);
        prop_assert_eq!(months, expected_months(budget, &own));
        prop_assert_eq!(months.iter().sum::<i128>() - row.rueckforderung.cents() + row.nachzahlung.cents(), budget);
        prop_assert!(months.iter().all(|month| *month >= 0));
        for month in 0..12 {
            prop_assert!(!row.due(month).is_negative());
            prop_assert!(own[usize::from(month)].is_none() || month == 11 || row.due(month) == Euro::ZERO);
        }
        let booked: i128 = stage
            .ledger
            .runs
            .iter()
            .flat_map(|run| &run.bookings)
            .filter(|entry| entry.payee == employer(number).into())
            .map(|entry| entry.amount.cents())
            .sum();
        prop_assert_eq!(row.paid_sum().map(Euro::cents), Some(booked), "entries and counter-entries are what is paid");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_adds_up(
        budgets in [0_i64..=Euro::MAX_ENTRY_CENTS, 0_i64..=5_000, 0_i64..=Euro::MAX_ENTRY_CENTS],
        attempts in prop::collection::vec(attempt(), 1..60),
    ) {
        let (mut stage, mut runs) = (Stage::new(&budgets), 0);
        let mut immutable: BTreeMap<u128, Vec<Euro>> = BTreeMap::new();
        for attempt in &attempts {
            carry_out(&mut stage, attempt, &mut runs);
            for number in 0..runs {
                let amounts: Vec<Euro> = stage.payment(number).lines.iter().map(|line| line.amount).collect();
                let first = immutable.entry(number).or_insert_with(|| amounts.clone());
                prop_assert_eq!(&*first, &amounts, "the amounts of a payment run never change");
            }
        }
        check(&stage)?;
    }

    /// B1 over a whole year with a correction in the middle: what is paid in the end is the budget, to the cent.
    #[test]
    fn b1_a_year_paid_month_by_month_ends_in_the_budget(
        before in 0_i64..=Euro::MAX_ENTRY_CENTS,
        after in 0_i64..=Euro::MAX_ENTRY_CENTS,
        corrected_in in 0_u8..12,
    ) {
        let mut stage = Stage::new(&[before]);
        for month in 0..12 {
            if month == corrected_in {
                stage.correct(2, &[after]);
            }
            if stage.order(u128::from(month), month).is_ok() {
                stage.pay(u128::from(month)).expect("is paid");
            }
        }
        let plan = stage.plan();
        let (paid, back) = plan.row(employer(1)).map_or((0, 0), |row| {
            (row.paid_sum().map_or(0, Euro::cents), row.rueckforderung.cents())
        });
        prop_assert_eq!(paid - back, i128::from(after));
    }
}
