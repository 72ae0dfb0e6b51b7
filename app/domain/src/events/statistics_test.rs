use super::*;
use crate::{
    events::{
        attendance::{Mark, Session},
        kept::keep,
        roll::{KISO, Roll, event, noon, single},
        types::Attendance,
    },
    ids::EventId,
};
use proptest::prelude::*;
use uuid::Uuid;

fn region(number: u128) -> SozialraumId {
    SozialraumId::new(Uuid::from_u128(number))
}

fn kita(number: u128) -> KitaId {
    KitaId::new(Uuid::from_u128(number))
}

fn names() -> AreaNames {
    let sozialraeume = vec![(region(1), "Stadt Bendorf".into()), (region(2), "VG Pellenz".into())];
    AreaNames { sozialraeume, anstellungstraeger: vec![] }
}

/// 20 and 21 January, four hours each, with these people; each was there on so many of the days.
fn sheet(number: u128, format: Format, topics: &[&str], people: &[(u32, usize)]) -> Sheet {
    let mut roll = Roll::new(50);
    for (person, _) in people {
        roll.register(&single(*person), noon(6));
    }
    let mut event = Roll { event: event(50, 0), ..roll.clone() }.event;
    event.seats = roll.event.seats;
    let mut registrations: Vec<_> = roll.rows.into_values().collect();
    for row in &mut registrations {
        row.participant.kita = Some(kita(1));
    }
    let there = |email: &str| {
        people.iter().find(|(person, _)| email == format!("person{person}@beispiel.de")).map_or(0, |(_, days)| *days)
    };
    let marks = registrations.iter().flat_map(|row| {
        event.plan.days.iter().take(there(row.participant.email.as_str())).map(|day| Mark {
            person: row.person.clone(),
            session: Session::of(day),
            attendance: Attendance::Anwesend,
            other: None,
        })
    });
    let marks = marks.collect();
    event.id = EventId::new(Uuid::from_u128(number));
    event.plan.format = format;
    event.plan.topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
    event.plan.status = EventStatus::Abgeschlossen;
    Sheet { event, registrations, marks, certificates: vec![] }
}

fn statistics(sheets: &[Sheet]) -> Statistics {
    statistics_with(sheets, &BTreeMap::new())
}

fn statistics_with(sheets: &[Sheet], kept: &BTreeMap<EventId, Kept>) -> Statistics {
    let today = NaiveDate::from_ymd_opt(2027, 12, 31).expect("a day");
    Statistics::of(Counted { sheets, kept }, &names(), |_| Some(region(1)), (2027, vec![2027]), today)
}

/// Nothing is kept of any event.
fn known(sheets: &[Sheet]) -> Counted<'_> {
    static NOTHING: BTreeMap<EventId, Kept> = BTreeMap::new();
    Counted { sheets, kept: &NOTHING }
}

#[test]
fn formats_are_counted_with_their_topics_people_and_hours() {
    let one = sheet(1, Format::Fachtag, &["Kinderschutz", "Sprache"], &[(1, 2), (KISO, 1), (KISO + 1, 0)]);
    let two = sheet(2, Format::Fachtag, &["kinderschutz"], &[(KISO, 2)]);
    let mut off = sheet(3, Format::Netzwerktreffen, &[], &[]);
    off.event.plan.status = EventStatus::Abgesagt;
    let found = statistics(&[one, two, off]);
    let [fachtage, netz] = found.formats.as_slice() else { panic!("{found:?}") };
    assert_eq!(fachtage.title, "2 Fachtage zu 2 Themen");
    assert_eq!((fachtage.held, fachtage.called_off, fachtage.seats, fachtage.taken), (2, 0, 100, 4));
    assert_eq!((fachtage.attended, fachtage.hours.as_str()), (3, "20 Stunden"));
    assert_eq!((netz.title.as_str(), netz.held, netz.called_off), ("0 Netzwerktreffen", 0, 1));
    assert_eq!(netz.hours, "0 Stunden", "in a column of hours");
}

