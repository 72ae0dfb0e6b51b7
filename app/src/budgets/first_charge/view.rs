use domain::{budgets::first_charge::FirstChargeView, ids::RunId};
use serde::{Deserialize, Serialize};

/// The list with what the form needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargePageView {
    pub list: FirstChargeView,
    /// The released run, which explains the sum.
    pub run: RunId,
    /// By official number; for those who may add.
    pub kitas: Vec<KitaChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaChoice {
    /// Id of the Kita.
    pub id: String,
    /// Number, name and Kita-Träger.
    pub label: String,
}
