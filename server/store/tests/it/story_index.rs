//! The story of the index: what is saved comes back to the last digit, of two who save at once one does, and a year begins
//! once.

use crate::engines::{Stage, noon, on_each_engine};
use domain::{
    AppError,
    access::{AreaReader, Koordination, Principal, Role, Scope},
    budgets::index::{
        Deviation, Direction, Index, IndexRule, IndexYear, Indicator, KommuneIndicators, Quantity, Weight,
        port::IndexStore,
    },
    ids::{AccountId, KommuneId},
};
use std::sync::Arc;
use store::internals::Query;
use uuid::Uuid;

const ACCOUNT: AccountId = AccountId::new(Uuid::from_u128(7));
const YEAR: i32 = 2026;

fn koordination() -> Koordination {
    Principal { account: ACCOUNT, role: Role::Koordination, scope: Scope::All }.require().unwrap()
}

fn reader() -> AreaReader {
    Principal { account: ACCOUNT, role: Role::Revision, scope: Scope::All }.require().unwrap()
}

fn index(stage: &Stage) -> Arc<dyn IndexStore> {
    Arc::new(stage.store.clone())
}

fn kommune(number: u128) -> KommuneId {
    KommuneId::new(Uuid::from_u128(number))
}

fn rule(lowest: i64) -> IndexRule {
    IndexRule {
        thresholds: [(1, lowest), (3, lowest + 1)].map(|(level, lowest)| (level, Index::from_scaled(lowest))).into(),
        valid_from: noon().date_naive(),
        decision: "JHA 18.11.2020".into(),
    }
}

fn indicator(name: &str, value: i64) -> Indicator {
    Indicator {
        name: name.into(),
        data_year: 2024,
        value: Quantity::from_scaled(value),
        reference: Quantity::from_scaled(1),
        weight: Weight::from_scaled(10_000),
        source: "Demo".into(),
        area: "Kommune".into(),
        direction: Direction::Rising,
    }
}

/// As it is stored when it was saved at version `version`.
fn saved(own: &KommuneIndicators, version: u32) -> KommuneIndicators {
    KommuneIndicators { version, ..own.clone() }
}

#[test]
fn what_is_saved_comes_back_to_the_last_digit() {
    on_each_engine(|stage| async move {
        let store = index(&stage);
        assert_eq!(store.index_year(&reader(), YEAR).await, Ok(IndexYear::new(YEAR)));
        store.save_index_rule(&koordination(), YEAR, &rule(11_000), 0, noon()).await.unwrap();
        let own = KommuneIndicators::none(kommune(1));
        let own = own.with(None, indicator("Armut", 9_999_990_000)).unwrap();
        let own = own.with(None, indicator("Wohnen", 0)).unwrap();
        let tax = Indicator { direction: Direction::Falling, ..indicator("Steuerkraft", 7) };
        let own = own.with(None, tax).unwrap();
        store.save_indicators(&koordination(), YEAR, &own, noon()).await.unwrap();
        let found = store.index_year(&reader(), YEAR).await.unwrap();
        assert_eq!((found.rule.clone(), found.rule_version), (Some(rule(11_000)), 1));
        assert_eq!(found.of(kommune(1)), saved(&own, 1));

        let reason = Deviation { proposed: 3, entered: 1, reason: "Neubaugebiet".into() };
        let justified = found.of(kommune(1)).justified(reason).unwrap();
        store.save_indicators(&koordination(), YEAR, &justified, noon()).await.unwrap();
        let left = saved(&justified, 2).without("Armut").unwrap();
        assert_eq!(store.index_year(&reader(), YEAR).await.unwrap().of(kommune(1)), saved(&justified, 2));
        store.save_indicators(&koordination(), YEAR, &left, noon()).await.unwrap();
        assert_eq!(store.index_year(&reader(), YEAR).await.unwrap().of(kommune(1)), saved(&left, 3));
        assert_eq!(
            store.index_year(&reader(), YEAR + 1).await,
            Ok(IndexYear::new(YEAR + 1)),
            "another year has nothing"
        );
        const EXACT: &str = "SELECT VALUE type::is_decimal(indicators[0].weight) FROM kommune_index;";
        let exact: Vec<bool> = stage.store.rows(Query::read(EXACT)).await.unwrap();
        assert_eq!(exact, [true]);
    });
}

