//! The audit log as the Koordination and the Revision read it.

pub mod api;
mod pages;

pub use pages::LogPage;
