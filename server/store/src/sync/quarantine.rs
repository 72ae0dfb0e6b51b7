//! What revoked devices deliver in envelopes, answers of respondents among it, and submissions that come as a file.

use super::rows::{ChangeId, ChangeRow, StandingRow, WaitingRow, change_record, waiting_record};
use crate::{
    Store,
    audit::Audit,
    query::Query,
    questionnaires::SubmissionRow,
    row::{Day, Ref},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AppError, ErrorCode,
    access::Koordination,
    ids::{DeviceId, ErhebungId},
    questionnaires::SentSubmission,
    sync::{
        ChangeKey, Verdict, change_hash,
        port::{DeviceStanding, QuarantinedAnswers},
        protocol::Push,
        quarantine::SubmissionFile,
        server::NewChange,
    },
};
use std::collections::BTreeSet;
use surrealdb::types::SurrealValue;

const STANDING: &str = "SELECT received, revoked_at, sealed_key FROM $device;";

/// Apart from the answers that count, and like them without account, device or time. The first content of an id stays.
const KEEP_ANSWERS: &str = "
    FOR $row IN $answers {
        IF !record::exists(type::record('submission', record::id($row.id))) AND !record::exists($row.id) {
            CREATE $row.id CONTENT $row RETURN NONE
        };
    };
";

const ANSWERS: &str = "
    SELECT erhebung, count() AS count FROM quarantine_answer GROUP BY erhebung;
";

const TAKE: &str = "
    LET $rows = SELECT * FROM quarantine_answer WHERE erhebung = $erhebung;
    FOR $row IN $rows {
        LET $id = type::record('submission', record::id($row.id));
        IF !record::exists($id) {
            CREATE $id CONTENT {
                erhebung: $row.erhebung, day: $row.day, hash: $row.hash, content: $row.content
            } RETURN NONE
        };
        DELETE $row.id RETURN NONE;
    };
";

const DISCARD: &str = "
    LET $rows = SELECT VALUE id FROM quarantine_answer WHERE erhebung = $erhebung;
    DELETE $rows RETURN NONE;
";

const FORGET: &str = "
    LET $rows = SELECT VALUE id FROM quarantine_answer WHERE day < $before;
    DELETE $rows RETURN NONE;
";

const HELD: &str = "
    RETURN {
        device: array::len((SELECT VALUE id FROM $device)) > 0,
        is_protocol: (SELECT VALUE zielgruppe = 'protokoll' FROM $erhebung)[0],
        held: (SELECT VALUE id FROM $changes)
    };
";

/// A change that came meanwhile makes the transaction fail, and the person reads the file in again.
const IMPORT: &str = "
    INSERT INTO change $changes RETURN NONE;
    IF record::exists($waiting.id) {
        UPDATE $waiting.id SET seqs = array::union(seqs, $waiting.seqs) RETURN NONE
    } ELSE { CREATE $waiting.id CONTENT $waiting RETURN NONE };
";

#[derive(SurrealValue)]
struct AnswersRow {
    erhebung: Ref<ErhebungId>,
    count: i64,
}

#[derive(SurrealValue)]
struct HeldRow {
    device: bool,
    is_protocol: Option<bool>,
    held: Vec<ChangeId>,
}

/// How the quarantined answers of an Erhebung end: counted (`take`) or thrown away, and what the audit log calls it.
pub(super) const fn ending(take: bool) -> (&'static str, &'static str) {
    if take { (TAKE, "quarantine.take") } else { (DISCARD, "quarantine.discard") }
}

impl Store {
    pub(super) async fn standing_of(&self, device: DeviceId) -> Result<Option<DeviceStanding>, AppError> {
        let row: Option<StandingRow> = self.row(Query::read(STANDING).bind("device", Ref(device))).await?;
        Ok(row.map(StandingRow::into_domain))
    }

