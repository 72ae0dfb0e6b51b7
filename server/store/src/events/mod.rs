//! Events: plans, and lists for the Koordination and for the public. Seats: [`seats`]; tandems: [`tandem`].

mod approval;
mod attendance;
mod calendar;
mod feedback;
mod feeds;
mod mails;
mod minutes;
mod opening;
mod own;
mod plan;
mod proposals;
mod readable;
mod reminders;
mod rows;
mod seats;
mod series;
mod tandem;
mod templates;

pub(crate) use attendance::UNIQUE;
pub use seats::SeatGuards;

use crate::{
    Store,
    audit::Audit,
    error,
    query::Query,
    row::{Day, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AppError, ErrorCode,
    access::{Koordination, Registrant, Right},
    accounts::{Email, TokenHash},
    events::{
        AreaNames, Circle, Event, EventPlan, EventStatus, Opening, Party, PersonKey, Registration, Viewer,
        approval::{RequestOutcome, Ruling},
        may_see,
        planning::Calendar,
        port::{AnswerOutcome, EventStore, KitaName, Linked, ListedEvents, OwnEvents, RegistrationOutcome},
        rules::{self, Registrar},
        series::Copies,
        tandem::{Answer, Needs},
    },
    ids::EventId,
    people::fold,
};
use rows::{EventRow, RegistrationRow, SeatsRow, seats_record};
use surrealdb::types::{SurrealValue, Value};

const CREATE: &str = "
    IF record::exists($event) { THROW 'conflict' };
    CREATE $seats CONTENT { capacity: $capacity, taken: 0, waiting: 0, tickets: 0, version: 1 } RETURN NONE;
    CREATE $event CONTENT $row RETURN NONE;
";

const LIST: &str = "
    SELECT * FROM event WHERE last_day >= $first AND first_day <= $last ORDER BY first_day DESC, title FETCH seats;
";

const FIRST_DAYS: &str = "SELECT VALUE first_day FROM event;";

const FIND: &str = "SELECT * FROM $event FETCH seats;";

const REGISTRATIONS: &str = "SELECT * FROM registration WHERE event = $event ORDER BY registered_at, id;";

const ANNOUNCED: &str = "
    SELECT * FROM event WHERE last_day >= $today AND status != 'entwurf' ORDER BY first_day, title FETCH seats;
";

const DELETE_NEEDS: &str = "
    LET $deleted = UPDATE registration SET access_needs = NONE, food_needs = NONE, arrival_needs = NONE
        WHERE (access_needs != NONE OR food_needs != NONE OR arrival_needs != NONE) AND event.last_day < $before RETURN AFTER;
    array::len($deleted);
";

const MINE: &str = "SELECT * FROM registration WHERE email = $email;";

/// Everybody who waits or holds a seat: a place in line depends on the former, and what one waits for may depend on the latter.
const IN_LINE: &str = "
    SELECT * FROM registration WHERE status IN ['warteliste', 'angemeldet', 'bestaetigt'] AND event IN $events;
";

/// By their keys: asked of every row whether it is among them, all would be read.
const SOME: &str = "SELECT * FROM $records;";

const SOME_EVENTS: &str = "
    SELECT * FROM $events WHERE status != 'entwurf' ORDER BY first_day DESC, title FETCH seats;
";

#[async_trait]
impl EventStore for Store {
    async fn create(
        &self,
        by: &Koordination,
        id: EventId,
        plan: &EventPlan,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if !EventStatus::PLANNED.contains(&plan.status) {
            return Err(AppError::field("status", ErrorCode::WrongState));
        }
        self.check_circles(&[&plan.circle]).await?;
        let audit = Audit::hashes(by, "event.create", now).of(id);
        let done = self.run(plan_query(Query::audited(CREATE, audit), id, plan, (1, None))).await;
        // Sent twice: it is there already.
        if done == Err(AppError::Conflict) && self.event(id).await?.plan == *plan {
            return Ok(());
        }
        done
    }

    async fn update(
        &self,
        by: &Koordination,
        id: EventId,
        plan: &EventPlan,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.check_circles(&[&plan.circle]).await?;
        self.replace_plan(by, id, plan, revision, now).await
    }

    async fn make_series(&self, by: &Koordination, copies: &Copies, now: DateTime<Utc>) -> Result<(), AppError> {
        self.store_copies(by, copies, now).await
    }

    async fn series(&self, _: &Koordination, series: EventId) -> Result<Vec<Event>, AppError> {
        self.events_of_series(series).await
    }

    async fn list(&self, _: &Koordination, (first, last): (NaiveDate, NaiveDate)) -> Result<ListedEvents, AppError> {
        let rows: Vec<Value> = self.rows(Query::read(LIST).bind("first", Day(first)).bind("last", Day(last))).await?;
        let mut listed = ListedEvents::default();
        for row in rows {
            match readable::event(LIST, row)? {
                (_, Some(event)) => listed.events.push(event),
                (id, None) => listed.unreadable.push(id),
            }
        }
        Ok(listed)
    }

    async fn first_days(&self, _: &Koordination) -> Result<Vec<NaiveDate>, AppError> {
        let days = self.rows::<Day>(Query::read(FIRST_DAYS)).await?;
        Ok(days.into_iter().map(|Day(day)| day).collect())
    }

    async fn find(&self, _: &Koordination, id: EventId) -> Result<Event, AppError> {
        self.event(id).await
    }

    async fn registrations(&self, _: &Koordination, id: EventId) -> Result<Vec<Registration>, AppError> {
        self.registration_rows(Query::read(REGISTRATIONS).bind("event", Ref(id))).await
    }

    async fn cancel(
        &self,
        by: &Koordination,
        event: EventId,
        person: &PersonKey,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.free_seats(by, event, person, now).await
    }

    async fn announced(&self, registrar: Registrar<'_>, now: DateTime<Utc>) -> Result<Vec<Event>, AppError> {
        let today = self.clock().local(now).date();
        let viewer = self.viewer(registrar, now).await?;
        // It is reported, and the office's list says so: a visitor can do nothing about it.
        let (mut events, _) = self.readable_events(Query::read(ANNOUNCED).bind("today", Day(today))).await?;
        events.retain(|event| may_see(&event.plan, &viewer));
        Ok(events)
    }

    async fn announced_event(&self, registrar: Registrar<'_>, id: EventId) -> Result<Event, AppError> {
        let event = self.event(id).await?;
        let viewer = self.viewer(registrar, self.clock().now()).await?;
        match registrar {
            _ if may_see(&event.plan, &viewer) => Ok(event),
            Registrar::Guest if event.plan.status != EventStatus::Entwurf => Err(AppError::Unauthenticated),
            _ => Err(AppError::NotFound),
        }
    }

    async fn calendar(
        &self,
        by: &Registrant,
        email: &Email,
        period: (NaiveDate, NaiveDate),
        now: DateTime<Utc>,
    ) -> Result<Calendar, AppError> {
        self.read_calendar(by, email, period, now).await
    }

    async fn area_names(&self, _: &Koordination) -> Result<AreaNames, AppError> {
        Ok(AreaNames::of(self.directory().await?.as_ref()))
    }

    async fn kita_names(&self) -> Result<Vec<KitaName>, AppError> {
        let directory = self.directory().await?;
        let names = directory.kitas.iter().map(|kita| KitaName { id: kita.id, name: kita.name.clone() });
        let mut names: Vec<_> = names.collect();
        names.sort_by_cached_key(|kita| (fold(&kita.name), kita.id));
        Ok(names)
    }

    async fn delete_needs(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        let before = self.clock().local(now).date() - rules::NEEDS_KEPT;
        let deleted: i64 = self.value(Query::write(DELETE_NEEDS).bind("before", Day(before))).await?;
        Ok(deleted.unsigned_abs())
    }

    async fn delete_registrations(&self, ended_before: NaiveDate, smallest: u32) -> Result<u64, AppError> {
        self.forget_registrations(ended_before, smallest).await
    }

    async fn register(
        &self,
        registrar: Registrar<'_>,
        event: EventId,
        party: &Party,
        now: DateTime<Utc>,
    ) -> Result<RegistrationOutcome, AppError> {
        self.take_seats(SeatGuards::ALL, registrar, event, party, now).await
    }

    async fn mine(&self, _: &Registrant, email: &Email) -> Result<OwnEvents, AppError> {
        self.own_events(email).await
    }

    async fn keep_link(&self, opening: &Opening, link: &TokenHash, now: DateTime<Utc>) -> Result<bool, AppError> {
        self.keep_mailed_link(opening, link, now).await
    }

    async fn linked(&self, event: EventId, link: &TokenHash) -> Result<Linked, AppError> {
        self.by_link(event, link).await
    }

    async fn answer(
        &self,
        event: EventId,
        link: &TokenHash,
        answer: Answer,
        needs: &Needs,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        self.answer_by_link(event, link, (answer, needs), now).await
    }

    async fn cancel_own(
        &self,
        by: &Registrant,
        email: &Email,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        self.answer_own(by, email, event, (Answer::Cancel, "event.cancel_own"), now).await
    }

    async fn confirm_own(
        &self,
        by: &Registrant,
        email: &Email,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        self.answer_own(by, email, event, (Answer::Confirm, "event.confirm_own"), now).await
    }

    async fn pair(
        &self,
        by: &Koordination,
        event: EventId,
        people: [&PersonKey; 2],
        now: DateTime<Utc>,
    ) -> Result<RegistrationOutcome, AppError> {
        self.pair_halves(by, event, people, now).await
    }

    async fn decide(
        &self,
        by: &Koordination,
        event: EventId,
        person: &PersonKey,
        ruling: Ruling,
        now: DateTime<Utc>,
    ) -> Result<RequestOutcome, AppError> {
        self.decide_request(by, event, person, ruling, now).await
    }

    async fn open_requests(&self, _: &Koordination, now: DateTime<Utc>) -> Result<Vec<(Event, usize)>, AppError> {
        self.undecided_requests(now).await
    }

    async fn expire(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        self.expire_overdue(now).await
    }

    async fn remind(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        self.remind_registered(now).await
    }
}

impl Store {
    /// As which somebody looks at events now.
    async fn viewer(&self, registrar: Registrar<'_>, now: DateTime<Utc>) -> Result<Viewer, AppError> {
        match registrar {
            Registrar::Guest => Ok(Viewer::Guest),
            Registrar::Member(by) => {
                let directory = self.directory().await?;
                Ok(Viewer::of(by.principal(), &directory, self.clock().local(now).date()))
            }
        }
    }

    /// A circle of something that does not exist would hide the event from everybody.
    async fn check_circles(&self, circles: &[&Circle]) -> Result<(), AppError> {
        let directory = self.directory().await?;
        let unknown = |field| Err(AppError::field(field, ErrorCode::UnknownReference));
        for circle in circles {
            if circle.sozialraeume.iter().any(|id| directory.sozialraeume.get(*id).is_none()) {
                return unknown("sozialraeume");
            }
            if circle.anstellungstraeger.iter().any(|id| directory.anstellungstraeger.get(*id).is_none()) {
                return unknown("anstellungstraeger");
            }
        }
        Ok(())
    }

    async fn event(&self, id: EventId) -> Result<Event, AppError> {
        let mut found = self.events(Query::read(FIND).bind("event", Ref(id))).await?;
        found.pop().ok_or(AppError::NotFound)
    }

    async fn registration_rows(&self, query: Query) -> Result<Vec<Registration>, AppError> {
        let text = query.text;
        let rows = self.rows::<RegistrationRow>(query).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| unreadable(text, &cause))).collect()
    }

    async fn events(&self, query: Query) -> Result<Vec<Event>, AppError> {
        let text = query.text;
        let rows = self.rows::<EventRow<SeatsRow>>(query).await?;
        rows.into_iter().map(|row| row.into_domain().map_err(|cause| unreadable(text, &cause))).collect()
    }

    /// Those that can be read, and why the first other one cannot; each is reported.
    async fn readable_events(&self, query: Query) -> Result<(Vec<Event>, Option<AppError>), AppError> {
        let text = query.text;
        let (mut events, mut failed) = (vec![], None);
        for row in self.rows::<Value>(query).await? {
            match EventRow::<SeatsRow>::from_value(row).and_then(EventRow::<SeatsRow>::into_domain) {
                Ok(event) => events.push(event),
                Err(cause) => failed = failed.or(Some(unreadable(text, &cause))),
            }
        }
        Ok((events, failed))
    }
}

fn plan_query(query: Query, id: EventId, plan: &EventPlan, (revision, series): (u32, Option<EventId>)) -> Query {
    query
        .bind("event", Ref(id))
        .bind("seats", seats_record(id))
        .bind("capacity", i64::from(plan.capacity))
        .bind("row", EventRow::of(id, plan, revision, series))
}

fn unreadable(text: &'static str, cause: &surrealdb::types::Error) -> AppError {
    error::internal(text, cause.message())
}
