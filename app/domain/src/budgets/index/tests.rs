//! Tests of the index: what holds for all indicators, and the edges of the rule.

use super::*;
use crate::{
    access::{BudgetReader, Principal, Role, Scope},
    budgets::{
        Explainer, Figure, Inputs, KeptRun, KitaInput, KommuneInput, Part, Run, RunStatus, calculate,
        port::{RunHead, VisibleRun},
        round_half_away,
        tests::cases,
    },
    error::{AppError, ErrorCode, FieldError},
    ids::{AccountId, KommuneId, RunId},
    people::{self, Kommune},
};
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use std::{num::NonZeroU64, sync::Arc};
use uuid::Uuid;

fn indicator(name: &str, value: i64, reference: i64, weight: i64) -> Indicator {
    Indicator {
        name: name.into(),
        data_year: 2025,
        value: Quantity::from_scaled(value),
        reference: Quantity::from_scaled(reference),
        weight: Weight::from_scaled(weight),
        source: "Demo".into(),
        area: "Kommune".into(),
        direction: Direction::Rising,
    }
}

/// Of which less means more Mehrbedarf.
fn falling(indicator: Indicator) -> Indicator {
    Indicator { direction: Direction::Falling, ..indicator }
}

fn index(hundredths: i64) -> Index {
    Index::from_scaled(hundredths)
}

fn rule() -> IndexRule {
    IndexRule {
        thresholds: [(1, index(11_000)), (2, index(13_000)), (3, index(16_000))].into(),
        valid_from: day(1, 1),
        decision: "JHA 18.11.2020".into(),
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).expect("a day")
}

fn kommune() -> KommuneId {
    KommuneId::new(Uuid::from_u128(1))
}

/// Whatever a form lets in: value, reference, weight.
fn indicators(most: usize) -> impl Strategy<Value = Vec<Indicator>> {
    let one = (0_i64..=9_999_990_000, 1_i64..=9_999_990_000, 1_i64..=10_000);
    prop::collection::vec(one, 1..=most).prop_map(|all| {
        let named = |(position, (value, reference, weight)): (usize, (i64, i64, i64))| {
            indicator(&format!("Indikator {position}"), value, reference, weight)
        };
        (0..).zip(all).map(named).collect()
    })
}

