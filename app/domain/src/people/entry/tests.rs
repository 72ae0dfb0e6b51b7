use super::*;
use crate::people::{Cell, Change, demo};
use chrono::NaiveDate;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// Every line of every sheet, read back as it is written, is the record it came from: so a form that nobody changed
/// changes nothing, and neither does an exported file.
#[test]
fn what_is_shown_can_be_entered_again_and_changes_nothing() {
    let demo = demo::directory(today());
    for sheet in Sheet::ALL {
        for line in demo.lines(sheet, today()) {
            for text in [Cell::text, Cell::input] {
                let mut fields = Fields::default();
                for (column, cell) in sheet.columns().iter().zip(&line.cells) {
                    fields.set(column.field, text(cell));
                }
                assert_eq!(line.cells.len(), sheet.columns().len(), "{sheet:?}");
                assert_eq!(sheet.faults(&fields), [], "{sheet:?} {fields:?}");
                assert_eq!(sheet.find(&fields, &demo), Some(line.id), "{sheet:?} {fields:?}");
                let record = sheet.parse(&fields, &demo, line.id).expect("a line of the demo");
                assert_eq!(demo.record(record.key()).as_ref(), Some(&record), "{sheet:?}");
            }
        }
    }
}

fn employer(pairs: &[(&str, &str)]) -> Result<Record, Vec<FieldError>> {
    let mut fields = Fields::of([("name", "Demo-Verein"), ("tariff", "TVöD-SuE S 12"), ("full_time", "39")]);
    pairs.iter().for_each(|(field, text)| fields.set(*field, *text));
    Sheet::Anstellungstraeger.parse(&fields, &demo::directory(today()), Uuid::from_u128(1))
}

#[test]
fn an_address_is_whole_or_not_there() {
    let lines = |pairs: &[(&str, &str)]| match employer(pairs) {
        Ok(Record::Anstellungstraeger(employer)) => employer.address.map(|address| address.lines()),
        other => panic!("{other:?}"),
    };
    assert_eq!(lines(&[("street", " "), ("postcode", "")]), None);
    let whole = [("street", "Bahnhofstraße"), ("house_number", "9 a"), ("postcode", " 56068 "), ("town", "Koblenz")];
    assert_eq!(lines(&whole), Some(["Bahnhofstraße 9 a".to_owned(), "56068 Koblenz".to_owned()]));
    let post_box = [("street", "Postfach 20 09 51"), ("postcode", "01067"), ("town", "Dresden")];
    assert_eq!(lines(&post_box), Some(["Postfach 20 09 51".to_owned(), "01067 Dresden".to_owned()]));
    let codes = |pairs: &[(&str, &str)]| {
        let faults = employer(pairs).err().unwrap_or_default();
        faults.into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>()
    };
    let required = |field: &str| (field.to_owned(), ErrorCode::Required);
    assert_eq!(codes(&[("house_number", "9")]), ["street", "postcode", "town"].map(required));
    for wrong in ["5606", "560680", "D-56068", "5606８"] {
        let pairs = [("street", "Bahnhofstraße"), ("postcode", wrong), ("town", "Koblenz")];
        assert_eq!(codes(&pairs), [("postcode".to_owned(), ErrorCode::NotAPostcode)], "{wrong}");
        let mut fields = Fields::of(pairs);
        fields.set("house_number", "1234567890abcdefg");
        let seen: Vec<String> =
            Sheet::Anstellungstraeger.faults(&fields).into_iter().map(|fault| fault.field).collect();
        assert!(seen.contains(&"postcode".into()) && seen.contains(&"house_number".into()), "on blur too: {seen:?}");
    }
}

fn kita(pairs: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::of([
        ("number", "200"),
        ("name", "Demo-Kita 200"),
        ("kommune", "polch"),
        ("traeger", "Demo-Kita-Träger 1"),
        ("places", "85"),
        ("places_from", "01.08.2026"),
        ("no_access", "ja"),
        ("indicators_from", "2026-08-01"),
    ]);
    pairs.iter().for_each(|(field, text)| fields.set(*field, *text));
    fields
}

