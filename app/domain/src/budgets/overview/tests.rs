//! Every amount of the views explains itself, sheets hold what pages show, and years are never added up.

use super::*;
use crate::{
    access::{Principal, Role, Scope},
    budgets::{
        Derivation, Euro, Formula, Inputs, KommuneInput, Rounding, RunView, Value, Vzae, WeeklyHours, calculate,
        calculation_day, demo,
        payment::{
            CounterEntry, Payee, PaymentView, PlanRow, PlanView, Received, YearPlan,
            tests::stage::{Stage, employer, now, principal, run_id, today},
        },
        round_half_away,
        settlement::{self, Explanation, Step},
        tests::sample,
    },
    ids::AccountId,
    people::{self, Directory},
    table::Cell,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

/// Computes an explanation from its own terms.
fn evaluate(explanation: &Explanation) -> Euro {
    let terms = explanation.terms.iter().map(|term| term.value);
    match explanation.step {
        Step::Sum => Euro::checked_sum(terms).expect("a sum"),
        Step::Difference => {
            let mut terms = terms;
            let first = terms.next().expect("a first term");
            terms.fold(first, |rest, term| rest.checked_sub(term).expect("in range"))
        }
        other => panic!("{other:?} is no step of a plan"),
    }
}

/// Every figure of a plan ends in its value, and names the parts it is made of.
fn walk(plan: &YearPlan) -> usize {
    let figures = PlanFigure::all(plan).map(|figure| {
        let value = figure.value(plan).expect("in range").expect("is there");
        let told = figure.explain(plan).expect("in range").expect("is explained");
        assert_eq!(told[0].value, value, "{}", told[0].label);
        for explanation in &told {
            assert!(!explanation.label.is_empty());
            assert_eq!(evaluate(explanation), explanation.value, "{}", explanation.label);
        }
        for term in &told[0].terms {
            assert!(!term.label.is_empty(), "a term of {}", told[0].label);
        }
    });
    figures.count()
}

/// After everything that was prepared.
fn later() -> DateTime<Utc> {
    now() + Duration::days(1)
}

/// A year with a paid, a returned, an ordered and a prepared month, a correction, and offsets with other years.
pub(super) fn eventful() -> Stage {
    let mut stage = Stage::new(&[11_517_510, 3_000_007]);
    stage.order(1, 0).expect("is ordered");
    stage.pay(1).expect("is paid");
    stage.order(2, 1).expect("is ordered");
    stage.pay(2).expect("is paid");
    stage.give_back(2, 2).expect("comes back");
    stage.order(3, 2).expect("is ordered");
    stage.prepare(4, 3).expect("is prepared");
    stage.correct(2, &[11_000_000, 100_000]);
    stage.ledger.counter_entries = vec![
        CounterEntry {
            anstellungstraeger: employer(1),
            year: stage.ledger.year - 1,
            number: 1,
            eligible: euro(1),
            offset: euro(404_667),
            offset_year: Some(stage.ledger.year),
            at: later(),
        },
        CounterEntry {
            anstellungstraeger: employer(2),
            year: stage.ledger.year,
            number: 1,
            eligible: euro(90_000),
            offset: euro(5_000),
            offset_year: Some(stage.ledger.year + 1),
            at: later(),
        },
    ];
    stage.ledger.received = vec![Received {
        payee: employer(2).into(),
        amount: euro(12_345),
        day: today(),
        note: "Kontoauszug 7".into(),
        by: AccountId::new(Uuid::nil()),
        name: String::new(),
        at: later(),
    }];
    stage
}

/// Each amount of every Rückforderung ends in what the table shows, and follows from its terms.
fn walk_reclaims(stage: &Stage) -> usize {
    let reclaims = stage.ledger.reclaims().expect("in range");
    for reclaim in &reclaims {
        for column in ReclaimColumn::ALL {
            let told = reclaim.told.of(column);
            assert_eq!(told[0].value, reclaim.amount(column), "{}", told[0].label);
            for explanation in told {
                assert_eq!(evaluate(explanation), explanation.value, "{}", explanation.label);
            }
        }
    }
    reclaims.len()
}

/// Pages show a rest below zero as a positive amount that is asked back; its derivation ended in the negative one.
#[test]
fn what_is_asked_back_is_explained_by_the_rest_the_other_way_round() {
    let plan = eventful().plan();
    let mut walked = 0;
    for figure in PlanFigure::all(&plan) {
        let Some(back) = open_reclaim(figure.value(&plan).expect("in range").expect("is there")) else { continue };
        let told = figure.explain(&plan).expect("in range").expect("is explained");
        let turned = explain_asked_back("Zurückzufordern".to_owned(), told.clone()).expect("in range");
        assert_eq!((turned[0].value, evaluate(&turned[0])), (back, back), "{}", told[0].label);
        assert_eq!((turned[0].label.as_str(), &turned[1..]), ("Zurückzufordern", &told[1..]));
        walked += 1;
    }
    assert!(walked > 0);
}

#[test]
fn every_amount_of_a_reclaim_explains_itself() {
    let mut stage = eventful();
    assert_eq!(walk_reclaims(&stage), 1, "one is settled");
    let settled = stage.ledger.counter_entries[1].clone();
    // Nothing is kept, then more and more: what came back is paid out again.
    for (number, eligible) in [(2, 0), (3, 500_000), (4, 9_000_000)] {
        let at = later() + Duration::days(i64::from(number));
        stage.ledger.counter_entries.push(CounterEntry { number, eligible: euro(eligible), at, ..settled.clone() });
        assert_eq!(walk_reclaims(&stage), 1);
    }
    let reclaims = stage.ledger.reclaims().expect("in range");
    assert_eq!(reclaims[0].open, Euro::ZERO);
    assert_eq!(reclaims[0].told.open[0].notes.len(), 1, "says why nothing is open");
    assert_eq!(reclaims[0].told.received[0].terms.len(), 1);
}

/// With thousands of payees, all lines of all runs of a year would come along with a list that shows a sum of each.
#[test]
fn the_list_of_payment_runs_has_sums_alone_which_the_runs_explain() {
    let stage = eventful();
    let view = PlanView::new(Some(&stage.plan()), &stage.ledger).expect("adds up");
    assert_eq!(view.payments.len(), 4);
    let office = principal(1, Role::Koordination, Scope::All);
    for row in &view.payments {
        let run = stage.ledger.run(row.id).expect("the run");
        let told = PaymentView::new(run, stage.ledger.version, &office).expect("adds up").explain_sum();
        assert_eq!((told.value, told.terms.len()), (row.sum, row.lines));
        assert_eq!(evaluate(&told), told.value);
        let sent = serde_json::to_string(row).expect("is JSON");
        assert!(row.lines > 0 && run.lines.iter().all(|line| !sent.contains(&line.name)), "{sent}");
    }
}

#[test]
fn every_amount_of_a_plan_explains_itself() {
    for stage in [Stage::new(&[11_517_510, 1]), eventful()] {
        let plan = stage.plan();
        assert_eq!(walk(&plan), (3 + plan.rows.len()) * 13 * 4 + plan.rows.len() * 3);
    }
}

#[test]
fn what_is_in_no_month_explains_itself() {
    let mut stage = eventful();
    stage.ledger.counter_entries.clear();
    let of = |stage: &Stage, part| {
        let plan = stage.plan();
        walk(&plan);
        let figure = PlanFigure::Beside { payee: employer(1).into(), part };
        figure.explain(&plan).expect("in range").expect("explained").remove(0)
    };
    assert!(of(&stage, Beside::Rueckforderung).terms.is_empty(), "nothing is to be asked back");
    stage.correct(3, &[100_000, 100_000]);
    let back = of(&stage, Beside::Rueckforderung);
    assert_eq!((back.label.as_str(), back.terms.len()), ("Rückforderung Träger 1", 2));
    assert!(back.value > Euro::ZERO && back.terms[1].value == euro(100_000));
    let nothing = of(&stage, Beside::Held);
    assert_eq!((nothing.value, settlement::german::calculation(&nothing).as_str()), (Euro::ZERO, "0,00 €"));
}

#[test]
fn a_sum_leads_down_to_each_payee_and_on_to_the_run() {
    let plan = eventful().plan();
    let figure = PlanFigure::Sum { share: Share::Kiso, column: Column::Planned };
    let told = figure.explain(&plan).expect("in range").expect("explained");
    assert_eq!(told[0].label, "Geplant Anstellungsträger");
    let of_first = told.iter().find(|told| told.label == "Geplant Träger 1").expect("the first");
    assert_eq!(of_first.value, euro(11_000_000 - 404_667));
    assert_eq!(of_first.terms[1].label, "Verrechnung aus 2026");
    assert_eq!(figure.budgets(&plan).len(), 2, "both budgets are figures of the run");
    let month = PlanFigure::PayeeMonth { payee: employer(1).into(), month: 4, column: Column::Planned };
    let told = month.explain(&plan).expect("in range").expect("explained");
    assert!(told[0].notes[1].contains("verteilt auf"), "{:?}", told[0].notes);
    let nobody = PlanFigure::Payee { payee: Payee::from(employer(9)), column: Column::Paid };
    assert_eq!(nobody.explain(&plan), Ok(None));
}

#[test]
fn the_sums_of_the_overview_are_those_of_its_figures() {
    let plan = eventful().plan();
    let sums = PlanSums::new(&plan).expect("in range");
    let value = |figure: PlanFigure| figure.value(&plan).expect("in range").expect("is there");
    for found in &sums.shares {
        for (column, amount) in Column::ALL.into_iter().zip(found.amounts) {
            assert_eq!(amount, value(PlanFigure::Sum { share: found.share, column }));
        }
    }
    for found in &sums.months {
        for (column, amount) in Column::ALL.into_iter().zip(found.amounts) {
            assert_eq!(amount, value(PlanFigure::Month { share: Share::All, month: found.month, column }));
        }
    }
    let paid: Vec<Euro> = sums.payees.iter().map(|payee| payee.amounts[2]).collect();
    assert_eq!(Euro::checked_sum(paid), Some(sums.shares[0].amounts[2]));
}

#[test]
fn a_year_goes_from_draft_to_settled() {
    let mut stage = Stage::new(&[1_200_000, 2_400_000]);
    assert_eq!(YearStatus::of(None), YearStatus::Entwurf);
    assert_eq!(YearStatus::of(Some(&stage.plan())), YearStatus::Festgesetzt);
    stage.order(1, 0).expect("is ordered");
    assert_eq!(YearStatus::of(Some(&stage.plan())), YearStatus::Laufend);
    let settled = |number| CounterEntry {
        anstellungstraeger: employer(number),
        year: stage.ledger.year,
        number: 1,
        eligible: euro(100_000),
        offset: Euro::ZERO,
        offset_year: None,
        at: now(),
    };
    let both = [settled(1), settled(2)];
    stage.ledger.counter_entries = both[..1].to_vec();
    assert_eq!(YearStatus::of(Some(&stage.plan())), YearStatus::Laufend, "one is not all");
    stage.ledger.counter_entries = both.to_vec();
    assert_eq!(YearStatus::of(Some(&stage.plan())), YearStatus::Abgerechnet);
}

#[test]
fn b4_years_stand_beside_each_other_and_are_never_added_up() {
    let of_year = |year: i32, land: &str, with_plan: bool| {
        let mut input = demo::parameters(year);
        input.set("landeszuweisung", land);
        let run = calculate(input.check().expect("valid"), sample::inputs()).expect("calculates");
        let plan = eventful().plan();
        (YearColumn::new(run_id(1), &run, with_plan.then_some(&plan), None).expect("in range"), run)
    };
    let view = YearsComparison::new(vec![of_year(2027, "1.800.000,00", false), of_year(2026, "1.740.000,00", true)]);
    assert_eq!(view.years.iter().map(|column| column.year).collect::<Vec<_>>(), [2026, 2027]);
    assert_eq!(view.years[1].totals.gesamt, euro(300_000_000));
    assert_eq!((view.years[0].paid.is_some(), view.years[1].paid), (true, None));
    let own = view.anstellungstraeger.iter().find(|row| row.id == sample::employer_id(1)).expect("the employer");
    assert_eq!(own.budgets[0], Some(euro(11_517_510)));
    assert!(own.budgets[1] > own.budgets[0]);
    let sheet = sheets::comparison(&view);
    assert_eq!(sheet.head, ["In Euro", "2026", "2027"]);
    assert_eq!(sheet.rows[0][1..], [Cell::Euro(euro(290_000_000)), Cell::Euro(euro(300_000_000))]);
}

/// Thirty rows of zeros hid the Kommunen that have something. One with a level but without a Kita is no such row.
#[test]
fn kommunen_that_got_nothing_and_have_no_level_are_named_apart() {
    let sample = sample::inputs();
    let more = [(4, 0), (5, 2)].map(|(number, level)| KommuneInput {
        id: sample::kommune_id(number),
        name: format!("Kommune {number}"),
        level,
        source: None,
    });
    let kommunen = sample.kommunen().iter().cloned().chain(more).collect();
    let (sozialraeume, employers) = (sample.sozialraeume().to_vec(), sample.anstellungstraeger().to_vec());
    let inputs = Inputs::new(sample.kitas().to_vec(), kommunen, sozialraeume, employers).expect("consistent inputs");
    let of_year = |year: i32| {
        let parameters = demo::parameters(year).check().expect("valid");
        let run = calculate(parameters, inputs.clone()).expect("calculates");
        (YearColumn::new(run_id(1), &run, None, None).expect("in range"), run)
    };
    let view = YearsComparison::new(vec![of_year(2026), of_year(2027)]);
    assert_eq!(view.kommunen.len(), 6, "files have all of them");
    assert_eq!(view.without_anything, BTreeSet::from([sample::kommune_id(4)]));
}

#[test]
fn a_forecast_grows_each_year_and_tells_posts() {
    let forecast = ForecastInput::default().check().expect("valid");
    let years = forecast.of(&sample::parameters()).expect("calculates");
    assert_eq!(years.len(), 6);
    assert_eq!(
        (years[0].year, years[0].landeszuweisung, years[0].vzae),
        (2027, euro(174_000_000), Vzae::from_scaled(344_868))
    );
    // 1,740,000.00 × 1.025 and 76,000.00 × 1.03.
    assert_eq!((years[1].landeszuweisung, years[1].vzae_pauschale), (euro(178_350_000), euro(7_828_000)));
    assert_eq!(years[1].gesamt, euro(297_250_000));
    assert_eq!(years[1].first_charge, euro(28_737_000));
    // (2,972,500.00 − 287,370.00) ÷ 78,280.00 = 34.30161…
    assert_eq!(years[1].vzae, Vzae::from_scaled(343_016));
    assert_eq!(years[1].difference, Vzae::from_scaled(-1_852));
    let same = ForecastInput { tariff: "2,5".into(), ..ForecastInput::default() };
    let years = same.check().expect("valid").of(&sample::parameters()).expect("calculates");
    let drift = years[5].difference.scaled().abs();
    assert!(drift <= 1, "equal rates carry the same posts, apart from rounding to cents: {drift}");
}

/// What a step of a forecast comes to by its own terms, and each of its terms likewise.
fn recomputed(told: &Derivation) -> Value {
    for nested in told.terms.iter().filter_map(|term| term.derivation.as_ref().map(|nested| (term, nested))) {
        assert_eq!(recomputed(nested.1), nested.0.value, "{}", nested.1.label);
    }
    let values: Vec<Value> = told.terms.iter().map(|term| term.value).collect();
    let unit = std::num::NonZeroU64::new(10_000).expect("not zero");
    match (told.formula, values.as_slice()) {
        (Formula::Given, [given]) => *given,
        (Formula::Sum, [Value::Euro(a), Value::Euro(b)]) => Value::Euro(a.checked_add(*b).expect("a sum")),
        (Formula::Difference, [Value::Euro(a), Value::Euro(b)]) => Value::Euro(a.checked_sub(*b).expect("a rest")),
        (Formula::Difference, [Value::Vzae(a), Value::Vzae(b)]) => Value::Vzae(a.checked_sub(*b).expect("a rest")),
        (Formula::Quotient, [Value::Euro(amount), Value::Fraction(share)]) => {
            Value::Euro(share.inverse().and_then(|whole| whole.of(*amount)).expect("a whole"))
        }
        (Formula::Product, [Value::Vzae(posts), Value::Euro(cost)]) => {
            let cents = round_half_away(cost.cents() * i128::from(posts.scaled()), unit);
            Value::Euro(Euro::checked_from_cents(cents).expect("an amount"))
        }
        (Formula::Posts, [Value::Euro(budget), Value::Euro(cost)]) => {
            let cost = u64::try_from(cost.cents()).ok().and_then(std::num::NonZeroU64::new).expect("a cost");
            let posts = round_half_away(budget.cents() * 10_000, cost);
            Value::Vzae(Vzae::from_scaled(i64::try_from(posts).expect("posts")))
        }
        (formula, terms) => panic!("{formula:?} of {terms:?}"),
    }
}

#[test]
fn every_amount_of_a_forecast_explains_itself() {
    let parameters = sample::parameters();
    for (growth, tariff) in [("2,5", "3"), ("0", "0"), ("1/7", "13,37"), ("20", "0,01")] {
        let input = ForecastInput { growth: growth.into(), tariff: tariff.into(), years: "10".into() };
        let forecast = input.check().expect("valid");
        let years = forecast.of(&parameters).expect("calculates");
        for (position, year) in years.iter().enumerate() {
            for column in ForecastColumn::ALL {
                let told = forecast.explain(&parameters, position, column).expect("calculates").expect("a year");
                let shown = match column {
                    ForecastColumn::Vzae => Value::Vzae(year.vzae),
                    ForecastColumn::Difference => Value::Vzae(year.difference),
                    ForecastColumn::Landeszuweisung => Value::Euro(year.landeszuweisung),
                    ForecastColumn::Gesamt => Value::Euro(year.gesamt),
                    ForecastColumn::FirstCharge => Value::Euro(year.first_charge),
                    ForecastColumn::KisoTopf => Value::Euro(year.kiso_topf),
                    ForecastColumn::VzaePauschale => Value::Euro(year.vzae_pauschale),
                };
                assert_eq!((told.value, recomputed(&told)), (shown, shown), "{} with {growth}", told.label);
            }
        }
        assert_eq!(forecast.explain(&parameters, years.len(), ForecastColumn::Vzae), Ok(None));
    }
    let forecast = ForecastInput::default().check().expect("valid");
    let told = forecast.explain(&parameters, 1, ForecastColumn::Landeszuweisung).expect("calculates").expect("a year");
    assert_eq!((told.label.as_str(), told.formula), ("Landeszuweisung 2028", Formula::Sum));
    assert_eq!(told.terms[1].notes, ["1.740.000,00 € × 0,025, kaufmännisch auf Cent gerundet"]);
    let decided = told.terms[0].derivation.as_ref().and_then(|first| first.terms[0].decided.as_ref());
    assert!(decided.is_some_and(|decided| !decided.decision.is_empty()), "down to the decision");
    let posts = forecast.explain(&parameters, 1, ForecastColumn::Vzae).expect("calculates").expect("a year");
    assert_eq!(posts.rounding, Rounding::Commercial);
}

#[test]
fn a_forecast_is_a_sheet_that_says_what_it_assumes() {
    for (growth, tariff) in [("2,5", "3"), ("0", "0"), ("1/7", "13,37"), ("20", "0,01")] {
        let input = ForecastInput { growth: growth.into(), tariff: tariff.into(), years: "3".into() };
        let forecast = input.check().expect("valid");
        assert_eq!(forecast.input().check(), Ok(forecast), "the rates go through an address unchanged");
        let years = forecast.of(&sample::parameters()).expect("calculates");
        let tables = sheets::forecast(forecast, &years);
        assert!(tables.iter().all(|table| table.rows.iter().all(|row| row.len() == table.head.len())));
        assert_eq!((tables[0].rows.len(), tables[1].rows.len()), (4, 2));
        assert_eq!(tables[0].rows[3][3], Cell::Euro(years[3].landeszuweisung));
    }
    let told = german::assumed(ForecastInput::default().check().expect("valid"));
    assert!(told.contains(" 2,5 %") && told.contains(" 3 %"), "{told}");
}

#[test]
fn rates_are_percent_and_bounded() {
    let with =
        |growth: &str, years: &str| ForecastInput { growth: growth.into(), tariff: "0".into(), years: years.into() };
    assert!(with("20 %", "10").check().is_ok() && with("2,5", "1").check().is_ok());
    for (growth, years) in [("21", "5"), ("-1", "5"), ("zwei", "5"), ("", "5"), ("2,5", "0"), ("2,5", "11")] {
        assert!(with(growth, years).check().is_err(), "{growth} {years}");
    }
}

fn directory() -> (Directory, NaiveDate) {
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    (people::demo::directory(today), calculation_day(2026, today))
}

/// The demo's year as somebody with this scope sees it.
pub(super) fn demo_year(role: Role, scope: Scope) -> (RunView, Directory, NaiveDate) {
    let (directory, day) = directory();
    let inputs = Inputs::of_directory(&directory, day).expect("consistent");
    let run = calculate(demo::parameters(2026).check().expect("valid"), inputs).expect("calculates");
    let view = RunView::new(run.snapshot(), run.figures(), &[], &scope);
    let by = Principal { account: AccountId::new(Uuid::nil()), role, scope };
    (view, directory.visible_to(&by, day), day)
}

#[test]
fn the_matrix_adds_up_by_line_and_by_column_and_finds_what_the_demo_hides() {
    let (view, directory, day) = demo_year(Role::Koordination, Scope::All);
    let staffing = StaffingView::new(run_id(1), &view, &directory, day);
    assert_eq!(staffing.matrices.len(), 12);
    for matrix in &staffing.matrices {
        for kita in &matrix.kitas {
            let sum = WeeklyHours::checked_sum(kita.cells.iter().flatten().map(|cell| cell.hours));
            assert_eq!(sum, Some(kita.assigned), "Kita {}", kita.number);
        }
        for (column, kiso) in matrix.kisos.iter().enumerate() {
            let cells = matrix.kitas.iter().filter_map(|kita| kita.cells[column]);
            assert_eq!(WeeklyHours::checked_sum(cells.map(|cell| cell.hours)), Some(kiso.assigned), "{}", kiso.name);
        }
    }
    let mut present = 0;
    for (matrix, kita) in
        staffing.matrices.iter().flat_map(|matrix| matrix.kitas.iter().map(move |kita| (matrix, kita)))
    {
        for (kiso, cell) in matrix.kisos.iter().zip(&kita.cells) {
            let own = |found: &&people::Zuordnung| found.kiso == kiso.kiso && found.kita == kita.kita;
            let agreed: Vec<_> =
                directory.zuordnungen.iter().filter(|found| found.period.contains(day)).filter(own).collect();
            let days = agreed.iter().flat_map(|found| found.days.days()).count();
            assert_eq!(cell.map_or(0, |cell| cell.days.days().count()), days, "{} in {}", kiso.name, kita.number);
            present += days;
        }
    }
    assert!(present > 95, "the demo agrees days for each Kita with a KiSo");
    let kitas: Vec<&MatrixKita> = staffing.matrices.iter().flat_map(|matrix| &matrix.kitas).collect();
    assert_eq!(kitas.len(), 95, "every eligible Kita once");
    let below = |number: &str| kitas.iter().find(|kita| kita.number == number).expect("the Kita").check;
    assert!(matches!(below("033"), Check::Below(_)), "nobody works there");
    assert!(matches!(below("017"), Check::Below(_)), "two hours are missing");
    let above: Vec<_> = staffing.matrices.iter().flat_map(|matrix| &matrix.kisos).collect();
    assert_eq!(above.iter().filter(|kiso| matches!(kiso.check, Check::Above(_))).count(), 1);
    assert!(above.iter().any(|kiso| kiso.check == Check::Fits));
    let tables = sheets::staffing(&staffing);
    let cells = kitas.iter().flat_map(|kita| &kita.cells).flatten().count();
    assert_eq!((tables[0].rows.len(), tables[1].rows.len()), (cells, 95 + 47));
}

#[test]
fn an_employer_reads_its_own_staff_and_finanzen_read_none() {
    let own = people::demo::anstellungstraeger(12);
    let (view, directory, day) = demo_year(Role::Anstellungstraeger, Scope::Anstellungstraeger(own));
    let staffing = StaffingView::new(run_id(1), &view, &directory, day);
    assert_eq!(staffing.matrices.len(), 1);
    let numbers: Vec<&str> = staffing.matrices[0].kitas.iter().map(|kita| kita.number.as_str()).collect();
    assert_eq!(numbers, ["024", "025", "061", "076"]);
    let full_time = |_| WeeklyHours::from_scaled(3_900);
    let rows = view.anstellungstraeger;
    let employers = EmployersView::new((run_id(1), 2026), rows, None, &directory, day, full_time).expect("in range");
    assert_eq!((employers.rows.len(), employers.rows[0].row.budget), (1, euro(11_517_510)));
    let staff = employers.rows[0].staff.as_ref().expect("its own staff");
    assert!(!staff.posts.is_empty() && !employers.rows[0].agreements.is_empty());

    let (view, directory, day) = demo_year(Role::Finanzen, Scope::All);
    let rows = view.anstellungstraeger.clone();
    let employers = EmployersView::new((run_id(1), 2026), rows, None, &directory, day, full_time).expect("in range");
    assert!(employers.rows.iter().all(|row| row.staff.is_none() && !row.agreements.is_empty()));
    assert_eq!(sheets::employers(&employers).len(), 1, "no sheet of posts");
    assert!(StaffingView::new(run_id(1), &view, &directory, day).matrices.iter().all(|matrix| matrix.kisos.is_empty()));
}

#[test]
fn vacancies_are_counted_and_have_no_reason() {
    let (view, directory, day) = demo_year(Role::Koordination, Scope::All);
    let plan = eventful().plan();
    let rows = view.anstellungstraeger;
    let employers =
        EmployersView::new((run_id(1), 2026), rows, Some(&plan), &directory, day, |_| WeeklyHours::from_scaled(3_900))
            .expect("in range");
    let vacant: Vec<&PostRow> = employers
        .rows
        .iter()
        .flat_map(|row| row.staff.iter().flat_map(|staff| &staff.posts))
        .filter(|post| post.is_vacant)
        .collect();
    assert!(!vacant.is_empty(), "the demo has a vacancy");
    let text = serde_json::to_string(&employers).expect("serialises");
    assert!(!text.contains("reason") && !text.contains("kiso"), "neither why nor who");
    let tables = sheets::employers(&employers);
    assert_eq!((tables[0].rows.len(), tables[1].name.as_str()), (13, "Stellen"));
}

#[test]
fn the_overview_has_a_sheet_of_sums_months_and_payees() {
    let run = sample::run();
    let view = RunView::new(run.snapshot(), run.figures(), &[], &Scope::All);
    let plan = eventful().plan();
    let overview = Overview::new(run_id(1), &run, view, Some(&plan)).expect("in range");
    assert_eq!((overview.status, overview.is_released), (YearStatus::Laufend, true));
    assert_eq!(overview.kommunen.iter().map(|kommune| kommune.level).collect::<Vec<_>>(), [0, 1, 2, 3]);
    let tables = sheets::overview(&overview);
    assert_eq!(tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["Summen", "Monate", "Empfänger"]);
    assert_eq!(tables[0].rows[0], [Cell::text("Gesamtbudget"), Cell::Euro(euro(290_000_000)), Cell::Blank]);
    let sums = |rows: usize| Some(rows + 1);
    assert_eq!((Some(tables[1].rows.len()), Some(tables[2].rows.len())), (sums(12), sums(plan.rows.len())));
    for table in tables.iter().chain([&sheets::sozialraeume(&overview), &sheets::kommunen(&overview)]) {
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()), "{}", table.name);
    }
    assert!(sheets::sozialraeume(&overview).csv().contains("Summe;;1747333,33;873666,67;2621000,00;;"));
    assert_eq!(PlanRow::new(&plan.rows[0]).expect("in range").budget, plan.rows[0].budget);
}
