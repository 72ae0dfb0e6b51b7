use super::{csv_file, workbook};
use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError, IncidentId,
    access::DirectoryReader,
    people::{Line, ListQuery, Sheet},
};

/// All sheets in one workbook: what can be imported again as a whole.
const WHOLE: &str = "verzeichnis.xlsx";

/// `kitas.xlsx`, `kitas.csv` and so on, filtered as the list was; `verzeichnis.xlsx` holds everything one may see.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(file): Path<String>,
    Query(query): Query<ListQuery>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    let by = match visitor.principal.require::<DirectoryReader>() {
        Ok(by) => by,
        Err(error) => return pages::failure(&state, error).await,
    };
    match write(&state, &by, &file, &query).await {
        Ok((kind, bytes)) => {
            let disposition = format!("attachment; filename=\"{file}\"");
            let headers = [
                (header::CONTENT_TYPE, kind.to_owned()),
                (header::CONTENT_DISPOSITION, disposition),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

async fn write(
    state: &AppState,
    by: &DirectoryReader,
    file: &str,
    query: &ListQuery,
) -> Result<(&'static str, Vec<u8>), AppError> {
    let day = state.ports.clock.today();
    let directory = state.ports.directory.read(by, day).await?;
    if file == WHOLE {
        let sheets: Vec<(Sheet, Vec<Line>)> = Sheet::ALL.map(|sheet| (sheet, directory.lines(sheet, day))).into();
        return Ok((workbook::MIME, workbook::write(&sheets).map_err(broken)?));
    }
    let (name, kind) = file.rsplit_once('.').ok_or(AppError::NotFound)?;
    let sheet = Sheet::from_code(name).ok_or(AppError::NotFound)?;
    let lines = query.apply(sheet, &directory.lines(sheet, day));
    match kind {
        "xlsx" => Ok((workbook::MIME, workbook::write(&[(sheet, lines)]).map_err(broken)?)),
        "csv" => Ok((csv_file::MIME, csv_file::write(sheet, &lines).map_err(broken)?)),
        _ => Err(AppError::NotFound),
    }
}

fn broken(cause: impl std::fmt::Display) -> AppError {
    tracing::error!(%cause, "export failed");
    AppError::Internal(IncidentId("P-EXPORT".into()))
}
