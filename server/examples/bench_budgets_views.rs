//! Times of the year's views from the database, and of their files: `cargo xtask bench budgets`.
//!
//! The demo's year that is paid in full, on SurrealKV in a temporary folder. Built without optimisation, so that SurrealDB is
//! not compiled a second time: what it prints are upper bounds. No test depends on them.

use anyhow::Context;
use app::{budgets::views::reading, shell::Assets};
use domain::{
    access::{Principal, Role, Scope},
    budgets::{
        Euro,
        overview::{Column, PlanFigure, Share, sheets},
    },
    ids::AccountId,
    table::{Cell, Table},
};
use server::{AppState, clock::OfficeClock, config::Config, demo, export::workbook};
use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{Store, StoreConfig};
use uuid::Uuid;

const YEAR: i32 = 2025;
const ROUNDS: usize = 51;

fn main() -> anyhow::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().thread_stack_size(10 * 1024 * 1024).enable_all().build()?;
    runtime.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let folder = tempfile::TempDir::new()?;
    let state = state(folder.path().to_str().context("a plain path")?).await?;
    demo::greet(&state).await?;
    let by = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    println!("{:<44} {:>12} {:>12}", "step", "median", "p95");
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        black_box(reading::overview(&state.ports, &by, YEAR).await?);
        times.push(begin.elapsed());
    }
    line("overview of a year from the database", times);
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        black_box(reading::deadlines(&state.ports, &by).await?);
        times.push(begin.elapsed());
    }
    line("what comes due, of all years", times);
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        black_box(reading::comparison(&state.ports, &by).await?);
        times.push(begin.elapsed());
    }
    line("two years beside each other", times);
    let of_sum = PlanFigure::Sum { share: Share::Kiso, column: Column::Paid };
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        black_box(reading::explanation(&state.ports, &by, YEAR, of_sum).await?);
        times.push(begin.elapsed());
    }
    line("derivation of what was paid to all", times);
    let tables = sheets::overview(&reading::overview(&state.ports, &by, YEAR).await?);
    line("overview as XLSX", measured(|| workbook::write(&tables)));
    let table = [ninety_five_by_twelve()];
    line("XLSX of 95 × 12 amounts", measured(|| workbook::write(&table)));
    line("CSV of 95 × 12 amounts", measured(|| table[0].csv()));
    state.store.shutdown().await?;
    Ok(())
}

async fn state(folder: &str) -> anyhow::Result<AppState> {
    let config = Config::read(|name| match name {
        "DATABASE_URL" => Some(format!("surrealkv://{folder}/db")),
        "DATA_DIR" | "SITE_DIR" => Some(folder.to_owned()),
        "DEMO" => Some("1".into()),
        _ => None,
    })?;
    let clock = Arc::new(OfficeClock);
    let store = Store::connect(&StoreConfig::new(config.database_url.clone()), clock.clone()).await?;
    AppState::new(config, |_: &std::path::Path| Ok(Assets { build: "bench".into(), ..Assets::default() }), store, clock)
}

fn measured<T>(mut step: impl FnMut() -> T) -> Vec<Duration> {
    let time = |_| {
        let begin = Instant::now();
        black_box(step());
        begin.elapsed()
    };
    (0..ROUNDS).map(time).collect()
}

fn line(step: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    println!("{step:<44} {:>12.2?} {:>12.2?}", at(50), at(95));
}

/// Invented amounts with names that have umlauts.
fn ninety_five_by_twelve() -> Table {
    let mut table =
        Table::new("Abschläge", std::iter::once("Kita".to_owned()).chain((1..=12).map(|month| month.to_string())));
    for kita in 0..95_i64 {
        let months = (0..12_i64).map(|month| Cell::Euro(Euro::from_cents(153_275 + kita * 12 + month)));
        table.line(std::iter::once(Cell::text(format!("Kita Löwenzähnchen {kita}"))).chain(months));
    }
    table.with_sums()
}
