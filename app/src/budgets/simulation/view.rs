use domain::budgets::Snapshot;
use serde::{Deserialize, Serialize};

/// What a simulation begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulationView {
    /// Of the run that it is compared with.
    pub snapshot: Snapshot,
    /// When that run was stored.
    pub saved: String,
    pub is_released: bool,
}
