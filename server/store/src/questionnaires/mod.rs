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
    access::{Designs, KiSo, Koordination, Member, Principal, Right, Scope},
    ids::{AccountId, ErhebungId, KitaId, QuestionnaireId},
    questionnaires::{
        Acceptance, Counted, Definition, Erhebung, ErhebungHead, FieldPackage, LatestVersion, Owner, QuestionId,
        QuestionnaireHead, QuestionnaireStore, SentSubmission, Tally, VersionNumber, Zielgruppe, erhebung::PAPER_DAYS,
    },
};
pub(crate) use rows::SubmissionRow;
use rows::{ErhebungRow, HeadRow, LatestRow, ListedErhebungRow, PackageRow, edition_record};
use std::sync::Arc;

/// A write to a questionnaire that is there and one's own. That of another KiSo is not there; what is seen and somebody else's
/// is forbidden.
macro_rules! to_own {
    ($statements:literal) => {
        concat!(
            "
    LET $found = SELECT * FROM $id;
    IF array::len($found) = 0 OR ($owner != NONE AND $found[0].owner != NONE AND $found[0].owner != $owner) {
        THROW 'not_found'
    };
    IF $found[0].owner != $owner { THROW 'forbidden' };
",
            $statements
        )
    };
}

/// What is seen of a questionnaire: the Koordination (no `$owner`) sees all of it, a KiSo the own ones and what is office-wide
/// and published. Of that the published version goes along where a draft of the next one has another title.
macro_rules! head {
    ($from:literal) => {
        concat!(
            "
    SELECT id, title, form_id, questions, latest, draft IS NOT NONE AS has_draft, changed_at, revision, owner,
        owner.name ?? '' AS owner_name,
        (owner.status = 'disabled' OR (owner.role ?? 'ki_so') != 'ki_so') AS owner_left,
        (SELECT VALUE definition FROM type::record('questionnaire_version', [record::id($parent.id), $parent.latest])
            WHERE $owner != NONE AND $parent.owner = NONE AND $parent.draft != NONE)[0] AS published
        ",
            $from,
            " WHERE $owner = NONE OR owner = $owner OR (owner = NONE AND latest > 0)
        ORDER BY title, id;
"
        )
    };
}

const SAVE_DRAFT: &str = "
    LET $found = SELECT * FROM $id;
    IF array::len($found) > 0 AND $found[0].owner != $owner { THROW 'forbidden' };
    UPSERT $id SET title = $title, form_id = $form_id, questions = $questions, draft = $draft, changed_at = $at,
        latest = latest ?? 0, revision = (revision ?? 0) + 1, owner = $owner RETURN NONE;
";

const DESIGN: &str = to_own!(
    "
    IF $found[0].revision != $seen { THROW 'conflict' };
    UPDATE $id SET title = $title, form_id = $form_id, questions = $questions, draft = $draft, changed_at = $at,
        revision = $seen + 1 RETURN NONE;
    SELECT VALUE revision FROM $id;
"
);

/// Title and number of questions are the latest version's again.
const DISCARD: &str = to_own!(
    "
    IF $found[0].revision != $seen OR $found[0].latest != $latest { THROW 'conflict' };
    IF $found[0].draft IS NONE { THROW 'draft:wrong_state' };
    UPDATE $id SET title = $title, form_id = $form_id, questions = $questions, draft = NONE, changed_at = $at,
        revision = $seen + 1 RETURN NONE;
"
);

const DISCARD_ALL: &str = to_own!(
    "
    IF $found[0].revision != $seen OR $found[0].latest != 0 { THROW 'conflict' };
    DELETE $id RETURN NONE;
"
);

const DRAFT: &str = "SELECT VALUE draft FROM $id WHERE draft IS NOT NONE AND ($owner = NONE OR owner = $owner);";

const PUBLISH: &str = to_own!(
    "
    LET $row = $found[0];
    IF $row.draft IS NONE { THROW 'draft:wrong_state' };
    LET $number = $row.latest + 1;
    CREATE type::record('questionnaire_version', [record::id($id), $number])
        CONTENT { title: $row.title, definition: $row.draft, published_at: $at } RETURN NONE;
    UPDATE $id SET latest = $number, draft = NONE, changed_at = $at, revision = $row.revision + 1 RETURN NONE;
    SELECT VALUE latest FROM $id;
"
);

