//! What the survey itself says around the author's questions, in all languages of domain §6.
//!
//! One key for each text and one function for each language, both exhaustive: a text that is missing does not compile.
//! **To be reviewed**: everything but German was drafted without a native speaker and has been read by none so far
//! ([`Language::is_reviewed`]).

mod albanian;
mod arabic;
mod device;
mod easy_german;
mod english;
mod french;
mod german;
mod other;
mod persian;
mod polish;
mod romanian;
mod russian;
mod turkish;
mod ukrainian;

pub use device::DeviceText;
pub use other::{other_choice, other_question};

use super::language::Language;
use crate::questionnaires::{
    self,
    engine::{EntryFault, Violation, ViolationKind},
};

/// A text of the survey. `{}` stands for what [`Text::with`] fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Text {
    /// Voluntary and anonymous; no name, address or device is stored.
    Promise,
    Language,
    Next,
    Back,
    Send,
    /// `{}` of `{}` pages.
    Progress,
    Required,
    SeveralAnswers,
    /// Free text: no names, phone numbers or addresses.
    NoNames,
    /// At a free text that seems to hold something of the kind; it blocks nothing.
    MaybePersonal,
    RankHint,
    Choose,
    Confirm,
    /// `{}`: the number of an entry of a repeat.
    Entry,
    AddEntry,
    RemoveEntry,
    /// Above a page with faults.
    FaultsTitle,
    /// A condition has become true; further questions have appeared.
    MoreQuestions,
    /// Above a page with such a free text.
    LookAgain,
    AnswerMissing,
    AnswerDoesNotFit,
    NotAWholeNumber,
    NotANumber,
    NotADate,
    NotATime,
    NotAChoice,
    OutOfRange,
    TooLong,
    /// At an order that is pressed, choice by choice.
    RankPress,
    /// At a choice that was pressed; `{}`: its place, counted from 1.
    RankPlace,
    /// How a place is typed; tablets ask for places, the survey does not.
    NotAPlace,
    /// Asks the device where it is.
    Locate,
    Locating,
    /// The device may not be asked.
    LocateRefused,
    /// The device does not know.
    LocateUnavailable,
    LocateTimeout,
    ThanksTitle,
    ThanksText,
    AlreadyTitle,
    AlreadyText,
    /// `{}`: the first day.
    NotYetTitle,
    NotYetText,
    OverTitle,
    OverText,
    UnknownTitle,
    UnknownText,
    FailedTitle,
    FailedText,
    /// Below [`Self::FailedTitle`] where the page stands there still: whether the answers have arrived, nobody knows.
    NotReached,
    /// Sends the same once more.
    TryAgain,
    /// Where a survey asks for one-time codes.
    CodeTitle,
    CodeLabel,
    /// Where the code stands, that it works once and tells nothing of the person.
    CodeHint,
    CodeWrong,
    /// On a printed card: how one comes to the questions.
    CardHow,
    /// On a card; `{}`: the last day.
    CardUntil,
    /// On a card: voluntary and anonymous, and the code tells nothing of the person.
    CardPromise,
    /// On a tablet that goes from hand to hand: begins anew after the thanks.
    KioskNext,
    /// On such a tablet: throws away what was entered.
    KioskStop,
    /// On such a tablet, to whoever goes back to what was thrown away.
    DiscardedTitle,
    DiscardedText,
    /// Puts the answers aside on this device.
    Pause,
    PausedTitle,
    /// `{}`: the last day on which it goes on.
    PausedText,
    /// Above a page that was put aside.
    Resumed,
    /// Throws away what was put aside.
    Discard,
    /// More than a device keeps of it.
    TooMuch,
    /// How a sheet of paper is filled in.
    PaperHow,
    /// `{}`: the number of a question, and the answers to it.
    PaperOnlyIf,
    /// `{}`: a rule.
    PaperRule,
    /// Behind an arrow; `{}`: the number of a question.
    PaperGoTo,
    PaperGoToEnd,
    /// Where a filled-in sheet goes.
    PaperReturn,
}

