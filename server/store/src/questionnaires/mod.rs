//! Questionnaires: drafts, immutable versions and Erhebungen. Answers: [`submissions`], what becomes of texts among them:
//! [`free_texts`], and how they are forgotten: [`retention`].

mod evaluation;
mod free_texts;
mod retention;
mod rows;
mod submissions;
mod surveys;

pub(crate) use evaluation::CountedState;
pub(crate) use surveys::UNIQUE;

use crate::{
    Store,
    audit::Audit,
    error,
    query::Query,
    row::{Day, Json, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    AppError,
    access::{KiSo, Koordination, Member, Right, Scope},
    ids::{ErhebungId, KitaId, QuestionnaireId},
    questionnaires::{
        Acceptance, Counted, Definition, Erhebung, ErhebungHead, FieldPackage, LatestVersion, QuestionId,
        QuestionnaireHead, QuestionnaireStore, SentSubmission, Tally, VersionNumber, Zielgruppe, erhebung::PAPER_DAYS,
    },
};
pub(crate) use rows::SubmissionRow;
use rows::{ErhebungRow, HeadRow, LatestRow, ListedErhebungRow, PackageRow, edition_record};
use std::sync::Arc;

const SAVE_DRAFT: &str = "
    UPSERT $id SET title = $title, form_id = $form_id, questions = $questions, draft = $draft, changed_at = $at,
        latest = latest ?? 0, revision = (revision ?? 0) + 1 RETURN NONE;
";

const DESIGN: &str = "
    LET $found = SELECT * FROM $id;
    IF array::len($found) = 0 { THROW 'not_found' };
    IF $found[0].revision != $seen { THROW 'conflict' };
    UPDATE $id SET title = $title, form_id = $form_id, questions = $questions, draft = $draft, changed_at = $at,
        revision = $seen + 1 RETURN NONE;
    SELECT VALUE revision FROM $id;
";

/// Title and number of questions are the latest version's again.
const DISCARD: &str = "
    LET $found = SELECT * FROM $id;
    IF array::len($found) = 0 { THROW 'not_found' };
    IF $found[0].revision != $seen OR $found[0].latest != $latest { THROW 'conflict' };
    IF $found[0].draft IS NONE { THROW 'draft:wrong_state' };
    UPDATE $id SET title = $title, form_id = $form_id, questions = $questions, draft = NONE, changed_at = $at,
        revision = $seen + 1 RETURN NONE;
";

const DISCARD_ALL: &str = "
    LET $found = SELECT * FROM $id;
    IF array::len($found) = 0 { THROW 'not_found' };
    IF $found[0].revision != $seen OR $found[0].latest != 0 { THROW 'conflict' };
    DELETE $id RETURN NONE;
";

const DRAFT: &str = "SELECT VALUE draft FROM $id WHERE draft IS NOT NONE;";

const PUBLISH: &str = "
    LET $found = SELECT * FROM $id;
    IF array::len($found) = 0 { THROW 'not_found' };
    LET $row = $found[0];
    IF $row.draft IS NONE { THROW 'draft:wrong_state' };
    LET $number = $row.latest + 1;
    CREATE type::record('questionnaire_version', [record::id($id), $number])
        CONTENT { title: $row.title, definition: $row.draft, published_at: $at } RETURN NONE;
    UPDATE $id SET latest = $number, draft = NONE, changed_at = $at, revision = $row.revision + 1 RETURN NONE;
    SELECT VALUE latest FROM $id;
";

const LIST: &str = "
    SELECT id, title, form_id, questions, latest, draft IS NOT NONE AS has_draft, changed_at, revision
        FROM questionnaire
        ORDER BY title, id;
";

const HEAD: &str = "
    SELECT id, title, form_id, questions, latest, draft IS NOT NONE AS has_draft, changed_at, revision FROM $id;
";

const VERSION: &str = "SELECT VALUE definition FROM $edition;";

const LATEST: &str = "
    SELECT id, title, latest,
        (SELECT VALUE definition FROM type::record('questionnaire_version', [record::id($parent.id), $parent.latest]))[0]
            AS definition
        FROM questionnaire WHERE latest > 0 ORDER BY title, id;
";

const CREATE_ERHEBUNG: &str = "
    IF $row.kita != NONE AND !record::exists($row.kita) { THROW 'kita:unknown_reference' };
    IF $row.event != NONE AND !record::exists($row.event) { THROW 'event:unknown_reference' };
    IF !record::exists($row.edition) { THROW 'version:unknown_reference' };
    IF record::exists($row.id) { THROW 'conflict' };
    CREATE $row.id CONTENT $row RETURN NONE;
";

const ERHEBUNGEN: &str = "
    SELECT *, kita.name ?? event.title ?? '' AS about_name, edition.title AS questionnaire_title,
        ((SELECT count() FROM submission WHERE erhebung = $parent.id GROUP ALL)[0].count ?? 0)
            + ((SELECT VALUE deleted FROM type::record('erhebung_counts', record::id($parent.id)))[0] ?? 0) AS submissions
        FROM erhebung ORDER BY created_at DESC, id DESC;
";

const ERHEBUNG: &str = "
    SELECT *, kita.name ?? event.title ?? '' AS about_name, edition.title AS questionnaire_title,
        ((SELECT count() FROM submission WHERE erhebung = $parent.id GROUP ALL)[0].count ?? 0)
            + ((SELECT VALUE deleted FROM type::record('erhebung_counts', record::id($parent.id)))[0] ?? 0) AS submissions
        FROM $id;
";

const PACKAGES: &str = "
    SELECT *, kita.name ?? '' AS kita_name, edition.definition AS definition FROM erhebung
        WHERE kita IN $kitas AND first_day <= $today AND last_day >= $today ORDER BY last_day, kita_name, id;
";

const PAPER_PACKAGES: &str = "
    SELECT *, kita.name ?? '' AS kita_name, edition.definition AS definition FROM erhebung
        WHERE kita IN $kitas AND first_day <= $today AND last_day >= $earliest AND zielgruppe != $protocol
        ORDER BY last_day, kita_name, id;
";

#[async_trait]
impl QuestionnaireStore for Store {
    async fn save_draft(
        &self,
        by: &Koordination,
        id: QuestionnaireId,
        draft: &Definition,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.run(writing(SAVE_DRAFT, by, id, draft, at)).await
    }

    async fn design(
        &self,
        by: &Koordination,
        id: QuestionnaireId,
        seen: u32,
        draft: &Definition,
        at: DateTime<Utc>,
    ) -> Result<u32, AppError> {
        let query = writing(DESIGN, by, id, draft, at).bind("seen", i64::from(seen));
        let revision: Option<i64> = self.row(query).await?;
        let revision = revision.and_then(|revision| u32::try_from(revision).ok());
        revision.ok_or_else(|| error::internal(DESIGN, "a draft without a revision"))
    }

    async fn discard_draft(
        &self,
        by: &Koordination,
        id: QuestionnaireId,
        seen: u32,
        at: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let (head, _) = self.read_head(by, id).await?;
        let audit = Audit::hashes(by, "questionnaire.discard", at).of(id);
        let Some(latest) = head.latest else {
            self.run(Query::audited(DISCARD_ALL, audit).bind("id", Ref(id)).bind("seen", i64::from(seen))).await?;
            return Ok(false);
        };
        let version = Query::read(VERSION).bind("edition", edition_record(id, latest));
        let definition = self.definition(version).await?;
        let query = with_names(Query::audited(DISCARD, audit), &definition)
            .bind("id", Ref(id))
            .bind("seen", i64::from(seen))
            .bind("latest", i64::from(latest.0))
            .bind("at", at);
        self.run(query).await?;
        Ok(true)
    }

    async fn read_draft(&self, _: &Koordination, id: QuestionnaireId) -> Result<Definition, AppError> {
        self.definition(Query::read(DRAFT).bind("id", Ref(id))).await
    }

    async fn publish(
        &self,
        by: &Koordination,
        id: QuestionnaireId,
        at: DateTime<Utc>,
    ) -> Result<VersionNumber, AppError> {
        let audit = Audit::hashes(by, "questionnaire.publish", at).of(id);
        let query = Query::audited(PUBLISH, audit).bind("id", Ref(id)).bind("at", at);
        let number: Option<i64> = self.row(query).await?;
        let number = number.and_then(|number| u32::try_from(number).ok());
        number.map(VersionNumber).ok_or_else(|| error::internal(PUBLISH, "a version without a number"))
    }

    async fn list(&self, _: &Koordination) -> Result<Vec<QuestionnaireHead>, AppError> {
        let rows = self.rows::<HeadRow>(Query::read(LIST)).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| error::unreadable(LIST, &cause))).collect()
    }

    async fn read_head(
        &self,
        _: &Koordination,
        id: QuestionnaireId,
    ) -> Result<(QuestionnaireHead, Vec<VersionNumber>), AppError> {
        let row = self.row::<HeadRow>(Query::read(HEAD).bind("id", Ref(id))).await?.ok_or(AppError::NotFound)?;
        let head = row.into_domain().map_err(|cause| error::unreadable(HEAD, &cause))?;
        let latest = head.latest.map_or(0, |latest| latest.0);
        Ok((head, (1..=latest).map(VersionNumber).collect()))
    }

    async fn read_version(
        &self,
        _: &Member,
        id: QuestionnaireId,
        version: VersionNumber,
    ) -> Result<Definition, AppError> {
        self.definition(Query::read(VERSION).bind("edition", edition_record(id, version))).await
    }

    async fn latest_versions(&self, _: &Koordination) -> Result<Vec<LatestVersion>, AppError> {
        let rows = self.rows::<LatestRow>(Query::read(LATEST)).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| error::unreadable(LATEST, &cause))).collect()
    }

    async fn create_erhebung(&self, by: &Koordination, erhebung: &Erhebung, at: DateTime<Utc>) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "erhebung.create", at).of(erhebung.id);
        self.run(Query::audited(CREATE_ERHEBUNG, audit).bind("row", ErhebungRow::of(erhebung, at))).await
    }

    async fn list_erhebungen(&self, _: &Koordination) -> Result<Vec<ErhebungHead>, AppError> {
        self.erhebungen(Query::read(ERHEBUNGEN)).await
    }

    async fn read_erhebung(&self, _: &Koordination, id: ErhebungId) -> Result<ErhebungHead, AppError> {
        self.erhebungen(Query::read(ERHEBUNG).bind("id", Ref(id))).await?.pop().ok_or(AppError::NotFound)
    }

    async fn field_packages(&self, by: &KiSo, today: NaiveDate) -> Result<Vec<FieldPackage>, AppError> {
        self.packages(Query::read(PACKAGES).bind("kitas", own_kitas(by)).bind("today", Day(today))).await
    }

    async fn paper_packages(&self, by: &KiSo, today: NaiveDate) -> Result<Vec<FieldPackage>, AppError> {
        let earliest = today.checked_sub_days(Days::new(PAPER_DAYS)).unwrap_or(today);
        let query = Query::read(PAPER_PACKAGES).bind("kitas", own_kitas(by)).bind("today", Day(today));
        let query = query.bind("earliest", Day(earliest));
        self.packages(query.bind("protocol", Zielgruppe::Protokoll.code().to_owned())).await
    }

    async fn accept(&self, by: &KiSo, sent: &SentSubmission) -> Result<Acceptance, AppError> {
        self.accept_submission(by, sent).await
    }

    async fn delete_answers(&self, given_before: NaiveDate) -> Result<u64, AppError> {
        self.forget_quarantined(given_before).await?;
        let deleted = self.delete_submissions(given_before).await;
        // Their words stood in what was counted before.
        self.kept_counted().forget_all();
        deleted
    }

    async fn save_asked(
        &self,
        by: &Koordination,
        id: ErhebungId,
        asked: Option<u32>,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.keep_asked(by, id, asked, at).await
    }

    async fn count_parts(
        &self,
        _: &Koordination,
        id: QuestionnaireId,
        pair: Option<(QuestionId, QuestionId)>,
    ) -> Result<Arc<Counted>, AppError> {
        self.parts_of(id, pair).await
    }

    async fn tally(&self, _: &Koordination, id: ErhebungId) -> Result<Tally, AppError> {
        self.tally_submissions(id).await
    }
}

