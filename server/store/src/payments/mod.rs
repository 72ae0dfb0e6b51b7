//! Release and payments of the budget: [`PaymentStore`] for the database. All of it meets in the head record of its year.

mod first_charge;
mod read;
mod received;
mod rows;

use crate::{
    Store,
    audit::Audit,
    error,
    query::Query,
    row::{Day, Keyed, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::{Koordination, PaymentReader, Right},
    budgets::{
        Release,
        first_charge::{FirstChargeCarrying, FirstChargeChange},
        payment::{
            Anordnung, Booked, Cancellation, Feststellung, FileOrder, Ledger, Prepared, Receiving, Renewal, StepKind,
            Suspending, Version, german, port::PaymentStore,
        },
    },
    ids::{AccountId, PaymentRunId, RunId},
};
use first_charge::FirstChargeRow;
pub(crate) use read::LedgerState;
use read::{LEDGER, LedgerRow, RELEASED_YEARS, STATE, YEAR_OF};
use received::{RECEIVE, ReceivedRow};
use rows::{BookingRow, LineRow, PaymentRow, StepRow, SuspensionRow};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue, Uuid, Value};

/// Only a draft can be proposed.
const REQUEST_RELEASE: &str = "
    IF !record::exists($run) { THROW 'not_found' };
    IF $run.status != 'draft' { THROW 'conflict' };
    UPDATE $run SET status = 'requested', requested_by = $by, requested_at = $now RETURN NONE;
";

/// Only who asked takes it back.
const TAKE_BACK_REQUEST: &str = "
    IF !record::exists($run) { THROW 'not_found' };
    IF $run.status = 'requested' AND $run.requested_by != $by { THROW 'forbidden' };
    IF $run.status != 'requested' { THROW 'conflict' };
    UPDATE $run SET status = 'draft', requested_by = NONE, requested_at = NONE RETURN NONE;
";

const STATUS_OF: &str = "SELECT VALUE status FROM $run;";

/// The head record is made with the first release of its year, or with the list of its first charge. Who repeats the own
/// release is answered as before.
const RELEASE: &str = "
    IF $run.status != 'released' OR $run.released_by != $by {
        IF $run.status != 'requested' OR $run.saved_by = $by OR $run.requested_by = $by { THROW 'conflict' };
        IF ($head.version ?? 0) != $base { THROW 'conflict' };
        UPSERT $head SET version = $base + 1, released = $run RETURN NONE;
        UPDATE $run SET status = 'released', released_by = $by, released_at = $now RETURN NONE;
    };
";

const PREPARE: &str = "
    IF record::exists($payment) {
        IF $payment.sha256 != $row.sha256 { THROW 'conflict' };
    } ELSE {
        IF $head.version != $base OR $head.released != $row.run { THROW 'conflict' };
        UPDATE $head SET version = $base + 1 RETURN NONE;
        CREATE $payment CONTENT $row RETURN NONE;
        FOR $line IN $lines { CREATE $line.id CONTENT $line RETURN NONE };
        CREATE $step.id CONTENT $step RETURN NONE;
    };
";

/// Both or nothing; who repeats it is answered as before.
const RENEW: &str = "
    IF record::exists($payment) {
        IF $payment.sha256 != $row.sha256 OR $outdated.status != 'cancelled' { THROW 'conflict' };
    } ELSE {
        IF !record::exists($outdated) { THROW 'not_found' };
        IF $head.version != $base OR $head.released != $row.run { THROW 'conflict' };
        IF $outdated.status NOT IN ['prepared', 'festgestellt'] { THROW 'conflict' };
        UPDATE $head SET version = $base + 1 RETURN NONE;
        UPDATE $outdated SET status = 'cancelled' RETURN NONE;
        CREATE $back.id CONTENT $back RETURN NONE;
        CREATE $payment CONTENT $row RETURN NONE;
        FOR $line IN $lines { CREATE $line.id CONTENT $line RETURN NONE };
        CREATE $step.id CONTENT $step RETURN NONE;
    };
";

