//! The settlement of a year (domain §3): the Verwendungsnachweis of each Anstellungsträger, its check by the Koordination,
//! the settlement by a second person, and the settlement towards the Land. Start at [`Verwendungsnachweis`]; every step is a
//! type that only its checks make.

mod basis;
pub mod csv;
mod explanation;
pub mod german;
mod input;
mod land;
mod letter;
mod lump;
mod next;
mod outcome;
pub mod port;
mod posts_since;
mod reminder;
mod shares;
mod steps;
#[cfg(test)]
mod tests;
mod told;
mod types;
mod view;
mod year;

pub use basis::{Basis, settlement_mode};
pub use explanation::{Amount, Explanation, Step};
pub use input::{
    KitaCostInput, KitaRecognitionInput, RecognitionInput, StatementInput, claims, foreign_field, objection_field,
    personnel_field, recognised_field, training_field, training_limit,
};
pub use land::{LandRow, LandSettlement};
pub use letter::SettlementLetter;
pub use lump::{FilledPost, LumpSum};
pub use next::NextProofSteps;
pub use outcome::Outcome;
pub use posts_since::{Filled, PostSince, posts_since};
pub use reminder::Reminder;
pub use shares::KitaShare;
pub use steps::{Advance, Settling};
pub use told::{CheckTold, KitaColumn, LandColumn, ProofColumn};
pub use types::{
    Examination, KitaCost, ProofStatus, ProofStep, ProofStepKind, Recognised, Settlement, Statement,
    Verwendungsnachweis,
};
pub use view::{KitaLine, ProofRow, ProofStepRow, ProofView, SettlementRow, SettlementYearView};
pub use year::{SettlementLedger, YearSettings, YearSettingsInput};
