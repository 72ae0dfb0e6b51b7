//! The whole server without a socket: real router, store in memory, clock that stands still.

mod accounts;
mod budgets;
mod events;
mod mail;
mod pages;
mod rights;
mod test_app;
