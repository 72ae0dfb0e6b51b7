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
    let from = last_day.max(today);
    Erhebung {
        id: feedback_of(event),
        about: About::Event(event),
        from,
        to: from + Days::new(FEEDBACK_DAYS - 1),
        methode: Methode::SchriftlicheBefragung,
        zielgruppe: Zielgruppe::Teilnehmende,
        questionnaire,
        version,
        asked: None,
    }
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
