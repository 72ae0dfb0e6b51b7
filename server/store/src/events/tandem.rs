//! What becomes of tandems: answers by link, pairing by the Koordination, deadlines. All of it on the one seat-taking path.

use super::{
    IN_LINE, SOME,
    mails::Mails,
    rows::registration_record,
    seats::{Change, Judged, SeatGuards, Snapshot, Standing, WRITE, judged},
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
    access::{Koordination, Registrant},
    accounts::{Email, TokenHash},
    events::{
        EventStatus, PersonKey, Registration, RegistrationStatus, guests,
        port::{AnswerOutcome, Linked, RegistrationOutcome},
        rules::{Decision, place_of},
        tandem::{
            Answer, Needs,
            rules::{self, Reply},
        },
    },
    ids::EventId,
};

/// Only of events that are ahead: what was left open when an event began stays as it is, and would be looked at every hour.
const OVERDUE: &str = "
    RETURN array::distinct(SELECT VALUE event FROM registration
        WHERE ((deadline != NONE AND deadline < $today) OR (confirm_by != NONE AND confirm_by < $now AND status NOT IN $over))
            AND event.status = 'offen' AND event.first_day >= $today);
";

impl Store {
    /// Reads the one registration and what belongs to it: whoever tries links makes the database read nothing else.
    pub(super) async fn by_link(&self, event: EventId, link: &TokenHash) -> Result<Linked, AppError> {
        let opened = self.opened(event, link).await?;
        let query = Query::read(SOME).bind("records", vec![opened.registration]);
        let registration = self.registration_rows(query).await?.pop();
        let registration =
            registration.filter(|row| row.registered_at == opened.registered_at).ok_or(AppError::NotFound)?;
        let event = self.event(event).await?;
        if event.plan.status == EventStatus::Entwurf {
            return Err(AppError::NotFound);
        }
        let partner = registration.partner.as_ref().map(|person| registration_record(event.id, person));
        let partner: Vec<_> = partner.into_iter().collect();
        let partner = self.registration_rows(Query::read(SOME).bind("records", partner)).await?.pop();
        let waits = registration.status == RegistrationStatus::Warteliste;
        let queues: Vec<_> = waits.then_some(Ref(event.id)).into_iter().collect();
        let waiting = self.registration_rows(Query::read(IN_LINE).bind("events", queues)).await?;
        let place = place_of(&event.plan, &waiting, &registration.person);
        Ok(Linked { event, registration, partner, place })
    }

    pub(super) async fn answer_by_link(
        &self,
        event: EventId,
        link: &TokenHash,
        answer: (Answer, &Needs),
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        let opened = self.opened(event, link).await?;
        let own = |row: &Registration| {
            registration_record(event, &row.person) == opened.registration && row.registered_at == opened.registered_at
        };
        self.settle_answer(event, own, answer, now, |_: &Change| Query::write(WRITE)).await
    }

    /// As the holder of the link of the person with this address; the log calls it by the name of the `deed`.
    pub(super) async fn answer_own(
        &self,
        by: &Registrant,
        email: &Email,
        event: EventId,
        (answer, deed): (Answer, &'static str),
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError> {
        let write = |change: &Change| Query::audited(WRITE, change.audit(Audit::hashes(by, deed, now)));
        let person = PersonKey::of(event, email);
        let own = |row: &Registration| row.person == person;
        self.settle_answer(event, own, (answer, &Needs::default()), now, write).await
    }

    /// Carries out what somebody decides about the registration that is their `own`.
    async fn settle_answer(
        &self,
        event: EventId,
        own: impl Fn(&Registration) -> bool,
        (answer, needs): (Answer, &Needs),
        now: DateTime<Utc>,
        write: impl Fn(&Change) -> Query,
    ) -> Result<AnswerOutcome, AppError> {
        let judge = |snapshot: &Snapshot| {
            let (row, partner) = snapshot.with_partner(&own)?;
            let local = self.clock().local(now);
            let answer = guests::meant(row, answer);
            let confirmed = guests::confirm(&snapshot.event, row, partner, answer, local);
            let is_guest = confirmed.is_some();
            let reply = confirmed.unwrap_or_else(|| rules::answer(&snapshot.event, row, partner, answer, needs, local));
            Ok(match reply {
                Reply::Unchanged => Judged::Answer(AnswerOutcome::Unchanged),
                Reply::TooLate => Judged::Answer(AnswerOutcome::TooLate),
                Reply::Changed { seats, registrations } => {
                    let mails = Mails { event: &snapshot.event, now };
                    let jobs = if is_guest { mails.invited(&registrations) } else { mails.halves(&registrations) };
                    self.with_promotion(snapshot, seats, registrations, jobs, now, AnswerOutcome::Done)
                }
            })
        };
        self.settle(SeatGuards::ALL, event, Standing::Whole, judge, write).await
    }

    pub(super) async fn pair_halves(
        &self,
        by: &Koordination,
        event: EventId,
        people: [&PersonKey; 2],
        now: DateTime<Utc>,
    ) -> Result<RegistrationOutcome, AppError> {
        let judge = |snapshot: &Snapshot| {
            let [one, other] = people.map(|person| snapshot.with_partner(|row| row.person == *person));
            let (rows, local) = (&snapshot.standing, self.clock().local(now));
            let decision: Decision = rules::pair(&snapshot.event, one?.0, other?.0, rows, local);
            Ok(judged(&snapshot.event, decision, |rows| Mails { event: &snapshot.event, now }.paired(rows)))
        };
        let write = |change: &Change| Query::audited(WRITE, change.audit(Audit::hashes(by, "event.pair", now)));
        self.settle(SeatGuards::ALL, event, Standing::Whole, judge, write).await
    }

    /// Each event in a transaction of its own: one that stays busy, or cannot be read, does not keep the others waiting. The
    /// first such failure is returned after the others are done.
    pub(super) async fn expire_overdue(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        let local = self.clock().local(now);
        let over = RegistrationStatus::ALL.iter().filter(|status| status.is_over());
        let over: Vec<String> = over.map(|status| status.code().to_owned()).collect();
        let overdue = Query::read(OVERDUE).bind("today", Day(local.date())).bind("now", now).bind("over", over);
        let events: Vec<Ref<EventId>> = self.value(overdue).await?;
        let (mut expired, mut failed) = (0, None);
        for Ref(event) in events {
            let judge = |snapshot: &Snapshot| {
                let (seats, mut rows) = rules::expire(&snapshot.event, &snapshot.standing, local);
                let open = snapshot.standing.iter().filter(|row| !rows.iter().any(|gone| gone.person == row.person));
                let open: Vec<Registration> = open.cloned().collect();
                let (seats, unconfirmed) = guests::expire(&snapshot.event, seats, &open, now, local);
                rows.extend(unconfirmed);
                if rows.is_empty() {
                    return Ok(Judged::Answer(0));
                }
                let (count, jobs) = (rows.len() as u64, Mails { event: &snapshot.event, now }.halves(&rows));
                Ok(self.with_promotion(snapshot, seats, rows, jobs, now, count))
            };
            let write = |_: &Change| Query::write(WRITE);
            match self.settle(SeatGuards::ALL, event, Standing::Whole, judge, write).await {
                Ok(count) => expired += count,
                Err(cause) => failed = failed.or(Some(cause)),
            }
        }
        failed.map_or(Ok(expired), Err)
    }
}
