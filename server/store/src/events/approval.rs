//! What the Koordination decides on requests: the seats are taken on the one seat-taking path.

use super::{
    mails::Mails,
    seats::{Change, Judged, SeatGuards, Snapshot, Standing, WRITE},
};
use crate::{Store, audit::Audit, query::Query};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    events::{
        PersonKey, Registration, RegistrationStatus,
        approval::{RequestOutcome, Ruled, Ruling, rule},
    },
    ids::EventId,
};

impl Store {
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
