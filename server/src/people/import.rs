use super::{csv_file, workbook};
use crate::{
    AppState,
    auth::session::MaybeVisitor,
    refusal::Refusal,
    upload::{Unreadable, Upload, is_text},
};
use axum::{
    Json,
    extract::{Multipart, State},
    response::{IntoResponse, Response},
};
use domain::{
    AppError, IncidentId,
    access::{DirectoryReader, Koordination},
    accounts::port::Visitor,
    people::import::{Grid, ImportAnswer, ImportView, plan},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Shows what a file would change; with the fingerprint of that preview, changes it. Nothing of the file is kept
/// between the two: the browser sends it again, and what has changed meanwhile is shown again.
pub async fn import(State(state): State<AppState>, MaybeVisitor(visitor): MaybeVisitor, form: Multipart) -> Response {
    match run(&state, visitor, form).await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => Refusal::from(error).into_response(),
    }
}

async fn run(state: &AppState, visitor: Option<Visitor>, form: Multipart) -> Result<ImportAnswer, AppError> {
    let principal = visitor.ok_or(AppError::Unauthenticated)?.principal;
    let (by, reader) = (principal.require::<Koordination>()?, principal.require::<DirectoryReader>()?);
    let mut upload = Upload::receive(form).await?;
    let grids = read_grids(std::mem::take(&mut upload.file)).await?;
    let day = state.ports.clock.today();
    let directory = state.ports.directory.read(&reader, day).await?;
    let plan = plan(&grids, &directory, day, &mut Uuid::now_v7);
    let fingerprint = fingerprint(&plan.view)?;
    let taken = upload.field("agreed") == fingerprint && plan.view.faults.is_empty() && !plan.changes.is_empty();
    if taken {
        state.ports.directory.write(&by, &plan.changes, state.ports.clock.now()).await?;
    }
    Ok(ImportAnswer { view: plan.view, fingerprint, taken })
}

/// The worksheets of a file that was sent, beside the other requests: unpacking takes its time.
pub(crate) async fn read_grids(file: Vec<u8>) -> Result<Vec<Grid>, AppError> {
    Ok(tokio::task::spawn_blocking(move || grids_of(&file)).await.map_err(|_| broken())??)
}

/// Of what the person saw: the same preview, the same fingerprint.
pub(crate) fn fingerprint(view: &ImportView) -> Result<String, AppError> {
    let bytes = serde_json::to_vec(view).map_err(|_| broken())?;
    Ok(hex::encode(Sha256::digest(bytes)))
}

fn broken() -> AppError {
    AppError::Internal(IncidentId("P-IMPORT".into()))
}

/// The worksheets of an XLSX file, or the one of a CSV file; told apart by what is in them, not by the name.
fn grids_of(file: &[u8]) -> Result<Vec<Grid>, Unreadable> {
    if file.starts_with(b"PK") {
        return workbook::read(file);
    }
    if !is_text(file) {
        return Err(Unreadable::Kind);
    }
    let grid = csv_file::read(file).map_err(|_| Unreadable::Kind)?;
    Ok(vec![grid])
}
