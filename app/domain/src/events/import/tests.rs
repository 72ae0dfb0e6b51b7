use super::*;
use crate::{
    events::{
        roll::{Roll, noon, single},
        types::Admission,
    },
    ids::KitaId,
};
use chrono::NaiveDate;
use uuid::Uuid;

const HEAD: [&str; 4] = ["Name", "E-Mail-Adresse", "Funktion", "Kita"];

fn grid(rows: &[[&str; 4]]) -> Grid {
    let rows = [HEAD].iter().chain(rows).map(|row| row.map(str::to_owned).to_vec()).collect();
    Grid { name: "Liste".into(), rows }
}

/// Person 1, 2, … as a line of a file.
fn line(number: u32) -> [String; 4] {
    [format!("Person {number}"), format!("person{number}@beispiel.de"), "KiSo".into(), "kita löwenzahn".into()]
}

fn people(numbers: &[u32]) -> Grid {
    let lines: Vec<_> = numbers.iter().map(|number| line(*number)).collect();
    let lines: Vec<[&str; 4]> = lines.iter().map(|line| line.each_ref().map(String::as_str)).collect();
    grid(&lines)
}

fn judge(roll: &Roll, grid: &Grid) -> ImportPlan {
    let kitas = [7, 8].map(|number| KitaName {
        id: KitaId::new(Uuid::from_u128(number)),
        name: if number == 7 { "Kita Löwenzahn".into() } else { "Kita Pusteblume".into() },
    });
    let registrations: Vec<_> = roll.rows.values().cloned().collect();
    let situation =
        Situation { event: &roll.event, registrations: &registrations, kitas: &kitas, regions: &roll.regions };
    plan(std::slice::from_ref(grid), situation, noon(6).and_utc(), noon(6))
}

fn becomes(plan: &ImportPlan) -> Vec<(usize, &str)> {
    plan.view.changes.iter().map(|change| (change.row, change.differences[0].after.as_str())).collect()
}

#[test]
fn people_get_seats_in_the_order_of_the_file_and_the_rest_waits() {
    let mut roll = Roll::with_waiting_list(3);
    roll.register(&single(1), noon(6));
    let found = judge(&roll, &people(&[1, 2, 3, 4]));
    assert!(found.view.faults.is_empty(), "{:?}", found.view.faults);
    assert_eq!((becomes(&found), found.view.unchanged), (vec![(3, "Platz"), (4, "Platz"), (5, "Warteliste")], 1));
    assert!(found.view.changes.iter().all(|change| change.differences[0].before == german::NOBODY_YET));
    let names: Vec<_> = found.people.iter().map(|line| (line.row, line.person.name.as_str())).collect();
    assert_eq!(names, [(3, "Person 2"), (4, "Person 3"), (5, "Person 4")]);
    assert_eq!(found.people[0].person.kita, Some(KitaId::new(Uuid::from_u128(7))));
    assert_eq!(roll.event.seats.taken, 1, "a preview takes no seat");
}

#[test]
fn after_taking_the_seats_it_says_what_became_of_each_line() {
    let found = judge(&Roll::with_waiting_list(4), &people(&[1, 2, 3, 4]));
    assert!(found.view.changes.iter().all(|change| change.differences[0].after == german::SEATED));
    let mut view = found.view.clone();
    let refusal = Refusal::Unavailable { availability: Availability::Full };
    let outcomes = [
        RegistrationOutcome::Registered,
        RegistrationOutcome::Waitlisted,
        RegistrationOutcome::Refused(refusal),
        RegistrationOutcome::AlreadyRequested,
    ];
    for (line, outcome) in found.people.iter().zip(outcomes) {
        tell_outcome(&mut view, line, outcome);
    }
    assert_eq!(view.faults, [refused(&found.people[2], refusal)]);
    let told = ImportPlan { people: vec![], view };
    assert_eq!(becomes(&told), [(2, german::SEATED), (3, german::WAITS), (5, german::ASKS)]);
}

#[test]
fn who_stands_in_the_event_is_left_as_it_is_and_who_gave_up_is_named() {
    let mut roll = Roll::new(9);
    roll.register_singles(&[1, 2]);
    let found = judge(&roll, &people(&[1, 2]));
    assert_eq!((found.view.changes.len(), found.view.unchanged, found.people.len()), (0, 2, 0));
    roll.cancel(2);
    let found = judge(&roll, &people(&[1, 2]));
    let again = &found.view.changes[0].differences[0];
    assert_eq!((again.before.as_str(), again.after.as_str(), found.people.len()), ("storniert", "Platz", 1));
}

