//! Sheets beside the questionnaires they are made of.

use super::*;
use crate::questionnaires::{
    engine::{
        EntryFault,
        scenarios::{context, definition},
    },
    library,
    submission::{Answer, Place, Submission},
};

const SKIPS: &str = "
    [survey]
    type | name | label::Deutsch (de) | label::Türkçe (tr) | relevant | appearance
    note | gruss | Guten Tag | Merhaba
    select_one ja_nein | kennt | Kennen Sie uns? | Bizi tanıyor musunuz? | |
    text | woher | Woher? | | ${kennt} = 'ja' |
    select_one ja_nein | zufrieden | Zufrieden mit ${woher}? | | ${kennt} = 'ja' |
    text | warum | Warum nicht? | | ${kennt} = 'ja' and ${zufrieden} = 'nein' | multiline
    begin_group | ohne | Ohne Kontakt | | ${kennt} = 'nein' |
    integer | kinder | Wie viele Kinder? | | |
    select_multiple ja_nein | mehr | Mehr? | | ${kinder} > 1 |
    end_group
    acknowledge | ende | Fertig | | |
    [choices]
    list_name | name | label::Deutsch (de) | label::Türkçe (tr)
    ja_nein | ja | Ja | Evet
    ja_nein | nein | Nein | Hayır
";

fn sheet(text: &str, language: &str) -> PaperSheet {
    PaperSheet::of(&definition(text), language)
}

fn questions(sheet: &PaperSheet) -> Vec<&PaperQuestion> {
    let question = |item: &'_ PaperItem| matches!(item, PaperItem::Question(_));
    sheet
        .items
        .iter()
        .filter(|item| question(item))
        .filter_map(|item| match item {
            PaperItem::Question(question) => Some(question.as_ref()),
            _ => None,
        })
        .collect()
}

/// Number, arrows of the choices, arrow below.
fn arrows(question: &PaperQuestion) -> (u32, Vec<Option<Jump>>, Option<Jump>) {
    let choices = match &question.space {
        Space::One(choices) => choices.iter().map(|choice| choice.jump).collect(),
        _ => Vec::new(),
    };
    (question.number, choices, question.then)
}

#[test]
fn questions_are_numbered_and_arrows_lead_past_what_does_not_apply() {
    let sheet = sheet(SKIPS, "Deutsch (de)");
    let questions = questions(&sheet);
    let arrows: Vec<_> = questions.iter().map(|question| arrows(question)).collect();
    assert_eq!(
        arrows,
        [
            // Whoever says no goes on with the group of those without contact.
            (1, vec![None, Some(Jump::To(5))], None),
            (2, vec![], None),
            // Satisfied: past the reason and past the group; not satisfied: the reason follows.
            (3, vec![Some(Jump::To(7)), None], None),
            (4, vec![], Some(Jump::To(7))),
            (5, vec![], None),
            (6, vec![], None),
            (7, vec![], None),
        ]
    );
}

#[test]
fn who_answers_is_said_where_it_changes() {
    let sheet = sheet(SKIPS, "Deutsch (de)");
    let only: Vec<Vec<OnlyIf>> = questions(&sheet).iter().map(|question| question.only_if.clone()).collect();
    let answered = |number, answer: &str| OnlyIf::Answered { number, answers: vec![answer.to_owned()] };
    let nobody: Vec<OnlyIf> = Vec::new();
    assert_eq!(
        only,
        [
            nobody.clone(),
            vec![answered(1, "Ja")],
            // As the question before.
            nobody.clone(),
            vec![answered(1, "Ja"), answered(3, "Nein")],
            vec![answered(1, "Nein")],
            vec![answered(1, "Nein"), OnlyIf::Rule("[5] > 1".into())],
            nobody,
        ]
    );
}

#[test]
fn a_condition_names_choices_by_their_text() {
    let text = "
        [survey]
        type | name | label | relevant
        select_multiple wege | wege | Welche Wege? |
        text | a | A | selected(${wege}, 'gespraech')
        text | b | B | selected(${wege}, 'gespraech') or selected(${wege}, 'brief')
        text | c | C | selected(${wege}, 'gespraech') and selected(${wege}, 'brief')
        text | d | D | not(selected(${wege}, 'brief'))
        text | e | E | selected(${wege}, 'brief') or ${a} = 'x'
        [choices]
        list_name | name | label
        wege | gespraech | Gespräch in der Kita
        wege | brief | Brief
        ";
    let sheet = sheet(text, "");
    let only: Vec<Vec<OnlyIf>> = questions(&sheet).iter().map(|question| question.only_if.clone()).collect();
    let ticked = |answers: &[&str]| OnlyIf::Answered {
        number: 1,
        answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
    };
    assert_eq!(
        only,
        [
            vec![],
            vec![ticked(&["Gespräch in der Kita"])],
            vec![ticked(&["Gespräch in der Kita", "Brief"])],
            vec![ticked(&["Gespräch in der Kita"]), ticked(&["Brief"])],
            vec![OnlyIf::Rule("[1] ≠ \"Brief\"".into())],
            vec![OnlyIf::Rule("[1] = \"Brief\" / [2] = \"x\"".into())],
        ]
    );
    assert!(questions(&sheet).iter().all(|question| question.then.is_none()), "several answers lead past nothing");

    let definition = definition(text);
    let spoken = Spoken::new(&definition, "");
    for (source, expected) in [
        ("selected(${wege}, 'gespraech')", "Frage „Welche Wege?“: Gespräch in der Kita"),
        ("${wege} = 'brief' and ${a} != ''", "Frage „Welche Wege?“: Brief und „A“ ≠ –"),
        ("string-length(${a}) > 3", "string-length(„A“) > 3"),
        ("", ""),
    ] {
        assert_eq!(spoken.condition(source), expected);
    }
}

