//! Server functions. Each authorises, asks its port and returns a view. Registering is no server function but a fixed
//! route, so that it works without WASM and loses nothing that was typed (`server::events`).

use crate::ApiError;
use domain::events::{
    EventFormView, EventInput, EventRow, EventView, MyEventRow, PublicEventView,
    approval::{OpenRequestsRow, RequestView},
    attendance::{AttendanceView, CheckView, ClosingView, MarkInput, pass::PassView},
    minutes::{MinutesInput, MinutesView, SharedMinutesView, TaskRow},
    planning::{CalendarInput, CalendarView},
    series::{SeriesFormView, SeriesInput, SeriesSaved},
    statistics::Statistics,
    tandem::{MyRegistrationView, PairView},
    templates::{TemplateInput, TemplateRow, TemplateView},
    walk_in::{WalkInInput, WalkInView},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::{
    context::{Ports, authorised, count_lookup, maybe_visitor, ports, visitor},
    events::{
        feedback::{FeedbackAddresses, feedback_address},
        reading,
    },
};
#[cfg(feature = "ssr")]
use chrono::Datelike;
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{Koordination, Registrant},
    accounts::TokenHash,
    events::{
        Event, KitaChoice, PersonKey, Registration, RegistrationInput,
        approval::Ruling,
        attendance::{Sheet, Step},
        certificate::CertificateNumber,
        listed,
        port::{AnswerOutcome, KitaName, Linked},
        proposals,
        rules::Registrar,
        series::{self, Basis, SeriesView},
        statistics::years,
        templates::{self, Occasion},
    },
    ids::{EventId, KitaId, TaskId},
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
    let visitor = maybe_visitor();
    let known = visitor.as_ref().map(|of| RegistrationInput::of(&of.account, &of.principal.scope));
    let event = ports.events.announced_event(registrar(&member), event_id(&id)?).await?;
    let kitas = choices(&ports.events.kita_names().await?);
    let local = ports.clock.local(ports.clock.now());
    let view = PublicEventView::of(&event, kitas, known.unwrap_or_default(), local);
    let view = view.with_kisos(reading::own_kisos(&ports, visitor.as_ref()).await?);
    Ok(view.with_feedback(feedback_address(&ports, &event).await?))
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
    let own = ports.events.mine(&by, &email).await?;
    let mine = &own.events;
    let seated = mine.iter().filter(|linked| linked.registration.status.holds_seat());
    let seated: Vec<&Event> = seated.map(|linked| &linked.event).collect();
    let feedback = FeedbackAddresses::of(&ports, &seated).await?;
    let passes = reading::pass_addresses(&ports, mine).await?;
    let row = |(linked, pass): (&Linked, Option<String>)| {
        let row = MyEventRow::of(linked, local).with_feedback(feedback.about(linked.event.id));
        row.with_pass(pass.unwrap_or_default())
    };
    Ok(mine.iter().zip(passes).map(row).chain(MyEventRow::of_unreadable(&own)).collect())
}

/// Gives up what the visitor is registered for under the address of the account, of a tandem both seats. Whether that was still
/// possible: not after the deadline of the event for that, nor once it has begun.
#[server(endpoint = "fn/events/cancel-mine", input = Json)]
pub async fn cancel_mine(event: String) -> Result<bool, ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    let email = visitor()?.account.email;
    let outcome = ports.events.cancel_own(&by, &email, event_id(&event)?, ports.clock.now()).await?;
    Ok(outcome != AnswerOutcome::TooLate)
}

/// Takes the seat that the visitor has moved up to alone, under the address of the account. Whether that was still possible.
#[server(endpoint = "fn/events/confirm-mine", input = Json)]
pub async fn confirm_mine(event: String) -> Result<bool, ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    let email = visitor()?.account.email;
    let outcome = ports.events.confirm_own(&by, &email, event_id(&event)?, ports.clock.now()).await?;
    Ok(outcome != AnswerOutcome::TooLate)
}

