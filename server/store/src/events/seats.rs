//! Taking and freeing seats: read, let `domain` decide, write only if the head record is still the one that was read.
//!
//! SurrealDB gives snapshot isolation and notices only two transactions that write the same record, so "count the rows,
//! then insert" oversells. Here everybody writes the head record, and its version says whether the decision still holds.

use super::{
    mails::Mails,
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
        Event, Participant, Party, PersonKey, Registration, Seats, guests,
        limits::{Held, Regions},
        may_see,
        port::RegistrationOutcome,
        rules::{self, Decision, Others, Registrar},
    },
    ids::{EventId, KitaId, SozialraumId},
};
use surrealdb::types::SurrealValue;

/// Decisions on a head record that was newer in the end, before the person is asked to try again. In one process the
/// lock leaves none; several processes on one event meet here.
const ROUNDS: u32 = 32;

/// One statement, so one snapshot: the head record belongs to the registrations.
const SITUATION: &str = "
    RETURN {
        event: (SELECT * FROM ONLY $event FETCH seats),
        standing: IF $whole { (SELECT * FROM registration WHERE event = $event) } ELSE { (SELECT * FROM $people) },
        waiting: (SELECT * FROM registration WHERE event = $event AND status = 'warteliste'),
        held: IF !$whole AND (SELECT VALUE limit_sozialraum != NONE OR limit_funktionen != [] FROM ONLY $event) {
            (SELECT * FROM registration WHERE event = $event AND status IN ['angemeldet', 'bestaetigt'])
        } ELSE { [] },
        regions: (SELECT id, kommune.sozialraum AS sozialraum FROM $kitas),
        missing_kitas: array::len($kitas[WHERE !record::exists($this)])
    };
";

pub(super) const WRITE: &str = "
    LET $head = UPDATE $seats SET taken = $taken, waiting = $waiting, tickets = $tickets, version += 1
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
    waiting: Vec<RegistrationRow>,
    held: Vec<RegistrationRow>,
    regions: Vec<RegionRow>,
    missing_kitas: i64,
}

/// Where a Kita lies.
#[derive(SurrealValue)]
struct RegionRow {
    id: Ref<KitaId>,
    sozialraum: Option<Ref<SozialraumId>>,
}

/// What was read in one snapshot.
pub(super) struct Snapshot {
    pub(super) event: Event,
    pub(super) version: i64,
    /// Those who were asked about, whatever their status.
    pub(super) standing: Vec<Registration>,
    /// Everybody on the waiting list.
    waiting: Vec<Registration>,
    /// Who holds a seat; only read where something depends on it.
    held: Held,
    /// Where the Kitas lie that are asked about.
    regions: Regions,
}

