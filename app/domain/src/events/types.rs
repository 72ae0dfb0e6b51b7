use super::{circle::Circle, limits::Limits, tandem::Half};
use crate::{
    accounts::Email,
    ids::{EventId, KitaId, SozialraumId},
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Stable name in the database, in forms and on the wire.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    )*};
}

codes! {
    /// What kind of meeting it is (domain §5).
    Format {
        TandemStartseminar = "tandem_startseminar",
        Fachtag = "fachtag",
        Weiterbildung = "weiterbildung",
        Sozialraumteamtreffen = "sozialraumteamtreffen",
        KollegialeFallberatung = "kollegiale_fallberatung",
        Vernetzungstreffen = "vernetzungstreffen",
        Netzwerktreffen = "netzwerktreffen",
    }

    /// How far the planning is. "Ausgebucht" is not among them: it follows from the seats.
    EventStatus {
        /// Seen by the Koordination only.
        Entwurf = "entwurf",
        Offen = "offen",
        Abgesagt = "abgesagt",
        /// It took place; attendance can still be entered.
        Durchgefuehrt = "durchgefuehrt",
        /// Attendance is complete and stays as it is.
        Abgeschlossen = "abgeschlossen",
    }

    /// Whether somebody was there in a session.
    Attendance {
        Anwesend = "anwesend",
        Entschuldigt = "entschuldigt",
        Unentschuldigt = "unentschuldigt",
    }

    /// Who may see the event and register for it.
    Audience {
        /// Anybody, without an account.
        Public = "public",
        /// People with an account only.
        Members = "members",
    }

    /// Who can register: people one by one, tandems, or both.
    Admission {
        Singles = "singles",
        Both = "both",
        Tandems = "tandems",
    }

    /// In which capacity somebody takes part.
    Funktion {
        KitaLeitung = "kita_leitung",
        KiSo = "ki_so",
        Anstellungstraeger = "anstellungstraeger",
        Netzwerkpartner = "netzwerkpartner",
        Andere = "andere",
    }

    /// Where a registration stands.
    RegistrationStatus {
        /// Holds a seat; something may still have to be confirmed, for example the other half of a tandem.
        Angemeldet = "angemeldet",
        /// Holds a seat; nothing is left to confirm.
        Bestaetigt = "bestaetigt",
        /// Waits and holds no seat.
        Warteliste = "warteliste",
        /// Asks the Koordination for a seat ([`super::approval`]); holds none and is not on the waiting list yet.
        Angefragt = "angefragt",
        /// Asked, and the Koordination said no.
        NichtZugelassen = "nicht_zugelassen",
        /// Half of a tandem that looks for the other half; holds no seat and waits for none.
        SuchtPartner = "sucht_partner",
        /// Holds no seat any more.
        Storniert = "storniert",
        /// Was invited into a tandem and declined.
        Abgelehnt = "abgelehnt",
        /// Was invited into a tandem, or looked for a partner, until the deadline passed.
        Abgelaufen = "abgelaufen",
    }
}

impl EventStatus {
    /// What the planning form can choose. The later ones are reached by [`super::attendance::rules::step`] only.
    pub const PLANNED: [Self; 3] = [Self::Entwurf, Self::Offen, Self::Abgesagt];

    /// Whether a changed plan may take an event from this status to the next: nobody plans what has taken place.
    pub fn may_become(self, next: Self) -> bool {
        self == next || (Self::PLANNED.contains(&self) && Self::PLANNED.contains(&next))
    }
}

impl RegistrationStatus {
    pub fn holds_seat(self) -> bool {
        matches!(self, Self::Angemeldet | Self::Bestaetigt)
    }

    /// Whether the registration has come to its end; the person can register anew.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Storniert | Self::Abgelehnt | Self::Abgelaufen | Self::NichtZugelassen)
    }
}

impl Admission {
    pub fn takes_singles(self) -> bool {
        matches!(self, Self::Singles | Self::Both)
    }

    pub fn takes_tandems(self) -> bool {
        matches!(self, Self::Tandems | Self::Both)
    }
}

/// One day of an event, in the office's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDay {
    pub date: NaiveDate,
    pub begin: NaiveTime,
    pub end: NaiveTime,
    /// Room and address, or how to join.
    pub place: String,
    /// Who speaks or leads, as entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

impl EventDay {
    /// Whether people have to be nowhere else, and at no other time; who speaks may change without a word.
    pub fn is_where_and_when(&self, other: &Self) -> bool {
        (self.date, self.begin, self.end, &self.place) == (other.date, other.begin, other.end, &other.place)
    }
}

