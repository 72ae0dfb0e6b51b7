//! What the staff zone keeps on the device, and how it gets to the server.
//!
//! An answer goes into the field cache (localStorage, at once) and into the journal (IndexedDB, on disk when the page says
//! so); finished submissions are sent whenever the server can be reached, until it gives a receipt. On the server, where
//! the pages are compiled too but never run, everything answers [`OfflineError::NoBrowser`].
//!
//! Not here yet (issue "Offline and sync"): encryption at rest and PIN; [`journal`] is the one place that would seal.

mod driver;
pub mod pages;
mod parts;
#[cfg(feature = "hydrate")]
#[path = "browser.rs"]
mod platform;
#[cfg(not(feature = "hydrate"))]
#[path = "stub.rs"]
mod platform;
mod workspace;

pub use driver::{SendState, start_driver};
pub use parts::{DeviceStatus, Filling, QuestionList};
pub use platform::{
    clear_fields, focus, forget_me, is_online, keep, kept, new_submission_id, now, remember_me, remembered_me, seed,
    take_away, take_over_new_version, watch_for_new_version,
};
pub use workspace::Workspace;

use domain::AppError;

/// Why the device could not keep or give something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfflineError {
    /// Called where there is no browser.
    #[error("no browser")]
    NoBrowser,
    /// The browser's storage is full.
    #[error("storage full")]
    Full,
    /// The browser refused or lost its storage.
    #[error("storage failed: {0}")]
    Storage(String),
    /// The server was reached and refused, or was not reached.
    #[error(transparent)]
    Server(#[from] AppError),
}

impl OfflineError {
    /// What happened and what to do now.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoBrowser => "Dieser Bereich arbeitet nur im Browser.".into(),
            Self::Full => {
                "Der Speicher dieses Geräts ist voll. Bitte löschen Sie andere Daten vom Gerät; Ihre letzte Eingabe \
                           steht noch auf dieser Seite, ist aber nicht gespeichert."
                    .into()
            }
            Self::Storage(_) => "Der Browser konnte die Eingabe nicht speichern. Bitte lassen Sie die Seite offen und \
                                 versuchen Sie es erneut; in einem privaten Fenster wird nichts behalten."
                .into(),
            Self::Server(error) => domain::german::message(error),
        }
    }
}
