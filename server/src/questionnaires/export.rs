use super::workbook;
use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError, IncidentId,
    access::{Designer, Member},
    accounts::port::Visitor,
    ids::QuestionnaireId,
    questionnaires::{Definition, VersionNumber},
};
use serde::Deserialize;

/// Which version; without a number the draft, or the latest version when there is none.
#[derive(Deserialize)]
pub struct Wanted {
    fassung: Option<u32>,
}

/// A questionnaire as an XLSForm workbook, which other programs and this one read.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    match run(&state, visitor, &id, wanted.fassung).await {
        Ok((name, bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, workbook::MIME.to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.xlsx\"")),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

async fn run(
    state: &AppState,
    visitor: Option<Visitor>,
    id: &str,
    version: Option<u32>,
) -> Result<(String, Vec<u8>), AppError> {
    let principal = visitor.ok_or(AppError::Unauthenticated)?.principal;
    let (by, reader) = (principal.require::<Designer>()?, principal.require::<Member>()?);
    let id: QuestionnaireId = id.parse().map_err(|_| AppError::NotFound)?;
    let (head, _) = state.ports.questionnaires.read_head(&by, id).await?;
    let definition = match version.map(VersionNumber).or(if head.has_draft { None } else { head.latest }) {
        Some(version) => state.ports.questionnaires.read_version(&reader, id, version).await?,
        None => state.ports.questionnaires.read_draft(&by, id).await?,
    };
    let name = file_name(&definition);
    let writing = tokio::task::spawn_blocking(move || workbook::write(&domain::questionnaires::export(&definition)));
    let written = writing.await.map_err(|cause| broken(&cause))?;
    Ok((name, written.map_err(|cause| broken(&cause))?))
}

/// The form's id or title in letters that every file system and header takes.
fn file_name(definition: &Definition) -> String {
    let settings = &definition.settings;
    let source = if settings.form_id.is_empty() { &settings.title } else { &settings.form_id };
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c.to_ascii_lowercase() } else { '_' };
    let name: String = source.chars().map(plain).take(60).collect();
    let name = name.trim_matches('_');
    if name.is_empty() { "fragebogen".into() } else { name.to_owned() }
}

fn broken(cause: &dyn std::fmt::Display) -> AppError {
    tracing::error!(%cause, "writing an XLSForm failed");
    AppError::Internal(IncidentId("P-XLSFORM-OUT".into()))
}