    /// As a push of a device that is revoked: everything of it is quarantined, whoever sends it.
    pub(super) async fn take_quarantined(&self, push: &Push) -> Result<u32, AppError> {
        let standing = self.standing_of(push.device).await?.filter(|standing| standing.revoked);
        if standing.is_none() {
            return Err(AppError::NotFound);
        }
        Ok(self.take_in(None, &BTreeSet::new(), push).await?.0.received)
    }

    pub(super) async fn keep_quarantined(&self, answers: &[SentSubmission]) -> Result<(), AppError> {
        // Other versions of an id tell the time, or are no random number at all (domain §6).
        let random = answers.iter().filter(|sent| sent.id.uuid().get_version_num() == 4 && sent.is_intact());
        let rows: Vec<SubmissionRow> = random.map(|sent| SubmissionRow::in_table("quarantine_answer", sent)).collect();
        self.run(Query::write(KEEP_ANSWERS).bind("answers", rows)).await
    }

    pub(super) async fn count_quarantined(&self) -> Result<Vec<QuarantinedAnswers>, AppError> {
        let rows: Vec<AnswersRow> = self.rows(Query::read(ANSWERS)).await?;
        let one = |row: AnswersRow| QuarantinedAnswers {
            erhebung: row.erhebung.0,
            count: u32::try_from(row.count).unwrap_or(u32::MAX),
        };
        Ok(rows.into_iter().map(one).collect())
    }

    pub(crate) async fn forget_quarantined(&self, given_before: NaiveDate) -> Result<(), AppError> {
        self.run(Query::write(FORGET).bind("before", Day(given_before))).await
    }

    pub(super) async fn import_file(
        &self,
        by: &Koordination,
        file: &SubmissionFile,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let wrong = || AppError::field("file", ErrorCode::WrongFileShape);
        let key = |seq| ChangeKey { device: file.device, seq };
        let is_whole = file
            .changes
            .iter()
            .all(|sent| sent.seq > 0 && sent.hash == change_hash(key(sent.seq), sent.erhebung, &sent.body));
        if !is_whole || file.sent.as_ref().is_some_and(|sent| !sent.is_intact() || sent.erhebung != file.erhebung) {
            return Err(wrong());
        }
        let query = Query::read(HELD).bind("device", Ref(file.device)).bind("erhebung", Ref(file.erhebung)).bind(
            "changes",
            file.changes.iter().map(|sent| change_record("change", key(sent.seq))).collect::<Vec<_>>(),
        );
        let found: HeldRow = self.value(query).await?;
        match found.is_protocol {
            None => Err(AppError::NotFound),
            // An answer of a respondent: the finished whole, and nothing of the device.
            Some(false) => {
                let sent = file.sent.as_ref().ok_or_else(wrong)?;
                self.keep_quarantined(std::slice::from_ref(sent)).await
            }
            Some(true) if !found.device => Err(AppError::NotFound),
            Some(true) => self.import_changes(by, file, &found.held, at).await,
        }
    }

    async fn import_changes(
        &self,
        by: &Koordination,
        file: &SubmissionFile,
        held: &[ChangeId],
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let new = file.changes.iter().filter(|sent| held.iter().all(|id| id.0.seq != sent.seq));
        let rows: Vec<ChangeRow> = new
            .map(|sent| NewChange {
                seq: sent.seq,
                erhebung: sent.erhebung,
                submission: Some(file.submission),
                body: sent.body.clone(),
                hash: sent.hash.clone(),
                verdict: Verdict::ToReview,
            })
            .map(|change| ChangeRow::of(file.device, &change))
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let mut waiting = WaitingRow::new(file.device, file.submission, Some(file.erhebung), at);
        waiting.seqs = rows.iter().map(ChangeRow::seq).collect();
        let audit = Audit::hashes(by, "sync.file", at).of_record(waiting_record(file.device, file.submission));
        self.run(Query::audited(IMPORT, audit).bind("changes", rows).bind("waiting", waiting)).await
    }
}
