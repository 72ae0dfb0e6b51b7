//! The store against real databases: every story on `mem://` and on `surrealkv://` in a temporary folder.

mod engines;
mod log;
mod migrations;
mod schema;
mod storm_events;
mod story_accounts;
mod story_audit;
mod story_budgets;
mod story_events;
mod story_people;
mod story_questionnaires;