/// A write of a draft with its audit row.
fn writing(text: &'static str, by: &Koordination, id: QuestionnaireId, draft: &Definition, at: DateTime<Utc>) -> Query {
    with_names(Query::audited(text, Audit::hashes(by, "questionnaire.draft", at).of(id)), draft)
        .bind("id", Ref(id))
        .bind("draft", Json(draft.clone()))
        .bind("at", at)
}

/// What a list shows of a questionnaire.
fn with_names(query: Query, definition: &Definition) -> Query {
    query
        .bind("title", definition.settings.title.clone())
        .bind("form_id", definition.settings.form_id.clone())
        .bind("questions", i64::try_from(definition.question_count()).unwrap_or(i64::MAX))
}

impl Store {
    async fn definition(&self, query: Query) -> Result<Definition, AppError> {
        let found: Option<Json<Definition>> = self.row(query).await?;
        found.map(|Json(definition)| definition).ok_or(AppError::NotFound)
    }

    async fn packages(&self, query: Query) -> Result<Vec<FieldPackage>, AppError> {
        let text = query.text;
        let rows = self.rows::<PackageRow>(query).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| error::unreadable(text, &cause))).collect()
    }

    async fn erhebungen(&self, query: Query) -> Result<Vec<ErhebungHead>, AppError> {
        let text = query.text;
        let rows = self.rows::<ListedErhebungRow>(query).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| error::unreadable(text, &cause))).collect()
    }
}

/// A KiSo's scope is a list of Kitas; with any other one the account sees none.
fn own_kitas(by: &KiSo) -> Vec<Ref<KitaId>> {
    match &by.principal().scope {
        Scope::Kitas(kitas) => kitas.iter().copied().map(Ref).collect(),
        Scope::All | Scope::Anstellungstraeger(_) | Scope::Nothing => Vec::new(),
    }
}
