//! How events and registrations stand in rows.

use crate::row::{Day, Ref, from_code};
use chrono::{DateTime, NaiveTime, Utc};
use domain::{
    access::Role,
    accounts::Email,
    events::{
        Admission, Audience, Circle, Event, EventDay, EventPlan, EventStatus, Format, Funktion, Participant, PersonKey,
        Registration, RegistrationStatus, Seats, limits::Limits,
    },
    ids::{AnstellungstraegerId, EventId, KitaId, SozialraumId},
};
use surrealdb::types::{Array, Error, RecordId, RecordIdKey, SurrealValue, Uuid, Value};

/// A row of `event`: `S` is the link to its head record when it is written, and the head record when it is read.
#[derive(SurrealValue)]
pub(super) struct EventRow<S: SurrealValue> {
    id: Ref<EventId>,
    title: String,
    format: String,
    description: Option<String>,
    contents: Vec<String>,
    topics: Vec<String>,
    materials: Vec<String>,
    days: Vec<DayRow>,
    first_day: Option<Day>,
    last_day: Option<Day>,
    minimum: Option<i64>,
    limit_sozialraum: Option<i64>,
    limit_funktionen: Vec<LimitRow>,
    opens: Option<Day>,
    closes: Day,
    cancel_until: Option<Day>,
    audience: String,
    roles: Vec<String>,
    sozialraeume: Vec<Ref<SozialraumId>>,
    anstellungstraeger: Vec<Ref<AnstellungstraegerId>>,
    status: String,
    waiting_list: bool,
    guest_hours: Option<i64>,
    reply_days: Option<i64>,
    admission: String,
    approval: bool,
    confirm_days: i64,
    overtaking: bool,
    required_share: i64,
    revision: i64,
    series: Option<Ref<EventId>>,
    pub(super) seats: S,
}

/// People of one Funktion that get a seat at most.
#[derive(SurrealValue)]
struct LimitRow {
    funktion: String,
    people: i64,
}

#[derive(SurrealValue)]
struct DayRow {
    date: Day,
    begin: String,
    end: String,
    place: String,
    speaker: Option<String>,
}

#[derive(Clone, Copy, SurrealValue)]
pub(super) struct SeatsRow {
    pub(super) capacity: i64,
    pub(super) taken: i64,
    waiting: i64,
    tickets: i64,
    /// Grows with each write.
    pub(super) version: i64,
}

/// The head record of a new event, with its key.
#[derive(SurrealValue)]
pub(super) struct SeatsHead {
    id: RecordId,
    capacity: i64,
    taken: i64,
    waiting: i64,
    tickets: i64,
    version: i64,
}

#[derive(SurrealValue)]
pub(super) struct RegistrationRow {
    id: RecordId,
    event: Ref<EventId>,
    person: String,
    name: String,
    email: String,
    funktion: String,
    kita: Option<Ref<KitaId>>,
    sozialraum: Option<Ref<SozialraumId>>,
    einrichtung: Option<String>,
    access_needs: Option<String>,
    food_needs: Option<String>,
    arrival_needs: Option<String>,
    status: String,
    partner: Option<String>,
    turn: i64,
    registered_at: DateTime<Utc>,
    ticket: Option<i64>,
    deadline: Option<Day>,
    confirm_by: Option<DateTime<Utc>>,
    linked: bool,
    walk_in: bool,
}

/// `event_seats:u'…'`, with the key of the event.
pub(super) fn seats_record(event: EventId) -> RecordId {
    RecordId::new("event_seats", Uuid::from(event.uuid()))
}

/// `registration:[u'…', '…']`
pub(super) fn registration_record(event: EventId, person: &PersonKey) -> RecordId {
    let key = vec![Value::Uuid(Uuid::from(event.uuid())), Value::String(person.as_str().to_owned())];
    RecordId::new("registration", RecordIdKey::Array(Array::from(key)))
}

