mod derivation;
mod employers;
mod form;
mod kitas;
mod names;
mod parameters;
mod release;
mod run;
mod totals;

pub use derivation::{Derivations, ExplainButton, Explained};
pub use form::{ParameterFields, Typed};
pub use parameters::ParameterTable;
pub use release::ReleaseSteps;
pub use run::RunFigures;
