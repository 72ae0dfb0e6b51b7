//! The path of issue 2 §8: parameters in, the worked example out, to the cent, on the page and in the files.

use crate::{
    payments::{ask, employer},
    test_app::{Answer, Browser, TestApp},
};
use app::budgets::{Calculated, Calculation, RunSource, YearView, YearsView};
use axum::http::{StatusCode, header};
use domain::{
    access::Role,
    budgets::{BudgetParametersInput, Derivation, EmployerPart, Euro, Figure, Part, Total, demo},
    people,
};
use serde_json::{Value, json};

const YEAR: i32 = 2026;

/// The demo's directory, as the calculation needs it.
async fn with_directory() -> TestApp {
    let app = TestApp::start().await;
    let directory = people::demo::directory(app.state.ports.clock.today());
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("an empty directory");
    app
}

async fn refused(browser: &mut Browser<'_>, name: &str, arguments: Value) -> Answer {
    let answer = browser.call(&format!("budgets/{name}"), &arguments.to_string()).await;
    assert_ne!(answer.status, StatusCode::OK, "{name}");
    answer
}

async fn calculate(browser: &mut Browser<'_>, input: &BudgetParametersInput) -> Calculated {
    match ask(browser, "preview", json!({ "input": input })).await {
        Calculation::Done(calculated) => *calculated,
        Calculation::Refused(sentence) => panic!("{sentence}"),
    }
}

fn save_arguments(input: &BudgetParametersInput, calculated: &Calculated) -> Value {
    json!({ "input": input, "replaces": 0, "basis": calculated.basis, "id": calculated.id })
}

/// The worked example, calculated and stored.
async fn store_example(office: &mut Browser<'_>) -> Calculated {
    let input = demo::parameters(YEAR);
    let calculated = calculate(office, &input).await;
    ask::<()>(office, "save-run", save_arguments(&input, &calculated)).await;
    calculated
}

async fn year(browser: &mut Browser<'_>) -> YearView {
    ask(browser, "year", json!({ "year": YEAR, "run": "" })).await
}

#[tokio::test]
async fn the_worked_example_is_entered_calculated_and_stored() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    assert_eq!(ask::<YearsView>(&mut office, "years", json!({})).await, YearsView { years: vec![], next: YEAR });
    let calculated = calculate(&mut office, &demo::parameters(YEAR)).await;
    assert_eq!(year(&mut office).await.budget.runs, [], "a preview stores nothing");
    assert_eq!(calculated.run.totals.as_ref().map(|totals| totals.gesamt), Some(Euro::from_cents(290_000_000)));

    ask::<()>(&mut office, "save-run", save_arguments(&demo::parameters(YEAR), &calculated)).await;
    ask::<()>(&mut office, "save-run", save_arguments(&demo::parameters(YEAR), &calculated)).await;
    let view = year(&mut office).await;
    assert_eq!((view.budget.version, view.budget.runs.len()), (1, 1), "sent twice, stored once");
    assert_eq!((view.shown, view.proposed_from), (Some(calculated.id), None));
    assert_eq!(view.saved, ["02.03.2026, 09:00 Uhr"]);
    assert_eq!(view.budget.run, Some(calculated.run));
    assert_eq!(view.form.get("landeszuweisung"), "1.740.000,00");
    let years: YearsView = ask(&mut office, "years", json!({})).await;
    assert_eq!((years.next, years.years[0].budget), (YEAR + 1, Some(Euro::from_cents(290_000_000))));
}

