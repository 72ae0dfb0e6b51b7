//! Tandems: Kita-Leitung and KiSo of one Kita who take part together or not at all.
//!
//! One half fills in the form and names the other, who is mailed a link and confirms or declines. Until then both seats
//! are held, at most until the deadline. A half that has nobody, or whose partner declined or did not answer, is "sucht
//! Partner": it holds no seat, and the Koordination can pair it with another.

pub mod german;
mod input;
pub mod news;
pub mod rules;
mod view;

pub use input::{AnswerInput, TandemInput, TandemRequest};
pub use news::TandemNews;
pub(super) use view::from;
pub use view::{HalfRow, MyRegistrationView, PairView, TandemRow};

use super::types::{Funktion, PersonKey, Registration, RegistrationStatus};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which of the two somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    Leitung,
    KiSo,
}

impl Half {
    pub fn funktion(self) -> Funktion {
        match self {
            Self::Leitung => Funktion::KitaLeitung,
            Self::KiSo => Funktion::KiSo,
        }
    }

    /// `None` for those who cannot be half of a tandem.
    pub fn of(funktion: Funktion) -> Option<Self> {
        [Self::Leitung, Self::KiSo].into_iter().find(|half| half.funktion() == funktion)
    }

    pub fn other(self) -> Self {
        match self {
            Self::Leitung => Self::KiSo,
            Self::KiSo => Self::Leitung,
        }
    }
}

/// Kita-Leitung and KiSo with one registration each that name each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tandem<'a> {
    pub leitung: &'a Registration,
    pub kiso: &'a Registration,
}

impl<'a> Tandem<'a> {
    /// The tandem of two registrations; `None` when they are not one, or when it has come to its end.
    pub fn of(one: &'a Registration, other: &'a Registration) -> Option<Self> {
        let whole = super::rules::is_pair(one, other) && is_open(one) && is_open(other);
        let (leitung, kiso) = match (Half::of(one.participant.funktion)?, Half::of(other.participant.funktion)?) {
            (Half::Leitung, Half::KiSo) => (one, other),
            (Half::KiSo, Half::Leitung) => (other, one),
            _ => return None,
        };
        whole.then_some(Self { leitung, kiso })
    }

    /// Every tandem among these registrations, in their order.
    pub fn all(rows: &'a [Registration]) -> Vec<Self> {
        let leitungen = rows.iter().filter(|row| row.participant.funktion == Half::Leitung.funktion());
        leitungen.filter_map(|row| Self::of(row, partner_of(row, rows)?)).collect()
    }

    /// Who still has to answer, and until when.
    pub fn invited(&self) -> Option<(&'a Registration, NaiveDate)> {
        [self.leitung, self.kiso].into_iter().find_map(|row| row.deadline.map(|until| (row, until)))
    }

    pub fn waits(&self) -> bool {
        self.leitung.status == RegistrationStatus::Warteliste
    }

    pub fn has(&self, person: &PersonKey) -> bool {
        self.leitung.person == *person || self.kiso.person == *person
    }
}

/// The other half of a registration among these.
pub fn partner_of<'a>(row: &Registration, rows: &'a [Registration]) -> Option<&'a Registration> {
    rows.iter().find(|other| row.partner.as_ref() == Some(&other.person))
}

/// What the holder of a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The invited half takes part.
    Confirm,
    /// The invited half does not.
    Decline,
    /// Gives the whole tandem up, or the search for a partner.
    Cancel,
}

impl Answer {
    pub const ALL: [Self; 3] = [Self::Confirm, Self::Decline, Self::Cancel];

    /// Stable name in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Decline => "decline",
            Self::Cancel => "cancel",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// What the invited half says when it confirms: voluntary, deleted four weeks after the event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    pub access: Option<String>,
    pub food: Option<String>,
    pub arrival: Option<String>,
}

/// Where a half and its tandem stand, as its link shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum State {
    /// The invited half has not answered yet.
    Pending {
        until: NaiveDate,
        waits: bool,
    },
    /// Both take part.
    Confirmed {
        waits: bool,
    },
    /// The Koordination has not decided yet; until then the invited half still has to answer, if there is one.
    Requested {
        until: Option<NaiveDate>,
    },
    /// The Koordination said no.
    Denied,
    /// No other half, or none any more; `after` says what became of the one before.
    Seeking {
        until: NaiveDate,
        after: Option<Lost>,
    },
    /// This half declined.
    Declined,
    /// A deadline has passed: to answer, or to find a partner.
    Expired,
    Cancelled,
}

/// Why a half has lost its other half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lost {
    Declined,
    Expired,
}

/// Where a half stands on a day; a deadline that has passed counts even before anybody has cleared it away.
pub fn state(row: &Registration, partner: Option<&Registration>, today: NaiveDate) -> State {
    let waits = row.status == RegistrationStatus::Warteliste;
    let deadline = row.deadline.or_else(|| partner.filter(|other| is_open(other)).and_then(|other| other.deadline));
    match row.status {
        RegistrationStatus::Storniert => State::Cancelled,
        RegistrationStatus::Abgelehnt => State::Declined,
        RegistrationStatus::Abgelaufen => State::Expired,
        RegistrationStatus::NichtZugelassen => State::Denied,
        _ => match deadline {
            Some(until) if until < today => State::Expired,
            until if row.status == RegistrationStatus::Angefragt => State::Requested { until },
            Some(until) if row.status == RegistrationStatus::SuchtPartner => {
                State::Seeking { until, after: partner.and_then(lost) }
            }
            Some(until) => State::Pending { until, waits },
            None => State::Confirmed { waits },
        },
    }
}

fn is_open(row: &Registration) -> bool {
    row.status.holds_seat() || matches!(row.status, RegistrationStatus::Warteliste | RegistrationStatus::Angefragt)
}

fn lost(partner: &Registration) -> Option<Lost> {
    match partner.status {
        RegistrationStatus::Abgelehnt => Some(Lost::Declined),
        RegistrationStatus::Abgelaufen => Some(Lost::Expired),
        _ => None,
    }
}
