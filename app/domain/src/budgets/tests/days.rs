//! A year in which something changes: weights count by eligible days, and a budget is split by days between employers.

use super::{cases, oracle, sample};
use crate::{access::Scope, budgets::*};
use proptest::prelude::*;

fn span(employer: Option<u32>, days: u16) -> EmployerDays {
    EmployerDays { anstellungstraeger: employer.map(sample::employer_id), days, months: None }
}

/// The worked example with the days of some Kitas.
fn inputs(changed: &[(u32, Vec<EmployerDays>)]) -> Inputs {
    let kept = sample::inputs();
    let kita = |kita: &KitaInput| {
        let days = changed.iter().find(|(number, _)| sample::kita_id(*number) == kita.id);
        KitaInput { days: days.map(|(_, spans)| YearDays { spans: spans.clone() }), ..kita.clone() }
    };
    let kitas = kept.kitas().iter().map(kita).collect();
    let parts = (kept.kommunen().to_vec(), kept.sozialraeume().to_vec(), kept.anstellungstraeger().to_vec());
    Inputs::new(kitas, parts.0, parts.1, parts.2).expect("consistent inputs")
}

fn run(changed: &[(u32, Vec<EmployerDays>)]) -> Run {
    calculate(sample::parameters(), inputs(changed)).expect("calculates")
}

/// 024 changes its employer on 1 August 2027, 061 becomes eligible then, 076 ends on 31 January.
pub fn changed_year() -> Run {
    run(&[
        (24, vec![span(Some(1), 212), span(Some(2), 153)]),
        (61, vec![span(Some(1), 153)]),
        (76, vec![span(Some(1), 31)]),
    ])
}

fn budget(run: &Run, number: u32) -> i128 {
    run.kitas().find(|(kita, _)| kita.id == sample::kita_id(number)).map_or(0, |(_, figures)| figures.budget.cents())
}

#[test]
fn weights_count_by_eligible_days() {
    let run = run(&[(1, vec![span(Some(3), 73)])]);
    let sockel: Vec<i128> = run.figures().kitas.iter().map(|kita| kita.sockel.cents()).collect();
    // A fifth of the year is a fifth of the weight: 94 whole Kitas and one fifth share the Sockeltopf.
    let weights: Vec<u64> = (1..=98)
        .map(|n| {
            if n > 95 {
                0
            } else if n == 1 {
                1
            } else {
                5
            }
        })
        .collect();
    assert_eq!(sockel, oracle::split(174_733_333, &weights));
    assert!(budget(&run, 1) * 5 - sockel[1] <= 5);
}

#[test]
fn a_whole_year_in_days_is_the_year_without() {
    let whole: Vec<_> = (1..=95).map(|n| (n, vec![span(sample_employer(n), 365)])).collect();
    assert_eq!(run(&whole).figures(), sample::run().figures());
}

fn sample_employer(number: u32) -> Option<u32> {
    let kept = sample::inputs();
    let id = kept.find_kita(sample::kita_id(number))?.anstellungstraeger?;
    (1..=12).find(|employer| sample::employer_id(*employer) == id)
}

#[test]
fn a_change_of_employer_splits_the_budget_by_days() {
    let run = run(&[(24, vec![span(Some(1), 212), span(Some(2), 153)])]);
    assert_eq!(run.figures().kitas, sample::run().figures().kitas, "the Kita itself gets what it got");
    let shares = oracle::split(budget(&run, 24), &[212, 153]);
    let employer = |run: &Run, n: usize| run.figures().anstellungstraeger[n - 1].budget.cents();
    assert_eq!(employer(&sample::run(), 1) - employer(&run, 1), shares[1]);
    assert_eq!(employer(&run, 2) - employer(&sample::run(), 2), shares[1]);
    assert_eq!(run.figures().anstellungstraeger[1].kitas, sample::run().figures().anstellungstraeger[1].kitas + 1);
}

#[test]
fn days_without_an_agreement_are_nobodys() {
    let run = run(&[(24, vec![span(None, 100), span(Some(1), 265)])]);
    let shares = oracle::split(budget(&run, 24), &[100, 265]);
    assert_eq!(run.figures().totals.without_anstellungstraeger.cents(), shares[0]);
}

