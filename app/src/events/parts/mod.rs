mod days;
mod facts;
mod halves;
mod planning;
mod registration;
mod registrations;
mod tandem_form;
mod tandems;

pub use facts::{CalendarLink, Contents, Days, EventList, MyEvents, Terms};
pub use halves::Paired;
pub use planning::{PlanningForm, Saved};
pub use registration::{Needs, RegistrationFields};
pub use registrations::{Cancelled, People, Registrations};
pub use tandem_form::TandemFields;