#[tokio::test]
async fn the_files_hold_the_worked_example_as_a_spreadsheet_reads_it() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    store_example(&mut office).await;
    let kitas = office.get("/api/export/budget/2026/kitas.csv").await;
    assert_eq!(kitas.status, StatusCode::OK);
    assert_eq!(kitas.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(kitas.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"budget-2026-kitas.csv\"");
    assert!(kitas.body.starts_with("\u{FEFF}Kita-Nummer;Kita;"));
    let lines: Vec<&str> = kitas.body.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 100, "head, 98 Kitas, sum");
    for (number, end) in [
        (1, ";18392,99;0,00;18392,99;0,2420;9,44"),
        (24, ";18392,98;0,00;18392,98;0,2420;9,44"),
        (61, ";32260,71;0,4245;16,55"),
        (75, ";32260,70;0,4245;16,55"),
        (76, ";46128,43;0,6070;23,67"),
        (95, ";59996,15;0,7894;30,79"),
        (98, ";0,00;0,00;0,00;0,0000;0,00"),
    ] {
        assert!(
            lines[number].starts_with(&format!("{number:03};")) && lines[number].ends_with(end),
            "{}",
            lines[number]
        );
    }
    assert_eq!(lines[99], "Summe;;;;;;1747333,33;873666,67;2621000,00;;");

    let abschlaege = office.get("/api/export/budget/2026/abschlaege.csv").await.body;
    let months = format!("{}{}", "9597,93;".repeat(6), "9597,92;".repeat(6));
    assert!(abschlaege.contains(&format!(";4;1,5155;59,10;{months}115175,10\r\n")), "{abschlaege}");
    assert_eq!(abschlaege.lines().count(), 14, "head, 12 Anstellungsträger, sum");
}

#[tokio::test]
async fn an_anstellungstraeger_sees_the_own_part_and_nothing_else() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let calculated = store_example(&mut office).await;
    let mut browser = employer(&app).await;
    let run = year(&mut browser).await.budget.run.expect("the stored run");
    assert_eq!((run.totals, run.sozialraeume.len(), run.warnings.len()), (None, 0, 0));
    let numbers: Vec<&str> = run.kitas.iter().map(|kita| kita.number.as_str()).collect();
    assert_eq!(numbers, ["024", "025", "061", "076"]);
    assert_eq!(run.anstellungstraeger.len(), 1);
    let years: YearsView = ask(&mut browser, "years", json!({})).await;
    assert_eq!(years.years[0].budget, Some(Euro::from_cents(11_517_510)));
    let file = browser.get("/api/export/budget/2026/kitas.csv").await.body;
    assert_eq!(file.lines().count(), 6, "head, four Kitas, sum: {file}");
    assert!(file.ends_with("115175,10;;\r\n"), "{file}");

    let asked = [
        Figure::Kita { kita: people::demo::kita(24), part: Part::Budget },
        Figure::Kita { kita: people::demo::kita(1), part: Part::Budget },
        Figure::Total { total: Total::Gesamt },
    ];
    let source = RunSource::Stored(calculated.id);
    let told: Vec<Derivation> = ask(&mut browser, "explain", json!({ "source": source, "figures": asked })).await;
    assert_eq!(told.iter().map(|told| told.figure).collect::<Vec<_>>(), asked[..1]);
    let typed = RunSource::Typed(demo::parameters(YEAR));
    let answer = refused(&mut browser, "explain", json!({ "source": typed, "figures": asked })).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

/// Whoever may not see who works where was told that every Kita lacks its hours.
#[tokio::test]
async fn finanzen_are_warned_of_nothing_that_they_cannot_see() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    store_example(&mut office).await;
    let whole = year(&mut office).await.budget.run.expect("the stored run").warnings;
    let theirs = year(&mut app.logged_in(Role::Finanzen).await).await.budget.run.expect("the stored run").warnings;
    assert!(whole.iter().any(|row| row.warning.is_of_staff()), "something that only the office sees");
    let rest: Vec<_> = whole.into_iter().filter(|row| !row.warning.is_of_staff()).collect();
    assert_eq!(theirs, rest);
}

#[tokio::test]
async fn a_figure_is_explained_the_same_before_and_after_storing() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let calculated = store_example(&mut office).await;
    let anstellungstraeger = people::demo::anstellungstraeger(12);
    let figures = [Figure::Anstellungstraeger { anstellungstraeger, part: EmployerPart::Month(0) }];
    let mut told = Vec::new();
    for source in [RunSource::Stored(calculated.id), RunSource::Typed(demo::parameters(YEAR))] {
        told.push(
            ask::<Vec<Derivation>>(&mut office, "explain", json!({ "source": source, "figures": figures })).await,
        );
    }
    assert_eq!(told[0], told[1]);
    let calculation = domain::budgets::german::calculation(&told[0][0]);
    assert!(calculation.ends_with("= 9.597,93 €"), "{calculation}");
}

