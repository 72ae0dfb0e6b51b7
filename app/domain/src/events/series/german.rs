//! What people read about series.

use super::input::{Basis, Slot};
use crate::{
    error::AppError,
    events::{
        area::AreaNames,
        planning::{german::holiday, holidays},
        types::{Event, EventPlan},
    },
    german::{long_date, message},
};

/// `Teil der Reihe »Teamtreffen«: 4 Termine`
pub fn summary(title: &str, events: usize) -> String {
    format!("Teil der Reihe »{title}«: {events} Termine")
}

/// `Dienstag, 13. April 2027, VG Pellenz: Teamtreffen`
pub fn member(event: &Event, names: &AreaNames) -> String {
    format!("{}: {}", when_and_where(&event.plan, names), event.plan.title)
}

/// `Dienstag, 13. April 2027, VG Pellenz (Osterferien vom 22.03.2027 bis 02.04.2027)`; says so too when the holidays of that
/// time are not known.
pub fn slot(slot: &Slot, basis: &Basis, names: &AreaNames) -> String {
    let region = slot.sozialraum.and_then(|id| names.sozialraeume.iter().find(|(known, _)| *known == id));
    let region = region.map(|(_, name)| format!(", {name}")).unwrap_or_default();
    let last = basis.last_from(slot.first);
    let note = match holidays::within(slot.first, last).next() {
        Some(found) => format!(" ({})", holiday(found)),
        None if last > holidays::known_until() => " (Schulferien noch nicht hinterlegt)".into(),
        None => String::new(),
    };
    format!("{}{region}{note}", long_date(slot.first))
}

/// `Es entstehen 7 Entwürfe.`
pub fn to_be_made(count: usize) -> String {
    match count {
        1 => "Es entsteht 1 Entwurf.".into(),
        count => format!("Es entstehen {count} Entwürfe."),
    }
}

/// Why an event of the series stayed as it was.
pub fn left(event: &Event, names: &AreaNames, error: &AppError) -> String {
    let why = match error {
        // The person sees another event's form, so that its fields would tell nothing.
        AppError::Invalid(_) => {
            "Dort würde danach eine Angabe fehlen oder nicht passen, zum Beispiel der Sozialraum. Bitte bearbeiten Sie diesen \
             Termin einzeln."
                .into()
        }
        other => message(other),
    };
    format!("{}. {why}", member(event, names))
}

fn when_and_where(plan: &EventPlan, names: &AreaNames) -> String {
    let day = plan.begins_at().map(|begin| long_date(begin.date())).unwrap_or_default();
    match names.of_sozialraeume(&plan.circle) {
        regions if regions.is_empty() => day,
        regions => format!("{day}, {regions}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SozialraumId;
    use chrono::NaiveDate;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn a_proposed_day_says_into_which_holidays_its_event_falls() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a valid date");
        let pellenz = SozialraumId::new(Uuid::from_u128(1));
        let names = AreaNames { sozialraeume: vec![(pellenz, "VG Pellenz".into())], ..AreaNames::default() };
        let basis = Basis { first: day(2027, 1, 20), last: day(2027, 1, 21), sozialraeume: BTreeSet::new() };
        let text = |first, sozialraum| slot(&Slot { first, sozialraum }, &basis, &names);
        assert_eq!(text(day(2027, 4, 21), None), "Mittwoch, 21. April 2027");
        assert_eq!(
            text(day(2027, 3, 21), Some(pellenz)),
            "Sonntag, 21. März 2027, VG Pellenz (Osterferien vom 22.03.2027 bis 02.04.2027)",
            "its second day is the first of the holidays"
        );
        assert_eq!(text(day(2028, 9, 5), None), "Dienstag, 5. September 2028 (Schulferien noch nicht hinterlegt)");
    }
}