/// One step of a payment run that goes from one status to the next. `$not_by` names the step that somebody else must have
/// done. Who repeats the own step is answered as before.
const STEP: &str = "
    IF !record::exists($payment) { THROW 'not_found' };
    IF !record::exists($step.id) OR $step_id.by != $step.by {
        IF $head.version != $base OR $payment.status NOT IN $from { THROW 'conflict' };
        IF record::exists($not_by) AND $not_by.by = $step.by { THROW ':same_person' };
        UPDATE $head SET version = $base + 1 RETURN NONE;
        UPDATE $payment SET status = $to RETURN NONE;
        CREATE $step.id CONTENT $step RETURN NONE;
    };
";

const MAKE_FILE: &str = "
    IF !record::exists($payment) { THROW 'not_found' };
    IF $payment.execution != $execution {
        IF $head.version != $base OR $payment.status != 'angeordnet' OR $payment.execution != NONE { THROW 'conflict' };
        UPDATE $head SET version = $base + 1 RETURN NONE;
        UPDATE $payment SET execution = $execution RETURN NONE;
        CREATE $step.id CONTENT $step RETURN NONE;
    };
";

/// Who repeats the own decision is answered as before: the same in everything, since the number alone says only when.
const SUSPEND: &str = "
    IF $stored.by != $row.by OR $stored.anstellungstraeger != $row.anstellungstraeger OR $stored.months != $row.months
        OR $stored.suspended != $row.suspended OR $stored.reason != $row.reason {
        IF $head.version != $base { THROW 'conflict' };
        UPDATE $head SET version = $base + 1 RETURN NONE;
        CREATE $stored CONTENT $row RETURN NONE;
    };
";

/// Entries are added once and withdrawn once, also before anything of the year was released; who repeats that is answered as
/// before.
const CHANGE_FIRST_CHARGE: &str = "
    IF !record::exists($entry) OR $entry.withdrawn_reason != $row.withdrawn_reason {
        IF ($head.version ?? 0) != $base { THROW 'conflict' };
        UPSERT $head SET version = $base + 1 RETURN NONE;
        UPSERT $entry CONTENT $row RETURN NONE;
    };
";

/// One entry is withdrawn and another takes its place; who repeats it is answered as before.
const END_FIRST_CHARGE: &str = "
    IF !record::exists($entry) OR $old.withdrawn_reason != $old_row.withdrawn_reason {
        IF ($head.version ?? 0) != $base OR record::exists($entry) { THROW 'conflict' };
        UPSERT $head SET version = $base + 1 RETURN NONE;
        UPSERT $old CONTENT $old_row RETURN NONE;
        CREATE $entry CONTENT $row RETURN NONE;
    };
";

/// Entries that are all there already are those of a request that was sent twice.
const CARRY_FIRST_CHARGE_ON: &str = "
    LET $missing = $rows[WHERE !record::exists(id)];
    IF array::len($missing) > 0 {
        IF ($head.version ?? 0) != $base OR array::len($missing) != array::len($rows) { THROW 'conflict' };
        UPSERT $head SET version = $base + 1 RETURN NONE;
        FOR $row IN $rows { CREATE $row.id CONTENT $row RETURN NONE };
    };
";

/// Bookings that are all there already are those of a request that was sent twice.
const BOOK: &str = "
    IF !record::exists($payment) { THROW 'not_found' };
    LET $missing = $bookings[WHERE !record::exists(id)];
    IF array::len($missing) > 0 {
        IF $head.version != $base OR $payment.status != 'angeordnet' { THROW 'conflict' };
        IF array::len($missing) != array::len($bookings) { THROW 'conflict' };
        UPDATE $head SET version = $base + 1 RETURN NONE;
        FOR $booking IN $bookings { CREATE $booking.id CONTENT $booking RETURN NONE };
    };
";

#[async_trait]
impl PaymentStore for Store {
    async fn released_years(&self, _by: &PaymentReader) -> Result<Vec<i32>, AppError> {
        let years: Vec<i64> = self.rows(Query::read(RELEASED_YEARS)).await?;
        years.into_iter().map(|year| read::year(RELEASED_YEARS, year)).collect()
    }

