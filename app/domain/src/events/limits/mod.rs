//! Limits: how many people of one Sozialraum, or of one Funktion, get a seat in an event.
//!
//! A limit counts those who hold a seat. Who would pass one waits, with that reason shown, and holds nobody up: as long as the
//! limit is reached, those behind are served, and in every other respect the order of the tickets is kept. A tandem counts with
//! both halves; it waits as soon as one of them would pass a limit. Who is of no Kita of the directory belongs to no Sozialraum,
//! so that only the limits of the Funktion count them. A lowered limit throws nobody out.

pub mod german;
mod input;

pub use input::LimitsInput;

use super::types::{Funktion, Registration};
use crate::ids::{KitaId, SozialraumId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where Kitas lie.
pub type Regions = BTreeMap<KitaId, SozialraumId>;

/// The limits of an event; none of them is more than the event has seats for anyway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// People of each Sozialraum, at least 1; `None` is any number.
    pub per_sozialraum: Option<u32>,
    /// People of these Funktionen, at least 1 each.
    pub per_funktion: BTreeMap<Funktion, u32>,
}

/// A limit that somebody would pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Reached {
    Sozialraum { limit: u32 },
    Funktion { funktion: Funktion, limit: u32 },
}

/// Who holds a seat, counted by what can be limited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    sozialraeume: BTreeMap<SozialraumId, u32>,
    funktionen: BTreeMap<Funktion, u32>,
}

impl Limits {
    pub fn are_set(&self) -> bool {
        self.per_sozialraum.is_some() || !self.per_funktion.is_empty()
    }

    /// The limit that would be passed if all of the party got a seat; `None` when none would.
    pub fn reached(&self, held: &Held, party: &[&Registration]) -> Option<Reached> {
        let mut after = held.clone();
        party.iter().for_each(|row| after.add(row));
        let sozialraum = self.per_sozialraum.filter(|limit| party.iter().any(|row| after.of_sozialraum(row) > *limit));
        let funktion = party.iter().map(|row| row.participant.funktion).find_map(|funktion| {
            let limit = *self.per_funktion.get(&funktion)?;
            (after.of_funktion(funktion) > limit).then_some(Reached::Funktion { funktion, limit })
        });
        sozialraum.map(|limit| Reached::Sozialraum { limit }).or(funktion)
    }
}

impl Held {
    /// Of these registrations, those that hold a seat.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Registration>) -> Self {
        let mut held = Self::default();
        rows.into_iter().filter(|row| row.status.holds_seat()).for_each(|row| held.add(row));
        held
    }

    /// One more seat is held.
    pub(super) fn add(&mut self, row: &Registration) {
        *self.funktionen.entry(row.participant.funktion).or_default() += 1;
        if let Some(sozialraum) = row.sozialraum {
            *self.sozialraeume.entry(sozialraum).or_default() += 1;
        }
    }

    /// People of the Sozialraum of this registration; none for who belongs to no Sozialraum.
    fn of_sozialraum(&self, row: &Registration) -> u32 {
        row.sozialraum.and_then(|sozialraum| self.sozialraeume.get(&sozialraum)).copied().unwrap_or_default()
    }

    fn of_funktion(&self, funktion: Funktion) -> u32 {
        self.funktionen.get(&funktion).copied().unwrap_or_default()
    }
}

#[cfg(test)]
#[path = "limits_test.rs"]
mod tests;
