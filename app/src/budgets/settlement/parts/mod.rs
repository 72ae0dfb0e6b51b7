mod check_form;
mod explanations;
mod land;
mod office;
mod overview;
mod settings;
mod settlements;
mod statement_form;
mod statement_table;

pub use check_form::CheckForm;
pub use explanations::Explanations;
pub use land::LandPart;
pub use office::OfficeSteps;
pub use overview::{Deadline, Overview};
pub use settings::Settings;
pub use settlements::Settlements;
pub use statement_form::StatementForm;
pub use statement_table::StatementTable;
