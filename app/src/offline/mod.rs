//! What the staff zone keeps on the device, and how it gets to the server.
//!
//! An answer goes into the field cache (localStorage, at once) and into the journal (IndexedDB, on disk when the page says
//! so). What is written, sent and deleted is decided by `domain::sync::client`; here its decisions are carried out, by all
//! pages of a browser together. On the server, where the pages are compiled too but never run, everything answers
//! [`OfflineError::NoBrowser`].
//!
//! Everything that people typed, and every questionnaire kept for them, lies on the device as ciphertext
//! (`domain::sync::vault`). [`DeviceLock`] says whether it is open; its key is in the page's memory only.

pub mod api;
mod device_lock;
mod driver;
mod leaving;
mod located;
pub mod pages;
mod parts;
#[cfg(feature = "hydrate")]
#[path = "browser.rs"]
mod platform;
#[cfg(not(feature = "hydrate"))]
#[path = "stub.rs"]
mod platform;
mod quarantine;
mod reference;
mod tablet;
mod workspace;
mod writer;

pub use device_lock::{DeviceLock, Stage};
pub use driver::{SendState, Word};
pub use leaving::{end_left_sessions, ends_later, keep_ending_left_sessions, leave, prepare_leaving};
pub use located::{LocateFault, Located};
pub use parts::{DeviceStatus, Filling, LockNow, OwnPlaces, QuestionList, TabletStatus};
pub use platform::{
    clear_fields, focus, forget_me, is_online, keep, kept, locate, new_entry_id, new_submission_id, now, remember_me,
    remembered_me, seed, take_away, take_over_new_version, watch_for_new_version, within,
};
pub use quarantine::deliver_revoked;
pub use reference::forget_references;
pub use tablet::{Tablet, forget_lists, today};
pub use workspace::Workspace;
pub use writer::Sight;

use domain::AppError;

/// How a transaction on the device ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// Everything is on disk.
    Written,
    /// Another page has written meanwhile: nothing was done, the caller looks again.
    Stale,
}

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
    /// The PIN has not been entered.
    #[error("device locked")]
    Locked,
    /// The device was revoked, and what lay on it was deleted after it had been delivered.
    #[error("device revoked")]
    Revoked,
    /// Answers of a respondent were finished with other content in another window.
    #[error("finished elsewhere")]
    FinishedElsewhere,
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
            Self::Locked => {
                "Das Gerät ist gesperrt. Bitte geben Sie Ihre PIN ein; was gespeichert war, ist danach wieder da."
                    .into()
            }
            Self::Revoked => {
                "Dieses Gerät ist gesperrt und nimmt nichts mehr auf. Bitte wenden Sie sich an die Koordination.".into()
            }
            Self::FinishedElsewhere => {
                "Diese Antworten sind in einem anderen Fenster schon abgeschlossen; jene Fassung zählt. Die Fassung in diesem \
                 Fenster ist nicht abgeschlossen und wird nicht gesendet."
                    .into()
            }
            Self::Server(error) => domain::german::message(error),
        }
    }
}
