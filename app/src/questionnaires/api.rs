//! Server functions. Each authorises, asks its port and returns a view. Workbooks come in by a fixed route instead
//! (`server::questionnaires`), because server functions take no files.

use super::view::{
    DraftView, ErhebungFormView, ErhebungRow, ErhebungView, PlannedView, PublishAnswer, QuestionnaireRow,
    QuestionnaireView,
};
use crate::ApiError;
use domain::questionnaires::{Definition, ErhebungInput, survey::SurveyInput};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use super::{
    evaluation::results_of,
    token::random_token,
    view::{PlannedRow, PublishedRow, QuestionLine, SurveyLink, SurveyView},
};
#[cfg(feature = "ssr")]
use crate::context::{Ports, authorised, visitor};
#[cfg(feature = "ssr")]
use chrono::Days;
#[cfg(feature = "ssr")]
use domain::{
    AppError, ErrorCode,
    access::{Designer, Designs, DirectoryReader, Koordination, Member},
    ids::{ErhebungId, QuestionnaireId},
    people::fold,
    questionnaires::{
        Erhebung, ErhebungHead, Owner, QuestionnaireHead, VersionNumber, design, library,
        survey::{CodeCount, Language, Survey, SurveyAccess, card_languages, check_answerable},
    },
};

/// All questionnaires that one sees, by title.
#[server(endpoint = "fn/questionnaires/list", input = Json)]
pub async fn questionnaires() -> Result<Vec<QuestionnaireRow>, ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    let heads = ports.questionnaires.list(&by).await?;
    let own = Owner::of(by.designer());
    Ok(heads.iter().map(|head| QuestionnaireRow::of(head, own, ports.clock.as_ref())).collect())
}

/// A questionnaire with one of its versions; without a number the draft, or the latest version when there is none.
#[server(endpoint = "fn/questionnaires/detail", input = Json)]
pub async fn questionnaire(id: String, version: Option<u32>) -> Result<QuestionnaireView, ApiError> {
    let reader = visitor()?.principal.require::<Member>()?;
    let (by, ports) = authorised::<Designer>()?;
    let id = questionnaire_id(&id)?;
    let (head, _) = ports.questionnaires.read_head(&by, id).await?;
    let shown = version.map(VersionNumber).or(if head.has_draft { None } else { head.latest });
    let definition = match shown {
        Some(version) => ports.questionnaires.read_version(&reader, id, version).await?,
        None => ports.questionnaires.read_draft(&by, id).await?,
    };
    let obstacles = if shown.is_none() { obstacles(&definition) } else { Vec::new() };
    let erhebungen = ports.questionnaires.list_erhebungen(&by).await?;
    Ok(QuestionnaireView {
        head: QuestionnaireRow::of(&head, Owner::of(by.designer()), ports.clock.as_ref()),
        shown: shown.map(|version| version.0),
        languages: definition.languages.clone(),
        questions: QuestionLine::all(&definition),
        obstacles,
        erhebungen: rows(&ports, erhebungen.iter().filter(|head| head.erhebung.questionnaire == id)),
    })
}

/// Makes the draft the next version, unless something in it cannot be run.
#[server(endpoint = "fn/questionnaires/publish", input = Json)]
pub async fn publish(id: String) -> Result<PublishAnswer, ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    let id = questionnaire_id(&id)?;
    let obstacles = obstacles(&ports.questionnaires.read_draft(&by, id).await?);
    if !obstacles.is_empty() {
        return Ok(PublishAnswer::Refused { obstacles });
    }
    let version = ports.questionnaires.publish(&by, id, ports.clock.now()).await?;
    Ok(PublishAnswer::Published { version })
}

/// Throws the draft away on top of the revision that was seen; whether a version is left. `Conflict` when somebody else has
/// written meanwhile.
#[server(endpoint = "fn/questionnaires/discard-draft", input = Json)]
pub async fn discard_draft(id: String, seen: u32) -> Result<bool, ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    Ok(ports.questionnaires.discard_draft(&by, questionnaire_id(&id)?, seen, ports.clock.now()).await?)
}

/// Makes a KiSo's questionnaire office-wide, on top of the revision that was seen: a published one, or all of one who has left.
#[server(endpoint = "fn/questionnaires/take-over", input = Json)]
pub async fn take_over(id: String, seen: u32) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(ports.questionnaires.take_over(&by, questionnaire_id(&id)?, seen, ports.clock.now()).await?)
}

