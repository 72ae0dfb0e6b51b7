//! Taking and freeing seats: read, let `domain` decide, write only if the head record is still the one that was read.
//!
//! SurrealDB gives snapshot isolation and notices only two transactions that write the same record, so "count the rows,
//! then insert" oversells. Here everybody writes the head record, and its version says whether the decision still holds.

use super::{
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
        Event, Party, PersonKey, Registration, Seats, german,
        port::RegistrationOutcome,
        rules::{self, Decision, Registrar},
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
        missing_kitas: array::len($kitas[WHERE !record::exists($this)])
    };
";

const WRITE: &str = "
    LET $head = UPDATE $seats SET taken = $taken, version += 1
        WHERE !$guarded OR (version = $version AND ($taken <= taken OR $taken <= capacity)) RETURN AFTER;
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
    missing_kitas: i64,
}

/// What was read in one snapshot.
struct Snapshot {
    event: Event,
    version: i64,
    standing: Vec<Registration>,
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
            let (seats, registrations) = match rules::decide(&snapshot.event, party, &snapshot.standing, now, local) {
                Decision::Seated { seats, registrations } => (seats, registrations),
                Decision::AlreadyRegistered => return Ok(RegistrationOutcome::AlreadyRegistered),
                Decision::Refused(refusal) => return Ok(RegistrationOutcome::Refused(refusal)),
            };
            let jobs = registrations.iter().map(|row| confirmation(&snapshot.event, row, now)).collect();
            let change = Change { event, version: snapshot.version, seats, registrations, jobs };
            let query = match registrar {
                Registrar::Guest => Query::write(WRITE),
                Registrar::Member(by) => Query::audited(WRITE, change.audit(Audit::hashes(by, "event.register", now))),
            };
            match self.run(change.bind_to(query).bind("guarded", guards.version)).await {
                Ok(()) => return Ok(RegistrationOutcome::Registered),
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
            let (seats, registrations) = rules::cancel(snapshot.event.seats, row, row.partner.as_ref().and_then(find));
            if registrations.is_empty() {
                return Ok(());
            }
            let change = Change { event, version: snapshot.version, seats, registrations, jobs: vec![] };
            let audit = change.audit(Audit::hashes(by, "event.cancel_registration", now));
            let query = change.bind_to(Query::audited(WRITE, audit)).bind("guarded", true);
            match self.run(query).await {
                Err(AppError::Conflict) => continue,
                done => return done,
            }
        }
        Err(AppError::Conflict)
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
        let standing: Result<_, _> = situation.standing.into_iter().map(RegistrationRow::into_domain).collect();
        Ok(Snapshot {
            event: row.into_domain().map_err(|cause| unreadable(SITUATION, &cause))?,
            version,
            standing: standing.map_err(|cause| unreadable(SITUATION, &cause))?,
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
            .bind("version", self.version)
            .bind("rows", self.registrations.iter().map(RegistrationRow::of).collect::<Vec<_>>())
            .bind("jobs", self.jobs)
    }
}

/// One mail for each time somebody registers, however often the request is repeated.
fn confirmation(event: &Event, row: &Registration, now: DateTime<Utc>) -> JobRow {
    let id = JobId::new(format!("registration/{}/{}/{}", row.event, row.person, row.turn));
    JobRow::mail(&id, german::confirmation(event, &row.participant), now)
}
