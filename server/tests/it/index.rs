//! Indicators of a Kommune over HTTP: from the rule to a level that needs a reason, and into the next year.

use crate::{
    payments::{ask, with_directory},
    test_app::{Answer, Browser, TestApp},
};
use app::budgets::{Calculated, Calculation, RunSource};
use axum::http::StatusCode;
use domain::{
    access::Role,
    budgets::{
        BudgetParametersInput, Derivation, Figure, Part, RunView, demo,
        index::{Index, IndexView, KommuneIndexView, Standing},
    },
    ids::KommuneId,
    people,
};
use serde_json::{Value, json};

const YEAR: i32 = 2026;

/// Level 2 in the demo's directory.
fn bendorf(app: &TestApp) -> KommuneId {
    let directory = people::demo::directory(app.state.ports.clock.today());
    directory.kommunen.iter().find(|kommune| kommune.name == "Bendorf").expect("the Kommune").id
}

async fn refused(browser: &mut Browser<'_>, name: &str, arguments: Value) -> Answer {
    let answer = browser.call(&format!("budgets/{name}"), &arguments.to_string()).await;
    assert_ne!(answer.status, StatusCode::OK, "{name}");
    answer
}

fn indicator(name: &str, value: &str, reference: &str, weight: &str) -> Value {
    json!({
        "name": name, "data_year": "2024", "value": value, "reference": reference, "weight": weight,
        "source": "Demo", "area": "Kommune",
    })
}

async fn kommune(browser: &mut Browser<'_>, of: KommuneId) -> KommuneIndexView {
    ask(browser, "kommune-index", json!({ "year": YEAR, "kommune": of })).await
}

/// The rule, and three indicators that make an index of 115.00: level 1.
async fn enter(office: &mut Browser<'_>, of: KommuneId) {
    let rule = json!({ "thresholds": ["110", "130", "160"], "valid_from": "01.01.2026", "decision": "JHA 18.11.2020" });
    ask::<()>(office, "save-index-rule", json!({ "year": YEAR, "seen": 0, "input": rule })).await;
    let typed = [("Grundsicherung", "12,5", "10"), ("Wohnen", "8", "8"), ("Sprache", "4,4", "4")];
    for (seen, (name, value, reference)) in (0..).zip(typed) {
        let weight = if seen == 0 { "2" } else { "1" };
        let input = indicator(name, value, reference, weight);
        let arguments = json!({ "year": YEAR, "kommune": of, "seen": seen, "replaces": "", "input": input });
        ask::<()>(office, "save-indicator", arguments).await;
    }
}

#[tokio::test]
async fn three_indicators_make_an_index_that_proposes_a_level() {
    let app = with_directory().await;
    let of = bendorf(&app);
    let mut office = app.logged_in(Role::Koordination).await;
    enter(&mut office, of).await;
    let view = kommune(&mut office, of).await;
    // (2 × 1.25 + 1 + 1.1) ÷ 4
    assert_eq!((view.row.index, view.row.proposed, view.row.entered), (Some(Index::from_scaled(11_500)), Some(1), 2));
    assert_eq!((view.row.standing, view.version, view.indicators.len()), (Standing::Unjustified, 3, 3));
    assert_eq!(view.decision.as_deref(), Some("Demo-Beschluss 1/2021"));

    let mut finance = app.logged_in(Role::Finanzen).await;
    let all: IndexView = ask(&mut finance, "index", json!({ "year": YEAR })).await;
    assert_eq!((all.unjustified(), all.copy_from), (vec!["Bendorf"], None));

    let input = indicator("Sprache", "5", "4", "1");
    let changed = json!({ "year": YEAR, "kommune": of, "seen": 3, "replaces": "Sprache", "input": input });
    ask::<()>(&mut office, "save-indicator", changed.clone()).await;
    let again = refused(&mut office, "save-indicator", changed).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "the page was made from an older version");
    ask::<()>(
        &mut office,
        "remove-indicator",
        json!({ "year": YEAR, "kommune": of, "seen": 4, "name": "Grundsicherung" }),
    )
    .await;
    // (1 + 1.25) ÷ 2
    assert_eq!(kommune(&mut office, of).await.row.index, Some(Index::from_scaled(11_250)));
}

#[tokio::test]
async fn another_level_than_the_proposed_one_needs_a_reason() {
    let app = with_directory().await;
    let of = bendorf(&app);
    let mut office = app.logged_in(Role::Koordination).await;
    enter(&mut office, of).await;
    let justify = |reason: &str| json!({ "year": YEAR, "kommune": of, "seen": 3, "reason": reason });
    let blank = refused(&mut office, "justify-level", justify(" ")).await;
    assert!(
        blank.status == StatusCode::UNPROCESSABLE_ENTITY && blank.body.contains("deviation_reason"),
        "{}",
        blank.body
    );
    let mut other_levels = justify("Neubaugebiet");
    other_levels["levels"] = json!([3, 2]);
    let stale = refused(&mut office, "justify-level", other_levels).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "the page showed another proposal");
    ask::<()>(&mut office, "justify-level", justify("Neubaugebiet")).await;
    let justified = Standing::Justified { reason: "Neubaugebiet".into() };
    assert_eq!(kommune(&mut office, of).await.row.standing, justified);

    // The reason spoke of level 1; with this indicator the index proposes level 3, and it has to be given anew.
    let input = indicator("Armut", "30", "10", "2");
    let more = json!({ "year": YEAR, "kommune": of, "seen": 4, "replaces": "", "input": input });
    ask::<()>(&mut office, "save-indicator", more).await;
    let view = kommune(&mut office, of).await;
    assert_eq!((view.row.proposed, view.row.standing), (Some(3), Standing::Unjustified));
}

