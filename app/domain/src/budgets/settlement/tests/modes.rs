//! The three modes, amount by amount, and that every amount explains itself.

use super::super::*;
use super::stage::{basis, euro, recognised};
use crate::{
    access::{Role, Scope},
    budgets::{Euro, WeeklyHours, payment::tests::stage::employer},
    ids::{AccountId, PostId},
    people::{self, SettlementMode},
};
use chrono::NaiveDate;
use uuid::Uuid;

fn examination(basis: Basis, kitas: Vec<Recognised>) -> Examination {
    Examination { basis, kitas, offset_year: None, by: AccountId::new(Uuid::from_u128(1)) }
}

/// 1 spends 900 of 1,000, 2 spends 1,300 of 1,000.
fn two_kitas(mode: SettlementMode) -> Examination {
    let kitas = vec![recognised(1, 100_000, 95_000, 90_000), recognised(2, 100_000, 130_000, 130_000)];
    examination(basis(mode, 200_000, 200_000), kitas)
}

fn lump(posts: Vec<FilledPost>) -> LumpSum {
    let full_time = WeeklyHours::from_scaled(3_900);
    LumpSum { year: 2027, vzae_pauschale: euro(7_600_000), full_time, posts }
}

fn post(number: u128, hours: i64, filled_days: [u8; 12]) -> FilledPost {
    let hours = WeeklyHours::from_scaled(hours);
    FilledPost { post: PostId::new(Uuid::from_u128(number)), name: format!("Stelle {number}"), hours, filled_days }
}

/// The terms computed once more, by the step that the explanation names.
pub(super) fn evaluate(explanation: &Explanation, examination: &Examination) -> Euro {
    let terms: Vec<i128> = explanation.terms.iter().map(|term| term.value.cents()).collect();
    let cents = match explanation.step {
        Step::Sum => terms.iter().sum(),
        Step::Least => terms.iter().copied().min().expect("terms"),
        Step::Difference => terms[0] - terms[1..].iter().sum::<i128>(),
        Step::Quota { quota } => quota.of(explanation.terms[0].value).expect("a share").cents(),
        Step::Part { .. } => panic!("no settlement is cut into parts"),
        Step::LumpSum => examination.basis.lump.as_ref().expect("posts").amount().expect("an amount").cents(),
    };
    Euro::checked_from_cents(cents).expect("an amount")
}

/// A check by each mode.
pub(super) fn all_modes() -> [Examination; 3] {
    let mut a_month = [0; 12];
    a_month[0] = 31;
    let basis =
        Basis { lump: Some(lump(vec![post(1, 1_950, a_month)])), ..basis(SettlementMode::M3, 300_000, 250_000) };
    let lump_sum = examination(basis, vec![recognised(1, 300_000, 200_000, 190_000)]);
    [two_kitas(SettlementMode::M1), two_kitas(SettlementMode::M2), lump_sum]
}

fn every_amount_explains_itself(examination: &Examination) {
    let outcome = Outcome::of(examination).expect("an outcome");
    let all = Explanation::all(examination, employer(1)).expect("explanations");
    for explanation in &all {
        assert_eq!(evaluate(explanation, examination), explanation.value, "{}", explanation.label);
        assert!(german::calculation(explanation).ends_with(&explanation.value.to_string()));
    }
    let shown = |amount: Euro| all.iter().any(|explanation| explanation.value == amount);
    for amount in [outcome.actual, outcome.eligible, outcome.received, outcome.back.max(outcome.more)] {
        assert!(shown(amount), "{amount} is explained");
    }
}

#[test]
fn m1_counts_all_kitas_together() {
    let examination = two_kitas(SettlementMode::M1);
    let outcome = Outcome::of(&examination).expect("an outcome");
    assert_eq!((outcome.actual, outcome.eligible, outcome.back), (euro(220_000), euro(200_000), Euro::ZERO));
    every_amount_explains_itself(&examination);
}

