//! What pages show of tandems: finished German text, so that server and browser print the same bytes.

use super::{Half, State, Tandem, german, partner_of, state};
use crate::{
    events::{
        approval, german as events_german, guests,
        materials::Material,
        port::{Linked, RegistrationOutcome},
        rules::{Availability, may_give_up},
        types::{Participant, Registration, RegistrationStatus},
        view::{DayView, EventRow},
    },
    german::date,
    ids::KitaId,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A tandem in the Koordination's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TandemRow {
    /// Key of the Leitung in this event: what a cancellation names. It cancels both.
    pub person: String,
    pub leitung: String,
    pub leitung_email: String,
    pub kiso: String,
    pub kiso_email: String,
    /// Kita of the directory, else as entered.
    pub from: String,
    /// With deadline, and place on the waiting list.
    pub state: String,
    /// What both need.
    pub needs: String,
    /// The Koordination has to decide on it.
    #[serde(default)]
    pub requested: bool,
}

/// Somebody who looks for a partner, in the Koordination's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfRow {
    /// Key of the person in this event.
    pub person: String,
    pub name: String,
    pub email: String,
    pub half: Half,
    pub funktion: String,
    pub from: String,
    /// `09.03.2026`, with what is to be confirmed before somebody can be found; once the event has begun, that nobody was.
    pub until: String,
}

/// Where somebody is from: Kita of the directory, else as entered.
pub(in crate::events) fn from(row: &Registration, kita_name: &impl Fn(KitaId) -> Option<String>) -> String {
    let person = &row.participant;
    person.kita.and_then(kita_name).or_else(|| person.einrichtung.clone()).unwrap_or_default()
}

/// What somebody needs, each as it was entered.
fn needs_of(person: &Participant) -> [&Option<String>; 3] {
    [&person.access_needs, &person.food_needs, &person.arrival_needs]
}

impl TandemRow {
    /// `place` is the place on the waiting list and what the tandem waits for.
    pub fn of(
        tandem: &Tandem,
        place: Option<&str>,
        today: NaiveDate,
        begun: bool,
        kita_name: &impl Fn(KitaId) -> Option<String>,
    ) -> Self {
        let Tandem { leitung, kiso } = *tandem;
        let invited = tandem.invited().map(|(row, _)| row.participant.name.as_str());
        let needs = [leitung, kiso].into_iter().flat_map(|row| needs_of(&row.participant));
        let (place_a, place_b) = (from(leitung, kita_name), from(kiso, kita_name));
        Self {
            person: leitung.person.to_string(),
            leitung: leitung.participant.name.clone(),
            leitung_email: leitung.participant.email.to_string(),
            kiso: kiso.participant.name.clone(),
            kiso_email: kiso.participant.email.to_string(),
            from: if place_a == place_b { place_a } else { format!("{place_a}; {place_b}") },
            state: guests::german::standing(
                german::state(state(leitung, Some(kiso), today), invited, place, begun),
                [leitung, kiso],
                begun,
            ),
            needs: needs.flatten().cloned().collect::<Vec<_>>().join("; "),
            requested: leitung.status == RegistrationStatus::Angefragt && !begun,
        }
    }
}

impl HalfRow {
    /// Everybody among these who looks for a partner, or did until the event had `begun`.
    pub fn all(rows: &[Registration], begun: bool, kita_name: &impl Fn(KitaId) -> Option<String>) -> Vec<Self> {
        let seeking = rows.iter().filter(|row| row.status == RegistrationStatus::SuchtPartner);
        seeking
            .filter_map(|row| {
                let half = Half::of(row.participant.funktion)?;
                Some(Self {
                    person: row.person.to_string(),
                    name: row.participant.name.clone(),
                    email: row.participant.email.to_string(),
                    half,
                    funktion: german::half(half).into(),
                    from: from(row, kita_name),
                    until: match begun {
                        true => "zum Beginn; niemand gefunden".into(),
                        false => {
                            guests::german::standing(row.deadline.map(date).unwrap_or_default(), [row, row], begun)
                        }
                    },
                })
            })
            .collect()
    }
}

/// What the Koordination is answered when it brings two halves together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairView {
    /// They are a tandem now.
    pub done: bool,
    pub text: String,
}

