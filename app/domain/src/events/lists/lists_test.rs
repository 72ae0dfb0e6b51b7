use super::*;
use crate::{
    events::{
        attendance::Mark,
        roll::{Roll, event, half, noon, single, tandem},
        statistics::{AllYearsRow, Ever, FormatRow, KiSoRow, OverYears, RegionRow, YearRow},
        types::{Attendance, EventStatus},
    },
    ids::{EventId, SozialraumId},
};
use proptest::prelude::*;
use uuid::Uuid;

fn sheet(roll: &Roll) -> Sheet {
    let registrations = roll.rows.values().cloned().collect();
    Sheet { event: roll.event.clone(), registrations, marks: vec![], certificates: vec![] }
}

fn list(sheet: &Sheet, day: u32) -> Table {
    let kita = KitaId::new(Uuid::from_u128(7));
    let of = |name: &'static str| move |id: KitaId| (id == kita).then(|| name.to_owned());
    participants(sheet, of("Kita Löwenzahn"), of("VG Pellenz"), noon(day))
}

/// One column of a list from top to bottom.
fn column(table: &Table, title: &str) -> Vec<String> {
    let position = table.head.iter().position(|head| head == title).expect("the column");
    table.rows.iter().map(|row| row[position].shown()).collect()
}

/// Three seats: a tandem and a single have them, one waits, one looks for a partner, one has given up.
fn seminar() -> Sheet {
    let mut roll = Roll::with_waiting_list(3);
    for party in [tandem(1, 101), single(2), single(3), half(4), single(5)] {
        roll.register(&party, noon(14));
    }
    roll.cancel(5);
    sheet(&roll)
}

#[test]
fn seats_come_first_then_who_waits_then_who_seeks_and_the_cancelled_are_left_out() {
    let found = seminar();
    let table = list(&found, 19);
    assert_eq!(column(&table, "Name"), ["Person 1", "Person 101", "Person 2", "Person 3", "Person 4"]);
    let pending = "wartet auf die Bestätigung von Person 101 bis 20.01.2027; zwei Plätze sind so lange gehalten";
    let single = found.registrations.iter().find(|row| row.participant.name == "Person 2").expect("registered");
    let seated = events_german::registration_status(single.status);
    let waits = "Warteliste, Platz 1: wartet auf einen freien Platz";
    assert_eq!(column(&table, "Stand"), [pending, pending, seated, waits, "sucht Partner bis 20.01.2027"]);
    assert_eq!(column(&table, "Tandem mit"), ["Person 101", "Person 1", "", "", ""]);
    assert_eq!(column(&table, "Kita oder Einrichtung"), ["Kita Sonnenschein"; 5]);
    assert_eq!(column(&table, "E-Mail-Adresse")[4], "person4@beispiel.de");
    let begun = column(&list(&found, 20), "Stand");
    let expected = ["die Bestätigung von Person 101 blieb aus", "Warteliste, kam nicht zum Zug", "niemand gefunden"];
    assert_eq!([0, 3, 4].map(|line| begun[line].as_str()), expected);
}

#[test]
fn needs_and_attendance_have_columns_where_something_was_entered() {
    let mut found = seminar();
    let plain = list(&found, 19).head;
    assert_eq!(plain[..6], german::PARTICIPANT);
    assert_eq!(plain[6..], ["Tandem mit"]);
    let row = found.registrations.iter_mut().find(|row| row.participant.name == "Person 2").expect("registered");
    row.participant.kita = Some(KitaId::new(Uuid::from_u128(7)));
    row.participant.food_needs = Some("vegan".into());
    let (person, session) = (row.person.clone(), Session::of(&found.event.plan.days[0]));
    found.marks.push(Mark { person, session, attendance: Attendance::Entschuldigt, other: None });
    let table = list(&found, 20);
    assert_eq!(table.head[6..], ["Tandem mit", "Wünsche zum Essen", "20.01.2027, 12:00 Uhr"]);
    let line: Vec<_> = table.rows[2].iter().map(Cell::shown).collect();
    assert_eq!(line[1..4], ["Person 2", "Kita Löwenzahn", "VG Pellenz"]);
    assert_eq!(line[6..], ["", "vegan", "entschuldigt"]);
}

#[test]
fn a_name_that_looks_like_a_formula_or_holds_separators_stays_a_text_in_csv() {
    let mut roll = Roll::new(5);
    for number in [1, 2] {
        roll.register(&single(number), noon(6));
    }
    let mut found = sheet(&roll);
    let names = ["=cmd|'/c calc'!A0", "Muster; \"Anna\""];
    found.registrations.sort_by_key(|row| row.participant.name.clone());
    for (row, name) in found.registrations.iter_mut().zip(names) {
        row.participant.name = name.into();
    }
    let text = list(&found, 19).csv();
    assert!(text.contains(";'=cmd|'/c calc'!A0;Kita Sonnenschein;"), "{text}");
    assert!(text.contains(";\"Muster; \"\"Anna\"\"\";Kita Sonnenschein;"), "{text}");
}

