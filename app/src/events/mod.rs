//! Events: the public list with registration, and planning for the Koordination.

pub mod api;
mod failed_mails;
pub mod feedback;
mod form;
pub mod pages;
mod parts;
pub mod proposals;
#[cfg(feature = "ssr")]
pub mod reading;

pub use form::{RegistrationForm, TandemForm};
pub use pages::{
    AttendancePage, CalendarPage, CheckCertificatePage, ClosingPage, EventPage, EventsPage, FeedbackPage,
    ImportPeoplePage, MinutesPage, MyRegistrationPage, OpenTasksPage, PassPage, ProposalPage, ProposalsPage,
    RegisteredPage, RequestedPage, SeriesPage, StaffEditEventPage, StaffEventPage, StaffEventsPage, StaffNewEventPage,
    StatisticsPage, TabletListPage, TabletPage, TandemPage, TandemRegisteredPage, TemplatePage, TemplatesPage,
    WaitingPage,
};
