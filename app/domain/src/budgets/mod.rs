//! The Sozialraumbudget: from the Land's notice to every Kita's hours and every month's Abschlag (domain §3).
//!
//! Pure and exact, the same in browser and server. Start at [`calculate`]; for a live simulation change a
//! [`Snapshot`] and ask it for [`Snapshot::figures`].

pub mod abschlag;
mod error;
mod euro;
mod figures;
mod fixed;
mod fraction;
mod inputs;
pub mod number;
mod parameters;
mod rounding;
mod rules;
mod run;
mod split;
#[cfg(test)]
mod tests;

pub use error::{BudgetError, RuleViolated};
pub use euro::{Euro, MoneyFault};
pub use figures::{AnstellungstraegerFigures, AreaFigures, Figures, KitaFigures, Totals};
pub use fixed::{Fixed, Vzae, WeeklyHours};
pub use fraction::Fraction;
pub use inputs::{AnstellungstraegerInput, Inputs, KitaInput, KommuneInput, SozialraumInput};
pub use parameters::{Decided, Parameter, Parameters, SockelBasis, SockelVerteilung, level_field};
pub use rounding::round_half_away;
pub use rules::check;
pub use run::{FORMULA, Run, Snapshot, calculate};
pub use split::{SplitError, common_weights, split, split_by_fractions};
