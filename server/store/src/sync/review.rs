//! What waits to be reviewed, and letting it in.

use super::{
    finished::{entries, finish},
    rows::{
        BegunRow, ChangeId, FinishRow, MarkRow, ReviewRow, WaitingRow, begun_record, change_range, change_record,
        waiting_record,
    },
};
use crate::{Store, audit::Audit, query::Query, row::Ref};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    ids::{DeviceId, ErhebungId, SubmissionId},
    sync::{
        Change, ChangeKey, Entry,
        port::{WaitingChanges, WaitingContent},
        protocol::SentChange,
    },
};
use surrealdb::types::{RecordId, SurrealValue, Uuid};

const WAITING: &str = "
    SELECT *, device.revoked_at IS NOT NONE AS is_revoked FROM change_waiting ORDER BY since, id;
";

const ONE: &str = "SELECT * FROM $waiting;";

const CHANGES: &str = "SELECT id, hash, body FROM $changes ORDER BY id;";

/// Changes nothing; the transaction is there for the audit row, without which nobody reads what waits.
const LOOK: &str = "
    IF !record::exists($waiting) { THROW 'not_found' };
    SELECT id, erhebung, body, hash FROM $changes ORDER BY id;
";

/// By its key, because nothing finds changes by their submission: an index would cost every push.
const BEFORE: &str = "
    SELECT id, erhebung, body FROM $changes
        WHERE submission = $submission AND verdict = 'accepted' ORDER BY id;
";

const LET_IN: &str = concat!(
    "
    LET $seqs_now = (SELECT VALUE seqs FROM $waiting)[0];
    IF $seqs_now IS NONE { THROW 'not_found' };
    IF $seqs_now != $seqs { THROW 'conflict' };
    LET $known = SELECT VALUE erhebung FROM $begun.id;
    IF array::len($known) > 0 AND $known[0] != $begun.erhebung { THROW 'conflict' };
    IF array::len($known) = 0 { CREATE $begun.id CONTENT $begun RETURN NONE };
    UPDATE $changes SET verdict = 'accepted' WHERE verdict != 'accepted' RETURN NONE;
    INSERT INTO change_mark $marks RETURN NONE;
",
    finish!(),
    "
    DELETE $waiting RETURN NONE;
"
);

/// The numbers stay used, and the hashes, so that the device's numbers have no gap and the same push is known again. The device
/// is told with the next reply. A text never changes: a record without it takes the place of the other one.
const TURN_DOWN: &str = "
    LET $seqs_now = (SELECT VALUE seqs FROM $waiting)[0];
    IF $seqs_now IS NONE { THROW 'not_found' };
    IF $seqs_now != $seqs { THROW 'conflict' };
    LET $rows = SELECT * FROM $changes WHERE verdict != 'accepted';
    FOR $row IN $rows {
        DELETE $row.id RETURN NONE;
        CREATE $row.id CONTENT {
            erhebung: $row.erhebung, submission: $row.submission, body: '', hash: $row.hash, verdict: $row.verdict
        } RETURN NONE;
    };
    UPDATE $device SET turned_down = array::union(turned_down ?? [], $seqs) RETURN NONE;
    DELETE $waiting RETURN NONE;
";

#[derive(SurrealValue)]
struct StoredRow {
    id: ChangeId,
    hash: String,
    body: String,
}

#[derive(SurrealValue)]
struct SentRow {
    id: ChangeId,
    erhebung: Option<Ref<ErhebungId>>,
    body: String,
    hash: String,
}

impl SentRow {
    fn into_domain(self) -> SentChange {
        let Self { id, erhebung, body, hash } = self;
        SentChange { seq: id.0.seq, erhebung: erhebung.map(|id| id.0), body, hash }
    }
}

impl Store {
    pub(super) async fn waiting_changes(&self) -> Result<Vec<WaitingChanges>, AppError> {
        let rows: Vec<ReviewRow> = self.rows(Query::read(WAITING)).await?;
        Ok(rows.into_iter().map(ReviewRow::into_domain).collect())
    }