impl Text {
    pub const ALL: [Self; 73] = [
        Self::Promise,
        Self::Language,
        Self::Next,
        Self::Back,
        Self::Send,
        Self::Progress,
        Self::Required,
        Self::SeveralAnswers,
        Self::NoNames,
        Self::MaybePersonal,
        Self::RankHint,
        Self::Choose,
        Self::Confirm,
        Self::Entry,
        Self::AddEntry,
        Self::RemoveEntry,
        Self::FaultsTitle,
        Self::MoreQuestions,
        Self::LookAgain,
        Self::AnswerMissing,
        Self::AnswerDoesNotFit,
        Self::NotAWholeNumber,
        Self::NotANumber,
        Self::NotADate,
        Self::NotATime,
        Self::NotAChoice,
        Self::OutOfRange,
        Self::TooLong,
        Self::RankPress,
        Self::RankPlace,
        Self::NotAPlace,
        Self::Locate,
        Self::Locating,
        Self::LocateRefused,
        Self::LocateUnavailable,
        Self::LocateTimeout,
        Self::ThanksTitle,
        Self::ThanksText,
        Self::AlreadyTitle,
        Self::AlreadyText,
        Self::NotYetTitle,
        Self::NotYetText,
        Self::OverTitle,
        Self::OverText,
        Self::UnknownTitle,
        Self::UnknownText,
        Self::FailedTitle,
        Self::FailedText,
        Self::NotReached,
        Self::TryAgain,
        Self::CodeTitle,
        Self::CodeLabel,
        Self::CodeHint,
        Self::CodeWrong,
        Self::CardHow,
        Self::CardUntil,
        Self::CardPromise,
        Self::KioskNext,
        Self::KioskStop,
        Self::DiscardedTitle,
        Self::DiscardedText,
        Self::Pause,
        Self::PausedTitle,
        Self::PausedText,
        Self::Resumed,
        Self::Discard,
        Self::TooMuch,
        Self::PaperHow,
        Self::PaperOnlyIf,
        Self::PaperRule,
        Self::PaperGoTo,
        Self::PaperGoToEnd,
        Self::PaperReturn,
    ];

    /// The text in a language.
    pub fn of(self, language: Language) -> &'static str {
        match language {
            Language::German => german::text(self),
            Language::EasyGerman => easy_german::text(self),
            Language::English => english::text(self),
            Language::Turkish => turkish::text(self),
            Language::Arabic => arabic::text(self),
            Language::Ukrainian => ukrainian::text(self),
            Language::Russian => russian::text(self),
            Language::Polish => polish::text(self),
            Language::Romanian => romanian::text(self),
            Language::French => french::text(self),
            Language::Albanian => albanian::text(self),
            Language::Persian => persian::text(self),
        }
    }

    /// The text with its gaps filled, in their order.
    pub fn with(self, language: Language, parts: &[&str]) -> String {
        filled(self.of(language), parts)
    }

    /// What is wrong with an answer: the author's text; where there is none, the survey's own.
    pub fn of_violation(violation: &Violation, language: Language) -> String {
        if violation.message != questionnaires::german::violation(violation.kind) {
            return violation.message.clone();
        }
        let text = match violation.kind {
            ViolationKind::Required => Self::AnswerMissing,
            ViolationKind::Constraint => Self::AnswerDoesNotFit,
            ViolationKind::Entry(fault) => Self::of_entry_fault(fault),
        };
        text.of(language).to_owned()
    }

    /// What is wrong with an answer, where the author of the question gave no text of their own.
    pub fn of_entry_fault(fault: EntryFault) -> Self {
        match fault {
            EntryFault::NotAWholeNumber => Self::NotAWholeNumber,
            EntryFault::NotANumber => Self::NotANumber,
            EntryFault::NotADate => Self::NotADate,
            EntryFault::NotATime => Self::NotATime,
            EntryFault::NotAChoice => Self::NotAChoice,
            EntryFault::NotAPlace => Self::NotAPlace,
            EntryFault::OutOfRange => Self::OutOfRange,
            EntryFault::TooLong => Self::TooLong,
        }
    }
}

