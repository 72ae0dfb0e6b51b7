//! What a device says around a questionnaire that is answered on it: saved, finishing, what went wrong. Apart from the
//! texts of the survey, whose pages say nothing of it and would carry it in their bundle. **To be reviewed** like those.

use super::{
    albanian, arabic, easy_german, english, french, german, persian, polish, romanian, russian, turkish, ukrainian,
};
use crate::questionnaires::survey::Language;

/// A text of the device. `{}` stands for what [`DeviceText::with`] fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeviceText {
    /// `{}` of `{}` questions, and whether everything typed is kept.
    Answered,
    Saving,
    NotAllSaved,
    Saved,
    /// Tries once more to keep what the device has refused.
    SaveAgain,
    Finish,
    /// Finished or thrown away in another window or on another device.
    ClosedElsewhere,
    /// Leads to everything on the device.
    ToDevice,
    /// The storage of the device is full.
    Full,
    /// The browser refused or lost its storage.
    NotStored,
    Locked,
    Revoked,
    /// Finished with other content in another window.
    FinishedElsewhere,
}

impl DeviceText {
    pub const ALL: [Self; 13] = [
        Self::Answered,
        Self::Saving,
        Self::NotAllSaved,
        Self::Saved,
        Self::SaveAgain,
        Self::Finish,
        Self::ClosedElsewhere,
        Self::ToDevice,
        Self::Full,
        Self::NotStored,
        Self::Locked,
        Self::Revoked,
        Self::FinishedElsewhere,
    ];

    /// The text in a language.
    pub fn of(self, language: Language) -> &'static str {
        match language {
            Language::German => self.german(),
            Language::EasyGerman => easy_german::device(self),
            Language::English => english::device(self),
            Language::Turkish => turkish::device(self),
            Language::Arabic => arabic::device(self),
            Language::Ukrainian => ukrainian::device(self),
            Language::Russian => russian::device(self),
            Language::Polish => polish::device(self),
            Language::Romanian => romanian::device(self),
            Language::French => french::device(self),
            Language::Albanian => albanian::device(self),
            Language::Persian => persian::device(self),
        }
    }

    /// The text with its gaps filled, in their order.
    pub fn with(self, language: Language, parts: &[&str]) -> String {
        super::filled(self.of(language), parts)
    }

    /// The text on pages that are German anyway.
    pub fn german(self) -> &'static str {
        german::device(self)
    }
}
