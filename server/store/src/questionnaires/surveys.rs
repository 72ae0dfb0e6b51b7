//! Links to public surveys, and the answers that come through them.

use super::{planned_in, rows::SubmissionRow};
use crate::{
    Store,
    audit::Audit,
    error::{self, Unique},
    query::Query,
    row::{Day, Json, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AppError, ErrorCode,
    access::Designs,
    ids::{ErhebungId, EventId, SurveyId},
    questionnaires::{
        Acceptance, Definition, SentSubmission,
        feedback::feedback_of,
        survey::{CodeCount, OpenSurvey, Survey, SurveyAccess, SurveyStore, SurveyToken},
    },
};
use surrealdb::types::{Error, SurrealValue};

pub(crate) const UNIQUE: &[Unique] = &[Unique { index: "survey_token", field: "token", code: ErrorCode::NotUnique }];

/// A link that is there keeps its token: it stands on paper.
const SAVE: &str = "
    LET $of = SELECT VALUE kita FROM $erhebung;
    IF array::len($of) = 0 OR ($kitas != NONE AND $of[0] NOT IN $kitas) { THROW 'not_found' };
    LET $found = SELECT * FROM $id;
    UPSERT $id CONTENT {
        erhebung: $erhebung, token: $found[0].token ?? $link, opens: $opens, closes: $closes,
        access: $opened_to, issued: $found[0].issued ?? 0,
        created_at: $found[0].created_at ?? $at
    } RETURN NONE;
";

const OF_ERHEBUNG: &str = "
    SELECT erhebung, token, opens, closes, access FROM $id WHERE $kitas = NONE OR erhebung.kita IN $kitas;
";

const OF_ERHEBUNGEN: &str = "SELECT erhebung, token, opens, closes, access FROM $ids;";

const FIND: &str = "
    SELECT erhebung, token, opens, closes, access, erhebung.kita.name ?? erhebung.event.title ?? '' AS about_name,
        erhebung.edition.definition AS definition
        FROM survey WHERE token = $link;
";

/// Two posts of one form create the same mark: one commits, the other conflicts, is run again and finds it. What is there has
/// arrived, also when the last day has ended meanwhile.
const ANSWER: &str = "
    LET $found = SELECT * FROM survey WHERE token = $link;
    IF array::len($found) = 0 OR $found[0].erhebung != $row.erhebung { THROW 'not_found' };
    LET $mark = type::record('survey_mark', [record::id($row.erhebung), $hash]);
    LET $is_there = record::exists($mark);
    IF !$is_there {
        IF $today < $found[0].opens OR $today > $found[0].closes { THROW 'survey:not_open' };
        IF $found[0].access = 'codes' {
            LET $card = type::record('survey_code', [record::id($row.erhebung), $code]);
            IF !record::exists($card) { THROW 'code:link_invalid' };
            DELETE $card RETURN NONE;
        };
        CREATE $mark CONTENT { day: $today } RETURN NONE;
        CREATE $row.id CONTENT $row RETURN NONE;
    };
    $is_there;
";

/// Only the number of them is written down, never which or when.
const ADD_CODES: &str = "
    LET $of = SELECT VALUE erhebung.kita FROM $id;
    IF array::len($of) = 0 OR ($kitas != NONE AND $of[0] NOT IN $kitas) { THROW 'not_found' };
    UPDATE $id SET issued += array::len($hashes) RETURN NONE;
    FOR $hash IN $hashes {
        CREATE type::record('survey_code', [record::id($erhebung), $hash]) CONTENT { erhebung: $erhebung } RETURN NONE;
    };
";

const COUNT_CODES: &str = "
    SELECT issued, array::len((SELECT VALUE id FROM survey_code WHERE erhebung = $erhebung)) AS left
        FROM $id WHERE $kitas = NONE OR erhebung.kita IN $kitas;
";

const IS_CODE: &str = "
    SELECT VALUE record::exists(type::record('survey_code', [record::id(erhebung), $hash]))
        FROM survey WHERE token = $link;
";

const HAS_ANSWERED: &str = "
    SELECT VALUE record::exists(type::record('survey_mark', [record::id(erhebung), $hash]))
        FROM survey WHERE token = $link;
";

/// What is over already was sent meanwhile, or thrown away before.
const DISCARD_FILLING: &str = "
    LET $found = SELECT * FROM survey WHERE token = $link;
    IF array::len($found) = 0 { THROW 'not_found' };
    LET $mark = type::record('survey_mark', [record::id($found[0].erhebung), $hash]);
    LET $thrown = type::record('survey_mark', [record::id($found[0].erhebung), $discarded]);
    IF !record::exists($mark) {
        CREATE $mark CONTENT { day: $today } RETURN NONE;
        CREATE $thrown CONTENT { day: $today } RETURN NONE;
    };
";

const DELETE_MARKS: &str = "
    LET $gone = DELETE survey_mark WHERE day < $before RETURN BEFORE;
    array::len($gone);
";

#[derive(SurrealValue)]
struct SurveyRow {
    erhebung: Ref<ErhebungId>,
    token: String,
    opens: Day,
    closes: Day,
    access: String,
}

impl SurveyRow {
    fn into_domain(self) -> Result<Survey, Error> {
        let token: SurveyToken = self.token.parse().map_err(|_| Error::internal("a token that is none".to_owned()))?;
        let access = SurveyAccess::of_name(&self.access).ok_or_else(|| Error::internal("no such access".to_owned()))?;
        Ok(Survey { token, erhebung: self.erhebung.0, opens: self.opens.0, closes: self.closes.0, access })
    }
}

#[derive(SurrealValue)]
struct CountRow {
    issued: i64,
    left: i64,
}

#[derive(SurrealValue)]
struct FoundRow {
    erhebung: Ref<ErhebungId>,
    token: String,
    opens: Day,
    closes: Day,
    access: String,
    about_name: String,
    definition: Json<Definition>,
}

impl FoundRow {
    fn into_domain(self) -> Result<OpenSurvey, Error> {
        let Self { erhebung, token, opens, closes, access, about_name, definition } = self;
        let survey = SurveyRow { erhebung, token, opens, closes, access }.into_domain()?;
        Ok(OpenSurvey { survey, about_name, definition: definition.0 })
    }
}

fn id_of(erhebung: ErhebungId) -> SurveyId {
    SurveyId::new(erhebung.uuid())
}

#[async_trait]
impl SurveyStore for Store {
    async fn save_survey(&self, by: &dyn Designs, survey: &Survey, at: DateTime<Utc>) -> Result<(), AppError> {
        let audit = Audit::by_designer(by, "survey.save", at).of(id_of(survey.erhebung));
        let query = Query::audited(SAVE, audit)
            .bind("id", Ref(id_of(survey.erhebung)))
            .bind("erhebung", Ref(survey.erhebung))
            .bind("kitas", planned_in(by))
            .bind("opens", Day(survey.opens))
            .bind("closes", Day(survey.closes))
            .bind("opened_to", survey.access.name().to_owned())
            .bind("at", at);
        self.run(query.bind("link", survey.token.as_str().to_owned())).await
    }

    async fn survey_of(&self, by: &dyn Designs, erhebung: ErhebungId) -> Result<Option<Survey>, AppError> {
        let query = Query::read(OF_ERHEBUNG).bind("id", Ref(id_of(erhebung))).bind("kitas", planned_in(by));
        let row: Option<SurveyRow> = self.row(query).await?;
        row.map(SurveyRow::into_domain).transpose().map_err(|cause| error::unreadable(OF_ERHEBUNG, &cause))
    }

    async fn feedback_surveys(&self, events: &[EventId]) -> Result<Vec<Survey>, AppError> {
        if events.is_empty() {
            return Ok(vec![]);
        }
        let ids: Vec<_> = events.iter().map(|event| Ref(id_of(feedback_of(*event)))).collect();
        let rows: Vec<SurveyRow> = self.rows(Query::read(OF_ERHEBUNGEN).bind("ids", ids)).await?;
        let surveys: Result<Vec<_>, _> = rows.into_iter().map(SurveyRow::into_domain).collect();
        surveys.map_err(|cause| error::unreadable(OF_ERHEBUNGEN, &cause))
    }

    async fn find_survey(&self, token: &SurveyToken) -> Result<OpenSurvey, AppError> {
        let row: Option<FoundRow> = self.row(Query::read(FIND).bind("link", token.as_str().to_owned())).await?;
        row.ok_or(AppError::NotFound)?.into_domain().map_err(|cause| error::unreadable(FIND, &cause))
    }

    async fn answer_survey(
        &self,
        token: &SurveyToken,
        mark: &str,
        code: Option<&str>,
        today: NaiveDate,
        sent: &SentSubmission,
    ) -> Result<Acceptance, AppError> {
        // Other versions tell the time, or are no random number at all (domain §6).
        if sent.id.uuid().get_version_num() != 4 {
            return Err(AppError::field("id", ErrorCode::Required));
        }
        let query = Query::write(ANSWER)
            .bind("link", token.as_str().to_owned())
            .bind("hash", mark.to_owned())
            .bind("code", code.unwrap_or_default().to_owned())
            .bind("today", Day(today))
            .bind("row", SubmissionRow::of(sent));
        let is_there: bool = self.value(query).await?;
        Ok(if is_there { Acceptance::AlreadyThere } else { Acceptance::Stored })
    }

    async fn add_codes(
        &self,
        by: &dyn Designs,
        erhebung: ErhebungId,
        hashes: &[String],
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let audit = Audit::by_designer(by, "survey.codes", at).of(id_of(erhebung));
        let query = Query::audited(ADD_CODES, audit)
            .bind("id", Ref(id_of(erhebung)))
            .bind("erhebung", Ref(erhebung))
            .bind("kitas", planned_in(by))
            .bind("hashes", hashes.to_vec());
        self.run(query).await
    }

    async fn count_codes(&self, by: &dyn Designs, erhebung: ErhebungId) -> Result<CodeCount, AppError> {
        let query = Query::read(COUNT_CODES)
            .bind("id", Ref(id_of(erhebung)))
            .bind("erhebung", Ref(erhebung))
            .bind("kitas", planned_in(by));
        let row: CountRow = self.row(query).await?.unwrap_or(CountRow { issued: 0, left: 0 });
        let number = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
        Ok(CodeCount { issued: number(row.issued), left: number(row.left) })
    }

    async fn is_code(&self, token: &SurveyToken, hash: &str) -> Result<bool, AppError> {
        let query = Query::read(IS_CODE).bind("link", token.as_str().to_owned()).bind("hash", hash.to_owned());
        Ok(self.row::<bool>(query).await?.unwrap_or(false))
    }

    async fn has_answered(&self, token: &SurveyToken, mark: &str) -> Result<bool, AppError> {
        let query = Query::read(HAS_ANSWERED).bind("link", token.as_str().to_owned()).bind("hash", mark.to_owned());
        Ok(self.row::<bool>(query).await?.unwrap_or(false))
    }

    async fn discard_filling(
        &self,
        token: &SurveyToken,
        over: &str,
        discarded: &str,
        today: NaiveDate,
    ) -> Result<(), AppError> {
        let query = Query::write(DISCARD_FILLING)
            .bind("link", token.as_str().to_owned())
            .bind("hash", over.to_owned())
            .bind("discarded", discarded.to_owned())
            .bind("today", Day(today));
        self.run(query).await
    }

    async fn delete_marks(&self, before: NaiveDate) -> Result<u32, AppError> {
        let deleted: i64 = self.value(Query::write(DELETE_MARKS).bind("before", Day(before))).await?;
        Ok(u32::try_from(deleted).unwrap_or(u32::MAX))
    }
}
