//! The store against real databases: every story on `mem://` and on `surrealkv://` in a temporary folder.

// A test that panics has failed; clippy.toml allows it in test functions only, not in what they share.
#![allow(clippy::unwrap_used)]

mod audit_words;
mod broken_connection;
mod crash;
mod crash_events;
mod crash_sync;
mod engines;
mod log;
mod migrations;
mod proxy;
mod race;
mod rows;
mod schema;
mod sequence;
mod storm_events;
mod storm_tandems;
mod story_accounts;
mod story_approval;
mod story_attendance;
mod story_audit;
mod story_budgets;
mod story_circles;
mod story_contact;
mod story_documents;
mod story_event_sums;
mod story_events;
mod story_failed_mails;
mod story_finished_twice;
mod story_free_texts;
mod story_guests;
mod story_import;
mod story_index;
mod story_limits;
mod story_mailed_links;
mod story_minutes;
mod story_own_questionnaires;
mod story_payments;
mod story_people;
mod story_posts;
mod story_proposals;
mod story_questionnaires;
mod story_series;
mod story_settlements;
mod story_surveys;
mod story_sync;
mod story_tandems;
mod story_templates;
mod story_unreadable;
mod story_walk_ins;

/// The folder of this package as it lies now: a program out of a shared build cache may have been compiled in another checkout.
pub fn manifest_dir() -> std::path::PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package lies").into()
}
