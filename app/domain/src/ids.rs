//! Identifiers. UUIDs are made outside and passed in: version 7 for records of staff, version 4 for answers of
//! respondents, whose ids must not tell the time (`domain` §6).

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    )*};
}

id! {
    /// A person who can log in.
    AccountId;
    SessionId;
    /// A KiSo, a Kita-Leitung or another person of the directory, with or without an account.
    PersonId;
    SozialraumId;
    KommuneId;
    KitaTraegerId;
    KitaId;
    AnstellungstraegerId;
    KooperationsvereinbarungId;
    /// A KiSo's hours in one Kita over a period.
    ZuordnungId;
    /// A post that an employer keeps for the Sozialraumbudget.
    PostId;
    EventId;
    RegistrationId;
    /// A task from the minutes of a meeting.
    TaskId;
    /// A questionnaire through all its versions.
    QuestionnaireId;
    /// One data collection (Erhebung) in a needs analysis.
    ErhebungId;
    SubmissionId;
    /// The public link of an Erhebung; it has the Erhebung's key.
    SurveyId;
    /// A tablet or browser that holds data for offline work.
    DeviceId;
    /// One calculation of a year's budget with its snapshot.
    RunId;
    /// One entry of the first charge: posts of supervision staff in one Kita.
    FirstChargeId;
    /// A file of a budget year: the notice of the Land, or a receipt.
    DocumentId;
    /// The payments of one month that are checked, ordered and paid together.
    PaymentRunId;
}