impl EventRow<RecordId> {
    pub(super) fn of(id: EventId, plan: &EventPlan, revision: u32, series: Option<EventId>) -> Self {
        Self {
            id: Ref(id),
            title: plan.title.clone(),
            format: plan.format.code().into(),
            description: plan.description.clone(),
            contents: plan.contents.clone(),
            topics: plan.topics.clone(),
            materials: plan.materials.clone(),
            days: plan.days.iter().map(DayRow::of).collect(),
            first_day: plan.days.iter().map(|day| Day(day.date)).min(),
            last_day: plan.days.iter().map(|day| Day(day.date)).max(),
            minimum: plan.minimum.map(i64::from),
            limit_sozialraum: plan.limits.per_sozialraum.map(i64::from),
            limit_funktionen: plan.limits.per_funktion.iter().map(LimitRow::of).collect(),
            opens: plan.opens.map(Day),
            closes: Day(plan.closes),
            cancel_until: plan.cancel_until.map(Day),
            audience: plan.audience.code().into(),
            roles: plan.circle.roles.iter().map(|role| role.code().to_owned()).collect(),
            sozialraeume: plan.circle.sozialraeume.iter().copied().map(Ref).collect(),
            anstellungstraeger: plan.circle.anstellungstraeger.iter().copied().map(Ref).collect(),
            status: plan.status.code().into(),
            waiting_list: plan.waiting_list,
            guest_hours: plan.guest_hours.map(i64::from),
            reply_days: plan.reply_days.map(i64::from),
            admission: plan.admission.code().into(),
            approval: plan.approval,
            confirm_days: i64::from(plan.confirm_days),
            overtaking: plan.overtaking,
            required_share: i64::from(plan.required_share),
            revision: i64::from(revision),
            series: series.map(Ref),
            seats: seats_record(id),
        }
    }
}

impl EventRow<SeatsRow> {
    pub(super) fn into_domain(self) -> Result<Event, Error> {
        let seats = self.seats.into_domain()?;
        let limits = Limits {
            per_sozialraum: self.limit_sozialraum.map(|limit| count("limit_sozialraum", limit)).transpose()?,
            per_funktion: self.limit_funktionen.into_iter().map(LimitRow::into_domain).collect::<Result<_, _>>()?,
        };
        let roles = self.roles.iter().map(|code| from_code("role", code, Role::from_code));
        Ok(Event {
            id: self.id.0,
            plan: EventPlan {
                title: self.title,
                format: from_code("format", &self.format, Format::from_code)?,
                description: self.description,
                contents: self.contents,
                topics: self.topics,
                materials: self.materials,
                days: self.days.into_iter().map(DayRow::into_domain).collect::<Result<_, _>>()?,
                capacity: seats.capacity,
                minimum: self.minimum.map(|minimum| count("minimum", minimum)).transpose()?,
                limits,
                opens: self.opens.map(|day| day.0),
                closes: self.closes.0,
                cancel_until: self.cancel_until.map(|day| day.0),
                audience: from_code("audience", &self.audience, Audience::from_code)?,
                circle: Circle {
                    roles: roles.collect::<Result<_, _>>()?,
                    sozialraeume: self.sozialraeume.into_iter().map(|one| one.0).collect(),
                    anstellungstraeger: self.anstellungstraeger.into_iter().map(|one| one.0).collect(),
                },
                status: from_code("event status", &self.status, EventStatus::from_code)?,
                waiting_list: self.waiting_list,
                guest_hours: self.guest_hours.map(|hours| count("guest_hours", hours)).transpose()?,
                reply_days: self.reply_days.map(|days| count("reply_days", days)).transpose()?,
                admission: from_code("admission", &self.admission, Admission::from_code)?,
                approval: self.approval,
                confirm_days: count("confirm_days", self.confirm_days)?,
                overtaking: self.overtaking,
                required_share: count("required_share", self.required_share)?,
            },
            seats,
            revision: count("revision", self.revision)?,
            series: self.series.map(|series| series.0),
        })
    }
}

impl LimitRow {
    fn of((funktion, people): (&Funktion, &u32)) -> Self {
        Self { funktion: funktion.code().into(), people: i64::from(*people) }
    }

