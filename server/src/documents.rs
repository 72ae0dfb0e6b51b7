//! Files of a budget year in and out. Fixed addresses: server functions take no files.

use crate::{
    AppState,
    auth::session::MaybeVisitor,
    export::file::{self, File},
    pages,
    refusal::Refusal,
    upload::{BODY_MAX, Upload},
};
use app::budgets::documents::ADDRESS;
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    AppError,
    access::{BudgetReader, DocumentFiler},
    accounts::port::Visitor,
    budgets::documents::{DocumentInput, Filing},
    ids::DocumentId,
};
use uuid::Uuid;

pub fn routes() -> Router<AppState> {
    Router::new()
        .route(ADDRESS, post(receive).layer(DefaultBodyLimit::max(BODY_MAX)))
        .route(&format!("{ADDRESS}/{{id}}"), get(send))
}

/// Takes a file with the fields `year`, `kind`, `day` and `reference`; everything wrong with it is told at once.
async fn receive(State(state): State<AppState>, MaybeVisitor(visitor): MaybeVisitor, form: Multipart) -> Response {
    match take(&state, visitor, form).await {
        Ok(()) => Json(()).into_response(),
        Err(error) => Refusal::from(error).into_response(),
    }
}

async fn take(state: &AppState, visitor: Option<Visitor>, form: Multipart) -> Result<(), AppError> {
    let by: DocumentFiler = visitor.ok_or(AppError::Unauthenticated)?.principal.require()?;
    let mut upload = Upload::receive(form).await?;
    let year: i32 = upload.field("year").parse().map_err(|_| AppError::NotFound)?;
    let text = |name: &str| upload.field(name).to_owned();
    let input = DocumentInput { kind: text("kind"), day: text("day"), reference: text("reference") };
    let content = std::mem::take(&mut upload.file);
    let id = DocumentId::new(Uuid::now_v7());
    let (today, now) = (state.ports.clock.today(), state.ports.clock.now());
    let filing = Filing::of((id, year), &input, (&upload.file_name, content), today, &by)?;
    state.ports.documents.file(&filing, now).await
}

/// Gives a file back, always as a download: it came from somebody's computer.
async fn send(State(state): State<AppState>, MaybeVisitor(visitor): MaybeVisitor, Path(id): Path<String>) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    let found = find(&state, &visitor, &id).await;
    file::answer(&state, found).await
}

async fn find(state: &AppState, visitor: &Visitor, id: &str) -> Result<File, AppError> {
    let by = visitor.principal.require::<BudgetReader>()?;
    let id: DocumentId = id.parse().map_err(|_| AppError::NotFound)?;
    let (document, bytes) = state.ports.documents.document(&by, id).await?;
    // A header takes no other letters; the page shows the name as it was.
    let name: String = document.file_name.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    Ok(File { kind: "application/pdf", name, bytes })
}
