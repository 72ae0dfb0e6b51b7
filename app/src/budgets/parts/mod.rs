mod derivation;
mod employers;
mod form;
mod kitas;
mod names;
mod parameters;
mod run;
mod totals;

pub use form::{ParameterFields, Typed};
pub use parameters::ParameterTable;
pub use run::RunFigures;