/// Since when the asking person has a calendar feed, as people read it; `None` without one.
#[server(endpoint = "fn/events/feed", input = Json)]
pub async fn calendar_feed() -> Result<Option<String>, ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    let since = ports.feeds.feed_since(&by).await?;
    Ok(since.map(|moment| domain::german::date_time(ports.clock.local(moment))))
}

/// Opens a feed and returns its address, this once: only a hash of it is kept. An earlier address leads nowhere from then on.
#[server(endpoint = "fn/events/make-feed", input = Json)]
pub async fn make_calendar_feed() -> Result<String, ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    // Two random UUIDs: 244 bits of the operating system's generator, in the shape of a token.
    let token = format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple());
    let hash = TokenHash::of(&token).ok_or(AppError::NotFound)?;
    ports.feeds.make_feed(&by, &hash, ports.clock.now()).await?;
    Ok(format!("{}/kalender/{token}/termine.ics", ports.public_url))
}

#[server(endpoint = "fn/events/end-feed", input = Json)]
pub async fn end_calendar_feed() -> Result<(), ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    Ok(ports.feeds.end_feed(&by).await?)
}

/// Events at hand (what is ahead, or over for no more than a year) or of one year; drafts too.
#[server(endpoint = "fn/events/list", input = Json)]
pub async fn planned_events(year: Option<i32>) -> Result<Vec<EventRow>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let local = ports.clock.local(ports.clock.now());
    let period = match year {
        Some(year) => listed::of_year(year).ok_or(AppError::NotFound)?,
        None => listed::at_hand(local.date()),
    };
    let (found, names) = (ports.events.list(&by, period).await?, ports.events.area_names(&by).await?);
    Ok(EventRow::listed(&found, &names, local))
}

/// Years in which something takes place, the latest first.
#[server(endpoint = "fn/events/years", input = Json)]
pub async fn event_years() -> Result<Vec<i32>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(years(ports.events.first_days(&by).await?))
}

/// A month of the calendar: for the Koordination with drafts, for the others what they may see.
#[server(endpoint = "fn/events/calendar", input = Json)]
pub async fn calendar(input: CalendarInput) -> Result<CalendarView, ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    let email = visitor()?.account.email;
    let local = ports.clock.local(ports.clock.now());
    let query = input.read(local.date());
    let calendar = ports.events.calendar(&by, &email, query.period(), ports.clock.now()).await?;
    Ok(CalendarView::of(&calendar, &query, local))
}

/// What a year of events came to; a blank year is the present one.
#[server(endpoint = "fn/events/statistics", input = Json)]
pub async fn event_statistics(year: Option<i32>) -> Result<Statistics, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let year = year.unwrap_or(ports.clock.today().year());
    Ok(reading::statistics(&ports, &by, year).await?)
}

/// An event with everybody who registered.
#[server(endpoint = "fn/events/detail", input = Json)]
pub async fn planned_event(id: String) -> Result<EventView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let id = event_id(&id)?;
    let event = ports.events.find(&by, id).await?;
    let registrations = ports.events.registrations(&by, id).await?;
    let kitas = ports.events.kita_names().await?;
    let names = ports.events.area_names(&by).await?;
    let local = ports.clock.local(ports.clock.now());
    let members = members(&by, &ports, &event).await?;
    let series = event.series.map(|series| SeriesView::of(series, &members, &names, local));
    let view = EventView::of(&event, &registrations, |id| name_of(&kitas, id), &names, ports.clock.as_ref());
    Ok(view.in_series(series))
}

/// The form for a new event.
#[server(endpoint = "fn/events/new-form", input = Json)]
pub async fn new_event_form() -> Result<EventFormView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let request = uuid::Uuid::now_v7().to_string();
    let form = EventFormView::new_event(request, ports.events.area_names(&by).await?, ports.clock.today());
    Ok(form.with_proposals(proposals::own(ports.proposals.proposals(&by).await?)))
}

