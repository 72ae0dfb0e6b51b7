//! What this feature needs of a store.

use super::{
    definition::{Definition, QuestionId},
    erhebung::Erhebung,
    evaluation::Counted,
    owner::Owner,
    results::Tally,
    submission::SentSubmission,
};
use crate::{
    access::{Designs, KiSo, Koordination, Member},
    error::AppError,
    ids::{ErhebungId, QuestionnaireId},
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Versions of a questionnaire count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VersionNumber(pub u32);

/// A questionnaire in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionnaireHead {
    pub id: QuestionnaireId,
    pub title: String,
    pub form_id: String,
    /// Whether there is a draft that is not published yet.
    pub has_draft: bool,
    pub latest: Option<VersionNumber>,
    /// Asked questions of the draft, or of the latest version when there is no draft.
    pub questions: u32,
    pub changed_at: DateTime<Utc>,
    /// Counts every write, so that nobody overwrites what somebody else saved meanwhile.
    pub revision: u32,
    pub owner: Owner,
    /// Name of the KiSo whose it is; blank where it is office-wide.
    pub owner_name: String,
    /// The account of the KiSo whose it is is disabled or has another role now: she does not go on with it.
    pub owner_left: bool,
}

impl QuestionnaireHead {
    /// Whether the Koordination may make it office-wide: what a KiSo has published, unless she works on the next version; and
    /// everything of one who has left, with the draft, which would lie there for ever.
    pub fn may_be_taken_over(&self) -> bool {
        self.owner != Owner::Office && (self.owner_left || (self.latest.is_some() && !self.has_draft))
    }

    /// As it is seen by who sees the latest version only.
    pub fn without_draft(self, latest: &Definition) -> Self {
        let questions = u32::try_from(latest.question_count()).unwrap_or(u32::MAX);
        let (title, form_id) = (latest.settings.title.clone(), latest.settings.form_id.clone());
        Self { title, form_id, questions, has_draft: false, ..self }
    }
}

/// What a tablet needs to work offline: an open Erhebung with its immutable version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldPackage {
    pub erhebung: Erhebung,
    pub kita_name: String,
    pub definition: Definition,
}

impl FieldPackage {
    /// Its place in a list: what ends first stands first, as the server sends them.
    pub fn place(&self) -> (NaiveDate, &str, ErhebungId) {
        (self.erhebung.to, &self.kita_name, self.erhebung.id)
    }
}

/// What became of a sent submission; both mean that the tablet may forget it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acceptance {
    Stored,
    /// The same id with the same content was there already.
    AlreadyThere,
}

/// An Erhebung in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErhebungHead {
    pub erhebung: Erhebung,
    /// Name of the Kita that it is about, or title of the event.
    pub about_name: String,
    pub questionnaire_title: String,
    pub submissions: u32,
}

/// What a questionnaire asks now.
#[derive(Clone, Debug, PartialEq)]
pub struct LatestVersion {
    pub id: QuestionnaireId,
    pub title: String,
    pub version: VersionNumber,
    pub definition: Definition,
}

