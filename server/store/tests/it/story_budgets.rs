//! The budgets' story: parameters are saved over and over and never lost, runs stay what they were, and everybody reads
//! the own part. The figures are those of the worked example.

use crate::engines::{Stage, noon, on_each_engine};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError, ErrorCode,
    access::{AreaReader, BudgetReader, Koordination, Principal, Right, Role, Scope},
    budgets::{
        Euro, Inputs, Parameters, Run, RunStatus, calculate, demo,
        port::{BudgetStore, RunHead},
        scenario::ScenarioInput,
    },
    ids::{AccountId, RunId},
    people,
    table::{Cell, Table},
};
use rust_decimal::Decimal;
use std::sync::Arc;
use store::internals::{Query, Ref};
use uuid::Uuid;

const ACCOUNT: AccountId = AccountId::new(Uuid::from_u128(7));

fn koordination() -> Koordination {
    Principal { account: ACCOUNT, role: Role::Koordination, scope: Scope::All }.require().unwrap()
}

fn reader(role: Role, scope: Scope) -> BudgetReader {
    Principal { account: ACCOUNT, role, scope }.require().unwrap()
}

fn everybody() -> BudgetReader {
    reader(Role::Finanzen, Scope::All)
}

/// The store through its port: `Store` has a `run` of its own.
fn budgets(stage: &Stage) -> Arc<dyn BudgetStore> {
    Arc::new(stage.store.clone())
}

fn parameters(year: i32) -> Parameters {
    demo::parameters(year).check().unwrap()
}

/// The same year with another amount of the notice.
fn changed(year: i32, landeszuweisung: &str) -> Parameters {
    let mut input = demo::parameters(year);
    input.set("landeszuweisung", landeszuweisung);
    input.set("landeszuweisung_valid_to", format!("31.12.{year}"));
    input.check().unwrap()
}

fn example(parameters: Parameters) -> Run {
    let day = noon().date_naive();
    let inputs = Inputs::of_directory(&people::demo::directory(day), day).unwrap();
    calculate(parameters, inputs).unwrap()
}

fn run_id(number: u128) -> RunId {
    RunId::new(Uuid::from_u128(number))
}

fn later(seconds: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(seconds)
}

#[test]
fn a_save_adds_a_version_and_keeps_those_before() {
    on_each_engine(|stage| async move {
        let store = budgets(&stage);
        assert_eq!(store.years(&everybody()).await, Ok(vec![]));
        assert_eq!(store.parameters(&everybody(), 2026).await, Ok(None));
        let (first, second) = (parameters(2026), changed(2026, "1.800.000,50"));
        assert_eq!(store.save_parameters(&koordination(), &first, 0, noon()).await, Ok(1));
        assert_eq!(store.save_parameters(&koordination(), &second, 1, later(1)).await, Ok(2));
        assert_eq!(store.save_parameters(&koordination(), &parameters(2027), 0, later(2)).await, Ok(1));
        assert_eq!(store.years(&everybody()).await, Ok(vec![2027, 2026]));
        let stored = store.parameters(&everybody(), 2026).await.unwrap().unwrap();
        assert_eq!((stored.version, stored.saved_by, stored.saved_at), (2, ACCOUNT, later(1)));
        assert_eq!(stored.parameters, second);
        const AMOUNTS: &str = "SELECT VALUE landeszuweisung FROM budget_parameters WHERE year = 2026 ORDER BY version;";
        let amounts: Vec<Decimal> = stage.store.rows(Query::read(AMOUNTS)).await.unwrap();
        assert_eq!(amounts, [Decimal::new(174_000_000, 2), Decimal::new(180_000_050, 2)]);
    });
}

#[test]
fn who_fills_the_form_from_an_older_version_is_told_so() {
    on_each_engine(|stage| async move {
        let store = budgets(&stage);
        for (replaces, answer) in [
            (1, Err(AppError::Conflict)),
            (0, Ok(1)),
            (0, Err(AppError::Conflict)),
            (1, Ok(2)),
            (1, Err(AppError::Conflict)),
        ] {
            let saved = store.save_parameters(&koordination(), &parameters(2026), replaces, noon()).await;
            assert_eq!(saved, answer, "a form that was filled from version {replaces}");
        }
    });
}

