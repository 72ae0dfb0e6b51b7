//! Questionnaires on paper: the sheet to print, and answers that come back on it. Server functions and what they give.

use crate::ApiError;
use domain::questionnaires::{Definition, Submission, paper::PaperSheet};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{Ports, authorised, visitor};
#[cfg(feature = "ssr")]
use chrono::NaiveTime;
#[cfg(feature = "ssr")]
use domain::{
    AppError, ErrorCode, IncidentId,
    access::{Designer, KiSo, Member},
    ids::{QuestionnaireId, SubmissionId},
    questionnaires::{
        Context, FieldPackage, SentSubmission, VersionNumber,
        expression::Zone,
        paper::answers_of,
        survey::{Language, Text},
    },
};

/// A questionnaire as it is printed, in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperView {
    pub sheet: PaperSheet,
    /// `None`: a draft.
    pub version: Option<u32>,
    /// The questionnaire's names of its languages.
    pub languages: Vec<String>,
    /// Value of the attribute `lang`.
    pub tag: String,
    pub right_to_left: bool,
    pub words: PaperWords,
}

/// What the sheet says around the author's questions, in its language. `{}` stands for numbers and answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperWords {
    pub promise: String,
    pub how: String,
    pub entry: String,
    pub only_if: String,
    pub rule: String,
    pub go_to: String,
    pub go_to_end: String,
    pub required: String,
    pub several: String,
    pub rank: String,
    pub confirm: String,
    pub thanks: String,
    pub give_back: String,
}

#[cfg(feature = "ssr")]
impl PaperWords {
    fn of(language: Language) -> Self {
        let word = |text: Text| text.of(language).to_owned();
        Self {
            promise: word(Text::Promise),
            how: word(Text::PaperHow),
            entry: word(Text::Entry),
            only_if: word(Text::PaperOnlyIf),
            rule: word(Text::PaperRule),
            go_to: word(Text::PaperGoTo),
            go_to_end: word(Text::PaperGoToEnd),
            required: word(Text::Required),
            several: word(Text::SeveralAnswers),
            rank: word(Text::RankHint),
            confirm: word(Text::Confirm),
            thanks: word(Text::ThanksTitle),
            give_back: word(Text::PaperReturn),
        }
    }
}

/// An Erhebung for which answers from paper are taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperErhebung {
    pub id: String,
    pub title: String,
    pub kita: String,
    pub period: String,
    pub questionnaire: String,
    pub version: u32,
}

/// An Erhebung with the questionnaire whose answers are typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperForm {
    pub erhebung: PaperErhebung,
    pub definition: Definition,
}

/// The sheet of a version; without a number of the draft, or of the latest version when there is none, which only who designs
/// it and the Koordination see. Blank language: the questionnaire's first.
#[server(endpoint = "fn/questionnaires/paper", input = Json)]
pub async fn read_paper_sheet(id: String, version: Option<u32>, language: String) -> Result<PaperView, ApiError> {
    let (reader, ports) = authorised::<Member>()?;
    let principal = visitor()?.principal;
    let id: QuestionnaireId = id.parse().map_err(|_| AppError::NotFound)?;
    let (version, definition) = match version {
        Some(number) => (Some(number), ports.questionnaires.read_version(&reader, id, VersionNumber(number)).await?),
        None => {
            let by = principal.require::<Designer>()?;
            let (head, _) = ports.questionnaires.read_head(&by, id).await?;
            match head.latest.filter(|_| !head.has_draft) {
                Some(latest) => (Some(latest.0), ports.questionnaires.read_version(&reader, id, latest).await?),
                None => (None, ports.questionnaires.read_draft(&by, id).await?),
            }
        }
    };
    let sheet = PaperSheet::of(&definition, &language);
    let spoken = Language::of_questionnaire(&sheet.language).unwrap_or(Language::German);
    Ok(PaperView {
        version,
        languages: definition.languages,
        tag: spoken.tag().to_owned(),
        right_to_left: spoken.direction().code() == "rtl",
        words: PaperWords::of(spoken),
        sheet,
    })
}

/// The Erhebungen in one's own Kitas for which answers from paper are taken today.
#[server(endpoint = "fn/questionnaires/paper-erhebungen", input = Json)]
pub async fn paper_erhebungen() -> Result<Vec<PaperErhebung>, ApiError> {
    let (by, ports) = authorised::<KiSo>()?;
    let packages = ports.questionnaires.paper_packages(&by, ports.clock.today()).await?;
    Ok(packages.iter().map(head_of).collect())
}

/// The questionnaire of one of them.
#[server(endpoint = "fn/questionnaires/paper-form", input = Json)]
pub async fn read_paper_form(erhebung: String) -> Result<PaperForm, ApiError> {
    let (by, ports) = authorised::<KiSo>()?;
    let package = package_of(&ports, &by, &erhebung).await?;
    Ok(PaperForm { erhebung: head_of(&package), definition: package.definition })
}

/// Stores the answers of one sheet. `id`: a random number (UUID v4) that the page has made for it, so that a sheet that is
/// sent twice is stored once.
#[server(endpoint = "fn/questionnaires/enter-paper", input = Json)]
pub async fn enter_paper(erhebung: String, id: String, typed: Submission) -> Result<(), ApiError> {
    let (by, ports) = authorised::<KiSo>()?;
    let id: SubmissionId = id.parse().map_err(|_| AppError::NotFound)?;
    let package = package_of(&ports, &by, &erhebung).await?;
    if typed.answers.iter().all(|answer| answer.value.trim().is_empty()) {
        return Err(AppError::field("sheet", ErrorCode::Required).into());
    }
    let day = package.erhebung.paper_day(ports.clock.today());
    // The form sees the day, never the time (domain §6).
    let now = ports.clock.moment(day.and_time(NaiveTime::MIN)).timestamp_millis();
    let context = Context { now, zone: Zone::Berlin, seed: 1, language: String::new() };
    let unrunnable = |_| AppError::Internal(IncidentId("P-PAPIER".into()));
    let content = answers_of(&package.definition, context, &typed).map_err(unrunnable)?;
    let content = content.map_err(|_| AppError::field("sheet", ErrorCode::WrongState))?;
    let sent = SentSubmission::new(id, package.erhebung.id, day, content);
    ports.questionnaires.accept(&by, &sent).await?;
    Ok(())
}

#[cfg(feature = "ssr")]
async fn package_of(ports: &Ports, by: &KiSo, erhebung: &str) -> Result<FieldPackage, AppError> {
    let packages = ports.questionnaires.paper_packages(by, ports.clock.today()).await?;
    packages.into_iter().find(|package| package.erhebung.id.to_string() == erhebung).ok_or(AppError::NotFound)
}

#[cfg(feature = "ssr")]
fn head_of(package: &FieldPackage) -> PaperErhebung {
    let erhebung = &package.erhebung;
    PaperErhebung {
        id: erhebung.id.to_string(),
        title: package.definition.settings.title.clone(),
        kita: package.kita_name.clone(),
        period: format!("{} bis {}", domain::german::date(erhebung.from), domain::german::date(erhebung.to)),
        questionnaire: erhebung.questionnaire.to_string(),
        version: erhebung.version.0,
    }
}
