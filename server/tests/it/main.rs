//! The whole server without a socket: real router, store in memory, clock that stands still.

mod accounts;
mod budgets;
mod events;
mod feedback;
mod mail;
mod pages;
mod people;
mod questionnaires;
mod rights;
mod test_app;