    async fn ledger(&self, by: &PaymentReader, year: i32) -> Result<Ledger, AppError> {
        let now = Query::read(STATE).bind("head", head_record(year)).bind("year", i64::from(year));
        let now: LedgerState = self.value(now).await?;
        if let Some(kept) = self.kept_ledgers().find(&now) {
            return Ok(Ledger::clone(&kept).visible_to(by));
        }
        let query = Query::read(LEDGER).bind("head", head_record(year)).bind("year", i64::from(year));
        let row: LedgerRow = self.value(query).await?;
        let (state, mut ledger) = row.into_domain(year).map_err(|cause| error::unreadable(LEDGER, &cause))?;
        if let Some(released) = ledger.released {
            ledger.traeger = self.traeger_of(released).await?;
        }
        let ledger = Arc::new(ledger);
        self.kept_ledgers().keep(state, &ledger);
        Ok(Ledger::clone(&ledger).visible_to(by))
    }

    async fn year_of(&self, _by: &PaymentReader, id: PaymentRunId) -> Result<i32, AppError> {
        let year: Option<i64> = self.row(Query::read(YEAR_OF).bind("payment", Ref(id))).await?;
        read::year(YEAR_OF, year.ok_or(AppError::NotFound)?)
    }

    async fn request_release(&self, by: &Koordination, run: RunId, now: DateTime<Utc>) -> Result<(), AppError> {
        let query = Query::audited(REQUEST_RELEASE, Audit::values(by, "budget.request_release", now).of(run))
            .bind("run", Ref(run))
            .bind("by", Ref(by.principal().account))
            .bind("now", now);
        self.once(query, run, "requested").await
    }

    async fn take_back_request(&self, by: &Koordination, run: RunId, now: DateTime<Utc>) -> Result<(), AppError> {
        let query = Query::audited(TAKE_BACK_REQUEST, Audit::values(by, "budget.take_back_request", now).of(run))
            .bind("run", Ref(run))
            .bind("by", Ref(by.principal().account));
        self.once(query, run, "draft").await
    }

    async fn release(&self, release: &Release, base: Version, now: DateTime<Utc>) -> Result<(), AppError> {
        let head = head_record(release.year());
        let audit = Audit::values(release.by(), "budget.release", now).of(release.run()).of_record(head.clone()).once();
        let query = Query::audited(RELEASE, audit)
            .bind("run", Ref(release.run()))
            .bind("by", Ref(release.by().principal().account))
            .bind("head", head)
            .bind("base", version(base))
            .bind("now", now);
        self.run(query).await
    }

    async fn prepare(&self, by: &Koordination, prepared: &Prepared, now: DateTime<Utc>) -> Result<(), AppError> {
        let head = head_record(prepared.year());
        let lines: Vec<Value> = prepared.lines().iter().map(|line| LineRow::of(prepared.id(), line)).collect();
        let row = PaymentRow::of(prepared, lines_hash(prepared)?)?;
        let audit = Audit::values(by, "budget.prepare_payment", now).of(prepared.id()).of_record(head.clone()).once();
        let step = StepRow::of(prepared.id(), StepKind::Prepared, by.principal().account, now, None);
        let query = Query::audited(PREPARE, audit)
            .bind("payment", Ref(prepared.id()))
            .bind("head", head)
            .bind("base", version(prepared.base()))
            .bind("row", row)
            .bind("lines", lines)
            .bind("step", step);
        self.run(query).await
    }

    async fn renew(&self, renewal: &Renewal, now: DateTime<Utc>) -> Result<(), AppError> {
        let (prepared, outdated) = (renewal.prepared(), renewal.outdated());
        let (head, account) = (head_record(prepared.year()), renewal.by().principal().account);
        let lines: Vec<Value> = prepared.lines().iter().map(|line| LineRow::of(prepared.id(), line)).collect();
        let row = PaymentRow::of(prepared, lines_hash(prepared)?)?;
        let audit = Audit::values(renewal.by(), "budget.renew_payment", now);
        let audit = audit.of(outdated).of(prepared.id()).of_record(head.clone()).once();
        let reason = Some(german::PLAN_CHANGED.to_owned());
        let query = Query::audited(RENEW, audit)
            .bind("outdated", Ref(outdated))
            .bind("payment", Ref(prepared.id()))
            .bind("head", head)
            .bind("base", version(prepared.base()))
            .bind("back", StepRow::of(outdated, StepKind::Cancelled, account, now, reason))
            .bind("row", row)
            .bind("lines", lines)
            .bind("step", StepRow::of(prepared.id(), StepKind::Prepared, account, now, None));
        self.run(query).await
    }

