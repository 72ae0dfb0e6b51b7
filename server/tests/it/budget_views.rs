//! Views of a year over HTTP: every amount on them explains itself, files hold the same, and an Anstellungsträger reads its
//! own alone.

use crate::{
    payments::{People, ask, employer, with_directory},
    test_app::Browser,
};
use app::budgets::{RunSource, YearsView, payment::PaymentPageView};
use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use domain::{
    budgets::{
        Derivation, EmployerPart, Euro, Figure, Part, Total, Value as FigureValue,
        overview::{
            Check, Column, EmployersView, Overview, PlanExplanation, PlanFigure, Share, StaffingView, YearStatus,
            YearsComparison,
        },
        payment::Payee,
    },
    people,
};
use serde_json::json;
use std::io::Cursor;

const YEAR: i32 = 2026;

/// A year of which January is paid.
async fn paid_january<'a>(people: &mut People<'a>) {
    people.release().await;
    let id = people.order().await;
    let payment: PaymentPageView = ask(&mut people.kasse, "payment", json!({ "id": id })).await;
    let day = json!({ "id": id, "seen": payment.payment.version, "day": payment.today });
    ask::<()>(&mut people.kasse, "book-paid", day).await;
}

async fn overview(browser: &mut Browser<'_>) -> Overview {
    ask(browser, "overview", json!({ "year": YEAR })).await
}

/// Asks for the derivation of each amount and compares what it ends in.
async fn explained(browser: &mut Browser<'_>, run: domain::ids::RunId, amounts: &[(Figure, FigureValue)]) {
    let figures: Vec<Figure> = amounts.iter().map(|(figure, _)| *figure).collect();
    let source = RunSource::Stored(run);
    let told: Vec<Derivation> = ask(browser, "explain", json!({ "source": source, "figures": figures })).await;
    assert_eq!(told.len(), amounts.len());
    for (derivation, (figure, value)) in told.iter().zip(amounts) {
        assert_eq!((derivation.figure, derivation.value), (*figure, *value), "{}", derivation.label);
        // An area without an eligible Kita has nothing, and nothing to add up.
        assert!(!derivation.terms.is_empty() || is_nothing(*value), "{}", derivation.label);
    }
}

fn is_nothing(value: FigureValue) -> bool {
    matches!(value, FigureValue::Euro(amount) if amount == Euro::ZERO)
}

async fn explained_plan(browser: &mut Browser<'_>, figure: PlanFigure, amount: Euro) -> PlanExplanation {
    let told: PlanExplanation = ask(browser, "explain-plan", json!({ "year": YEAR, "figure": figure })).await;
    assert_eq!(told.explanations[0].value, amount, "{}", told.explanations[0].label);
    told
}