#[test]
fn of_those_who_save_at_once_one_does() {
    on_each_engine(|stage| async move {
        let store = budgets(&stage);
        let writers: Vec<_> = (0..6)
            .map(|number| {
                let store = store.clone();
                let own = changed(2026, &format!("1.740.00{number},00"));
                tokio::spawn(async move { store.save_parameters(&koordination(), &own, 0, noon()).await })
            })
            .collect();
        let mut answers = Vec::new();
        for writer in writers {
            answers.push(writer.await.unwrap());
        }
        answers.sort_by_key(Result::is_err);
        assert_eq!(answers[0], Ok(1));
        assert!(answers[1..].iter().all(|answer| *answer == Err(AppError::Conflict)), "{answers:?}");
        let stored = store.parameters(&everybody(), 2026).await.unwrap().unwrap();
        assert_eq!(stored.version, 1);
    });
}

#[test]
fn a_run_is_stored_once_and_read_back_the_same() {
    on_each_engine(|stage| async move {
        let (store, run) = (budgets(&stage), example(parameters(2026)));
        let head = store.save_run(&koordination(), run_id(1), &run, noon()).await.unwrap();
        assert_eq!(
            head,
            RunHead { id: run_id(1), year: 2026, saved_by: ACCOUNT, saved_at: noon(), status: RunStatus::Draft }
        );
        assert_eq!(store.save_run(&koordination(), run_id(1), &run, later(5)).await, Ok(head.clone()));
        let other = example(changed(2026, "1.800.000,00"));
        assert_eq!(store.save_run(&koordination(), run_id(1), &other, later(6)).await, Err(AppError::Conflict));
        let second = store.save_run(&koordination(), run_id(2), &other, later(7)).await.unwrap();
        assert_eq!(store.runs(&everybody(), 2026).await, Ok(vec![second, head]));
        assert_eq!(store.runs(&everybody(), 2025).await, Ok(vec![]));
        let found = store.run(&everybody(), run_id(1)).await.unwrap();
        assert_eq!(found.whole().unwrap(), &run);
        assert_eq!(found.whole().unwrap().verify(), Ok(()));
        assert_eq!(store.run(&everybody(), run_id(3)).await.err(), Some(AppError::NotFound));
    });
}

#[test]
fn the_rows_of_a_run_add_up_to_the_cent() {
    on_each_engine(|stage| async move {
        let run = example(parameters(2026));
        budgets(&stage).save_run(&koordination(), run_id(1), &run, noon()).await.unwrap();
        const SUMS: &str = "RETURN [
            $run.kiso_topf,
            math::sum((SELECT VALUE budget FROM run_kita WHERE run = $run)),
            math::sum((SELECT VALUE budget FROM run_anstellungstraeger WHERE run = $run)),
            math::sum(array::flatten((SELECT VALUE months FROM run_anstellungstraeger WHERE run = $run)))
        ];";
        let sums: Vec<Decimal> = stage.store.rows(Query::read(SUMS).bind("run", Ref(run_id(1)))).await.unwrap();
        // An agreement of the demo ends within the year: its last days are nobody's.
        let without = run.figures().totals.without_anstellungstraeger.as_decimal();
        let whole = Decimal::new(262_100_000, 2);
        assert!(without > Decimal::ZERO && without < whole);
        assert_eq!(sums, [whole, whole, whole - without, whole - without]);
        const COUNTS: &str =
            "RETURN [array::len((SELECT id FROM run_kita)), array::len((SELECT id FROM run_anstellungstraeger))];";
        let counts: Vec<i64> = stage.store.rows(Query::read(COUNTS)).await.unwrap();
        assert_eq!(counts, [98, 12]);
        const FLOATS: &str =
            "SELECT VALUE id FROM run_kita WHERE !type::is_decimal(budget) OR !type::is_decimal(hours);";
        let floats: Vec<surrealdb::types::RecordId> = stage.store.rows(Query::read(FLOATS)).await.unwrap();
        assert_eq!(floats, []);
    });
}

