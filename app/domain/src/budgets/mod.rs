//! The Sozialraumbudget: from the Land's notice to every Kita's hours and every month's Abschlag (domain §3).
//!
//! Pure and exact, the same in browser and server. Start at [`calculate`]; for a live simulation change a
//! [`Snapshot`] and ask it for [`Snapshot::figures`].

pub mod abschlag;
pub mod csv;
pub mod demo;
mod derivation;
mod directory;
pub mod documents;
mod error;
mod euro;
mod figure;
mod figures;
pub mod first_charge;
mod fixed;
mod fraction;
pub mod german;
pub mod index;
mod input;
mod inputs;
mod kept;
pub mod number;
pub mod overview;
mod parameters;
pub mod payment;
mod place;
mod planned;
pub mod port;
mod pots;
mod rate;
mod release;
mod rounding;
mod rules;
mod run;
pub mod scenario;
pub mod settlement;
mod shares;
pub mod simulation;
mod split;
mod sums;
mod taken;
#[cfg(test)]
mod tests;
mod view;
mod warnings;

pub use derivation::{Derivation, Explainer, Formula, Rounding, Term};
pub use directory::calculation_day;
pub use error::{BudgetError, RuleViolated};
pub use euro::{Euro, MoneyFault};
pub use figure::{EmployerPart, Figure, Part, Total, Value};
pub use figures::{AnstellungstraegerFigures, AreaFigures, Figures, KitaFigures, Totals};
pub use fixed::{Fixed, Vzae, WeeklyHours};
pub use fraction::Fraction;
pub use input::BudgetParametersInput;
pub use inputs::{
    AnstellungstraegerInput, DaysByMonth, EmployerDays, EmployerMonths, Inputs, KitaInput, KommuneInput,
    SozialraumInput, YearDays, days_of_month, days_of_year, length_of_month,
};
pub use kept::KeptRun;
pub use parameters::{Decided, Parameter, Parameters, SockelBasis, SockelVerteilung, level_field};
pub use release::{Changed, Release, RunDifference, RunStatus};
pub use rounding::round_half_away;
pub use rules::check_sums;
pub use run::{FORMULA, Run, Snapshot, calculate};
pub use split::{SplitError, common_weights, split, split_by_fractions};
pub use taken::{Taken, TakenRow};
pub use view::{
    AnstellungstraegerRow, AreaRow, BudgetYearView, KitaRow, ParameterRow, RunView, WarningRow, parameter_rows,
};
pub use warnings::{
    AgreementInput, AssignmentInput, ContractInput, PostInput, Staffing, Warning, WarningLimits, compare_contracts,
    find_missing_hours, find_small_shares, find_warnings,
};