#[tokio::test]
async fn every_amount_of_the_overview_explains_itself() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    paid_january(&mut people).await;
    let office = &mut people.koordination;
    let view = overview(office).await;
    assert_eq!((view.status, view.is_released), (YearStatus::Laufend, true));
    let totals = &view.totals;
    let money = [
        (Total::Gesamt, totals.gesamt),
        (Total::Landeszuweisung, totals.landeszuweisung),
        (Total::Kreisanteil, totals.kreisanteil),
        (Total::FirstCharge, totals.first_charge),
        (Total::KisoTopf, totals.kiso_topf),
        (Total::Sockeltopf, totals.sockeltopf),
        (Total::Aufstockungstopf, totals.aufstockungstopf),
    ];
    let mut amounts: Vec<(Figure, FigureValue)> =
        money.map(|(total, amount)| (Figure::Total { total }, FigureValue::Euro(amount))).to_vec();
    amounts.push((Figure::Total { total: Total::Vzae }, FigureValue::Vzae(totals.vzae)));
    for row in &view.sozialraeume {
        let of = |part| Figure::Sozialraum { sozialraum: row.id, part };
        amounts.extend([
            (of(Part::Budget), FigureValue::Euro(row.budget)),
            (of(Part::Hours), FigureValue::Hours(row.hours)),
        ]);
        amounts
            .extend([(of(Part::Sockel), FigureValue::Euro(row.sockel)), (of(Part::Vzae), FigureValue::Vzae(row.vzae))]);
        amounts.push((of(Part::Aufstockung), FigureValue::Euro(row.aufstockung)));
    }
    for kommune in &view.kommunen {
        let figure = Figure::Kommune { kommune: kommune.row.id, part: Part::Budget };
        amounts.push((figure, FigureValue::Euro(kommune.row.budget)));
    }
    explained(office, view.run, &amounts).await;

    let plan = view.plan.expect("a released run has a plan");
    for found in &plan.shares {
        for (column, amount) in Column::ALL.into_iter().zip(found.amounts) {
            explained_plan(office, PlanFigure::Sum { share: found.share, column }, amount).await;
        }
    }
    for found in &plan.months {
        for (column, amount) in Column::ALL.into_iter().zip(found.amounts) {
            explained_plan(office, PlanFigure::Month { share: Share::All, month: found.month, column }, amount).await;
        }
    }
    for found in &plan.payees {
        for (column, amount) in Column::ALL.into_iter().zip(found.amounts) {
            explained_plan(office, PlanFigure::Payee { payee: found.payee, column }, amount).await;
        }
    }
    let paid = plan.shares[0].amounts[2];
    assert_eq!(Euro::checked_sum(plan.payees.iter().map(|payee| payee.amounts[2])), Some(paid));
    assert!(paid > Euro::ZERO);
    let told = explained_plan(office, PlanFigure::Sum { share: Share::Kiso, column: Column::Paid }, paid).await;
    assert_eq!(told.derivations.len(), 12, "the budgets behind it, down to the inputs of the run");
}

#[tokio::test]
async fn an_employer_reads_its_own_year_and_nothing_else() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    paid_january(&mut people).await;
    let mut own = employer(&app).await;
    let view: EmployersView = ask(&mut own, "employers", json!({ "year": YEAR })).await;
    assert_eq!((view.rows.len(), view.rows[0].row.budget), (1, Euro::from_cents(11_517_510)));
    let plan = view.rows[0].plan.as_ref().expect("a plan");
    assert_eq!((plan.paid, plan.months.len()), (Euro::from_cents(959_793), 12));
    assert!(view.rows[0].staff.as_ref().is_some_and(|staff| !staff.posts.is_empty()));
    let mine = Payee::Anstellungstraeger(people::demo::anstellungstraeger(12));
    explained_plan(&mut own, PlanFigure::Payee { payee: mine, column: Column::Paid }, plan.paid).await;
    let all = PlanFigure::Sum { share: Share::All, column: Column::Paid };
    explained_plan(&mut own, all, plan.paid).await;
    let other = Payee::Anstellungstraeger(people::demo::anstellungstraeger(1));
    let foreign = json!({ "year": YEAR, "figure": PlanFigure::Payee { payee: other, column: Column::Paid } });
    assert_eq!(own.call("budgets/explain-plan", &foreign.to_string()).await.status, StatusCode::NOT_FOUND);

    let staffing: StaffingView = ask(&mut own, "staffing", json!({ "year": YEAR })).await;
    assert_eq!((staffing.matrices.len(), staffing.matrices[0].kitas.len()), (1, 4));
    for name in ["overview", "comparison", "forecast"] {
        let answer = own.call(&format!("budgets/{name}"), &json!({ "year": YEAR }).to_string()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
    }
    let file = own.get("/api/export/budget/2026/anstellungstraeger.csv").await;
    assert_eq!((file.status, file.body.lines().count()), (StatusCode::OK, 3), "head, one line, sum: {}", file.body);
    let file = own.get("/api/export/budget/2026/abschlagsplan.csv").await;
    assert_eq!((file.status, file.body.lines().count()), (StatusCode::OK, 3), "the own line alone: {}", file.body);
    for file in [
        "2026/uebersicht.xlsx",
        "2026/sozialraeume.csv",
        "2026/kommunen.csv",
        "alle/jahre.csv",
        "2026/vorweg.csv",
        "2026/prognose.csv",
    ] {
        assert_eq!(own.get(&format!("/api/export/budget/{file}")).await.status, StatusCode::FORBIDDEN, "{file}");
    }
    let numbers = own.get("/api/export/budget/2026/einsatz.csv").await.body;
    assert!(numbers.contains(";024;") && !numbers.contains(";001;"), "{numbers}");
}

