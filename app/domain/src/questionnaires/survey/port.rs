//! What the public survey needs of a store.

use super::{
    code::CodeCount,
    link::{Survey, SurveyToken},
};
use crate::{
    access::Designs,
    error::AppError,
    ids::{ErhebungId, EventId},
    questionnaires::{definition::Definition, port::Acceptance, submission::SentSubmission},
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

/// A survey with what its pages show.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenSurvey {
    pub survey: Survey,
    /// Name of the Kita that it is about, or title of the event.
    pub about_name: String,
    pub definition: Definition,
}

/// Links to surveys, and the answers that come through them.
///
/// For a KiSo there are those of Erhebungen in the own Kitas; any other is not there.
#[async_trait]
pub trait SurveyStore: Send + Sync {
    /// Stores the link of an Erhebung, or changes its days; a link that people have on paper keeps its token.
    ///
    /// `NotFound` without the Erhebung.
    async fn save_survey(&self, by: &dyn Designs, survey: &Survey, at: DateTime<Utc>) -> Result<(), AppError>;

    /// The link of an Erhebung; `None` when there is none yet.
    async fn survey_of(&self, by: &dyn Designs, erhebung: ErhebungId) -> Result<Option<Survey>, AppError>;

    /// The links to say how these events were, in any order, for whoever sees the events; none for one about which nobody is
    /// asked.
    async fn feedback_surveys(&self, events: &[EventId]) -> Result<Vec<Survey>, AppError>;

    /// For whoever has the link; `NotFound` for any other token. Whether it is open is for the caller to judge.
    async fn find_survey(&self, token: &SurveyToken) -> Result<OpenSurvey, AppError>;

    /// Takes in one filled-in survey, once for each mark: sent again it changes nothing. `mark` is
    /// [`super::Mark::hash`]; nothing in the store connects it to the answers.
    ///
    /// Where codes are asked for, `code` is [`super::SurveyCode::hash`] of one, and it is used up with the answer.
    ///
    /// `Invalid` with `NotOpen` outside the days of the link unless it is there already, and with `LinkInvalid` at `code` when that
    /// is none, or used; `NotFound` without the link.
    async fn answer_survey(
        &self,
        token: &SurveyToken,
        mark: &str,
        code: Option<&str>,
        today: NaiveDate,
        sent: &SentSubmission,
    ) -> Result<Acceptance, AppError>;

    /// Stores new codes of an Erhebung by their [`super::SurveyCode::hash`]; `NotFound` without a link.
    async fn add_codes(
        &self,
        by: &dyn Designs,
        erhebung: ErhebungId,
        hashes: &[String],
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// How many codes there are of an Erhebung.
    async fn count_codes(&self, by: &dyn Designs, erhebung: ErhebungId) -> Result<CodeCount, AppError>;

    /// Whether this is the hash of a code that nobody has used.
    async fn is_code(&self, token: &SurveyToken, hash: &str) -> Result<bool, AppError>;

    /// Whether this mark has been used for this survey in the last 30 days.
    async fn has_answered(&self, token: &SurveyToken, mark: &str) -> Result<bool, AppError>;

    /// Marks a filling-in as over without an answer, by both marks or, where it is over already, by none: on a tablet that
    /// goes from hand to hand nobody may take it up again. `over` is that of one that was sent, `discarded` says that this
    /// one was not. `NotFound` without the link.
    async fn discard_filling(
        &self,
        token: &SurveyToken,
        over: &str,
        discarded: &str,
        today: NaiveDate,
    ) -> Result<(), AppError>;

    /// Deletes marks of days before this one; returns how many.
    async fn delete_marks(&self, before: NaiveDate) -> Result<u32, AppError>;
}
