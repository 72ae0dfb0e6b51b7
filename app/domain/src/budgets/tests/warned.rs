//! Warnings: each reason alone, its boundary, and the planted deviations of the demo.

use super::sample;
use crate::{
    access::Scope,
    budgets::{
        index::{Index, LevelSource},
        *,
    },
    ids::{KooperationsvereinbarungId, PersonId, PostId},
    people,
};
use chrono::NaiveDate;
use uuid::Uuid;

fn hours(scaled: i64) -> WeeklyHours {
    WeeklyHours::from_scaled(scaled)
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).expect("a date")
}

fn kiso() -> PersonId {
    PersonId::new(Uuid::from_u128(7))
}

/// One KiSo with a contract of 20 hours and this many assigned ones.
fn contract_of_20(assigned: i64) -> Vec<Warning> {
    let employer = sample::employer_id(1);
    let staffing = Staffing {
        contracts: vec![ContractInput {
            kiso: kiso(),
            name: "Demo Person".into(),
            anstellungstraeger: employer,
            hours: hours(2_000),
        }],
        assignments: vec![AssignmentInput { kiso: kiso(), kita: sample::kita_id(24), hours: hours(assigned) }],
        ..Staffing::default()
    };
    compare_contracts(&staffing, WarningLimits::default())
}

#[test]
fn shares_of_a_kiso_are_compared_with_the_contract() {
    assert!(contract_of_20(2_000).is_empty());
    assert!(contract_of_20(2_025).is_empty() && contract_of_20(1_975).is_empty(), "a quarter of an hour is tolerated");
    assert!(matches!(contract_of_20(2_026)[..], [Warning::KiSoAboveContract { .. }]));
    assert!(matches!(contract_of_20(1_974)[..], [Warning::KiSoBelowContract { .. }]));
}

#[test]
fn a_kita_needs_its_hours_and_more_harm_nobody() {
    let run = sample::run();
    let full: Vec<AssignmentInput> = run
        .kitas()
        .map(|(kita, figures)| AssignmentInput { kiso: kiso(), kita: kita.id, hours: figures.hours })
        .collect();
    let missing = |assignments: &[AssignmentInput]| {
        find_missing_hours(run.inputs(), run.figures(), assignments, WarningLimits::default())
    };
    assert!(missing(&full).is_empty());
    let mut changed = full.clone();
    changed[0].hours = hours(944 + 500);
    changed[1].hours = hours(944 - 25);
    changed[2].hours = hours(944 - 26);
    let expected = Warning::KitaBelowShare { kita: sample::kita_id(3), share: hours(944), assigned: hours(918) };
    assert_eq!(missing(&changed), [expected]);
    assert_eq!(missing(&[]).len(), 95, "Kitas that are not eligible need nobody");
}

#[test]
fn a_share_below_the_minimum_is_named() {
    let run = sample::run();
    let small = |minimum| find_small_shares(run.inputs(), run.figures(), Vzae::from_scaled(minimum)).len();
    assert_eq!((small(2_000), small(2_420), small(2_421)), (0, 0, 60));
}

#[test]
fn a_level_that_nobody_has_justified_is_named_to_those_who_see_the_area() {
    let unjustified = |level: usize, proposed: Option<u8>, reason: Option<&str>| {
        let index = Index::from_scaled(12_500);
        let source = LevelSource { indicators: Vec::new(), index, proposed, reason: reason.map(str::to_owned) };
        let mut inputs = serde_json::to_value(sample::inputs()).expect("serialises");
        inputs["kommunen"][level]["source"] = serde_json::to_value(source).expect("serialises");
        let inputs: Inputs = serde_json::from_value(inputs).expect("reads");
        let run = calculate(sample::parameters(), inputs).expect("calculates");
        let found = find_warnings(&run, &Staffing::default(), WarningLimits::default(), day(2027, 1, 1));
        found.into_iter().filter(|warning| matches!(warning, Warning::LevelUnjustified { .. })).collect::<Vec<_>>()
    };
    let expected = Warning::LevelUnjustified { kommune: sample::kommune_id(1), proposed: 2, level: 1 };
    assert_eq!(unjustified(1, Some(2), None), std::slice::from_ref(&expected));
    for (proposed, reason) in [(Some(2), Some("Neubaugebiet")), (Some(1), None), (None, None)] {
        assert_eq!(unjustified(1, proposed, reason), [], "{proposed:?} {reason:?}");
    }
    let inputs = sample::inputs();
    let sentence = german::warning(&expected, &inputs);
    assert!(
        sentence.starts_with("Kommune 1: Gerechnet ist mit der Stufe 1") && sentence.contains("Bitte"),
        "{sentence}"
    );
    assert!(expected.is_visible_to(&Scope::All, &inputs));
    assert!(!expected.is_visible_to(&Scope::Anstellungstraeger(sample::employer_id(1)), &inputs));
}

