//! Taking and freeing seats: read, let `domain` decide, write only if the head record is still the one that was read.
//!
//! SurrealDB gives snapshot isolation and notices only two transactions that write the same record, so "count the rows,
//! then insert" oversells. Here everybody writes the head record, and its version says whether the decision still holds.

use super::{
    plan_query,
    rows::{EventRow, RegistrationRow, SeatsRow, registration_record, seats_record},
    unreadable,
};
use crate::{
    Store,
    audit::Audit,
    outbox::JobRow,
    query::Query,
    row::{Ref, record},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError, ErrorCode,
    access::Koordination,
    events::{
        Event, EventPlan, Party, PersonKey, Registration, Seats, german,
        port::RegistrationOutcome,
        rules::{self, Decision, News, Registrar},
    },
    ids::EventId,
    mail::JobId,
};
use surrealdb::types::{RecordId, SurrealValue};

/// Decisions on a head record that was newer in the end, before the person is asked to try again. In one process the
/// lock leaves none; several processes on one event meet here.
const ROUNDS: u32 = 32;

/// One statement, so one snapshot: the head record belongs to the registrations.
const SITUATION: &str = "
    RETURN {
        event: (SELECT * FROM ONLY $event FETCH seats),
        standing: (SELECT * FROM $people),
        waiting: (SELECT * FROM registration WHERE event = $event AND status = 'warteliste'),
        missing_kitas: array::len($kitas[WHERE !record::exists($this)])
    };
";

const WRITE: &str = "
    LET $head = UPDATE $seats SET taken = $taken, waiting = $waiting, tickets = $tickets, version += 1
        WHERE !$guarded OR (version = $version AND ($taken <= taken OR $taken <= capacity)) RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE };
    INSERT IGNORE INTO job $jobs RETURN NONE;
";

const ACTIVE: &str = "SELECT * FROM registration WHERE event = $event AND status != 'storniert';";

/// A new plan. The head record is written too, even if the capacity stays: a registration that was decided on the old plan
/// must not be stored after the new one.
const REPLACE: &str = "
    LET $changed = UPDATE $event CONTENT $row WHERE revision = $revision RETURN AFTER;
    IF array::len($changed) = 0 { THROW 'conflict' };
    LET $head = UPDATE $seats SET capacity = $capacity, taken = $taken, waiting = $waiting, version += 1
        WHERE version = $version RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE };
    INSERT IGNORE INTO job $jobs RETURN NONE;
";

/// Which guards of the seats work. Everything but [`SeatGuards::ALL`] is for tests that show what a guard is for.
#[derive(Clone, Copy, Debug)]
pub struct SeatGuards {
    /// People of one event queue up in this process.
    pub queue: bool,
    /// A decision is stored only on the head record it was made on.
    pub version: bool,
}

impl SeatGuards {
    pub const ALL: Self = Self { queue: true, version: true };
}

#[derive(SurrealValue)]
struct Situation {
    event: Option<EventRow<SeatsRow>>,
    standing: Vec<RegistrationRow>,
    waiting: Vec<RegistrationRow>,
    missing_kitas: i64,
}

/// What was read in one snapshot.
struct Snapshot {
    event: Event,
    version: i64,
    standing: Vec<Registration>,
    /// Everybody on the waiting list.
    waiting: Vec<Registration>,
}

/// What is to be written if the head record still has this version.
struct Change {
    event: EventId,
    version: i64,
    seats: Seats,
    registrations: Vec<Registration>,
    jobs: Vec<JobRow>,
}

