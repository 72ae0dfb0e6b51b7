//! Every counted figure of the matrix of hours and of the posts ends in what stands on the page.

use super::{
    posts_tests::{DEMO, YEAR, seen, with_change},
    tests::demo_year,
    *,
};
use crate::{
    access::{Role, Scope},
    budgets::{Figure, Value, Vzae, WeeklyHours, payment::tests::stage::run_id},
    people,
};

/// In units of the last place.
fn scaled(value: Value) -> i128 {
    match value {
        Value::Hours(hours) => i128::from(hours.scaled()),
        Value::Vzae(vzae) => i128::from(vzae.scaled()),
        other => panic!("{other:?} is not counted"),
    }
}

/// Whether `shown` is `units` ÷ `whole` × 10,000, no further from it than half of the last place.
fn is_rounded(shown: i128, units: i128, whole: i128) -> bool {
    (shown * whole - units * i128::from(Vzae::unit())).abs() * 2 <= whole
}

fn follows(tally: &Tally) -> bool {
    let terms = || tally.terms.iter().map(|term| scaled(term.value));
    let value = scaled(tally.value);
    match tally.count {
        Count::Sum => terms().sum::<i128>() == value,
        Count::Difference => {
            let terms: Vec<i128> = terms().collect();
            terms.len() == 2 && terms[0] - terms[1] == value
        }
        Count::Days { days, full_time } => {
            let units = tally.terms.iter().map(|term| scaled(term.value) * i128::from(term.days.expect("days")));
            is_rounded(value, units.sum(), i128::from(full_time.scaled()) * i128::from(days))
        }
        Count::Posts { full_time } => is_rounded(value, terms().sum(), i128::from(full_time.scaled())),
    }
}

/// The first ends in the figure; all follow from their terms, and all is named.
fn walk(told: &[Tally], value: Value) {
    assert_eq!(told.first().map(|tally| tally.value), Some(value));
    for tally in told {
        assert!(follows(tally), "{tally:?}");
        assert!(!tally.label.is_empty() && tally.terms.iter().all(|term| !term.label.is_empty()));
        assert!(german::tally(tally).contains(&crate::budgets::german::value(tally.value)));
    }
}

#[test]
fn every_figure_of_the_matrix_explains_itself() {
    for (role, scope) in [
        (Role::Koordination, Scope::All),
        (Role::Anstellungstraeger, Scope::Anstellungstraeger(people::demo::anstellungstraeger(12))),
    ] {
        let (view, directory, day) = demo_year(role, scope);
        let staffing = StaffingView::new(run_id(1), &view, &directory, day);
        assert!(!staffing.matrices.is_empty());
        for matrix in &staffing.matrices {
            for kita in &matrix.kitas {
                let told = matrix.explain_kita(kita);
                walk(&told, Value::Hours(kita.assigned));
                let is_of_run =
                    matches!(told[1].terms[1].figure, Some(Figure::Kita { kita: of, .. }) if of == kita.kita);
                assert_eq!(is_of_run, kita.share.is_some(), "the share leads on to the run");
            }
            for kiso in &matrix.kisos {
                walk(&matrix.explain_kiso(kiso.kiso).expect("is a column"), Value::Hours(kiso.assigned));
            }
        }
        let (below, matrix) = staffing
            .matrices
            .iter()
            .find_map(|matrix| Some((matrix.kitas.iter().find(|kita| kita.check != Check::Fits)?, matrix)))
            .unwrap_or((&staffing.matrices[0].kitas[0], &staffing.matrices[0]));
        let told = matrix.explain_kita(below);
        assert!(told[1].notes.contains(&german::check(below.check)), "{:?}", told[1].notes);
    }
}

#[test]
fn who_works_for_another_employer_is_counted_and_not_named() {
    let (view, mut directory, day) = demo_year(Role::Koordination, Scope::All);
    let foreign = directory.kisos.iter().find(|kiso| {
        let contract = kiso.contract_on(day);
        contract.is_some_and(|contract| contract.anstellungstraeger == people::demo::anstellungstraeger(1))
    });
    let foreign = foreign.expect("a KiSo of another employer").id;
    let mut found = directory.zuordnungen_of_kiso(foreign, day).next().expect("works somewhere").clone();
    found.kita = people::demo::kita(24);
    directory.put(1, found.into());
    let staffing = StaffingView::new(run_id(1), &view, &directory, day);
    let own = people::demo::anstellungstraeger(12);
    let matrix = staffing.matrices.iter().find(|matrix| matrix.anstellungstraeger == own).expect("its matrix");
    let kita = matrix.kitas.iter().find(|kita| kita.kita == people::demo::kita(24)).expect("its Kita");
    assert!(kita.others > WeeklyHours::ZERO);
    let told = matrix.explain_kita(kita);
    walk(&told, Value::Hours(kita.assigned));
    assert!(told[0].terms.iter().any(|term| term.label == german::OTHER_KISOS));
}

#[test]
fn planned_filled_and_missing_posts_explain_themselves() {
    for directory in [DEMO.clone(), with_change()] {
        let view = seen(Role::Koordination, Scope::All, &directory);
        let mut figures = 0;
        for row in &view.rows {
            let months = row.months.iter().map(|found| (Some(found.month), found.sum));
            for (month, sum) in months.chain([(None, row.whole)]) {
                let missing = sum.missing().expect("is planned");
                for (column, value) in
                    [(PostColumn::Kept, sum.kept), (PostColumn::Filled, sum.filled), (PostColumn::Missing, missing)]
                {
                    walk(&row.explain(YEAR, month, column).expect("is explained"), Value::Vzae(value));
                    figures += 1;
                }
                let told = row.explain(YEAR, month, PostColumn::Missing).expect("is explained");
                assert_eq!(told[0].terms[0].figure, Some(row.planned_figure(month)), "leads on to the run");
            }
        }
        assert_eq!(figures, 12 * 13 * 3);
    }
    let unplanned = PostsView::new(YEAR, None, &[], &DEMO, |employer| employer.full_time.into());
    assert_eq!(unplanned.rows[0].explain(YEAR, None, PostColumn::Missing), None);
}

#[test]
fn posts_of_a_day_explain_themselves() {
    let (view, directory, day) = demo_year(Role::Koordination, Scope::All);
    let rows = view.anstellungstraeger;
    let full_time = |_| WeeklyHours::from_scaled(3_900);
    let employers = EmployersView::new((run_id(1), YEAR), rows, None, &directory, day, full_time).expect("in range");
    for row in &employers.rows {
        let staff = row.staff.as_ref().expect("its staff");
        let (of, name) = (row.row.anstellungstraeger, row.row.name.as_str());
        for (column, value) in [
            (PostColumn::Kept, Value::Hours(staff.vacant)),
            (PostColumn::Filled, Value::Vzae(staff.filled)),
            (PostColumn::Missing, Value::Vzae(staff.missing)),
        ] {
            walk(&staff.explain(of, name, column), value);
        }
    }
}
