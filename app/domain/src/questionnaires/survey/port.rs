//! What the public survey needs of a store.

use super::link::{Survey, SurveyToken};
use crate::{
    access::Koordination,
    error::AppError,
    ids::ErhebungId,
    questionnaires::{definition::Definition, port::Acceptance, submission::SentSubmission},
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

/// A survey with what its pages show.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenSurvey {
    pub survey: Survey,
    pub kita_name: String,
    pub definition: Definition,
}

/// Links to surveys, and the answers that come through them.
#[async_trait]
pub trait SurveyStore: Send + Sync {
    /// Stores the link of an Erhebung, or changes its days; a link that people have on paper keeps its token.
    ///
    /// `NotFound` without the Erhebung.
    async fn save_survey(&self, by: &Koordination, survey: &Survey, at: DateTime<Utc>) -> Result<(), AppError>;

    /// The link of an Erhebung; `None` when there is none yet.
    async fn survey_of(&self, by: &Koordination, erhebung: ErhebungId) -> Result<Option<Survey>, AppError>;

    /// For whoever has the link; `NotFound` for any other token. Whether it is open is for the caller to judge.
    async fn find_survey(&self, token: &SurveyToken) -> Result<OpenSurvey, AppError>;

    /// Takes in one filled-in survey, once for each mark: sent again it changes nothing. `mark` is
    /// [`super::Mark::hash`]; nothing in the store connects it to the answers.
    ///
    /// `Invalid` with `NotOpen` outside the days of the link, `NotFound` without one.
    async fn answer_survey(
        &self,
        token: &SurveyToken,
        mark: &str,
        today: NaiveDate,
        sent: &SentSubmission,
    ) -> Result<Acceptance, AppError>;

    /// Whether this mark has been used for this survey in the last 30 days.
    async fn has_answered(&self, token: &SurveyToken, mark: &str) -> Result<bool, AppError>;

    /// Deletes marks of days before this one; returns how many.
    async fn delete_marks(&self, before: NaiveDate) -> Result<u32, AppError>;
}
