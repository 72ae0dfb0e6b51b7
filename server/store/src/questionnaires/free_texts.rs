//! What becomes of free texts: decided by whoever reaches them, kept as numbers of words, never as a text.

use super::rows::ListedErhebungRow;
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
    ids::{ErhebungId, KitaId, SubmissionId},
    questionnaires::{
        Definition, Place, Submission, Zielgruppe,
        free_texts::{
            BlackedOut, Decided, Decision, ErhebungTexts, FreeTextKey, FreeTextStore, Reach, Seen, Stand, free_texts,
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
            id: id, kita: kita, event: event, first_day: first_day, last_day: last_day, methode: methode, zielgruppe: zielgruppe,
            questionnaire: questionnaire, version: version, asked: asked, about_name: kita.name ?? event.title ?? '',
            questionnaire_title: edition.title, submissions: 0
        } AS listed,
        edition.definition AS definition,
        (SELECT id, content FROM submission WHERE erhebung = $parent.id) AS held,
        (SELECT id, hash, stand, blacked_out, office, revision FROM free_text WHERE erhebung = $parent.id) AS decided,
        first_day, id
        ",
            $from
        )
    };
}

/// As `Reach::covers`: what is about an event is in no list of Kitas.
const ERHEBUNGEN: &str = texts!(
    "FROM erhebung WHERE (kita IN $kitas) != $is_office AND zielgruppe != $protocol ORDER BY first_day DESC, id;"
);

const ERHEBUNG: &str = texts!("FROM $erhebung WHERE (kita IN $kitas) != $is_office AND zielgruppe != $protocol;");

const ERHEBUNG_OF: &str = "SELECT VALUE erhebung FROM $held;";

/// Of what a KiSo has decided about, the Koordination knows nothing.
const DECIDE: &str = "
    LET $of = (SELECT erhebung, erhebung.kita AS kita, erhebung.zielgruppe AS zielgruppe FROM $held)[0];
    IF $of IS NONE { THROW 'not_found' };
    IF ($of.kita IN $kitas) = $is_office OR $of.zielgruppe = $protocol { THROW 'forbidden' };
    LET $known = (SELECT revision, office FROM $id)[0];
    IF ($known.revision ?? 0) != $seen { THROW 'conflict' };
    IF $is_office AND $known.office = false { THROW 'forbidden' };
    UPSERT $id CONTENT {
        submission: $held, erhebung: $of.erhebung, hash: $hash, stand: $stand, blacked_out: $blacked_out,
        office: $is_office, revision: $seen + 1
    } RETURN NONE;
";

const DECIDED: &str = "SELECT id, hash, stand, blacked_out, office, revision FROM $id;";

#[derive(SurrealValue)]
struct TextsRow {
    listed: ListedErhebungRow,
    definition: Json<Definition>,
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
    office: bool,
    revision: i64,
}

/// A decision with the submission that it is about, which may be gone.
#[derive(SurrealValue)]
pub(super) struct DecidedTextRow {
    id: RecordId,
    hash: String,
    stand: String,
    blacked_out: Vec<i64>,
    office: bool,
    revision: i64,
    content: Option<Json<Submission>>,
}

impl TextsRow {
    fn into_domain(self, reach: &Reach) -> Result<ErhebungTexts, Error> {
        let head = self.listed.into_domain()?;
        let definition = self.definition.0;
        let submissions: Vec<(SubmissionId, Submission)> =
            self.held.into_iter().map(|held| (held.id.0, held.content.0)).collect();
        let decided = self.decided.into_iter().map(DecidedRow::into_domain).collect::<Result<Vec<_>, _>>()?;
        let mut texts = free_texts(&definition, &submissions, decided);
        texts.retain(|text| reach.shows(text));
        Ok(ErhebungTexts { erhebung: head.erhebung, about_name: head.about_name, definition, texts })
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
        let (key, revision) = (key(&self.id)?, count(self.revision)?);
        Ok(Decided { key, hash: self.hash, decision, by_office: self.office, revision })
    }
}

impl DecidedTextRow {
    /// `None` where the submission is gone.
    pub(super) fn into_domain(self) -> Result<Option<(Decided, Submission)>, Error> {
        let Self { id, hash, stand, blacked_out, office, revision, content } = self;
        let decided = DecidedRow { id, hash, stand, blacked_out, office, revision }.into_domain()?;
        Ok(content.map(|Json(content)| (decided, content)))
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

fn reaching(query: Query, reach: &Reach) -> Query {
    let kitas: Vec<Ref<KitaId>> = reach.kitas().map(Ref).collect();
    query
        .bind("kitas", kitas)
        .bind("is_office", reach.is_office())
        .bind("protocol", Zielgruppe::Protokoll.code().to_owned())
}

#[async_trait]
impl FreeTextStore for Store {
    async fn erhebungen_with_texts(&self, reach: &Reach) -> Result<Vec<ErhebungTexts>, AppError> {
        self.erhebung_texts(Query::read(ERHEBUNGEN), reach).await
    }

    async fn free_texts_of(&self, reach: &Reach, erhebung: ErhebungId) -> Result<ErhebungTexts, AppError> {
        let query = Query::read(ERHEBUNG).bind("erhebung", Ref(erhebung));
        self.erhebung_texts(query, reach).await?.pop().ok_or(AppError::NotFound)
    }

    async fn decide_free_text(
        &self,
        reach: &Reach,
        key: &FreeTextKey,
        seen: &Seen,
        decision: &Decision,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if self.is_decided(key, seen, decision).await? {
            return Ok(());
        }
        let words: Vec<i64> = decision.blacked_out().into_iter().map(i64::from).collect();
        let held = Query::read(ERHEBUNG_OF).bind("held", Ref(key.submission));
        let erhebung: Option<Ref<ErhebungId>> = self.row(held).await?;
        let Ref(erhebung) = erhebung.ok_or(AppError::NotFound)?;
        // The key of the text would tell whoever reads the log which texts are one person's.
        let audit = Audit::hashes(reach.by(), action(decision), at).of(erhebung);
        let query = reaching(Query::audited(DECIDE, audit), reach)
            .bind("id", free_text_record(key))
            .bind("held", Ref(key.submission))
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
    async fn erhebung_texts(&self, query: Query, reach: &Reach) -> Result<Vec<ErhebungTexts>, AppError> {
        let text = query.text;
        let rows: Vec<TextsRow> = self.rows(reaching(query, reach)).await?;
        rows.into_iter().map(|row| row.into_domain(reach).map_err(|cause| error::unreadable(text, &cause))).collect()
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
