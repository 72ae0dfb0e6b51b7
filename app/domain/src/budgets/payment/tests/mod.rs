//! Tests of the way from plan to money; those of single parts stand beside them.

mod files;
mod history;
mod properties;
mod stage;
mod two_people;
