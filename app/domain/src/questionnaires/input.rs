//! Forms of this feature: raw text in, checked value out.

use super::{
    erhebung::{About, Erhebung, Methode, Zielgruppe},
    port::VersionNumber,
};
use crate::{
    error::{ErrorCode, FieldError},
    field::{Faults, date, whole_number},
    ids::{ErhebungId, KitaId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The form with which the Koordination plans an Erhebung; field names are the `name` attributes of its inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErhebungInput {
    pub kita: String,
    pub from: String,
    pub to: String,
    pub methode: String,
    pub zielgruppe: String,
    pub questionnaire: String,
    pub version: String,
}

impl ErhebungInput {
    /// The Erhebung as entered, under the given id, or every fault at once.
    ///
    /// Whether the Kita, the questionnaire and the version exist is known only to the store.
    pub fn check(&self, id: ErhebungId) -> Result<Erhebung, Vec<FieldError>> {
        let mut faults = Faults::new();
        let kita = faults.take(parse_id("kita", &self.kita));
        let from = faults.take(date("from", &self.from));
        let to = faults.take(date("to", &self.to));
        let methode = faults.take(choose("methode", &self.methode, Methode::from_code));
        let zielgruppe = faults.take(choose("zielgruppe", &self.zielgruppe, group_of_kita));
        let questionnaire = faults.take(parse_id("questionnaire", &self.questionnaire));
        let version = faults.take(whole_number("version", &self.version, 1, i64::from(u32::MAX)));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            faults.push(FieldError::new("to", ErrorCode::EndBeforeStart));
        }
        let erhebung = (|| {
            Some(Erhebung {
                id,
                about: About::Kita(kita?),
                from: from?,
                to: to?,
                methode: methode?,
                zielgruppe: zielgruppe?,
                questionnaire: questionnaire?,
                version: VersionNumber(u32::try_from(version?).ok()?),
                asked: None,
            })
        })();
        faults.finish(erhebung)
    }

    /// Whether this asks in that Kita on one of those days, both included. Not while its own Kita or days are missing.
    pub fn meets(&self, kita: KitaId, (from, to): (NaiveDate, NaiveDate)) -> bool {
        let own = date("from", &self.from).ok().zip(date("to", &self.to).ok());
        self.kita.trim().parse::<KitaId>().ok() == Some(kita)
            && own.is_some_and(|(begin, end)| begin <= to && from <= end)
    }
}

/// Most people that one Erhebung can ask; a Kita has some hundred families.
pub const ASKED_MAX: u32 = 100_000;

/// How many people were asked: a whole number, or blank where nobody counted.
pub fn check_asked(raw: &str) -> Result<Option<u32>, FieldError> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    whole_number("asked", raw, 1, i64::from(ASKED_MAX)).map(|number| u32::try_from(number).ok())
}

/// Participants of an event are not asked about a Kita.
fn group_of_kita(code: &str) -> Option<Zielgruppe> {
    Zielgruppe::from_code(code).filter(|group| Zielgruppe::OF_KITAS.contains(group))
}

fn parse_id<T: FromStr>(field: &str, raw: &str) -> Result<T, FieldError> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldError::new(field, ErrorCode::Required));
    }
    raw.parse().map_err(|_| FieldError::new(field, ErrorCode::NotAChoice))
}

fn choose<T>(field: &str, raw: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, FieldError> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Err(FieldError::new(field, ErrorCode::Required));
    }
    read(raw).ok_or_else(|| FieldError::new(field, ErrorCode::NotAChoice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn filled() -> ErhebungInput {
        ErhebungInput {
            kita: Uuid::from_u128(1).to_string(),
            from: "01.03.2027".into(),
            to: "2027-03-31".into(),
            methode: "schriftliche_befragung".into(),
            zielgruppe: "eltern".into(),
            questionnaire: Uuid::from_u128(2).to_string(),
            version: "3".into(),
        }
    }

    fn faults(input: &ErhebungInput) -> Vec<(String, ErrorCode)> {
        let found = input.check(ErhebungId::new(Uuid::nil())).expect_err("faulty");
        found.into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn a_filled_form_becomes_an_erhebung() {
        let erhebung = filled().check(ErhebungId::new(Uuid::nil())).expect("every field is good");
        assert_eq!(erhebung.version, VersionNumber(3));
        assert_eq!(erhebung.zielgruppe, Zielgruppe::Eltern);
        assert!(!erhebung.is_protocol());
    }

    #[test]
    fn every_fault_is_named_at_once() {
        assert_eq!(faults(&ErhebungInput::default()).len(), 7);
        let input = ErhebungInput { methode: "orakel".into(), kita: "x".into(), ..filled() };
        assert_eq!(faults(&input), [("kita".into(), ErrorCode::NotAChoice), ("methode".into(), ErrorCode::NotAChoice)]);
    }

    #[test]
    fn the_end_lies_not_before_the_beginning() {
        let input = ErhebungInput { to: "28.02.2027".into(), ..filled() };
        assert_eq!(faults(&input), [("to".into(), ErrorCode::EndBeforeStart)]);
    }

    #[test]
    fn two_erhebungen_of_one_kita_meet_on_a_day_that_both_have() {
        let (kita, other) = (KitaId::new(Uuid::from_u128(1)), KitaId::new(Uuid::from_u128(9)));
        let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).expect("a day");
        for (from, to, expected) in [
            (day(2, 1), day(2, 28), false),
            (day(2, 1), day(3, 1), true),
            (day(3, 10), day(3, 12), true),
            (day(2, 1), day(4, 30), true),
            (day(3, 31), day(4, 30), true),
            (day(4, 1), day(4, 30), false),
        ] {
            assert_eq!(filled().meets(kita, (from, to)), expected, "{from} to {to}");
            assert!(!filled().meets(other, (from, to)));
        }
        let unfinished = ErhebungInput { to: String::new(), ..filled() };
        assert!(!unfinished.meets(kita, (day(3, 10), day(3, 12))));
    }

    #[test]
    fn participants_of_an_event_are_not_asked_about_a_kita() {
        let input = ErhebungInput { zielgruppe: "teilnehmende".into(), ..filled() };
        assert_eq!(faults(&input), [("zielgruppe".into(), ErrorCode::NotAChoice)]);
    }

    #[test]
    fn codes_read_back() {
        assert!(Methode::ALL.iter().all(|methode| Methode::from_code(methode.code()) == Some(*methode)));
        assert!(Zielgruppe::ALL.iter().all(|group| Zielgruppe::from_code(group.code()) == Some(*group)));
    }
}
