//! Answers are forgotten after their time; their counts stay (domain §7).

use crate::{
    Store,
    query::Query,
    row::{Day, Json, Keyed, Ref},
};
use chrono::NaiveDate;
use domain::{
    AppError,
    ids::{ErhebungId, SubmissionId},
    questionnaires::{Definition, Submission, Tally, tally},
};
use surrealdb::types::{RecordId, SurrealValue, Uuid};

/// Erhebungen of respondents with answers that are too old.
const DUE: &str = "
    SELECT VALUE erhebung FROM submission WHERE day < $before AND erhebung.zielgruppe != 'protokoll' GROUP BY erhebung;
";

const OLD: &str = "SELECT id, content FROM submission WHERE erhebung = $erhebung AND day < $before;";

const DEFINITION_OF: &str = "SELECT VALUE edition.definition FROM $erhebung;";

const KEPT: &str = "SELECT counts, deleted FROM $counts;";

/// Only from the counts that were read: who forgets at the same time has to begin again. What was decided about free texts goes
/// with them, also where somebody decided while their submission went.
const FORGET: &str = "
    IF ((SELECT VALUE deleted FROM $counts)[0] ?? 0) != $deleted_before { THROW 'conflict' };
    UPSERT $counts CONTENT $kept RETURN NONE;
    LET $texts = SELECT VALUE id FROM free_text
        WHERE erhebung = $erhebung AND (submission IN $old OR !record::exists(submission));
    DELETE $texts RETURN NONE;
    DELETE $old RETURN NONE;
";

#[derive(SurrealValue)]
struct OldRow {
    id: Ref<SubmissionId>,
    content: Json<Submission>,
}

#[derive(SurrealValue)]
struct KeptRow {
    counts: Json<Tally>,
    deleted: i64,
}

/// Counts of submissions that are gone.
pub(super) struct KeptCounts {
    pub(super) counts: Tally,
    deleted: i64,
}

impl Store {
    pub(super) async fn delete_submissions(&self, given_before: NaiveDate) -> Result<u64, AppError> {
        let due: Vec<Ref<ErhebungId>> = self.rows(Query::read(DUE).bind("before", Day(given_before))).await?;
        let mut deleted = 0;
        for Ref(erhebung) in due {
            deleted += self.forget(erhebung, given_before).await?;
        }
        Ok(deleted)
    }

    async fn forget(&self, erhebung: ErhebungId, given_before: NaiveDate) -> Result<u64, AppError> {
        let definition: Option<Json<Definition>> =
            self.row(Query::read(DEFINITION_OF).bind("erhebung", Ref(erhebung))).await?;
        let Json(definition) = definition.ok_or(AppError::NotFound)?;
        let old = Query::read(OLD).bind("erhebung", Ref(erhebung)).bind("before", Day(given_before));
        let old: Vec<OldRow> = self.rows(old).await?;
        let before = self.kept_counts(erhebung).await?;
        let deleted_before = before.as_ref().map_or(0, |kept| kept.deleted);
        let mut counts = tally(&definition, old.iter().map(|row| &row.content.0));
        if let Some(before) = before {
            counts.add(before.counts);
        }
        let number = i64::try_from(old.len()).unwrap_or(i64::MAX);
        let kept = KeptRow { counts: Json(counts), deleted: deleted_before.saturating_add(number) };
        let ids: Vec<Ref<SubmissionId>> = old.into_iter().map(|row| row.id).collect();
        let query = Query::write(FORGET)
            .bind("counts", counts_record(erhebung))
            .bind("erhebung", Ref(erhebung))
            .bind("deleted_before", deleted_before)
            .bind("kept", kept)
            .bind("old", ids);
        self.run(query).await?;
        Ok(number.unsigned_abs())
    }

    pub(super) async fn kept_counts(&self, erhebung: ErhebungId) -> Result<Option<KeptCounts>, AppError> {
        let row: Option<KeptRow> = self.row(Query::read(KEPT).bind("counts", counts_record(erhebung))).await?;
        Ok(row.map(|KeptRow { counts: Json(counts), deleted }| KeptCounts { counts, deleted }))
    }
}

fn counts_record(erhebung: ErhebungId) -> RecordId {
    RecordId::new("erhebung_counts", Uuid::from(erhebung.key()))
}