    fn into_domain(self) -> Result<(Funktion, u32), Error> {
        Ok((from_code("funktion", &self.funktion, Funktion::from_code)?, count("limit of a Funktion", self.people)?))
    }
}

impl DayRow {
    fn of(day: &EventDay) -> Self {
        let time = |time: NaiveTime| time.format("%H:%M").to_string();
        let (place, speaker) = (day.place.clone(), day.speaker.clone());
        Self { date: Day(day.date), begin: time(day.begin), end: time(day.end), place, speaker }
    }

    fn into_domain(self) -> Result<EventDay, Error> {
        let time = |text: &str| {
            NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| Error::internal("a time of day is no time".into()))
        };
        let (begin, end) = (time(&self.begin)?, time(&self.end)?);
        Ok(EventDay { date: self.date.0, begin, end, place: self.place, speaker: self.speaker })
    }
}

impl SeatsHead {
    /// Nobody has a seat.
    pub(super) fn free(event: EventId, capacity: u32) -> Self {
        let capacity = i64::from(capacity);
        Self { id: seats_record(event), capacity, taken: 0, waiting: 0, tickets: 0, version: 1 }
    }
}

impl SeatsRow {
    fn into_domain(self) -> Result<Seats, Error> {
        Ok(Seats {
            capacity: count("capacity", self.capacity)?,
            taken: count("taken", self.taken)?,
            waiting: count("waiting", self.waiting)?,
            tickets: count("tickets", self.tickets)?,
        })
    }
}

impl RegistrationRow {
    pub(super) fn of(registration: &Registration) -> Self {
        let person = &registration.participant;
        Self {
            id: registration_record(registration.event, &registration.person),
            event: Ref(registration.event),
            person: registration.person.to_string(),
            name: person.name.clone(),
            email: person.email.to_string(),
            funktion: person.funktion.code().into(),
            kita: person.kita.map(Ref),
            sozialraum: registration.sozialraum.map(Ref),
            einrichtung: person.einrichtung.clone(),
            access_needs: person.access_needs.clone(),
            food_needs: person.food_needs.clone(),
            arrival_needs: person.arrival_needs.clone(),
            status: registration.status.code().into(),
            partner: registration.partner.as_ref().map(ToString::to_string),
            turn: i64::from(registration.turn),
            registered_at: registration.registered_at,
            ticket: registration.ticket.map(i64::from),
            deadline: registration.deadline.map(Day),
            confirm_by: registration.confirm_by,
            linked: registration.linked,
            walk_in: registration.walk_in,
        }
    }

    pub(super) fn into_domain(self) -> Result<Registration, Error> {
        Ok(Registration {
            event: self.event.0,
            person: person_key(&self.person)?,
            participant: Participant {
                name: self.name,
                email: Email::parse("email", &self.email).map_err(|_| Error::internal("an e-mail is none".into()))?,
                funktion: from_code("funktion", &self.funktion, Funktion::from_code)?,
                kita: self.kita.map(|kita| kita.0),
                einrichtung: self.einrichtung,
                access_needs: self.access_needs,
                food_needs: self.food_needs,
                arrival_needs: self.arrival_needs,
            },
            sozialraum: self.sozialraum.map(|sozialraum| sozialraum.0),
            status: from_code("registration status", &self.status, RegistrationStatus::from_code)?,
            partner: self.partner.as_deref().map(person_key).transpose()?,
            turn: count("turn", self.turn)?,
            registered_at: self.registered_at,
            ticket: self.ticket.map(|ticket| count("ticket", ticket)).transpose()?,
            deadline: self.deadline.map(|day| day.0),
            confirm_by: self.confirm_by,
            linked: self.linked,
            walk_in: self.walk_in,
        })
    }
}

pub(super) fn person_key(text: &str) -> Result<PersonKey, Error> {
    PersonKey::parse(text).ok_or_else(|| Error::internal("a person's key is none".into()))
}

pub(super) fn count(what: &str, value: i64) -> Result<u32, Error> {
    u32::try_from(value).map_err(|_| Error::internal(format!("{what} is no count")))
}
