//! What the Koordination decides on requests: the seats are taken on the one seat-taking path.

use super::{
    SOME_EVENTS,
    mails::Mails,
    seats::{Change, Judged, SeatGuards, Snapshot, Standing, WRITE},
};
use crate::{
    Store,
    audit::Audit,
    query::Query,
    row::{Day, Ref},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    events::{
        Event, PersonKey, Registration, RegistrationStatus,
        approval::{RequestOutcome, Ruled, Ruling, rule},
    },
    ids::EventId,
};
use std::collections::BTreeSet;

/// The event of each person who has asked and was not answered.
const REQUESTED: &str = "
    SELECT VALUE event FROM registration
        WHERE status = 'angefragt' AND event.status = 'offen' AND event.first_day >= $today;
";

impl Store {
    pub(super) async fn undecided_requests(&self, now: DateTime<Utc>) -> Result<Vec<(Event, usize)>, AppError> {
        let today = self.clock().local(now).date();
        let asked: Vec<Ref<EventId>> = self.rows(Query::read(REQUESTED).bind("today", Day(today))).await?;
        let ids: BTreeSet<EventId> = asked.iter().map(|event| event.0).collect();
        let ids: Vec<_> = ids.into_iter().map(Ref).collect();
        let mut events = self.events(Query::read(SOME_EVENTS).bind("events", ids)).await?;
        events.sort_by_key(|event| event.plan.begins_at());
        let people = |id: EventId| asked.iter().filter(|event| event.0 == id).count();
        let with_people = |event: Event| {
            let people = people(event.id);
            (event, people)
        };
        Ok(events.into_iter().map(with_people).collect())
    }

    pub(super) async fn decide_request(
        &self,
        by: &Koordination,
        event: EventId,
        person: &PersonKey,
        ruling: Ruling,
        now: DateTime<Utc>,
    ) -> Result<RequestOutcome, AppError> {
        let local = self.clock().local(now);
        let judge = |snapshot: &Snapshot| {
            let (row, partner) = snapshot.with_partner(|row| row.person == *person)?;
            Ok(match rule(&snapshot.event, ruling, row, partner, &snapshot.standing, local) {
                Err(outcome) => Judged::Answer(outcome),
                Ok(Ruled { seats, registrations, outcome }) => {
                    let (decided, promoted): (Vec<_>, Vec<_>) =
                        registrations.iter().cloned().partition(|row| had_asked(snapshot, row));
                    let mails = Mails { event: &snapshot.event, now };
                    let mut jobs = mails.decided(&decided);
                    jobs.extend(mails.promoted(&promoted));
                    Judged::Write { seats, registrations, jobs, answer: outcome }
                }
            })
        };
        let write =
            |change: &Change| Query::audited(WRITE, change.audit(Audit::hashes(by, "event.decide_request", now)));
        self.settle(SeatGuards::ALL, event, Standing::Whole, judge, write).await
    }
}

fn had_asked(snapshot: &Snapshot, row: &Registration) -> bool {
    let before = snapshot.standing.iter().find(|before| before.person == row.person);
    before.is_some_and(|before| before.status == RegistrationStatus::Angefragt)
}