/// The plan of an event as a form.
#[server(endpoint = "fn/events/form", input = Json)]
pub async fn event_form(id: String) -> Result<EventFormView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let event = ports.events.find(&by, event_id(&id)?).await?;
    let (members, names) = (members(&by, &ports, &event).await?, ports.events.area_names(&by).await?);
    let local = ports.clock.local(ports.clock.now());
    let later = series::rules::later(&members, event.id, series::rules::first_day(&event.plan), local);
    let later = later.into_iter().map(|other| series::german::member(other, &names)).collect();
    Ok(EventFormView::of(&event, names, local.date()).with_later(later))
}

/// Creates an event with the id `request`, or with one of its own for a page that knows none yet; returns the id. The same
/// request again makes nothing again.
#[server(endpoint = "fn/events/create", input = Json)]
pub async fn create_event(input: EventInput, request: Option<String>) -> Result<String, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let plan = input.check(ports.clock.today()).map_err(AppError::Invalid)?;
    let id = match request {
        Some(request) => event_id(&request)?,
        None => EventId::new(uuid::Uuid::now_v7()),
    };
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

/// The form for further events made from this one.
#[server(endpoint = "fn/events/series-form", input = Json)]
pub async fn series_form(id: String) -> Result<SeriesFormView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let event = ports.events.find(&by, event_id(&id)?).await?;
    let (members, names) = (members(&by, &ports, &event).await?, ports.events.area_names(&by).await?);
    let local = ports.clock.local(ports.clock.now());
    let form = SeriesFormView::of(&event, &members, names, uuid::Uuid::now_v7().to_string(), local);
    Ok(form.ok_or(AppError::NotFound)?)
}

/// Makes further events from this one, as drafts of one series; the same request again makes nothing again.
#[server(endpoint = "fn/events/make-series", input = Json)]
pub async fn make_series(id: String, input: SeriesInput) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let source = ports.events.find(&by, event_id(&id)?).await?;
    let basis = Basis::of(&source.plan).ok_or(AppError::NotFound)?;
    let request = input.check(&basis, ports.clock.today()).map_err(AppError::Invalid)?;
    let copies = series::rules::copies(&source, &request)?;
    Ok(ports.events.make_series(&by, &copies, ports.clock.now()).await?)
}

/// As [`update_event`], and gives the later events of the series what belongs together. Each of them is changed on its own, so
/// that one which cannot be does not stop the others.
///
/// Sent again, it goes on where it ended: an event that is as it is wanted counts as changed.
#[server(endpoint = "fn/events/update-series", input = Json)]
pub async fn update_series(id: String, revision: u32, input: EventInput) -> Result<SeriesSaved, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (now, today) = (ports.clock.now(), ports.clock.today());
    let plan = input.check(today).map_err(AppError::Invalid)?;
    let event = ports.events.find(&by, event_id(&id)?).await?;
    let revision = match event.plan == plan {
        true => event.revision,
        false => {
            ports.events.update(&by, event.id, &plan, revision, now).await?;
            revision.saturating_add(1)
        }
    };
    let (members, names) = (members(&by, &ports, &event).await?, ports.events.area_names(&by).await?);
    let mut left = vec![];
    let first = series::rules::first_day(&plan);
    for other in series::rules::later(&members, event.id, first, ports.clock.local(now)) {
        let changed = match series::rules::adopt(&plan, &other.plan, today) {
            Ok(adopted) if adopted == other.plan => Ok(()),
            Ok(adopted) => ports.events.update(&by, other.id, &adopted, other.revision, now).await,
            Err(cause) => Err(cause),
        };
        left.extend(changed.err().map(|cause| series::german::left(other, &names, &cause)));
    }
    Ok(SeriesSaved { left, revision })
}

/// Cancels the registration of one person, or of a tandem as a whole.
#[server(endpoint = "fn/events/cancel-registration", input = Json)]
pub async fn cancel_registration(event: String, person: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let person = PersonKey::parse(&person).ok_or(AppError::NotFound)?;
    Ok(ports.events.cancel(&by, event_id(&event)?, &person, ports.clock.now()).await?)
}