#[test]
fn a_sheet_speaks_one_language_and_falls_back_to_the_first() {
    let turkish = sheet(SKIPS, "Türkçe (tr)");
    assert_eq!(turkish.items[0], PaperItem::Note("Merhaba".into()));
    let labels: Vec<&str> = questions(&turkish).iter().map(|question| question.label.as_str()).collect();
    assert_eq!(labels[..3], ["Bizi tanıyor musunuz?", "Woher?", "Zufrieden mit [2]?"]);
    let Space::One(choices) = &questions(&turkish)[0].space else { panic!("choices") };
    assert_eq!(
        choices.iter().map(|choice| (choice.code, choice.label.as_str())).collect::<Vec<_>>(),
        [(1, "Evet"), (2, "Hayır")]
    );
    assert_eq!(sheet(SKIPS, "Klingonisch").language, "Deutsch (de)");
    let spaces: Vec<Space> = questions(&turkish).iter().skip(3).map(|question| question.space.clone()).collect();
    assert_eq!(spaces[..2], [Space::Lines(4), Space::Number]);
    assert_eq!(spaces[3], Space::Tick);
}

#[test]
fn what_is_asked_several_times_has_several_places_with_the_same_numbers() {
    let sheet = sheet(
        "
        [survey]
        type | name | label | repeat_count
        begin_repeat | kind | Kind | 2
        integer | alter | Alter |
        end_repeat
        begin_repeat | wunsch | Wunsch |
        text | was | Was? |
        end_repeat
        ",
        "",
    );
    let numbers: Vec<u32> = questions(&sheet).iter().map(|question| question.number).collect();
    assert_eq!(numbers, [1, 1, 2, 2, 2]);
    assert_eq!(sheet.items.iter().filter(|item| matches!(item, PaperItem::Entry(_))).count(), 5);
}

#[test]
fn every_starter_has_a_sheet_whose_arrows_lead_forward() {
    for starter in library::STARTERS {
        let definition = library::starter(starter.code).expect("a starter").expect("without faults");
        for language in &definition.languages {
            let sheet = PaperSheet::of(&definition, language);
            let questions = questions(&sheet);
            assert!(!questions.is_empty(), "{}", starter.code);
            for question in questions {
                let (number, choices, then) = arrows(question);
                for jump in choices.into_iter().chain([then]).flatten() {
                    assert!(!matches!(jump, Jump::To(to) if to <= number + 1), "{} {number}: {jump:?}", starter.code);
                }
            }
        }
    }
}

#[test]
fn codes_become_the_names_of_choices() {
    let definition = definition(SKIPS);
    let id = |name: &str| definition.walk().into_iter().find(|node| node.name == name).expect("a question").id;
    for (name, typed, expected) in [
        ("kennt", "1", Ok("ja")),
        ("kennt", " 2 ", Ok("nein")),
        ("kennt", "3", Err(EntryFault::NotAChoice)),
        ("kennt", "0", Err(EntryFault::NotAChoice)),
        ("kennt", "ja", Err(EntryFault::NotAChoice)),
        ("kennt", "", Ok("")),
        ("mehr", "2,1", Ok("nein ja")),
        ("mehr", "1 9", Err(EntryFault::NotAChoice)),
        ("ende", "1", Ok("OK")),
        ("ende", "2", Err(EntryFault::NotAChoice)),
        ("woher", "Aushang", Ok("Aushang")),
    ] {
        assert_eq!(read_code(&definition, id(name), typed), expected.map(str::to_owned), "{name} {typed}");
    }
    for (name, value, typed) in
        [("kennt", "nein", "2"), ("mehr", "nein ja", "2 1"), ("woher", "Aushang", "Aushang"), ("kennt", "", "")]
    {
        assert_eq!(code_of(&definition, id(name), value), typed);
    }
}

#[test]
fn what_is_stored_is_judged_again_and_may_be_incomplete() {
    let definition = definition(
        "
        [survey]
        type | name | label | required | constraint | relevant
        text | a | A | yes | |
        integer | b | B | | . < 10 |
        text | c | C | | | ${b} > 5
        ",
    );
    let id = |name: &str| definition.walk().into_iter().find(|node| node.name == name).expect("a question").id;
    let typed = |values: &[(&str, &str)]| Submission {
        answers: values
            .iter()
            .map(|(name, value)| Answer { place: Place::of(id(name)), name: String::new(), value: (*value).to_owned() })
            .collect(),
        ..Submission::default()
    };
    let stored = |values| answers_of(&definition, context(), &typed(values)).expect("it runs");
    // What does not apply is left out, whatever was sent.
    let taken = stored(&[("b", "3"), ("c", "x")]).expect("taken");
    assert_eq!(taken.answers.iter().map(|answer| answer.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(stored(&[("b", "12")]), Err(vec![Place::of(id("b"))]));
}