/// An event as the Koordination planned it: a checked [`super::EventInput`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPlan {
    pub title: String,
    pub format: Format,
    pub description: Option<String>,
    /// What is taught or talked about, one entry a line; for a Startseminar the curriculum.
    pub contents: Vec<String>,
    /// Short names of what it is about, for counting: two events with the same topic write it alike.
    pub topics: Vec<String>,
    /// Links and texts that participants get, one entry a line ([`super::Material`]).
    pub materials: Vec<String>,
    /// At least one, in order of time, without overlap.
    pub days: Vec<EventDay>,
    /// Seats, counted in people: a tandem takes two.
    pub capacity: u32,
    /// People without whom the event hardly takes place; `None` is any number. Only shown: calling off stays a decision.
    pub minimum: Option<u32>,
    /// How many of these seats people of one Sozialraum, or of one Funktion, get at most.
    pub limits: Limits,
    /// First day of registration; `None` is at once.
    pub opens: Option<NaiveDate>,
    /// Last day of registration, included.
    pub closes: NaiveDate,
    /// Last day, included, on which people give up their own seats; `None` is until the event begins. The Koordination cancels
    /// at any time.
    pub cancel_until: Option<NaiveDate>,
    pub audience: Audience,
    pub circle: Circle,
    pub status: EventStatus,
    /// Whether people can wait for a seat once all are taken.
    pub waiting_list: bool,
    /// Hours that somebody who registers without an account, alone or for a tandem, has to confirm the address, 1 to 168; `None` where
    /// nobody has to.
    pub guest_hours: Option<u32>,
    /// Days that somebody who moves up alone has to take the seat, 1 to 60; `None` where it is theirs at once. A tandem has its
    /// own way of confirming.
    pub reply_days: Option<u32>,
    pub admission: Admission,
    /// Whether the Koordination decides on each registration ([`super::approval`]).
    pub approval: bool,
    /// Days that the invited half of a tandem has to answer, 1 to 60; so long both seats are held.
    pub confirm_days: u32,
    /// Whether one free seat, which is no use to a tandem that is first in line, may go to a single behind it.
    pub overtaking: bool,
    /// Share of the planned time that somebody has to attend for a Teilnahmebescheinigung, in percent, 1 to 100.
    pub required_share: u32,
}

impl EventPlan {
    /// When the first day begins, in the office's time zone; nobody can register after that.
    pub fn begins_at(&self) -> Option<NaiveDateTime> {
        self.days.iter().map(|day| day.date.and_time(day.begin)).min()
    }

    /// Whether the last day is over; `local` is the time on the office's clock.
    pub fn has_ended(&self, local: NaiveDateTime) -> bool {
        self.days.iter().map(|day| day.date.and_time(day.end)).max().is_some_and(|end| end <= local)
    }

    /// The day on which it ends; `None` for a plan without days, which no form leads to.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.days.iter().map(|day| day.date).max()
    }

    /// Whether the first day has begun; `local` is the time on the office's clock.
    pub fn has_begun(&self, local: NaiveDateTime) -> bool {
        self.begins_at().is_none_or(|begin| begin <= local)
    }
}

/// The head record of an event: the one place that says how many seats are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    pub capacity: u32,
    pub taken: u32,
    /// People on the waiting list.
    pub waiting: u32,
    /// Tickets of the waiting list that were given out so far; the next one is one more.
    pub tickets: u32,
}

impl Seats {
    /// Free seats; negative after the capacity was lowered below what is taken, because nobody is thrown out.
    pub fn free(self) -> i64 {
        i64::from(self.capacity) - i64::from(self.taken)
    }
}

/// A stored event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub plan: EventPlan,
    pub seats: Seats,
    /// Grows with each change of the plan; a change based on an older one is refused.
    pub revision: u32,
    /// The event that its series began with; `None` for an event on its own ([`super::series`]).
    pub series: Option<EventId>,
}

/// Stands for one person in one event: SHA-256 of the event and the lower-cased e-mail address, in hex.
///
/// Deterministic, so that a second click, a reload and a retry after a lost reply meet the same database record. A hash,
/// so that no address stands in record ids, job ids and logs; with the event in it, so that the ids alone do not show
/// who takes part in two events. Addresses can be guessed and tried: this is tidiness, not anonymity.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonKey(String);

