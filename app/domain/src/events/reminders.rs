//! Who is reminded of an event, and when (issue 5 §4): seven and two days before, only those who registered before that.

use super::{
    guests,
    tandem::partner_of,
    types::{Event, EventStatus, Registration},
};
use crate::clock::Clock;
use chrono::{DateTime, Days, NaiveDateTime, NaiveTime, Utc};

/// Days before the first day, the later reminder last.
pub const DAYS_BEFORE: [u64; 2] = [7, 2];

/// From this time of the day on, in the office's time zone.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).expect("eight in the morning is a time");

/// How many days before the event the reminder is due that has to be sent now; `None` when none is. Only the latest one: who
/// was not reminded a week before, because the server stood still, gets the other one and not both.
pub fn due(event: &Event, local: NaiveDateTime) -> Option<u64> {
    let begin = event.plan.begins_at()?;
    if event.plan.status != EventStatus::Offen || begin <= local {
        return None;
    }
    DAYS_BEFORE.into_iter().rfind(|days| moment(begin, *days) <= local)
}

/// Who gets the reminder that is due `days` before: everybody with a seat who had registered by then (pretix#3757).
pub fn reminded<'a>(
    event: &Event,
    registrations: &'a [Registration],
    days: u64,
    clock: &dyn Clock,
) -> Vec<&'a Registration> {
    let Some(begin) = event.plan.begins_at() else { return vec![] };
    let before: DateTime<Utc> = clock.moment(moment(begin, days));
    let is_told = |row: &&Registration| !guests::is_unheard_of(row, partner_of(row, registrations));
    let seated = registrations.iter().filter(|row| row.status.holds_seat() && row.registered_at < before);
    seated.filter(is_told).collect()
}

fn moment(begin: NaiveDateTime, days: u64) -> NaiveDateTime {
    (begin.date() - Days::new(days)).and_time(MORNING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{
        roll::{event, noon, seated},
        types::RegistrationStatus,
    };

    /// The office is taken to be in London.
    struct Still(NaiveDateTime);

    impl Clock for Still {
        fn now(&self) -> DateTime<Utc> {
            self.0.and_utc()
        }

        fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
            moment.naive_utc()
        }

        fn moment(&self, local: NaiveDateTime) -> DateTime<Utc> {
            local.and_utc()
        }
    }

    fn registered(day: u32, status: RegistrationStatus) -> Registration {
        Registration { status, registered_at: noon(day).and_utc(), ..seated(&event(9, 1), day) }
    }

    #[test]
    fn each_reminder_has_its_days_and_none_comes_after_the_begin() {
        // First day on 20 January at 12:00.
        let event = event(9, 1);
        let on = |day| due(&event, noon(day));
        assert_eq!([12, 13, 17, 18, 19].map(on), [None, Some(7), Some(7), Some(2), Some(2)]);
        assert_eq!([20, 21].map(on), [None, None]);
        let mut called_off = event.clone();
        called_off.plan.status = EventStatus::Abgesagt;
        assert_eq!(due(&called_off, noon(18)), None);
    }

    #[test]
    fn regression_r8_who_registers_on_the_day_of_a_reminder_gets_none() {
        use RegistrationStatus::{Angemeldet, Storniert, Warteliste};
        let rows = [
            registered(12, Angemeldet),
            registered(13, Angemeldet),
            registered(11, Warteliste),
            registered(10, Storniert),
        ];
        let names = |days| {
            let rows = reminded(&event(9, 1), &rows, days, &Still(noon(18)));
            rows.into_iter().map(|row| row.participant.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(7), ["Person 12"]);
        assert_eq!(names(2), ["Person 12", "Person 13"]);
    }
}