#[test]
fn posts_agreements_and_missing_employers_are_named() {
    let mut inputs = serde_json::to_value(sample::inputs()).expect("serialises");
    inputs["kitas"][0]["anstellungstraeger"] = serde_json::Value::Null;
    let inputs = serde_json::from_value(inputs).expect("reads");
    let run = calculate(sample::parameters(), inputs).expect("calculates");
    let employer = sample::employer_id(1);
    let post = |n, scaled, filled| PostInput {
        post: PostId::new(Uuid::from_u128(n)),
        name: format!("Stelle {n}"),
        anstellungstraeger: employer,
        hours: hours(scaled),
        filled,
    };
    let agreement = |n, valid_to, has_successor| AgreementInput {
        agreement: KooperationsvereinbarungId::new(Uuid::from_u128(n)),
        anstellungstraeger: employer,
        valid_to,
        has_successor,
    };
    let today = day(2027, 1, 1);
    let staffing = Staffing {
        posts: vec![post(1, 3_900, true), post(2, 1_950, false)],
        agreements: vec![
            agreement(1, Some(day(2027, 6, 30)), false),
            agreement(2, Some(day(2027, 7, 1)), false),
            agreement(3, Some(day(2027, 3, 31)), true),
            agreement(4, None, false),
            agreement(5, Some(day(2026, 12, 31)), false),
        ],
        ..Staffing::default()
    };
    let found = find_warnings(&run, &staffing, WarningLimits::default(), today);
    let uncovered = Warning::KitaWithoutAnstellungstraeger { kita: sample::kita_id(1) };
    let (planned, employed) = (Vzae::from_scaled(15_155), Vzae::from_scaled(10_000));
    let below = Warning::EmployedBelowPlanned { anstellungstraeger: employer, planned, employed };
    assert!(found.contains(&uncovered) && found.contains(&below));
    let unfilled = |warning: &&Warning| matches!(warning, Warning::PostUnfilled { name, .. } if name == "Stelle 2");
    assert_eq!(found.iter().filter(unfilled).count(), 1);
    let ends: Vec<_> = found.iter().filter(|warning| matches!(warning, Warning::AgreementEnds { .. })).collect();
    let on = day(2027, 6, 30);
    let agreement = KooperationsvereinbarungId::new(Uuid::from_u128(1));
    assert_eq!(ends, [&Warning::AgreementEnds { agreement, anstellungstraeger: employer, on }]);
    for warning in &found {
        let sentence = german::warning(warning, run.inputs());
        assert!(sentence.contains("Bitte") && sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn the_demo_is_the_worked_example_with_its_planted_deviations() {
    let today = day(2026, 11, 22);
    let directory = people::demo::directory(today);
    let inputs = Inputs::of_directory(&directory, today).expect("the demo's inputs are consistent");
    let run = calculate(demo::parameters(2027).check().expect("a valid form"), inputs).expect("calculates");
    for ((kita, figures), (expected, sample)) in run.kitas().zip(sample::run().kitas()) {
        assert_eq!((&kita.number, kita.eligible), (&expected.number, expected.eligible));
        assert_eq!((figures.budget, figures.vzae), (sample.budget, sample.vzae), "Kita {}", kita.number);
    }
    let example = people::demo::anstellungstraeger(12);
    let employer = run.figures().anstellungstraeger.iter().find(|line| line.anstellungstraeger == example);
    assert_eq!(employer.map(|line| line.budget), Some(Euro::from_cents(11_517_510)));
    let staffing = Staffing::of_directory(&directory, today);
    let found = find_warnings(&run, &staffing, WarningLimits::default(), today);
    let has = |wanted: fn(&Warning) -> bool| found.iter().any(wanted);
    assert!(has(|warning| matches!(warning, Warning::KiSoAboveContract { .. })), "{found:#?}");
    assert!(has(|warning| matches!(warning, Warning::KitaBelowShare { .. })), "{found:#?}");
    assert!(has(|warning| matches!(warning, Warning::PostUnfilled { .. })), "{found:#?}");
    assert!(has(|warning| matches!(warning, Warning::AgreementEnds { .. })), "{found:#?}");
}
