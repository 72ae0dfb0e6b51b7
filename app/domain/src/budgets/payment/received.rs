//! Money that came back: a Rückforderung that was paid. Bookings are only added; a wrong one is taken back by a
//! counter-entry.

use super::{
    carried::Carried,
    file::check_booking_day,
    ledger::Ledger,
    plan::EmployerPlan,
    rules::check_reason,
    types::{Payee, Version},
};
use crate::{
    access::Kasse,
    budgets::{
        BudgetError, Euro,
        overview::{ReclaimColumn, ReclaimTold, explain_reclaim},
    },
    error::{AppError, ErrorCode, FieldError},
    field::Faults,
    ids::AccountId,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    pub payee: Payee,
    /// Never zero; below zero it takes an earlier booking back.
    pub amount: Euro,
    /// The day on the bank statement.
    pub day: NaiveDate,
    /// Reference of the statement, or why it is taken back.
    pub note: String,
    pub by: AccountId,
    /// Name of the account, for those who may see who it was.
    pub name: String,
    pub at: DateTime<Utc>,
}

/// What is reclaimed for a year: of an Anstellungsträger by its settlement, of a Kita-Träger by the released run, which leaves
/// it less than was ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reclaim {
    pub payee: Payee,
    pub name: String,
    /// `open` + `received`.
    pub reclaimed: Euro,
    pub received: Euro,
    pub open: Euro,
    /// Where the three come from.
    #[serde(default)]
    pub told: ReclaimTold,
}

/// As it is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedInput {
    /// A [`Payee`] as text. Called as in pages from before Kita-Träger paid back.
    #[serde(alias = "anstellungstraeger")]
    pub payee: String,
    /// `receive` or `take_back`.
    pub act: String,
    pub amount: String,
    pub day: String,
    pub note: String,
}

/// A booking that is not compared with what is open yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedWish {
    payee: Payee,
    take_back: bool,
    amount: Euro,
    day: NaiveDate,
    note: String,
}

impl ReceivedInput {
    pub const RECEIVE: &str = "receive";
    pub const TAKE_BACK: &str = "take_back";

    /// # Errors
    /// All faults at once; fields are called `reclaim_…`, because other forms of the page have a day and an amount too.
    pub fn check(&self, today: NaiveDate) -> Result<ReceivedWish, Vec<FieldError>> {
        let mut faults = Faults::new();
        let required = |field, raw: &str, code| {
            FieldError::new(field, if raw.trim().is_empty() { ErrorCode::Required } else { code })
        };
        let of = self.payee.parse::<Payee>();
        let of = faults.take(of.map_err(|_| required("reclaim_of", &self.payee, ErrorCode::UnknownReference)));
        let take_back = match self.act.as_str() {
            Self::RECEIVE => Ok(false),
            Self::TAKE_BACK => Ok(true),
            other => Err(required("reclaim_act", other, ErrorCode::NotAChoice)),
        };
        let take_back = faults.take(take_back);
        let least = Euro::from_cents(1);
        let amount = Euro::parse_field("reclaim_amount", &self.amount).and_then(|amount| match amount < least {
            true => Err(FieldError::with_limit("reclaim_amount", ErrorCode::TooSmall, least.to_string())),
            false => Ok(amount),
        });
        let amount = faults.take(amount);
        let day = faults.take(check_booking_day("reclaim_day", &self.day, today));
        let named = |fault: FieldError| FieldError { field: "reclaim_note".into(), ..fault };
        let note = faults.take(check_reason(&self.note).map_err(named));
        let wish = of.zip(take_back).zip(amount).zip(day).zip(note);
        faults.finish(wish.map(|((((payee, take_back), amount), day), note)| ReceivedWish {
            payee,
            take_back,
            amount,
            day,
            note,
        }))
    }
}

/// Evidence that the Kasse may book.
#[derive(Clone, Debug)]
pub struct Receiving {
    year: i32,
    base: Version,
    by: Kasse,
    payee: Payee,
    amount: Euro,
    day: NaiveDate,
    note: String,
}

