//! Counting a questionnaire over all its Erhebungen.

use super::rows::PartRow;
use crate::{Store, audit::Audit, error, query::Query, row::Ref};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    ids::{ErhebungId, QuestionnaireId},
    questionnaires::{Counted, Part, QuestionId},
};
use std::sync::Arc;
use surrealdb::types::{SurrealValue, Value};

/// What the counts of a questionnaire follow from: its Erhebungen, each with how many answers there are and how many are
/// forgotten. Answers never change; each one more, and each one that is forgotten, changes a number for good. So does each
/// decision about a free text.
pub(crate) type CountedState = (QuestionnaireId, Option<(QuestionId, QuestionId)>, Vec<Value>);

const STATE: &str = "
    SELECT *, kita.name ?? event.title ?? '' AS about_name, edition.title AS questionnaire_title,
        ((SELECT count() FROM submission WHERE erhebung = $parent.id GROUP ALL)[0].count ?? 0) AS answers,
        ((SELECT VALUE deleted FROM type::record('erhebung_counts', record::id($parent.id)))[0] ?? 0) AS forgotten,
        math::sum((SELECT VALUE revision FROM free_text WHERE erhebung = $parent.id)) AS decisions
        FROM erhebung WHERE questionnaire = $questionnaire ORDER BY first_day, id;
";

/// One statement, so that answers which are being forgotten count once: as answers or as kept counts.
const PARTS: &str = "
    SELECT {
            id: id, kita: kita, event: event, first_day: first_day, last_day: last_day, methode: methode, zielgruppe: zielgruppe,
            questionnaire: questionnaire, version: version, asked: asked, about_name: kita.name ?? event.title ?? '',
            questionnaire_title: edition.title, submissions: 0
        } AS listed,
        edition.definition AS definition,
        (SELECT VALUE content FROM submission WHERE erhebung = $parent.id) AS contents,
        (SELECT VALUE counts FROM type::record('erhebung_counts', record::id($parent.id)))[0] AS kept,
        (SELECT id, hash, stand, blacked_out, office, revision, submission.content AS content FROM free_text
            WHERE erhebung = $parent.id) AS decided,
        first_day, id
        FROM erhebung WHERE questionnaire = $questionnaire ORDER BY first_day, id;
";

const SAVE_ASKED: &str = "
    IF !record::exists($id) { THROW 'not_found' };
    UPDATE $id SET asked = $asked RETURN NONE;
";

/// Thousands of answers are read and counted: too long for a thread that others wait for.
fn count(rows: Vec<Value>, pair: Option<(QuestionId, QuestionId)>) -> Result<Vec<Part>, AppError> {
    let unreadable = |cause| error::unreadable(PARTS, &cause);
    let parts = |row: Value| PartRow::from_value(row).and_then(|row| row.into_domain(pair)).map_err(unreadable);
    let parts: Vec<Vec<Part>> = rows.into_iter().map(parts).collect::<Result<_, _>>()?;
    Ok(parts.into_iter().flatten().collect())
}

impl Store {
    pub(super) async fn parts_of(
        &self,
        id: QuestionnaireId,
        pair: Option<(QuestionId, QuestionId)>,
    ) -> Result<Arc<Counted>, AppError> {
        let state = (id, pair, self.state_of(id).await?);
        if let Some(kept) = self.kept_counted().find(&state) {
            return Ok(kept);
        }
        let rows: Vec<Value> = self.rows(Query::read(PARTS).bind("questionnaire", Ref(id))).await?;
        let counting = tokio::task::spawn_blocking(move || count(rows, pair));
        let parts = counting.await.map_err(|cause| error::internal(PARTS, &cause.to_string()))??;
        let counted = Arc::new(Counted::new(parts));
        // What was written while it was read belongs to another state.
        if self.state_of(id).await? == state.2 {
            self.kept_counted().keep(state, &counted);
        }
        Ok(counted)
    }

    async fn state_of(&self, id: QuestionnaireId) -> Result<Vec<Value>, AppError> {
        self.rows(Query::read(STATE).bind("questionnaire", Ref(id))).await
    }

    pub(super) async fn keep_asked(
        &self,
        by: &Koordination,
        id: ErhebungId,
        asked: Option<u32>,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "erhebung.asked", at).of(id);
        self.run(Query::audited(SAVE_ASKED, audit).bind("id", Ref(id)).bind("asked", asked.map(i64::from))).await
    }
}
