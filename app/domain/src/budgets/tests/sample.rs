//! The worked example of domain §3 as inputs: invented Kitas, real structure.

use crate::{
    budgets::*,
    ids::{AnstellungstraegerId, KitaId, KommuneId, SozialraumId},
};
use uuid::Uuid;

pub fn parameters() -> Parameters {
    demo::parameters(2027).check().expect("the demo's form is valid")
}

/// The 98 Kitas: four Kommunen, one a level; Anstellungsträger 1 has the Kitas 024, 025, 061 and 076.
pub fn inputs() -> Inputs {
    let kitas = (1..=98).map(kita).collect();
    let kommunen = (0..=3).map(|level| KommuneInput {
        id: kommune_id(level),
        name: format!("Kommune {level}"),
        level,
        source: None,
    });
    let sozialraeume = (0..8).map(|n| SozialraumInput { id: sozialraum_id(n), name: format!("Sozialraum {n}") });
    let employers = (1..=12).map(|n| AnstellungstraegerInput {
        id: employer_id(n),
        name: format!("Träger {n}"),
        vollzeit_stunden: None,
    });
    Inputs::new(kitas, kommunen.collect(), sozialraeume.collect(), employers.collect()).expect("consistent inputs")
}

pub fn run() -> Run {
    calculate(parameters(), inputs()).expect("the worked example calculates")
}

pub fn kita_id(n: u32) -> KitaId {
    KitaId::new(Uuid::from_u128(0x1000 + u128::from(n)))
}

pub fn kommune_id(level: u8) -> KommuneId {
    KommuneId::new(Uuid::from_u128(0x2000 + u128::from(level)))
}

pub fn sozialraum_id(n: u32) -> SozialraumId {
    SozialraumId::new(Uuid::from_u128(0x3000 + u128::from(n)))
}

pub fn employer_id(n: u32) -> AnstellungstraegerId {
    AnstellungstraegerId::new(Uuid::from_u128(0x4000 + u128::from(n)))
}

fn kita(n: u32) -> KitaInput {
    let level = match n {
        1..=60 => 0,
        61..=75 => 1,
        76..=87 => 2,
        _ => 3,
    };
    let employer = if [24, 25, 61, 76].contains(&n) { 1 } else { 2 + n % 11 };
    KitaInput {
        number: format!("{n:03}"),
        id: kita_id(n),
        name: format!("Kita Musterweg {n}"),
        sozialraum: sozialraum_id(n % 8),
        kommune: kommune_id(level),
        eligible: n <= 95,
        places: 40 + n,
        children: 30 + n,
        anstellungstraeger: Some(employer_id(employer)),
        days: None,
    }
}
