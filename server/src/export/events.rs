//! Lists of events: who takes part in one, what a year has, and what it came to.

use super::{
    file::{self, File},
    paper,
};
use crate::{AppState, auth::session::MaybeVisitor, pages};
use app::events::reading;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    AppError,
    access::{DirectoryReader, Koordination, Principal},
    events::{german, listed, lists, statistics::Statistics},
    german::date,
    ids::EventId,
    table::Table,
};

/// The list of one event, without its ending.
const PARTICIPANTS: &str = "teilnehmende";

/// `/api/export/event/{id}/teilnehmende.xlsx`, `.csv` and `.pdf`.
pub async fn of_event(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    let written = participants(&state, &visitor.principal, &id, &file).await;
    file::answer(&state, written).await
}

/// `/api/export/events/{year}/{file}`: `liste`, `auswertung`, and each table of the latter alone ([`tables_of`]), as `.xlsx`, `.csv` and
/// `.pdf`.
pub async fn of_year(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((year, file)): Path<(String, String)>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    let written = year_of_events(&state, &visitor.principal, &year, &file).await;
    file::answer(&state, written).await
}

async fn participants(state: &AppState, by: &Principal, id: &str, file: &str) -> Result<File, AppError> {
    let (office, reader) = (by.require::<Koordination>()?, by.require::<DirectoryReader>()?);
    let id: EventId = id.parse().map_err(|_| AppError::NotFound)?;
    let Some((PARTICIPANTS, ending)) = file.rsplit_once('.') else { return Err(AppError::NotFound) };
    let sheet = state.ports.attendance.sheet(&office, id).await?;
    let local = state.ports.clock.local(state.ports.clock.now());
    let directory = state.ports.directory.read(&reader, local.date()).await?;
    let kita = |id| directory.kitas.get(id);
    let region = |id| {
        let kommune = directory.kommunen.get(kita(id)?.kommune)?;
        directory.sozialraeume.get(kommune.sozialraum).map(|region| region.name.clone())
    };
    let table = lists::participants(&sheet, |id| kita(id).map(|kita| kita.name.clone()), region, local);
    let plan = &sheet.event.plan;
    let lines = plan.days.iter().map(german::day).chain([lists::german::as_of(&date(local.date()))]).collect();
    let begin = plan.begins_at().map_or_else(String::new, |begin| format!("{}-", begin.date()));
    let name = format!("veranstaltung-{begin}{file}");
    write(&[table], ending, name, lists::german::participants(&plan.title), lines).await
}

async fn year_of_events(state: &AppState, by: &Principal, year: &str, file: &str) -> Result<File, AppError> {
    let by = by.require::<Koordination>()?;
    let year: i32 = year.parse().map_err(|_| AppError::NotFound)?;
    let (stem, ending) = file.rsplit_once('.').ok_or(AppError::NotFound)?;
    let (title, tables) = match stem {
        "liste" => {
            let period = listed::of_year(year).ok_or(AppError::NotFound)?;
            let (found, names) =
                (state.ports.events.list(&by, period).await?, state.ports.events.area_names(&by).await?);
            (lists::german::events(year), lists::listed(&found, &names, year))
        }
        stem => {
            let tables = tables_of(stem).ok_or(AppError::NotFound)?;
            let found = reading::statistics(&state.ports, &by, year).await?;
            (lists::german::statistics(year), tables(&found))
        }
    };
    let lines = vec![lists::german::as_of(&date(state.ports.clock.today()))];
    write(&tables, ending, format!("veranstaltungen-{year}-{file}"), title, lines).await
}

/// Which tables of the statistics a file holds; `None` for a file that there is not.
fn tables_of(stem: &str) -> Option<fn(&Statistics) -> Vec<Table>> {
    match stem {
        "auswertung" => Some(lists::statistics),
        "formate" => Some(|found| vec![lists::formats(found)]),
        "sozialraeume" => Some(|found| vec![lists::regions(found)]),
        "kiso" => Some(|found| vec![lists::kisos(found)]),
        "alle-jahre" => Some(|found| vec![lists::all_years(found)]),
        "jahre" => Some(|found| vec![lists::years(found)]),
        "sozialraeume-alle-jahre" => Some(|found| vec![lists::regions_ever(found)]),
        "kiso-alle-jahre" => Some(|found| vec![lists::kisos_ever(found)]),
        _ => None,
    }
}

/// Of several tables a CSV file has the first one; on paper they stand below each other, below `title` and `lines`.
async fn write(
    tables: &[Table],
    ending: &str,
    name: String,
    title: String,
    lines: Vec<String>,
) -> Result<File, AppError> {
    match ending {
        "pdf" => paper::file(paper::listing(title, lines, tables), name).await,
        _ => File::of(tables, file::split(&name)?.1, name),
    }
}
