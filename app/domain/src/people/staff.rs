use super::{hours::WeeklyHours, period::Period, posts::PayGroup, timeline::Timeline};
use crate::ids::{AnstellungstraegerId, KitaId, PersonId, PostId, ZuordnungId};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A Kita-Sozialarbeiter/in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KiSo {
    pub id: PersonId,
    /// Short name of the office, unique: names may repeat.
    pub code: String,
    pub name: String,
    pub contracts: Timeline<Contract>,
    /// Last day of work, if known.
    pub last_day: Option<NaiveDate>,
}

impl KiSo {
    /// The contract in force on a day; `None` before the first and after the last day of work.
    pub fn contract_on(&self, day: NaiveDate) -> Option<&Contract> {
        self.contracts.on(day).filter(|_| self.last_day.is_none_or(|last| day <= last))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub anstellungstraeger: AnstellungstraegerId,
    pub hours: WeeklyHours,
}

/// The head of a Kita over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leitung {
    pub id: PersonId,
    pub name: String,
    pub kita: KitaId,
    pub period: Period,
}

/// A KiSo's hours in one Kita over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zuordnung {
    pub id: ZuordnungId,
    pub kiso: PersonId,
    pub kita: KitaId,
    pub hours: WeeklyHours,
    pub days: PresenceDays,
    pub period: Period,
}

/// Weekdays on which a KiSo is in a Kita; none when not agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PresenceDays(u8);

impl PresenceDays {
    pub const WEEKDAYS: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

    /// Saturday and Sunday are left out: Kitas are closed.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Self {
        let bits = days.into_iter().filter(|day| Self::WEEKDAYS.contains(day));
        Self(bits.fold(0, |bits, day| bits | 1 << day.num_days_from_monday()))
    }

    pub fn includes(self, day: Weekday) -> bool {
        self.0 & (1 << day.num_days_from_monday()) != 0
    }

    pub fn is_present(self, day: NaiveDate) -> bool {
        self.includes(day.weekday())
    }

    /// The chosen days, from Monday on.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        Self::WEEKDAYS.into_iter().filter(move |day| self.includes(*day))
    }

    /// Bit 0 is Monday: what the database keeps.
    pub fn bits(self) -> u8 {
        self.0
    }

    pub fn from_bits(bits: u8) -> Self {
        Self(bits & 0b1_1111)
    }
}

/// A post that an employer keeps for the Sozialraumbudget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub id: PostId,
    pub anstellungstraeger: AnstellungstraegerId,
    pub name: String,
    pub hours: WeeklyHours,
    /// Entgeltgruppe, where it is known.
    pub pay_group: Option<PayGroup>,
    pub period: Period,
    /// Who holds it when; a gap is a vacancy, whose reason is never stored (domain §3).
    pub fillings: Vec<Filling>,
}

impl Post {
    pub fn is_vacant(&self, day: NaiveDate) -> bool {
        self.period.contains(day) && !self.fillings.iter().any(|filling| filling.period.contains(day))
    }
}

/// Days on which somebody holds a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filling {
    /// `None` where nobody said who: an Anstellungsträger names days only.
    pub kiso: Option<PersonId>,
    pub period: Period,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presence_days_keep_the_working_week_in_order() {
        let days = PresenceDays::of([Weekday::Fri, Weekday::Mon, Weekday::Sun]);
        assert_eq!(days.days().collect::<Vec<_>>(), [Weekday::Mon, Weekday::Fri]);
        assert_eq!(PresenceDays::from_bits(days.bits()), days);
        assert!(!PresenceDays::from_bits(0xff).includes(Weekday::Sat));
    }
}