/// What is office-wide stays so. While the KiSo works on the next version it stays hers, unless she has left: as
/// `QuestionnaireHead::may_be_taken_over`.
const TAKE_OVER: &str = "
    LET $found = SELECT *, (owner.status = 'disabled' OR (owner.role ?? 'ki_so') != 'ki_so') AS owner_left FROM $id;
    IF array::len($found) = 0 { THROW 'not_found' };
    IF $found[0].owner != NONE {
        IF $found[0].revision != $seen { THROW 'conflict' };
        IF !$found[0].owner_left AND ($found[0].latest = 0 OR $found[0].draft != NONE) { THROW 'draft:wrong_state' };
        UPDATE $id SET owner = NONE, changed_at = $at, revision = $seen + 1 RETURN NONE;
    };
";

const LIST: &str = head!("FROM questionnaire");

const HEAD: &str = head!("FROM $id");

const VERSION: &str = "SELECT VALUE definition FROM $edition;";

const LATEST: &str = "
    SELECT id, title, latest,
        (SELECT VALUE definition FROM type::record('questionnaire_version', [record::id($parent.id), $parent.latest]))[0]
            AS definition
        FROM questionnaire WHERE latest > 0 AND owner = NONE ORDER BY title, id;
";

/// A KiSo plans in the own Kitas only; everybody with what is office-wide or the own.
const CREATE_ERHEBUNG: &str = "
    IF $kitas != NONE AND $row.kita NOT IN $kitas { THROW 'forbidden' };
    IF $row.kita != NONE AND !record::exists($row.kita) { THROW 'kita:unknown_reference' };
    IF $row.event != NONE AND !record::exists($row.event) { THROW 'event:unknown_reference' };
    LET $whose = (SELECT VALUE owner FROM $questionnaire)[0];
    IF !record::exists($row.edition) OR ($whose != NONE AND $whose != $owner) { THROW 'version:unknown_reference' };
    IF record::exists($row.id) { THROW 'conflict' };
    CREATE $row.id CONTENT $row RETURN NONE;
";

const ERHEBUNGEN: &str = "
    SELECT *, kita.name ?? event.title ?? '' AS about_name, edition.title AS questionnaire_title,
        ((SELECT count() FROM submission WHERE erhebung = $parent.id GROUP ALL)[0].count ?? 0)
            + ((SELECT VALUE deleted FROM type::record('erhebung_counts', record::id($parent.id)))[0] ?? 0) AS submissions
        FROM erhebung WHERE $kitas = NONE OR kita IN $kitas ORDER BY created_at DESC, id DESC;
";

