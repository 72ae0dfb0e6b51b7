use super::*;

const REQUEST: &str = "0190a0a0-0000-7000-8000-000000000001";

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).expect("a valid date")
}

fn today() -> NaiveDate {
    day(1, 4)
}

fn region(number: u128) -> SozialraumId {
    SozialraumId::new(Uuid::from_u128(number))
}

/// A meeting of region 1 on 20 and 21 January.
fn basis() -> Basis {
    Basis { first: day(1, 20), last: day(1, 21), sozialraeume: BTreeSet::from([region(1)]) }
}

fn input(dates: &[&str], regions: &[u128], same_day: bool) -> SeriesInput {
    SeriesInput {
        request: REQUEST.into(),
        dates: dates.iter().map(|date| (*date).to_owned()).collect(),
        sozialraeume: regions.iter().map(|number| region(*number).to_string()).collect(),
        same_day,
    }
}

fn slots_of(input: &SeriesInput) -> Vec<(NaiveDate, Option<SozialraumId>)> {
    let request = input.check(&basis(), today()).expect("a good form");
    request.slots.into_iter().map(|slot| (slot.first, slot.sozialraum)).collect()
}

fn codes(input: &SeriesInput) -> Vec<(String, ErrorCode)> {
    let faults = input.check(&basis(), today()).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn further_dates_keep_the_circle_and_a_date_that_is_named_twice_is_one() {
    let slots = slots_of(&input(&["2027-04-21", "", "21.07.2027", "2027-04-21"], &[], true));
    assert_eq!(slots, [(day(4, 21), None), (day(7, 21), None)]);
}

#[test]
fn each_sozialraum_gets_each_date_and_the_event_that_is_copied_is_not_made_again() {
    let slots = slots_of(&input(&["2027-04-21"], &[2, 1], true));
    let expected = [(day(1, 20), Some(region(2))), (day(4, 21), Some(region(1))), (day(4, 21), Some(region(2)))];
    assert_eq!(slots, expected);
    assert_eq!(slots_of(&input(&["2027-04-21"], &[2], false)), [(day(4, 21), Some(region(2)))]);
    assert_eq!(slots_of(&input(&[], &[1, 2], true)), [(day(1, 20), Some(region(2)))]);
}

#[test]
fn a_form_that_would_make_nothing_says_so_at_the_first_date() {
    let nothing = [("date_0".to_owned(), ErrorCode::Required)];
    for empty in [input(&[], &[], true), input(&["", " "], &[], false), input(&["2027-01-20"], &[1], true)] {
        assert_eq!(codes(&empty), nothing, "{empty:?}");
    }
}

#[test]
fn faults_stand_at_their_fields() {
    let wrong = input(&["2027-04-21", "31.02.2027", "2027-01-03", "2072-04-21"], &[], false);
    let expected = [("date_1", ErrorCode::NotADate), ("date_2", ErrorCode::InThePast), ("date_3", ErrorCode::TooLarge)];
    assert_eq!(codes(&wrong), expected.map(|(field, code)| (field.to_owned(), code)));
    let unknown = SeriesInput { sozialraeume: vec!["Bendorf".into()], ..input(&["2027-04-21"], &[], false) };
    assert_eq!(codes(&unknown), [("sozialraeume".to_owned(), ErrorCode::NotAChoice)]);
    let anonymous = SeriesInput { request: String::new(), ..input(&["2027-04-21"], &[], false) };
    assert_eq!(codes(&anonymous), [(String::new(), ErrorCode::WrongState)]);
    let many = SeriesInput { dates: vec!["2027-04-21".into(); MAX_DATES + 1], ..input(&[], &[], false) };
    assert_eq!(codes(&many), [(String::new(), ErrorCode::TooLarge)]);
}

#[test]
fn no_copy_is_made_on_a_day_that_has_passed() {
    let after = day(2, 1);
    let late = input(&["2027-04-21"], &[2], true).check(&basis(), after);
    assert_eq!(late.err(), Some(vec![FieldError::new("same_day", ErrorCode::InThePast)]));
    assert!(input(&["2027-04-21"], &[], true).check(&basis(), after).is_ok(), "without Sozialräume it means nothing");
}
