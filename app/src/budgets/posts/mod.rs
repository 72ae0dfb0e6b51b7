//! Posts: what the budget carries beside what is filled. An Anstellungsträger enters its own here.

pub mod api;
mod forms;
mod page;
mod tables;

pub use page::PostsPage;
