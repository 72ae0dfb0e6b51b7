//! What a new event of a format begins with, for the planning form: a start that the Koordination changes as it likes.

use super::{
    input::{DayInput, EventInput},
    types::{Admission, Audience, Format},
};
use crate::access::Role;

/// Title, hours of the first day, seats, minimum, audience and admission as events of this format usually have them; everything
/// else is blank.
pub fn proposal(format: Format) -> EventInput {
    let (begin, end) = match format {
        Format::TandemStartseminar | Format::Fachtag | Format::Weiterbildung => ("09:00", "16:00"),
        Format::Sozialraumteamtreffen | Format::Vernetzungstreffen => ("09:00", "12:00"),
        Format::KollegialeFallberatung => ("09:00", "11:00"),
        Format::Netzwerktreffen => ("14:00", "16:30"),
    };
    let (capacity, minimum) = match format {
        Format::TandemStartseminar => ("24", ""),
        Format::Fachtag => ("50", "15"),
        Format::Weiterbildung => ("20", "8"),
        Format::Sozialraumteamtreffen => ("15", ""),
        Format::KollegialeFallberatung => ("10", ""),
        Format::Vernetzungstreffen => ("20", ""),
        Format::Netzwerktreffen => ("40", "10"),
    };
    let (audience, roles): (_, &[Role]) = match format {
        Format::TandemStartseminar | Format::Netzwerktreffen => (Audience::Public, &[]),
        Format::Vernetzungstreffen => (Audience::Members, &[Role::KiSo, Role::Anstellungstraeger]),
        _ => (Audience::Members, &[Role::KiSo]),
    };
    let admission = match format {
        Format::TandemStartseminar => Admission::Both,
        _ => Admission::Singles,
    };
    EventInput {
        title: super::german::format(format).into(),
        days: vec![DayInput { begin: begin.into(), end: end.into(), ..DayInput::default() }],
        capacity: capacity.into(),
        minimum: minimum.into(),
        audience: audience.code().into(),
        roles: roles.iter().map(|role| role.code().to_owned()).collect(),
        admission: admission.code().into(),
        ..EventInput::default()
    }
}

/// The form after the format was changed from `before`, `None` for none, to `now`: what nobody has typed follows the proposal, and
/// everything else stays. Untouched is what is blank, and what still is as the form or the format before began with.
pub fn follow(typed: &EventInput, before: Option<Format>, now: Format) -> EventInput {
    let blank = || EventInput {
        audience: Audience::Public.code().into(),
        admission: Admission::Singles.code().into(),
        ..EventInput::default()
    };
    let (base, next) = (before.map_or_else(blank, proposal), proposal(now));
    let text = |typed: &str, base: &str, next: &str| {
        let untouched = typed.trim().is_empty() || typed == base;
        if untouched { next.to_owned() } else { typed.to_owned() }
    };
    let capacity = text(&typed.capacity, &base.capacity, &next.capacity);
    // A minimum that belongs to other seats would be a fault that nobody has made.
    let minimum = match capacity == next.capacity {
        true => text(&typed.minimum, &base.minimum, &next.minimum),
        false => text(&typed.minimum, &base.minimum, ""),
    };
    let mut days = typed.days.clone();
    if let (Some(day), Some(next)) = (days.first_mut(), next.days.first()) {
        let base = base.days.first().cloned().unwrap_or_default();
        (day.begin, day.end) = (text(&day.begin, &base.begin, &next.begin), text(&day.end, &base.end, &next.end));
    }
    EventInput {
        title: text(&typed.title, &base.title, &next.title),
        days,
        capacity,
        minimum,
        audience: text(&typed.audience, &base.audience, &next.audience),
        roles: if typed.roles == base.roles { next.roles } else { typed.roles.clone() },
        admission: text(&typed.admission, &base.admission, &next.admission),
        ..typed.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{AreaNames, EventFormView};
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("a valid date")
    }

    fn fresh() -> EventInput {
        EventFormView::new_event(String::new(), AreaNames::default(), today()).input
    }

    #[test]
    fn an_untouched_form_follows_every_change_of_the_format() {
        let mut typed = fresh();
        let mut before = None;
        for format in Format::ALL {
            typed = follow(&typed, before, *format);
            before = Some(*format);
            let proposed = proposal(*format);
            assert_eq!(
                (&typed.title, &typed.capacity, &typed.minimum),
                (&proposed.title, &proposed.capacity, &proposed.minimum)
            );
            assert_eq!((&typed.audience, &typed.roles), (&proposed.audience, &proposed.roles), "{format:?}");
            assert_eq!((&typed.admission, &typed.days), (&proposed.admission, &proposed.days), "{format:?}");
            assert_eq!((&typed.status, typed.waiting_list), (&fresh().status, true), "nothing else changes");
        }
    }

    #[test]
    fn what_somebody_typed_stays() {
        let mut typed = EventInput { title: "Sprache im Alltag".into(), capacity: "12".into(), ..fresh() };
        typed.days[0].begin = "10:00".into();
        let followed = follow(&typed, None, Format::Fachtag);
        assert_eq!((followed.title.as_str(), followed.capacity.as_str()), ("Sprache im Alltag", "12"));
        assert_eq!(followed.minimum, "", "fifteen of twelve people would never come");
        assert_eq!((followed.days[0].begin.as_str(), followed.days[0].end.as_str()), ("10:00", "16:00"));
        let public = EventInput { audience: Audience::Public.code().into(), roles: vec![], ..followed };
        let again = follow(&public, Some(Format::Fachtag), Format::Sozialraumteamtreffen);
        assert_eq!((again.audience.as_str(), again.roles.len()), (Audience::Public.code(), 0), "chosen otherwise");
    }

    #[test]
    fn a_proposal_lacks_only_what_nobody_can_know() {
        for format in Format::ALL {
            let mut input = follow(&fresh(), None, *format);
            input.format = format.code().into();
            input.closes = "2027-01-15".into();
            input.days[0].date = "2027-02-01".into();
            input.days[0].place = "Kreishaus".into();
            input.sozialraeume = vec![uuid::Uuid::from_u128(1).to_string()];
            assert!(input.check(today()).is_ok(), "{format:?}");
        }
    }
}
