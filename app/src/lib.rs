//! What people see. Two zones: [`routes::PublicApp`] is rendered on the server and hydrated, the staff zone is
//! rendered in the browser from one static page. Pages decide nothing: rules come from `domain`.
#![recursion_limit = "256"]

pub mod accounts;
pub mod api_error;
pub mod audit;
pub mod budgets;
pub mod context;
pub mod events;
pub mod installation;
pub mod legal;
pub mod offline;
pub mod people;
pub mod questionnaires;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod staff;
pub mod ui;

pub use api_error::ApiError;
