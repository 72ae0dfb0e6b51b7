//! Sheets that are finished: what is stored as their content, and the choice where there is more than one.

use super::rows::{
    BegunRow, ChangeRow, FinishRow, FinishingRow, Held, MarkRow, StoredContentRow, TwiceRow, begun_record, twice_record,
};
use crate::{
    Store,
    audit::Audit,
    query::Query,
    row::{Ref, record},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    ids::{DeviceId, ErhebungId, SubmissionId},
    questionnaires::{Acceptance, SentSubmission},
    sync::{
        Change, ChangeKey, Entry, Finishing, Noted, Receipt, Record, Verdict, as_change, port::FinishedTwice,
        server::NewChange,
    },
};
use std::collections::BTreeMap;
use surrealdb::types::RecordId;

/// Notes that changes finish submissions, and what follows: the first content is stored, a choice puts another one in its place,
/// and where contents stand beside each other somebody has to choose. What is stored without a change that says it came as a
/// whole: it is said now. Who has not seen all the changes that finished it before, or what is stored, begins again.
macro_rules! finish {
    () => {
        "
    FOR $one IN $finishing {
        LET $earlier = (SELECT VALUE finished FROM $one.begun)[0] ?? [];
        LET $held = (SELECT VALUE hash FROM $one.row.id)[0];
        IF array::len($earlier) != $one.seen OR $held != $one.held.hash { THROW 'conflict' };
        LET $said = $one.held.said;
        LET $said_marks = $one.held.marks;
        INSERT INTO change $said RETURN NONE;
        INSERT INTO change_mark $said_marks RETURN NONE;
        UPDATE $one.begun SET finished = array::union($earlier, $one.changes) RETURN NONE;
        IF $held IS NONE { CREATE $one.row.id CONTENT $one.row RETURN NONE };
        IF $held IS NOT NONE AND $held != $one.row.hash AND $one.is_chosen {
            DELETE $one.row.id RETURN NONE;
            CREATE $one.row.id CONTENT $one.row RETURN NONE;
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

const STORED: &str = "SELECT erhebung, day, hash, content FROM $submission;";

const CHANGES: &str = "SELECT id, erhebung, body FROM $changes ORDER BY id;";

const TWICE: &str =
    "SELECT record::id(id) AS submission, erhebung, since FROM finished_twice ORDER BY since, submission;";

/// Changes nothing; the transaction is there for the audit row.
const COMPARE: &str = "IF !record::exists($twice) { THROW 'not_found' };";

const CHOOSE: &str = concat!(
    "
    IF !record::exists($twice) { THROW 'conflict' };
    INSERT INTO change $changes RETURN NONE;
    INSERT INTO change_mark $marks RETURN NONE;
",
    finish!()
);

/// A content that comes as a whole where another one is stored.
const BESIDE: &str = concat!(
    "
    LET $known = SELECT VALUE erhebung FROM $begun.id;
    IF array::len($known) > 0 AND $known[0] != $begun.erhebung { THROW 'conflict' };
    IF array::len($known) = 0 { CREATE $begun.id CONTENT $begun RETURN NONE };
    INSERT INTO change $changes RETURN NONE;
    INSERT INTO change_mark $marks RETURN NONE;
",
    finish!()
);

/// What finishes a submission.
struct Finishes {
    /// The changes that do, whether this version reads them or not.
    records: Vec<RecordId>,
    /// What they say, and the content that is stored without any of them.
    entries: Vec<Entry>,
    /// What is stored.
    hash: Option<String>,
    /// The last of the entries as a change that nobody has made yet.
    unsaid: Option<(DeviceId, NewChange)>,
}

impl Finishes {
    fn of(
        records: Vec<RecordId>,
        mut entries: Vec<Entry>,
        hash: Option<String>,
        stored: Option<SentSubmission>,
    ) -> Self {
        let stored = stored.filter(|stored| stored.is_intact() && !is_said(&entries, stored));
        let unsaid = stored.map(|stored| {
            let (key, noted) = as_change(&stored);
            let change = said(key, stored.erhebung, stored.id, &noted);
            entries.push(noted.entry(key, Some(stored.erhebung)));
            (key.device, change)
        });
        Self { records, entries, hash, unsaid }
    }

    fn held(&self) -> Held {
        let mark = |(device, change): &(DeviceId, NewChange)| MarkRow::of(*device, [(change.seq, change.hash.clone())]);
        Held {
            hash: self.hash.clone(),
            said: self.unsaid.iter().map(|(device, change)| ChangeRow::of(*device, change)).collect(),
            marks: self.unsaid.iter().filter_map(mark).collect(),
        }
    }

    /// Keys of the changes that are to be noted with `new` ones.
    fn keys<'a>(&'a self, new: &'a [Entry]) -> impl Iterator<Item = ChangeKey> + 'a {
        let unsaid = self.unsaid.iter().map(|(device, change)| ChangeKey { device: *device, seq: change.seq });
        unsaid.chain(new.iter().map(Entry::key))
    }
}

impl Store {
    async fn finishes_of(&self, submission: SubmissionId) -> Result<Finishes, AppError> {
        let records = self.records_of(submission).await?;
        let rows: Vec<FinishRow> = self.rows(Query::read(CHANGES).bind("changes", records.clone())).await?;
        let entries = rows.into_iter().filter_map(FinishRow::into_entry).collect();
        let stored: Option<StoredContentRow> =
            self.row(Query::read(STORED).bind("submission", record(submission))).await?;
        let (hash, stored) = stored.map(|row| row.into_domain(submission)).unzip();
        Ok(Finishes::of(records, entries, hash, stored.flatten()))
    }

    /// With which contents changes have finished these submissions.
    pub(super) async fn finished_by_changes(&self, submissions: Vec<SubmissionId>) -> Result<Vec<Receipt>, AppError> {
        let begun: Vec<RecordId> = submissions.into_iter().map(begun_record).collect();
        let rows: Vec<Vec<RecordId>> = self.rows(Query::read(OF).bind("begun", begun)).await?;
        let records: Vec<RecordId> = rows.into_iter().flatten().collect();
        // Answers of respondents are never changes: as a rule there is nothing to read.
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<FinishRow> = self.rows(Query::read(CHANGES).bind("changes", records)).await?;
        let receipt = |row: FinishRow| match row.into_entry()?.change {
            Change::Finished { sent } if sent.is_intact() => Some(Receipt { submission: sent.id, hash: sent.hash }),
            _ => None,
        };
        Ok(rows.into_iter().filter_map(receipt).collect())
    }

    /// Takes in a protocol sheet that comes as a whole where another content is stored: it stands beside that one as what
    /// changes finish does, and somebody chooses.
    ///
    /// # Errors
    /// `Conflict` where the id belongs to a sheet of another Erhebung.
    pub(crate) async fn finish_beside(&self, sent: &SentSubmission) -> Result<Acceptance, AppError> {
        match self.try_to_finish_beside(sent).await {
            // Somebody was faster: with the same content, perhaps.
            Err(AppError::Conflict) => self.try_to_finish_beside(sent).await,
            done => done,
        }
    }

    async fn try_to_finish_beside(&self, sent: &SentSubmission) -> Result<Acceptance, AppError> {
        let known = self.finishes_of(sent.id).await?;
        if known.entries.iter().any(|entry| entry.erhebung != Some(sent.erhebung)) {
            return Err(AppError::Conflict);
        }
        if is_said(&known.entries, sent) {
            return Ok(Acceptance::AlreadyThere);
        }
        let at = self.clock().now();
        let (key, noted) = as_change(sent);
        let change = said(key, sent.erhebung, sent.id, &noted);
        let new = [noted.entry(key, Some(sent.erhebung))];
        let rows: Vec<FinishingRow> = finishing_row(sent.id, &known, &new, at).into_iter().collect();
        let marks = MarkRow::of(key.device, [(key.seq, change.hash.clone())]);
        let query = Query::write(BESIDE)
            .bind("begun", BegunRow { id: begun_record(sent.id), erhebung: Ref(sent.erhebung) })
            .bind("changes", vec![ChangeRow::of(key.device, &change)])
            .bind("marks", marks.into_iter().collect::<Vec<_>>())
            .bind("finishing", rows);
        self.run(query).await?;
        Ok(Acceptance::Stored)
    }

    /// What finishes a submission, as far as this version reads it.
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
        let known = self.finishes_of(submission).await?;
        let audit = Audit::hashes(by, "sync.compare", at).of(submission);
        self.run(Query::audited(COMPARE, audit).bind("twice", twice_record(submission))).await?;
        Finishing::of(&known.entries).ok_or(AppError::NotFound)
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
        let change = said(key, erhebung, submission, &noted);
        let new = [noted.entry(key, Some(erhebung))];
        let rows: Vec<FinishingRow> = finishing_row(submission, &known, &new, at).into_iter().collect();
        let marks = MarkRow::of(key.device, [(key.seq, change.hash.clone())]);
        let audit = Audit::hashes(by, "sync.choose", at).of(submission);
        let query = Query::audited(CHOOSE, audit)
            .bind("twice", twice_record(submission))
            .bind("changes", vec![ChangeRow::of(key.device, &change)])
            .bind("marks", marks.into_iter().collect::<Vec<_>>())
            .bind("finishing", rows);
        self.run(query).await
    }
}

/// What the office says as a change like any other, so that every device of the Kita reads it.
fn said(key: ChangeKey, erhebung: ErhebungId, submission: SubmissionId, noted: &Noted) -> NewChange {
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
    FinishingRow::of(submission, &finishing, (known.records.len(), known.held()), known.keys(new), at)
}

fn is_said(entries: &[Entry], content: &SentSubmission) -> bool {
    entries.iter().any(|entry| matches!(&entry.change, Change::Finished { sent } if sent.hash == content.hash))
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
