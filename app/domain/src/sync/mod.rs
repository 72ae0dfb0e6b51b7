//! What devices remember without reception, and how it gets to the server and to each other.
//!
//! [`fold`] is the one place that says what changes mean; the page that goes on with a draft, the list of what lies on the
//! device, the sender and the server all use it.

mod cache;
mod change;
pub mod client;
mod comparison;
mod conflict;
mod diff;
mod finishing;
mod fold;
pub mod german;
pub mod port;
mod preview;
pub mod protocol;
pub mod quarantine;
mod record;
mod reference;
mod register;
mod room;
mod seen;
pub mod server;
pub mod vault;
mod view;

pub use cache::{CachedEntry, overlay};
pub use change::{Change, Entry, NO_DEVICE, Noted, Receipt};
pub use comparison::{ComparedAnswer, Comparison, FinishedVersion};
pub use conflict::Conflict;
pub use diff::diff;
pub use finishing::{Finishing, as_change, base_of_choice};
pub use fold::{LocalState, LocalSubmission, fold};
pub use preview::{Preview, PreviewedAnswer};
pub use record::{Arrival, Record, UNREADABLE, Verdict, change_hash};
pub use reference::{KeptReference, OwnEvent, OwnKita, Reference, ReferenceQuery, ReferenceReply};
pub use room::{Room, RoomStage};
pub use seen::{ChangeKey, Seen};
pub use view::{DeviceEntry, QuarantinedEntry, ReviewView, TwiceEntry, WaitingEntry};