fn codes(pairs: &[(&str, &str)]) -> Vec<(String, ErrorCode)> {
    let demo = demo::directory(today());
    let faults = Sheet::Kitas.parse(&kita(pairs), &demo, Uuid::from_u128(1)).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn a_new_kita_needs_what_the_budget_needs() {
    assert_eq!(codes(&[]), []);
    assert_eq!(codes(&[("name", "  ")]), [("name".into(), ErrorCode::Required)]);
    assert_eq!(codes(&[("kommune", "Köln")]), [("kommune".into(), ErrorCode::UnknownReference)]);
    assert_eq!(codes(&[("places_from", "")]), [("places_from".into(), ErrorCode::Required)]);
    assert_eq!(codes(&[("places", "850")]), [("places".into(), ErrorCode::TooLarge)]);
    assert_eq!(codes(&[("indicators_from", "")]), [("indicators_from".into(), ErrorCode::Required)]);
    assert_eq!(codes(&[("no_access", "vielleicht")]), [("no_access".into(), ErrorCode::NotAChoice)]);
    for wrong in ["<b>", "12 a", "061 Löwenzahn"] {
        assert_eq!(codes(&[("number", wrong)]), [("number".into(), ErrorCode::NotAKitaNumber)], "{wrong}");
    }
    assert_eq!(codes(&[("number", "12\u{202E}a")]), [("number".into(), ErrorCode::ForbiddenCharacter)]);
    let faults = codes(&[("number", ""), ("kommune", ""), ("places_from", "gestern")]);
    assert_eq!(faults.len(), 3, "all faults at once");
}

/// The form of a Kita of the demo, filled as its page fills it.
fn form_of_a_kita() -> (Directory, Uuid, Fields) {
    let demo = demo::directory(today());
    let id = demo::kita(24).uuid();
    let line = demo.line(Sheet::Kitas, id, today()).expect("a Kita");
    let mut fields = Fields::default();
    for (column, cell) in Sheet::Kitas.columns().iter().zip(&line.cells) {
        fields.set(column.field, cell.input());
    }
    (demo, id, fields)
}

#[test]
fn new_places_leave_the_earlier_ones_as_they_were() {
    let (demo, id, mut fields) = form_of_a_kita();
    let old: u32 = fields.get("places").parse().expect("a number");
    fields.set("places", "77");
    fields.set("places_from", "2027-01-01");
    let Ok(Record::Kita(kita)) = Sheet::Kitas.parse(&fields, &demo, id) else { panic!("a good form") };
    assert_eq!(kita.places.on(today()), Some(&old));
    assert_eq!(kita.places.on(NaiveDate::from_ymd_opt(2027, 1, 1).expect("a day")), Some(&77));
}

#[test]
fn children_are_counted_from_a_day_and_reach_the_budget() {
    let (demo, id, mut fields) = form_of_a_kita();
    fields.set("children", "61");
    fields.set("children_from", "");
    let missing = Sheet::Kitas.parse(&fields, &demo, id).expect_err("a number without its day");
    assert_eq!((missing[0].field.as_str(), missing[0].code), ("children_from", ErrorCode::Required));
    fields.set("children_from", "2026-08-01");
    let Ok(Record::Kita(kita)) = Sheet::Kitas.parse(&fields, &demo, id) else { panic!("a good form") };
    assert_eq!(kita.children.on(NaiveDate::from_ymd_opt(2026, 8, 1).expect("a day")), Some(&61));
    let facts = demo.facts_on(today());
    assert!(facts.iter().all(|facts| facts.children > 0), "the demo counts the children of every Kita");
}

#[test]
fn a_line_of_an_agreement_is_changed_or_removed_where_it_stands() {
    let demo = demo::directory(today());
    let agreement =
        demo.agreements.iter().find(|agreement| agreement.reference == "Demo-KV 12").expect("the demo's").id;
    let line = "024 2021-07-01";
    let view = demo.term_view(agreement.uuid(), line, today()).expect("its form");
    assert_eq!((view.fields.get("kita"), view.fields.get("from")), ("024", "2021-07-01"));
    let mut fields = view.fields.clone();
    fields.set("from", "2021-08-01");
    let changed = Sheet::VereinbarungKitas.parse(&fields, &demo, Uuid::nil()).expect("a good form");
    let Record::Kooperationsvereinbarung(changed) = changed else { panic!("an agreement") };
    let before = demo.agreements.get(agreement).expect("it is there").kitas.len();
    assert_eq!(changed.kitas.len(), before, "in place of the line, not beside it");
    let own = changed.kitas.iter().find(|term| term.kita == demo::kita(24)).expect("the Kita");
    assert_eq!(own.period.from().to_string(), "2021-08-01");

    let Ok(Record::Kooperationsvereinbarung(without)) = Sheet::without_kita(&demo, agreement.uuid(), line) else {
        panic!("an agreement")
    };
    assert_eq!(without.kitas.len(), before - 1);
    assert!(without.kitas.iter().all(|term| term.kita != demo::kita(24)));
    for (agreement, line) in [(agreement.uuid(), "024 2021-07-02"), (agreement.uuid(), ""), (Uuid::nil(), line)] {
        assert_eq!(Sheet::without_kita(&demo, agreement, line), Err(crate::AppError::NotFound));
        assert_eq!(demo.term_view(agreement, line, today()), None);
    }
    // Somebody has removed the line meanwhile, or the form names another agreement.
    fields.set("reference", "Demo-KV 01");
    let lost = Sheet::VereinbarungKitas.parse(&fields, &demo, Uuid::nil());
    assert_eq!(lost.err().map(|faults| faults[0].code), Some(ErrorCode::UnknownReference));
}

#[test]
fn a_kita_handed_over_to_another_employer_is_refused_until_the_first_lets_go() {
    let demo = demo::directory(today());
    let join = Fields::of([
        ("reference", "Demo-KV 01"),
        ("version", "1"),
        ("kita", "024"),
        ("from", "01.01.2027"),
        ("to", ""),
    ]);
    let record = Sheet::VereinbarungKitas.parse(&join, &demo, Uuid::nil()).expect("a good form");
    let refused = demo.with(&[Change::put(1, record.clone())]);
    assert_eq!(refused.err(), Some(crate::AppError::field("kita", ErrorCode::Overlap)));
    let leave = Fields::of([
        ("reference", "Demo-KV 12"),
        ("version", "1"),
        ("kita", "024"),
        ("from", "01.07.2021"),
        ("to", "31.12.2026"),
    ]);
    let left = Sheet::VereinbarungKitas.parse(&leave, &demo, Uuid::nil()).expect("a good form");
    let next = demo.with(&[Change::put(1, left), Change::put(1, record)]).expect("no overlap any more");
    let day = NaiveDate::from_ymd_opt(2027, 1, 1).expect("a day");
    assert_eq!(next.employer_on(demo::kita(24), day), Some(demo::anstellungstraeger(1)));
    assert_eq!(next.employer_on(demo::kita(24), today()), Some(demo::anstellungstraeger(12)));
}

#[test]
fn a_leitung_cannot_take_the_place_of_a_kiso() {
    let demo = demo::directory(today());
    let fields = Fields::of([("name", "Demo-Leitung"), ("kita", "024"), ("from", "01.01.2027"), ("to", "")]);
    let record = Sheet::Leitungen.parse(&fields, &demo, demo::kiso(1).uuid()).expect("a good form");
    assert_eq!(demo.with(&[Change::put(0, record)]).err(), Some(crate::AppError::field("", ErrorCode::WrongState)));
}
