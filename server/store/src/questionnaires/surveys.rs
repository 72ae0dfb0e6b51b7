//! Links to public surveys, and the answers that come through them.

use super::rows::SubmissionRow;
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
    access::Koordination,
    ids::{ErhebungId, SurveyId},
    questionnaires::{
        Acceptance, Definition, SentSubmission,
        survey::{OpenSurvey, Survey, SurveyStore, SurveyToken},
    },
};
use surrealdb::types::{Error, SurrealValue};

pub(crate) const UNIQUE: &[Unique] = &[Unique { index: "survey_token", field: "token", code: ErrorCode::NotUnique }];

/// A link that is there keeps its token: it stands on paper.
const SAVE: &str = "
    IF !record::exists($erhebung) { THROW 'not_found' };
    LET $found = SELECT * FROM $id;
    UPSERT $id CONTENT {
        erhebung: $erhebung, token: $found[0].token ?? $link, opens: $opens, closes: $closes,
        created_at: $found[0].created_at ?? $at
    } RETURN NONE;
";

const OF_ERHEBUNG: &str = "SELECT erhebung, token, opens, closes FROM $id;";

const FIND: &str = "
    SELECT erhebung, token, opens, closes, erhebung.kita.name ?? '' AS kita_name,
        erhebung.edition.definition AS definition
        FROM survey WHERE token = $link;
";

/// Two posts of one form create the same mark: one commits, the other conflicts, is run again and finds it.
const ANSWER: &str = "
    LET $found = SELECT * FROM survey WHERE token = $link;
    IF array::len($found) = 0 OR $found[0].erhebung != $row.erhebung { THROW 'not_found' };
    IF $today < $found[0].opens OR $today > $found[0].closes { THROW 'survey:not_open' };
    LET $mark = type::record('survey_mark', [record::id($row.erhebung), $hash]);
    LET $is_there = record::exists($mark);
    IF !$is_there {
        CREATE $mark CONTENT { day: $today } RETURN NONE;
        CREATE $row.id CONTENT $row RETURN NONE;
    };
    $is_there;
";

const HAS_ANSWERED: &str = "
    SELECT VALUE record::exists(type::record('survey_mark', [record::id(erhebung), $hash]))
        FROM survey WHERE token = $link;
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
}

impl SurveyRow {
    fn into_domain(self) -> Result<Survey, Error> {
        survey(self.erhebung, &self.token, self.opens, self.closes)
    }
}

#[derive(SurrealValue)]
struct FoundRow {
    erhebung: Ref<ErhebungId>,
    token: String,
    opens: Day,
    closes: Day,
    kita_name: String,
    definition: Json<Definition>,
}

impl FoundRow {
    fn into_domain(self) -> Result<OpenSurvey, Error> {
        Ok(OpenSurvey {
            survey: survey(self.erhebung, &self.token, self.opens, self.closes)?,
            kita_name: self.kita_name,
            definition: self.definition.0,
        })
    }
}

fn survey(erhebung: Ref<ErhebungId>, token: &str, opens: Day, closes: Day) -> Result<Survey, Error> {
    let token: SurveyToken = token.parse().map_err(|_| Error::internal("a token that is none".to_owned()))?;
    Ok(Survey { token, erhebung: erhebung.0, opens: opens.0, closes: closes.0 })
}

fn id_of(erhebung: ErhebungId) -> SurveyId {
    SurveyId::new(erhebung.uuid())
}

#[async_trait]
impl SurveyStore for Store {
    async fn save_survey(&self, by: &Koordination, survey: &Survey, at: DateTime<Utc>) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "survey.save", at).of(id_of(survey.erhebung));
        let query = Query::audited(SAVE, audit)
            .bind("id", Ref(id_of(survey.erhebung)))
            .bind("erhebung", Ref(survey.erhebung))
            .bind("opens", Day(survey.opens))
            .bind("closes", Day(survey.closes))
            .bind("at", at);
        self.run(query.bind("link", survey.token.as_str().to_owned())).await
    }

    async fn survey_of(&self, _: &Koordination, erhebung: ErhebungId) -> Result<Option<Survey>, AppError> {
        let row: Option<SurveyRow> = self.row(Query::read(OF_ERHEBUNG).bind("id", Ref(id_of(erhebung)))).await?;
        row.map(SurveyRow::into_domain).transpose().map_err(|cause| error::unreadable(OF_ERHEBUNG, &cause))
    }

    async fn find_survey(&self, token: &SurveyToken) -> Result<OpenSurvey, AppError> {
        let row: Option<FoundRow> = self.row(Query::read(FIND).bind("link", token.as_str().to_owned())).await?;
        row.ok_or(AppError::NotFound)?.into_domain().map_err(|cause| error::unreadable(FIND, &cause))
    }

    async fn answer_survey(
        &self,
        token: &SurveyToken,
        mark: &str,
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
            .bind("today", Day(today))
            .bind("row", SubmissionRow::of(sent));
        let is_there: bool = self.value(query).await?;
        Ok(if is_there { Acceptance::AlreadyThere } else { Acceptance::Stored })
    }

    async fn has_answered(&self, token: &SurveyToken, mark: &str) -> Result<bool, AppError> {
        let query = Query::read(HAS_ANSWERED).bind("link", token.as_str().to_owned()).bind("hash", mark.to_owned());
        Ok(self.row::<bool>(query).await?.unwrap_or(false))
    }

    async fn delete_marks(&self, before: NaiveDate) -> Result<u32, AppError> {
        let deleted: i64 = self.value(Query::write(DELETE_MARKS).bind("before", Day(before))).await?;
        Ok(u32::try_from(deleted).unwrap_or(u32::MAX))
    }
}