fn filled(text: &str, parts: &[&str]) -> String {
    parts.iter().fold(text.to_owned(), |text, part| text.replacen("{}", part, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::survey::Direction;

    /// A text of the survey or of a device: what is asked of their words is the same.
    #[derive(Clone, Copy, Debug)]
    enum Own {
        Survey(Text),
        Device(DeviceText),
    }

    impl Own {
        fn all() -> Vec<Self> {
            Text::ALL.into_iter().map(Self::Survey).chain(DeviceText::ALL.into_iter().map(Self::Device)).collect()
        }

        fn of(self, language: Language) -> &'static str {
            match self {
                Self::Survey(text) => text.of(language),
                Self::Device(text) => text.of(language),
            }
        }
    }

    fn in_every_language() -> impl Iterator<Item = (Own, Language)> {
        Own::all().into_iter().flat_map(|text| Language::ALL.map(|language| (text, language)))
    }

    #[test]
    fn every_text_is_there_in_every_language_with_the_same_gaps() {
        for text in Own::all() {
            let gaps = text.of(Language::German).matches("{}").count();
            for language in Language::ALL {
                let found = text.of(language);
                assert!(!found.trim().is_empty(), "{text:?} {language:?}");
                assert_eq!(found.matches("{}").count(), gaps, "{text:?} {language:?}");
                let foreign = !matches!(language, Language::German | Language::EasyGerman);
                assert!(!foreign || found != text.of(Language::German), "{text:?} {language:?} is German");
            }
        }
    }

    #[test]
    fn a_fault_is_said_in_the_language_of_the_page_unless_its_author_said_it() {
        let kind = ViolationKind::Entry(EntryFault::NotAPlace);
        let said = |message: &str| Violation { kind, message: message.to_owned() };
        let own = Text::of_violation(&said(questionnaires::german::violation(kind)), Language::Turkish);
        assert_eq!(own, Text::NotAPlace.of(Language::Turkish));
        assert_eq!(Text::of_violation(&said("Nerede?"), Language::Arabic), "Nerede?");
    }

    #[test]
    fn gaps_are_filled_in_their_order() {
        assert_eq!(Text::Progress.with(Language::German, &["2", "5"]), "Seite 2 von 5");
    }

    #[test]
    fn texts_in_other_scripts_are_in_their_script() {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<Vec<_>>();
        let inside = |c: char, from: u32, to: u32| (from..=to).contains(&u32::from(c));
        for text in Own::all() {
            for (language, from, to) in [
                (Language::Arabic, 0x0600, 0x06FF),
                (Language::Persian, 0x0600, 0x06FF),
                (Language::Russian, 0x0400, 0x04FF),
                (Language::Ukrainian, 0x0400, 0x04FF),
            ] {
                let found = letters(text.of(language));
                assert!(found.iter().all(|c| inside(*c, from, to)), "{text:?} {language:?}: {}", text.of(language));
            }
        }
    }

    /// Digits only, whatever stands between them: `2,5` and `2.5` are the same.
    fn digits(text: &str) -> String {
        text.chars().filter(char::is_ascii_digit).collect()
    }

    /// Leichte Sprache says some things in other sentences.
    fn all_but_easy() -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(|language| *language != Language::EasyGerman)
    }

    #[test]
    fn numbers_and_ends_of_sentences_are_those_of_the_german_text() {
        let is_sentence = |text: &str| text.ends_with(['.', '!']);
        for text in Own::all() {
            let german = text.of(Language::German);
            for language in all_but_easy() {
                let found = text.of(language);
                assert_eq!(digits(found), digits(german), "{text:?} {language:?}: {found}");
                assert_eq!(is_sentence(found), is_sentence(german), "{text:?} {language:?}: {found}");
            }
        }
    }

    #[test]
    fn spaces_and_quotation_marks_are_those_of_print() {
        for (text, language) in in_every_language() {
            let found = text.of(language);
            assert!(!found.contains("  ") && found == found.trim(), "{text:?} {language:?}: {found}");
            assert!(!found.contains(['\'', '"']), "{text:?} {language:?}: {found}");
        }
        for text in Own::all() {
            let found = text.of(Language::French);
            let breaks = [" :", " !", " ?", " ;"].iter().any(|sign| found.contains(sign));
            assert!(!breaks, "{text:?}: a line must not begin with a sign: {found}");
        }
    }

    #[test]
    fn texts_from_right_to_left_have_their_own_signs() {
        for (text, language) in in_every_language() {
            if language.direction() == Direction::LeftToRight {
                continue;
            }
            let letters: Vec<char> = text.of(language).chars().collect();
            let is_digit =
                |index: Option<usize>| index.and_then(|index| letters.get(index)).is_some_and(char::is_ascii_digit);
            for (index, sign) in letters.iter().enumerate().filter(|(_, sign)| [',', ';', '?'].contains(sign)) {
                let in_number = is_digit(index.checked_sub(1)) && is_digit(Some(index + 1));
                assert!(in_number, "{text:?} {language:?}: {sign} is of the Latin script");
            }
        }
    }

    /// Letters that tell two neighbours with one script apart: the first language has them, the second one never.
    #[test]
    fn no_text_is_in_the_letters_of_its_neighbour() {
        use crate::questionnaires::survey::Language::{Arabic, Persian, Romanian, Russian, Turkish, Ukrainian};
        for (own, other, letters) in [
            (Russian, Ukrainian, "ыэё"),
            (Ukrainian, Russian, "іїє"),
            (Arabic, Persian, "كيةى"),
            (Persian, Arabic, "کیپچگ"),
            (Turkish, Romanian, "ş"),
            (Romanian, Turkish, "șț"),
        ] {
            for letter in letters.chars() {
                let has = |language: Language| Own::all().iter().any(|text| text.of(language).contains(letter));
                assert!(has(own) && !has(other), "{letter} {own:?} {other:?}");
            }
        }
    }

    /// One word for the Kita in each language, wherever the German text names it.
    #[test]
    fn the_kita_is_called_the_same_everywhere() {
        let word = |language: Language| match language {
            Language::German | Language::EasyGerman | Language::English | Language::French => "Kita",
            Language::Turkish => "anaokul",
            Language::Arabic => "الروضة",
            Language::Ukrainian => "дитячому садку",
            Language::Russian => "детском саду",
            Language::Polish => "przedszkolu",
            Language::Romanian => "grădiniță",
            Language::Albanian => "kopsht",
            Language::Persian => "مهدکودک",
        };
        let named: Vec<Text> =
            Text::ALL.into_iter().filter(|text| text.of(Language::German).contains("Kita")).collect();
        assert!(named.len() >= 3, "{named:?}");
        for text in named {
            for language in Language::ALL {
                assert!(text.of(language).contains(word(language)), "{text:?} {language:?}: {}", text.of(language));
            }
        }
    }
}
