//! Reminders of the deadline for Verwendungsnachweise: two weeks before it, three days before it, and once it is over.

use super::types::{ProofStatus, Verwendungsnachweis};
use chrono::NaiveDate;

/// Which of the reminders is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reminder {
    TwoWeeks,
    ThreeDays,
    Overdue,
}

/// Overdue reminders go out in the month after the deadline only: who missed that long needs a person, not a mail.
const OVERDUE_DAYS: i64 = 30;

impl Reminder {
    /// What somebody is told on a day; `None` for who has submitted, and long before or after the deadline.
    pub fn due(proof: &Verwendungsnachweis, deadline: NaiveDate, today: NaiveDate) -> Option<Self> {
        if proof.status != ProofStatus::Draft {
            return None;
        }
        match (deadline - today).num_days() {
            left if left < -OVERDUE_DAYS => None,
            left if left < 0 => Some(Self::Overdue),
            0..=3 => Some(Self::ThreeDays),
            4..=14 => Some(Self::TwoWeeks),
            _ => None,
        }
    }

    /// Stable name: each reminder of a year is sent once to each person.
    pub fn code(self) -> &'static str {
        match self {
            Self::TwoWeeks => "two_weeks",
            Self::ThreeDays => "three_days",
            Self::Overdue => "overdue",
        }
    }
}
