//! What stays of an event's attendance when its registrations are deleted: sums over groups that are large enough to say nothing of
//! a single person (domain §7). Of one KiSo nothing stays: her hours are hers.

use super::{
    attendance::{Sheet, rules::share},
    types::Registration,
};
use crate::ids::{KitaId, SozialraumId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// People who were there, and for how many minutes together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    pub people: u32,
    pub minutes: u32,
}

/// The sums of one event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// `None` where too few were there.
    pub whole: Option<Attended>,
    /// People of their Kitas; those of the others are in `whole` only.
    pub sozialraeume: Vec<(SozialraumId, Attended)>,
}

impl Kept {
    /// `None` where nothing may be said of a Sozialraum.
    pub fn of(&self, sozialraum: SozialraumId) -> Option<Attended> {
        self.sozialraeume.iter().find(|(id, _)| *id == sozialraum).map(|(_, sum)| *sum)
    }
}

impl Attended {
    /// One person.
    pub fn once(minutes: u32) -> Self {
        Self { people: 1, minutes }
    }
}

impl std::iter::Sum for Attended {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::default(), |all, one| Self {
            people: all.people + one.people,
            minutes: all.minutes + one.minutes,
        })
    }
}

/// Everybody who was there in at least one session, and for how many minutes.
pub fn present(sheet: &Sheet) -> impl Iterator<Item = (&Registration, u32)> {
    sheet.attendants().into_iter().filter_map(move |row| {
        let minutes = share(sheet, &row.person).attended;
        (0 < minutes).then_some((row, minutes))
    })
}

/// What may be kept of an event: no sum is of fewer than `smallest` people, and neither is what the whole has more than the
/// Sozialräume together. `region` tells where a Kita lies.
pub fn keep(sheet: &Sheet, region: impl Fn(KitaId) -> Option<SozialraumId>, smallest: u32) -> Kept {
    let whole: Attended = present(sheet).map(|(_, minutes)| Attended::once(minutes)).sum();
    if whole.people < smallest.max(1) {
        return Kept::default();
    }
    let mut parts: BTreeMap<SozialraumId, Attended> = BTreeMap::new();
    for (row, minutes) in present(sheet) {
        if let Some(id) = row.participant.kita.and_then(&region) {
            let part = parts.entry(id).or_default();
            *part = [*part, Attended::once(minutes)].into_iter().sum();
        }
    }
    parts.retain(|_, part| smallest <= part.people);
    let mut rest = whole.people - parts.values().map(|part| part.people).sum::<u32>();
    // Who is in none of them would be known by taking them off the whole: the smallest goes to the rest.
    while 0 < rest && rest < smallest {
        let Some((people, id)) = parts.iter().map(|(id, part)| (part.people, *id)).min() else { break };
        parts.remove(&id);
        rest += people;
    }
    Kept { whole: Some(whole), sozialraeume: parts.into_iter().collect() }
}