#[test]
fn who_saves_from_an_older_version_is_told_so() {
    on_each_engine(|stage| async move {
        let store = index(&stage);
        for (seen, answer) in [(1, Err(AppError::Conflict)), (0, Ok(())), (0, Err(AppError::Conflict)), (1, Ok(()))] {
            let own = saved(&KommuneIndicators::none(kommune(1)), seen);
            assert_eq!(store.save_indicators(&koordination(), YEAR, &own, noon()).await, answer, "indicators, {seen}");
            let answered = store.save_index_rule(&koordination(), YEAR, &rule(10_000), seen, noon()).await;
            assert_eq!(answered, answer, "rule, {seen}");
        }
        let other = KommuneIndicators::none(kommune(2));
        assert_eq!(store.save_indicators(&koordination(), YEAR, &other, noon()).await, Ok(()), "a Kommune of its own");
    });
}

#[test]
fn of_those_who_save_at_once_one_does() {
    on_each_engine(|stage| async move {
        let store = index(&stage);
        let writers: Vec<_> = (0..6)
            .map(|number| {
                let store = store.clone();
                let none = KommuneIndicators::none(kommune(1));
                let own = none.with(None, indicator(&format!("Indikator {number}"), number)).unwrap();
                tokio::spawn(async move { store.save_indicators(&koordination(), YEAR, &own, noon()).await })
            })
            .collect();
        let mut answers = Vec::new();
        for writer in writers {
            answers.push(writer.await.unwrap());
        }
        answers.sort_by_key(Result::is_err);
        assert_eq!(answers[0], Ok(()));
        assert!(answers[1..].iter().all(|answer| *answer == Err(AppError::Conflict)), "{answers:?}");
        let found = store.index_year(&reader(), YEAR).await.unwrap().of(kommune(1));
        assert_eq!((found.version, found.indicators.len()), (1, 1));
    });
}

#[test]
fn a_year_begins_once_with_everything_of_the_one_before() {
    on_each_engine(|stage| async move {
        let store = index(&stage);
        store.save_index_rule(&koordination(), YEAR, &rule(11_000), 0, noon()).await.unwrap();
        for number in 1..=3 {
            let own = KommuneIndicators::none(kommune(number)).with(None, indicator("Armut", 5)).unwrap();
            store.save_indicators(&koordination(), YEAR, &own, noon()).await.unwrap();
        }
        let next = store.index_year(&reader(), YEAR).await.unwrap().copied_to(YEAR + 1);
        assert_eq!(store.begin_index_year(&koordination(), &next, noon()).await, Ok(()));
        assert_eq!(store.index_year(&reader(), YEAR + 1).await, Ok(next.clone()));
        assert_eq!(store.begin_index_year(&koordination(), &next, noon()).await, Err(AppError::Conflict));
        let without_rule = IndexYear { rule: None, rule_version: 0, ..next.copied_to(YEAR + 2) };
        assert_eq!(store.begin_index_year(&koordination(), &without_rule, noon()).await, Ok(()));
        assert_eq!(store.index_year(&reader(), YEAR + 2).await, Ok(without_rule));
        const LOGGED: &str = "SELECT VALUE array::len(after) FROM audit WHERE action = 'budget.begin_index_year';";
        let mut logged: Vec<i64> = stage.store.rows(Query::read(LOGGED)).await.unwrap();
        logged.sort_unstable();
        assert_eq!(logged, [3, 4], "each record with what it was and is");
    });
}