/// Events ahead with requests that nobody has decided.
#[server(endpoint = "fn/events/open-requests", input = Json)]
pub async fn open_requests() -> Result<Vec<OpenRequestsRow>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let now = ports.clock.now();
    Ok(OpenRequestsRow::all(&ports.events.open_requests(&by, now).await?, ports.clock.local(now)))
}

/// Says yes or no to somebody who has asked for a seat, or to a tandem as a whole.
#[server(endpoint = "fn/events/decide", input = Json)]
pub async fn decide_request(event: String, person: String, approve: bool) -> Result<RequestView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let person = PersonKey::parse(&person).ok_or(AppError::NotFound)?;
    let ruling = if approve { Ruling::Approve } else { Ruling::Deny };
    let outcome = ports.events.decide(&by, event_id(&event)?, &person, ruling, ports.clock.now()).await?;
    Ok(RequestView::of(outcome))
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

/// Where the half of a tandem stands that a mailed link belongs to; the link is the right to see it. `TooMany` from an address
/// that tries many.
#[server(endpoint = "fn/events/my-registration", input = Json)]
pub async fn my_registration(event: String, link: String) -> Result<MyRegistrationView, ApiError> {
    let ports = ports()?;
    count_lookup()?;
    let link = TokenHash::of(&link).ok_or(AppError::NotFound)?;
    let linked = ports.events.linked(event_id(&event)?, &link).await?;
    let local = ports.clock.local(ports.clock.now());
    let pass = reading::pass_address(&ports, &linked).await?;
    let view = MyRegistrationView::of(&linked, local);
    Ok(view.with_pass(pass.unwrap_or_default()))
}

/// The list for entering who was there.
#[server(endpoint = "fn/events/attendance", input = Json)]
pub async fn attendance_sheet(id: String) -> Result<AttendanceView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (sheet, kitas) = sheet(&by, &ports, &id).await?;
    let view = AttendanceView::of(&sheet, |id| name_of(&kitas, id), ports.clock.local(ports.clock.now()));
    Ok(view.with_kitas(choices(&kitas)))
}

/// Whose code was read at the door, and what is to be entered. `NotFound` for a code of nobody.
#[server(endpoint = "fn/events/open-pass", input = Json)]
pub async fn open_pass(event: String, pass: String) -> Result<PassView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let sheet = ports.attendance.sheet(&by, event_id(&event)?).await?;
    let secret = reading::office_secret(&ports).await?;
    let is_shown = |row: &&Registration| secret.pass_of(sheet.event.id, row.person.as_str()) == pass;
    let holder = sheet.registrations.iter().find(is_shown).ok_or(AppError::NotFound)?;
    Ok(PassView::of(&sheet, holder, ports.clock.local(ports.clock.now())))
}

/// Takes in somebody who is there without having registered, and enters them as present.
#[server(endpoint = "fn/events/admit", input = Json)]
pub async fn admit_walk_in(event: String, input: WalkInInput) -> Result<WalkInView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let walk_in = input.check().map_err(AppError::Invalid)?;
    let outcome = ports.attendance.admit(&by, event_id(&event)?, &walk_in, ports.clock.now()).await?;
    Ok(WalkInView::of(outcome, &walk_in.participant.name))
}

/// Enters who was there, all or nothing.
#[server(endpoint = "fn/events/enter-attendance", input = Json)]
pub async fn mark_attendance(event: String, marks: Vec<MarkInput>) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let markings: Option<Vec<_>> = marks.iter().map(MarkInput::parse).collect();
    let markings = markings.ok_or(AppError::NotFound)?;
    Ok(ports.attendance.enter(&by, event_id(&event)?, &markings, ports.clock.now()).await?)
}

