//! What participants say of an event: an Erhebung like every other, about the event in place of a Kita. An event has one.

use super::{
    erhebung::{About, Erhebung, Methode, Zielgruppe},
    port::VersionNumber,
};
use crate::ids::{ErhebungId, EventId, QuestionnaireId};
use chrono::{Days, NaiveDate};

/// So many days participants are asked, the first included.
pub const FEEDBACK_DAYS: u64 = 28;

/// Follows from the event, so that it has one however often it is made.
pub fn feedback_of(event: EventId) -> ErhebungId {
    ErhebungId::new(event.uuid())
}

/// Asks from the last day of the event on, or from today if that is over.
pub fn feedback(
    event: EventId,
    last_day: NaiveDate,
    (questionnaire, version): (QuestionnaireId, VersionNumber),
    today: NaiveDate,
) -> Erhebung {
    let (from, to) = days_after(last_day, today);
    Erhebung {
        id: feedback_of(event),
        about: About::Event(event),
        from,
        to,
        methode: Methode::SchriftlicheBefragung,
        zielgruppe: Zielgruppe::Teilnehmende,
        questionnaire,
        version,
        asked: None,
    }
}

/// The days on which participants are asked, once the event ends on another day: `asked` are those until now, of the Erhebung
/// or of its link. Days that have begun keep the first one, because somebody may have answered, and end no earlier.
pub fn moved(asked: (NaiveDate, NaiveDate), last_day: NaiveDate, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (from, to) = days_after(last_day, today);
    match asked {
        (begun, _) if begun > today => (from, to),
        // A correction of what is over asks nobody again.
        _ if last_day < today => asked,
        (begun, end) => (begun, end.max(to)),
    }
}

fn days_after(last_day: NaiveDate, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let from = last_day.max(today);
    (from, from + Days::new(FEEDBACK_DAYS - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::KitaId;
    use uuid::Uuid;

    const EVENT: EventId = EventId::new(Uuid::from_u128(5));

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).expect("a day")
    }

    fn asked(last_day: u32, today: u32) -> Erhebung {
        let questionnaire = (QuestionnaireId::new(Uuid::from_u128(6)), VersionNumber(2));
        feedback(EVENT, day(last_day), questionnaire, day(today))
    }

    #[test]
    fn participants_are_asked_for_four_weeks_from_the_last_day_on() {
        let erhebung = asked(3, 1);
        assert_eq!((erhebung.from, erhebung.to), (day(3), day(30)));
        assert_eq!(asked(3, 4).from, day(4), "nobody answers before somebody could be asked");
        assert_eq!(erhebung.id, asked(3, 4).id);
        assert!(!erhebung.is_protocol(), "small numbers stay hidden");
    }

    #[test]
    fn it_ends_soon_from_a_week_before_its_last_day_until_that_day() {
        let erhebung = asked(3, 1);
        let soon: Vec<u32> = (1..=31).filter(|number| erhebung.ends_soon(day(*number))).collect();
        assert_eq!(soon, (23..=30).collect::<Vec<_>>());
        // Of one that is ahead nothing has to be hurried.
        let ahead = Erhebung { from: day(28), ..erhebung };
        assert!(!ahead.ends_soon(day(27)) && ahead.ends_soon(day(28)));
    }

    #[test]
    fn the_days_move_with_the_event_and_shut_nobody_out() {
        let may = |day: u32| NaiveDate::from_ymd_opt(2027, 5, day).expect("a day");
        assert_eq!(moved((day(3), day(30)), may(3), day(1)), (may(3), may(30)), "put off");
        assert_eq!(moved((may(3), may(30)), day(3), day(1)), (day(3), day(30)), "brought forward");
        assert_eq!(moved((may(3), may(30)), day(1), day(3)), (day(3), day(30)), "it was already");
        assert_eq!(moved((day(3), day(30)), may(3), day(3)), (day(3), may(30)), "whoever could answer still can");
        assert_eq!(moved((day(3), day(30)), day(2), day(31)), (day(3), day(30)), "corrected afterwards");
    }

    #[test]
    fn what_it_is_about_travels_beside_the_other_fields_as_tablets_know_it() {
        let about_event = asked(3, 1);
        let json = serde_json::to_value(&about_event).expect("a value");
        assert_eq!(json["event"], EVENT.to_string());
        assert_eq!(json.get("kita"), None);
        assert_eq!(serde_json::from_value::<Erhebung>(json).expect("an Erhebung"), about_event);
        let kita = KitaId::new(Uuid::from_u128(7));
        let about_kita = Erhebung { about: About::Kita(kita), ..about_event };
        let json = serde_json::to_string(&about_kita).expect("a text");
        assert!(json.contains(&format!(r#""kita":"{kita}""#)), "{json}");
        assert_eq!(serde_json::from_str::<Erhebung>(&json).expect("an Erhebung"), about_kita);
    }
}
