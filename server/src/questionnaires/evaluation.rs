use super::{picture::picture, scale_picture::scale_picture, workbook};
use crate::{AppState, auth::session::MaybeVisitor, pages};
use app::questionnaires::evaluation::evaluate;
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError, IncidentId,
    accounts::port::Visitor,
    questionnaires::{Evaluation, EvaluationQuery, QuestionResult, Sheet, Workbook, evaluation::group_by_scale},
};

/// An evaluation as a file: `auswertung.xlsx` with all its sheets, `auswertung.csv` with the results, `freitexte.csv` with the
/// released free texts, `frage-7.svg` with one question's chart, `fragen-7.svg` with that of the questions which
/// share a scale with it. The filters are those of the page.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((id, file)): Path<(String, String)>,
    Query(query): Query<EvaluationQuery>,
) -> Response {
    match write(&state, visitor, &id, &file, &query).await {
        Ok((kind, bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, kind.to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
                (header::CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, bytes).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

async fn write(
    state: &AppState,
    visitor: Option<Visitor>,
    id: &str,
    file: &str,
    query: &EvaluationQuery,
) -> Result<(&'static str, Vec<u8>), AppError> {
    let wanted = Wanted::of(file).ok_or(AppError::NotFound)?;
    let principal = visitor.ok_or(AppError::Unauthenticated)?.principal;
    let evaluation = evaluate(&state.ports, &principal, id, query).await?.evaluation;
    // Thousands of cells are written: too long for a thread that others wait for.
    let writing = tokio::task::spawn_blocking(move || file_of(&evaluation, wanted));
    writing.await.map_err(|cause| broken(&cause))?
}

fn file_of(evaluation: &Evaluation, wanted: Wanted) -> Result<(&'static str, Vec<u8>), AppError> {
    match wanted {
        Wanted::Workbook => {
            let bytes = workbook::write(&evaluation.workbook()).map_err(|cause| broken(&cause))?;
            Ok((workbook::MIME, bytes))
        }
        Wanted::Table => {
            let Workbook { sheets } = evaluation.workbook();
            let sheet = sheets.into_iter().next().unwrap_or_default();
            Ok(("text/csv; charset=utf-8", csv(&sheet).map_err(|cause| broken(&cause))?))
        }
        Wanted::Texts => {
            let sheet = evaluation.texts_sheet();
            Ok(("text/csv; charset=utf-8", csv(&sheet).map_err(|cause| broken(&cause))?))
        }
        Wanted::Picture(number) => {
            let question = evaluation.results.questions.iter().find(|question| question.question.0 == number);
            let question = question.filter(|question| !question.rows.is_empty()).ok_or(AppError::NotFound)?;
            Ok(("image/svg+xml", picture(question).map_err(|cause| broken(&cause))?))
        }
        Wanted::Scale(number) => {
            let groups = group_by_scale(evaluation.results.questions.clone());
            let has = |group: &Vec<QuestionResult>| group.iter().any(|question| question.question.0 == number);
            let group = groups.into_iter().find(|group| group.len() > 1 && has(group)).ok_or(AppError::NotFound)?;
            Ok(("image/svg+xml", scale_picture(&group).map_err(|cause| broken(&cause))?))
        }
    }
}

enum Wanted {
    Workbook,
    Table,
    Texts,
    Picture(u32),
    /// Of the questions that share a scale with this one.
    Scale(u32),
}

impl Wanted {
    fn of(file: &str) -> Option<Self> {
        match file {
            "auswertung.xlsx" => Some(Self::Workbook),
            "auswertung.csv" => Some(Self::Table),
            "freitexte.csv" => Some(Self::Texts),
            _ => {
                let (kind, number) = file.strip_suffix(".svg")?.split_once('-')?;
                let number = number.parse().ok()?;
                match kind {
                    "frage" => Some(Self::Picture(number)),
                    "fragen" => Some(Self::Scale(number)),
                    _ => None,
                }
            }
        }
    }
}

/// As German spreadsheets read it: `;`, decimal comma, UTF-8 with a byte order mark, lines ended by CRLF; a text that
/// would be taken for a formula gets an apostrophe in front (CWE-1236).
fn csv(sheet: &Sheet) -> Result<Vec<u8>, csv::Error> {
    use domain::{csv::defused, questionnaires::Cell};
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer("\u{FEFF}".into());
    for row in &sheet.rows {
        writer.write_record(row.iter().map(|cell| match (cell, cell.text()) {
            (Cell::Number(_), number) => number.replace('.', ","),
            (_, text) => defused(&text).into_owned(),
        }))?;
    }
    writer.into_inner().map_err(|cause| cause.into_error().into())
}

fn broken(cause: &dyn std::fmt::Display) -> AppError {
    tracing::error!(%cause, "export of an evaluation failed");
    AppError::Internal(IncidentId("P-EXPORT".into()))
}
