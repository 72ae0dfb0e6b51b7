//! Login, own sessions and the accounts that the Koordination keeps.

pub mod api;
pub mod pages;