/// Where an event stands after its last day, and who has earned a certificate.
#[server(endpoint = "fn/events/closing", input = Json)]
pub async fn closing(id: String) -> Result<ClosingView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (sheet, kitas) = sheet(&by, &ports, &id).await?;
    Ok(ClosingView::of(&sheet, |id| name_of(&kitas, id), ports.clock.local(ports.clock.now())))
}

/// Takes the next step of an event that has begun.
#[server(endpoint = "fn/events/step", input = Json)]
pub async fn take_step(event: String, step: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let step = Step::from_code(&step).ok_or(AppError::NotFound)?;
    Ok(ports.attendance.take_step(&by, event_id(&event)?, step, ports.clock.now()).await?)
}

/// Issues every certificate that is earned and missing, with a mail to each, which also asks how the event was if participants
/// can answer that now; returns how many.
#[server(endpoint = "fn/events/issue-certificates", input = Json)]
pub async fn issue_certificates(event: String) -> Result<u32, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let event = ports.events.find(&by, event_id(&event)?).await?;
    let (feedback, numbering, now) =
        (feedback_address(&ports, &event).await?, ports.numbering.clone(), ports.clock.now());
    Ok(ports.attendance.issue_certificates(&by, event.id, numbering.as_ref(), &feedback, now).await?)
}

/// Takes a certificate back.
#[server(endpoint = "fn/events/withdraw-certificate", input = Json)]
pub async fn withdraw_certificate(event: String, number: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let number = CertificateNumber::parse(&number).ok_or(AppError::NotFound)?;
    Ok(ports.attendance.withdraw_certificate(&by, event_id(&event)?, &number, ports.clock.now()).await?)
}

/// What a certificate says, but for whom it is; the number is the right to see it. `TooMany` from an address that tries many.
#[server(endpoint = "fn/events/check-certificate", input = Json)]
pub async fn check_certificate(number: String) -> Result<CheckView, ApiError> {
    let ports = ports()?;
    count_lookup()?;
    let number = CertificateNumber::parse(&number).ok_or(AppError::NotFound)?;
    Ok(CheckView::of(&ports.attendance.certificate(&number).await?))
}

/// The minutes of a meeting, with what belongs on its table.
#[server(endpoint = "fn/events/minutes", input = Json)]
pub async fn minutes(id: String) -> Result<MinutesView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let meeting = ports.minutes.meeting(&by, event_id(&id)?).await?;
    Ok(MinutesView::of(&meeting, ports.clock.local(ports.clock.now())))
}

/// Replaces minutes and tasks, if they are still those of `revision`.
#[server(endpoint = "fn/events/save-minutes", input = Json)]
pub async fn save_minutes(event: String, revision: u32, input: MinutesInput) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let draft = input.check().map_err(AppError::Invalid)?;
    Ok(ports.minutes.save_minutes(&by, event_id(&event)?, &draft, revision, ports.clock.now()).await?)
}

/// Mails the minutes of `revision` to everybody who was registered; returns to how many.
#[server(endpoint = "fn/events/send-minutes", input = Json)]
pub async fn send_minutes(event: String, revision: u32) -> Result<u32, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(ports.minutes.send_minutes(&by, event_id(&event)?, revision, ports.clock.now()).await?)
}

/// The people of the meeting `at` approve the minutes of another.
#[server(endpoint = "fn/events/approve-minutes", input = Json)]
pub async fn approve_minutes(of: String, at: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(ports.minutes.approve_minutes(&by, event_id(&of)?, event_id(&at)?, ports.clock.now()).await?)
}

/// Minutes of the meetings that the visitor is registered for under the address of the account, as they were mailed.
#[server(endpoint = "fn/events/my-minutes", input = Json)]
pub async fn my_minutes() -> Result<Vec<SharedMinutesView>, ApiError> {
    let (by, ports) = authorised::<Registrant>()?;
    let email = visitor()?.account.email;
    let own = ports.minutes.own_minutes(&by, &email).await?;
    Ok(SharedMinutesView::all(&own, ports.clock.today()))
}

