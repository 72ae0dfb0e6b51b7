//! Answers: taken in once each, counted, never given out one by one.

use super::{own_kitas, rows::SubmissionRow};
use crate::{
    Store,
    query::Query,
    row::{Json, Ref},
};
use domain::{
    AppError, ErrorCode,
    access::KiSo,
    ids::{ErhebungId, KitaId},
    questionnaires::{Acceptance, Definition, SentSubmission, Submission, Tally, Zielgruppe, tally, tally_entries},
};
use surrealdb::types::SurrealValue;

const KITA_OF: &str = "SELECT VALUE kita FROM $erhebung WHERE kita != NONE;";

/// Twenty tablets or retries with one id all create the same record: one commits, the others conflict, are run again and
/// find it. The hash decides whether it is the same submission; what is stored is never touched. A sheet of the KiSo with other
/// content stands beside it until somebody chooses ([`Store::finish_beside`]).
const ACCEPT: &str = "
    LET $found = SELECT VALUE [hash, erhebung] FROM $row.id;
    LET $is_there = array::len($found) > 0;
    IF $is_there AND $found[0] != [$row.hash, $row.erhebung] { THROW 'conflict' };
    IF !$is_there { CREATE $row.id CONTENT $row RETURN NONE };
    $is_there;
";

const IS_PROTOCOL: &str = "RETURN (SELECT VALUE zielgruppe = 'protokoll' FROM $erhebung)[0] ?? false;";

const EDITION_OF: &str = "SELECT edition.definition AS definition, zielgruppe FROM $erhebung;";

/// One snapshot, in the order of the random keys.
const CONTENTS: &str = "SELECT VALUE content FROM submission WHERE erhebung = $erhebung;";

#[derive(SurrealValue)]
struct EditionRow {
    definition: Json<Definition>,
    zielgruppe: String,
}

impl Store {
    pub(super) async fn accept_submission(&self, by: &KiSo, sent: &SentSubmission) -> Result<Acceptance, AppError> {
        // Other versions tell the time, or are no random number at all (domain §6).
        if sent.id.uuid().get_version_num() != 4 {
            return Err(AppError::field("id", ErrorCode::Required));
        }
        if !sent.is_intact() {
            return Err(AppError::field("hash", ErrorCode::NotTheSame));
        }
        let kita: Option<Ref<KitaId>> = self.row(Query::read(KITA_OF).bind("erhebung", Ref(sent.erhebung))).await?;
        if !own_kitas(by).contains(&kita.ok_or(AppError::NotFound)?) {
            return Err(AppError::Forbidden);
        }
        match self.value(Query::write(ACCEPT).bind("row", SubmissionRow::of(sent))).await {
            Ok(true) => Ok(Acceptance::AlreadyThere),
            Ok(false) => Ok(Acceptance::Stored),
            Err(AppError::Conflict) => {
                let is_protocol: bool =
                    self.value(Query::read(IS_PROTOCOL).bind("erhebung", Ref(sent.erhebung))).await?;
                if is_protocol { self.finish_beside(sent).await } else { Err(AppError::Conflict) }
            }
            Err(cause) => Err(cause),
        }
    }

    pub(super) async fn tally_submissions(&self, id: ErhebungId) -> Result<Tally, AppError> {
        let row: Option<EditionRow> = self.row(Query::read(EDITION_OF).bind("erhebung", Ref(id))).await?;
        let EditionRow { definition: Json(definition), zielgruppe } = row.ok_or(AppError::NotFound)?;
        let contents: Vec<Json<Submission>> = self.rows(Query::read(CONTENTS).bind("erhebung", Ref(id))).await?;
        let contents = contents.iter().map(|Json(content)| content);
        let is_protocol = zielgruppe == Zielgruppe::Protokoll.code();
        let mut counts = if is_protocol { tally_entries(&definition, contents) } else { tally(&definition, contents) };
        if let Some(kept) = self.kept_counts(id).await? {
            counts.add(kept.counts);
        }
        Ok(counts)
    }
}
