//! What is missing against the rhythm (domain §5): each Sozialraum meets about once a quarter.

use crate::{
    events::types::{Event, EventStatus, Format},
    ids::SozialraumId,
};
use chrono::{Datelike, NaiveDate};

/// A quarter of a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    pub year: i32,
    /// 1 to 4.
    pub number: u32,
}

impl Quarter {
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.quarter() }
    }

    /// The four of a year.
    pub fn all_of(year: i32) -> [Self; 4] {
        [1, 2, 3, 4].map(|number| Self { year, number })
    }
}

/// A quarter in which a Sozialraum has no Teamtreffen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub quarter: Quarter,
    pub sozialraum: SozialraumId,
    /// There is a draft: planned, and not told to anybody yet.
    pub drafted: bool,
}

/// The gaps of these quarters, in their order and that of the Sozialräume. A meeting counts for the quarter of its first day
/// and for each Sozialraum that it names; called-off ones do not count.
pub fn missing(events: &[Event], sozialraeume: &[SozialraumId], quarters: &[Quarter]) -> Vec<Gap> {
    let mut gaps = vec![];
    for quarter in quarters {
        for sozialraum in sozialraeume {
            let meetings: Vec<_> = events.iter().filter(|event| counts(event, *quarter, *sozialraum)).collect();
            let drafted = meetings.iter().all(|event| event.plan.status == EventStatus::Entwurf);
            if drafted {
                let drafted = !meetings.is_empty();
                gaps.push(Gap { quarter: *quarter, sozialraum: *sozialraum, drafted });
            }
        }
    }
    gaps
}

fn counts(event: &Event, quarter: Quarter, sozialraum: SozialraumId) -> bool {
    let plan = &event.plan;
    plan.format == Format::Sozialraumteamtreffen
        && plan.status != EventStatus::Abgesagt
        && plan.circle.sozialraeume.contains(&sozialraum)
        && plan.days.iter().map(|day| day.date).min().is_some_and(|first| Quarter::of(first) == quarter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::roll::event;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn region(number: u128) -> SozialraumId {
        SozialraumId::new(Uuid::from_u128(number))
    }

    fn meeting(regions: &[u128], month: u32, status: EventStatus) -> Event {
        let mut meeting = event(9, 0);
        meeting.plan.format = Format::Sozialraumteamtreffen;
        meeting.plan.status = status;
        meeting.plan.circle.sozialraeume = regions.iter().copied().map(region).collect();
        meeting.plan.days.truncate(1);
        meeting.plan.days[0].date = NaiveDate::from_ymd_opt(2027, month, 30).expect("a valid date");
        meeting
    }

    #[test]
    fn no_teamtreffen_in_pellenz_in_the_third_quarter() {
        const BENDORF: u128 = 1;
        const PELLENZ: u128 = 2;
        let third = Quarter { year: 2027, number: 3 };
        let gaps = |events: &[Event]| missing(events, &[region(BENDORF), region(PELLENZ)], &[third]);
        let gap = |number, drafted| Gap { quarter: third, sozialraum: region(number), drafted };
        let held = meeting(&[BENDORF], 9, EventStatus::Durchgefuehrt);
        assert_eq!(gaps(&[]), [gap(BENDORF, false), gap(PELLENZ, false)]);
        assert_eq!(gaps(std::slice::from_ref(&held)), [gap(PELLENZ, false)]);
        let called_off = meeting(&[PELLENZ], 7, EventStatus::Abgesagt);
        let next_quarter = meeting(&[PELLENZ], 10, EventStatus::Offen);
        assert_eq!(gaps(&[held.clone(), called_off, next_quarter]), [gap(PELLENZ, false)]);
        assert_eq!(gaps(&[held.clone(), meeting(&[PELLENZ], 8, EventStatus::Entwurf)]), [gap(PELLENZ, true)]);
        assert_eq!(gaps(&[held, meeting(&[PELLENZ, 3], 8, EventStatus::Offen)]), []);
    }

    proptest! {
        /// Each meeting that is announced closes exactly the gaps of its quarter and Sozialräume.
        #[test]
        fn a_meeting_closes_its_own_gaps_only(regions in proptest::collection::btree_set(0..4_u128, 0..4), month in 3..=12_u32) {
            let all: Vec<_> = (0..4).map(region).collect();
            let quarters = Quarter::all_of(2027);
            let regions: Vec<_> = regions.into_iter().collect();
            let open = missing(&[meeting(&regions, month, EventStatus::Offen)], &all, &quarters);
            prop_assert_eq!(open.len(), 16 - regions.len());
            let own = (month - 1) / 3 + 1;
            prop_assert!(open.iter().all(|gap| gap.quarter.number != own || !regions.iter().any(|one| region(*one) == gap.sozialraum)));
        }
    }
}
