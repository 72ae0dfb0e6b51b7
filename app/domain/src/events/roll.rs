//! One event without a database: what the tests of the rules play with.

use super::{
    circle::Circle,
    limits::{Held, Limits, Regions},
    rules::{Decision, Others, cancel, decide, promote},
    tandem::Half,
    types::{
        Admission, Audience, Event, EventDay, EventPlan, EventStatus, Format, Funktion, Participant, Party, PersonKey,
        Registration, RegistrationStatus, Seats,
    },
};
use crate::{accounts::Email, ids::EventId};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Noon of a day of January 2027 on the office's clock.
pub fn noon(day: u32) -> NaiveDateTime {
    date(day).and_hms_opt(12, 0, 0).expect("a valid time")
}

pub fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, day).expect("a valid date")
}

/// Registration from the 5th to the 15th, first day on the 20th at 12:00.
pub fn event(capacity: u32, taken: u32) -> Event {
    let begin = NaiveTime::from_hms_opt(12, 0, 0).expect("a valid time");
    let end = NaiveTime::from_hms_opt(16, 0, 0).expect("a valid time");
    let place = "Kreishaus";
    let days = [20, 21].map(|day| EventDay { date: date(day), begin, end, place: place.into(), speaker: None });
    Event {
        id: EventId::new(Uuid::from_u128(1)),
        plan: EventPlan {
            title: "Startseminar".into(),
            format: Format::TandemStartseminar,
            description: None,
            contents: vec![],
            topics: vec![],
            materials: vec![],
            days: days.into(),
            capacity,
            minimum: None,
            limits: Limits::default(),
            opens: Some(date(5)),
            closes: date(15),
            cancel_until: None,
            audience: Audience::Public,
            circle: Circle::default(),
            status: EventStatus::Offen,
            waiting_list: false,
            guest_hours: None,
            reply_days: None,
            admission: Admission::Both,
            approval: false,
            confirm_days: 7,
            overtaking: false,
            required_share: 80,
        },
        seats: Seats { capacity, taken, ..Seats::default() },
        revision: 1,
        series: None,
    }
}

/// A person who has a seat and nothing else.
pub fn seated(event: &Event, number: u32) -> Registration {
    let participant = person(number);
    Registration {
        event: event.id,
        person: PersonKey::of(event.id, &participant.email),
        participant,
        status: RegistrationStatus::Angemeldet,
        partner: None,
        turn: 1,
        registered_at: noon(6).and_utc(),
        ticket: None,
        deadline: None,
        linked: false,
        sozialraum: None,
        confirm_by: None,
        walk_in: false,
    }
}

pub fn person(number: u32) -> Participant {
    Participant {
        name: format!("Person {number}"),
        email: Email::parse("email", &format!("person{number}@beispiel.de")).expect("a valid address"),
        funktion: if number < KISO { Funktion::KitaLeitung } else { Funktion::KiSo },
        kita: None,
        einrichtung: Some("Kita Sonnenschein".into()),
        access_needs: None,
        food_needs: None,
        arrival_needs: None,
    }
}

pub fn single(number: u32) -> Party {
    Party::Single(person(number))
}

/// The number of somebody who is a KiSo, not a Kita-Leitung.
pub const KISO: u32 = 100;

/// Person `first` as Leitung, who invites person `second` as KiSo.
pub fn tandem(first: u32, second: u32) -> Party {
    tandem_invited_by(Half::Leitung, first, second)
}

pub fn tandem_invited_by(inviting: Half, leitung: u32, kiso: u32) -> Party {
    let member = |number, funktion| Participant { funktion, ..person(number) };
    Party::Tandem { leitung: member(leitung, Funktion::KitaLeitung), kiso: member(kiso, Funktion::KiSo), inviting }
}

/// Somebody without a partner: numbers from [`KISO`] on are KiSo.
pub fn half(number: u32) -> Party {
    Party::Half(person(number))
}

