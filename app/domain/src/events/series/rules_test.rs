use super::*;
use crate::{
    events::{
        roll::{event, noon},
        series::{Basis, SeriesInput},
        types::{Audience, Format, Seats},
    },
    field,
};
use chrono::Datelike;
use proptest::prelude::*;

fn region(number: u128) -> SozialraumId {
    SozialraumId::new(Uuid::from_u128(number))
}

fn request(slots: impl IntoIterator<Item = Slot>) -> SeriesRequest {
    SeriesRequest { id: Uuid::from_u128(77), slots: slots.into_iter().collect() }
}

fn date(text: &str) -> NaiveDate {
    field::date("date", text).expect("a valid date")
}

fn days_after(first: NaiveDate, days: u64) -> NaiveDate {
    first.checked_add_days(Days::new(days)).expect("a day of the calendar")
}

fn numbered(number: u128, first: &str) -> Event {
    let source = event(9, 0);
    let plan = moved(&source.plan, date(first)).expect("a day of the calendar");
    Event { id: EventId::new(Uuid::from_u128(number)), plan, ..source }
}

#[test]
fn a_quarter_later_is_the_same_weekday() {
    let proposed = quarterly(date("2027-01-20"));
    assert_eq!(proposed, ["2027-04-21", "2027-07-21", "2027-10-20"].map(date));
    assert!(proposed.iter().all(|day| day.weekday() == date("2027-01-20").weekday()));
}

#[test]
fn the_first_copies_found_a_series_and_later_ones_join_it() {
    let source = event(9, 3);
    let slots = [Slot { first: date("2027-04-21"), sozialraum: Some(region(2)) }];
    let founded = copies(&source, &request(slots)).expect("copies");
    assert_eq!((founded.source, founded.series, founded.joins), (source.id, source.id, true));
    let other = EventId::new(Uuid::from_u128(5));
    let joined = copies(&Event { series: Some(other), ..source }, &request(slots)).expect("copies");
    assert_eq!((joined.series, joined.joins), (other, false));
    assert_eq!(founded.events, joined.events, "the same request makes the same records");
}

#[test]
fn a_copy_for_a_sozialraum_is_for_nobody_else_there() {
    let mut source = event(9, 3);
    source.plan.audience = Audience::Members;
    source.plan.circle.roles.insert(crate::access::Role::KiSo);
    source.plan.circle.sozialraeume.insert(region(1));
    let first = date("2027-04-21");
    let made =
        copies(&source, &request([Slot { first, sozialraum: Some(region(2)) }, Slot { first, sozialraum: None }]));
    let made = made.expect("copies").events;
    assert_eq!(made[0].1.circle, source.plan.circle);
    assert_eq!(made[1].1.circle.sozialraeume, BTreeSet::from([region(2)]));
    assert_eq!(made[1].1.circle.roles, source.plan.circle.roles);
}

#[test]
fn a_change_reaches_what_is_ahead_and_not_called_off() {
    let mut members: Vec<_> =
        [(1, "2027-01-20"), (2, "2027-01-20"), (3, "2027-01-19"), (4, "2027-04-21"), (5, "2027-07-21")]
            .map(|(number, first)| numbered(number, first))
            .into();
    members[3].plan.status = EventStatus::Entwurf;
    members[4].plan.status = EventStatus::Abgesagt;
    let reached = |first: &str, local| -> Vec<u128> {
        let found = later(&members, EventId::new(Uuid::from_u128(1)), Some(date(first)), local);
        found.into_iter().map(|event| event.id.uuid().as_u128()).collect()
    };
    assert_eq!(reached("2027-01-20", noon(6)), [2, 4], "that of the same day too, not itself, none before");
    assert_eq!(reached("2027-01-20", noon(25)), [4], "what has begun stays as it was");
    assert_eq!(reached("2027-05-01", noon(6)), [0_u128; 0]);
}

