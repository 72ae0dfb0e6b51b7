//! Versions of one questionnaire: faults of other products that must not happen here (regressions Q).

use super::{context, workbook};
use crate::questionnaires::{
    Answer, Draft, Place, Submission,
    definition::Definition,
    engine::Form,
    results::tally,
    xlsform::{self, FaultCode},
};

fn import(text: &str, previous: Option<&Definition>) -> Definition {
    xlsform::import(&workbook(text), previous).expect("imported").definition
}

const FIRST: &str = "
    [survey]
    type             | name   | label
    text             | ort    | Wo wohnen Sie?
    select_one wege  | weg    | Wie kommen Sie her?
    begin_group      | g      | Gruppe
    integer          | kinder | Wie viele Kinder?
    end_group        |        |
    [choices]
    list_name | name | label
    wege      | bus  | Bus
    wege      | rad  | Rad
";

#[test]
fn q03_a_draft_keeps_the_version_it_was_begun_with() {
    let first = import(FIRST, None);
    let mut form = Form::create(&first, context()).expect("runs");
    form.answer(first.walk()[0].id, "Polch").expect("taken");
    let draft = form.draft();
    let second = import(&FIRST.replace("text             | ort    | Wo wohnen Sie?", ""), Some(&first));
    // The old version still opens the draft; the new one leaves out only what it does not have.
    assert_eq!(Form::restore(&first, context(), &draft).expect("opened").draft(), draft);
    let moved = Form::restore(&second, context(), &draft).expect("opened");
    assert!(moved.draft().answers.is_empty());
}

#[test]
fn q04_what_does_not_fit_is_no_blank_form() {
    let first = import(FIRST, None);
    let mut form = Form::create(&first, context()).expect("runs");
    form.answer(first.walk()[0].id, "Polch").expect("taken");
    let draft = form.draft();
    assert!(draft.fits(&first) && Draft::default().fits(&first));
    let second = import(&FIRST.replace("text             | ort    | Wo wohnen Sie?", ""), Some(&first));
    // Restored there, it would have no answer left: so it is not opened, but lies where it is.
    assert!(Form::restore(&second, context(), &draft).expect("opened").draft().answers.is_empty());
    assert!(!draft.fits(&second));
    // A question that was left blank loses nothing.
    let mut blank = draft;
    blank.answers.iter_mut().for_each(|answer| answer.value.clear());
    assert!(blank.fits(&second));
}

#[test]
fn q10_choice_codes_with_spaces_are_refused_where_several_are_stored() {
    let text = "
        [survey]
        type                  | name | label
        select_multiple wege  | weg  | Wege
        [choices]
        list_name | name      | label
        wege      | zu Fuß    | zu Fuß
    ";
    let faults = xlsform::import(&workbook(text), None).expect_err("refused");
    let [fault] = &faults[..] else { panic!("one fault, found {faults:?}") };
    assert_eq!((fault.code, fault.sheet.as_str(), fault.row), (FaultCode::ChoiceWithSpace, "choices", Some(2)));
    assert!(fault.sentence().contains("Zeile 2, Spalte „name“"), "{}", fault.sentence());
    let one = xlsform::import(&workbook(&text.replace("select_multiple", "select_one")), None).expect("taken");
    assert_eq!(one.warnings.iter().map(|fault| fault.code).collect::<Vec<_>>(), [FaultCode::ChoiceWithSpace]);
}

#[test]
fn q11_removing_a_choice_moves_no_answer_to_another_column() {
    let first = import(FIRST, None);
    let second = import(&FIRST.replace("wege      | bus  | Bus", ""), Some(&first));
    let weg = first.walk().into_iter().find(|node| node.name == "weg").expect("weg").id;
    assert_eq!(second.walk().into_iter().find(|node| node.name == "weg").map(|node| node.id), Some(weg));
    let old = |value: &str| Submission {
        answers: vec![Answer { place: Place::of(weg), name: "weg".into(), value: value.into() }],
        ..Submission::default()
    };
    let counted =
        |definition: &Definition| tally(definition, &[old("bus"), old("rad"), old("bus")]).questions[1].cells.clone();
    assert_eq!(counted(&first), [("bus".into(), 2), ("rad".into(), 1)]);
    // The answer that is no choice any more is still counted, under its own code.
    assert_eq!(counted(&second), [("rad".into(), 1), ("bus".into(), 2)]);
}

/// Conditions and counts go by codes: here the labels of the second language are those of the other choice in the first.
#[test]
fn q14_an_answer_means_the_same_in_every_language() {
    let text = "
        [survey]
        type           | name  | label::Deutsch (de) | label::Türkçe (tr) | relevant      | constraint
        select_one ja  | gut   | Gut?                | İyi mi?            |               |
        text           | warum | Warum nicht?        | Neden?             | ${gut} = 'b'  |
        [choices]
        list_name | name | label::Deutsch (de) | label::Türkçe (tr)
        ja        | a    | Ja                  | Nein
        ja        | b    | Nein                | Ja
    ";
    let definition = import(text, None);
    let id = |name: &str| definition.walk().into_iter().find(|node| node.name == name).expect("a question").id;
    let sent = |language: &str, code: &str| {
        let mut form = Form::create(&definition, context()).expect("runs");
        form.set_language(language);
        form.answer(id("gut"), code).expect("taken");
        let asked: Vec<String> = form.page().into_iter().map(|node| node.name).collect();
        (asked, form.submission(0))
    };
    for code in ["a", "b"] {
        let (german, turkish) = (sent("Deutsch (de)", code), sent("Türkçe (tr)", code));
        assert_eq!(german, turkish, "{code}");
        assert_eq!(german.0.len(), if code == "b" { 2 } else { 1 }, "{code}");
    }
    let all = [sent("Deutsch (de)", "a").1, sent("Türkçe (tr)", "a").1, sent("Türkçe (tr)", "b").1];
    assert_eq!(tally(&definition, &all).questions[0].cells, [("a".into(), 2), ("b".into(), 1)]);
}

#[test]
fn q12_renaming_and_moving_a_question_keeps_its_answers() {
    let first = import(FIRST, None);
    let id = |definition: &Definition, name: &str| {
        definition.walk().into_iter().find(|node| node.name == name).map(|node| node.id)
    };
    let renamed = import(&FIRST.replace("| ort ", "| wohnort "), Some(&first));
    assert_eq!(id(&renamed, "wohnort"), id(&first, "ort"));
    let moved = import(
        &FIRST.replace("begin_group      | g      | Gruppe", "").replace("end_group        |        |", ""),
        Some(&first),
    );
    assert_eq!(id(&moved, "kinder"), id(&first, "kinder"));
    let added = import(&FIRST.replace("[choices]", "text | neu | Neu\n[choices]"), Some(&first));
    assert!(first.walk().iter().all(|node| Some(node.id) != id(&added, "neu")));
    let after_removal =
        import(FIRST, Some(&import("[survey]\ntype | name | label\ntext | ort | Wo wohnen Sie?", Some(&first))));
    assert!(
        after_removal.walk().iter().skip(1).all(|node| id(&first, &node.name) != Some(node.id)),
        "an id is never used again"
    );
}
