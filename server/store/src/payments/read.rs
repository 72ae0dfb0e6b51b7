//! Reading release and payments of a year: one statement, so that all of it is of one moment.

use super::first_charge::FirstChargeRow;
use super::received::NamedReceivedRow;
use super::rows::{BookingRow, CounterEntryRow, LineRow, NamedStepRow, NamedSuspensionRow};
use crate::{
    error,
    row::{Day, Ref},
};
use domain::{
    AppError,
    budgets::payment::{Ledger, PaymentRun},
    ids::{AccountId, PaymentRunId, RunId},
};
use surrealdb::types::{Error, SurrealValue};

pub(super) const RELEASED_YEARS: &str =
    "SELECT VALUE record::id(id) AS year FROM budget_year WHERE released != NONE ORDER BY year DESC;";

pub(super) const YEAR_OF: &str = "SELECT VALUE year FROM $payment;";

/// Whether a ledger is another than the one that was read before: every write to a year's release, payments and settlements
/// counts up the version of its head, and names of accounts can change at any time.
pub(super) const STATE: &str =
    "RETURN { year: $year, version: $head.version ?? 0, names: (SELECT id, name FROM account ORDER BY id) };";

/// The state stands in the same snapshot as the rest. Ids of payment runs sort by time.
pub(super) const LEDGER: &str = "RETURN {
    state: { year: $year, version: $head.version ?? 0, names: (SELECT id, name FROM account ORDER BY id) },
    released: $head.released,
    runs: (
        SELECT id, month, run, execution,
            (SELECT * FROM payment_line WHERE payment = $parent.id ORDER BY position) AS lines,
            (SELECT kind, by, by.name AS name, at, reason FROM payment_step WHERE payment = $parent.id) AS steps,
            (SELECT * FROM payment_booking WHERE payment = $parent.id ORDER BY at, kind) AS bookings
        FROM payment_run WHERE year = $year ORDER BY id
    ),
    suspensions: (
        SELECT number, anstellungstraeger, months, suspended, reason, by, by.name AS name, at FROM suspension
            WHERE year = $year ORDER BY number
    ),
    counter_entries: (
        SELECT anstellungstraeger, year, number, eligible, offset_amount, offset_year, at FROM settlement
            WHERE year = $year OR offset_year = $year ORDER BY year, number
    ),
    received: (
        SELECT number, anstellungstraeger, kita_traeger, amount, day, note, by, by.name AS name, at FROM received
            WHERE year = $year ORDER BY number
    ),
    first_charge: (SELECT * FROM first_charge WHERE year = $year ORDER BY id)
};";

/// Equal where ledgers are equal.
#[derive(Clone, PartialEq, SurrealValue)]
pub(crate) struct LedgerState {
    year: i64,
    version: i64,
    names: Vec<NameRow>,
}

#[derive(Clone, PartialEq, SurrealValue)]
struct NameRow {
    id: Ref<AccountId>,
    name: String,
}

#[derive(SurrealValue)]
pub(super) struct LedgerRow {
    state: LedgerState,
    released: Option<Ref<RunId>>,
    runs: Vec<RunRow>,
    suspensions: Vec<NamedSuspensionRow>,
    counter_entries: Vec<CounterEntryRow>,
    received: Vec<NamedReceivedRow>,
    first_charge: Vec<FirstChargeRow>,
}

#[derive(SurrealValue)]
struct RunRow {
    id: Ref<PaymentRunId>,
    month: i64,
    run: Ref<RunId>,
    execution: Option<Day>,
    lines: Vec<LineRow>,
    steps: Vec<NamedStepRow>,
    bookings: Vec<BookingRow>,
}

impl LedgerRow {
    /// Without the shares of Kita-Träger, which stand in the released run.
    pub(super) fn into_domain(self, year: i32) -> Result<(LedgerState, Ledger), Error> {
        let unreadable = |what: &str| Error::internal(format!("unreadable {what} of a year's payments"));
        let run = |row: RunRow| {
            let mut steps = row.steps.into_iter().map(NamedStepRow::into_domain).collect::<Result<Vec<_>, _>>()?;
            // Those of one moment stand in the order in which they can only have been taken.
            steps.sort_by_key(|step| (step.at, step.kind));
            Ok(PaymentRun {
                id: row.id.0,
                year,
                month: u8::try_from(row.month).ok().filter(|month| *month < 12).ok_or_else(|| unreadable("month"))?,
                run: row.run.0,
                lines: row.lines.into_iter().map(LineRow::into_domain).collect::<Result<_, _>>()?,
                steps,
                bookings: row.bookings.into_iter().map(BookingRow::into_domain).collect::<Result<_, _>>()?,
                execution: row.execution.map(|day| day.0),
            })
        };
        let ledger = Ledger {
            year,
            version: self.state.version.try_into().map_err(|_| unreadable("version"))?,
            released: self.released.map(|run| run.0),
            runs: self.runs.into_iter().map(run).collect::<Result<_, Error>>()?,
            suspensions: self.suspensions.into_iter().map(NamedSuspensionRow::into_domain).collect::<Result<_, _>>()?,
            received: self.received.into_iter().map(NamedReceivedRow::into_domain).collect::<Result<_, _>>()?,
            first_charge: self.first_charge.into_iter().map(FirstChargeRow::into_domain).collect::<Result<_, _>>()?,
            counter_entries: self
                .counter_entries
                .into_iter()
                .map(CounterEntryRow::into_domain)
                .collect::<Result<_, _>>()?,
            traeger: None,
        };
        Ok((self.state, ledger))
    }
}

pub(super) fn year(text: &'static str, stored: i64) -> Result<i32, AppError> {
    i32::try_from(stored).map_err(|_| error::internal(text, "a year beyond any calendar"))
}
