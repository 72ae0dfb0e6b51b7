use super::workbook;
use crate::{
    AppState,
    auth::session::MaybeVisitor,
    refusal::Refusal,
    upload::{Unreadable, Upload},
};
use app::questionnaires::{ImportAnswer, api::begin};
use axum::{
    Json,
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    AppError, IncidentId,
    access::{Designer, Member},
    accounts::port::Visitor,
    field,
    ids::QuestionnaireId,
    questionnaires::{Definition, ImportFault, Workbook},
};
use uuid::Uuid;

/// A workbook or an XForm becomes a draft, of a new questionnaire or as the next version of one; with any fault nothing is stored
/// and all of them are named (422). It is whose who sends it; the next version of what is somebody else's is refused. A new one
/// gets the id `request`, so that what is sent twice makes one.
pub async fn import(State(state): State<AppState>, MaybeVisitor(visitor): MaybeVisitor, form: Multipart) -> Response {
    match run(&state, visitor, form).await {
        Ok(answer @ ImportAnswer::Draft { .. }) => Json(answer).into_response(),
        Ok(refused) => (StatusCode::UNPROCESSABLE_ENTITY, Json(refused)).into_response(),
        Err(error) => Refusal::from(error).into_response(),
    }
}

async fn run(state: &AppState, visitor: Option<Visitor>, form: Multipart) -> Result<ImportAnswer, AppError> {
    let principal = visitor.ok_or(AppError::Unauthenticated)?.principal;
    let (by, reader) = (principal.require::<Designer>()?, principal.require::<Member>()?);
    let mut upload = Upload::receive(form).await?;
    let questionnaire = id_in(upload.field("questionnaire"))?;
    let request = id_in(upload.field("request"))?;
    let (file, file_name) = (std::mem::take(&mut upload.file), upload.file_name);
    let previous = match questionnaire {
        Some(id) => Some(previous(state, &by, &reader, id).await?),
        None => None,
    };
    let form = read_file(file, file_name.clone()).await?;
    let work = tokio::task::spawn_blocking(move || read_definition(&form, &file_name, previous.as_ref()));
    let imported = work.await.map_err(|_| AppError::Internal(IncidentId("P-XLSFORM".into())))?;
    let (definition, warnings) = match imported {
        Ok(imported) => imported,
        Err(faults) => return Ok(ImportAnswer::Refused { faults }),
    };
    let id = questionnaire.or(request).unwrap_or_else(|| QuestionnaireId::new(Uuid::now_v7()));
    match questionnaire {
        Some(id) => state.ports.questionnaires.save_draft(&by, id, &definition, state.ports.clock.now()).await?,
        None => begin(&state.ports, &by, id, &definition).await?,
    }
    Ok(ImportAnswer::Draft { id: id.to_string(), title: definition.settings.title, warnings })
}

/// `None` where the field is blank.
fn id_in(field: &str) -> Result<Option<QuestionnaireId>, AppError> {
    match field.trim() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| AppError::NotFound),
    }
}

/// The definition with its warnings, or all faults.
type Read = Result<(Definition, Vec<ImportFault>), Vec<ImportFault>>;

/// The version whose questions keep their ids: the latest one, or the draft of a questionnaire without any.
async fn previous(
    state: &AppState,
    by: &Designer,
    reader: &Member,
    id: QuestionnaireId,
) -> Result<Definition, AppError> {
    let (head, _) = state.ports.questionnaires.read_head(by, id).await?;
    match head.latest {
        Some(latest) => state.ports.questionnaires.read_version(reader, id, latest).await,
        None => state.ports.questionnaires.read_draft(by, id).await,
    }
}

/// A file as it is imported.
enum Form {
    Workbook(Workbook),
    /// The XML of an XForm.
    Xml(Vec<u8>),
}

async fn read_file(file: Vec<u8>, name: String) -> Result<Form, AppError> {
    if is_xml(&file, &name) {
        return Ok(Form::Xml(file));
    }
    let reading = tokio::task::spawn_blocking(move || workbook::read(&file, &name));
    // A reader that panics has met a damaged file.
    let workbook = reading.await.unwrap_or(Err(Unreadable::Kind)).map_err(AppError::from)?;
    Ok(Form::Workbook(workbook))
}

/// An XForm begins with an element, behind the mark of its encoding; no spreadsheet does.
fn is_xml(bytes: &[u8], file_name: &str) -> bool {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
    let name = file_name.to_ascii_lowercase();
    name.ends_with(".xml") || (!name.ends_with(".csv") && bytes.iter().find(|byte| !blank(byte)) == Some(&b'<'))
}

fn read_definition(form: &Form, file_name: &str, previous: Option<&Definition>) -> Read {
    let mut imported = match form {
        Form::Workbook(workbook) => domain::questionnaires::import(workbook, previous)?,
        Form::Xml(bytes) => domain::questionnaires::import_xform(bytes, previous)?,
    };
    let settings = &mut imported.definition.settings;
    // A form may have no title; the file's name then says most about it.
    if settings.title.is_empty() {
        let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
        let stem: String = stem.chars().take(200).collect();
        // A name of a file may hold marks that make it read as another one.
        settings.title = field::text("title", &stem, 200).unwrap_or_else(|_| "Fragebogen".into());
    }
    Ok((imported.definition, imported.warnings))
}
