//! People from a file into an event, on the one seat-taking path.

use crate::{
    AppState,
    auth::session::MaybeVisitor,
    people::{fingerprint, read_grids},
    refusal::Refusal,
    upload::Upload,
};
use axum::{
    Json,
    extract::{Multipart, Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    AppError,
    access::{DirectoryReader, Koordination, Registrant},
    accounts::port::Visitor,
    events::{
        Party,
        import::{Situation, plan, tell_outcome},
        limits::Regions,
        rules::Registrar,
    },
    ids::EventId,
    people::import::ImportAnswer,
};

/// Shows whom a file would register; with the fingerprint of that preview, registers them. Nothing of the file is kept between
/// the two.
pub async fn import(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(id): Path<String>,
    form: Multipart,
) -> Response {
    match run(&state, visitor, &id, form).await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => Refusal::from(error).into_response(),
    }
}

/// Each line takes its seat in a transaction of its own, as on the page of the event. If it breaks off in the middle, the same
/// file registers the others: who has a seat is left as it is.
async fn run(state: &AppState, visitor: Option<Visitor>, id: &str, form: Multipart) -> Result<ImportAnswer, AppError> {
    let principal = visitor.ok_or(AppError::Unauthenticated)?.principal;
    let (by, registrant) = (principal.require::<Koordination>()?, principal.require::<Registrant>()?);
    let reader = principal.require::<DirectoryReader>()?;
    let id: EventId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut upload = Upload::receive(form).await?;
    let grids = read_grids(std::mem::take(&mut upload.file)).await?;
    let (ports, now) = (&state.ports, state.ports.clock.now());
    let event = ports.events.find(&by, id).await?;
    let registrations = ports.events.registrations(&by, id).await?;
    let kitas = ports.events.kita_names().await?;
    let directory = ports.directory.read(&reader, ports.clock.today()).await?;
    let region = |kommune| directory.kommunen.get(kommune).map(|kommune| kommune.sozialraum);
    let regions: Regions = directory.kitas.iter().filter_map(|kita| Some((kita.id, region(kita.kommune)?))).collect();
    let situation = Situation { event: &event, registrations: &registrations, kitas: &kitas, regions: &regions };
    let plan = plan(&grids, situation, now, ports.clock.local(now));
    let fingerprint = fingerprint(&plan.view)?;
    let mut view = plan.view;
    let taken = upload.field("agreed") == fingerprint && !plan.people.is_empty();
    if !taken {
        return Ok(ImportAnswer { view, fingerprint, taken });
    }
    for line in plan.people {
        let party = Party::Single(line.person.clone());
        let outcome = ports.events.register(Registrar::Member(&registrant), id, &party, ports.clock.now()).await?;
        tell_outcome(&mut view, &line, outcome);
    }
    Ok(ImportAnswer { view, fingerprint, taken })
}
