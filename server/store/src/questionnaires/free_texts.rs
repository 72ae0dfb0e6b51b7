//! What becomes of free texts: decided by the KiSo, kept as numbers of words, never as a text.

use super::{own_kitas, rows::PackageRow};
use crate::{
    Store,
    audit::Audit,
    error,
    query::Query,
    row::{Json, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::KiSo,
    ids::{ErhebungId, SubmissionId},
    questionnaires::{
        Place, Submission, Zielgruppe,
        free_texts::{
            BlackedOut, Decided, Decision, ErhebungTexts, FreeTextKey, FreeTextStore, ReleasedText, Seen, Stand,
            free_texts,
        },
    },
};
use surrealdb::types::{Array, Error, RecordId, RecordIdKey, SurrealValue, Uuid};

const RELEASED: &str = "released";
const WITHHELD: &str = "withheld";

/// One statement, so that texts and decisions are of one moment; ends with where to look.
macro_rules! texts {
    ($from:literal) => {
        concat!(
            "
    SELECT {
            id: id, kita: kita, first_day: first_day, last_day: last_day, methode: methode, zielgruppe: zielgruppe,
            questionnaire: questionnaire, version: version, asked: asked, kita_name: kita.name ?? '',
            definition: edition.definition
        } AS package,
        (SELECT id, content FROM submission WHERE erhebung = $parent.id) AS held,
        (SELECT id, hash, stand, blacked_out, revision FROM free_text WHERE erhebung = $parent.id) AS decided,
        first_day, id
        ",
            $from
        )
    };
}

const ERHEBUNGEN: &str =
    texts!("FROM erhebung WHERE kita IN $kitas AND zielgruppe != $protocol ORDER BY first_day DESC, id;");

const ERHEBUNG: &str = texts!("FROM $erhebung WHERE kita IN $kitas AND zielgruppe != $protocol;");

const DECIDE: &str = "
    LET $of = SELECT VALUE [erhebung, erhebung.kita, erhebung.zielgruppe] FROM $held;
    IF array::len($of) = 0 { THROW 'not_found' };
    IF $of[0][1] NOT IN $kitas OR $of[0][2] = $protocol { THROW 'forbidden' };
    IF ((SELECT VALUE revision FROM $id)[0] ?? 0) != $seen { THROW 'conflict' };
    UPSERT $id CONTENT {
        submission: $held, erhebung: $of[0][0], hash: $hash, stand: $stand, blacked_out: $blacked_out, revision: $seen + 1
    } RETURN NONE;
";

const DECIDED: &str = "SELECT id, hash, stand, blacked_out, revision FROM $id;";

#[derive(SurrealValue)]
struct TextsRow {
    package: PackageRow,
    held: Vec<HeldRow>,
    decided: Vec<DecidedRow>,
}

#[derive(SurrealValue)]
struct HeldRow {
    id: Ref<SubmissionId>,
    content: Json<Submission>,
}

#[derive(SurrealValue)]
struct DecidedRow {
    id: RecordId,
    hash: String,
    stand: String,
    blacked_out: Vec<i64>,
    revision: i64,
}

/// A decision with the submission that it is about, which may be gone.
#[derive(SurrealValue)]
pub(super) struct ReleasedRow {
    id: RecordId,
    hash: String,
    stand: String,
    blacked_out: Vec<i64>,
    revision: i64,
    content: Option<Json<Submission>>,
}

impl TextsRow {
    fn into_domain(self) -> Result<ErhebungTexts, Error> {
        let package = self.package.into_domain()?;
        let submissions: Vec<(SubmissionId, Submission)> =
            self.held.into_iter().map(|held| (held.id.0, held.content.0)).collect();
        let decided = self.decided.into_iter().map(DecidedRow::into_domain).collect::<Result<Vec<_>, _>>()?;
        let texts = free_texts(&package.definition, &submissions, decided);
        Ok(ErhebungTexts { package, texts })
    }
}

impl DecidedRow {
    fn into_domain(self) -> Result<Decided, Error> {
        let count = |value: i64| u32::try_from(value).map_err(|_| Error::internal("no count in a free text".into()));
        let decision = match self.stand.as_str() {
            RELEASED => {
                let words = self.blacked_out.into_iter().map(count).collect::<Result<Vec<u32>, _>>()?;
                Decision::Released(BlackedOut::of(words))
            }
            WITHHELD => Decision::Withheld,
            _ => return Err(Error::internal("unknown stand of a free text in a row".into())),
        };
        Ok(Decided { key: key(&self.id)?, hash: self.hash, decision, revision: count(self.revision)? })
    }
}

impl ReleasedRow {
    /// `None` where the text is not the one any more that was decided about.
    pub(super) fn into_domain(self) -> Result<Option<ReleasedText>, Error> {
        let Self { id, hash, stand, blacked_out, revision, content } = self;
        let decided = DecidedRow { id, hash, stand, blacked_out, revision }.into_domain()?;
        Ok(content.and_then(|Json(content)| decided.released(&content)))
    }
}

/// `free_text:[u'…', '12:1']`
fn free_text_record(key: &FreeTextKey) -> RecordId {
    let parts = vec![Uuid::from(key.submission.uuid()).into_value(), key.place.to_string().into_value()];
    RecordId::new("free_text", RecordIdKey::Array(Array::from(parts)))
}

fn key(record: &RecordId) -> Result<FreeTextKey, Error> {
    let unreadable = || Error::internal("a free text has a submission and a place as its key".into());
    let RecordIdKey::Array(parts) = &record.key else { return Err(unreadable()) };
    let mut parts = parts.clone().into_iter();
    let (Some(submission), Some(place), None) = (parts.next(), parts.next(), parts.next()) else {
        return Err(unreadable());
    };
    let submission = SubmissionId::new(Uuid::from_value(submission)?.into_inner());
    let place: Place = String::from_value(place)?.parse().map_err(|_| unreadable())?;
    Ok(FreeTextKey { submission, place })
}

fn action(decision: &Decision) -> &'static str {
    match decision.stand() {
        Stand::BlackedOut => "erhebung.black_out_text",
        Stand::Withheld => "erhebung.withhold_text",
        Stand::Released | Stand::Unseen => "erhebung.release_text",
    }
}

