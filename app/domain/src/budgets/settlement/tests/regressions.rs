//! Faults that happened to serious products, by the numbers of the office's list (budget, B).

use super::super::*;
use super::stage::{NEXT, Two, basis, euro, koordination, recognised};
use crate::{
    budgets::Euro,
    error::{AppError, ErrorCode},
    ids::AccountId,
    people::SettlementMode,
};
use uuid::Uuid;

/// B1: what is offset is spread over months, and not a cent of it is lost or made.
#[test]
fn b1_an_offset_loses_nothing_over_the_months() {
    for back in [1, 7, 11, 12, 13, 223_201] {
        let mut two = Two::ordered(1_200_000, 1_200_005);
        two.submit(1_200_000 - back);
        two.examine(1_200_000 - back, Some(NEXT));
        two.settle().expect("settles");
        let next = Two::plan(&two.next);
        assert_eq!(Euro::checked_sum(next.months), Some(euro(1_200_005 - back)), "{back}");
        let spread =
            next.months.iter().max().zip(next.months.iter().min()).map(|(most, least)| most.cents() - least.cents());
        assert!(spread <= Some(1), "{back}");
        assert_eq!(Two::plan(&two.year).rueckforderung, Euro::ZERO, "{back}");
    }
}

/// B3: nothing spent, no Kita, a budget of nothing: no division by zero, nothing below zero.
#[test]
fn b3_nothing_spent_gives_everything_back() {
    let by = AccountId::new(Uuid::from_u128(1));
    for mode in SettlementMode::ALL {
        let lump = LumpSum {
            year: 2027,
            vzae_pauschale: euro(7_600_000),
            full_time: crate::budgets::WeeklyHours::from_scaled(3_900),
            posts: vec![],
        };
        for kitas in [vec![], vec![recognised(1, 0, 0, 0)], vec![recognised(1, 100, 0, 0)]] {
            let basis = Basis { lump: Some(lump.clone()), ..basis(mode, 100, 100) };
            let outcome = Outcome::of(&Examination { basis, kitas, offset_year: None, by }).expect("an outcome");
            assert_eq!((outcome.eligible, outcome.back, outcome.more), (Euro::ZERO, euro(100), Euro::ZERO), "{mode:?}");
        }
    }
}

/// B4: the settlement of a year counts the payments of that year only.
#[test]
fn b4_payments_of_another_year_do_not_count() {
    let mut two = Two::ordered(1_200_000, 2_400_000);
    two.next.order(90, 0).expect("is ordered");
    two.submit(1_000_000);
    two.examine(1_000_000, None);
    let settled = two.settle().expect("settles");
    assert_eq!(Outcome::of(settled.examination()).map(|outcome| outcome.received), Ok(euro(1_200_000)));
    assert_eq!(Two::plan(&two.next).months.iter().map(|month| month.cents()).sum::<i128>(), 2_400_000);
}

/// B5: a settlement stays what it was, whatever is released, paid or corrected later.
#[test]
fn b5_a_settlement_does_not_change_afterwards() {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    two.submit(1_100_000);
    two.examine(1_100_000, Some(NEXT));
    two.settle().expect("settles");
    let stored = serde_json::to_string(&two.proof.settlements).expect("serialises");
    let before = Outcome::of(&two.proof.settlements[0].examination);
    two.year.correct(2, &[9_000_000]);
    two.next.correct(2, &[9_000_000]);
    let reread: Vec<Settlement> = serde_json::from_str(&stored).expect("reads");
    assert_eq!((Outcome::of(&reread[0].examination), &reread), (before, &two.proof.settlements));
    let year = Two::plan(&two.year);
    assert_eq!(
        (year.entitlement, year.nachzahlung),
        (euro(1_200_000), Euro::ZERO),
        "what was settled is paid, not a later run"
    );
    let again = Advance::reopen(&two.proof, "Belege nachgereicht", &koordination(1)).expect("opens again");
    two.advance(&again);
    two.examine(1_100_000, None);
    assert_eq!(two.proof.settlements.len(), 1, "the first stays");
}

/// B6: what is settled is not settled again; a correction settles the difference.
#[test]
fn b6_a_correction_settles_the_difference_only() {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    two.submit(1_000_000);
    two.examine(1_000_000, Some(NEXT));
    assert_eq!(two.settle().expect("settles").offset(), euro(200_000));
    assert_eq!(two.settling(3).err(), Some(AppError::field("", ErrorCode::WrongState)));
    let again = Advance::reopen(&two.proof, "Kürzung", &koordination(1)).expect("opens again");
    two.advance(&again);
    two.examine(950_000, Some(NEXT));
    assert_eq!(two.settle().expect("settles").offset(), euro(50_000), "200,000 are offset already");
    let again = Advance::reopen(&two.proof, "Doch anerkannt", &koordination(1)).expect("opens again");
    two.advance(&again);
    two.examine(1_000_000, None);
    let settled = two.settle().expect("settles");
    assert_eq!(Outcome::of(settled.examination()).map(|outcome| outcome.more), Ok(euro(50_000)));
    assert_eq!(Two::plan(&two.year).nachzahlung, euro(50_000), "paid in addition, never a negative offset");
    assert_eq!(Two::plan(&two.next).entitlement, euro(950_000));
}

/// B7: amounts never pass through a JSON number.
#[test]
fn b7_amounts_travel_as_text() {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    two.submit(1_000_001);
    two.examine(1_000_001, None);
    let wire = serde_json::to_value(&two.proof).expect("serialises");
    assert_eq!(wire["statement"]["kitas"][0]["personnel"], "10000.01");
    let forged = serde_json::to_string(&two.proof).expect("serialises").replace("\"10000.01\"", "10000.01");
    assert!(serde_json::from_str::<Verwendungsnachweis>(&forged).is_err());
}
