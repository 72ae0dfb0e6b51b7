//! What is asked depends on what was answered; `required`, `constraint` and calculations.

use super::Interview;
use crate::questionnaires::{
    engine::{AnswerFault, LoadFault, Plan, ViolationKind},
    submission::Place,
};

const ELTERN: &str = "
    [survey]
    type                   | name      | label::German (de)             | relevant                    | required | constraint       | constraint_message::German (de)
    note                   | hallo     | Willkommen!                    |                             |          |                  |
    select_one ja_nein     | beratung  | Kennen Sie die Beratung?       |                             | yes      |                  |
    begin_group            | mehr      | Mehr zur Beratung              | ${beratung} = 'ja'          |          |                  |
    select_multiple themen | themen    | Welche Themen?                 |                             |          |                  |
    text                   | anderes   | Welches andere Thema?          | selected(${themen}, 'andere') | yes    |                  |
    end_group              |           |                                |                             |          |                  |
    integer                | kinder    | Wie viele Kinder haben Sie?    |                             | yes      | . >= 0 and . <= 20 | Bitte 0 bis 20.
    decimal                | weg       | Wie viele Kilometer zur Kita?  | ${kinder} > 0               |          | . < 100          |
    date                   | seit      | Seit wann in der Kita?         | ${kinder} > 0               |          | . <= today()     |
    [choices]
    list_name | name    | label::German (de)
    ja_nein   | ja      | Ja
    ja_nein   | nein    | Nein
    themen    | geld    | Geld
    themen    | wohnen  | Wohnen
    themen    | andere  | Anderes
";

#[test]
fn a_group_appears_with_its_condition_and_goes_with_it() {
    let mut eltern = Interview::begin(ELTERN);
    assert_eq!(eltern.page(), ["hallo", "beratung", "kinder"]);
    eltern.answer("beratung", "ja");
    assert_eq!(eltern.page(), ["hallo", "beratung", "mehr", "themen", "kinder"]);
    eltern.answer("themen", "geld andere");
    assert_eq!(eltern.page(), ["hallo", "beratung", "mehr", "themen", "anderes", "kinder"]);
    eltern.answer("beratung", "nein");
    assert_eq!(eltern.page(), ["hallo", "beratung", "kinder"]);
}

#[test]
fn what_does_not_apply_is_not_sent_and_its_answer_comes_back() {
    let mut eltern = Interview::begin(ELTERN);
    eltern.answer("beratung", "ja").answer("themen", "andere").answer("anderes", "Schlaf").answer("kinder", "2");
    let sent = |form: &Interview| form.sent().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert!(sent(&eltern).contains(&"mehr/anderes".to_owned()));
    eltern.answer("beratung", "nein");
    assert_eq!(sent(&eltern), ["beratung", "kinder", "weg", "seit"]);
    eltern.answer("beratung", "ja");
    assert_eq!(eltern.value("anderes"), "Schlaf");
    assert!(eltern.sent().contains(&("mehr/anderes".into(), "Schlaf".into())));
}

#[test]
fn required_judges_blank_and_constraint_judges_content() {
    let mut eltern = Interview::begin(ELTERN);
    let kind = |form: &Interview| form.state("kinder").violation.map(|violation| violation.kind);
    assert_eq!(kind(&eltern), Some(ViolationKind::Required));
    eltern.answer("kinder", "21");
    assert_eq!(kind(&eltern), Some(ViolationKind::Constraint));
    assert_eq!(eltern.message("kinder").as_deref(), Some("Bitte 0 bis 20."));
    eltern.answer("kinder", "2");
    assert_eq!(kind(&eltern), None);
    // A blank answer is never against a constraint, and `weg` is not required.
    assert_eq!(eltern.message("weg"), None);
}

#[test]
fn an_entry_that_cannot_be_read_stays_with_its_sentence() {
    let mut eltern = Interview::begin(ELTERN);
    eltern.answer("kinder", "zwei");
    let state = eltern.state("kinder");
    assert_eq!((state.entry.as_str(), state.value.as_str()), ("zwei", ""));
    assert_eq!(
        state.violation.map(|violation| violation.message).as_deref(),
        Some("Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12.")
    );
    assert!(!eltern.page().contains(&"weg".to_owned()));
    eltern.answer("kinder", "2");
    assert_eq!(eltern.state("kinder").entry, "2");
}

#[test]
fn decimals_and_dates_are_taken_as_people_write_them() {
    let mut eltern = Interview::begin(ELTERN);
    eltern.answer("kinder", "1").answer("weg", "2,5").answer("seit", "1.8.2026");
    assert_eq!((eltern.value("weg").as_str(), eltern.value("seit").as_str()), ("2.5", "2026-08-01"));
    eltern.answer("weg", "100,0").answer("seit", "23.11.2026");
    assert!(eltern.message("weg").is_some());
    assert!(eltern.message("seit").is_some(), "tomorrow is against . <= today()");
}

