//! Times of the payment file: `cargo xtask bench budgets`, or `budgets_payments` alone.
//!
//! Built without optimisation, so that SurrealDB is not compiled a second time: what it prints are upper bounds. No test
//! depends on them.

#[path = "../../app/domain/examples/median/mod.rs"]
mod median;

use chrono::{NaiveDate, TimeZone, Utc};
use domain::{
    budgets::{
        Euro,
        payment::{Order, PaymentFile},
    },
    people::Iban,
};
use median::median;
use server::{config::Payer, export::pain};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let iban = Iban::parse("iban", "DE89370400440532013000").map_err(|fault| format!("{fault:?}"))?;
    let payer = Payer { name: "Kreiskasse".into(), iban: iban.clone(), bic: None };
    println!("{:>7}  {:<28} {:>12}", "orders", "step", "median");
    for (orders, rounds) in [(12, 501), (1_000, 51)] {
        let file = file(orders, &iban)?;
        let written = pain::write(&file, &payer)?;
        let median = median(rounds, || pain::write(&file, &payer));
        println!("{orders:>7}  {:<28} {median:>12.2?}", format!("pain.001, {} kB", written.len() / 1_000));
    }
    Ok(())
}

/// Invented orders with names that have to be transliterated.
fn file(orders: i64, iban: &Iban) -> Result<PaymentFile, Box<dyn Error>> {
    let order = |n: i64| Order {
        end_to_end_id: format!("SRB-2027-01-8000000000000001-{n:04}"),
        holder: format!("Trägerverbund für Kinder & Jugend {n} e. V."),
        iban: iban.clone(),
        amount: Euro::from_cents(959_793 + n),
    };
    let orders: Vec<Order> = (1..=orders).map(order).collect();
    Ok(PaymentFile {
        message_id: "SRB-2027-01-8000000000000001".into(),
        made_at: Utc.with_ymd_and_hms(2027, 1, 11, 8, 0, 0).single().ok_or("no such moment")?,
        execution: NaiveDate::from_ymd_opt(2027, 1, 29).ok_or("no such day")?,
        month: 0,
        year: 2027,
        sum: Euro::checked_sum(orders.iter().map(|order| order.amount)).ok_or("too much")?,
        orders,
    })
}
