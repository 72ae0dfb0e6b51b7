//! What a device delivers that nobody can open: without login, since nobody may be there who could log in.

use super::{PUSH_LIMIT, Refusal, json};
use crate::{
    AppState,
    auth::session::MaybeVisitor,
    upload::{self, Unreadable, Upload},
};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Multipart, State, rejection::JsonRejection},
    routing::post,
};
use domain::{
    AppError, ErrorCode,
    access::Koordination,
    events::attendance::tablet::{MAX_CHANGES, SealedRecord, SealedRecords, SealedRecordsReply},
    ids::DeviceId,
    sync::{
        client::Lane,
        port::DeviceStanding,
        quarantine::{
            Opened, SealedEntry, SealedUpload, StandingReply, StandingRequest, SubmissionFile, UploadReply, open_upload,
        },
        vault::DataKey,
    },
};

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/sync/standing", post(standing))
        .route("/api/v1/sync/quarantine", post(quarantine).layer(DefaultBodyLimit::max(PUSH_LIMIT)))
        .route("/api/v1/sync/quarantine/attendance", post(attendance).layer(DefaultBodyLimit::max(PUSH_LIMIT)))
        .route("/api/v1/sync/file", post(file).layer(DefaultBodyLimit::max(upload::BODY_MAX)))
}

/// Whether a device is revoked. Its id is a random number that only it and the office know; of one that does not exist the
/// answer is that it is not.
async fn standing(
    State(state): State<AppState>,
    body: Result<Json<StandingRequest>, JsonRejection>,
) -> Result<Json<StandingReply>, Refusal> {
    let request = json(body, "device")?;
    let standing = state.ports.sync.standing(request.device).await?;
    let known = standing.map(|standing| StandingReply { revoked: standing.revoked, received: standing.received });
    Ok(Json(known.unwrap_or(StandingReply { revoked: false, received: 0 })))
}

/// Takes in envelopes of a revoked device. Only who has the device in hand has envelopes that open.
async fn quarantine(
    State(state): State<AppState>,
    body: Result<Json<SealedUpload>, JsonRejection>,
) -> Result<Json<UploadReply>, Refusal> {
    let upload = json(body, "entries")?;
    let (standing, key) = revoked(&state, upload.device).await?;
    let received = match open_upload(&upload, &key, standing.received).ok_or(AppError::NotFound)? {
        Opened::Changes(push) => state.ports.sync.quarantine(&push).await?,
        Opened::Answers(answers) => {
            state.ports.sync.quarantine_answers(&answers).await?;
            standing.received
        }
    };
    tracing::info!(device.id = %upload.device, entries = upload.entries.len(), "a revoked device delivers");
    let is_there = |entry: &&SealedEntry| upload.lane == Lane::Anonymous || entry.seq <= received;
    let receipts = upload.entries.iter().filter(is_there).map(SealedEntry::receipt).collect();
    Ok(Json(UploadReply { received, receipts }))
}

/// Holds entries of attendance that a revoked tablet has not sent, until the Koordination has decided.
async fn attendance(
    State(state): State<AppState>,
    body: Result<Json<SealedRecords>, JsonRejection>,
) -> Result<Json<SealedRecordsReply>, Refusal> {
    let upload = json(body, "entries")?;
    if upload.entries.len() > MAX_CHANGES {
        return Err(AppError::field("entries", ErrorCode::WrongFileShape).into());
    }
    let (_, key) = revoked(&state, upload.device).await?;
    let entries = upload.open(&key).ok_or(AppError::NotFound)?;
    state.ports.attendance.hold_entries(upload.device, &entries, state.ports.clock.now()).await?;
    tracing::info!(device.id = %upload.device, entries = upload.entries.len(), "a revoked tablet delivers attendance");
    Ok(Json(SealedRecordsReply { receipts: upload.entries.iter().map(SealedRecord::receipt).collect() }))
}

/// What is known of a revoked device, and the key that it left for the office; `NotFound` for any other device.
async fn revoked(state: &AppState, device: DeviceId) -> Result<(DeviceStanding, DataKey), AppError> {
    let standing = state.ports.sync.standing(device).await?.filter(|standing| standing.revoked);
    let standing = standing.ok_or(AppError::NotFound)?;
    let sealed_key = standing.sealed_key.as_ref().ok_or(AppError::NotFound)?;
    let key = state.office_secret().await?.data_key(device, sealed_key).map_err(|_| AppError::NotFound)?;
    Ok((standing, key))
}

/// Reads in a file with one submission that a device has sealed for the office.
async fn file(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    form: Multipart,
) -> Result<Json<()>, Refusal> {
    let by = visitor.ok_or(AppError::Unauthenticated)?.principal.require::<Koordination>()?;
    let upload = Upload::receive(form).await?;
    let text = std::str::from_utf8(&upload.file).map_err(|_| AppError::from(Unreadable::Kind))?;
    let secret = state.office_secret().await?;
    let opened = secret.open(SubmissionFile::PLACE, text.trim()).map_err(|_| AppError::from(Unreadable::Kind))?;
    let file: SubmissionFile = serde_json::from_slice(&opened).map_err(|_| AppError::from(Unreadable::Kind))?;
    state.ports.sync.take_file(&by, &file, state.ports.clock.now()).await?;
    Ok(Json(()))
}