impl Receiving {
    /// # Errors
    /// `NotFound` where nothing is reclaimed, `TooLarge` at `reclaim_amount` for more than is open, or than was received
    /// where it is taken back.
    pub fn of(wish: ReceivedWish, ledger: &Ledger, by: &Kasse) -> Result<Self, AppError> {
        let ReceivedWish { payee, take_back, amount, day, note } = wish;
        let reclaims = ledger.reclaims().map_err(|_| AppError::field("reclaim_amount", ErrorCode::TooLarge))?;
        let found = reclaims.iter().find(|found| found.payee == payee);
        let found = found.ok_or(AppError::NotFound)?;
        let most = if take_back { found.received } else { found.open };
        if amount > most {
            let fault = FieldError::with_limit("reclaim_amount", ErrorCode::TooLarge, most.to_string());
            return Err(AppError::Invalid(vec![fault]));
        }
        let amount = if take_back { Euro::ZERO.checked_sub(amount).unwrap_or_default() } else { amount };
        Ok(Self { year: ledger.year, base: ledger.version, by: by.clone(), payee, amount, day, note })
    }

    pub fn year(&self) -> i32 {
        self.year
    }

    /// The state that was checked.
    pub fn base(&self) -> Version {
        self.base
    }

    pub fn by(&self) -> &Kasse {
        &self.by
    }

    pub fn payee(&self) -> Payee {
        self.payee
    }

    /// Below zero where an earlier booking is taken back.
    pub fn amount(&self) -> Euro {
        self.amount
    }

    pub fn day(&self) -> NaiveDate {
        self.day
    }

    pub fn note(&self) -> &str {
        &self.note
    }
}

/// What came back of one; `None` beyond what [`Euro`] holds.
pub(super) fn received_of(of: Payee, bookings: &[Received]) -> Option<Euro> {
    Euro::checked_sum(bookings.iter().filter(|found| found.payee == of).map(|found| found.amount))
}

impl Reclaim {
    pub fn amount(&self, column: ReclaimColumn) -> Euro {
        match column {
            ReclaimColumn::Reclaimed => self.reclaimed,
            ReclaimColumn::Received => self.received,
            ReclaimColumn::Open => self.open,
        }
    }
}

impl Ledger {
    /// What is reclaimed for the year, by name. It follows from what was ordered, settled and released alone, so that the Kasse
    /// needs no plan for it. Of an Anstellungsträger nothing is reclaimed before its settlement; a Kita-Träger has none, there
    /// the released run decides.
    pub fn reclaims(&self) -> Result<Vec<Reclaim>, BudgetError> {
        let mut reclaims = Vec::new();
        for (payee, budget) in self.decided() {
            let line = self.runs.iter().find_map(|run| run.line(payee));
            let name = line.map(|line| line.name.clone()).unwrap_or_default();
            let plan = EmployerPlan::new(payee, &name, budget, self)?;
            let (open, received) = (plan.rueckforderung, plan.received);
            let reclaimed = open.checked_add(received).ok_or(BudgetError::TooLarge)?;
            if reclaimed != Euro::ZERO || received != Euro::ZERO {
                let told = explain_reclaim(&plan, &self.received)?;
                reclaims.push(Reclaim { payee, name, reclaimed, received, open, told });
            }
        }
        reclaims.sort_by(|a, b| a.name.cmp(&b.name).then(a.payee.cmp(&b.payee)));
        Ok(reclaims)
    }

    /// Who may owe something for certain, with the budget that counts.
    fn decided(&self) -> BTreeMap<Payee, Euro> {
        let entries = self.counter_entries.iter().map(|entry| entry.anstellungstraeger);
        let settled = entries.filter(|id| Carried::of(*id, self.year, &self.counter_entries).settled.is_some());
        // Once settled, the budget does not count any more.
        let mut decided: BTreeMap<Payee, Euro> = settled.map(|id| (id.into(), Euro::ZERO)).collect();
        let Some(shares) = &self.traeger else { return decided };
        let lines = self.runs.iter().flat_map(|run| &run.lines);
        for line in lines.filter(|line| line.payee.anstellungstraeger().is_none()) {
            let share = shares.iter().find(|share| Payee::from(share.kita_traeger) == line.payee);
            decided.insert(line.payee, share.map_or(Euro::ZERO, |share| share.amount));
        }
        decided
    }
}
