//! What the planning calendar reads: events of a period, with who is booked in them. An event that cannot be read hides no other
//! one, and a registration that cannot be read hides no event.

use super::readable;
use crate::{
    Store,
    query::Query,
    row::{Day, Ref},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AppError,
    access::{Registrant, Right, Role},
    accounts::Email,
    events::{
        AreaNames, Event, may_see,
        planning::{Booked, Calendar},
        rules::Registrar,
    },
};
use std::collections::BTreeSet;
use surrealdb::types::Value;

const PERIOD: &str = "
    SELECT * FROM event WHERE last_day >= $first AND first_day <= $last ORDER BY first_day, title FETCH seats;
";

const BOOKED: &str = "
    SELECT * FROM registration WHERE event IN $events AND status IN ['angemeldet', 'bestaetigt', 'warteliste']
        AND ($everybody OR email = $email);
";

impl Store {
    /// The Koordination sees drafts and everybody; the others what they may see, and themselves.
    pub(super) async fn read_calendar(
        &self,
        by: &Registrant,
        email: &Email,
        (first, last): (NaiveDate, NaiveDate),
        now: DateTime<Utc>,
    ) -> Result<Calendar, AppError> {
        let plans = by.principal().role == Role::Koordination;
        let viewer = self.viewer(Registrar::Member(by), now).await?;
        let (mut events, mut unreadable) = (vec![], BTreeSet::new());
        let query = Query::read(PERIOD).bind("first", Day(first)).bind("last", Day(last));
        for row in self.rows::<Value>(query).await? {
            match readable::event(PERIOD, row)? {
                (_, Some(event)) if plans || may_see(&event.plan, &viewer) => events.push(event),
                // Whether the others may know of it, nobody can tell.
                (id, None) if plans => {
                    unreadable.insert(id);
                }
                _ => {}
            }
        }
        let ids: Vec<_> = events.iter().map(|event| Ref(event.id)).collect();
        let query = Query::read(BOOKED).bind("events", ids).bind("everybody", plans).bind("email", email.as_str());
        let mut incomplete = BTreeSet::new();
        let people = self.readable_rows(query, &mut incomplete).await?;
        let with_people = |event: Event| {
            let own = people.iter().filter(|row| row.event == event.id);
            let people = own.map(|row| (row.participant.email.clone(), row.participant.name.clone())).collect();
            Booked { event, people }
        };
        let mut names = AreaNames::of(self.directory().await?.as_ref());
        if !plans {
            names.anstellungstraeger.clear();
        }
        Ok(Calendar { booked: events.into_iter().map(with_people).collect(), names, plans, unreadable, incomplete })
    }
}
