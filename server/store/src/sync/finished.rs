//! Sheets that are finished: what is stored as their content, and the choice where there is more than one.

use super::rows::{ChangeRow, FinishRow, FinishingRow, MarkRow, TwiceRow, begun_record, twice_record};
use crate::{Store, audit::Audit, query::Query};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    ids::{DeviceId, ErhebungId, SubmissionId},
    sync::{Change, ChangeKey, Entry, Finishing, Noted, Record, Verdict, port::FinishedTwice, server::NewChange},
};
use std::collections::BTreeMap;
use surrealdb::types::RecordId;

/// Notes that changes finish submissions, and what follows: the first content is stored, a choice replaces it, and where
/// contents stand beside each other somebody has to choose. Who has not seen all the changes that finished it before begins
/// again. What is stored without being among the contents came as a whole, and nothing replaces it.
macro_rules! finish {
    () => {
        "
    FOR $one IN $finishing {
        LET $earlier = (SELECT VALUE finished FROM $one.begun)[0] ?? [];
        IF array::len($earlier) != $one.seen { THROW 'conflict' };
        UPDATE $one.begun SET finished = array::union($earlier, $one.changes) RETURN NONE;
        LET $held = (SELECT VALUE hash FROM $one.row.id)[0];
        IF $held IS NONE { CREATE $one.row.id CONTENT $one.row RETURN NONE };
        IF $held IS NOT NONE AND $held != $one.row.hash AND $one.is_chosen AND $held IN $one.known {
            UPDATE $one.row.id SET day = $one.row.day, hash = $one.row.hash, content = $one.row.content RETURN NONE
        };
        IF $one.is_open AND !record::exists($one.twice) {
            CREATE $one.twice CONTENT { erhebung: $one.row.erhebung, since: $one.at } RETURN NONE
        };
        IF !$one.is_open { DELETE $one.twice RETURN NONE };
    };
"
    };
}
pub(super) use finish;

const OF: &str = "SELECT VALUE finished ?? [] FROM $begun;";

const CHANGES: &str = "SELECT device, seq, erhebung, body FROM $changes ORDER BY seq;";

const TWICE: &str =
    "SELECT record::id(id) AS submission, erhebung, since FROM finished_twice ORDER BY since, submission;";

/// Changes nothing; the transaction is there for the audit row.
const COMPARE: &str = "
    IF !record::exists($twice) { THROW 'not_found' };
    SELECT device, seq, erhebung, body FROM $changes ORDER BY seq;
";

const CHOOSE: &str = concat!(
    "
    IF !record::exists($twice) { THROW 'conflict' };
    INSERT INTO change $changes RETURN NONE;
    INSERT INTO change_mark $marks RETURN NONE;
",
    finish!()
);

/// The changes that finish a submission.
struct Finishes {
    /// All of them, whether this version reads them or not.
    records: Vec<RecordId>,
    entries: Vec<Entry>,
}

impl Store {
    async fn finishes_of(&self, submission: SubmissionId) -> Result<Finishes, AppError> {
        let records = self.records_of(submission).await?;
        let rows: Vec<FinishRow> = self.rows(Query::read(CHANGES).bind("changes", records.clone())).await?;
        Ok(Finishes { records, entries: rows.into_iter().filter_map(FinishRow::into_entry).collect() })
    }

    /// The changes that finish a submission, as far as this version reads them.
    pub(super) async fn finishing_entries(&self, submission: SubmissionId) -> Result<Vec<Entry>, AppError> {
        Ok(self.finishes_of(submission).await?.entries)
    }

