//! Data collections of a needs analysis (domain §4.2, §6).

use super::port::VersionNumber;
use crate::ids::{ErhebungId, EventId, KitaId, QuestionnaireId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many days after the end of an Erhebung answers from paper are still taken: they are collected and typed later.
pub const PAPER_DAYS: u64 = 92;

/// In so many days an Erhebung ends "soon".
const SOON_DAYS: i64 = 7;

/// What an Erhebung is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Kita(KitaId),
    /// The people who were there say how it was.
    Event(EventId),
}

impl About {
    /// `None` for what is about an event.
    pub fn kita(self) -> Option<KitaId> {
        match self {
            Self::Kita(kita) => Some(kita),
            Self::Event(_) => None,
        }
    }

    /// `None` for what is about a Kita.
    pub fn event(self) -> Option<EventId> {
        match self {
            Self::Kita(_) => None,
            Self::Event(event) => Some(event),
        }
    }
}

/// One data collection: about what, when, how, whom, with which version of which questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Erhebung {
    pub id: ErhebungId,
    /// On the wire `kita` or `event` beside the other fields: tablets hold packages with a `kita` from before.
    #[serde(flatten)]
    pub about: About,
    /// First and last day on which answers are taken, both included.
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub methode: Methode,
    pub zielgruppe: Zielgruppe,
    pub questionnaire: QuestionnaireId,
    pub version: VersionNumber,
    /// How many people were asked, where somebody counted them: what a response rate refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<u32>,
}

impl Erhebung {
    /// Whether results of small groups may be shown: only where the KiSo fills in a protocol sheet (domain §6).
    pub fn is_protocol(&self) -> bool {
        self.zielgruppe == Zielgruppe::Protokoll
    }

    /// Whether it is going on, and for a few days only.
    pub fn ends_soon(&self, today: NaiveDate) -> bool {
        self.from <= today && (0..=SOON_DAYS).contains(&(self.to - today).num_days())
    }

    /// The day that an answer from paper carries: nobody answers after the last day of the Erhebung.
    pub fn paper_day(&self, today: NaiveDate) -> NaiveDate {
        today.min(self.to)
    }
}

/// How the answers are gathered (the office's five methods).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Methode {
    Interview,
    OnlineRecherche,
    SchriftlicheBefragung,
    Beobachtung,
    Ortsbegehung,
}

impl Methode {
    pub const ALL: [Self; 5] =
        [Self::Interview, Self::OnlineRecherche, Self::SchriftlicheBefragung, Self::Beobachtung, Self::Ortsbegehung];

    /// Stable name in the database and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::OnlineRecherche => "online_recherche",
            Self::SchriftlicheBefragung => "schriftliche_befragung",
            Self::Beobachtung => "beobachtung",
            Self::Ortsbegehung => "ortsbegehung",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|methode| methode.code() == code)
    }
}

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zielgruppe {
    Eltern,
    Mitarbeitende,
    KitaLeitung,
    KitaTraeger,
    Schluesselpersonen,
    Kinder,
    /// Of an event.
    Teilnehmende,
    /// Nobody is asked: the KiSo fills in a protocol sheet of an interview, a Hospitation or an Ortsbegehung.
    Protokoll,
}

impl Zielgruppe {
    pub const ALL: [Self; 8] = [
        Self::Eltern,
        Self::Mitarbeitende,
        Self::KitaLeitung,
        Self::KitaTraeger,
        Self::Schluesselpersonen,
        Self::Kinder,
        Self::Teilnehmende,
        Self::Protokoll,
    ];

    /// Those of an Erhebung about a Kita.
    pub const OF_KITAS: [Self; 7] = [
        Self::Eltern,
        Self::Mitarbeitende,
        Self::KitaLeitung,
        Self::KitaTraeger,
        Self::Schluesselpersonen,
        Self::Kinder,
        Self::Protokoll,
    ];

    /// Stable name in the database and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Eltern => "eltern",
            Self::Mitarbeitende => "mitarbeitende",
            Self::KitaLeitung => "kita_leitung",
            Self::KitaTraeger => "kita_traeger",
            Self::Schluesselpersonen => "schluesselpersonen",
            Self::Kinder => "kinder",
            Self::Teilnehmende => "teilnehmende",
            Self::Protokoll => "protokoll",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zielgruppe| zielgruppe.code() == code)
    }
}