/// Begins a questionnaire, one's own: without a question, with those of a starter (its code, else blank), or as a copy of the
/// latest version of one that is seen (its id, else blank). Its id is `request`, or one of its own for a page that knows none;
/// returns it. The same request again makes nothing again; `Conflict` when somebody has gone on with it.
#[server(endpoint = "fn/questionnaires/new-draft", input = Json)]
pub async fn new_draft(
    title: String,
    #[server(default)] starter: String,
    #[server(default)] original: String,
    request: Option<String>,
) -> Result<String, ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    let mut draft = if original.is_empty() {
        design::empty(&title)?
    } else {
        let (_, latest) = published(&ports, &original).await?.ok_or(AppError::NotFound)?;
        design::copied(&latest, &title)?
    };
    if !starter.is_empty() {
        let unknown = || AppError::field("starter", ErrorCode::NotAChoice);
        let begun = library::starter(&starter).and_then(Result::ok).ok_or_else(unknown)?;
        draft = Definition { settings: draft.settings, ..begun };
    }
    let id = match request {
        Some(request) => questionnaire_id(&request)?,
        None => QuestionnaireId::new(uuid::Uuid::now_v7()),
    };
    begin(&ports, &by, id, &draft).await?;
    Ok(id.to_string())
}

/// Stores a questionnaire that begins, once however often it is sent. `Conflict` when somebody has gone on with it.
#[cfg(feature = "ssr")]
pub async fn begin(ports: &Ports, by: &Designer, id: QuestionnaireId, draft: &Definition) -> Result<(), AppError> {
    let (store, now) = (&ports.questionnaires, ports.clock.now());
    let head = match store.read_head(by, id).await {
        Err(AppError::NotFound) => return store.save_draft(by, id, draft, now).await,
        found => found?.0,
    };
    if head.has_draft && store.read_draft(by, id).await? == *draft {
        return Ok(());
    }
    if head.latest.is_some() {
        return Err(AppError::Conflict);
    }
    // The form was changed before it was sent again: on top of what it made itself, and of nothing else.
    store.design(by, id, 1, draft, now).await?;
    Ok(())
}