impl PersonKey {
    pub fn of(event: EventId, email: &Email) -> Self {
        let mut hash = Sha256::new();
        hash.update(event.uuid().as_bytes());
        hash.update(email.as_str().to_lowercase().as_bytes());
        Self(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// A key as it came back from the store or from a link; `None` unless it is 64 lower-case hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        shaped.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Somebody who wants a seat: a checked [`super::RegistrationInput`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    pub name: String,
    pub email: Email,
    pub funktion: Funktion,
    pub kita: Option<KitaId>,
    /// Where the person works, if it is not a Kita of the directory.
    pub einrichtung: Option<String>,
    /// Voluntary, deleted four weeks after the event.
    pub access_needs: Option<String>,
    /// Voluntary, deleted four weeks after the event.
    pub food_needs: Option<String>,
    /// Voluntary, deleted four weeks after the event.
    pub arrival_needs: Option<String>,
}

/// Those who get their seats together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "one for each request, and none is kept")]
pub enum Party {
    Single(Participant),
    /// Kita-Leitung and KiSo of one Kita.
    Tandem {
        leitung: Participant,
        kiso: Participant,
        /// Who fills in the form; the other half has to confirm.
        inviting: Half,
    },
    /// Half of a tandem that has nobody yet: it takes no seat before the Koordination finds the other half.
    Half(Participant),
}

impl Party {
    pub fn people(&self) -> Vec<&Participant> {
        match self {
            Self::Single(participant) | Self::Half(participant) => vec![participant],
            Self::Tandem { leitung, kiso, .. } => vec![leitung, kiso],
        }
    }

    /// The keys of its people in this event, in the order of [`Party::people`].
    pub fn keys(&self, event: EventId) -> Vec<PersonKey> {
        self.people().into_iter().map(|participant| PersonKey::of(event, &participant.email)).collect()
    }
}

/// One person's registration for one event; there is at most one for each [`PersonKey`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    pub event: EventId,
    pub person: PersonKey,
    pub participant: Participant,
    /// Where the Kita lay when the person registered; `None` for who named no Kita of the directory.
    pub sozialraum: Option<SozialraumId>,
    pub status: RegistrationStatus,
    /// The other half of a tandem.
    pub partner: Option<PersonKey>,
    /// How many times this person has registered here: 2 after cancelling once and coming back. Part of the id of the
    /// mails, so that each occasion has exactly one.
    pub turn: u32,
    pub registered_at: DateTime<Utc>,
    /// Place in the order of the waiting list: the smallest is promoted first, both halves of a tandem have the same.
    /// `None` for who never waited, nor asked.
    pub ticket: Option<u32>,
    /// Last day, included, for the invited half of a tandem to answer, for a half to find a partner, or for who has moved up
    /// alone to take the seat; `None` when there is nothing to wait for.
    pub deadline: Option<NaiveDate>,
    /// Until when somebody without an account has to confirm the address ([`super::guests`]); `None` when there is nothing to confirm.
    pub confirm_by: Option<DateTime<Utc>>,
    /// The mail about the registration itself brought a link to it: not to who registered before there were links, or came without
    /// having registered.
    pub linked: bool,
    /// Got the seat at the list of attendance, without having had one before ([`super::walk_in`]).
    pub walk_in: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn codes_are_unique_and_read_back() {
        for format in Format::ALL {
            assert_eq!(Format::from_code(format.code()), Some(*format));
        }
        for status in RegistrationStatus::ALL {
            assert_eq!(RegistrationStatus::from_code(status.code()), Some(*status));
        }
        assert_eq!(Format::from_code("party"), None);
    }

    #[test]
    fn a_person_has_one_key_in_an_event_however_the_address_is_written() {
        let email = |raw: &str| Email::parse("email", raw).expect("a valid address");
        let (event, other) = (EventId::new(Uuid::from_u128(1)), EventId::new(Uuid::from_u128(2)));
        let key = PersonKey::of(event, &email("erika@beispiel.de"));
        assert_eq!(key, PersonKey::of(event, &email(" Erika@Beispiel.de ")));
        assert_ne!(key, PersonKey::of(other, &email("erika@beispiel.de")));
        assert_ne!(key, PersonKey::of(event, &email("erik@beispiel.de")));
        assert_eq!(PersonKey::parse(key.as_str()), Some(key));
        assert_eq!(PersonKey::parse("../etc/passwd"), None);
    }

    #[test]
    fn seats_can_be_fewer_than_taken() {
        assert_eq!(Seats { capacity: 3, taken: 5, ..Seats::default() }.free(), -2);
    }
}