#[test]
fn finishing_names_everything_that_is_missing_and_nothing_that_is_hidden() {
    let mut eltern = Interview::begin(ELTERN);
    let open = |form: &Interview| form.form.check().into_iter().map(|(place, _)| place.question).collect::<Vec<_>>();
    assert_eq!(open(&eltern), [eltern.id("beratung"), eltern.id("kinder")]);
    eltern.answer("beratung", "ja").answer("themen", "andere").answer("kinder", "0");
    assert_eq!(open(&eltern), [eltern.id("anderes")]);
    eltern.answer("themen", "geld");
    assert_eq!(open(&eltern), []);
}

#[test]
fn an_answer_names_the_places_that_changed() {
    let mut eltern = Interview::begin(ELTERN);
    let changed = eltern.form.answer(eltern.id("kinder"), "2").expect("taken");
    let expected: Vec<_> = ["kinder", "weg", "seit"].iter().map(|name| eltern.id(name).into()).collect();
    assert_eq!(changed, expected);
    assert_eq!(eltern.form.answer(eltern.id("hallo"), "x"), Err(AnswerFault::NotAQuestion));
}

#[test]
fn texts_show_answers_as_they_change() {
    let mut form = Interview::begin(
        "
        [survey]
        type    | name  | label                      | calculation
        text    | name  | Wie heißt die Kita?        |
        integer | a     | Plätze am Vormittag        |
        integer | b     | Plätze am Nachmittag       |
        calculate | summe |                          | ${a} + ${b}
        note    | n     | ${name} hat ${summe} Plätze. |
        ",
    );
    form.answer("name", "Löwenzahn").answer("a", "20");
    assert_eq!(form.state("n").label, "Löwenzahn hat  Plätze.");
    let changed = form.form.answer(form.id("b"), "15").expect("taken");
    assert_eq!(form.state("n").label, "Löwenzahn hat 35 Plätze.");
    assert!(changed.contains(&form.id("n").into()));
}

#[test]
fn a_calculation_gives_way_to_nothing_and_a_trigger_waits() {
    let mut form = Interview::begin(
        "
        [survey]
        type     | name   | label    | calculation      | trigger | default
        integer  | a      | A        |                  |         | 3
        calculate| double |          | ${a} * 2         |         |
        text     | log    | Protokoll| concat('a=', ${a}) | ${a}  |
        date     | heute  | Datum    |                  |         | today()
        ",
    );
    assert_eq!((form.value("double").as_str(), form.value("log").as_str()), ("6", ""));
    assert_eq!(form.value("heute"), "2026-11-22");
    form.answer("a", "5");
    assert_eq!((form.value("double").as_str(), form.value("log").as_str()), ("10", "a=5"));
    form.answer("log", "von Hand");
    assert_eq!(form.value("log"), "von Hand");
}

#[test]
fn questions_that_depend_on_each_other_in_a_circle_are_refused_when_loaded() {
    let mut definition = super::definition(
        "
        [survey]
        type    | name | label | relevant
        integer | a    | A     |
        integer | b    | B     | ${a} > 1
        ",
    );
    assert!(Plan::new(&definition).is_ok());
    definition.nodes[0].relevant = Some("${b} > 1".into());
    let faults = Plan::new(&definition).expect_err("a circle");
    assert!(
        matches!(&faults[..], [LoadFault::Circle(names)] if names.contains(&"a".into()) && names.contains(&"b".into()))
    );
}

#[test]
fn spots_stand_while_questions_come_and_go() {
    let mut form = Interview::begin(
        "
        [survey]
        type         | name   | label        | relevant
        text         | oben   | Ganz oben    | ${unten} != ''
        begin_group  | mitte  | In der Mitte | ${unten} = 'viel'
        integer      | anzahl | Wie viele?   |
        end_group    |        |              |
        begin_repeat | kind   | Kind         | ${unten} != ''
        text         | wunsch | Ein Wunsch   | ${unten} = 'viel'
        end_repeat   |        |              |
        hidden       | lang   |              |
        text         | unten  | Ganz unten   |
        ",
    );
    let shown = |form: &Interview| -> Vec<Place> { form.form.page().into_iter().map(|node| node.place).collect() };
    let applying = |form: &Interview| -> Vec<Place> {
        let spots = form.form.spots().into_iter().map(|spot| spot.place);
        spots.filter(|place| form.form.applies(place)).collect()
    };
    let before = form.form.spots();
    assert_eq!(before.iter().filter(|spot| spot.is_instance).count(), 1, "the repeat has one entry: {before:?}");
    let mut counts = Vec::new();
    for answer in ["", "wenig", "viel", ""] {
        form.answer("unten", answer);
        assert_eq!(form.form.spots(), before, "{answer}");
        assert_eq!(applying(&form), shown(&form), "{answer}");
        counts.push(shown(&form).len());
    }
    assert_eq!(counts, [1, 4, 7, 1]);
    form.form.add_repeat(&form.id("kind").into()).expect("a second child");
    assert_eq!(form.form.spots().len(), before.len() + 2, "an entry and its question");
    assert_eq!(applying(&form), shown(&form));
}
