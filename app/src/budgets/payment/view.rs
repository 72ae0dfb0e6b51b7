//! What the pages are given beside the views of `domain::budgets::payment`.

use domain::{budgets::payment::PaymentView, ids::PaymentRunId};
use serde::{Deserialize, Serialize};

/// One payment run with what only the server knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentPageView {
    pub payment: PaymentView,
    /// When each of `payment.steps` happened, in the office's time.
    pub when: Vec<When>,
    /// Today, as date fields take it (ISO 8601).
    pub today: String,
    /// The next day on which banks work, as date fields take it.
    pub next_banking_day: String,
    /// What the payment run is called that is prepared anew, where this one is outdated: pressed twice, it is the same one.
    #[serde(default)]
    pub anew: Option<PaymentRunId>,
}

/// A moment as people read it.
pub type When = String;

/// What came of preparing a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// Who is missing in it, because the directory has no account.
    pub without_account: Vec<String>,
}

/// What came of preparing an outdated payment run anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewed {
    /// `None` where nothing is left to pay, and the old one was only taken back.
    pub payment: Option<PaymentRunId>,
    /// As [`Prepared::without_account`].
    pub without_account: Vec<String>,
}
