//! Names of the parts of the area that an event can be addressed to.

use super::circle::Circle;
use crate::{
    ids::{AnstellungstraegerId, SozialraumId},
    people::{Directory, fold},
};
use serde::{Deserialize, Serialize};

/// Sozialräume and Anstellungsträger by name, in the order of the alphabet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaNames {
    pub sozialraeume: Vec<(SozialraumId, String)>,
    pub anstellungstraeger: Vec<(AnstellungstraegerId, String)>,
}

impl AreaNames {
    pub fn of(directory: &Directory) -> Self {
        let sozialraeume = directory.sozialraeume.iter().map(|one| (one.id, one.name.clone()));
        let anstellungstraeger = directory.anstellungstraeger.iter().map(|one| (one.id, one.name.clone()));
        let mut names = Self { sozialraeume: sozialraeume.collect(), anstellungstraeger: anstellungstraeger.collect() };
        names.sozialraeume.sort_by_cached_key(|(_, name)| fold(name));
        names.anstellungstraeger.sort_by_cached_key(|(_, name)| fold(name));
        names
    }

    /// `Bendorf, Pellenz`; blank where a circle names none.
    pub fn of_sozialraeume(&self, circle: &Circle) -> String {
        named(&self.sozialraeume, |id| circle.sozialraeume.contains(id))
    }

    /// As [`Self::of_sozialraeume`], of the employers.
    pub fn of_anstellungstraeger(&self, circle: &Circle) -> String {
        named(&self.anstellungstraeger, |id| circle.anstellungstraeger.contains(id))
    }
}

fn named<I>(all: &[(I, String)], chosen: impl Fn(&I) -> bool) -> String {
    let names: Vec<_> = all.iter().filter(|(id, _)| chosen(id)).map(|(_, name)| name.as_str()).collect();
    names.join(", ")
}
