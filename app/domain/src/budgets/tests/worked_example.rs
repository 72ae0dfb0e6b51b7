//! The worked example of domain §3, line by line.

use super::sample;
use crate::budgets::*;

/// Official numbers, budget in cents, posts in ten-thousandths, hours in hundredths.
const KITAS: [(std::ops::RangeInclusive<u32>, i64, i64, i64); 7] = [
    (1..=23, 1_839_299, 2_420, 944),
    (24..=60, 1_839_298, 2_420, 944),
    (61..=71, 3_226_071, 4_245, 1_655),
    (72..=75, 3_226_070, 4_245, 1_655),
    (76..=87, 4_612_843, 6_070, 2_367),
    (88..=95, 5_999_615, 7_894, 3_079),
    (96..=98, 0, 0, 0),
];

#[test]
fn the_pots_come_out() {
    let run = sample::run();
    let totals = &run.figures().totals;
    assert_eq!(totals.landeszuweisung, Euro::from_cents(174_000_000));
    assert_eq!(totals.gesamt, Euro::from_cents(290_000_000));
    assert_eq!(totals.kreisanteil, Euro::from_cents(116_000_000));
    assert_eq!(totals.first_charge, Euro::from_cents(27_900_000));
    assert_eq!(totals.kiso_topf, Euro::from_cents(262_100_000));
    assert_eq!(totals.sockeltopf, Euro::from_cents(174_733_333));
    assert_eq!(totals.aufstockungstopf, Euro::from_cents(87_366_667));
    assert_eq!(totals.without_anstellungstraeger, Euro::ZERO);
}

#[test]
fn every_kita_comes_out_in_euro_posts_and_hours() {
    let run = sample::run();
    let mut seen = 0;
    for (kita, figures) in run.kitas() {
        let number: u32 = kita.number.parse().expect("a number");
        let (_, budget, vzae, hours) =
            KITAS.iter().find(|line| line.0.contains(&number)).expect("a line for each Kita");
        assert_eq!(figures.budget, Euro::from_cents(*budget), "budget of {number}");
        assert_eq!(figures.vzae, Vzae::from_scaled(*vzae), "posts of {number}");
        assert_eq!(figures.hours, WeeklyHours::from_scaled(*hours), "hours of {number}");
        seen += 1;
    }
    assert_eq!(seen, 98);
    let sum = Euro::checked_sum(run.figures().kitas.iter().map(|kita| kita.budget));
    assert_eq!(sum, Some(Euro::from_cents(262_100_000)));
}

#[test]
fn the_anstellungstraeger_of_four_kitas_comes_out() {
    let run = sample::run();
    let employer =
        run.figures().anstellungstraeger.iter().find(|line| line.anstellungstraeger == sample::employer_id(1));
    let employer = employer.expect("the employer of the example");
    assert_eq!(employer.kitas, 4);
    assert_eq!(employer.budget, Euro::from_cents(11_517_510));
    assert_eq!(employer.vzae, Vzae::from_scaled(15_155));
    assert_eq!(employer.hours, WeeklyHours::from_scaled(5_910));
    assert_eq!(employer.months[..6], [Euro::from_cents(959_793); 6]);
    assert_eq!(employer.months[6..], [Euro::from_cents(959_792); 6]);
}

#[test]
fn the_sums_of_rule_3_hold_and_the_run_verifies() {
    let run = sample::run();
    assert_eq!(check_sums(run.figures()), Ok(()));
    assert_eq!(run.verify(), Ok(()));
    assert_eq!(run.figures().sozialraeume.iter().map(|area| area.kitas).sum::<u32>(), 95);
    assert_eq!(run.figures().kommunen[3].budget, Euro::from_cents(8 * 5_999_615));
}