/// Marks a task as done, or as open again.
#[server(endpoint = "fn/events/task-done", input = Json)]
pub async fn set_task_done(task: String, done: bool) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let task: TaskId = task.parse().map_err(|_| AppError::NotFound)?;
    Ok(ports.minutes.set_task_done(&by, task, done, ports.clock.now()).await?)
}

/// On which occasions participants are written to.
#[server(endpoint = "fn/events/mail-templates", input = Json)]
pub async fn mail_templates() -> Result<Vec<TemplateRow>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(TemplateRow::all(&ports.templates.templates(&by).await?))
}

/// How the mails of one occasion are worded.
#[server(endpoint = "fn/events/mail-template", input = Json)]
pub async fn mail_template(occasion: String) -> Result<TemplateView, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let occasion = Occasion::from_code(&occasion).ok_or(AppError::NotFound)?;
    let stored = ports.templates.templates(&by).await?;
    Ok(TemplateView::of(occasion, stored.iter().find(|stored| stored.occasion == occasion)))
}

/// Replaces a wording, if it is still the one of `revision`; without an input the built-in one comes back.
#[server(endpoint = "fn/events/save-mail-template", input = Json)]
pub async fn save_mail_template(occasion: String, revision: u32, input: Option<TemplateInput>) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let occasion = Occasion::from_code(&occasion).ok_or(AppError::NotFound)?;
    let template = input.map(|input| input.check(occasion)).transpose().map_err(AppError::Invalid)?;
    let now = ports.clock.now();
    Ok(ports.templates.save_template(&by, occasion, template.as_ref(), revision, now).await?)
}

/// Mails a wording to the asking person, filled with the invented values of the preview; returns to which address.
#[server(endpoint = "fn/events/try-mail-template", input = Json)]
pub async fn try_mail_template(occasion: String, input: TemplateInput) -> Result<String, ApiError> {
    let (_, ports) = authorised::<Koordination>()?;
    let account = visitor()?.account;
    let occasion = Occasion::from_code(&occasion).ok_or(AppError::NotFound)?;
    let now = ports.clock.now();
    let to = (account.id, &account.email);
    let (id, mail) = templates::trial(occasion, &input, to, ports.clock.local(now)).map_err(AppError::Invalid)?;
    ports.outbox.enqueue(&id, &mail, now).await?;
    Ok(account.email.to_string())
}

/// Every task that is not done, with its meeting.
#[server(endpoint = "fn/events/open-tasks", input = Json)]
pub async fn open_tasks() -> Result<Vec<TaskRow>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let open = ports.minutes.open_tasks(&by).await?;
    Ok(TaskRow::all(&open, ports.clock.today()))
}

#[cfg(feature = "ssr")]
async fn sheet(by: &Koordination, ports: &Ports, id: &str) -> Result<(Sheet, Vec<KitaName>), ApiError> {
    let sheet = ports.attendance.sheet(by, event_id(id)?).await?;
    Ok((sheet, ports.events.kita_names().await?))
}

/// The events of the series that an event belongs to; none for an event on its own.
#[cfg(feature = "ssr")]
async fn members(by: &Koordination, ports: &Ports, event: &Event) -> Result<Vec<Event>, ApiError> {
    match event.series {
        Some(series) => Ok(ports.events.series(by, series).await?),
        None => Ok(vec![]),
    }
}

#[cfg(feature = "ssr")]
fn choices(kitas: &[KitaName]) -> Vec<KitaChoice> {
    kitas.iter().map(|kita| KitaChoice { id: kita.id.to_string(), name: kita.name.clone() }).collect()
}

#[cfg(feature = "ssr")]
fn name_of(kitas: &[KitaName], id: KitaId) -> Option<String> {
    kitas.iter().find(|kita| kita.id == id).map(|kita| kita.name.clone())
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
pub(super) fn event_id(raw: &str) -> Result<EventId, ApiError> {
    raw.parse().map_err(|_| AppError::NotFound.into())
}
