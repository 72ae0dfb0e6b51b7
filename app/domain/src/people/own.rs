//! The Kitas in which somebody works, for the device that goes there.

use super::{Directory, german};
use crate::{ids::PersonId, sync::OwnKita};
use chrono::NaiveDate;

impl Directory {
    /// The Kitas of a KiSo on a day, ordered by number: what the directory shows of them, and nobody's name.
    pub fn own_kitas(&self, kiso: PersonId, day: NaiveDate) -> Vec<OwnKita> {
        let own = self.zuordnungen_of_kiso(kiso, day).filter_map(|zuordnung| {
            let kita = self.kitas.get(zuordnung.kita)?;
            let kommune = self.kommunen.get(kita.kommune);
            let sozialraum = kommune.and_then(|kommune| self.sozialraeume.get(kommune.sozialraum));
            let traeger = self.kita_traeger.get(kita.traeger);
            Some(OwnKita {
                id: kita.id.to_string(),
                number: kita.number.to_string(),
                name: kita.name.clone(),
                kommune: kommune.map(|kommune| kommune.name.clone()).unwrap_or_default(),
                sozialraum: sozialraum.map(|sozialraum| sozialraum.name.clone()).unwrap_or_default(),
                traeger: traeger.map(|traeger| traeger.name.clone()).unwrap_or_default(),
                places: kita.places.on(day).map(u32::to_string).unwrap_or_default(),
                days: german::weekdays(zuordnung.days),
                hours: zuordnung.hours.to_string(),
            })
        });
        let mut own: Vec<OwnKita> = own.collect();
        own.sort_by(|one, other| one.number.cmp(&other.number));
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Role, Scope},
        accounts::Subject,
        people::demo,
    };

    #[test]
    fn the_kitas_of_the_day_and_no_others() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let directory = demo::directory(today);
        let own = directory.own_kitas(demo::kiso(1), today);
        let Scope::Kitas(scope) = directory.scope_of(Role::KiSo, &Subject::Person(demo::kiso(1)), today) else {
            panic!("a KiSo has Kitas");
        };
        let mut expected: Vec<String> = scope.iter().map(ToString::to_string).collect();
        let mut shown: Vec<String> = own.iter().map(|kita| kita.id.clone()).collect();
        expected.sort();
        shown.sort();
        assert_eq!(shown, expected);
        assert!(own.iter().all(|kita| !kita.number.is_empty() && !kita.name.is_empty() && !kita.sozialraum.is_empty()));
        // Nobody's name: not even that of the KiSo or of a Leitung.
        let json = serde_json::to_string(&own).expect("JSON");
        let names = directory.kisos.iter().map(|kiso| &kiso.name);
        let mut names = names.chain(directory.leitungen.iter().map(|leitung| &leitung.name));
        assert!(names.all(|name| !json.contains(name.as_str())));
        // Long before anybody worked there.
        let before = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a day");
        assert_eq!(directory.own_kitas(demo::kiso(1), before), []);
    }
}
