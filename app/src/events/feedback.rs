//! What participants say of an event: server functions, and the views that they return. Link, answers and results are those of
//! every Erhebung; here it is made, and shown to whom it concerns.

use crate::ApiError;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::api::event_id;
#[cfg(feature = "ssr")]
use crate::{
    context::{Ports, authorised, visitor},
    questionnaires::{survey::ADDRESS, token::random_token},
};
#[cfg(feature = "ssr")]
use chrono::NaiveDate;
#[cfg(feature = "ssr")]
use domain::{
    AppError, ErrorCode,
    access::{Koordination, Member},
    events::{Event, EventStatus},
    ids::{ErhebungId, EventId, QuestionnaireId},
    questionnaires::{
        Erhebung, VersionNumber,
        feedback::{feedback, feedback_of},
        survey::{Survey, SurveyAccess, SurveyInput, SurveyState, check_answerable},
    },
};
#[cfg(feature = "ssr")]
use std::collections::BTreeMap;

/// The page of an event's feedback, for the Koordination.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackView {
    pub id: String,
    pub title: String,
    /// Id and title of each that can be answered without an account, to choose from; empty once one is chosen.
    pub questionnaires: Vec<(String, String)>,
    /// `None` while nobody is asked.
    pub asked: Option<AskedView>,
}

/// What participants are asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedView {
    /// Of the questionnaire.
    pub title: String,
    /// `03.03.2027 bis 30.03.2027`
    pub period: String,
    /// Of the public survey; blank without a link.
    pub address: String,
    /// How many have answered.
    pub answers: u32,
    /// Address of the page with link, QR code and results.
    pub results: String,
}

