//! Runs the cases of other implementations (ODK Web Forms, JavaRosa, pyxform) that lie beside the project.
//!
//! `CONFORMANCE_DIR` names the folder (default `shared/conformance` beside the project), `CONFORMANCE_MIN` the share in
//! per cent of the must tier below which a file fails, `CONFORMANCE_SHOW` how many failures of each file to print. With
//! `CONFORMANCE_HOLD`, as `cargo xtask test` sets it, falling below what the project promises of any tier fails.

#[path = "conformance/cases.rs"]
mod cases;
#[path = "conformance/import.rs"]
mod import;
#[path = "conformance/walks.rs"]
mod walks;
#[path = "conformance/workbooks.rs"]
mod workbooks;
#[path = "conformance/xml.rs"]
mod xml;
#[path = "conformance/xpath.rs"]
mod xpath;
