mod attendance;
mod check;
mod closing;
mod minutes;
mod public;
mod staff;
mod staff_form;
mod tandem;
mod tasks;

pub use attendance::AttendancePage;
pub use check::CheckCertificatePage;
pub use closing::ClosingPage;
pub use minutes::MinutesPage;
pub use public::{EventPage, EventsPage, RegisteredPage, WaitingPage};
pub use staff::{StaffEventPage, StaffEventsPage};
pub use staff_form::{StaffEditEventPage, StaffNewEventPage};
pub use tandem::{MyRegistrationPage, TandemPage, TandemRegisteredPage};
pub use tasks::OpenTasksPage;
