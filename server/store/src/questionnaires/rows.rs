//! How questionnaires, Erhebungen and submissions stand in rows.

use super::free_texts::DecidedTextRow;
use crate::row::{Day, Json, Ref, from_code, record};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ErhebungId, EventId, KitaId, QuestionnaireId},
    questionnaires::{
        About, Definition, Erhebung, ErhebungHead, FieldPackage, LatestVersion, Methode, Owner, Part, QuestionId,
        QuestionnaireHead, SentSubmission, Submission, Tally, VersionNumber, Zielgruppe, free_texts::count_texts,
    },
};
use surrealdb::types::{Array, Error, RecordId, RecordIdKey, SurrealValue, Uuid};

/// `questionnaire_version:[u'…', 3]`
pub(super) fn edition_record(questionnaire: QuestionnaireId, version: VersionNumber) -> RecordId {
    let key = vec![Uuid::from(questionnaire.uuid()).into_value(), i64::from(version.0).into_value()];
    RecordId::new("questionnaire_version", RecordIdKey::Array(Array::from(key)))
}

#[derive(SurrealValue)]
pub(super) struct HeadRow {
    id: Ref<QuestionnaireId>,
    title: String,
    form_id: String,
    questions: i64,
    latest: i64,
    has_draft: bool,
    changed_at: DateTime<Utc>,
    revision: i64,
    owner: Option<Ref<AccountId>>,
    owner_name: String,
    owner_left: bool,
    /// The latest version, where the draft of the next one is not for who reads.
    published: Option<Json<Definition>>,
}

impl HeadRow {
    pub(super) fn into_domain(self) -> Result<QuestionnaireHead, Error> {
        let latest = count("the latest version", self.latest)?;
        let head = QuestionnaireHead {
            id: self.id.0,
            title: self.title,
            form_id: self.form_id,
            has_draft: self.has_draft,
            latest: (latest > 0).then_some(VersionNumber(latest)),
            questions: count("the number of questions", self.questions)?,
            changed_at: self.changed_at,
            revision: count("the revision", self.revision)?,
            owner: self.owner.map_or(Owner::Office, |account| Owner::KiSo(account.0)),
            owner_name: self.owner_name,
            owner_left: self.owner_left,
        };
        Ok(match self.published {
            Some(Json(version)) => head.without_draft(&version),
            None => head,
        })
    }
}

/// A questionnaire with its latest version.
#[derive(SurrealValue)]
pub(super) struct LatestRow {
    id: Ref<QuestionnaireId>,
    title: String,
    latest: i64,
    definition: Json<Definition>,
}

impl LatestRow {
    pub(super) fn into_domain(self) -> Result<LatestVersion, Error> {
        let version = VersionNumber(count("the latest version", self.latest)?);
        Ok(LatestVersion { id: self.id.0, title: self.title, version, definition: self.definition.0 })
    }
}

#[derive(SurrealValue)]
pub(super) struct ErhebungRow {
    id: Ref<ErhebungId>,
    kita: Option<Ref<KitaId>>,
    event: Option<Ref<EventId>>,
    first_day: Day,
    last_day: Day,
    methode: String,
    zielgruppe: String,
    questionnaire: Ref<QuestionnaireId>,
    version: i64,
    edition: RecordId,
    asked: Option<i64>,
    created_at: DateTime<Utc>,
}

impl ErhebungRow {
    pub(super) fn of(erhebung: &Erhebung, at: DateTime<Utc>) -> Self {
        Self {
            id: Ref(erhebung.id),
            kita: erhebung.about.kita().map(Ref),
            event: erhebung.about.event().map(Ref),
            first_day: Day(erhebung.from),
            last_day: Day(erhebung.to),
            methode: erhebung.methode.code().into(),
            zielgruppe: erhebung.zielgruppe.code().into(),
            questionnaire: Ref(erhebung.questionnaire),
            version: i64::from(erhebung.version.0),
            edition: edition_record(erhebung.questionnaire, erhebung.version),
            asked: erhebung.asked.map(i64::from),
            created_at: at,
        }
    }
}

/// An Erhebung with what a list says of it.
#[derive(SurrealValue)]
pub(super) struct ListedErhebungRow {
    id: Ref<ErhebungId>,
    kita: Option<Ref<KitaId>>,
    event: Option<Ref<EventId>>,
    first_day: Day,
    last_day: Day,
    methode: String,
    zielgruppe: String,
    questionnaire: Ref<QuestionnaireId>,
    version: i64,
    asked: Option<i64>,
    about_name: String,
    questionnaire_title: String,
    submissions: i64,
}

