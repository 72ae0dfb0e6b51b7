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
pub use leaving::{end_left_sessions, ends_later, go_with, hand_on, keep_ending_left_sessions, leave, prepare_leaving};
pub use located::{LocateFault, Located};
pub use parts::{DeviceStatus, EndsSoon, Filling, LockNow, OwnPlaces, QuestionList, TabletStatus};
pub use platform::{
    clear_fields, focus, forget_me, is_online, keep, kept, locate, new_entry_id, new_submission_id, now, remember_me,
    remembered_me, seed, take_away, take_over_new_version, watch_for_new_version, within,
};
pub use quarantine::deliver_revoked;
pub use reference::forget_references;
pub use tablet::{Tablet, forget_lists, today};
pub use workspace::Workspace;
pub use writer::Sight;

use domain::{
    AppError,
    questionnaires::survey::{DeviceText, Language, Text},
};

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
        match (self, self.text()) {
            (_, Some(text)) => text.german().into(),
            (Self::Server(error), None) => domain::german::message(error),
            (_, None) => "Dieser Bereich arbeitet nur im Browser.".into(),
        }
    }

    /// The same to whoever answers a questionnaire, in its language.
    pub fn sentence_in(&self, language: Language) -> String {
        match (language, self.text()) {
            (Language::German, _) => self.sentence(),
            (_, Some(text)) => text.of(language).into(),
            // Nothing that an answer needs goes to the server at once.
            (_, None) => Text::FailedTitle.of(language).into(),
        }
    }

    /// What the device says itself.
    fn text(&self) -> Option<DeviceText> {
        match self {
            Self::Full => Some(DeviceText::Full),
            Self::Storage(_) => Some(DeviceText::NotStored),
            Self::Locked => Some(DeviceText::Locked),
            Self::Revoked => Some(DeviceText::Revoked),
            Self::FinishedElsewhere => Some(DeviceText::FinishedElsewhere),
            Self::NoBrowser | Self::Server(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_beside_the_questions_is_said_in_their_language() {
        for error in [
            OfflineError::NoBrowser,
            OfflineError::Full,
            OfflineError::Storage("closed".into()),
            OfflineError::Locked,
            OfflineError::Revoked,
            OfflineError::FinishedElsewhere,
            OfflineError::Server(AppError::Unreachable),
        ] {
            assert_eq!(error.sentence_in(Language::German), error.sentence());
            let arabic = error.sentence_in(Language::Arabic);
            assert!(!arabic.chars().any(|c| c.is_ascii_alphabetic()), "{error}: {arabic}");
        }
    }
}
