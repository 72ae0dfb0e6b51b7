//! Times of the budget calculation: `cargo run --release -p domain --example bench_budgets`.
//!
//! Prints medians for 95 Kitas, for 6,000 with 600 employers and for 60,000 with 6,000, and what each comes to for one Kita: where
//! that stays the same, the time grows with the area and not faster. No test depends on them.

mod median;

use domain::{
    budgets::*,
    ids::{AnstellungstraegerId, KitaId, KommuneId, SozialraumId},
};
use median::median;
use std::{error::Error, time::Duration};
use uuid::Uuid;

fn main() -> Result<(), Box<dyn Error>> {
    println!("{:>7} {:>10}  {:<24} {:>12} {:>12}", "Kitas", "employers", "step", "median", "per Kita");
    for (kitas, employers, rounds) in [(95, 12, 501), (6_000, 600, 51), (60_000, 6_000, 11)] {
        let parameters = demo::parameters(2027).check().map_err(|faults| format!("{faults:?}"))?;
        let snapshot = Snapshot { formula: FORMULA, parameters, inputs: inputs(kitas, employers)? };
        let run = snapshot.clone().calculate()?;
        let line = |step: &str, median: Duration| {
            let each = median / kitas;
            println!("{kitas:>7} {employers:>10}  {step:<24} {median:>12.2?} {each:>12.2?}");
        };
        line(
            "inputs and figures",
            median(rounds, || inputs(kitas, employers).map(|inputs| calculate(snapshot.parameters.clone(), inputs))),
        );
        line("figures (simulation)", median(rounds, || snapshot.figures()));
        line("view", median(rounds, || RunView::new(&snapshot, run.figures(), &[], &domain::access::Scope::All)));
        line("run to JSON", median(rounds, || serde_json::to_string(&run)));
    }
    Ok(())
}

/// Invented Kitas over four levels, in an order that has to be sorted first.
fn inputs(kitas: u32, employers: u32) -> Result<Inputs, BudgetError> {
    let id = |kind: u128, n: u32| Uuid::from_u128(kind << 64 | u128::from(n.wrapping_mul(2_654_435_761)));
    let kommunen = kitas.div_ceil(20).max(4);
    let kita = |n: u32| KitaInput {
        number: format!("{:06}", n.wrapping_mul(7_919) % 1_000_000),
        id: KitaId::new(id(1, n)),
        name: format!("Kita Musterweg {n}"),
        sozialraum: SozialraumId::new(id(2, n % 8)),
        kommune: KommuneId::new(id(3, n % kommunen)),
        eligible: !n.is_multiple_of(33),
        places: 20 + n % 120,
        children: 15 + n % 110,
        anstellungstraeger: Some(AnstellungstraegerId::new(id(4, n % employers))),
        days: None,
    };
    let kommune = |n| KommuneInput {
        id: KommuneId::new(id(3, n)),
        name: format!("Kommune {n}"),
        level: (n % 4) as u8,
        source: None,
    };
    let sozialraum = |n| SozialraumInput { id: SozialraumId::new(id(2, n)), name: format!("Sozialraum {n}") };
    let employer = |n| AnstellungstraegerInput {
        id: AnstellungstraegerId::new(id(4, n)),
        name: format!("Träger {n}"),
        vollzeit_stunden: None,
    };
    Inputs::new(
        (0..kitas).map(kita).collect(),
        (0..kommunen).map(kommune).collect(),
        (0..8).map(sozialraum).collect(),
        (0..employers).map(employer).collect(),
    )
}
