//! Connects pages, store, mail and files to the network. [`router`] is the whole of it as a value, so that tests can
//! call it without a socket.
#![recursion_limit = "256"]

pub mod assets;
pub mod auth;
mod barrier_reports;
pub mod clock;
pub mod config;
pub mod demo;
mod documents;
pub mod events;
pub mod export;
pub mod headers;
pub mod health;
mod incidents;
pub mod mail;
pub mod nightly;
pub mod pages;
pub mod people;
pub mod questionnaires;
mod refusal;
pub mod reminders;
mod router;
pub mod serve;
pub mod shell_files;
mod state;
pub mod sync;
mod unreadable;
mod upload;
pub mod watchdog;

/// The allocator of everything that serves: SurrealDB and rendering take and give back memory all the time, on threads that
/// do not stay; the C library's keeps what they gave back, and is slower (README, numbers).
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

pub use router::router;
pub use state::AppState;