impl Store {
    /// The port's `register` with some guards switched off.
    #[doc(hidden)]
    pub async fn take_seats(
        &self,
        guards: SeatGuards,
        registrar: Registrar<'_>,
        event: EventId,
        party: &Party,
        now: DateTime<Utc>,
    ) -> Result<RegistrationOutcome, AppError> {
        let _turn = match guards.queue {
            true => Some(self.event_locks().lock(event).await),
            false => None,
        };
        for _ in 1..=ROUNDS {
            let snapshot = self.snapshot(event, party.keys(event), party).await?;
            if !rules::is_visible(&snapshot.event, registrar) {
                return Err(AppError::NotFound);
            }
            let local = self.clock().local(now);
            let (seats, registrations, occasion, outcome) =
                match rules::decide(&snapshot.event, party, &snapshot.standing, now, local) {
                    Decision::Seated { seats, registrations } => {
                        (seats, registrations, Occasion::Seated, RegistrationOutcome::Registered)
                    }
                    Decision::Waitlisted { seats, registrations } => {
                        (seats, registrations, Occasion::Waiting, RegistrationOutcome::Waitlisted)
                    }
                    Decision::AlreadyRegistered => return Ok(RegistrationOutcome::AlreadyRegistered),
                    Decision::AlreadyWaiting => return Ok(RegistrationOutcome::AlreadyWaiting),
                    Decision::Refused(refusal) => return Ok(RegistrationOutcome::Refused(refusal)),
                };
            let jobs = registrations.iter().map(|row| occasion.mail(&snapshot.event, row, now)).collect();
            let change = Change { event, version: snapshot.version, seats, registrations, jobs };
            let query = match registrar {
                Registrar::Guest => Query::write(WRITE),
                Registrar::Member(by) => Query::audited(WRITE, change.audit(Audit::hashes(by, "event.register", now))),
            };
            match self.run(change.bind_to(query).bind("guarded", guards.version)).await {
                Ok(()) => return Ok(outcome),
                Err(AppError::Conflict) => continue,
                Err(cause) => return Err(cause),
            }
        }
        Err(AppError::Conflict)
    }

    pub(super) async fn free_seats(
        &self,
        by: &Koordination,
        event: EventId,
        person: &PersonKey,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let _turn = self.event_locks().lock(event).await;
        for _ in 1..=ROUNDS {
            let row = self.standing_of(event, person).await?.ok_or(AppError::NotFound)?;
            let people = [Some(person.clone()), row.partner].into_iter().flatten().collect();
            let snapshot = self.snapshot_of(event, people, vec![]).await?;
            let find = |key: &PersonKey| snapshot.standing.iter().find(|row| row.person == *key);
            let row = find(person).ok_or(AppError::NotFound)?;
            let (seats, cancelled) = rules::cancel(snapshot.event.seats, row, row.partner.as_ref().and_then(find));
            if cancelled.is_empty() {
                return Ok(());
            }
            let stay = |row: &Registration| !cancelled.iter().any(|gone| gone.person == row.person);
            let waiting: Vec<_> = snapshot.waiting.iter().filter(|row| stay(row)).cloned().collect();
            let free = Event { seats, ..snapshot.event.clone() };
            let (seats, promoted, mut jobs) = self.promotion(&free, &waiting, now);
            jobs.extend(cancelled.iter().map(|row| Occasion::Cancelled.mail(&snapshot.event, row, now)));
            let registrations = cancelled.into_iter().chain(promoted).collect();
            let change = Change { event, version: snapshot.version, seats, registrations, jobs };
            let audit = change.audit(Audit::hashes(by, "event.cancel_registration", now));
            let query = change.bind_to(Query::audited(WRITE, audit)).bind("guarded", true);
            match self.run(query).await {
                Err(AppError::Conflict) => continue,
                done => return done,
            }
        }
        Err(AppError::Conflict)
    }

    /// Replaces the plan, if it is still the one of `revision`, and lets those in who wait for what it has more of seats.
    pub(super) async fn replace_plan(
        &self,
        by: &Koordination,
        event: EventId,
        plan: &EventPlan,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let _turn = self.event_locks().lock(event).await;
        for _ in 1..=ROUNDS {
            let snapshot = self.snapshot_of(event, vec![], vec![]).await?;
            if snapshot.event.revision != revision {
                return Err(AppError::Conflict);
            }
            let seats = Seats { capacity: plan.capacity, ..snapshot.event.seats };
            let changed = Event { plan: plan.clone(), seats, ..snapshot.event.clone() };
            let (seats, registrations, mut jobs) = self.promotion(&changed, &snapshot.waiting, now);
            if let Some(news) = rules::news(&snapshot.event.plan, plan, self.clock().local(now)) {
                let occasion = Occasion::News(news, revision.saturating_add(1));
                let concerned = self.concerned(event, &registrations).await?;
                jobs.extend(concerned.iter().map(|row| occasion.mail(&changed, row, now)));
            }
            let change = Change { event, version: snapshot.version, seats, registrations, jobs };
            let audit = change.audit(Audit::hashes(by, "event.update", now).of(event));
            let query = Query::audited(REPLACE, audit).bind("revision", i64::from(revision));
            let query = plan_query(change.bind_to(query), event, plan, revision.saturating_add(1));
            match self.run(query).await {
                Err(AppError::Conflict) => continue,
                done => return done,
            }
        }
        Err(AppError::Conflict)
    }

