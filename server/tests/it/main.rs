//! The whole server without a socket: real router, store in memory, clock that stands still.

// A test that panics has failed; clippy.toml allows it in test functions only, not in what they share.
#![allow(clippy::unwrap_used)]

mod accounts;
mod amounts;
mod approval;
mod attendance;
mod barrier_reports;
mod budget_views;
mod budgets;
mod calendar;
mod change_of_employer;
mod circles;
mod demo;
mod design;
mod documents;
mod ending;
mod event_feedback;
mod event_limits;
mod event_lists;
mod event_proposals;
mod event_templates;
mod events;
mod failures;
mod feeds;
mod finished_twice;
mod free_texts;
mod guessing;
mod index;
mod killed;
mod mail;
mod mailed_links;
mod nightly;
mod old_excel;
mod own_questionnaires;
mod pages;
mod paper;
mod passwords;
mod pause;
mod payments;
mod people;
mod pictures;
mod posts;
mod quarantine;
mod questionnaires;
mod reference;
mod registration_import;
mod rights;
mod route_rights;
mod scale_pictures;
mod scope_rights;
mod series;
mod settings;
mod settlement;
mod settlement_modes;
mod stopped;
mod survey_cards;
mod survey_days;
mod survey_questions;
mod surveys;
mod sync;
mod tablet;
mod tablet_language;
mod tandems;
mod test_app;
mod uploads;
mod vault;
mod watchdog;
#[allow(dead_code, reason = "of the simulation only what plays against a real server")]
#[path = "../../../app/domain/tests/simulation/world/mod.rs"]
mod world;
mod xsd;

/// The folder of this package as it lies now: a program out of a shared build cache may have been compiled in another checkout.
pub fn manifest_dir() -> std::path::PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package lies").into()
}