/// Which registrations a decision needs to know.
pub(super) enum Standing<'a> {
    /// Those of a party that wants seats.
    Of(&'a Party),
    /// Those of one person.
    OfOne(&'a Participant),
    /// All of the event, in whatever state.
    Whole,
}

/// What was decided on a snapshot.
pub(super) enum Judged<T> {
    /// Nothing is to be written.
    Answer(T),
    /// To be written if the head record still is what it was, and then answered.
    Write { seats: Seats, registrations: Vec<Registration>, jobs: Vec<JobRow>, answer: T },
}

/// What is to be written if the head record still has this version.
pub(super) struct Change {
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
        let viewer = self.viewer(registrar, now).await?;
        let judge = |snapshot: &Snapshot| {
            if !may_see(&snapshot.event.plan, &viewer) {
                return Err(AppError::NotFound);
            }
            let local = self.clock().local(now);
            let decision = rules::decide(&snapshot.event, party, &snapshot.standing, snapshot.others(), now, local);
            let decision = guests::ask(&snapshot.event.plan, registrar, party, decision, now);
            let mails = Mails { event: &snapshot.event, now };
            Ok(judged(&snapshot.event, decision, |rows| mails.registered(rows)))
        };
        let write = |change: &Change| match registrar {
            Registrar::Guest => Query::write(WRITE),
            Registrar::Member(by) => Query::audited(WRITE, change.audit(Audit::hashes(by, "event.register", now))),
        };
        self.settle(guards, event, Standing::Of(party), judge, write).await
    }

    pub(super) async fn free_seats(
        &self,
        by: &Koordination,
        event: EventId,
        person: &PersonKey,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let judge = |snapshot: &Snapshot| {
            let (row, partner) = snapshot.with_partner(|row| row.person == *person)?;
            let (seats, cancelled) = rules::cancel(snapshot.event.seats, row, partner);
            if cancelled.is_empty() {
                return Ok(Judged::Answer(()));
            }
            let jobs = Mails { event: &snapshot.event, now }.cancelled(&cancelled);
            Ok(self.with_promotion(snapshot, seats, cancelled, jobs, now, ()))
        };
        let write =
            |change: &Change| Query::audited(WRITE, change.audit(Audit::hashes(by, "event.cancel_registration", now)));
        self.settle(SeatGuards::ALL, event, Standing::Whole, judge, write).await
    }

    /// Reads, lets `judge` decide, and writes what it decided, again and again until the head record has not changed in
    /// between.
    pub(super) async fn settle<T>(
        &self,
        guards: SeatGuards,
        event: EventId,
        standing: Standing<'_>,
        judge: impl Fn(&Snapshot) -> Result<Judged<T>, AppError>,
        write: impl Fn(&Change) -> Query,
    ) -> Result<T, AppError> {
        let _turn = match guards.queue {
            true => Some(self.event_locks().lock(event).await),
            false => None,
        };
        for _ in 1..=ROUNDS {
            let snapshot = self.snapshot(event, &standing).await?;
            let (change, answer) = match judge(&snapshot)? {
                Judged::Answer(answer) => return Ok(answer),
                Judged::Write { seats, registrations, jobs, answer } => {
                    (Change { event, version: snapshot.version, seats, registrations, jobs }, answer)
                }
            };
            let query = write(&change);
            match self.run(change.bind_to(query).bind("guarded", guards.version)).await {
                Ok(()) => return Ok(answer),
                Err(AppError::Conflict) => continue,
                Err(cause) => return Err(cause),
            }
        }
        Err(AppError::Conflict)
    }

    /// What has changed, and who of those that wait gets a seat by it; `snapshot` is of the whole event.
    pub(super) fn with_promotion<T>(
        &self,
        snapshot: &Snapshot,
        seats: Seats,
        changed: Vec<Registration>,
        mut jobs: Vec<JobRow>,
        now: DateTime<Utc>,
        answer: T,
    ) -> Judged<T> {
        let stays = |row: &&Registration| !changed.iter().any(|gone| gone.person == row.person);
        let rows: Vec<_> = snapshot.standing.iter().filter(stays).chain(&changed).cloned().collect();
        let free = Event { seats, ..snapshot.event.clone() };
        let (seats, promoted) = rules::promote(&free, &rows, self.clock().local(now));
        jobs.extend(Mails { event: &free, now }.promoted(&promoted));
        // Who moves up by a change of their own stands in both; the later row holds.
        Judged::Write { seats, registrations: changed.into_iter().chain(promoted).collect(), jobs, answer }
    }

    pub(super) async fn snapshot(&self, event: EventId, standing: &Standing<'_>) -> Result<Snapshot, AppError> {
        let (people, kitas): (Vec<_>, Vec<_>) = match standing {
            Standing::Whole => (vec![], vec![]),
            Standing::OfOne(person) => {
                let own = registration_record(event, &PersonKey::of(event, &person.email));
                (vec![own], person.kita.map(record).into_iter().collect())
            }
            Standing::Of(party) => {
                let people = party.keys(event).iter().map(|person| registration_record(event, person)).collect();
                (people, party.people().into_iter().filter_map(|person| person.kita).map(record).collect())
            }
        };
        let whole = matches!(standing, Standing::Whole);
        let query = Query::read(SITUATION).bind("event", Ref(event)).bind("whole", whole);
        let situation: Situation = self.value(query.bind("people", people).bind("kitas", kitas)).await?;
        if situation.missing_kitas > 0 {
            return Err(AppError::field("kita", ErrorCode::UnknownReference));
        }
        let row = situation.event.ok_or(AppError::NotFound)?;
        let version = row.seats.version;
        let read = |rows: Vec<RegistrationRow>| {
            let rows: Result<Vec<_>, _> = rows.into_iter().map(RegistrationRow::into_domain).collect();
            rows.map_err(|cause| unreadable(SITUATION, &cause))
        };
        let held = read(situation.held)?;
        let standing = read(situation.standing)?;
        let region = |row: RegionRow| Some((row.id.0, row.sozialraum?.0));
        Ok(Snapshot {
            event: row.into_domain().map_err(|cause| unreadable(SITUATION, &cause))?,
            version,
            held: Held::of(if whole { &standing } else { &held }),
            standing,
            waiting: read(situation.waiting)?,
            regions: situation.regions.into_iter().filter_map(region).collect(),
        })
    }
}

/// What the seat-taking rules decided, with the mails that `mails` writes for it.
pub(super) fn judged(
    event: &Event,
    decision: Decision,
    mails: impl Fn(&[Registration]) -> Vec<JobRow>,
) -> Judged<RegistrationOutcome> {
    let (seats, registrations, answer) = match decision {
        Decision::Seated { seats, registrations } => (seats, registrations, RegistrationOutcome::Registered),
        Decision::Waitlisted { seats, registrations } => (seats, registrations, RegistrationOutcome::Waitlisted),
        Decision::Requested { seats, registrations } => (seats, registrations, RegistrationOutcome::Requested),
        Decision::Seeking { registrations } => (event.seats, registrations, RegistrationOutcome::Seeking),
        Decision::AlreadyRegistered => return Judged::Answer(RegistrationOutcome::AlreadyRegistered),
        Decision::AlreadyWaiting => return Judged::Answer(RegistrationOutcome::AlreadyWaiting),
        Decision::AlreadyRequested => return Judged::Answer(RegistrationOutcome::AlreadyRequested),
        Decision::AlreadySeeking => return Judged::Answer(RegistrationOutcome::AlreadySeeking),
        Decision::Refused(refusal) => return Judged::Answer(RegistrationOutcome::Refused(refusal)),
    };
    let jobs = mails(&registrations);
    Judged::Write { seats, registrations, jobs, answer }
}

impl Snapshot {
    /// What a decision has to know of everybody else.
    pub(super) fn others(&self) -> Others<'_> {
        Others { waiting: &self.waiting, held: &self.held, regions: &self.regions }
    }

    /// The registration that is looked for, and the one that it names as its other half.
    pub(super) fn with_partner(
        &self,
        wanted: impl Fn(&Registration) -> bool,
    ) -> Result<(&Registration, Option<&Registration>), AppError> {
        let row = self.standing.iter().find(|row| wanted(row)).ok_or(AppError::NotFound)?;
        Ok((row, domain::events::tandem::partner_of(row, &self.standing)))
    }
}

impl Change {
    pub(super) fn audit(&self, audit: Audit) -> Audit {
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
