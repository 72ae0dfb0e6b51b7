//! What the office decides, once for browser and server.
//!
//! Deliberately absent: async runtimes, Leptos, SurrealDB, clocks and randomness (times, ids and random bytes are
//! passed in), binary floats near money, German text outside [`german`].

pub mod access;
pub mod accounts;
pub mod audit;
#[cfg(test)]
mod bad_input_test;
pub mod budgets;
pub mod clock;
pub mod csv;
pub mod error;
pub mod events;
pub mod field;
pub mod german;
pub mod ids;
pub mod incident;
pub mod legal;
pub mod mail;
pub mod people;
pub mod personal;
pub mod questionnaires;
pub mod sync;
pub mod table;

pub use error::{AppError, ErrorCode, FieldError, IncidentId, Limit};
