//! What other parameters or levels would change: calculated in the browser at every keystroke, nothing stored.

pub mod api;
mod page;
mod sliders;
mod tables;
mod view;

pub use page::SimulationPage;
pub use view::SimulationView;
