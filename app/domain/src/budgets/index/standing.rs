use super::types::Deviation;
use serde::{Deserialize, Serialize};

/// How the level in the directory stands to the one that the index proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Standing {
    /// Nothing is proposed: no indicators, or no rule on the day of the calculation.
    Open,
    Agrees,
    Justified {
        reason: String,
    },
    /// They differ, and nobody has said why.
    Unjustified,
}

impl Standing {
    /// A reason counts as long as proposal and level are those that it was given for.
    pub fn of(proposed: Option<u8>, entered: u8, deviation: Option<&Deviation>) -> Self {
        let Some(proposed) = proposed else { return Self::Open };
        if proposed == entered {
            return Self::Agrees;
        }
        match deviation.filter(|found| (found.proposed, found.entered) == (proposed, entered)) {
            Some(found) => Self::Justified { reason: found.reason.clone() },
            None => Self::Unjustified,
        }
    }
}