/// Head record and rows of one event: what the store holds, without a database.
#[derive(Clone, Debug, PartialEq)]
pub struct Roll {
    pub event: Event,
    pub rows: BTreeMap<PersonKey, Registration>,
    /// Where Kitas lie.
    pub regions: Regions,
}

impl Roll {
    pub fn new(capacity: u32) -> Self {
        Self { event: event(capacity, 0), rows: BTreeMap::new(), regions: Regions::new() }
    }

    pub fn register(&mut self, party: &Party, local: NaiveDateTime) -> Decision {
        let keys = party.keys(self.event.id);
        let standing: Vec<_> = keys.iter().filter_map(|key| self.rows.get(key).cloned()).collect();
        let (rows, held) = (self.all(), self.held());
        let others = Others { waiting: &rows, held: &held, regions: &self.regions };
        let now = (local - TimeDelta::hours(1)).and_utc();
        let decision = decide(&self.event, party, &standing, others, now, local);
        self.apply(&decision);
        decision
    }

    /// Stores what was decided, as the store does.
    pub fn apply(&mut self, decision: &Decision) {
        match decision {
            Decision::Seated { seats, registrations }
            | Decision::Waitlisted { seats, registrations }
            | Decision::Requested { seats, registrations } => {
                self.write(*seats, registrations.clone());
            }
            Decision::Seeking { registrations } => self.write(self.event.seats, registrations.clone()),
            _ => {}
        }
    }

    pub fn write(&mut self, seats: Seats, rows: Vec<Registration>) {
        self.event.seats = seats;
        self.rows.extend(rows.into_iter().map(|row| (row.person.clone(), row)));
    }

    pub fn cancel(&mut self, number: u32) {
        let Some((row, partner)) = self.with_partner(number) else { return };
        let (seats, rows) = cancel(self.event.seats, &row, partner.as_ref());
        self.write(seats, rows);
        self.promote(noon(6));
    }

    /// The row of somebody, and the row that it names as the other half.
    pub fn with_partner(&self, number: u32) -> Option<(Registration, Option<Registration>)> {
        let row = self.row(number)?.clone();
        let partner = row.partner.as_ref().and_then(|partner| self.rows.get(partner).cloned());
        Some((row, partner))
    }

    pub fn row(&self, number: u32) -> Option<&Registration> {
        self.rows.get(&PersonKey::of(self.event.id, &person(number).email))
    }

    /// A roll whose event has a waiting list.
    pub fn with_waiting_list(capacity: u32) -> Self {
        let mut roll = Self::new(capacity);
        roll.event.plan.waiting_list = true;
        roll
    }

    pub fn register_singles(&mut self, numbers: &[u32]) {
        for number in numbers {
            self.register(&single(*number), noon(6));
        }
    }

    pub fn set_capacity(&mut self, capacity: u32) {
        self.event.seats.capacity = capacity;
        self.promote(noon(6));
    }

    /// Gives free seats to those who wait; returns who got one.
    pub fn promote(&mut self, local: NaiveDateTime) -> Vec<PersonKey> {
        let (seats, rows) = promote(&self.event, &self.all(), local);
        let promoted = rows.iter().map(|row| row.person.clone()).collect();
        self.write(seats, rows);
        promoted
    }

    /// Every registration, whatever became of it.
    pub fn all(&self) -> Vec<Registration> {
        self.rows.values().cloned().collect()
    }

    /// Who holds a seat, by what can be limited.
    pub fn held(&self) -> Held {
        Held::of(self.rows.values())
    }

    pub fn waiting(&self) -> Vec<&Registration> {
        self.rows.values().filter(|row| row.status == RegistrationStatus::Warteliste).collect()
    }

    pub fn status(&self, number: u32) -> Option<RegistrationStatus> {
        self.row(number).map(|row| row.status)
    }

    pub fn seated(&self) -> Vec<&Registration> {
        self.rows.values().filter(|row| row.status.holds_seat()).collect()
    }
}