#[test]
fn a_year_lists_its_events_in_order_of_time_with_drafts_and_real_dates() {
    let (mut late, mut draft, mut other) = (event(50, 2), event(12, 0), event(9, 0));
    late.plan.topics = vec!["Sprache".into(), "Spiel".into()];
    let region = SozialraumId::new(Uuid::from_u128(1));
    late.plan.circle.sozialraeume.insert(region);
    draft.plan.title = "Fachtag".into();
    draft.plan.status = EventStatus::Entwurf;
    for day in &mut draft.plan.days {
        day.date = day.date.pred_opt().expect("a day before");
    }
    for day in &mut other.plan.days {
        day.date = day.date.with_year(2026).expect("the day in another year");
    }
    let names = AreaNames { sozialraeume: vec![(region, "VG Pellenz".into())], anstellungstraeger: vec![] };
    let table = events(&[late.clone(), other, draft], &names, 2027);
    assert_eq!(table.name, "Veranstaltungen 2027");
    assert_eq!(column(&table, "Titel"), ["Fachtag", "Startseminar"]);
    assert_eq!(column(&table, "Stand"), ["Entwurf", "Veröffentlicht"]);
    let [first, last] = [0, 1].map(|day| Cell::Day(late.plan.days[day].date));
    let texts = ["Startseminar", "Tandem-Startseminar", "Sprache, Spiel", "Kreishaus", "VG Pellenz"];
    let figures = [50, 2, 0].map(Cell::Whole);
    let expected = [first, last].into_iter().chain(texts.map(Cell::text)).chain(figures);
    assert_eq!(table.rows[1], expected.chain([Cell::text("Veröffentlicht")]).collect::<Vec<_>>());
    late.seats.capacity = 1;
    assert_eq!(column(&events(&[late], &names, 2027), "Stand"), ["Ausgebucht"], "fewer seats than people");
    assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
}

#[test]
fn a_file_of_events_says_that_some_cannot_be_read() {
    let names = AreaNames { sozialraeume: vec![], anstellungstraeger: vec![] };
    let with = |unreadable: Vec<EventId>| listed(&ListedEvents { events: vec![event(9, 0)], unreadable }, &names, 2027);
    assert_eq!(with(vec![]).len(), 1);
    let said = |missing: u128| {
        let tables = with((1..=missing).map(|number| EventId::new(Uuid::from_u128(number))).collect());
        assert_eq!((tables.len(), tables[0].rows.len()), (2, 1));
        tables[1].rows[0][0].shown()
    };
    assert_eq!(Some(said(1)), german::unreadable_in_list(1));
    assert!(said(1) != said(2) && said(2).starts_with("2 Veranstaltungen"));
    assert_ne!(german::unreadable_in_list(1), german::unreadable(1), "a list has no figures");
}

fn statistics_of(forgotten: u32) -> Statistics {
    let hours = "7 Stunden 30 Minuten".to_owned();
    let format = FormatRow {
        title: "2 Fachtage zu 1 Thema".into(),
        held: 2,
        called_off: 1,
        topics: 1,
        seats: 80,
        taken: 60,
        attended: 55,
        hours: hours.clone(),
        minutes: 450,
    };
    let region = RegionRow { name: "VG Pellenz".into(), held: 2, attended: 9, hours: hours.clone(), minutes: 450 };
    let kiso = KiSoRow { name: "Kim Muster".into(), attended: 2, hours, minutes: 450 };
    Statistics {
        year: 2027,
        years: vec![2027],
        formats: vec![format],
        sozialraeume: vec![region],
        kisos: vec![kiso],
        forgotten,
        kept: 0,
        few: 0,
        unreadable: 0,
        all_years: vec![],
        ever: Ever::default(),
    }
}

#[test]
fn statistics_are_three_sheets_with_the_figures_of_the_page_and_minutes_to_compute_with() {
    let tables = statistics(&statistics_of(0));
    let [formats, regions, kisos] = tables.as_slice() else { panic!("three tables: {tables:?}") };
    let line = |table: &Table| table.rows[0].iter().map(Cell::shown).collect::<Vec<_>>();
    let hours = "7 Stunden 30 Minuten";
    assert_eq!(line(formats), ["2 Fachtage zu 1 Thema", "2", "1", "80", "60", "55", hours, "450", "1"]);
    assert_eq!(line(regions), ["VG Pellenz", "2", "9", hours, "450"]);
    assert_eq!(line(kisos), ["Kim Muster", "2", hours, "450"]);
    assert_eq!(formats.rows[0][7], Cell::Whole(450));
    for table in &tables {
        assert!(table.head.len() == table.rows[0].len() && table.name.chars().count() <= 31, "{}", table.name);
    }
}

