//! The counts of a questionnaire in one state, and what was decided on them: neither can change, so both are kept between
//! requests, and deciding is done once.

use super::{Collected, Part, siblings::Decided, wave};
use crate::{ids::SozialraumId, questionnaires::definition::Definition};
use std::sync::{Arc, Mutex, PoisonError};

/// Newest version and that of single Erhebungen, on two days with other regions: more are not looked at side by side.
const MOST: usize = 4;

/// All parts of a questionnaire in one state.
#[derive(Debug, Default)]
pub struct Counted {
    pub parts: Vec<Part>,
    pub decisions: Decisions,
}

impl Counted {
    /// `parts` are those of all Erhebungen: only together do they say which of a year is which wave.
    pub fn new(mut parts: Vec<Part>) -> Self {
        wave::number(&mut parts);
        Self { parts, decisions: Decisions::default() }
    }
}

/// What was decided on the same parts, by everything else that it follows from.
#[derive(Debug, Default)]
pub struct Decisions(Mutex<Vec<(Basis, Arc<Decided>)>>);

#[derive(Debug, PartialEq)]
struct Basis {
    definition: Definition,
    threshold: u32,
    /// Of each part.
    regions: Vec<Option<SozialraumId>>,
}

impl Decisions {
    /// Two who ask at the same moment may both decide; they come to the same.
    pub(super) fn find(&self, collected: &Collected, threshold: u32, decide: impl FnOnce() -> Decided) -> Arc<Decided> {
        let region = |part: &Part| part.head.erhebung.about.kita().and_then(collected.sozialraum_of);
        let regions = collected.parts.iter().map(region).collect();
        let basis = Basis { definition: collected.definition.clone(), threshold, regions };
        if let Some((_, known)) = self.known().iter().find(|(other, _)| *other == basis) {
            return Arc::clone(known);
        }
        let decided = Arc::new(decide());
        let mut known = self.known();
        if known.len() >= MOST {
            known.remove(0);
        }
        known.push((basis, Arc::clone(&decided)));
        decided
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Vec<(Basis, Arc<Decided>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