#[test]
fn an_anstellungstraeger_reads_the_own_part_of_a_run() {
    on_each_engine(|stage| async move {
        let (store, own) = (budgets(&stage), people::demo::anstellungstraeger(12));
        store.save_run(&koordination(), run_id(1), &example(parameters(2026)), noon()).await.unwrap();
        let by = reader(Role::Anstellungstraeger, Scope::Anstellungstraeger(own));
        let found = store.run(&by, run_id(1)).await.unwrap();
        assert_eq!(found.whole().err(), Some(AppError::Forbidden));
        let view = found.view(&[]);
        assert_eq!(view.totals, None);
        assert_eq!(
            view.kitas.iter().map(|kita| kita.number.as_str()).collect::<Vec<_>>(),
            ["024", "025", "061", "076"]
        );
        let employers: Vec<_> =
            view.anstellungstraeger.iter().map(|row| (row.anstellungstraeger, row.budget)).collect();
        assert_eq!(employers, [(own, Euro::from_cents(11_517_510))]);
        let nothing = reader(Role::Anstellungstraeger, Scope::Nothing);
        let view = store.run(&nothing, run_id(1)).await.unwrap().view(&[]);
        assert!(view.kitas.is_empty() && view.anstellungstraeger.is_empty() && view.totals.is_none());
    });
}

#[test]
fn later_parameters_leave_a_run_alone() {
    on_each_engine(|stage| async move {
        let (store, run) = (budgets(&stage), example(parameters(2026)));
        store.save_parameters(&koordination(), &parameters(2026), 0, noon()).await.unwrap();
        store.save_run(&koordination(), run_id(1), &run, noon()).await.unwrap();
        store.save_parameters(&koordination(), &changed(2026, "1.900.000,00"), 1, later(1)).await.unwrap();
        assert_eq!(store.run(&everybody(), run_id(1)).await.unwrap().whole().unwrap(), &run);
    });
}

#[test]
fn the_log_has_the_amounts_before_and_after_and_the_run_by_its_hash() {
    on_each_engine(|stage| async move {
        let store = budgets(&stage);
        store.save_parameters(&koordination(), &parameters(2026), 0, noon()).await.unwrap();
        store.save_parameters(&koordination(), &changed(2026, "1.900.000,00"), 1, later(1)).await.unwrap();
        store.save_run(&koordination(), run_id(1), &example(parameters(2026)), later(2)).await.unwrap();
        const SAVES: &str = "
            SELECT VALUE [<decimal> array::len(before), <decimal> array::len(after), array::last(after).landeszuweisung] FROM audit
                WHERE action = 'budget.save_parameters' ORDER BY at;
        ";
        let saves: Vec<Vec<Decimal>> = stage.store.rows(Query::read(SAVES)).await.unwrap();
        let whole = |number: i64| Decimal::new(number, 0);
        assert_eq!(saves, [[whole(0), whole(1), whole(1_740_000)], [whole(1), whole(2), whole(1_900_000)]]);
        const RUNS: &str = "
            SELECT VALUE [account, after[0].gesamt, string::len(after[0].sha256)] = [$by, 2900000dec, 64] FROM audit
                WHERE action = 'budget.save_run';
        ";
        let runs: Vec<bool> = stage.store.rows(Query::read(RUNS).bind("by", Ref(ACCOUNT))).await.unwrap();
        assert_eq!(runs, [true]);
    });
}

#[test]
fn scenarios_are_kept_once_under_a_name_and_thrown_away() {
    on_each_engine(|stage| async move {
        let store = budgets(&stage);
        let by = reader(Role::Revision, Scope::All).principal().require::<AreaReader>().unwrap();
        let kept = |land: &str, name: &str| {
            let mut form = demo::parameters(2026);
            form.set("landeszuweisung", land);
            let levels = [(people::demo::directory(noon().date_naive()).kommunen.iter().next().unwrap().id, 3)];
            ScenarioInput { name: name.into(), parameters: form, levels: levels.into() }.check(2026).unwrap()
        };
        let (more, less) = (kept("1.800.000,00", "Mehr vom Land"), kept("1.700.000,00", "Weniger vom Land"));
        store.keep_scenario(&koordination(), &more, noon()).await.unwrap();
        store.keep_scenario(&koordination(), &less, later(1)).await.unwrap();
        assert_eq!(store.keep_scenario(&koordination(), &more, later(2)).await, Ok(()), "sent twice");
        let taken = kept("1.900.000,00", "Mehr vom Land");
        let refused = store.keep_scenario(&koordination(), &taken, later(3)).await;
        assert_eq!(refused, Err(AppError::field("scenario_name", ErrorCode::NotUnique)));
        let found = store.scenarios(&by, 2026).await.unwrap();
        let names: Vec<&str> = found.iter().map(|scenario| scenario.name.as_str()).collect();
        assert_eq!(names, ["Weniger vom Land", "Mehr vom Land"], "newest first");
        assert_eq!((&found[1].content, found[1].at), (more.content(), noon()));
        assert_eq!(store.scenarios(&by, 2027).await, Ok(vec![]));
        for _ in 0..2 {
            store.drop_scenario(&koordination(), 2026, "Mehr vom Land", later(4)).await.unwrap();
        }
        assert_eq!(store.scenarios(&by, 2026).await.unwrap().len(), 1);
        assert_eq!(store.runs(&everybody(), 2026).await, Ok(vec![]), "no run comes of it");
    });
}