/// Whether and how participants are asked how an event was.
#[server(endpoint = "fn/events/feedback", input = Json)]
pub async fn event_feedback(id: String) -> Result<FeedbackView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let event = ports.events.find(&by, event_id(&id)?).await?;
    let asked = match ports.questionnaires.read_erhebung(&by, feedback_of(event.id)).await {
        Ok(head) => {
            let survey = ports.surveys.survey_of(&by, head.erhebung.id).await?;
            let day = domain::german::date;
            Some(AskedView {
                title: head.questionnaire_title,
                period: format!("{} bis {}", day(head.erhebung.from), day(head.erhebung.to)),
                address: survey.map(|survey| address(&ports, &survey)).unwrap_or_default(),
                answers: head.submissions,
                results: format!("/app/frageboegen/erhebungen/{}", head.erhebung.id),
            })
        }
        Err(AppError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let questionnaires = if asked.is_none() { answerable(&ports, &by).await? } else { vec![] };
    Ok(FeedbackView { id: event.id.to_string(), title: event.plan.title, questionnaires, asked })
}

/// Has participants asked with the latest version of a questionnaire, through a public link. The same choice again changes
/// nothing; `Conflict` for another one, and for an event that is not published.
#[server(endpoint = "fn/events/choose-feedback", input = Json)]
pub async fn choose_feedback(event: String, questionnaire: String) -> Result<(), ApiError> {
    let reader = visitor()?.principal.require::<Member>()?;
    let (by, ports) = authorised::<Koordination>()?;
    let (event, now) = (ports.events.find(&by, event_id(&event)?).await?, ports.clock.now());
    let unknown = || AppError::field("questionnaire", ErrorCode::NotAChoice);
    let questionnaire: QuestionnaireId = questionnaire.parse().map_err(|_| unknown())?;
    let erhebung = match ports.questionnaires.read_erhebung(&by, feedback_of(event.id)).await {
        Ok(head) => head.erhebung,
        Err(AppError::NotFound) => {
            let version = answerable_version(&ports, &by, &reader, questionnaire).await?.ok_or_else(unknown)?;
            let planned = planned(&event, (questionnaire, version), ports.clock.local(now).date())?;
            made(&ports, &by, planned).await?
        }
        Err(error) => return Err(error.into()),
    };
    if erhebung.questionnaire != questionnaire {
        return Err(AppError::Conflict.into());
    }
    if ports.surveys.survey_of(&by, erhebung.id).await?.is_none() {
        let days =
            SurveyInput { opens: erhebung.from.to_string(), closes: erhebung.to.to_string(), ..SurveyInput::default() };
        let survey = days.check(&erhebung, random_token()).map_err(AppError::Invalid)?;
        ports.surveys.save_survey(&by, &survey, now).await?;
    }
    Ok(())
}

/// The latest version of a questionnaire, if it asks for nothing that would show who answers.
#[cfg(feature = "ssr")]
async fn answerable_version(
    ports: &Ports,
    by: &Koordination,
    reader: &Member,
    id: QuestionnaireId,
) -> Result<Option<VersionNumber>, AppError> {
    let Some(latest) = ports.questionnaires.read_head(by, id).await?.0.latest else { return Ok(None) };
    let definition = ports.questionnaires.read_version(reader, id, latest).await?;
    Ok(check_answerable(&definition).is_empty().then_some(latest))
}

/// Questionnaires whose latest version asks for nothing that would show who answers.
#[cfg(feature = "ssr")]
async fn answerable(ports: &Ports, by: &Koordination) -> Result<Vec<(String, String)>, AppError> {
    let latest = ports.questionnaires.latest_versions(by).await?;
    let fit = latest.into_iter().filter(|found| check_answerable(&found.definition).is_empty());
    Ok(fit.map(|found| (found.id.to_string(), found.title)).collect())
}

#[cfg(feature = "ssr")]
fn planned(event: &Event, version: (QuestionnaireId, VersionNumber), today: NaiveDate) -> Result<Erhebung, AppError> {
    let takes_place = !matches!(event.plan.status, EventStatus::Entwurf | EventStatus::Abgesagt);
    let last_day = event.plan.last_day().filter(|_| takes_place).ok_or(AppError::Conflict)?;
    Ok(feedback(event.id, last_day, version, today))
}

/// Stores the Erhebung of an event; if somebody was quicker, theirs stays.
#[cfg(feature = "ssr")]
async fn made(ports: &Ports, by: &Koordination, planned: Erhebung) -> Result<Erhebung, AppError> {
    match ports.questionnaires.create_erhebung(by, &planned, ports.clock.now()).await {
        Ok(()) => Ok(planned),
        Err(AppError::Conflict) => Ok(ports.questionnaires.read_erhebung(by, planned.id).await?.erhebung),
        Err(error) => Err(error),
    }
}

/// Where participants say how one event was; blank when nobody is asked now ([`FeedbackAddresses`]).
///
/// # Errors
/// Those of the store.
#[cfg(feature = "ssr")]
pub async fn feedback_address(ports: &Ports, event: &Event) -> Result<String, AppError> {
    Ok(FeedbackAddresses::of(ports, &[event]).await?.about(event.id))
}

/// Where participants say how events were.
#[cfg(feature = "ssr")]
pub struct FeedbackAddresses(BTreeMap<ErhebungId, String>);

#[cfg(feature = "ssr")]
impl FeedbackAddresses {
    /// Those that are open now of these events: none before the end of an event, when nobody is asked, and outside the days
    /// of the link.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn of(ports: &Ports, events: &[&Event]) -> Result<Self, AppError> {
        let local = ports.clock.local(ports.clock.now());
        let is_over = |event: &Event| event.plan.has_ended(local) && event.plan.status != EventStatus::Abgesagt;
        let over: Vec<EventId> = events.iter().copied().filter(|event| is_over(event)).map(|event| event.id).collect();
        let is_open =
            |survey: &Survey| survey.state(local.date()) == SurveyState::Open && survey.access == SurveyAccess::Open;
        let surveys = ports.surveys.feedback_surveys(&over).await?;
        let open = surveys.iter().filter(|survey| is_open(survey));
        Ok(Self(open.map(|survey| (survey.erhebung, address(ports, survey))).collect()))
    }

    /// Blank for an event about which nobody is asked now.
    pub fn about(&self, event: EventId) -> String {
        self.0.get(&feedback_of(event)).cloned().unwrap_or_default()
    }
}

#[cfg(feature = "ssr")]
fn address(ports: &Ports, survey: &Survey) -> String {
    format!("{}{ADDRESS}/{}", ports.public_url, survey.token)
}