#[test]
fn over_all_years_a_topic_counts_once_and_what_never_took_place_does_not() {
    let of = |number: u128, format: Format, topics: &[&str], year: i32| {
        in_year(sheet(number, format, topics, &[(1, 2)]), year)
    };
    let mut off = of(4, Format::Fachtag, &["Spiel"], 2027);
    off.event.plan.status = EventStatus::Abgesagt;
    let ahead = of(5, Format::Fachtag, &["Spiel"], 2028);
    let sheets = [
        of(1, Format::Fachtag, &["Kinderschutz", "Sprache"], 2027),
        of(2, Format::Fachtag, &["kinderschutz"], 2025),
        of(3, Format::Netzwerktreffen, &[], 2026),
        off,
        ahead,
    ];
    let found = over_years(&sheets, |_| Some(region(1))).all_years;
    let rows: Vec<_> = found.iter().map(|row| (row.title.as_str(), row.by_year.as_str(), row.seats)).collect();
    let expected = [("2 Fachtage zu 2 Themen", "2025: 1, 2027: 1", 100), ("1 Netzwerktreffen", "2026: 1", 50)];
    assert_eq!(rows, expected);
    let people: Vec<_> = found.iter().map(|row| (row.attended, row.hours.as_str(), row.minutes)).collect();
    assert_eq!(people, [(2, "16 Stunden", 960), (1, "8 Stunden", 480)]);
}

/// The same in another year; marks name the day, so they move along.
fn in_year(mut sheet: Sheet, year: i32) -> Sheet {
    let before: Vec<_> = sheet.event.plan.days.iter().map(Session::of).collect();
    for day in &mut sheet.event.plan.days {
        day.date = day.date.with_year(year).expect("a day of every year");
    }
    for mark in &mut sheet.marks {
        let position = before.iter().position(|session| *session == mark.session).expect("a session of the event");
        mark.session = Session::of(&sheet.event.plan.days[position]);
    }
    sheet
}

fn over_years(sheets: &[Sheet], region: impl Fn(KitaId) -> Option<SozialraumId>) -> Statistics {
    let today = NaiveDate::from_ymd_opt(2027, 12, 31).expect("a day");
    statistics(&[]).with_all_years(known(sheets), &names(), region, today)
}

#[test]
fn years_stand_beside_each_other_with_attendance_and_hours_by_sozialraum_and_kiso() {
    let mut early = in_year(sheet(1, Format::Fachtag, &[], &[(KISO, 2), (1, 1)]), 2025);
    let mut late = sheet(2, Format::Sozialraumteamtreffen, &[], &[(KISO, 1)]);
    late.event.plan.circle.sozialraeume.insert(region(2));
    let named = |sheet: &mut Sheet, name: &str, kita_number: u128| {
        let kiso = sheet.registrations.iter_mut().find(|row| row.participant.funktion == Funktion::KiSo);
        let participant = &mut kiso.expect("a KiSo").participant;
        (participant.name, participant.kita) = (name.to_owned(), Some(kita(kita_number)));
    };
    named(&mut early, "Kim Vorher", 1);
    named(&mut late, "Kim Nachher", 2);
    let mut gone = in_year(sheet(3, Format::Fachtag, &[], &[(1, 2)]), 2024);
    (gone.registrations, gone.marks) = (vec![], vec![]);
    let ever = over_years(&[gone, early, late], |id| Some(region(id.uuid().as_u128()))).ever;
    let years: Vec<_> =
        ever.years.iter().map(|row| (row.year, row.held, row.taken, row.attended, row.minutes)).collect();
    assert_eq!(years, [(2027, 1, 1, 1, 240), (2025, 1, 2, 2, 720), (2024, 1, 1, 0, 0)]);
    let said = |row: &OverYears<RegionRow>| (row.sum.held, row.sum.attended, row.sum.minutes, row.by_year.clone());
    let regions: Vec<_> = ever.sozialraeume.iter().map(said).collect();
    assert_eq!(regions, [(0, 2, 720, "2025: 12 Stunden".to_owned()), (1, 1, 240, "2027: 4 Stunden".to_owned())]);
    let [kim] = ever.kisos.as_slice() else { panic!("one KiSo: {:?}", ever.kisos) };
    assert_eq!((kim.sum.name.as_str(), kim.sum.attended), ("Kim Nachher", 2), "one person, by the latest name");
    assert_eq!((kim.sum.hours.as_str(), kim.by_year.as_str()), ("12 Stunden", "2025: 8 Stunden, 2027: 4 Stunden"));
    assert_eq!(ever.forgotten, 1);
}