#[tokio::test]
async fn the_next_year_begins_with_the_indicators_and_without_the_reasons() {
    let app = with_directory().await;
    let of = bendorf(&app);
    let mut office = app.logged_in(Role::Koordination).await;
    let nothing = refused(&mut office, "copy-index", json!({ "year": YEAR + 1 })).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    enter(&mut office, of).await;
    ask::<()>(&mut office, "justify-level", json!({ "year": YEAR, "kommune": of, "seen": 3, "reason": "Neubau" }))
        .await;
    let next: IndexView = ask(&mut office, "index", json!({ "year": YEAR + 1 })).await;
    assert_eq!(next.copy_from, Some(YEAR));
    for (year, offered) in [(YEAR + 10, Some(YEAR)), (YEAR + 11, None)] {
        let later: IndexView = ask(&mut office, "index", json!({ "year": year })).await;
        assert_eq!(later.copy_from, offered, "the newest of the ten years before {year}");
    }
    ask::<()>(&mut office, "copy-index", json!({ "year": YEAR + 1 })).await;
    let twice = refused(&mut office, "copy-index", json!({ "year": YEAR + 1 })).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let copied: KommuneIndexView = ask(&mut office, "kommune-index", json!({ "year": YEAR + 1, "kommune": of })).await;
    assert_eq!((copied.version, copied.row.standing), (1, Standing::Unjustified));
    assert_eq!(copied.indicators, kommune(&mut office, of).await.indicators);
}

async fn calculate(office: &mut Browser<'_>, input: &BudgetParametersInput) -> Calculated {
    match ask(office, "preview", json!({ "input": input })).await {
        Calculation::Done(calculated) => *calculated,
        Calculation::Refused(sentence) => panic!("{sentence}"),
    }
}

#[tokio::test]
async fn a_run_keeps_the_indicators_it_was_seen_with_and_tells_them() {
    let app = with_directory().await;
    let of = bendorf(&app);
    let mut office = app.logged_in(Role::Koordination).await;
    let input = demo::parameters(YEAR);
    let saved = |seen: &Calculated| json!({ "input": input, "replaces": 0, "basis": seen.basis, "id": seen.id });
    let before = calculate(&mut office, &input).await;
    enter(&mut office, of).await;
    let answer = refused(&mut office, "save-run", saved(&before)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "the indicators have changed since");
    let seen = calculate(&mut office, &input).await;
    let plain = |of: &Calculated| RunView { warnings: Vec::new(), ..of.run.clone() };
    assert_eq!(plain(&seen), plain(&before), "the index decides nothing");
    let named = |of: &Calculated| of.run.warnings.iter().filter(|row| row.sentence.starts_with("Bendorf: ")).count();
    assert_eq!((named(&before), named(&seen)), (0, 1), "a level that nobody has justified is a warning of the run");
    ask::<()>(&mut office, "save-run", saved(&seen)).await;

    let directory = people::demo::directory(app.state.ports.clock.today());
    let kita = directory.kitas.iter().find(|kita| kita.kommune == of).expect("a Kita of the Kommune").id;
    let figures = [Figure::Kita { kita, part: Part::Aufstockung }];
    let arguments = json!({ "source": RunSource::Stored(seen.id), "figures": figures });
    let told: Vec<Derivation> = ask(&mut office, "explain", arguments).await;
    let notes = &told[0].terms[1].notes;
    assert_eq!(notes.len(), 5, "{notes:?}");
    assert_eq!(notes[0], "Grundsicherung: 12,5 zu 10 (Kommune, 2024, Demo)");
    assert!(notes[3].ends_with("= 115,00"), "{}", notes[3]);
    assert!(notes[4].ends_with("gerechnet ist mit der Stufe 2: ohne Begründung"), "{}", notes[4]);
}

#[tokio::test]
async fn faults_come_back_at_their_fields() {
    let app = with_directory().await;
    let of = bendorf(&app);
    let mut office = app.logged_in(Role::Koordination).await;
    let input = indicator("<script>", "zwölf", "0", "1");
    let arguments = json!({ "year": YEAR, "kommune": of, "seen": 0, "replaces": "", "input": input });
    let answer = refused(&mut office, "save-indicator", arguments).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("not_a_number") && answer.body.contains("too_small"), "{}", answer.body);
    assert!(!answer.body.contains("script"), "an error never carries what was typed");
    enter(&mut office, of).await;
    let input = indicator("WOHNEN", "1", "1", "1");
    let arguments = json!({ "year": YEAR, "kommune": of, "seen": 3, "replaces": "", "input": input });
    let answer = refused(&mut office, "save-indicator", arguments).await;
    assert!(answer.body.contains("not_unique"), "{}", answer.body);
    for year in [2020, 2200] {
        let answer = refused(&mut office, "index", json!({ "year": year })).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{year}");
    }
}
