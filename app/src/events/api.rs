//! Server functions. Each authorises, asks its port and returns a view. Registering is no server function but a fixed
//! route, so that it works without WASM and loses nothing that was typed (`server::events`).

use crate::ApiError;
use domain::events::{
    EventFormView, EventInput, EventRow, EventView, MyEventRow, PublicEventView,
    tandem::{MyRegistrationView, PairView},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::{Ports, authorised, maybe_visitor, ports, visitor};
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{Koordination, Registrant},
    accounts::TokenHash,
    events::{Event, KitaChoice, PersonKey, RegistrationInput, rules::Registrar},
    ids::EventId,
};

/// What anybody may see and is not over yet.
#[server(endpoint = "fn/events/public-list", input = Json)]
pub async fn public_events() -> Result<Vec<EventRow>, ApiError> {
    let (ports, member) = (ports()?, member());
    let events = ports.events.announced(registrar(&member), ports.clock.now()).await?;
    Ok(rows(&ports, &events))
}

/// An event that this visitor sees, with the choices of its registration form and what the portal knows of the visitor.
#[server(endpoint = "fn/events/public-detail", input = Json)]
pub async fn public_event(id: String) -> Result<PublicEventView, ApiError> {
    let (ports, member) = (ports()?, member());
    let known = maybe_visitor().map(|visitor| RegistrationInput::of(&visitor.account, &visitor.principal.scope));
    let event = ports.events.announced_event(registrar(&member), event_id(&id)?).await?;
    let kitas = ports.events.kita_names().await?;
    let kitas = kitas.into_iter().map(|kita| KitaChoice { id: kita.id.to_string(), name: kita.name }).collect();
    let local = ports.clock.local(ports.clock.now());
    Ok(PublicEventView::of(&event, kitas, known.unwrap_or_default(), local))
}

/// What people with an account can register for.
#[server(endpoint = "fn/events/to-join", input = Json)]
pub async fn events_to_join() -> Result<Vec<EventRow>, ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    let events = ports.events.announced(Registrar::Member(&by), ports.clock.now()).await?;
    Ok(rows(&ports, &events))
}

/// What the visitor is registered for, or was, under the address of the account.
#[server(endpoint = "fn/events/mine", input = Json)]
pub async fn my_events() -> Result<Vec<MyEventRow>, ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    let email = visitor()?.account.email;
    let local = ports.clock.local(ports.clock.now());
    let mine = ports.events.mine(&by, &email).await?;
    Ok(mine.iter().map(|linked| MyEventRow::of(linked, local)).collect())
}

/// Every event, drafts and past ones too.
#[server(endpoint = "fn/events/list", input = Json)]
pub async fn planned_events() -> Result<Vec<EventRow>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let events = ports.events.list(&by).await?;
    Ok(rows(&ports, &events))
}

/// An event with everybody who registered.
#[server(endpoint = "fn/events/detail", input = Json)]
pub async fn planned_event(id: String) -> Result<EventView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let id = event_id(&id)?;
    let event = ports.events.find(&by, id).await?;
    let registrations = ports.events.registrations(&by, id).await?;
    let kitas = ports.events.kita_names().await?;
    let name = |id| kitas.iter().find(|kita| kita.id == id).map(|kita| kita.name.clone());
    Ok(EventView::of(&event, &registrations, name, ports.clock.as_ref()))
}

/// The form for a new event.
#[server(endpoint = "fn/events/new-form", input = Json)]
pub async fn new_event_form() -> Result<EventFormView, ApiError> {
    let (_, ports) = authorised::<Koordination>()?;
    Ok(EventFormView::new_event(ports.clock.today()))
}

/// The plan of an event as a form.
#[server(endpoint = "fn/events/form", input = Json)]
pub async fn event_form(id: String) -> Result<EventFormView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let event = ports.events.find(&by, event_id(&id)?).await?;
    Ok(EventFormView::of(&event, ports.clock.today()))
}

/// Creates an event; returns its id.
#[server(endpoint = "fn/events/create", input = Json)]
pub async fn create_event(input: EventInput) -> Result<String, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let plan = input.check(ports.clock.today()).map_err(AppError::Invalid)?;
    let id = EventId::new(uuid::Uuid::now_v7());
    ports.events.create(&by, id, &plan, ports.clock.now()).await?;
    Ok(id.to_string())
}

/// Replaces the plan of an event, if it is still the one of `revision`.
#[server(endpoint = "fn/events/update", input = Json)]
pub async fn update_event(id: String, revision: u32, input: EventInput) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let plan = input.check(ports.clock.today()).map_err(AppError::Invalid)?;
    Ok(ports.events.update(&by, event_id(&id)?, &plan, revision, ports.clock.now()).await?)
}

/// Cancels the registration of one person, or of a tandem as a whole.
#[server(endpoint = "fn/events/cancel-registration", input = Json)]
pub async fn cancel_registration(event: String, person: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let person = PersonKey::parse(&person).ok_or(AppError::NotFound)?;
    Ok(ports.events.cancel(&by, event_id(&event)?, &person, ports.clock.now()).await?)
}

/// Makes a tandem of two who look for a partner.
#[server(endpoint = "fn/events/pair", input = Json)]
pub async fn pair_halves(event: String, leitung: String, kiso: String) -> Result<PairView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let person = |key: &str| PersonKey::parse(key).ok_or(AppError::NotFound);
    let (leitung, kiso) = (person(&leitung)?, person(&kiso)?);
    let paired = ports.events.pair(&by, event_id(&event)?, [&leitung, &kiso], ports.clock.now()).await?;
    Ok(PairView::of(paired))
}

/// Where the half of a tandem stands that a mailed link belongs to; the link is the right to see it.
#[server(endpoint = "fn/events/my-registration", input = Json)]
pub async fn my_registration(event: String, link: String) -> Result<MyRegistrationView, ApiError> {
    let ports = ports()?;
    let link = TokenHash::of(&link).ok_or(AppError::NotFound)?;
    let linked = ports.events.linked(event_id(&event)?, &link).await?;
    let local = ports.clock.local(ports.clock.now());
    Ok(MyRegistrationView::of(&linked.event, &linked.registration, linked.partner.as_ref(), local))
}

/// The visitor's right to register people, if there is one.
#[cfg(feature = "ssr")]
fn member() -> Option<Registrant> {
    maybe_visitor()?.principal.require().ok()
}

#[cfg(feature = "ssr")]
fn registrar(member: &Option<Registrant>) -> Registrar<'_> {
    member.as_ref().map_or(Registrar::Guest, Registrar::Member)
}

#[cfg(feature = "ssr")]
fn rows(ports: &Ports, events: &[Event]) -> Vec<EventRow> {
    let local = ports.clock.local(ports.clock.now());
    events.iter().map(|event| EventRow::of(event, local)).collect()
}

#[cfg(feature = "ssr")]
fn event_id(raw: &str) -> Result<EventId, ApiError> {
    raw.parse().map_err(|_| AppError::NotFound.into())
}