#[test]
fn a_kiso_is_one_person_over_the_year_and_stands_in_the_order_of_the_alphabet() {
    let one = sheet(1, Format::Fachtag, &[], &[(KISO + 2, 2), (KISO, 1)]);
    let two = sheet(2, Format::Weiterbildung, &[], &[(KISO, 2), (1, 2)]);
    let rows: Vec<_> =
        statistics(&[one, two]).kisos.into_iter().map(|row| (row.name, row.attended, row.hours)).collect();
    let expected = [("Person 100", 2, "12 Stunden"), ("Person 102", 1, "8 Stunden")];
    assert_eq!(rows, expected.map(|(name, attended, hours)| (name.to_owned(), attended, hours.to_owned())));
}

#[test]
fn a_sozialraum_counts_events_for_it_and_people_of_its_kitas() {
    let mut team = sheet(1, Format::Sozialraumteamtreffen, &[], &[(KISO, 2), (KISO + 1, 2)]);
    team.event.plan.circle.sozialraeume.insert(region(2));
    for (row, number) in team.registrations.iter_mut().zip([1, 2]) {
        row.participant.kita = Some(kita(number));
    }
    let today = NaiveDate::from_ymd_opt(2027, 12, 31).expect("a day");
    let of = |id: KitaId| Some(region(id.uuid().as_u128()));
    let found = Statistics::of(known(&[team]), &names(), of, (2027, vec![2027]), today).sozialraeume;
    let rows: Vec<_> = found.iter().map(|row| (row.held, row.attended, row.hours.as_str())).collect();
    assert_eq!(rows, [(0, 1, "8 Stunden"), (1, 1, "8 Stunden")]);
}

#[test]
fn what_has_not_begun_counts_nowhere_and_what_was_deleted_is_named() {
    let mut coming = sheet(1, Format::Fachtag, &["Spiel"], &[(KISO, 2)]);
    coming.event.plan.status = EventStatus::Offen;
    let before = NaiveDate::from_ymd_opt(2027, 1, 19).expect("a day");
    let found = Statistics::of(known(&[coming]), &names(), |_| None, (2027, vec![2027]), before);
    assert_eq!((found.formats.len(), found.kisos.len()), (0, 0));
    let mut old = sheet(2, Format::Fachtag, &[], &[(KISO, 2)]);
    (old.registrations, old.marks) = (vec![], vec![]);
    let found = statistics(&[old]);
    assert_eq!((found.forgotten, found.formats[0].taken, found.formats[0].attended), (1, 1, 0));
}

/// So many people of a Kita of each Sozialraum, each there on one day; of Sozialraum 0 there is none.
fn from_sozialraeume(number: u128, people: &[(u128, u32)]) -> Sheet {
    let of_each: Vec<_> = people.iter().flat_map(|(id, count)| (0..*count).map(move |_| *id)).collect();
    let everybody: Vec<(u32, usize)> = (KISO..).take(of_each.len()).map(|person| (person, 1)).collect();
    let mut sheet = sheet(number, Format::Fachtag, &[], &everybody);
    for (row, id) in sheet.registrations.iter_mut().zip(of_each) {
        row.participant.kita = Some(kita(id));
    }
    sheet
}

fn by_its_number(kita: KitaId) -> Option<SozialraumId> {
    Some(kita.uuid().as_u128()).filter(|id| 0 < *id).map(region)
}

#[test]
fn no_sum_is_kept_of_few_people_nor_can_it_be_had_by_taking_one_off_another() {
    let kept = |people: &[(u128, u32)]| {
        let kept = keep(&from_sozialraeume(1, people), by_its_number, 5);
        let parts: Vec<_> = kept.sozialraeume.iter().map(|(id, sum)| (id.uuid().as_u128(), sum.people)).collect();
        (kept.whole.map(|sum| (sum.people, sum.minutes)), parts)
    };
    assert_eq!(kept(&[(1, 7), (2, 5)]), (Some((12, 12 * 240)), vec![(1, 7), (2, 5)]));
    assert_eq!(kept(&[(1, 7), (2, 4), (0, 1)]), (Some((12, 12 * 240)), vec![(1, 7)]), "four are too few");
    assert_eq!(kept(&[(1, 7), (2, 5), (0, 1)]), (Some((13, 13 * 240)), vec![(1, 7)]), "the one would be the rest");
    assert_eq!(kept(&[(1, 5), (0, 1)]), (Some((6, 6 * 240)), vec![]));
    assert_eq!(kept(&[(1, 4)]), (None, vec![]));
    assert_eq!(kept(&[]), (None, vec![]));
}