    /// Everybody who is registered or waits, but for those who get a mail of their own anyway.
    async fn concerned(&self, event: EventId, told: &[Registration]) -> Result<Vec<Registration>, AppError> {
        let rows = self.rows::<RegistrationRow>(Query::read(ACTIVE).bind("event", Ref(event))).await?;
        let rows: Result<Vec<_>, _> = rows.into_iter().map(RegistrationRow::into_domain).collect();
        let mut rows = rows.map_err(|cause| unreadable(ACTIVE, &cause))?;
        rows.retain(|row| !told.iter().any(|other| other.person == row.person));
        Ok(rows)
    }

    /// Who of those that wait gets a seat now, and the mails that tell them.
    fn promotion(
        &self,
        event: &Event,
        waiting: &[Registration],
        now: DateTime<Utc>,
    ) -> (Seats, Vec<Registration>, Vec<JobRow>) {
        let (seats, promoted) = rules::promote(event, waiting, self.clock().local(now));
        let jobs = promoted.iter().map(|row| Occasion::Promoted.mail(event, row, now)).collect();
        (seats, promoted, jobs)
    }

    async fn snapshot(&self, event: EventId, people: Vec<PersonKey>, party: &Party) -> Result<Snapshot, AppError> {
        let kitas = party.people().into_iter().filter_map(|person| person.kita).map(record).collect();
        self.snapshot_of(event, people, kitas).await
    }

    async fn snapshot_of(
        &self,
        event: EventId,
        people: Vec<PersonKey>,
        kitas: Vec<RecordId>,
    ) -> Result<Snapshot, AppError> {
        let people: Vec<_> = people.iter().map(|person| registration_record(event, person)).collect();
        let query = Query::read(SITUATION).bind("event", Ref(event)).bind("people", people).bind("kitas", kitas);
        let situation: Situation = self.value(query).await?;
        if situation.missing_kitas > 0 {
            return Err(AppError::field("kita", ErrorCode::UnknownReference));
        }
        let row = situation.event.ok_or(AppError::NotFound)?;
        let version = row.seats.version;
        let read = |rows: Vec<RegistrationRow>| {
            let rows: Result<Vec<_>, _> = rows.into_iter().map(RegistrationRow::into_domain).collect();
            rows.map_err(|cause| unreadable(SITUATION, &cause))
        };
        Ok(Snapshot {
            event: row.into_domain().map_err(|cause| unreadable(SITUATION, &cause))?,
            version,
            standing: read(situation.standing)?,
            waiting: read(situation.waiting)?,
        })
    }

    async fn standing_of(&self, event: EventId, person: &PersonKey) -> Result<Option<Registration>, AppError> {
        Ok(self.snapshot_of(event, vec![person.clone()], vec![]).await?.standing.pop())
    }
}

impl Change {
    fn audit(&self, audit: Audit) -> Audit {
        self.registrations
            .iter()
            .map(|row| registration_record(row.event, &row.person))
            .fold(audit.of_record(seats_record(self.event)), Audit::of_record)
    }

    fn bind_to(self, query: Query) -> Query {
        query
            .bind("seats", seats_record(self.event))
            .bind("taken", i64::from(self.seats.taken))
            .bind("waiting", i64::from(self.seats.waiting))
            .bind("tickets", i64::from(self.seats.tickets))
            .bind("version", self.version)
            .bind("rows", self.registrations.iter().map(RegistrationRow::of).collect::<Vec<_>>())
            .bind("jobs", self.jobs)
    }
}

/// What somebody gets a mail about: once each, however often the request is repeated.
#[derive(Clone, Copy)]
enum Occasion {
    Seated,
    Waiting,
    Promoted,
    Cancelled,
    /// With the revision of the plan that brought it.
    News(News, u32),
}

impl Occasion {
    fn mail(self, event: &Event, row: &Registration, now: DateTime<Utc>) -> JobRow {
        let (name, mail) = match self {
            Self::Seated => ("registration", german::confirmation(event, &row.participant)),
            Self::Waiting => ("waiting", german::waiting(event, &row.participant)),
            Self::Promoted => ("promotion", german::promotion(event, &row.participant)),
            Self::Cancelled => ("cancellation", german::cancelled(event, &row.participant)),
            Self::News(News::Changed, _) => ("change", german::changed(event, &row.participant)),
            Self::News(News::CalledOff, _) => ("calling-off", german::called_off(event, &row.participant)),
        };
        let revision = if let Self::News(_, revision) = self { format!("/{revision}") } else { String::new() };
        let id = JobId::new(format!("{name}/{}/{}/{}{revision}", row.event, row.person, row.turn));
        JobRow::mail(&id, mail, now)
    }
}
