//! A directory of the real size for trying the portal out: regions and municipalities are public knowledge, everything
//! else is invented and recognisably so. The same day gives the same directory, down to the ids.

mod area;
mod kitas;
mod records;
mod staff;

#[cfg(test)]
mod tests;

use crate::{
    ids::{AnstellungstraegerId, KitaId, PersonId},
    people::Directory,
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The demo's directory. `today` decides only when the agreement that "ends soon" ends.
pub fn directory(today: NaiveDate) -> Directory {
    records::build(today)
}

/// The Kita with this number, 1 to 98.
pub fn kita(number: u32) -> KitaId {
    KitaId::new(id(4, number))
}

/// An employer, 1 to 12; the last is the one of the worked example.
pub fn anstellungstraeger(number: u32) -> AnstellungstraegerId {
    AnstellungstraegerId::new(id(5, number))
}

/// A KiSo, 1 to 47.
pub fn kiso(number: u32) -> PersonId {
    PersonId::new(id(7, number))
}

/// The Leitung of the Kita with this number.
pub fn leitung(kita: u32) -> PersonId {
    PersonId::new(id(8, kita))
}

/// An id of the shape of UUID version 7, from the kind of record and a number.
fn id(kind: u8, number: u32) -> Uuid {
    const BASE: u128 = 0x0190_0000_0000_7000_8000_0000_0000_0000;
    Uuid::from_u128(BASE | u128::from(kind) << 32 | u128::from(number))
}