#[test]
fn what_is_kept_counts_like_the_registrations_did_but_for_single_kiso() {
    let (whole, few) = (from_sozialraeume(1, &[(1, 6)]), from_sozialraeume(2, &[(1, 2)]));
    let kept = [&whole, &few].map(|sheet| (sheet.event.id, keep(sheet, |_| Some(region(1)), 5)));
    let kept = BTreeMap::from(kept);
    let without = |sheet: &Sheet| Sheet { registrations: vec![], marks: vec![], ..sheet.clone() };
    let before = statistics(std::slice::from_ref(&whole));
    let after = statistics_with(&[without(&whole)], &kept);
    assert_eq!((&after.formats, &after.sozialraeume), (&before.formats, &before.sozialraeume));
    assert_eq!((before.kisos.len(), after.kisos.len()), (6, 0));
    assert_eq!((after.kept, after.few, after.forgotten), (1, 0, 0));

    let never_kept = from_sozialraeume(3, &[(1, 6)]);
    let sheets = [&whole, &few, &never_kept].map(without);
    let today = NaiveDate::from_ymd_opt(2027, 12, 31).expect("a day");
    let counted = Counted { sheets: &sheets, kept: &kept };
    let ever = statistics(&[]).with_all_years(counted, &names(), |_| Some(region(1)), today).ever;
    assert_eq!((ever.kept, ever.few, ever.forgotten), (1, 1, 1));
    let [year] = ever.years.as_slice() else { panic!("one year: {:?}", ever.years) };
    assert_eq!((year.held, year.taken, year.attended, year.minutes), (3, 14, 6, 6 * 240));
    assert_eq!(ever.sozialraeume[0].by_year, "2027: 24 Stunden");
    assert!(ever.kisos.is_empty(), "{:?}", ever.kisos);
}

#[test]
fn years_that_have_begun_are_named_once_the_latest_first() {
    let day = |year| NaiveDate::from_ymd_opt(year, 3, 1).expect("a day");
    let days = [day(2025), day(2028), day(2027), day(2025)];
    assert_eq!(years(days), [2028, 2027, 2025]);
    assert_eq!(begun_years(days, day(2027), 2027), [2027, 2025]);
    assert_eq!(begun_years(days, day(2027), 2029), [2029, 2027, 2025], "what is looked at is among them");
}

proptest! {
    /// Every visit is counted once in each view, and no minute is lost on the way.
    #[test]
    fn the_views_agree(days in proptest::collection::vec((0..6_u32, 0..=2_usize), 0..12)) {
        let mut people = BTreeMap::new();
        for (person, there) in days {
            people.insert(KISO + person, there);
        }
        let people: Vec<_> = people.into_iter().collect();
        let found = statistics(&[sheet(1, Format::Fachtag, &[], &people)]);
        let there = people.iter().filter(|(_, days)| 0 < *days).count();
        let minutes: u32 = people.iter().map(|(_, days)| *days as u32 * 240).sum();
        prop_assert_eq!(found.formats[0].attended as usize, there);
        prop_assert_eq!(found.kisos.iter().map(|row| row.attended as usize).sum::<usize>(), there);
        prop_assert_eq!(&found.formats[0].hours, &duration(minutes));
        prop_assert_eq!(&found.sozialraeume[0].hours, &duration(minutes));
    }

    /// Whoever is counted is one of enough people, in each sum and in each difference of sums.
    #[test]
    fn sums_that_are_kept_speak_of_enough_people(
        people in proptest::collection::vec((0..4_u128, 0..7_u32), 0..5),
        smallest in 3..7_u32,
    ) {
        let sheet = from_sozialraeume(1, &people);
        let of = |id: u128| people.iter().filter(|(of, _)| *of == id).map(|(_, count)| *count).sum::<u32>();
        let kept = keep(&sheet, by_its_number, smallest);
        let total: u32 = people.iter().map(|(_, count)| *count).sum();
        prop_assert_eq!(kept.whole.map(|sum| sum.people), Some(total).filter(|total| smallest <= *total));
        let mut rest = total;
        for (id, sum) in &kept.sozialraeume {
            prop_assert!(smallest <= sum.people);
            prop_assert_eq!((sum.people, sum.minutes), (of(id.uuid().as_u128()), of(id.uuid().as_u128()) * 240));
            rest -= sum.people;
        }
        prop_assert!(kept.whole.is_none() || rest == 0 || smallest <= rest);
    }
}
