//! Counting a questionnaire over all its Erhebungen.

use super::rows::PartRow;
use crate::{Store, audit::Audit, error, query::Query, row::Ref};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    ids::{ErhebungId, QuestionnaireId},
    questionnaires::{Part, QuestionId},
};

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
        (SELECT id, hash, stand, blacked_out, revision, submission.content AS content FROM free_text
            WHERE erhebung = $parent.id AND stand = 'released') AS released,
        first_day, id
        FROM erhebung WHERE questionnaire = $questionnaire ORDER BY first_day, id;
";

const SAVE_ASKED: &str = "
    IF !record::exists($id) { THROW 'not_found' };
    UPDATE $id SET asked = $asked RETURN NONE;
";

impl Store {
    pub(super) async fn parts_of(
        &self,
        id: QuestionnaireId,
        pair: Option<(QuestionId, QuestionId)>,
    ) -> Result<Vec<Part>, AppError> {
        let rows: Vec<PartRow> = self.rows(Query::read(PARTS).bind("questionnaire", Ref(id))).await?;
        let unreadable = |cause| error::unreadable(PARTS, &cause);
        let parts: Vec<Vec<Part>> =
            rows.into_iter().map(|row| row.into_domain(pair).map_err(unreadable)).collect::<Result<_, _>>()?;
        Ok(parts.into_iter().flatten().collect())
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