impl PairView {
    pub fn of(outcome: RegistrationOutcome) -> Self {
        let done = !matches!(outcome, RegistrationOutcome::Refused(_));
        Self { done, text: german::pairing(outcome) }
    }
}

/// The page behind the link of somebody who came alone or as one half.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyRegistrationView {
    pub event: EventRow,
    pub days: Vec<DayView>,
    pub name: String,
    pub funktion: String,
    /// Name of the other half; blank for who never had one.
    pub partner: String,
    /// Came alone and wants nobody.
    pub single: bool,
    /// `None` once the event is called off: then nothing else matters.
    pub state: Option<State>,
    pub title: String,
    pub text: String,
    /// Waits for this person's answer.
    pub asks: bool,
    /// What is asked is whether the registration is this person's own: the needs stand in it.
    #[serde(default)]
    pub confirms: bool,
    /// There is something to give up, the event has not begun, and its deadline for that has not passed.
    pub can_cancel: bool,
    /// What participants get; empty for who has no seat.
    #[serde(default)]
    pub materials: Vec<Material>,
    /// As [`crate::events::MyEventRow::pass`].
    #[serde(default)]
    pub pass: String,
}

impl MyRegistrationView {
    /// `linked` is the registration that the link belongs to; `local` is the time on the office's clock.
    pub fn of(linked: &Linked, local: NaiveDateTime) -> Self {
        let Linked { event, registration: row, partner, place } = linked;
        let summary = EventRow::of(event, local);
        let others = partner.as_ref().map(std::slice::from_ref).unwrap_or_default();
        let partner = partner_of(row, others);
        // Nobody is asked to take a seat any more once the event has begun: who has one has it.
        let has_it = partner.is_none() && row.status.holds_seat() && event.plan.has_begun(local);
        let state = if has_it { State::Confirmed { waits: false } } else { state(row, partner, local.date()) };
        let name = partner.map(|other| other.participant.name.clone()).unwrap_or_default();
        let invited = row.deadline.is_some();
        // Who has moved up alone has a deadline too, but looks for nobody.
        let single = partner.is_none() && (!invited || row.status.holds_seat());
        let called_off = summary.availability == Availability::Abgesagt;
        let ahead = !called_off && event.plan.begins_at().is_some_and(|begin| local < begin);
        let open = matches!(state, State::Pending { .. } | State::Seeking { .. });
        let waited = matches!(state, State::Confirmed { waits: true });
        let asked = matches!(state, State::Requested { .. });
        let (title, text) = match (called_off, ahead) {
            (true, _) => german::called_off(),
            (false, false) if open => german::begun(),
            (false, false) if waited => german::not_in_time(),
            (false, false) if asked => approval::german::undecided_page(),
            (false, true) if guests::is_asked(row) => guests::german::page(event, row),
            _ if single => german::page_of_single(state),
            _ => german::page(state, invited, if name.is_empty() { german::SOMEBODY } else { &name }),
        };
        let open_question = invited && matches!(state, State::Pending { .. } | State::Requested { .. });
        let confirms = ahead && guests::is_asked(row);
        let asks = ahead && open_question || confirms;
        // Why nothing moves on the waiting list, or until when a seat can be given up.
        let more = match place {
            _ if !ahead || asks && row.status.holds_seat() => None,
            Some(place) => Some(events_german::own_place(*place, event.seats.free(), &event.plan)),
            None if row.status.holds_seat() && state != State::Expired => {
                events_german::cancelling(&event.plan, local.date())
            }
            None => None,
        };
        let text = more.map_or(text.clone(), |more| format!("{text} {more}"));
        let active = asked || open || matches!(state, State::Confirmed { .. });
        Self {
            days: event.plan.days.iter().map(DayView::of).collect(),
            event: summary,
            name: row.participant.name.clone(),
            funktion: events_german::funktion(row.participant.funktion).into(),
            partner: name,
            single,
            state: (!called_off).then_some(state),
            title,
            text,
            asks,
            confirms,
            materials: Material::of_participant(&event.plan, row),
            can_cancel: ahead && active && !asks && may_give_up(&event.plan, row, local.date()),
            pass: String::new(),
        }
    }

    /// The same with the code for the door.
    pub fn with_pass(self, pass: String) -> Self {
        Self { pass, ..self }
    }
}