/// Questionnaires, their versions, Erhebungen and submissions.
///
/// What is another KiSo's is not there for a KiSo (`NotFound`), and of what is office-wide only what is published. A write to
/// what is seen and somebody else's is `Forbidden`: see [`Owner`].
#[async_trait]
pub trait QuestionnaireStore: Send + Sync {
    /// Creates the questionnaire with this draft, or replaces its draft; published versions stay as they are.
    async fn save_draft(
        &self,
        by: &dyn Designs,
        id: QuestionnaireId,
        draft: &Definition,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// As [`Self::save_draft`] for a questionnaire that is there: only on top of the revision that the person has seen.
    /// Returns the new revision; `Conflict` when somebody else has written meanwhile, `NotFound` without questionnaire.
    async fn design(
        &self,
        by: &dyn Designs,
        id: QuestionnaireId,
        seen: u32,
        draft: &Definition,
        at: DateTime<Utc>,
    ) -> Result<u32, AppError>;

    /// Throws the draft away, on top of the revision that the person has seen: the latest version stays, and a
    /// questionnaire that was never published goes altogether. Whether something stayed; `Conflict` when somebody else has
    /// written meanwhile, `Invalid` with `WrongState` when there is no draft.
    async fn discard_draft(
        &self,
        by: &dyn Designs,
        id: QuestionnaireId,
        seen: u32,
        at: DateTime<Utc>,
    ) -> Result<bool, AppError>;

    /// The draft; `NotFound` when there is none.
    async fn read_draft(&self, by: &dyn Designs, id: QuestionnaireId) -> Result<Definition, AppError>;

    /// Makes the draft the next version, which nobody can change any more, and removes the draft.
    ///
    /// `Invalid` with `WrongState` when there is no draft.
    async fn publish(
        &self,
        by: &dyn Designs,
        id: QuestionnaireId,
        at: DateTime<Utc>,
    ) -> Result<VersionNumber, AppError>;

    /// Makes a KiSo's questionnaire office-wide, on top of the revision that was seen; what is so already stays. A draft goes along.
    /// `Conflict` when somebody has written meanwhile, `Invalid` with `WrongState` at `draft` where
    /// [`QuestionnaireHead::may_be_taken_over`] says no.
    async fn take_over(
        &self,
        by: &Koordination,
        id: QuestionnaireId,
        seen: u32,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// All questionnaires that this person sees, by title.
    async fn list(&self, by: &dyn Designs) -> Result<Vec<QuestionnaireHead>, AppError>;

    /// One questionnaire and the numbers of its versions, oldest first.
    async fn read_head(
        &self,
        by: &dyn Designs,
        id: QuestionnaireId,
    ) -> Result<(QuestionnaireHead, Vec<VersionNumber>), AppError>;

    /// A published version; questionnaires themselves hold nothing personal, so everybody logged in may read them.
    async fn read_version(
        &self,
        by: &Member,
        id: QuestionnaireId,
        version: VersionNumber,
    ) -> Result<Definition, AppError>;

    /// The latest version of every office-wide questionnaire that has one, by title.
    async fn latest_versions(&self, by: &Koordination) -> Result<Vec<LatestVersion>, AppError>;

    /// Stores a new Erhebung; `UnknownReference` at `kita`, `event` or `version` when those do not exist or the questionnaire is not
    /// this person's to use, `Conflict` when there is one with its id, `Forbidden` for a KiSo outside the own Kitas.
    async fn create_erhebung(&self, by: &dyn Designs, erhebung: &Erhebung, at: DateTime<Utc>) -> Result<(), AppError>;

    /// All Erhebungen, a KiSo's those of the own Kitas, newest first.
    async fn list_erhebungen(&self, by: &dyn Designs) -> Result<Vec<ErhebungHead>, AppError>;

    async fn read_erhebung(&self, by: &dyn Designs, id: ErhebungId) -> Result<ErhebungHead, AppError>;

    /// The Erhebungen that are open on this day in the KiSo's own Kitas, each with its questionnaire.
    async fn field_packages(&self, by: &KiSo, today: NaiveDate) -> Result<Vec<FieldPackage>, AppError>;

    /// The Erhebungen in the KiSo's own Kitas for which answers from paper are taken on this day: begun, and over for no
    /// more than [`super::erhebung::PAPER_DAYS`]. Protocol sheets are not among them.
    async fn paper_packages(&self, by: &KiSo, today: NaiveDate) -> Result<Vec<FieldPackage>, AppError>;

    /// Takes in one submission for an Erhebung in one of the KiSo's Kitas.
    ///
    /// Sending it again changes nothing. A protocol sheet that is there with other content is kept beside it until somebody
    /// chooses; of respondents' answers that is a `Conflict`. `Forbidden` outside the scope. The row carries the day only, and
    /// neither account nor device.
    async fn accept(&self, by: &KiSo, sent: &SentSubmission) -> Result<Acceptance, AppError>;

    /// Deletes what respondents answered before this day and keeps the counts of it (domain §7); returns how many
    /// submissions. Protocol sheets stay: they hold no answers of respondents.
    async fn delete_answers(&self, given_before: NaiveDate) -> Result<u64, AppError>;

    /// Keeps how many people were asked in an Erhebung; `None` when nobody knows any more.
    async fn save_asked(
        &self,
        by: &Koordination,
        id: ErhebungId,
        asked: Option<u32>,
        at: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Counts of every Erhebung of a questionnaire by the language of the answers, and of two questions against each other
    /// where a pair is named; the answers of single people never leave the store. The counts are true: show
    /// [`super::Evaluation`] only. As long as nothing changes it is the same, with what was decided on it.
    async fn count_parts(
        &self,
        by: &Koordination,
        id: QuestionnaireId,
        pair: Option<(QuestionId, QuestionId)>,
    ) -> Result<Arc<Counted>, AppError>;

    /// Counts per question over all submissions of an Erhebung, also those whose answers were deleted; the answers of
    /// single people never leave the store.
    async fn tally(&self, by: &Koordination, id: ErhebungId) -> Result<Tally, AppError>;
}