#[test]
fn days_that_do_not_fit_the_year_are_refused() {
    for spans in [
        vec![],
        vec![span(Some(1), 0)],
        vec![span(Some(1), 366)],
        vec![span(Some(1), 200), span(Some(2), 166)],
        vec![span(Some(1), 10), span(Some(1), 10)],
    ] {
        let refused = calculate(sample::parameters(), inputs(&[(24, spans)])).expect_err("does not fit");
        assert_eq!(refused, BudgetError::DaysDoNotFit("024".into()));
    }
    let not_eligible = calculate(sample::parameters(), inputs(&[(98, vec![span(Some(1), 5)])]));
    assert_eq!(not_eligible.err(), Some(BudgetError::DaysDoNotFit("098".into())));
}

#[test]
fn both_employers_see_the_kita_and_their_own_share_only() {
    let run = changed_year();
    let seen = |employer, of| {
        let figure = Figure::KitaShare { kita: sample::kita_id(24), anstellungstraeger: Some(sample::employer_id(of)) };
        figure.is_visible_to(&Scope::Anstellungstraeger(sample::employer_id(employer)), run.inputs())
    };
    assert!(seen(1, 1) && seen(2, 2) && !seen(1, 2) && !seen(3, 2));
    let rows = |employer| {
        let scope = Scope::Anstellungstraeger(sample::employer_id(employer));
        RunView::new(run.snapshot(), run.figures(), &[], &scope).kitas.iter().any(|kita| kita.number == "024")
    };
    assert!(rows(1) && rows(2) && !rows(3));
}

#[test]
fn what_changes_in_the_year_is_named() {
    let run = changed_year();
    let day = chrono::NaiveDate::from_ymd_opt(2027, 9, 1).expect("a day");
    let found = find_warnings(&run, &Staffing::default(), WarningLimits::default(), day);
    let part = |number, days| Warning::KitaPartOfYear { kita: sample::kita_id(number), days, year_days: 365 };
    for expected in [Warning::KitaChangesEmployer { kita: sample::kita_id(24) }, part(61, 153), part(76, 31)] {
        assert!(found.contains(&expected), "{expected:?}");
        let sentence = german::warning(&expected, run.inputs());
        assert!(sentence.contains("Bitte prüfen Sie"), "{sentence}");
    }
}

#[test]
fn an_older_program_has_no_days() {
    let mut snapshot = changed_year().snapshot().clone();
    snapshot.formula = 1;
    assert_eq!(snapshot.figures().err(), Some(BudgetError::UnknownFormula(1)));
}

#[test]
fn days_of_a_year() {
    assert_eq!([2027, 2028, 2100].map(days_of_year), [365, 366, 365]);
}

fn spans() -> impl Strategy<Value = Vec<EmployerDays>> {
    prop::collection::btree_map(0_u32..=4, 1_u16..73, 1..5)
        .prop_map(|days| days.into_iter().map(|(of, days)| span((of > 0).then_some(of), days)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases() / 4, failure_persistence: None, ..ProptestConfig::default() })]

    /// Sums, no negative share, and agreement with the oracle over weights × days.
    #[test]
    fn every_changed_year_adds_up(changed in prop::collection::btree_map(1_u32..=95, spans(), 1..12)) {
        let changed: Vec<_> = changed.into_iter().collect();
        let run = run(&changed);
        prop_assert_eq!(run.verify(), Ok(()));
        prop_assert_eq!(check_sums(run.figures()), Ok(()));
        let days = |number: u32| {
            let own = changed.iter().find(|(changed, _)| *changed == number);
            own.map_or(365, |(_, spans)| spans.iter().map(|span| u64::from(span.days)).sum())
        };
        let weights: Vec<u64> = (1..=98).map(|n| if n <= 95 { days(n) } else { 0 }).collect();
        let sockel: Vec<i128> = run.figures().kitas.iter().map(|kita| kita.sockel.cents()).collect();
        prop_assert_eq!(sockel, oracle::split(174_733_333, &weights));
        for (kita, figures) in run.kitas().filter(|(kita, _)| kita.days.is_some()) {
            let shares = kita.split_by_days(figures.budget).expect("splits");
            let by_days: Vec<u64> = kita.employers().map(|(_, days)| days.map_or(1, u64::from)).collect();
            let shares: Vec<i128> = shares.into_iter().map(Euro::cents).collect();
            prop_assert_eq!(shares, oracle::split(figures.budget.cents(), &by_days));
        }
    }
}