/// A run that somebody has changed past the program, one byte of it.
#[test]
fn a_run_of_which_one_byte_is_changed_is_not_shown() {
    on_each_engine(|stage| async move {
        let store = budgets(&stage);
        store.save_run(&koordination(), run_id(1), &example(parameters(2026)), noon()).await.unwrap();
        const FORGE: &str = "
            LET $forged = string::replace($document.document, '18392.99', '18392.98');
            DELETE $document;
            CREATE $document CONTENT { document: $forged };
        ";
        let document =
            surrealdb::types::RecordId::new("run_document", surrealdb::types::Uuid::from(Uuid::from_u128(1)));
        assert!(store.run(&everybody(), run_id(1)).await.is_ok());
        stage.store.run(Query::write(FORGE).bind("document", document)).await.unwrap();
        assert!(matches!(store.run(&everybody(), run_id(1)).await, Err(AppError::Internal(_))));
    });
}

/// 0.01 to 99,999,999.99: the ends of each order of magnitude, and amounts in between that look like nothing in particular.
fn amounts() -> Vec<Euro> {
    let powers = (0..10_u32).map(|exponent| 10_i64.pow(exponent));
    let ends = powers.flat_map(|power| [power - 1, power, power + 1, 5 * power, 9 * power + 9]);
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let between = (0..80_u32).map(move |number| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 1) as i64 % 10_i64.pow(number % 10 + 1)
    });
    let all = ends.chain(between).chain([Euro::MAX_ENTRY_CENTS]);
    all.filter(|cents| (1..=Euro::MAX_ENTRY_CENTS).contains(cents)).map(Euro::from_cents).collect()
}

#[test]
fn every_amount_is_the_same_after_form_wire_database_and_export() {
    on_each_engine(|stage| async move {
        let store = budgets(&stage);
        for (version, amount) in (0..).zip(amounts()) {
            let mut input = demo::parameters(2026);
            input.set("landeszuweisung", amount.to_string());
            // However little the Land gives, none of it is bound.
            input.set("be_vzae", "0".to_owned());
            let typed = input.check().unwrap();
            let wire = serde_json::to_string(&typed).unwrap();
            let sent: Parameters = serde_json::from_str(&wire).unwrap();
            store.save_parameters(&koordination(), &sent, version, noon()).await.unwrap();
            let stored = store.parameters(&everybody(), 2026).await.unwrap().unwrap().parameters;
            assert_eq!(stored.landeszuweisung.value, amount);
            let mut table = Table::new("Probe", ["Betrag"]);
            table.line([Cell::Euro(stored.landeszuweisung.value)]);
            let csv = table.csv();
            let cell = csv.lines().nth(1).unwrap();
            assert_eq!(Euro::parse_german(cell), Ok(amount), "{cell}");
        }
        const COLUMNS: &str = "SELECT VALUE landeszuweisung FROM budget_parameters WHERE year = 2026 ORDER BY version;";
        let columns: Vec<Decimal> = stage.store.rows(Query::read(COLUMNS)).await.unwrap();
        assert!(columns.iter().all(|column| column.scale() == 2));
        assert_eq!(columns.into_iter().filter_map(Euro::from_decimal).collect::<Vec<_>>(), amounts());
    });
}