#[test]
fn m2_counts_each_kita_up_to_its_budget() {
    let examination = two_kitas(SettlementMode::M2);
    let outcome = Outcome::of(&examination).expect("an outcome");
    assert_eq!((outcome.actual, outcome.eligible, outcome.back), (euro(220_000), euro(190_000), euro(10_000)));
    every_amount_explains_itself(&examination);
    let told = Explanation::all(&examination, employer(1)).expect("explanations");
    assert!(told[0].notes[0].contains("50,00 € nicht anerkannt – Sachkosten"), "{:?}", told[0].notes);
}

#[test]
fn m3_counts_filled_months_up_to_the_budget() {
    let mut half_a_year = [0; 12];
    half_a_year[..6].copy_from_slice(&[31, 28, 31, 30, 31, 30]);
    let mut half_a_month = [0; 12];
    half_a_month[3] = 15;
    let posts = vec![post(1, 1_950, half_a_year), post(2, 3_900, half_a_month)];
    assert_eq!(lump(posts.clone()).filled_vzae_months().map(|months| months.to_string()), Ok("3,5000".into()));
    // 76,000 ÷ 12 × (0.5 × 6 + 1 × 0.5) = 22,166.67
    assert_eq!(lump(posts.clone()).amount(), Ok(euro(2_216_667)));
    let kitas = vec![recognised(1, 3_000_000, 2_000_000, 2_000_000)];
    let basis = Basis { lump: Some(lump(posts)), ..basis(SettlementMode::M3, 3_000_000, 2_500_000) };
    let examination = examination(basis, kitas);
    let outcome = Outcome::of(&examination).expect("an outcome");
    assert_eq!((outcome.eligible, outcome.back), (euro(2_216_667), euro(283_333)));
    assert_eq!(outcome.for_the_land(), euro(2_000_000), "the Land shares in what was spent");
    every_amount_explains_itself(&examination);
    let less = Basis { budget: euro(1_000_000), ..examination.basis.clone() };
    let outcome = Outcome::of(&Examination { basis: less, ..examination }).expect("an outcome");
    assert_eq!(outcome.eligible, euro(1_000_000), "never more than the budget");
}

#[test]
fn filled_months_come_from_the_posts_of_the_directory() {
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let directory = people::demo::directory(today);
    let of = people::demo::anstellungstraeger(12);
    let sum = LumpSum::of_directory(&directory, of, 2026, euro(7_600_000), WeeklyHours::from_scaled(3_900));
    let own = directory.posts.iter().filter(|post| post.anstellungstraeger == of && !post.fillings.is_empty());
    assert_eq!(sum.posts.len(), own.count());
    assert!(sum.posts.iter().all(|post| post.filled_days.iter().map(|days| u32::from(*days)).sum::<u32>() == 365));
    let hours: i64 = sum.posts.iter().map(|post| post.hours.scaled()).sum();
    let whole = euro(7_600_000).cents() * i128::from(hours);
    assert_eq!(sum.amount().map(Euro::cents), Ok((whole * 2 + 3_900) / (2 * 3_900)), "a whole year of every post");
    let before = LumpSum::of_directory(&directory, of, 2020, euro(7_600_000), WeeklyHours::from_scaled(3_900));
    assert_eq!((before.posts.len(), before.amount()), (0, Ok(Euro::ZERO)));
}

#[test]
fn the_mode_is_that_of_the_agreement() {
    let directory = people::demo::directory(NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day"));
    assert_eq!(settlement_mode(&directory, people::demo::anstellungstraeger(12), 2025), SettlementMode::M2);
    assert_eq!(settlement_mode(&directory, people::demo::anstellungstraeger(1), 2025), SettlementMode::M1);
    assert_eq!(
        settlement_mode(&directory, people::demo::anstellungstraeger(12), 2020),
        SettlementMode::M1,
        "no agreement"
    );
    let own = Scope::Anstellungstraeger(people::demo::anstellungstraeger(12));
    let own = crate::budgets::payment::tests::stage::principal(6, Role::Anstellungstraeger, own);
    let part = directory.visible_to(&own, NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day"));
    assert_eq!(
        settlement_mode(&part, people::demo::anstellungstraeger(12), 2025),
        SettlementMode::M2,
        "for its employer"
    );
}
