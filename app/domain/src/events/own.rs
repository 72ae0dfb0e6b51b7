//! What somebody is registered for, for the device that goes there.

use super::{
    german,
    port::Linked,
    types::{EventDay, EventStatus},
};
use crate::{german::long_date, sync::OwnEvent};
use chrono::NaiveDateTime;

impl Linked {
    /// The event as a device keeps it; `None` for what was given up or called off, and once it is over. `local` is the time on
    /// the office's clock.
    pub fn to_keep(&self, local: NaiveDateTime) -> Option<OwnEvent> {
        let Self { event, registration, .. } = self;
        // Of several days the first may be noted as held while the others are ahead.
        let takes_place = matches!(event.plan.status, EventStatus::Offen | EventStatus::Durchgefuehrt);
        let is_ahead = takes_place && !event.plan.has_ended(local);
        if registration.status.is_over() || !is_ahead {
            return None;
        }
        Some(OwnEvent {
            id: event.id.to_string(),
            title: event.plan.title.clone(),
            days: event.plan.days.iter().map(day).collect(),
            state: german::registration_status(registration.status).to_owned(),
        })
    }
}

fn day(day: &EventDay) -> String {
    let parts = [long_date(day.date), german::hours(day), day.place.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{
        RegistrationStatus,
        roll::{Roll, noon},
    };

    #[test]
    fn what_is_ahead_is_kept_and_what_is_given_up_called_off_or_over_is_not() {
        let mut roll = Roll::with_waiting_list(1);
        roll.register_singles(&[1]);
        let registration = roll.row(1).expect("registered").clone();
        let linked = Linked { event: roll.event.clone(), registration, partner: None, place: None };
        let kept = linked.to_keep(noon(19)).expect("ahead");
        assert_eq!((kept.title.as_str(), kept.state.as_str()), ("Startseminar", "angemeldet"));
        let days = ["Mittwoch, 20. Januar 2027", "Donnerstag, 21. Januar 2027"];
        assert_eq!(kept.days, days.map(|day| format!("{day}, 12:00 bis 16:00 Uhr, Kreishaus")));
        assert!(linked.to_keep(noon(21)).is_some(), "the second day lasts until four");
        assert_eq!(linked.to_keep(noon(22)), None);
        let mut given_up = linked.clone();
        given_up.registration.status = RegistrationStatus::Storniert;
        assert_eq!(given_up.to_keep(noon(19)), None);
        let mut called_off = linked;
        called_off.event.plan.status = EventStatus::Abgesagt;
        assert_eq!(called_off.to_keep(noon(19)), None);
    }
}
