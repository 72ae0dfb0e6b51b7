//! Who comes without having registered: the seat is taken on the one seat-taking path ([`super::super::seats`]), and presence is
//! entered in the same transaction.

use super::{
    super::seats::{Change, Judged, SeatGuards, Snapshot, Standing},
    rows::MarkRow,
};
use crate::{Store, audit::Audit, query::Query};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    events::{
        Attendance, PersonKey,
        attendance::{Mark, Marking},
        port::AttendanceStore,
        walk_in::{Arrival, WalkIn, WalkInOutcome, arrive},
    },
    ids::EventId,
};

/// As every other taking of seats, but that the capacity can be passed when the Koordination has said so.
const ADMIT: &str = "
    LET $head = UPDATE $seats SET taken = $taken, waiting = $waiting, tickets = $tickets, version += 1
        WHERE version = $version AND ($beyond OR $taken <= capacity) RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE };
    FOR $mark IN $marks { UPSERT $mark.id CONTENT $mark RETURN NONE };
";

impl Store {
    pub(super) async fn admit_walk_in(
        &self,
        by: &Koordination,
        event: EventId,
        walk_in: &WalkIn,
        now: DateTime<Utc>,
    ) -> Result<WalkInOutcome, AppError> {
        let person = PersonKey::of(event, &walk_in.participant.email);
        let (session, attendance) = (walk_in.session, Attendance::Anwesend);
        let mark = Mark { person: person.clone(), session, attendance, other: None };
        let mark = MarkRow::of(event, &mark);
        let judge = |snapshot: &Snapshot| {
            let local = self.clock().local(now);
            Ok(match arrive(&snapshot.event, walk_in, &snapshot.standing, snapshot.others(), now, local) {
                Arrival::Admitted { seats, registration } => Judged::Write {
                    seats,
                    registrations: vec![*registration],
                    jobs: vec![],
                    answer: WalkInOutcome::Admitted,
                },
                Arrival::Expected(_) => Judged::Answer(WalkInOutcome::Expected),
                Arrival::NoSeat(reason) => Judged::Answer(WalkInOutcome::NoSeat(reason)),
                Arrival::Refused(refusal) => Judged::Answer(WalkInOutcome::Refused(refusal)),
            })
        };
        let write = |change: &Change| {
            let audit = change.audit(Audit::hashes(by, "event.admit", now).of(event)).of_record(mark.record());
            Query::audited(ADMIT, audit).bind("beyond", walk_in.beyond).bind("marks", vec![mark.clone()])
        };
        let standing = Standing::OfOne(&walk_in.participant);
        let outcome = self.settle(SeatGuards::ALL, event, standing, judge, write).await?;
        if outcome == WalkInOutcome::Expected {
            // No seat is to be taken, so that this is an entry like any other; one that is there already changes nothing.
            let present = Marking { person, session: walk_in.session, attendance: Some(Attendance::Anwesend) };
            self.enter(by, event, &[present], now).await?;
        }
        Ok(outcome)
    }
}
