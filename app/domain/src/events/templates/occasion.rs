//! On which occasions participants are written to, and what a wording for each can name.

use crate::events::tandem::TandemNews;
use serde::{Deserialize, Serialize};

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    Confirmation,
    Waiting,
    /// Came without an account, and has to confirm.
    GuestAsked,
    /// Has not done so in time.
    GuestLapsed,
    /// Asked the Koordination for a seat.
    Requested,
    /// The Koordination said yes.
    Approved,
    /// The Koordination said no.
    Denied,
    /// The event has begun, and the Koordination has said neither.
    Undecided,
    Promotion,
    /// Moved up, and has not taken the seat in time.
    SeatLapsed,
    Reminder,
    Change,
    CallingOff,
    Cancellation,
    Certificate,
    /// The Koordination has taken it back.
    CertificateWithdrawn,
    /// To one half of a tandem, or to both.
    Tandem(TandemNews),
    Minutes,
}

impl Occasion {
    /// Those of single participants first, each group in the order in which somebody meets them.
    pub const ALL: [Self; 28] = [
        Self::Confirmation,
        Self::Waiting,
        Self::GuestAsked,
        Self::GuestLapsed,
        Self::Requested,
        Self::Approved,
        Self::Denied,
        Self::Undecided,
        Self::Promotion,
        Self::SeatLapsed,
        Self::Reminder,
        Self::Change,
        Self::CallingOff,
        Self::Cancellation,
        Self::Certificate,
        Self::CertificateWithdrawn,
        Self::Tandem(TandemNews::Invitation),
        Self::Tandem(TandemNews::Registered),
        Self::Tandem(TandemNews::Waiting),
        Self::Tandem(TandemNews::Seeking),
        Self::Tandem(TandemNews::Confirmed),
        Self::Tandem(TandemNews::Paired),
        Self::Tandem(TandemNews::Promotion),
        Self::Tandem(TandemNews::Declined),
        Self::Tandem(TandemNews::Unanswered),
        Self::Tandem(TandemNews::Lapsed),
        Self::Tandem(TandemNews::FoundNobody),
        Self::Minutes,
    ];

    /// Stable name in the database, in addresses and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirmation => "confirmation",
            Self::Waiting => "waiting",
            Self::GuestAsked => "guest_asked",
            Self::GuestLapsed => "guest_lapsed",
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Denied => "denied",
            Self::Undecided => "undecided",
            Self::Promotion => "promotion",
            Self::SeatLapsed => "seat_lapsed",
            Self::Reminder => "reminder",
            Self::Change => "change",
            Self::CallingOff => "calling_off",
            Self::Cancellation => "cancellation",
            Self::Certificate => "certificate",
            Self::CertificateWithdrawn => "certificate_withdrawn",
            Self::Tandem(news) => news.code(),
            Self::Minutes => "minutes",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.code() == code)
    }

    /// What a text for it can name.
    pub fn placeholders(self) -> Vec<Placeholder> {
        let own: &[Placeholder] = match self {
            Self::Confirmation | Self::Waiting | Self::Reminder | Self::Change => &[Placeholder::Link],
            Self::Certificate => &[Placeholder::Link, Placeholder::Nummer, Placeholder::Rueckmeldung],
            Self::CertificateWithdrawn => &[Placeholder::Nummer],
            Self::Tandem(news) => news.placeholders(),
            Self::Minutes => &[Placeholder::Fassung, Placeholder::Protokoll],
            Self::Requested | Self::GuestAsked | Self::Promotion | Self::Approved => {
                &[Placeholder::Stand, Placeholder::Link]
            }
            Self::Denied | Self::Undecided | Self::GuestLapsed | Self::SeatLapsed => &[],
            Self::CallingOff | Self::Cancellation => &[],
        };
        Placeholder::COMMON.iter().chain(own).copied().collect()
    }

    /// What a text for it must name: without it people could not do what the mail is for. Where a later mail need not be answered, it may
    /// do without its link: the first mail's opens the same.
    pub fn required(self) -> &'static [Placeholder] {
        match self {
            Self::Confirmation => &[Placeholder::Titel, Placeholder::Termin, Placeholder::Link],
            Self::GuestAsked => &[Placeholder::Titel, Placeholder::Stand, Placeholder::Link],
            Self::Waiting | Self::Certificate | Self::Requested => &[Placeholder::Titel, Placeholder::Link],
            Self::Promotion | Self::Approved => {
                &[Placeholder::Titel, Placeholder::Termin, Placeholder::Stand, Placeholder::Link]
            }
            Self::Reminder | Self::Change => &[Placeholder::Titel, Placeholder::Termin],
            Self::Denied | Self::Undecided | Self::GuestLapsed | Self::SeatLapsed => &[Placeholder::Titel],
            Self::CertificateWithdrawn => &[Placeholder::Titel, Placeholder::Nummer],
            Self::CallingOff | Self::Cancellation => &[Placeholder::Titel],
            Self::Tandem(news) => news.required(),
            Self::Minutes => &[Placeholder::Titel, Placeholder::Protokoll],
        }
    }
}

/// What stands between braces in a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    Anrede,
    Name,
    Titel,
    Format,
    /// All days with times and places, a line each.
    Termin,
    Ort,
    /// To the registration, or to the file of a certificate.
    Link,
    /// Of a certificate.
    Nummer,
    /// The question how the event was, with the link to the survey; blank while there is none to answer.
    Rueckmeldung,
    /// Name of the other half of a tandem.
    Partner,
    /// What the other half is.
    Funktion,
    /// Last day to confirm, or to find somebody.
    Frist,
    /// How it stands with the seat or the seats, a sentence.
    Stand,
    /// That these minutes replace earlier ones; blank for the first.
    Fassung,
    /// What the minutes say.
    Protokoll,
}

impl Placeholder {
    /// Those that every occasion knows.
    pub const COMMON: [Self; 6] = [Self::Anrede, Self::Name, Self::Titel, Self::Format, Self::Termin, Self::Ort];

    /// Those of one line that tell nobody a secret: subjects stand in lists and on locked screens.
    pub const IN_SUBJECT: [Self; 3] = [Self::Titel, Self::Format, Self::Ort];

    /// As it stands between the braces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anrede => "Anrede",
            Self::Name => "Name",
            Self::Titel => "Titel",
            Self::Format => "Format",
            Self::Termin => "Termin",
            Self::Ort => "Ort",
            Self::Link => "Link",
            Self::Nummer => "Nummer",
            Self::Rueckmeldung => "Rückmeldung",
            Self::Partner => "Partner",
            Self::Funktion => "Funktion",
            Self::Frist => "Frist",
            Self::Stand => "Stand",
            Self::Fassung => "Fassung",
            Self::Protokoll => "Protokoll",
        }
    }
}