/// Begins the next version with the latest one; a draft that is there already stays.
#[server(endpoint = "fn/questionnaires/begin-draft", input = Json)]
pub async fn begin_draft(id: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    let (id, published) = (questionnaire_id(&id)?, published(&ports, &id).await?);
    let (head, _) = ports.questionnaires.read_head(&by, id).await?;
    if let Some((_, latest)) = published.filter(|_| !head.has_draft) {
        let draft = design::next_draft(&latest);
        match ports.questionnaires.design(&by, id, head.revision, &draft, ports.clock.now()).await {
            // Somebody else began at the same moment: then it is theirs that both go on with.
            Ok(_) | Err(AppError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// The draft with the latest version, for the designer; `Forbidden` for who sees it and may not change it.
#[server(endpoint = "fn/questionnaires/draft", input = Json)]
pub async fn draft(id: String) -> Result<DraftView, ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    let published = published(&ports, &id).await?;
    let id = questionnaire_id(&id)?;
    let (head, _) = ports.questionnaires.read_head(&by, id).await?;
    if !head.owner.may_be_changed(Owner::of(by.designer())) {
        return Err(AppError::Forbidden.into());
    }
    let draft = if head.has_draft { Some(ports.questionnaires.read_draft(&by, id).await?) } else { None };
    let QuestionnaireHead { revision, title, .. } = head;
    Ok(DraftView { revision, title, draft, published })
}

/// A version and the one before it, to compare; `NotFound` for the first one.
#[server(endpoint = "fn/questionnaires/versions", input = Json)]
pub async fn versions(id: String, version: u32) -> Result<(Definition, Definition), ApiError> {
    let reader = visitor()?.principal.require::<Member>()?;
    let (by, ports) = authorised::<Designer>()?;
    let id = questionnaire_id(&id)?;
    let (head, _) = ports.questionnaires.read_head(&by, id).await?;
    let published = head.latest.is_some_and(|latest| (2..=latest.0).contains(&version));
    if !published {
        return Err(AppError::NotFound.into());
    }
    let before = ports.questionnaires.read_version(&reader, id, VersionNumber(version - 1)).await?;
    Ok((before, ports.questionnaires.read_version(&reader, id, VersionNumber(version)).await?))
}

/// Stores the draft on top of the revision that the designer has seen; returns the new one. `Conflict` when somebody else
/// has written meanwhile.
#[server(endpoint = "fn/questionnaires/save-draft", input = Json)]
pub async fn save_draft(id: String, seen: u32, draft: Definition) -> Result<u32, ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    let published = published(&ports, &id).await?;
    design::accept(&draft, published.as_ref().map(|(_, latest)| latest))?;
    let draft = design::cleaned(draft);
    Ok(ports.questionnaires.design(&by, questionnaire_id(&id)?, seen, &draft, ports.clock.now()).await?)
}

/// All Erhebungen, for a KiSo those of the own Kitas, newest first.
#[server(endpoint = "fn/questionnaires/erhebungen", input = Json)]
pub async fn erhebungen() -> Result<Vec<ErhebungRow>, ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    let heads = ports.questionnaires.list_erhebungen(&by).await?;
    Ok(rows(&ports, heads.iter()))
}

/// The form for a new Erhebung: four weeks from today. A KiSo chooses among the own Kitas and what is hers or office-wide.
#[server(endpoint = "fn/questionnaires/erhebung-form", input = Json)]
pub async fn erhebung_form() -> Result<ErhebungFormView, ApiError> {
    let reader = visitor()?.principal.require::<DirectoryReader>()?;
    let (by, ports) = authorised::<Designer>()?;
    let today = ports.clock.today();
    let directory = ports.directory.read(&reader, today).await?;
    let (scope, own) = (&by.designer().scope, Owner::of(by.designer()));
    let planned_in = directory.kitas.iter().filter(|kita| scope.covers_kita(kita.id, None));
    let mut kitas: Vec<(String, String)> =
        planned_in.map(|kita| (kita.id.to_string(), format!("{} ({})", kita.name, kita.number))).collect();
    kitas.sort_by_cached_key(|(_, name)| fold(name));
    let heads = ports.questionnaires.list(&by).await?;
    let published = heads.into_iter().filter(|head| head.owner.may_be_used(own)).filter_map(|head| {
        let latest = head.latest?.0;
        Some(PublishedRow { id: head.id.to_string(), title: head.title, latest })
    });
    let input =
        ErhebungInput { from: today.to_string(), to: (today + Days::new(27)).to_string(), ..ErhebungInput::default() };
    let request = uuid::Uuid::now_v7().to_string();
    let planned = ports.questionnaires.list_erhebungen(&by).await?.iter().filter_map(PlannedRow::of).collect();
    Ok(ErhebungFormView { request, input, kitas, questionnaires: published.collect(), planned })
}

/// Plans an Erhebung with the id `request`, or with one of its own for a page that knows none; returns the id. The same request
/// again makes nothing again; `Conflict` when the id is another one's.
#[server(endpoint = "fn/questionnaires/create-erhebung", input = Json)]
pub async fn create_erhebung(input: ErhebungInput, request: Option<String>) -> Result<String, ApiError> {
    let (by, ports) = authorised::<Designer>()?;
    let id: ErhebungId = match request {
        Some(request) => request.parse().map_err(|_| AppError::NotFound)?,
        None => ErhebungId::new(uuid::Uuid::now_v7()),
    };
    let erhebung = input.check(id).map_err(AppError::Invalid)?;
    let made = ports.questionnaires.create_erhebung(&by, &erhebung, ports.clock.now()).await;
    if made == Err(AppError::Conflict) {
        let there = ports.questionnaires.read_erhebung(&by, id).await?.erhebung;
        // How many were asked is entered later.
        if (Erhebung { asked: None, ..there }) == erhebung {
            return Ok(id.to_string());
        }
    }
    made?;
    Ok(id.to_string())
}

/// The counts of one Erhebung, without those that could tell who answered what.
#[server(endpoint = "fn/questionnaires/results", input = Json)]
pub async fn erhebung_results(id: String) -> Result<ErhebungView, ApiError> {
    let principal = visitor()?.principal;
    let reader = principal.require::<Member>()?;
    let (by, ports) = authorised::<Koordination>()?;
    let id: ErhebungId = id.parse().map_err(|_| AppError::NotFound)?;
    let head = ports.questionnaires.read_erhebung(&by, id).await?;
    let erhebung = &head.erhebung;
    let definition = ports.questionnaires.read_version(&reader, erhebung.questionnaire, erhebung.version).await?;
    let results = results_of(&ports, &principal, erhebung, &definition).await?;
    let survey = survey_of(&ports, &by, erhebung, &definition).await?;
    Ok(ErhebungView { erhebung: ErhebungRow::of(&head, ports.clock.today()), results, survey })
}

/// One Erhebung and its link, for who plans it; a KiSo's are those of the own Kitas. Without results.
#[server(endpoint = "fn/questionnaires/planned", input = Json)]
pub async fn planned_erhebung(id: String) -> Result<PlannedView, ApiError> {
    let reader = visitor()?.principal.require::<Member>()?;
    let (by, ports) = authorised::<Designer>()?;
    let id: ErhebungId = id.parse().map_err(|_| AppError::NotFound)?;
    let head = ports.questionnaires.read_erhebung(&by, id).await?;
    let erhebung = &head.erhebung;
    let definition = ports.questionnaires.read_version(&reader, erhebung.questionnaire, erhebung.version).await?;
    let survey = survey_of(&ports, &by, erhebung, &definition).await?;
    Ok(PlannedView { erhebung: ErhebungRow::of(&head, ports.clock.today()), survey })
}

/// Opens the public survey of an Erhebung, or changes the days of its link.
#[server(endpoint = "fn/questionnaires/save-survey", input = Json)]
pub async fn save_survey(id: String, input: SurveyInput) -> Result<(), ApiError> {
    let reader = visitor()?.principal.require::<Member>()?;
    let (by, ports) = authorised::<Designer>()?;
    let id: ErhebungId = id.parse().map_err(|_| AppError::NotFound)?;
    let erhebung = ports.questionnaires.read_erhebung(&by, id).await?.erhebung;
    let definition = ports.questionnaires.read_version(&reader, erhebung.questionnaire, erhebung.version).await?;
    if !check_answerable(&definition).is_empty() {
        return Err(AppError::field("opens", ErrorCode::WrongState).into());
    }
    let survey = input.check(&erhebung, random_token()).map_err(AppError::Invalid)?;
    Ok(ports.surveys.save_survey(&by, &survey, ports.clock.now()).await?)
}

/// The link of an Erhebung, or the way to one; `None` where nobody is asked.
#[cfg(feature = "ssr")]
async fn survey_of(
    ports: &Ports,
    by: &dyn Designs,
    erhebung: &Erhebung,
    definition: &Definition,
) -> Result<Option<SurveyView>, AppError> {
    if erhebung.is_protocol() {
        return Ok(None);
    }
    let link = ports.surveys.survey_of(by, erhebung.id).await?;
    let codes = match &link {
        Some(survey) if survey.access == SurveyAccess::Codes => Some(ports.surveys.count_codes(by, erhebung.id).await?),
        _ => None,
    };
    Ok(Some(survey_view(ports, erhebung, definition, link, codes)))
}

#[cfg(feature = "ssr")]
fn survey_view(
    ports: &Ports,
    erhebung: &Erhebung,
    definition: &Definition,
    survey: Option<Survey>,
    codes: Option<CodeCount>,
) -> SurveyView {
    let access = survey.as_ref().map(|survey| survey.access).unwrap_or_default();
    let (opens, closes) = survey.as_ref().map_or((erhebung.from, erhebung.to), |survey| (survey.opens, survey.closes));
    let languages = definition.languages.iter().filter_map(|name| Language::of_questionnaire(name));
    let unreviewed = languages.filter(|language| !language.is_reviewed()).map(|language| language.name().to_owned());
    let link = survey.map(|survey| SurveyLink {
        address: format!("{}{}/{}", ports.public_url, super::survey::ADDRESS, survey.token),
        kiosk: format!("{}{}/{}?{}=1", ports.public_url, super::survey::ADDRESS, survey.token, super::survey::KIOSK),
        code: format!("/api/v1/umfragen/{}/qr.svg", survey.erhebung),
        days: format!("{} bis {}", domain::german::date(opens), domain::german::date(closes)),
        state: survey.state(ports.clock.today()),
        codes,
        card_languages: card_languages(definition),
    });
    SurveyView {
        link,
        input: SurveyInput { opens: opens.to_string(), closes: closes.to_string(), access: access.name().into() },
        unfit: check_answerable(definition).into_iter().map(|fault| fault.name).collect(),
        unreviewed: unreviewed.collect(),
    }
}

/// The latest version, if there is one.
#[cfg(feature = "ssr")]
async fn published(ports: &Ports, id: &str) -> Result<Option<(u32, Definition)>, ApiError> {
    let principal = visitor()?.principal;
    let (by, reader) = (principal.require::<Designer>()?, principal.require::<Member>()?);
    let id = questionnaire_id(id)?;
    let (head, _) = ports.questionnaires.read_head(&by, id).await?;
    let Some(latest) = head.latest else { return Ok(None) };
    Ok(Some((latest.0, ports.questionnaires.read_version(&reader, id, latest).await?)))
}

#[cfg(feature = "ssr")]
fn obstacles(definition: &Definition) -> Vec<String> {
    let faults = design::check(definition);
    faults.iter().filter(|fault| fault.blocks()).map(|fault| fault.sentence_with_cell(definition)).collect()
}

#[cfg(feature = "ssr")]
fn rows<'a>(ports: &Ports, heads: impl Iterator<Item = &'a ErhebungHead>) -> Vec<ErhebungRow> {
    let today = ports.clock.today();
    heads.map(|head| ErhebungRow::of(head, today)).collect()
}

#[cfg(feature = "ssr")]
fn questionnaire_id(raw: &str) -> Result<QuestionnaireId, ApiError> {
    raw.parse().map_err(|_| AppError::NotFound.into())
}
