//! What people read in the calendar.

use super::{
    holidays::{Holiday, HolidayKind},
    rhythm::Quarter,
};
use crate::german::date;

pub fn holiday_kind(kind: HolidayKind) -> &'static str {
    match kind {
        HolidayKind::Herbst => "Herbstferien",
        HolidayKind::Weihnachten => "Weihnachtsferien",
        HolidayKind::Ostern => "Osterferien",
        HolidayKind::Sommer => "Sommerferien",
    }
}

/// `Herbstferien vom 05.10.2026 bis 16.10.2026`
pub fn holiday(holiday: Holiday) -> String {
    format!("{} vom {} bis {}", holiday_kind(holiday.kind), date(holiday.first), date(holiday.last))
}

/// `III. Quartal 2026`
pub fn quarter(quarter: Quarter) -> String {
    let number = match quarter.number {
        1 => "I",
        2 => "II",
        3 => "III",
        _ => "IV",
    };
    format!("{number}. Quartal {}", quarter.year)
}

/// Why two dates get into each other's way: `Erika Muster ist zu beiden angemeldet; beide sind für denselben Sozialraum`.
pub fn conflict(people: &[String], speakers: &[String], same_sozialraum: bool) -> String {
    let registered = match people {
        [] => None,
        [one] => Some(format!("{one} ist zu beiden angemeldet")),
        [most @ .., last] => Some(format!("{} und {last} sind zu beiden angemeldet", most.join(", "))),
    };
    let speaks = match speakers {
        [] => None,
        [one] => Some(format!("{one} ist bei beiden eingeplant")),
        [most @ .., last] => Some(format!("{} und {last} sind bei beiden eingeplant", most.join(", "))),
    };
    let region = same_sozialraum.then(|| "beide sind für denselben Sozialraum".to_owned());
    [registered, speaks, region].into_iter().flatten().collect::<Vec<_>>().join("; ")
}
