use super::timeline::Timeline;
use crate::ids::{KommuneId, SozialraumId};
use serde::{Deserialize, Serialize};

/// A region whose KiSo form a team: a town or a Verbandsgemeinde.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sozialraum {
    pub id: SozialraumId,
    pub name: String,
}

/// A municipality. The Mehrbedarf is its own, not the Kita's (domain §2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kommune {
    pub id: KommuneId,
    pub name: String,
    pub sozialraum: SozialraumId,
    pub mehrbedarf: Timeline<Mehrbedarf>,
}

impl Kommune {
    /// Highest level that can be entered; how many are in use and what each weighs is a budget parameter.
    pub const HIGHEST_LEVEL: u8 = 9;

    /// The level on a day; 0 before the first decision.
    pub fn level_on(&self, day: chrono::NaiveDate) -> u8 {
        self.mehrbedarf.on(day).map_or(0, |mehrbedarf| mehrbedarf.level)
    }
}

/// Level of sozialstruktureller Mehrbedarf, and who decided it when, such as "JHA 18.11.2020".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mehrbedarf {
    pub level: u8,
    pub decision: String,
}
