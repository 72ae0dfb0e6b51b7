//! A payment run with everything that ever happened to it. Steps and bookings are only added, never changed.

use crate::{
    budgets::{Euro, Taken},
    ids::{AccountId, AnstellungstraegerId, KitaTraegerId, PaymentRunId, RunId},
    people::Iban,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// Counts the writes to a year's release and payments. Every write says which state it has seen: of two who act at
/// once one meets another version and is told so.
pub type Version = u64;

/// The Abschläge of one month that are checked, ordered and paid together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRun {
    pub id: PaymentRunId,
    pub year: i32,
    /// January = 0.
    pub month: u8,
    /// The released run whose plan the amounts come from.
    pub run: RunId,
    /// By position.
    pub lines: Vec<PaymentLine>,
    /// In the order in which they happened; the first is `Prepared`.
    pub steps: Vec<Step>,
    /// In the order in which they were made.
    pub bookings: Vec<Booking>,
    /// The day that the payment file asks the bank for; set once, so that every export is the same file.
    pub execution: Option<NaiveDate>,
}

/// Who gets money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Payee {
    Anstellungstraeger(AnstellungstraegerId),
    /// For supervision staff that an operating licence demands (first charge).
    KitaTraeger(KitaTraegerId),
}

impl Payee {
    pub fn anstellungstraeger(self) -> Option<AnstellungstraegerId> {
        match self {
            Payee::Anstellungstraeger(id) => Some(id),
            Payee::KitaTraeger(_) => None,
        }
    }
}

/// What stands before the id of a Kita-Träger in a form.
const KITA_TRAEGER: &str = "kita_traeger:";

/// As forms name one: the id alone is an Anstellungsträger.
impl fmt::Display for Payee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payee::Anstellungstraeger(id) => write!(f, "{id}"),
            Payee::KitaTraeger(id) => write!(f, "{KITA_TRAEGER}{id}"),
        }
    }
}

impl FromStr for Payee {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix(KITA_TRAEGER) {
            Some(id) => id.parse().map(Payee::KitaTraeger),
            None => text.parse().map(Payee::Anstellungstraeger),
        }
    }
}

impl From<AnstellungstraegerId> for Payee {
    fn from(id: AnstellungstraegerId) -> Self {
        Self::Anstellungstraeger(id)
    }
}

impl From<KitaTraegerId> for Payee {
    fn from(id: KitaTraegerId) -> Self {
        Self::KitaTraeger(id)
    }
}

/// What one payee gets. The account is kept as it was when the payment was prepared: it is what was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentLine {
    /// From 1, in the order of the plan.
    pub position: u32,
    pub payee: Payee,
    pub name: String,
    /// As on the account.
    pub holder: String,
    pub iban: Iban,
    /// Above zero.
    pub amount: Euro,
}

/// Something a person did with a whole payment run.
pub type Step = Taken<StepKind>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    Prepared,
    /// Sachliche und rechnerische Feststellung.
    Festgestellt,
    /// Anordnung, by another person than the Feststellung.
    Angeordnet,
    /// Taken back before it was ordered; it stays readable.
    Cancelled,
    /// The Kasse has made the payment file.
    FileMade,
}

impl StepKind {
    pub const ALL: [StepKind; 5] =
        [StepKind::Prepared, StepKind::Festgestellt, StepKind::Angeordnet, StepKind::Cancelled, StepKind::FileMade];

    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            StepKind::Prepared => "prepared",
            StepKind::Festgestellt => "festgestellt",
            StepKind::Angeordnet => "angeordnet",
            StepKind::Cancelled => "cancelled",
            StepKind::FileMade => "file_made",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How far a payment run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    Prepared,
    Festgestellt,
    Angeordnet,
    Cancelled,
}