impl ListedErhebungRow {
    pub(super) fn into_domain(self) -> Result<ErhebungHead, Error> {
        let submissions = count("the number of submissions", self.submissions)?;
        let period = (self.first_day, self.last_day);
        let about = match (self.kita, self.event) {
            (Some(kita), None) => About::Kita(kita.0),
            (None, Some(event)) => About::Event(event.0),
            _ => return Err(Error::internal("an Erhebung is about one Kita or one event".into())),
        };
        let erhebung = erhebung(
            (self.id.0, about),
            period,
            (&self.methode, &self.zielgruppe),
            (self.questionnaire.0, self.version),
            self.asked,
        )?;
        Ok(ErhebungHead {
            erhebung,
            about_name: self.about_name,
            questionnaire_title: self.questionnaire_title,
            submissions,
        })
    }
}

/// An Erhebung with its questionnaire, for a tablet.
#[derive(SurrealValue)]
pub(super) struct PackageRow {
    id: Ref<ErhebungId>,
    kita: Ref<KitaId>,
    first_day: Day,
    last_day: Day,
    methode: String,
    zielgruppe: String,
    questionnaire: Ref<QuestionnaireId>,
    version: i64,
    asked: Option<i64>,
    kita_name: String,
    definition: Json<Definition>,
}

impl PackageRow {
    pub(super) fn into_domain(self) -> Result<FieldPackage, Error> {
        let erhebung = erhebung(
            (self.id.0, About::Kita(self.kita.0)),
            (self.first_day, self.last_day),
            (&self.methode, &self.zielgruppe),
            (self.questionnaire.0, self.version),
            self.asked,
        )?;
        Ok(FieldPackage { erhebung, kita_name: self.kita_name, definition: self.definition.0 })
    }
}

/// Everything that one Erhebung adds to an evaluation, in one snapshot.
#[derive(SurrealValue)]
pub(super) struct PartRow {
    listed: ListedErhebungRow,
    definition: Json<Definition>,
    contents: Vec<Json<Submission>>,
    kept: Option<Json<Tally>>,
    decided: Vec<DecidedTextRow>,
}

impl PartRow {
    pub(super) fn into_domain(self, pair: Option<(QuestionId, QuestionId)>) -> Result<Vec<Part>, Error> {
        let (head, Json(definition)) = (self.listed.into_domain()?, self.definition);
        let submissions: Vec<Submission> = self.contents.into_iter().map(|Json(content)| content).collect();
        // Protocol sheets hold no texts of respondents.
        let mut waiting = if head.erhebung.is_protocol() { 0 } else { count_texts(&definition, &submissions) };
        let mut released = Vec::new();
        for row in self.decided {
            let Some((decided, content)) = row.into_domain()? else { continue };
            waiting = waiting.saturating_sub(u32::from(decided.is_current(&content)));
            released.extend(decided.released(&content));
        }
        let kept = self.kept.map(|Json(counts)| counts);
        let mut parts = Part::of_erhebung(&head, &definition, submissions, kept, pair);
        // There is always a part without a language.
        if let Some(whole) = parts.iter_mut().find(|part| part.language.is_none()) {
            (whole.released, whole.waiting) = (released, waiting);
        }
        Ok(parts)
    }
}

#[derive(SurrealValue)]
pub(crate) struct SubmissionRow {
    id: RecordId,
    erhebung: Ref<ErhebungId>,
    day: Day,
    hash: String,
    content: Json<Submission>,
}

impl SubmissionRow {
    /// The same in another table that keeps answers.
    pub(crate) fn in_table(table: &'static str, sent: &SentSubmission) -> Self {
        Self { id: RecordId::new(table, Uuid::from(sent.id.uuid())), ..Self::of(sent) }
    }

    pub(crate) fn of(sent: &SentSubmission) -> Self {
        Self {
            id: record(sent.id),
            erhebung: Ref(sent.erhebung),
            day: Day(sent.day),
            hash: sent.hash.clone(),
            content: Json(sent.content.clone()),
        }
    }
}

fn erhebung(
    (id, about): (ErhebungId, About),
    (first_day, last_day): (Day, Day),
    (methode, zielgruppe): (&str, &str),
    (questionnaire, version): (QuestionnaireId, i64),
    asked: Option<i64>,
) -> Result<Erhebung, Error> {
    Ok(Erhebung {
        id,
        about,
        from: first_day.0,
        to: last_day.0,
        methode: from_code("Methode", methode, Methode::from_code)?,
        zielgruppe: from_code("Zielgruppe", zielgruppe, Zielgruppe::from_code)?,
        questionnaire,
        version: VersionNumber(count("a version", version)?),
        asked: asked.map(|asked| count("the number of people asked", asked)).transpose()?,
    })
}

fn count(what: &str, value: i64) -> Result<u32, Error> {
    u32::try_from(value).map_err(|_| Error::internal(format!("{what} is no count")))
}
