mod days;
mod facts;
mod planning;
mod registration;
mod registrations;

pub use facts::{Contents, Days, EventList};
pub use planning::{PlanningForm, Saved};
pub use registration::RegistrationFields;
pub use registrations::{Cancelled, Registrations};
