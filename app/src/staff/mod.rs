//! The staff zone as a whole: what surrounds its pages, the areas of each role, new versions. Like `routes` it may know every
//! feature; no part of `ui` knows it.

mod guard;
mod layout;
mod navigation;
mod sign_out;
mod start;
mod update;

pub use guard::with_right;
pub use layout::{StaffLayout, StaffSession};
pub use start::StaffStartPage;
