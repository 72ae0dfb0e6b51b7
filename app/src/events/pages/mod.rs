mod public;
mod staff;
mod staff_form;
mod tandem;

pub use public::{EventPage, EventsPage, RegisteredPage, WaitingPage};
pub use staff::{StaffEventPage, StaffEventsPage};
pub use staff_form::{StaffEditEventPage, StaffNewEventPage};
pub use tandem::{MyRegistrationPage, TandemPage, TandemRegisteredPage};
