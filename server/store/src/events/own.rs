//! What somebody is registered for. What cannot be read is left out with its event and named; the others are there all the same.

use super::{
    IN_LINE, MINE, SOME, SOME_EVENTS, readable,
    rows::{RegistrationRow, registration_record},
};
use crate::{Store, query::Query, row::Ref};
use domain::{
    AppError,
    accounts::Email,
    events::{
        Event, Registration, RegistrationStatus,
        port::{Linked, OwnEvents},
        rules,
    },
    ids::EventId,
};
use std::collections::BTreeSet;
use surrealdb::types::Value;

impl Store {
    pub(super) async fn own_events(&self, email: &Email) -> Result<OwnEvents, AppError> {
        let mut damaged = BTreeSet::new();
        let own = self.readable_rows(Query::read(MINE).bind("email", email.as_str()), &mut damaged).await?;
        let partner = |row: &Registration| Some(registration_record(row.event, row.partner.as_ref()?));
        let partners: Vec<_> = own.iter().filter_map(partner).collect();
        let partners = self.readable_rows(Query::read(SOME).bind("records", partners), &mut damaged).await?;
        let waits = own.iter().filter(|row| row.status == RegistrationStatus::Warteliste);
        let queues: Vec<_> = waits.map(|row| Ref(row.event)).collect();
        let waiting = match queues.is_empty() {
            true => vec![],
            false => self.readable_rows(Query::read(IN_LINE).bind("events", queues), &mut damaged).await?,
        };
        let ids: BTreeSet<EventId> = own.iter().map(|row| row.event).chain(damaged.iter().copied()).collect();
        let ids: Vec<_> = ids.into_iter().map(Ref).collect();
        let (mut events, mut unreadable) = (vec![], BTreeSet::new());
        for row in self.rows::<Value>(Query::read(SOME_EVENTS).bind("events", ids)).await? {
            match readable::event(SOME_EVENTS, row)? {
                (id, Some(event)) if !damaged.contains(&id) => events.push(event),
                (id, _) => {
                    unreadable.insert(id);
                }
            }
        }
        let linked = |event: Event| {
            let registration = own.iter().find(|row| row.event == event.id)?.clone();
            let partner = partners.iter().find(|row| row.event == event.id).cloned();
            let queue: Vec<_> = waiting.iter().filter(|row| row.event == event.id).cloned().collect();
            let place = rules::place_of(&event.plan, &queue, &registration.person);
            Some(Linked { event, registration, partner, place })
        };
        Ok(OwnEvents { events: events.into_iter().filter_map(linked).collect(), unreadable })
    }

    /// Registrations that can be read; the events of the others join `damaged`.
    pub(super) async fn readable_rows(
        &self,
        query: Query,
        damaged: &mut BTreeSet<EventId>,
    ) -> Result<Vec<Registration>, AppError> {
        let text = query.text;
        let mut found = vec![];
        for row in self.rows::<Value>(query).await? {
            match readable::of_event(text, row, RegistrationRow::into_domain)? {
                (_, Some(row)) => found.push(row),
                (id, None) => {
                    damaged.insert(id);
                }
            }
        }
        Ok(found)
    }
}