    async fn feststellen(&self, feststellung: &Feststellung, now: DateTime<Utc>) -> Result<(), AppError> {
        let step = OneStep {
            payment: feststellung.payment(),
            year: feststellung.year(),
            base: feststellung.base(),
            kind: StepKind::Festgestellt,
            from: &["prepared"],
            not_by: None,
            reason: None,
        };
        self.take(feststellung.by(), "budget.feststellen", step, now).await
    }

    async fn anordnen(&self, anordnung: &Anordnung, now: DateTime<Utc>) -> Result<(), AppError> {
        let step = OneStep {
            payment: anordnung.payment(),
            year: anordnung.year(),
            base: anordnung.base(),
            kind: StepKind::Angeordnet,
            from: &["festgestellt"],
            not_by: Some(StepKind::Festgestellt),
            reason: None,
        };
        self.take(anordnung.by(), "budget.anordnen", step, now).await
    }

    async fn cancel(&self, cancellation: &Cancellation, now: DateTime<Utc>) -> Result<(), AppError> {
        let step = OneStep {
            payment: cancellation.payment(),
            year: cancellation.year(),
            base: cancellation.base(),
            kind: StepKind::Cancelled,
            from: &["prepared", "festgestellt"],
            not_by: None,
            reason: Some(cancellation.reason().to_owned()),
        };
        self.take(cancellation.by(), "budget.cancel_payment", step, now).await
    }

    async fn make_file(&self, order: &FileOrder, now: DateTime<Utc>) -> Result<(), AppError> {
        let head = head_record(order.year());
        let audit =
            Audit::values(order.by(), "budget.make_file", now).of(order.payment()).of_record(head.clone()).once();
        let by = order.by().principal().account;
        let query = Query::audited(MAKE_FILE, audit)
            .bind("payment", Ref(order.payment()))
            .bind("head", head)
            .bind("base", version(order.base()))
            .bind("execution", Day(order.execution()))
            .bind("step", StepRow::of(order.payment(), StepKind::FileMade, by, now, None));
        self.run(query).await
    }

    async fn suspend(&self, suspending: &Suspending, now: DateTime<Utc>) -> Result<(), AppError> {
        let head = head_record(suspending.year());
        let row = SuspensionRow::of(suspending, now);
        let stored = row.record();
        let audit = Audit::values(suspending.by(), "budget.suspend", now)
            .of_record(head.clone())
            .once()
            .of_record(stored.clone());
        let query = Query::audited(SUSPEND, audit)
            .bind("head", head)
            .bind("base", version(suspending.base()))
            .bind("stored", stored)
            .bind("row", row);
        self.run(query).await
    }

    async fn receive(&self, receiving: &Receiving, now: DateTime<Utc>) -> Result<(), AppError> {
        let head = head_record(receiving.year());
        let row = ReceivedRow::of(receiving, now);
        let stored = row.record();
        let audit = Audit::values(receiving.by(), "budget.receive", now)
            .of_record(head.clone())
            .once()
            .of_record(stored.clone());
        let query = Query::audited(RECEIVE, audit)
            .bind("head", head)
            .bind("base", version(receiving.base()))
            .bind("stored", stored)
            .bind("row", row);
        self.run(query).await
    }

    async fn change_first_charge(&self, change: &FirstChargeChange, now: DateTime<Utc>) -> Result<(), AppError> {
        let (entry, head) = (change.entry(), head_record(change.entry().year));
        let action = match (change.replaced(), entry.counts()) {
            (Some(_), _) => "budget.first_charge_end",
            (None, true) => "budget.first_charge_add",
            (None, false) => "budget.first_charge_withdraw",
        };
        let audit = Audit::values(change.by(), action, now).of(entry.post.id).of_record(head.clone()).once();
        let query = match change.replaced() {
            Some(old) => Query::audited(END_FIRST_CHARGE, audit.of(old.post.id))
                .bind("old", Ref(old.post.id))
                .bind("old_row", FirstChargeRow::of(old)),
            None => Query::audited(CHANGE_FIRST_CHARGE, audit),
        };
        let query = query
            .bind("entry", Ref(entry.post.id))
            .bind("head", head)
            .bind("base", version(change.base()))
            .bind("row", FirstChargeRow::of(entry));
        self.run(query).await
    }