/// A payment leads back to the budget of the run that it follows, also after a correction; the Kasse sees no plan.
#[tokio::test]
async fn every_amount_of_a_payment_explains_itself() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let id = people.order().await;
    let view: PaymentPageView = ask(&mut people.koordination, "payment", json!({ "id": id })).await;
    for line in &view.payment.lines {
        let asked = json!({ "id": id, "payee": line.payee });
        let told: PlanExplanation = ask(&mut people.koordination, "explain-payment", asked).await;
        assert_eq!((told.explanations[0].value, told.derivations.len()), (line.amount, 1), "{}", line.name);
    }
    let mut own = employer(&app).await;
    let mine = Payee::Anstellungstraeger(people::demo::anstellungstraeger(12));
    let told: PlanExplanation = ask(&mut own, "explain-payment", json!({ "id": id, "payee": mine })).await;
    assert_eq!(told.explanations[0].value, Euro::from_cents(959_793));
    let other = json!({ "id": id, "payee": Payee::Anstellungstraeger(people::demo::anstellungstraeger(1)) });
    assert_eq!(own.call("budgets/explain-payment", &other.to_string()).await.status, StatusCode::NOT_FOUND);
    let refused = people.kasse.call("budgets/explain-payment", &other.to_string()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn finanzen_read_money_and_nobodys_name() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let view: EmployersView = ask(&mut people.first, "employers", json!({ "year": YEAR })).await;
    assert!(view.rows.len() == 12 && view.rows.iter().all(|row| row.staff.is_none()));
    let answer = people.first.call("budgets/staffing", &json!({ "year": YEAR }).to_string()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(people.first.get("/api/export/budget/2026/einsatz.xlsx").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_matrix_checks_hours_against_contracts_and_budget() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let view: StaffingView = ask(&mut people.koordination, "staffing", json!({ "year": YEAR })).await;
    let kitas: Vec<_> = view.matrices.iter().flat_map(|matrix| &matrix.kitas).collect();
    assert_eq!(kitas.len(), 95);
    assert!(kitas.iter().any(|kita| matches!(kita.check, Check::Below(_))));
    let shares: Vec<(Figure, FigureValue)> = kitas
        .iter()
        .filter_map(|kita| Some((Figure::Kita { kita: kita.kita, part: Part::Hours }, FigureValue::Hours(kita.share?))))
        .collect();
    explained(&mut people.koordination, view.run, &shares).await;
}

#[tokio::test]
async fn years_stand_beside_each_other_and_drafts_are_named_so() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    paid_january(&mut people).await;
    let mut input = domain::budgets::demo::parameters(YEAR + 1);
    input.set("landeszuweisung", "1.783.500,00");
    let app::budgets::Calculation::Done(found) =
        ask(&mut people.koordination, "preview", json!({ "input": input })).await
    else {
        panic!("nothing was calculated");
    };
    let save = json!({ "input": input, "replaces": 0, "basis": found.basis, "id": found.id });
    ask::<()>(&mut people.koordination, "save-run", save).await;
    let view: YearsComparison = ask(&mut people.koordination, "comparison", json!({})).await;
    let told: Vec<_> = view.years.iter().map(|year| (year.year, year.status, year.paid.is_some())).collect();
    assert_eq!(told, [(YEAR, YearStatus::Laufend, true), (YEAR + 1, YearStatus::Entwurf, false)]);
    for (position, year) in view.years.iter().enumerate() {
        let amounts: Vec<(Figure, FigureValue)> = view
            .anstellungstraeger
            .iter()
            .filter_map(|row| {
                let figure = Figure::Anstellungstraeger { anstellungstraeger: row.id, part: EmployerPart::Budget };
                Some((figure, FigureValue::Euro(row.budgets[position]?)))
            })
            .collect();
        assert_eq!(amounts.len(), 12);
        explained(&mut people.koordination, year.run, &amounts).await;
    }
    let years: YearsView = ask(&mut people.first, "years", json!({})).await;
    let states: Vec<_> = years.years.iter().map(|year| (year.year, year.status)).collect();
    assert_eq!(states, [(YEAR + 1, Some(YearStatus::Entwurf)), (YEAR, Some(YearStatus::Laufend))]);
    let mut own = employer(&app).await;
    let years: YearsView = ask(&mut own, "years", json!({})).await;
    assert!(years.years.iter().all(|year| year.status.is_none()), "how far others are is not theirs to know");
}

/// Every number of a line stands in the row of the sheet as a number.
fn same_numbers(line: &str, row: &[Data], stem: &str) {
    for (text, cell) in line.split(';').zip(row) {
        if let Data::Float(number) = cell {
            assert_eq!(text.replace(',', ".").parse::<f64>(), Ok(*number), "{stem}: {line}");
        }
    }
}

#[tokio::test]
async fn every_view_is_a_workbook_and_a_csv_with_the_same_numbers() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    paid_january(&mut people).await;
    let office = &mut people.koordination;
    for (stem, sheets) in [
        ("kitas", 1),
        ("abschlaege", 1),
        ("uebersicht", 3),
        ("sozialraeume", 1),
        ("kommunen", 1),
        ("anstellungstraeger", 2),
        ("einsatz", 2),
        ("stellen", 2),
        ("vorweg", 1),
        ("abschlagsplan", 2),
        ("prognose", 2),
    ] {
        let csv = office.get(&format!("/api/export/budget/2026/{stem}.csv")).await;
        assert_eq!(csv.status, StatusCode::OK, "{stem}");
        assert!(csv.body.starts_with('\u{FEFF}'), "{stem}");
        let xlsx = office.get(&format!("/api/export/budget/2026/{stem}.xlsx")).await;
        assert_eq!(xlsx.status, StatusCode::OK, "{stem}");
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.bytes)).expect("a workbook");
        let names = workbook.sheet_names();
        assert_eq!(names.len(), sheets, "{stem}: {names:?}");
        let range = workbook.worksheet_range(&names[0]).expect("the first sheet");
        assert_eq!(range.height(), csv.body.trim_end().lines().count(), "{stem}");
        for (line, row) in csv.body.trim_start_matches('\u{FEFF}').lines().zip(range.rows()).skip(1) {
            same_numbers(line, row, stem);
        }
    }
    for stem in ["land", "verwendungsnachweise"] {
        for ending in ["csv", "xlsx"] {
            let answer = office.get(&format!("/api/export/settlement/{YEAR}/{stem}.{ending}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{stem}.{ending}");
        }
    }
    assert_eq!(office.get("/api/export/budget/alle/jahre.xlsx").await.status, StatusCode::OK);
    let rates = office.get("/api/export/budget/2026/prognose.csv?growth=1/40&tariff=0/1&years=2").await;
    assert_eq!((rates.status, rates.body.trim_end().lines().count()), (StatusCode::OK, 4), "{}", rates.body);
    let wrong = office.get("/api/export/budget/2026/prognose.csv?growth=viel").await;
    assert_ne!(wrong.status, StatusCode::OK, "{}", wrong.body);
    for wrong in ["2026/kitas.pdf", "2026/jahre.csv", "alle/kitas.csv", "2031/uebersicht.csv"] {
        assert_eq!(office.get(&format!("/api/export/budget/{wrong}")).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}
