//! Dates that get into each other's way: at the same time for the same people.

use super::Booked;
use crate::{
    events::{
        rules::is_same_name,
        types::{EventDay, EventPlan, EventStatus},
    },
    ids::EventId,
};
use chrono::NaiveDate;

/// Two events at the same time that want the same people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The one that begins earlier first.
    pub events: [EventId; 2],
    /// First day on which they meet.
    pub day: NaiveDate,
    /// Names of those who are registered for both, in order.
    pub people: Vec<String>,
    /// Those who speak or lead at both, as entered with the first.
    pub speakers: Vec<String>,
    /// Both name the same Sozialraum.
    pub same_sozialraum: bool,
}

/// Every conflict among these events. Two that nobody is registered for, at which nobody speaks twice and that name no common
/// Sozialraum do not concern each other, whatever their time.
pub fn all(booked: &[Booked]) -> Vec<Conflict> {
    let pairs = booked.iter().enumerate().flat_map(|(position, one)| {
        let later = booked.iter().skip(position + 1);
        later.filter_map(move |other| between(one, other))
    });
    pairs.collect()
}

fn between(one: &Booked, other: &Booked) -> Option<Conflict> {
    let (first, second) = (&one.event.plan, &other.event.plan);
    if [first, second].iter().any(|plan| plan.status == EventStatus::Abgesagt) {
        return None;
    }
    let day = meet(first, second)?;
    let both = one.people.iter().filter(|(email, _)| other.people.contains_key(*email));
    let people: Vec<_> = both.map(|(_, name)| name.clone()).collect();
    let speakers = speak_at_once(first, second);
    let same_sozialraum = !first.circle.sozialraeume.is_disjoint(&second.circle.sozialraeume);
    (same_sozialraum || !people.is_empty() || !speakers.is_empty()).then_some(Conflict {
        events: [one.event.id, other.event.id],
        day,
        people,
        speakers,
        same_sozialraum,
    })
}

/// Who speaks or leads on days of both that are at the same time, each once. The same name is taken to be the same person.
fn speak_at_once(one: &EventPlan, other: &EventPlan) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for day in &one.days {
        let Some(speaker) = &day.speaker else { continue };
        let mut beside = other.days.iter().filter(|beside| at_once(day, beside));
        let twice = beside.any(|beside| beside.speaker.as_ref().is_some_and(|name| is_same_name(name, speaker)));
        if twice && !found.iter().any(|known| is_same_name(known, speaker)) {
            found.push(speaker.clone());
        }
    }
    found
}

fn at_once(one: &EventDay, other: &EventDay) -> bool {
    one.date == other.date && one.begin < other.end && other.begin < one.end
}

/// First day on which both are at the same time.
fn meet(one: &EventPlan, other: &EventPlan) -> Option<NaiveDate> {
    let days = one.days.iter().filter(|day| other.days.iter().any(|beside| at_once(day, beside)));
    days.map(|day| day.date).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        events::roll::{event, person},
        ids::SozialraumId,
    };
    use uuid::Uuid;

    fn booked(number: u128, hours: (u32, u32), people: &[u32]) -> Booked {
        let mut event = event(9, 0);
        event.id = EventId::new(Uuid::from_u128(number));
        for day in &mut event.plan.days {
            day.begin = chrono::NaiveTime::from_hms_opt(hours.0, 0, 0).expect("a valid time");
            day.end = chrono::NaiveTime::from_hms_opt(hours.1, 0, 0).expect("a valid time");
        }
        let people = people.iter().map(|number| person(*number));
        Booked { event, people: people.map(|one| (one.email, one.name)).collect() }
    }

    #[test]
    fn who_is_registered_for_two_at_once_is_named() {
        let found = all(&[booked(1, (9, 12), &[1, 2]), booked(2, (11, 13), &[2, 3]), booked(3, (12, 13), &[1])]);
        let summary: Vec<_> =
            found.iter().map(|one| (one.events.map(|id| id.uuid().as_u128()), one.people.len())).collect();
        assert_eq!(summary, [([1, 2], 1)], "12 o'clock ends one and begins another; nobody is in 2 and 3");
        assert_eq!(found[0].people, ["Person 2"]);
    }

    #[test]
    fn who_speaks_at_two_at_once_is_named_and_who_speaks_at_one_after_the_other_is_not() {
        let (mut one, mut other) = (booked(1, (9, 12), &[]), booked(2, (11, 13), &[]));
        one.event.plan.days[0].speaker = Some("Dr. Kim Beispiel".into());
        other.event.plan.days[1].speaker = Some("Dr. Kim Beispiel".into());
        assert_eq!(all(&[one.clone(), other.clone()]), [], "on two days");
        other.event.plan.days[0].speaker = Some("dr. kim  beispiel".into());
        assert_eq!(all(&[one.clone(), other.clone()])[0].speakers, ["Dr. Kim Beispiel"]);
        other.event.plan.days[0].begin = one.event.plan.days[0].end;
        assert_eq!(all(&[one, other]), []);
    }

    #[test]
    fn a_common_sozialraum_is_a_conflict_before_anybody_registers_and_called_off_is_none() {
        let region = SozialraumId::new(Uuid::from_u128(7));
        let (mut one, mut other) = (booked(1, (9, 12), &[]), booked(2, (9, 12), &[]));
        assert_eq!(all(&[one.clone(), other.clone()]), []);
        one.event.plan.circle.sozialraeume.insert(region);
        other.event.plan.circle.sozialraeume.insert(region);
        assert!(all(&[one.clone(), other.clone()])[0].same_sozialraum);
        other.event.plan.status = EventStatus::Abgesagt;
        assert_eq!(all(&[one, other]), []);
    }
}
