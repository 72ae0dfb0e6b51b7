//! Whatever was spent, recognised, paid and corrected: the sums hold, and no Abschlag is ever below zero.

use super::super::*;
use super::stage::{NEXT, Two, basis, koordination, recognised};
use crate::{
    budgets::{Euro, payment::EmployerPlan, tests::cases},
    ids::AccountId,
    people::SettlementMode,
};
use proptest::prelude::*;
use uuid::Uuid;

fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![0_i64..50, 0_i64..=Euro::MAX_ENTRY_CENTS]
}

/// Sum of the months as the plan says it, and nothing below zero.
fn check_plan(plan: &EmployerPlan) -> Result<i128, TestCaseError> {
    prop_assert!(plan.months.iter().all(|month| !month.is_negative()), "never a negative Abschlag");
    prop_assert!(!plan.rueckforderung.is_negative() && !plan.nachzahlung.is_negative() && !plan.held.is_negative());
    let months: i128 = plan.months.iter().map(|month| month.cents()).sum();
    let whole = months + plan.held.cents() - plan.rueckforderung.cents() + plan.nachzahlung.cents();
    prop_assert_eq!(whole, plan.entitlement.cents());
    Ok(whole)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    /// Exact, within the budget, and independent of the order of the Kitas.
    #[test]
    fn an_outcome_adds_up(
        kitas in prop::collection::vec((amount(), amount(), 0_i64..=100), 0..12),
        ordered in amount(),
        turned in any::<prop::sample::Index>(),
        mode in prop_oneof![Just(SettlementMode::M1), Just(SettlementMode::M2)],
    ) {
        let rows: Vec<Recognised> = (1..).zip(&kitas).map(|(number, (budget, claimed, percent))| {
            recognised(number, *budget, *claimed, claimed / 100 * percent)
        }).collect();
        let budget = kitas.iter().map(|(budget, ..)| budget).sum();
        let by = AccountId::new(Uuid::from_u128(1));
        let of = |kitas: Vec<Recognised>| {
            Outcome::of(&Examination { basis: basis(mode, budget, ordered), kitas, offset_year: None, by })
        };
        let outcome = of(rows.clone()).expect("an outcome");
        prop_assert_eq!(
            outcome.eligible.cents() + outcome.back.cents(),
            outcome.received.cents() + outcome.more.cents()
        );
        prop_assert!(outcome.back == Euro::ZERO || outcome.more == Euro::ZERO);
        for amount in [outcome.actual, outcome.eligible, outcome.back, outcome.more] {
            prop_assert!(!amount.is_negative());
        }
        prop_assert!(outcome.eligible <= Euro::from_cents(budget) && outcome.eligible <= outcome.actual);
        let expected: i128 = match mode {
            SettlementMode::M2 => rows.iter().map(|row| row.recognised.cents().min(row.budget.cents())).sum(),
            _ => rows.iter().map(|row| row.recognised.cents()).sum::<i128>().min(i128::from(budget)),
        };
        prop_assert_eq!(outcome.eligible.cents(), expected);
        let mut other = rows.clone();
        if !other.is_empty() {
            let at = turned.index(other.len());
            other.rotate_left(at);
        }
        prop_assert_eq!(of(other), Ok(outcome));
    }

    /// Two years with payments, settlements, offsets and corrections in between: what is paid in the end is what was
    /// settled of the one and budgeted for the other, to the cent.
    #[test]
    fn settlements_and_offsets_keep_every_cent(
        budgets in [1_i64..=Euro::MAX_ENTRY_CENTS, 1_i64..=Euro::MAX_ENTRY_CENTS],
        months in [0_u8..=12, 0_u8..=12],
        costs in prop::collection::vec((amount(), any::<bool>(), prop::option::of(0_u8..12)), 1..5),
    ) {
        let mut two = Two::new(budgets[0], budgets[1]);
        for month in 0..months[0] {
            drop(two.year.order(u128::from(month), month));
        }
        for month in 0..months[1] {
            drop(two.next.order(100 + u128::from(month), month));
        }
        two.submit(Euro::MAX_ENTRY_CENTS);
        for (round, (cost, offset, paid)) in (0..).zip(costs) {
            if let Some(month) = paid {
                drop(two.year.order(1_000 + round, month));
                drop(two.next.order(2_000 + round, month));
            }
            two.examine(cost, offset.then_some(NEXT));
            if two.settle().is_err() {
                two.examine(cost, None);
                two.settle().expect("settles without an offset");
            }
            let last = &two.proof.settlements.last().expect("a settlement").examination;
            let eligible = Outcome::of(last).expect("an outcome").eligible.cents();
            let (year, next) = (Two::plan(&two.year), Two::plan(&two.next));
            prop_assert_eq!(check_plan(&year)? + check_plan(&next)?, eligible + i128::from(budgets[1]));
            let again = Advance::reopen(&two.proof, "Korrektur", &koordination(1)).expect("opens again");
            two.advance(&again);
        }
    }
}
