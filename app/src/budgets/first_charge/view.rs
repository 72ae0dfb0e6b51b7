use domain::{budgets::first_charge::FirstChargeView, ids::RunId};
use serde::{Deserialize, Serialize};

/// The list with what the form needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargePageView {
    pub list: FirstChargeView,
    /// The released run, else the newest, which explains the amounts; `None` while nothing was calculated.
    pub run: Option<RunId>,
    /// Whether that run is the one that is paid.
    pub is_released: bool,
    /// Whether that run keeps the list, so that each amount is a figure of it.
    pub explains: bool,
    /// Entries of the year before that could go on; zero for those who may not add.
    pub going_on: usize,
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