    async fn records_of(&self, submission: SubmissionId) -> Result<Vec<RecordId>, AppError> {
        let rows: Vec<Vec<RecordId>> = self.rows(Query::read(OF).bind("begun", begun_record(submission))).await?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// What these changes of one device do to the submissions that they finish. Contents with a wrong hash count for nothing.
    pub(super) async fn finishing_rows(
        &self,
        changes: Vec<Entry>,
        at: DateTime<Utc>,
    ) -> Result<Vec<FinishingRow>, AppError> {
        let mut new: BTreeMap<SubmissionId, Vec<Entry>> = BTreeMap::new();
        for entry in changes {
            let id = match &entry.change {
                Change::Finished { sent } if sent.is_intact() => sent.id,
                _ => continue,
            };
            new.entry(id).or_default().push(entry);
        }
        let mut rows = Vec::new();
        for (id, new) in new {
            let known = self.finishes_of(id).await?;
            rows.extend(finishing_row(id, &known, &new, at));
        }
        Ok(rows)
    }

    pub(super) async fn twice_finished(&self) -> Result<Vec<FinishedTwice>, AppError> {
        let rows: Vec<TwiceRow> = self.rows(Query::read(TWICE)).await?;
        Ok(rows.into_iter().map(TwiceRow::into_domain).collect())
    }

    pub(super) async fn compare_finished(
        &self,
        by: &Koordination,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<Finishing, AppError> {
        let records = self.records_of(submission).await?;
        let audit = Audit::hashes(by, "sync.compare", at).of(submission);
        let query = Query::audited(COMPARE, audit).bind("twice", twice_record(submission)).bind("changes", records);
        let rows: Vec<FinishRow> = self.rows(query).await?;
        let entries: Vec<Entry> = rows.into_iter().filter_map(FinishRow::into_entry).collect();
        Finishing::of(&entries).ok_or(AppError::NotFound)
    }

    pub(super) async fn choose_finished(
        &self,
        by: &Koordination,
        submission: SubmissionId,
        hash: &str,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        match self.try_to_choose(by, submission, hash, at).await {
            // Somebody was faster: with the same choice, perhaps.
            Err(AppError::Conflict) => self.try_to_choose(by, submission, hash, at).await,
            done => done,
        }
    }

    async fn try_to_choose(
        &self,
        by: &Koordination,
        submission: SubmissionId,
        hash: &str,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let known = self.finishes_of(submission).await?;
        let finishing = Finishing::of(&known.entries).filter(|known| known.hashes.contains(hash));
        let finishing = finishing.ok_or(AppError::NotFound)?;
        if !finishing.is_open() {
            // Asked again, or chosen on a device meanwhile.
            let is_it = finishing.first().is_some_and(|sent| sent.hash == hash);
            return if is_it { Ok(()) } else { Err(AppError::Conflict) };
        }
        let (key, noted) = finishing.choose(hash).ok_or(AppError::Conflict)?;
        let erhebung = finishing.first().map(|sent| sent.erhebung).ok_or(AppError::NotFound)?;
        let change = choice(key, erhebung, submission, &noted);
        let new = [noted.entry(key, Some(erhebung))];
        let rows: Vec<FinishingRow> = finishing_row(submission, &known, &new, at).into_iter().collect();
        let marks = MarkRow::of(key.device, [(key.seq, change.hash.clone())]);
        let audit = Audit::hashes(by, "sync.choose", at).of(submission);
        let query = Query::audited(CHOOSE, audit)
            .bind("twice", twice_record(submission))
            .bind("changes", vec![ChangeRow::of(key.device, &change, at)])
            .bind("marks", marks.into_iter().collect::<Vec<_>>())
            .bind("finishing", rows);
        self.run(query).await
    }
}

/// The choice as a change like any other, so that every device of the Kita reads it.
fn choice(key: ChangeKey, erhebung: ErhebungId, submission: SubmissionId, noted: &Noted) -> NewChange {
    let Record { body, hash, .. } = Record::new(key, erhebung, noted);
    NewChange {
        seq: key.seq,
        erhebung: Some(erhebung),
        submission: Some(submission),
        body,
        hash,
        verdict: Verdict::Accepted,
    }
}

fn finishing_row(submission: SubmissionId, known: &Finishes, new: &[Entry], at: DateTime<Utc>) -> Option<FinishingRow> {
    let finishing = Finishing::of(known.entries.iter().chain(new))?;
    FinishingRow::of(submission, &finishing, known.records.len(), new.iter().map(Entry::key), at)
}

/// Changes of a device as entries, as far as this version reads them.
pub(super) fn entries<'a>(
    device: DeviceId,
    changes: impl Iterator<Item = (u32, Option<ErhebungId>, &'a str)>,
) -> Vec<Entry> {
    let read =
        changes.filter_map(|(seq, erhebung, body)| Some(Noted::read(body)?.entry(ChangeKey { device, seq }, erhebung)));
    read.collect()
}
