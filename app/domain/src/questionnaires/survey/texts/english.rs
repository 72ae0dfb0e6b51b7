//! English. To be reviewed by a native speaker.

use super::{DeviceText, Text};

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "Taking part is voluntary and anonymous. Only your answers and the day are stored: no name, no address and no device."
        }
        Text::PaperHow => "Tick a box or write in the field. An arrow tells you which question comes next.",
        Text::PaperOnlyIf => "Only if question {}: {}",
        Text::PaperRule => "Only if: {}",
        Text::PaperGoTo => "go to question {}",
        Text::PaperGoToEnd => "go to the end of the sheet",
        Text::PaperReturn => "Please hand in the sheet at your Kita.",
        Text::Language => "Language",
        Text::Next => "Next",
        Text::Back => "Back",
        Text::Send => "Send",
        Text::Progress => "Page {} of {}",
        Text::Required => "Required",
        Text::SeveralAnswers => "You can choose more than one answer.",
        Text::NoNames => "Please do not write any names, phone numbers or addresses.",
        Text::MaybePersonal => {
            "This may contain a name, a phone number or something else by which somebody could be recognised. Please leave it out."
        }
        Text::RankHint => "Give each item a rank. 1 is the most important.",
        Text::Choose => "Please choose",
        Text::Confirm => "Yes",
        Text::Entry => "Entry {}",
        Text::AddEntry => "Add another entry",
        Text::RemoveEntry => "Remove this entry",
        Text::FaultsTitle => "Please check this page.",
        Text::MoreQuestions => "Because of your answers, there are more questions on this page.",
        Text::LookAgain => "Please look at your text once more. You can change it or leave it as it is.",
        Text::AnswerMissing => "Please answer this question.",
        Text::AnswerDoesNotFit => "This answer does not fit the question. Please check it.",
        Text::NotAWholeNumber => "Please enter a whole number, for example 12.",
        Text::NotANumber => "Please enter a number, for example 2.5.",
        Text::NotADate => "Please enter a date, for example 31.03.2027.",
        Text::NotATime => "Please enter a time, for example 09:30.",
        Text::NotAChoice => "Please choose one of the answers offered.",
        Text::OutOfRange => "Please choose a value on the scale.",
        Text::TooLong => "Please shorten your answer to at most 20,000 characters.",
        Text::RankPress => "Press the most important one first. Pressed again, an answer gives its place back.",
        Text::RankPlace => "Place {}",
        Text::NotAPlace => "Please enter latitude and longitude in degrees, for example 50.33 7.22.",
        Text::Locate => "Find my location",
        Text::Locating => "Finding the location.",
        Text::LocateRefused => {
            "This device does not allow the location to be used. Please allow it in the settings, or type it in."
        }
        Text::LocateUnavailable => "The location cannot be found here. Please try again outdoors, or type it in.",
        Text::LocateTimeout => "Finding the location took too long. Please try again, or type it in.",
        Text::DiscardedTitle => "This questionnaire was stopped.",
        Text::DiscardedText => "All answers in it have been deleted. Nothing was sent.",
        Text::ThanksTitle => "Thank you!",
        Text::ThanksText => "Your answers have arrived. You can close this page now.",
        Text::AlreadyTitle => "Someone has already answered from this device.",
        Text::AlreadyText => {
            "This survey has already been filled in on this device. Thank you! Each person answers only once."
        }
        Text::NotYetTitle => "This survey starts on {}.",
        Text::NotYetText => "Please come back then. The link stays the same.",
        Text::OverTitle => "This survey has ended.",
        Text::OverText => "Answers are no longer accepted. Thank you for your interest.",
        Text::UnknownTitle => "This survey does not exist.",
        Text::UnknownText => "Please check the link, or ask at your Kita.",
        Text::FailedTitle => "That did not work just now.",
        Text::FailedText => "Please go back in your browser and try again in a moment.",
        Text::NotReached => {
            "The portal could not be reached. All your answers are still here. Please check your internet connection and \
             try again. They are counted only once."
        }
        Text::TryAgain => "Try again",
        Text::CodeTitle => "Please enter your code.",
        Text::CodeLabel => "Your code",
        Text::CodeHint => {
            "The code is on the card you got from the Kita. It works once and does not reveal who you are."
        }
        Text::CodeWrong => "This code is not valid, or it has been used already. Please compare it with your card.",
        Text::CardHow => "Scan the picture with your phone or open the address.",
        Text::CardUntil => "Please answer by {}.",
        Text::CardPromise => "Voluntary and anonymous. The code works once and does not reveal who you are.",
        Text::KioskNext => "Next person",
        Text::KioskStop => "Stop and delete everything",
        Text::Pause => "Continue later",
        Text::PausedTitle => "Your answers are saved on this device.",
        Text::PausedText => {
            "Nothing has been sent yet. Open the link again on this device by {} to go on from here. Other \
             people who use this device could see the answers."
        }
        Text::Resumed => "Your answers from last time are still here.",
        Text::Discard => "Discard the answers entered so far",
        Text::TooMuch => "Your answers are too long to be kept. Please finish the survey now.",
    }
}

/// What a device says around the questions.
pub fn device(text: DeviceText) -> &'static str {
    match text {
        DeviceText::Answered => "{} of {} questions answered, {}",
        DeviceText::Saving => "saving …",
        DeviceText::NotAllSaved => "not everything is saved",
        DeviceText::Saved => "saved on this device",
        DeviceText::SaveAgain => "Save again",
        DeviceText::Finish => "Finish and send",
        DeviceText::ClosedElsewhere => "This questionnaire was finished or discarded somewhere else.",
        DeviceText::ToDevice => "To the overview of this device",
        DeviceText::Full => {
            "This device has no storage space left. Please delete other data from it; your last entry is still \
             on this page, but it is not saved."
        }
        DeviceText::NotStored => {
            "The browser could not save the entry. Please leave this page open and try again; a private window \
             keeps nothing."
        }
        DeviceText::Locked => "This device is locked. Please enter your PIN; what was saved will then be there again.",
        DeviceText::Revoked => "This device is blocked and accepts nothing more. Please contact the Koordination.",
        DeviceText::FinishedElsewhere => {
            "These answers have already been finished in another window; that version counts. The version in \
             this window is not finished and will not be sent."
        }
    }
}