    async fn carry_first_charge_on(&self, carrying: &FirstChargeCarrying, now: DateTime<Utc>) -> Result<(), AppError> {
        let head = head_record(carrying.year());
        let audit = Audit::values(carrying.by(), "budget.first_charge_carry_on", now).of_record(head.clone()).once();
        let audit = carrying.entries().iter().fold(audit, |audit, entry| audit.of(entry.post.id));
        let rows: Vec<FirstChargeRow> = carrying.entries().iter().map(FirstChargeRow::of).collect();
        let query = Query::audited(CARRY_FIRST_CHARGE_ON, audit)
            .bind("head", head)
            .bind("base", version(carrying.base()))
            .bind("rows", rows);
        self.run(query).await
    }

    async fn book(&self, booked: &Booked, now: DateTime<Utc>) -> Result<(), AppError> {
        let head = head_record(booked.year());
        let rows: Vec<BookingRow> =
            booked.bookings().iter().map(|booking| BookingRow::of(booked.payment(), booking)).collect();
        let audit = Audit::values(booked.by(), "budget.book", now).of(booked.payment()).of_record(head.clone()).once();
        let audit = rows.iter().fold(audit, |audit, row| audit.of_record(row.id().clone()));
        let query = Query::audited(BOOK, audit)
            .bind("payment", Ref(booked.payment()))
            .bind("head", head)
            .bind("base", version(booked.base()))
            .bind("bookings", rows.into_iter().map(SurrealValue::into_value).collect::<Vec<Value>>());
        self.run(query).await
    }
}

/// A step from one status to the next.
struct OneStep {
    payment: PaymentRunId,
    year: i32,
    base: Version,
    kind: StepKind,
    from: &'static [&'static str],
    /// The step that must be somebody else's.
    not_by: Option<StepKind>,
    reason: Option<String>,
}

impl Store {
    /// Makes a run what is `wanted`. One that is that already is left alone, and the log has no second row about it.
    async fn once(&self, query: Query, run: RunId, wanted: &str) -> Result<(), AppError> {
        let done = self.run(query).await;
        if done == Err(AppError::Conflict) {
            let status: Option<String> = self.row(Query::read(STATUS_OF).bind("run", Ref(run))).await?;
            if status.as_deref() == Some(wanted) {
                return Ok(());
            }
        }
        done
    }

    async fn take(
        &self,
        by: &impl Right,
        action: &'static str,
        step: OneStep,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let head = head_record(step.year);
        let account: AccountId = by.principal().account;
        let audit = Audit::values(by, action, now).of(step.payment).of_record(head.clone()).once();
        let not_by = step.not_by.map(|kind| step_record(step.payment, kind));
        let query = Query::audited(STEP, audit)
            .bind("payment", Ref(step.payment))
            .bind("head", head)
            .bind("base", version(step.base))
            .bind("from", step.from.iter().map(|status| (*status).to_owned()).collect::<Vec<String>>())
            .bind("to", step.kind.code())
            .bind("not_by", not_by.unwrap_or_else(|| step_record(step.payment, step.kind)))
            .bind("step_id", step_record(step.payment, step.kind))
            .bind("step", StepRow::of(step.payment, step.kind, account, now, step.reason));
        self.run(query).await
    }
}

/// `budget_year:2027`
pub(crate) fn head_record(year: i32) -> RecordId {
    RecordId::new("budget_year", i64::from(year))
}

/// `payment_step:[u'…', 'angeordnet']`
fn step_record(payment: PaymentRunId, kind: StepKind) -> RecordId {
    let key = vec![Value::Uuid(Uuid::from(payment.key())), Value::String(kind.code().to_owned())];
    RecordId::new("payment_step", RecordIdKey::Array(key.into()))
}

pub(crate) fn version(base: Version) -> i64 {
    i64::try_from(base).unwrap_or(i64::MAX)
}

fn lines_hash(prepared: &Prepared) -> Result<String, AppError> {
    let json = serde_json::to_string(prepared.lines()).map_err(|cause| error::internal(PREPARE, &cause.to_string()))?;
    Ok(hex::encode(Sha256::digest(json)))
}