#[test]
fn all_years_are_a_sheet_before_what_was_deleted() {
    let row = AllYearsRow {
        title: "19 Fachtage zu 12 Themen".into(),
        by_year: "2026: 7, 2027: 12".into(),
        seats: 900,
        taken: 700,
        attended: 640,
        hours: "7 Stunden 30 Minuten".into(),
        minutes: 450,
    };
    let of_year = statistics_of(1);
    let by_year = || "2026: 7 Stunden, 2027: 30 Minuten".to_owned();
    let year =
        YearRow { year: 2027, held: 2, seats: 80, taken: 60, attended: 55, hours: "1 Stunde".into(), minutes: 60 };
    let ever = Ever {
        years: vec![year],
        sozialraeume: vec![OverYears { sum: of_year.sozialraeume[0].clone(), by_year: by_year() }],
        kisos: vec![OverYears { sum: of_year.kisos[0].clone(), by_year: by_year() }],
        forgotten: 2,
        kept: 3,
        few: 1,
    };
    let tables = statistics(&Statistics { all_years: vec![row], ever, ..of_year });
    let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let ever = [german::ALL_YEARS, german::YEARS, german::REGIONS_EVER, german::KISOS_EVER, german::NOTE];
    assert_eq!(names, [["Formate 2027", "Sozialräume 2027", "KiSo 2027"].as_slice(), &ever].concat());
    let line = |table: usize| tables[table].rows[0].iter().map(Cell::shown).collect::<Vec<_>>();
    let hours = "7 Stunden 30 Minuten";
    assert_eq!(line(3), ["19 Fachtage zu 12 Themen", "2026: 7, 2027: 12", "900", "700", "640", hours, "450"]);
    assert_eq!(line(4), ["2027", "2", "80", "60", "55", "1 Stunde", "60"]);
    assert_eq!(line(5), ["VG Pellenz", "2", "9", hours, "450", &by_year()]);
    assert_eq!(line(6), ["Kim Muster", "2", hours, "450", &by_year()]);
    let notes: Vec<_> = tables[7].rows.iter().map(|row| row[0].shown()).collect();
    let [of_year, kept, few, forgotten] = notes.as_slice() else { panic!("four notes: {notes:?}") };
    assert!(of_year.starts_with("Jahr 2027: Teilnahmen und Stunden von 1 Veranstaltung fehlen"), "{of_year}");
    assert!(kept.starts_with("Alle Jahre: Von 3 Veranstaltungen"), "{kept}");
    assert!(few.starts_with("Alle Jahre: Teilnahmen und Stunden von 1 Veranstaltung fehlen"), "{few}");
    assert!(forgotten.starts_with("Alle Jahre: Teilnahmen und Stunden von 2 Veranstaltungen fehlen"), "{forgotten}");
    assert!(few.contains("zu wenige") && forgotten.contains("bevor das Portal Summen"));
    for table in &tables {
        assert!(table.head.len() == table.rows[0].len() && table.name.chars().count() <= 31, "{}", table.name);
    }
}

/// Of events of the year from before sums were kept.
fn forgotten_note(events: u32) -> String {
    german::note_of_year(2027, &german::deleted(events, 0, 0).concat())
}

#[test]
fn what_was_deleted_is_said_in_the_file_as_on_the_page() {
    let tables = statistics(&statistics_of(3));
    assert_eq!(tables.len(), 4);
    assert_eq!(tables[3].rows, [[Cell::Text(forgotten_note(3))]]);
}

#[test]
fn what_cannot_be_read_is_said_in_the_file_as_on_the_page() {
    let said = |forgotten: u32, unreadable: u32| {
        let tables = statistics(&Statistics { unreadable, ..statistics_of(forgotten) });
        tables[3].rows.iter().map(|row| row[0].shown()).collect::<Vec<_>>()
    };
    let (one, two) = (german::unreadable(1).expect("a note"), german::unreadable(2).expect("a note"));
    assert_eq!(said(0, 1), std::slice::from_ref(&one));
    assert_eq!(said(1, 2), [forgotten_note(1), two.clone()]);
    assert!(one != two && two.starts_with("2 Veranstaltungen"));
    assert_eq!(german::unreadable(0), None);
}

proptest! {
    /// Whatever happened before: everybody who has not come to an end stands in the list once.
    #[test]
    fn nobody_is_missing_and_nobody_stands_twice(acts in proptest::collection::vec((1..9_u32, any::<bool>()), 0..30)) {
        let mut roll = Roll::with_waiting_list(3);
        for (number, gives_up) in acts {
            if gives_up { roll.cancel(number) } else { roll.register_singles(&[number]) }
        }
        let table = list(&sheet(&roll), 10);
        let states = column(&table, "Stand");
        let waiting = states.iter().filter(|state| state.starts_with("Warteliste")).count();
        prop_assert_eq!(waiting, roll.event.seats.waiting as usize);
        prop_assert_eq!(states.len() - waiting, roll.event.seats.taken as usize);
        let mut names = column(&table, "Name");
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), states.len());
    }
}