/// What happened to the money of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    pub payee: Payee,
    pub kind: BookingKind,
    /// What the account of the district lost: positive when paid, negative when it came back, zero when it never left.
    pub amount: Euro,
    /// Day on the bank statement.
    pub day: NaiveDate,
    /// Why it came back; for `Returned` only.
    pub reason: Option<String>,
    pub by: AccountId,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingKind {
    Paid,
    /// Came back, or was not carried out by the bank.
    Returned,
}

impl BookingKind {
    pub const ALL: [BookingKind; 2] = [BookingKind::Paid, BookingKind::Returned];

    /// Stable name in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            BookingKind::Paid => "paid",
            BookingKind::Returned => "returned",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where the money of one line is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LineState {
    Open,
    Paid { on: NaiveDate },
    Returned { on: NaiveDate, reason: String },
}

impl LineState {
    fn after(last: Option<&Booking>) -> Self {
        match last {
            None => LineState::Open,
            Some(Booking { kind: BookingKind::Paid, day, .. }) => LineState::Paid { on: *day },
            Some(Booking { kind: BookingKind::Returned, day, reason, .. }) => {
                LineState::Returned { on: *day, reason: reason.clone().unwrap_or_default() }
            }
        }
    }
}

impl PaymentRun {
    pub fn status(&self) -> PaymentStatus {
        let has = |kind| self.step(kind).is_some();
        match () {
            () if has(StepKind::Cancelled) => PaymentStatus::Cancelled,
            () if has(StepKind::Angeordnet) => PaymentStatus::Angeordnet,
            () if has(StepKind::Festgestellt) => PaymentStatus::Festgestellt,
            () => PaymentStatus::Prepared,
        }
    }

    pub fn step(&self, kind: StepKind) -> Option<&Step> {
        self.steps.iter().find(|step| step.kind == kind)
    }

    pub fn line(&self, of: impl Into<Payee>) -> Option<&PaymentLine> {
        let of = of.into();
        self.lines.iter().find(|line| line.payee == of)
    }

    /// The last booking of a line decides.
    pub fn line_state(&self, of: impl Into<Payee>) -> LineState {
        let of = of.into();
        LineState::after(self.bookings.iter().rev().find(|booking| booking.payee == of))
    }

    /// Every line with its [`Self::line_state`], for which the bookings are read once: asked line by line, a run with thousands
    /// of them is read thousands of times.
    pub fn line_states(&self) -> impl Iterator<Item = (&PaymentLine, LineState)> {
        let last: BTreeMap<Payee, &Booking> = self.bookings.iter().map(|booking| (booking.payee, booking)).collect();
        self.lines.iter().map(move |line| (line, LineState::after(last.get(&line.payee).copied())))
    }

    /// `None` beyond what [`Euro`] holds, which no checked plan reaches.
    pub fn sum(&self) -> Option<Euro> {
        Euro::checked_sum(self.lines.iter().map(|line| line.amount))
    }

    /// What a bank tells this message from others by (`MsgId`): the same in every export. 28 characters.
    pub fn message_id(&self) -> String {
        let id = self.id.uuid().simple().to_string();
        // The last digits of a UUID of version 7 are its random ones.
        format!("SRB-{}-{:02}-{}", self.year, self.month + 1, id.get(16..).unwrap_or(&id).to_uppercase())
    }

    /// What the payment of one line is told from others by, through all banks (`EndToEndId`). At most 33 characters.
    pub fn end_to_end_id(&self, line: &PaymentLine) -> String {
        format!("{}-{:03}", self.message_id(), line.position)
    }

    /// The run as somebody sees it who may know of this Anstellungsträger only: its line, and no names of the office.
    pub(super) fn of_employer(mut self, own: AnstellungstraegerId) -> Option<Self> {
        self.lines.retain(|line| line.payee == own.into());
        self.bookings.retain(|booking| booking.payee == own.into());
        for step in &mut self.steps {
            step.name = String::new();
            step.reason = None;
        }
        (!self.lines.is_empty()).then_some(self)
    }
}