    pub(super) async fn look_at_changes(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<WaitingContent, AppError> {
        let row = self.waiting_row(device, submission).await?;
        let waiting = waiting_record(device, submission);
        let audit = Audit::hashes(by, "sync.look", at).of_record(waiting.clone());
        let query = Query::audited(LOOK, audit).bind("waiting", waiting).bind("changes", change_records(device, &row));
        let changes: Vec<SentRow> = self.rows(query).await?;
        Ok(WaitingContent {
            device,
            submission,
            erhebung: row.erhebung.map(|id| id.0),
            changes: changes.into_iter().map(SentRow::into_domain).collect(),
            before: self.arrived_before(device, submission).await?,
        })
    }

    /// What counts of a submission: of this device all of it, and of the others what finished it. The same twice says no more.
    async fn arrived_before(&self, device: DeviceId, submission: SubmissionId) -> Result<Vec<Entry>, AppError> {
        let query = Query::read(BEFORE)
            .bind("changes", change_range(device, 1, u32::MAX))
            .bind("submission", Uuid::from(submission.uuid()));
        let rows: Vec<FinishRow> = self.rows(query).await?;
        let mut entries: Vec<Entry> = rows.into_iter().filter_map(FinishRow::into_entry).collect();
        entries.extend(self.finishing_entries(submission).await?);
        Ok(entries)
    }

    async fn waiting_row(&self, device: DeviceId, submission: SubmissionId) -> Result<WaitingRow, AppError> {
        let waiting = waiting_record(device, submission);
        self.row(Query::read(ONE).bind("waiting", waiting)).await?.ok_or(AppError::NotFound)
    }

    pub(super) async fn let_changes_in(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let waiting = waiting_record(device, submission);
        let row = self.waiting_row(device, submission).await?;
        // What names no Erhebung belongs to nobody.
        let erhebung = row.erhebung.ok_or(AppError::Conflict)?;
        let changes = change_records(device, &row);
        let stored: Vec<StoredRow> = self.rows(Query::read(CHANGES).bind("changes", changes.clone())).await?;
        let texts = stored.iter().map(|row| (row.id.0.seq, Some(erhebung.0), row.body.as_str()));
        let mut finished = entries(device, texts);
        // What names another Erhebung does not count, whatever its hash.
        finished.retain(|entry| matches!(&entry.change, Change::Finished { sent } if sent.erhebung == erhebung.0));
        let finishing = self.finishing_rows(finished, at).await?;
        let audit = Audit::hashes(by, "sync.let_in", at).of_record(waiting.clone());
        let query = Query::audited(LET_IN, audit)
            .bind("waiting", waiting)
            .bind("seqs", row.seqs)
            .bind("begun", BegunRow { id: begun_record(submission), erhebung })
            .bind("changes", changes)
            .bind("finishing", finishing);
        let stored = stored.into_iter().map(|row| (row.id.0.seq, row.hash));
        let query = query.bind("marks", MarkRow::of(device, stored).into_iter().collect::<Vec<_>>());
        self.run(query).await
    }
}

impl Store {
    pub(super) async fn turn_changes_down(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let waiting = waiting_record(device, submission);
        let row = self.waiting_row(device, submission).await?;
        let audit = Audit::hashes(by, "sync.turn_down", at).of_record(waiting.clone());
        let query = Query::audited(TURN_DOWN, audit)
            .bind("waiting", waiting)
            .bind("changes", change_records(device, &row))
            .bind("device", Ref(device))
            .bind("seqs", row.seqs);
        self.run(query).await
    }
}

/// The changes of a device that wait in this row.
fn change_records(device: DeviceId, row: &WaitingRow) -> Vec<RecordId> {
    let seqs = row.seqs.iter().filter_map(|seq| u32::try_from(*seq).ok());
    seqs.map(|seq| change_record("change", ChangeKey { device, seq })).collect()
}