const ERHEBUNG: &str = "
    SELECT *, kita.name ?? event.title ?? '' AS about_name, edition.title AS questionnaire_title,
        ((SELECT count() FROM submission WHERE erhebung = $parent.id GROUP ALL)[0].count ?? 0)
            + ((SELECT VALUE deleted FROM type::record('erhebung_counts', record::id($parent.id)))[0] ?? 0) AS submissions
        FROM $id WHERE $kitas = NONE OR kita IN $kitas;
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
        by: &dyn Designs,
        id: QuestionnaireId,
        draft: &Definition,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.run(writing(SAVE_DRAFT, by, id, draft, at)).await
    }

    async fn design(
        &self,
        by: &dyn Designs,
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
        by: &dyn Designs,
        id: QuestionnaireId,
        seen: u32,
        at: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let (head, _) = self.read_head(by, id).await?;
        let audit = Audit::by_designer(by, "questionnaire.discard", at).of(id);
        let Some(latest) = head.latest else {
            let query = Query::audited(DISCARD_ALL, audit).bind("id", Ref(id)).bind("owner", owner_of(by));
            self.run(query.bind("seen", i64::from(seen))).await?;
            return Ok(false);
        };
        let version = Query::read(VERSION).bind("edition", edition_record(id, latest));
        let definition = self.definition(version).await?;
        let query = with_names(Query::audited(DISCARD, audit), &definition)
            .bind("id", Ref(id))
            .bind("owner", owner_of(by))
            .bind("seen", i64::from(seen))
            .bind("latest", i64::from(latest.0))
            .bind("at", at);
        self.run(query).await?;
        Ok(true)
    }

    async fn read_draft(&self, by: &dyn Designs, id: QuestionnaireId) -> Result<Definition, AppError> {
        self.definition(Query::read(DRAFT).bind("id", Ref(id)).bind("owner", owner_of(by))).await
    }

    async fn publish(
        &self,
        by: &dyn Designs,
        id: QuestionnaireId,
        at: DateTime<Utc>,
    ) -> Result<VersionNumber, AppError> {
        let audit = Audit::by_designer(by, "questionnaire.publish", at).of(id);
        let query = Query::audited(PUBLISH, audit).bind("id", Ref(id)).bind("owner", owner_of(by)).bind("at", at);
        let number: Option<i64> = self.row(query).await?;
        let number = number.and_then(|number| u32::try_from(number).ok());
        number.map(VersionNumber).ok_or_else(|| error::internal(PUBLISH, "a version without a number"))
    }

    async fn take_over(
        &self,
        by: &Koordination,
        id: QuestionnaireId,
        seen: u32,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "questionnaire.take_over", at).of(id);
        let query = Query::audited(TAKE_OVER, audit).bind("id", Ref(id)).bind("seen", i64::from(seen)).bind("at", at);
        self.run(query).await
    }

    async fn list(&self, by: &dyn Designs) -> Result<Vec<QuestionnaireHead>, AppError> {
        let rows = self.rows::<HeadRow>(Query::read(LIST).bind("owner", owner_of(by))).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| error::unreadable(LIST, &cause))).collect()
    }

    async fn read_head(
        &self,
        by: &dyn Designs,
        id: QuestionnaireId,
    ) -> Result<(QuestionnaireHead, Vec<VersionNumber>), AppError> {
        let query = Query::read(HEAD).bind("id", Ref(id)).bind("owner", owner_of(by));
        let row = self.row::<HeadRow>(query).await?.ok_or(AppError::NotFound)?;
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

    async fn create_erhebung(&self, by: &dyn Designs, erhebung: &Erhebung, at: DateTime<Utc>) -> Result<(), AppError> {
        let audit = Audit::by_designer(by, "erhebung.create", at).of(erhebung.id);
        let query = Query::audited(CREATE_ERHEBUNG, audit)
            .bind("row", ErhebungRow::of(erhebung, at))
            .bind("questionnaire", Ref(erhebung.questionnaire))
            .bind("owner", owner_of(by))
            .bind("kitas", planned_in(by));
        self.run(query).await
    }

    async fn list_erhebungen(&self, by: &dyn Designs) -> Result<Vec<ErhebungHead>, AppError> {
        self.erhebungen(Query::read(ERHEBUNGEN).bind("kitas", planned_in(by))).await
    }

    async fn read_erhebung(&self, by: &dyn Designs, id: ErhebungId) -> Result<ErhebungHead, AppError> {
        let query = Query::read(ERHEBUNG).bind("id", Ref(id)).bind("kitas", planned_in(by));
        self.erhebungen(query).await?.pop().ok_or(AppError::NotFound)
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
fn writing(text: &'static str, by: &dyn Designs, id: QuestionnaireId, draft: &Definition, at: DateTime<Utc>) -> Query {
    with_names(Query::audited(text, Audit::by_designer(by, "questionnaire.draft", at).of(id)), draft)
        .bind("id", Ref(id))
        .bind("owner", owner_of(by))
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

/// Whose it becomes what this person designs; `None`: the office's.
fn owner_of(by: &dyn Designs) -> Option<Ref<AccountId>> {
    Owner::of(by.designer()).account().map(Ref)
}

/// Where this person plans Erhebungen; `None`: everywhere.
fn planned_in(by: &dyn Designs) -> Option<Vec<Ref<KitaId>>> {
    owner_of(by).map(|_| kitas_of(by.designer()))
}

fn own_kitas(by: &KiSo) -> Vec<Ref<KitaId>> {
    kitas_of(by.principal())
}

/// A KiSo's scope is a list of Kitas; with any other one the account sees none.
fn kitas_of(principal: &Principal) -> Vec<Ref<KitaId>> {
    match &principal.scope {
        Scope::Kitas(kitas) => kitas.iter().copied().map(Ref).collect(),
        Scope::All | Scope::Anstellungstraeger(_) | Scope::Nothing => Vec::new(),
    }
}