#[test]
fn every_fault_is_named_by_row_and_column_and_nobody_is_registered() {
    let file = grid(&[
        ["Person 1", "person1@beispiel.de", "KiSo", "Kita Löwenzahn"],
        ["", "keine Adresse", "Chefin", "Kita Nirgends"],
        ["Person 2", "PERSON1@beispiel.de", "Andere", ""],
        ["Lena Leitung", "lena@beispiel.de", "Kita-Leitung", ""],
        ["", "", "", ""],
    ]);
    let found = judge(&Roll::new(9), &file);
    let places: Vec<_> =
        found.view.faults.iter().map(|fault| (fault.row, fault.column.as_deref().unwrap_or_default())).collect();
    let (name, email, funktion, kita) = ("A „Name“", "B „E-Mail-Adresse“", "C „Funktion“", "D „Kita“");
    let third = [funktion, kita, name, email].map(|column| (Some(3_usize), column));
    assert_eq!(places, [third.as_slice(), &[(Some(4), email), (Some(5), kita)]].concat());
    assert!(found.people.is_empty() && found.view.changes.is_empty());
    assert_eq!(found.view.faults[1].sentence, german::UNKNOWN_KITA);
    assert_eq!(found.view.faults[4].sentence, german::repeated(None, 2));
}

#[test]
fn an_address_that_stands_in_another_sheet_is_named_with_it() {
    let first = grid(&[["Person 1", "person1@beispiel.de", "Andere", ""]]);
    let second = Grid { name: "Nachtrag".into(), ..first.clone() };
    let (lines, faults) = read(&[first, second], &[]);
    let said: Vec<_> = faults.iter().map(|fault| (fault.sheet.as_str(), fault.sentence.as_str())).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(said, [("Nachtrag", german::repeated(Some("Liste"), 2).as_str())]);
    assert!(said[0].1.contains("Zeile 2 des Blatts „Liste“"), "{said:?}");
}

#[test]
fn a_file_of_something_else_is_told_apart_by_its_columns() {
    let rows = vec![["Name", "Beitrag"].map(str::to_owned).to_vec()];
    let found = judge(&Roll::new(9), &Grid { name: String::new(), rows });
    let said: Vec<_> = found.view.faults.iter().map(|fault| fault.sentence.as_str()).collect();
    let missing = ["E-Mail-Adresse", "Funktion"].map(people_german::missing_column);
    assert!(missing.iter().all(|sentence| said.contains(&sentence.as_str())), "{said:?}");
    assert!(said.iter().any(|sentence| sentence.starts_with("Diese Spalte ist nicht bekannt.")), "{said:?}");
    assert_eq!(said.len(), 3);
}

#[test]
fn of_a_file_without_people_nobody_says_that_all_are_registered() {
    for empty in [grid(&[]), grid(&[["", " ", "", ""]])] {
        let found = judge(&Roll::new(9), &empty);
        let said: Vec<_> = found.view.faults.iter().map(|fault| (fault.row, fault.sentence.as_str())).collect();
        assert_eq!(said, [(None, german::NOBODY)]);
    }
}

#[test]
fn who_would_pass_a_limit_is_named_to_the_koordination() {
    let mut roll = Roll::new(9);
    roll.event.plan.limits.per_funktion.insert(Funktion::KiSo, 1);
    let found = judge(&roll, &people(&[1, 2]));
    let [fault] = found.view.faults.as_slice() else { panic!("one fault: {:?}", found.view.faults) };
    assert_eq!(fault.row, Some(3));
    assert!(fault.sentence.contains("ist der eine Platz vergeben, und diese Veranstaltung"), "{}", fault.sentence);
    assert!(!fault.sentence.contains("Sie sind nicht angemeldet"), "nobody of the office is: {}", fault.sentence);
}

#[test]
fn who_finds_no_seat_is_named_and_what_is_true_of_the_event_is_said_once() {
    let mut roll = Roll::new(1);
    let full = judge(&roll, &people(&[1, 2, 3]));
    let rows: Vec<_> = full.view.faults.iter().map(|fault| fault.row).collect();
    assert_eq!((rows, full.people.len()), (vec![Some(3), Some(4)], 0));
    roll.event.plan.admission = Admission::Tandems;
    let tandems = judge(&roll, &people(&[1, 2, 3]));
    let said: Vec<_> = tandems.view.faults.iter().map(|fault| (fault.row, fault.sentence.as_str())).collect();
    assert_eq!(said, [(None, german::refusal(Refusal::TandemsOnly).as_str())]);
    roll.event.plan.admission = Admission::Both;
    roll.event.plan.closes = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
    let closed = judge(&roll, &people(&[1, 2, 3]));
    assert_eq!(closed.view.faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [None]);
}
