//! What other parameters or levels would change: calculated in the browser at every keystroke. Nothing is stored but
//! scenarios, under a name.

pub mod api;
mod folded;
mod page;
mod scenarios;
mod side_by_side;
mod sliders;
mod tables;
mod view;

pub use page::SimulationPage;
pub use view::SimulationView;