fn stand(decision: &Decision) -> &'static str {
    match decision {
        Decision::Released(_) => RELEASED,
        Decision::Withheld => WITHHELD,
    }
}

#[async_trait]
impl FreeTextStore for Store {
    async fn erhebungen_with_texts(&self, by: &KiSo) -> Result<Vec<ErhebungTexts>, AppError> {
        self.erhebung_texts(Query::read(ERHEBUNGEN), by).await
    }

    async fn free_texts_of(&self, by: &KiSo, erhebung: ErhebungId) -> Result<ErhebungTexts, AppError> {
        let query = Query::read(ERHEBUNG).bind("erhebung", Ref(erhebung));
        self.erhebung_texts(query, by).await?.pop().ok_or(AppError::NotFound)
    }

    async fn decide_free_text(
        &self,
        by: &KiSo,
        key: &FreeTextKey,
        seen: &Seen,
        decision: &Decision,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if self.is_decided(key, seen, decision).await? {
            return Ok(());
        }
        let words: Vec<i64> = decision.blacked_out().into_iter().map(i64::from).collect();
        let audit = Audit::hashes(by, action(decision), at).of_record(free_text_record(key));
        let query = Query::audited(DECIDE, audit)
            .bind("id", free_text_record(key))
            .bind("held", Ref(key.submission))
            .bind("kitas", own_kitas(by))
            .bind("protocol", Zielgruppe::Protokoll.code().to_owned())
            .bind("seen", i64::from(seen.revision))
            .bind("hash", seen.hash.clone())
            .bind("stand", stand(decision).to_owned())
            .bind("blacked_out", words);
        let done = self.run(query).await;
        // Sent twice at the same time, perhaps: then it is the other one that was kept.
        if done == Err(AppError::Conflict) && self.is_decided(key, seen, decision).await? {
            return Ok(());
        }
        done
    }
}

impl Store {
    async fn erhebung_texts(&self, query: Query, by: &KiSo) -> Result<Vec<ErhebungTexts>, AppError> {
        let text = query.text;
        let query = query.bind("kitas", own_kitas(by)).bind("protocol", Zielgruppe::Protokoll.code().to_owned());
        let rows: Vec<TextsRow> = self.rows(query).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| error::unreadable(text, &cause))).collect()
    }

    /// Whether exactly this was kept on top of what was seen.
    async fn is_decided(&self, key: &FreeTextKey, seen: &Seen, decision: &Decision) -> Result<bool, AppError> {
        let row: Option<DecidedRow> = self.row(Query::read(DECIDED).bind("id", free_text_record(key))).await?;
        let decided = row.map(DecidedRow::into_domain).transpose();
        let decided = decided.map_err(|cause| error::unreadable(DECIDED, &cause))?;
        Ok(decided.is_some_and(|decided| {
            let is_next = decided.revision.checked_sub(1) == Some(seen.revision);
            is_next && decided.hash == seen.hash && decided.decision == *decision
        }))
    }
}