/// Numbers so small that the exact fraction fits into machine words: the same, calculated another way.
fn oracle(indicators: &[Indicator]) -> Index {
    let references: i128 = indicators.iter().map(|found| i128::from(found.reference.scaled())).product();
    let weights: i128 = indicators.iter().map(|found| i128::from(found.weight.scaled())).sum();
    let part = |found: &Indicator| {
        let others = references / i128::from(found.reference.scaled());
        i128::from(found.weight.scaled()) * i128::from(found.value.scaled()) * others
    };
    let numerator: i128 = indicators.iter().map(part).sum::<i128>() * 10_000;
    let denominator = u64::try_from(references * weights).ok().and_then(NonZeroU64::new).expect("a test's denominator");
    Index::from_scaled(i64::try_from(round_half_away(numerator, denominator)).expect("a test's index"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn it_never_falls_when_a_value_rises(all in indicators(KommuneIndicators::MOST), which in any::<usize>(), more in 0_i64..1_000_000) {
        let mut higher = all.clone();
        let place = which % higher.len();
        higher[place].value = Quantity::from_scaled(higher[place].value.scaled() + more);
        prop_assert!(index_of(&higher) >= index_of(&all));
    }

    #[test]
    fn it_never_rises_when_a_value_of_which_less_means_more_rises(
        all in indicators(KommuneIndicators::MOST), which in any::<usize>(), more in 0_i64..1_000_000,
    ) {
        let mut lower = all.clone();
        let place = which % lower.len();
        lower[place] = falling(lower[place].clone());
        lower[place].value = Quantity::from_scaled(lower[place].value.scaled() + 1);
        let mut higher = lower.clone();
        higher[place].value = Quantity::from_scaled(higher[place].value.scaled() + more);
        prop_assert!(index_of(&higher) <= index_of(&lower));
    }

    #[test]
    fn only_the_proportion_of_the_weights_counts(all in indicators(KommuneIndicators::MOST), factor in 1_i64..1_000) {
        let mut heavier = all.clone();
        for found in &mut heavier {
            found.weight = Weight::from_scaled(found.weight.scaled() * factor);
        }
        prop_assert_eq!(index_of(&heavier), index_of(&all));
    }

    #[test]
    fn like_the_area_it_is_100(mut all in indicators(KommuneIndicators::MOST)) {
        for found in &mut all {
            found.value = found.reference;
        }
        prop_assert_eq!(index_of(&all), Some(index(10_000)));
    }

    #[test]
    fn the_order_does_not_count(all in indicators(KommuneIndicators::MOST)) {
        let backwards: Vec<Indicator> = all.iter().rev().cloned().collect();
        prop_assert_eq!(index_of(&backwards), index_of(&all));
    }

    #[test]
    fn it_is_what_exact_fractions_say(parts in prop::collection::vec((0_i64..10_000, 1_i64..10_000, 1_i64..300), 1..=3)) {
        let all: Vec<Indicator> =
            parts.into_iter().map(|(value, reference, weight)| indicator("Indikator", value, reference, weight)).collect();
        prop_assert_eq!(index_of(&all), Some(oracle(&all)));
    }

    #[test]
    fn the_proposed_level_never_falls_when_the_index_rises(low in 0_i64..30_000, more in 0_i64..30_000) {
        prop_assert!(rule().level_of(index(low + more)) >= rule().level_of(index(low)));
    }
}

#[test]
fn of_what_means_less_the_quotient_is_turned() {
    let tax = falling(indicator("Steuerkraft", 80, 100, 100));
    assert_eq!(index_of(std::slice::from_ref(&tax)), Some(index(12_500)));
    let both = [tax.clone(), indicator("Armut", 100, 100, 100)];
    assert_eq!(index_of(&both), Some(index(11_250)));
    assert_eq!(index_of(&[falling(indicator("Steuerkraft", 0, 100, 100))]), None, "nothing divides nothing");
    assert_eq!(german::computation(&[tax], index(12_500)), "100 × (1 × 0,01 ÷ 0,008) ÷ (1) = 125,00");
    let kept = serde_json::to_string(&indicator("Armut", 1, 1, 100)).expect("serialises");
    assert!(!kept.contains("direction"), "runs from before there was a choice stay as they are: {kept}");
}

#[test]
fn a_value_that_divides_is_above_zero() {
    let typed = |value: &str, direction: &str| {
        IndicatorInput { value: value.into(), direction: direction.into(), ..typed() }.check(2027)
    };
    assert_eq!(typed("0", "rising").expect("is read").value, Quantity::ZERO);
    assert_eq!(typed("0", "").expect("is read").direction, Direction::Rising, "a page from before there was a choice");
    assert_eq!(typed("1", "falling").expect("is read").direction, Direction::Falling);
    let code = |value: &str, direction: &str| names(typed(value, direction).expect_err("is refused"));
    assert_eq!(code("0", "falling"), [("value".to_owned(), ErrorCode::TooSmall)]);
    assert_eq!(code("1", "seitwärts"), [("direction".to_owned(), ErrorCode::NotAChoice)]);
}

#[test]
fn a_half_is_rounded_away_from_zero_once() {
    // 100 × 1 ÷ 800 = 0.125
    assert_eq!(index_of(&[indicator("A", 1, 800, 100)]), Some(index(13)));
    // 1/3 and 2/3: rounded one by one they would be 33.33 and 66.67, and so would their mean.
    let thirds = [indicator("A", 1, 3, 100), indicator("B", 2, 3, 100)];
    assert_eq!(index_of(&thirds), Some(index(5_000)));
    assert_eq!((thirds[0].part(), thirds[1].part()), (Some(index(3_333)), Some(index(6_667))));
}

#[test]
fn without_indicators_or_with_impossible_ones_there_is_none() {
    assert_eq!(index_of(&[]), None);
    for impossible in [indicator("A", -1, 1, 1), indicator("A", 1, 0, 1), indicator("A", 1, 1, 0)] {
        assert_eq!(index_of(&[impossible]), None);
    }
}

#[test]
fn a_threshold_belongs_to_its_level() {
    for (hundredths, level) in
        [(0, 0), (10_999, 0), (11_000, 1), (12_999, 1), (13_000, 2), (15_999, 2), (16_000, 3), (99_999, 3)]
    {
        assert_eq!(rule().level_of(index(hundredths)), level, "{hundredths}");
    }
}

fn typed() -> IndicatorInput {
    IndicatorInput {
        name: " Kinder in Haushalten mit Grundsicherung ".into(),
        data_year: "2025".into(),
        value: "12,5".into(),
        reference: "10".into(),
        weight: "2".into(),
        source: "Statistisches Landesamt".into(),
        area: "Verbandsgemeinde".into(),
        direction: "rising".into(),
    }
}

fn names(faults: Vec<FieldError>) -> Vec<(String, ErrorCode)> {
    faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn an_indicator_is_read_as_it_is_typed_and_shown_so_again() {
    let read = typed().check(2027).expect("faultless");
    assert_eq!(
        (read.name.as_str(), read.value),
        ("Kinder in Haushalten mit Grundsicherung", Quantity::from_scaled(125_000))
    );
    assert_eq!(IndicatorInput::from(&read), IndicatorInput { name: read.name.clone(), ..typed() });
    let wrong = IndicatorInput {
        data_year: "2028".into(),
        value: "-1".into(),
        reference: "0".into(),
        weight: "viel".into(),
        area: String::new(),
        ..typed()
    };
    let expected = [
        ("data_year", ErrorCode::TooLarge),
        ("value", ErrorCode::TooSmall),
        ("reference", ErrorCode::TooSmall),
        ("weight", ErrorCode::NotANumber),
        ("area", ErrorCode::Required),
    ];
    let faults = names(wrong.check(2027).expect_err("five faults"));
    assert_eq!(faults, expected.map(|(field, code)| (field.to_owned(), code)));
}

fn typed_rule(thresholds: &[&str]) -> IndexRuleInput {
    IndexRuleInput {
        thresholds: thresholds.iter().map(|raw| (*raw).to_owned()).collect(),
        valid_from: "01.01.2027".into(),
        decision: "JHA 18.11.2020".into(),
    }
}

#[test]
fn thresholds_rise_with_the_level_and_levels_may_be_left_out() {
    assert_eq!(typed_rule(&["110", "130", "160,00"]).check(2027), Ok(rule()));
    let read = IndexRuleInput::from(&rule());
    assert_eq!((read.thresholds.len(), read.check(2027)), (usize::from(Kommune::HIGHEST_LEVEL), Ok(rule())));
    let without_two = typed_rule(&["110", " ", "160"]).check(2027).expect("two levels");
    assert_eq!((without_two.level_of(index(15_000)), without_two.level_of(index(16_000))), (1, 3));
    for (thresholds, field, code) in [
        (["110", "110", ""], "threshold_2", ErrorCode::TooSmall),
        (["110", "", "90"], "threshold_3", ErrorCode::TooSmall),
        (["", "", ""], "threshold_1", ErrorCode::Required),
        (["hoch", "130", ""], "threshold_1", ErrorCode::NotANumber),
    ] {
        let faults = names(typed_rule(&thresholds).check(2027).expect_err(field));
        assert_eq!(faults, [(field.to_owned(), code)]);
    }
    let late = IndexRuleInput { valid_from: "01.01.2028".into(), decision: String::new(), ..typed_rule(&["110"]) };
    let faults = names(late.check(2027).expect_err("two faults"));
    assert_eq!(faults, [("valid_from".to_owned(), ErrorCode::TooLarge), ("decision".to_owned(), ErrorCode::Required)]);
}

#[test]
fn names_are_unique_in_a_kommune_and_a_gone_one_is_told() {
    let none = KommuneIndicators::none(kommune());
    let one = none.with(None, indicator("Armut", 1, 1, 1)).expect("the first");
    let taken = one.with(None, indicator("ARMUT", 2, 1, 1));
    assert_eq!(taken, Err(AppError::field("name", ErrorCode::NotUnique)));
    let renamed = one.with(Some("Armut"), indicator("armut", 2, 1, 1)).expect("its own name in another case");
    assert_eq!((renamed.indicators.len(), renamed.indicators[0].value), (1, Quantity::from_scaled(2)));
    assert_eq!(renamed.with(Some("Wohnen"), indicator("Wohnen", 1, 1, 1)), Err(AppError::Conflict));
    assert_eq!(renamed.without("Wohnen"), Err(AppError::Conflict));
    assert_eq!(renamed.without("Armut").map(|left| left.indicators), Ok(vec![]));
    let full = (0..KommuneIndicators::MOST)
        .try_fold(none, |full, number| full.with(None, indicator(&number.to_string(), 1, 1, 1)));
    let more = full.expect("twelve").with(None, indicator("Armut", 1, 1, 1));
    assert!(matches!(more, Err(AppError::Invalid(faults)) if faults[0].code == ErrorCode::TooLarge));
}

#[test]
fn a_reason_counts_for_the_two_levels_it_was_given_for() {
    let deviation = Deviation { proposed: 2, entered: 1, reason: "Neubaugebiet".into() };
    let of = |proposed, entered| Standing::of(proposed, entered, Some(&deviation));
    assert_eq!(of(Some(2), 1), Standing::Justified { reason: "Neubaugebiet".into() });
    assert_eq!((of(Some(2), 0), of(Some(3), 1)), (Standing::Unjustified, Standing::Unjustified));
    assert_eq!((of(Some(2), 2), of(None, 1)), (Standing::Agrees, Standing::Open));
    assert_eq!(Standing::of(Some(2), 1, None), Standing::Unjustified);
    let same = Deviation { entered: 2, ..deviation.clone() };
    let refused = KommuneIndicators::none(kommune()).justified(same);
    assert_eq!(refused, Err(AppError::field("", ErrorCode::WrongState)));
    assert!(check_deviation("  ").is_err());
}

/// The worked example's Kommunen with the demo's indicators.
fn demo_year() -> (people::Directory, IndexYear) {
    let directory = people::demo::directory(day(3, 1));
    let levels = directory.kommunen.iter().map(|found| (found.id, found.level_on(day(3, 1))));
    let year = demo::year(2027, levels);
    (directory, year)
}

#[test]
fn the_demo_proposes_the_levels_there_are_but_for_one_with_a_reason() {
    let (directory, year) = demo_year();
    let view = IndexView::new(&year, &IndexYear::new(2026), &directory, day(3, 1));
    assert_eq!((view.rows.len(), view.unjustified(), view.copy_from), (directory.kommunen.len(), vec![], None));
    let deviating: Vec<&IndexRow> = view.rows.iter().filter(|row| row.standing != Standing::Agrees).collect();
    assert_eq!(deviating.iter().map(|row| (row.proposed, row.entered)).collect::<Vec<_>>(), [(Some(1), 0)]);
    assert!(matches!(deviating[0].standing, Standing::Justified { .. }));
}

#[test]
fn kommunen_stand_in_german_order() {
    let (mut directory, year) = demo_year();
    let first: Vec<Kommune> = directory.kommunen.iter().take(3).cloned().collect();
    for (kommune, name) in first.into_iter().zip(["Zell", "Öde", "oben"]) {
        directory.put(1, Kommune { name: name.into(), ..kommune }.into());
    }
    let view = IndexView::new(&year, &IndexYear::new(2026), &directory, day(3, 1));
    let names: Vec<_> = view.rows.iter().map(|row| row.name.as_str()).collect();
    let named = names.iter().filter(|name| ["Zell", "Öde", "oben"].contains(name)).copied().collect::<Vec<_>>();
    assert_eq!(named, ["oben", "Öde", "Zell"], "neither capitals nor umlauts put a name apart");
}

#[test]
fn a_year_begins_with_the_indicators_of_the_one_before_and_without_its_reasons() {
    let (directory, before) = demo_year();
    let empty = IndexView::new(&IndexYear::new(2028), &before, &directory, day(3, 1));
    assert_eq!((empty.copy_from, empty.rows[0].standing.clone()), (Some(2027), Standing::Open));
    let copied = before.copied_to(2028);
    assert_eq!((copied.year, &copied.rule, copied.rule_version), (2028, &before.rule, 1));
    for (id, found) in &copied.kommunen {
        assert_eq!(found.indicators, before.of(*id).indicators);
        assert_eq!(found.deviation, None);
    }
    let view = IndexView::new(&copied, &before, &directory, day(3, 1));
    assert_eq!((view.unjustified().len(), view.copy_from), (1, None));
}

#[test]
fn before_its_first_day_a_rule_proposes_nothing() {
    let (_, mut year) = demo_year();
    let id = *year.kommunen.keys().next().expect("a Kommune");
    year.rule = Some(IndexRule { valid_from: day(7, 1), ..rule() });
    assert_eq!(year.proposed(id, day(6, 30)), None);
    assert!(year.proposed(id, day(7, 1)).is_some());
}

#[test]
fn the_derivation_of_a_figure_tells_where_the_level_comes_from() {
    let (directory, year) = demo_year();
    let plain = Inputs::of_directory(&directory, day(3, 1)).expect("consistent inputs");
    let inputs = plain.clone().with_index(&year, day(3, 1));
    let parameters = || crate::budgets::demo::parameters(2027).check().expect("the demo's form is valid");
    let run = |inputs: Inputs| calculate(parameters(), inputs).expect("calculates");
    let (without, with) = (run(plain), run(inputs));
    assert_eq!(without.figures(), with.figures(), "the index decides nothing");
    let json = |run: &Run| serde_json::to_string(run).expect("serialises");
    assert!(!json(&without).contains("\"source\""), "runs without indicators keep their bytes");
    assert_eq!(serde_json::from_str::<Run>(&json(&with)).expect("reads"), with);

    let notes = |kita: u32| {
        let figure = Figure::Kita { kita: people::demo::kita(kita), part: Part::Aufstockung };
        let explainer = Explainer::of_run(&with).expect("figures that follow from their snapshot");
        explainer.explain(figure).expect("a figure of the run").terms[1].notes.clone()
    };
    let told = notes(76);
    assert_eq!(told.len(), 5, "three indicators, how they are put together, and what that proposes: {told:?}");
    assert!(told[0].ends_with("(Kommune (erfunden), 2025, Demo)"), "{}", told[0]);
    assert!(told[3].starts_with("Index der Kommune = 100 × (2 × "), "{}", told[3]);
    assert_eq!(told[4], "Der Index schlug die Stufe 2 vor.");
    assert_eq!(notes(96), Vec::<String>::new(), "a Kita that is not eligible has no weight to explain");
}

#[test]
fn a_level_that_was_not_proposed_is_told_with_its_reason() {
    let source = |reason: Option<&str>| LevelSource {
        indicators: vec![indicator("Armut", 125_000, 100_000, 100)],
        index: index(12_500),
        proposed: Some(1),
        reason: reason.map(str::to_owned),
    };
    let last = |reason| german::source(&source(reason), 2, true).pop().expect("a line");
    assert_eq!(
        last(Some("Neubaugebiet")),
        "Der Index schlug die Stufe 1 vor, gerechnet ist mit der Stufe 2: Neubaugebiet"
    );
    assert!(last(None).ends_with("gerechnet ist mit der Stufe 2: ohne Begründung"));
}

#[test]
fn the_offices_reason_is_for_those_who_read_the_index() {
    let (directory, mut year) = demo_year();
    let plain = Inputs::of_directory(&directory, day(3, 1)).expect("consistent inputs");
    let usual = |kommune| plain.kommunen().iter().any(|found| found.id == kommune && found.level == 0);
    let fits = |kita: &&KitaInput| kita.eligible && kita.anstellungstraeger.is_some() && usual(kita.kommune);
    let kita = plain.kitas().iter().find(fits).expect("a Kita in a Kommune of level 0").clone();
    let reason = "Die Zahlen sind aus der Zeit vor dem Neubaugebiet.";
    let own = year.kommunen.get_mut(&kita.kommune).expect("indicators");
    own.indicators = vec![indicator("Armut", 125_000, 100_000, 100)];
    own.deviation = Some(Deviation { proposed: 1, entered: 0, reason: reason.into() });
    let inputs = plain.with_index(&year, day(3, 1));
    let employer = kita.anstellungstraeger.expect("has one");
    let parameters = crate::budgets::demo::parameters(2027).check().expect("the demo's form is valid");
    let kept = Arc::new(KeptRun::new(calculate(parameters, inputs).expect("calculates")));
    let told = |role, scope| {
        let account = AccountId::new(Uuid::from_u128(1));
        let by = Principal { account, role, scope }.require::<BudgetReader>().expect("a role that reads budgets");
        let (id, saved_at) = (RunId::new(Uuid::from_u128(2)), DateTime::UNIX_EPOCH);
        let head = RunHead { id, year: 2027, saved_by: account, saved_at, status: RunStatus::Draft };
        let figure = Figure::Kita { kita: kita.id, part: Part::Budget };
        let derivation = VisibleRun::new(head, Arc::clone(&kept), &by).explain(figure).expect("the run verifies");
        serde_json::to_string(&derivation.expect("a figure of the run")).expect("a text")
    };
    assert!(told(Role::Revision, Scope::All).contains(reason), "the Revision reads why");
    let own = told(Role::Anstellungstraeger, Scope::Anstellungstraeger(employer));
    assert!(!own.contains(reason), "{own}");
    assert!(own.contains("Der Index schlug die Stufe 1 vor, gerechnet ist mit der Stufe 0."), "{own}");
    assert!(own.contains("Index der Kommune = 100 × ("), "figures that everybody can look up stay: {own}");
}

#[test]
fn a_level_that_is_tried_out_does_not_borrow_the_reason_of_the_one_that_holds() {
    let (directory, year) = demo_year();
    let inputs = Inputs::of_directory(&directory, day(3, 1)).expect("consistent inputs").with_index(&year, day(3, 1));
    let reason_of = |found: &KommuneInput| found.source.clone()?.reason;
    let justified = inputs.kommunen().iter().find(|found| reason_of(found).is_some()).expect("one of the demo").clone();
    let reason_at = |level| {
        let tried = inputs.clone().with_level(justified.id, level);
        tried.kommunen().iter().find(|found| found.id == justified.id).and_then(reason_of)
    };
    assert!(reason_at(justified.level).is_some(), "the level that holds keeps it");
    assert_eq!(reason_at(justified.level + 2), None);
}

#[test]
fn every_save_of_a_year_gives_it_another_revision() {
    let (_, year) = demo_year();
    let mut more = year.clone();
    more.rule_version += 1;
    assert_eq!((IndexYear::new(2027).revision(), more.revision()), (0, year.revision() + 1));
}

#[test]
fn the_computation_is_told_in_words() {
    let all = [indicator("A", 125_000, 100_000, 200), indicator("B", 80_000, 90_000, 100)];
    let found = index_of(&all).expect("an index");
    assert_eq!(german::computation(&all, found), "100 × (2 × 12,5 ÷ 10 + 1 × 8 ÷ 9) ÷ (2 + 1) = 112,96");
    let proposed = german::proposal(&rule(), found);
    assert_eq!(proposed, "Der Index 112,96 erreicht die Schwelle 110,00. Vorgeschlagen ist die Stufe 1.");
    assert!(german::proposal(&rule(), index(1)).ends_with("Vorgeschlagen ist die Stufe 0."));
    assert!(
        german::rule(&rule()).starts_with("Index ab 110,00 Stufe 1, ab 130,00 Stufe 2, ab 160,00 Stufe 3; darunter")
    );
}