#[test]
fn what_belongs_together_is_adopted_and_day_place_sozialraum_and_status_stay() {
    let basis = EventPlan { cancel_until: Some(date("2027-01-18")), minimum: Some(8), ..event(9, 0).plan };
    let from = EventPlan { title: "Runder Tisch".into(), capacity: 30, waiting_list: true, ..basis };
    let mut to = numbered(2, "2027-04-21").plan;
    to.status = EventStatus::Entwurf;
    to.days.truncate(1);
    to.days[0].place = "Bürgerhaus".into();
    to.materials = vec!["Folien https://beispiel.de/april.pdf".into()];
    to.circle.sozialraeume.insert(region(2));
    let adopted = adopt(&from, &to, date("2027-01-04")).expect("a plan");
    assert_eq!((adopted.title.as_str(), adopted.capacity, adopted.waiting_list), ("Runder Tisch", 30, true));
    assert_eq!((&adopted.days, adopted.status, &adopted.circle), (&to.days, to.status, &to.circle));
    assert_eq!(adopted.materials, to.materials, "of each event its own");
    assert_eq!((adopted.opens, adopted.closes), (Some(date("2027-04-06")), date("2027-04-16")));
    assert_eq!((adopted.cancel_until, adopted.minimum), (Some(date("2027-04-19")), Some(8)), "two days before");
    assert_eq!(adopt(&from, &adopted, date("2027-01-04")), Ok(adopted.clone()), "a second time changes nothing");

    let team = EventPlan { format: Format::Sozialraumteamtreffen, ..from };
    let nowhere = EventPlan { circle: Circle::default(), ..to };
    let refused = adopt(&team, &nowhere, date("2027-01-04"));
    assert_eq!(refused, Err(AppError::field("sozialraeume", ErrorCode::Required)));
}

proptest! {
    /// Days keep their distance and their hours on the office's clock, across every change to summer time and back; the window
    /// of registration moves along; nobody's seat comes along, and no id is used twice.
    #[test]
    fn copies_are_the_same_event_at_another_time(
        gaps in proptest::collection::vec(0..40_u64, 1..5),
        opens in proptest::option::of(0..60_u64),
        dates in proptest::collection::btree_set(0..1000_u64, 1..6),
        regions in proptest::collection::btree_set(0..5_u128, 0..4),
        taken in 0..9_u32,
    ) {
        let mut source = event(9, taken);
        let template = source.plan.days[0].clone();
        let mut first = days_after(template.date, 0);
        source.plan.days.clear();
        for gap in &gaps {
            first = days_after(first, gap + u64::from(!source.plan.days.is_empty()));
            source.plan.days.push(EventDay { date: first, ..template.clone() });
        }
        source.plan.opens = opens.and_then(|days| source.plan.closes.checked_sub_days(Days::new(days)));
        let begin = first_day(&source.plan).expect("a day");
        let input = SeriesInput {
            request: Uuid::from_u128(77).to_string(),
            dates: dates.iter().map(|days| days_after(begin, 1 + days).to_string()).collect(),
            sozialraeume: regions.iter().map(|number| region(*number).to_string()).collect(),
            same_day: true,
        };
        let basis = Basis::of(&source.plan).expect("a day");
        let asked = input.check(&basis, begin).map_err(|faults| TestCaseError::fail(format!("{faults:?}")))?;
        let made = copies(&source, &asked).map_err(|error| TestCaseError::fail(error.to_string()))?;

        let circles = regions.len().max(1);
        prop_assert_eq!(made.events.len(), dates.len() * circles + regions.len());
        let ids: BTreeSet<_> = made.events.iter().map(|(id, _)| *id).collect();
        prop_assert_eq!(ids.len(), made.events.len());
        prop_assert!(!ids.contains(&source.id));
        for (_, copy) in &made.events {
            let shift = first_day(copy).expect("a day").signed_duration_since(begin);
            prop_assert_eq!(copy.status, EventStatus::Entwurf);
            prop_assert_eq!(copy.days.len(), source.plan.days.len());
            for (day, original) in copy.days.iter().zip(&source.plan.days) {
                prop_assert_eq!(day.date.signed_duration_since(original.date), shift);
                prop_assert_eq!((day.begin, day.end, &day.place), (original.begin, original.end, &original.place));
            }
            prop_assert_eq!(copy.closes.signed_duration_since(source.plan.closes), shift);
            let opened = copy.opens.zip(source.plan.opens).map(|(copy, original)| copy.signed_duration_since(original));
            prop_assert_eq!(opened, source.plan.opens.map(|_| shift));
            prop_assert_eq!(copy.capacity, source.plan.capacity);
            prop_assert_eq!(&copy.title, &source.plan.title);
        }
        prop_assert_eq!(source.seats, Seats { capacity: 9, taken, ..Seats::default() });
        let repeated = copies(&source, &asked).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(repeated, made);
    }
}
