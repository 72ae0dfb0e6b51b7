//! Server functions. Each authorises, asks the port and returns a view; what somebody sees is decided by the port.

use crate::ApiError;
use domain::people::{Fields, ListView, RecordView, Revision, Sheet, WarningsView};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{
    AppError, ErrorCode, FieldError,
    access::{DirectoryReader, Koordination, Right, Role},
    people::{Change, Directory, REPLACES, RecordKey, WarningRow},
};
#[cfg(feature = "ssr")]
use std::collections::BTreeMap;
#[cfg(feature = "ssr")]
use uuid::Uuid;

/// What does not fit in the directory today.
#[server(endpoint = "fn/people/warnings", input = Json)]
pub async fn warnings() -> Result<WarningsView, ApiError> {
    let (by, ports) = authorised::<DirectoryReader>()?;
    let day = ports.clock.today();
    let directory = ports.directory.read(&by, day).await?;
    let warnings = directory.warnings(day, &BTreeMap::new());
    Ok(WarningsView { rows: warnings.iter().map(|warning| WarningRow::of(warning, &directory)).collect() })
}

#[server(endpoint = "fn/people/list", input = Json)]
pub async fn list(sheet: Sheet) -> Result<ListView, ApiError> {
    let (by, ports) = authorised::<DirectoryReader>()?;
    let day = ports.clock.today();
    let directory = ports.directory.read(&by, day).await?;
    Ok(directory.list_view(sheet, day, may_edit(&by)))
}

#[server(endpoint = "fn/people/record", input = Json)]
pub async fn record(sheet: Sheet, id: String) -> Result<RecordView, ApiError> {
    let (by, ports) = authorised::<DirectoryReader>()?;
    let day = ports.clock.today();
    let directory = ports.directory.read(&by, day).await?;
    let view = directory.record_view(sheet, uuid(&id)?, day, may_edit(&by));
    view.ok_or_else(|| AppError::NotFound.into())
}

/// The form for a new line; `about` is the record that somebody came from, or blank.
#[server(endpoint = "fn/people/blank", input = Json)]
pub async fn blank(sheet: Sheet, about: String) -> Result<RecordView, ApiError> {
    let (_, ports) = authorised::<Koordination>()?;
    let directory = for_editing().await?;
    Ok(directory.blank_view(sheet, Uuid::parse_str(&about).ok(), ports.clock.today()))
}

/// Writes one record; `id` is blank for a new one. Returns the id.
#[server(endpoint = "fn/people/save", input = Json)]
pub async fn save(sheet: Sheet, id: String, base: Revision, fields: Fields) -> Result<String, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let directory = for_editing().await?;
    let id = if id.is_empty() { Uuid::now_v7() } else { uuid(&id)? };
    let record = sheet.parse(&fields, &directory, id).map_err(AppError::Invalid)?;
    let key = record.key();
    // A Kita joins an agreement without an agreement's form: nobody saw a revision of it.
    let joins = sheet == Sheet::VereinbarungKitas && fields.get(REPLACES).is_empty();
    let base = if joins { directory.revision_of(key) } else { base };
    let written = ports.directory.write(&by, &[Change::put(base, record)], ports.clock.now()).await;
    written.map_err(|error| at_fields(sheet, error))?;
    Ok(key.id.to_string())
}

/// The form for one Kita of an agreement; `line` as the list of them names it.
#[server(endpoint = "fn/people/kita-term", input = Json)]
pub async fn kita_term(id: String, line: String) -> Result<RecordView, ApiError> {
    let (_, ports) = authorised::<Koordination>()?;
    let directory = for_editing().await?;
    directory.term_view(uuid(&id)?, &line, ports.clock.today()).ok_or_else(|| AppError::NotFound.into())
}

/// Takes a Kita out of an agreement that it was entered into by mistake.
#[server(endpoint = "fn/people/remove-kita-term", input = Json)]
pub async fn remove_kita_term(id: String, line: String, base: Revision) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let record = Sheet::without_kita(&for_editing().await?, uuid(&id)?, &line)?;
    ports.directory.write(&by, &[Change::put(base, record)], ports.clock.now()).await?;
    Ok(())
}

/// Takes back what was entered by mistake: an assignment or a post.
#[server(endpoint = "fn/people/remove", input = Json)]
pub async fn remove(sheet: Sheet, id: String, base: Revision) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let key = RecordKey { kind: sheet.kind(), id: uuid(&id)? };
    ports.directory.write(&by, &[Change::remove(base, key)], ports.clock.now()).await?;
    Ok(())
}

/// The whole directory, for those who may change it.
#[cfg(feature = "ssr")]
async fn for_editing() -> Result<Directory, ApiError> {
    let (_, ports) = authorised::<Koordination>()?;
    let (by, _) = authorised::<DirectoryReader>()?;
    Ok(ports.directory.read(&by, ports.clock.today()).await?)
}

#[cfg(feature = "ssr")]
fn may_edit(by: &DirectoryReader) -> bool {
    by.principal().role == Role::Koordination
}

/// A fault at a field that this form does not have is one of the whole form.
#[cfg(feature = "ssr")]
fn at_fields(sheet: Sheet, error: AppError) -> AppError {
    let AppError::Invalid(faults) = error else { return error };
    let own = |fault: FieldError| match sheet.column(&fault.field) {
        Some(_) => fault,
        None => FieldError { field: String::new(), ..fault },
    };
    let mut faults: Vec<FieldError> = faults.into_iter().map(own).collect();
    faults.dedup();
    if faults.is_empty() { AppError::field("", ErrorCode::WrongState) } else { AppError::Invalid(faults) }
}

#[cfg(feature = "ssr")]
fn uuid(raw: &str) -> Result<Uuid, ApiError> {
    Uuid::parse_str(raw).map_err(|_| AppError::NotFound.into())
}