#[tokio::test]
async fn faults_come_back_at_their_fields_and_store_nothing() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let mut input = demo::parameters(YEAR);
    input.set("landeszuweisung", "1.740.000,001");
    input.set("be_vzae", "<script>");
    for name in ["preview", "save-parameters"] {
        let answer = refused(&mut office, name, json!({ "input": input, "replaces": 0 })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (field, code) in [("landeszuweisung", "not_money"), ("be_vzae", "not_a_number")] {
            assert!(answer.body.contains(field) && answer.body.contains(code), "{}", answer.body);
        }
        assert!(!answer.body.contains("script"), "an error never carries what was typed");
    }
    let mut too_much = demo::parameters(YEAR);
    too_much.set("be_vzae", "50");
    let answer = refused(&mut office, "preview", json!({ "input": too_much })).await;
    assert!(answer.body.contains("be_vzae") && answer.body.contains("too_large"), "{}", answer.body);
    let mut no_weights = demo::parameters(YEAR);
    no_weights.set("stufen_gewicht_2", "");
    let answer = refused(&mut office, "preview", json!({ "input": no_weights })).await;
    assert!(answer.body.contains("stufen_gewicht_2"), "{}", answer.body);
    assert_eq!(year(&mut office).await.budget.version, 0);
}

#[tokio::test]
async fn what_is_stored_is_what_was_seen() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let input = demo::parameters(YEAR);
    let calculated = calculate(&mut office, &input).await;
    let answer =
        office.call("people/record", &json!({ "sheet": "kitas", "id": people::demo::kita(1) }).to_string()).await;
    let record: Value = serde_json::from_str(&answer.body).expect("a record");
    let saved = json!({
        "sheet": "kitas", "id": people::demo::kita(1), "base": record["revision"], "fields": record["fields"],
    });
    let answer = office.call("people/save", &saved.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let answer = refused(&mut office, "save-run", save_arguments(&input, &calculated)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "the directory has changed since");
    assert_eq!(year(&mut office).await.budget.runs, []);
}

#[tokio::test]
async fn an_older_form_overwrites_nothing() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let arguments = json!({ "input": demo::parameters(YEAR), "replaces": 0 });
    assert_eq!(ask::<u32>(&mut office, "save-parameters", arguments.clone()).await, 1);
    assert_eq!(refused(&mut office, "save-parameters", arguments).await.status, StatusCode::CONFLICT);
    let next: YearView = ask(&mut office, "year", json!({ "year": YEAR + 1, "run": "" })).await;
    assert_eq!((next.proposed_from, next.budget.version), (Some(YEAR), 0));
    assert_eq!(next.form.get("landeszuweisung"), "1.740.000,00");
}

#[tokio::test]
async fn files_are_for_those_who_may_read_budgets() {
    let app = with_directory().await;
    let mut office = app.logged_in(Role::Koordination).await;
    store_example(&mut office).await;
    const FILES: [&str; 2] = ["/api/export/budget/2026/kitas.csv", "/api/export/budget/2026/abschlaege.csv"];
    for role in [Role::Kasse, Role::KiSo, Role::KitaLeitung] {
        let mut browser = app.logged_in(role).await;
        for file in FILES {
            assert_eq!(browser.get(file).await.status, StatusCode::FORBIDDEN, "{file} as {}", role.code());
        }
    }
    for file in FILES {
        assert_eq!(app.browser().get(file).await.status, StatusCode::UNAUTHORIZED, "{file} as nobody");
    }
    for wrong in ["2026/alles.csv", "2025/kitas.csv", "morgen/kitas.csv", "2026/kitas.csv?lauf=17"] {
        let answer = office.get(&format!("/api/export/budget/{wrong}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}
