use super::*;
use crate::{
    error::{ErrorCode, FieldError},
    questionnaires::{german::BLACKED_OUT, submission::Answer},
};
use proptest::prelude::*;
use uuid::Uuid;

const TEXT: &str = "Frau Müller hilft\nuns sehr, Anna Schmitz auch.";

fn definition() -> Definition {
    let json = r#"{"settings":{"title":"Eltern"},"languages":[""],"nodes":[
        {"id":1,"name":"gut","kind":{"type":"integer"},"label":[["","Gut?"]]},
        {"id":2,"name":"wunsch","kind":{"type":"text"},"label":[["","Wunsch?"]]},
        {"id":3,"name":"lob","kind":{"type":"text"},"label":[["","Lob?"]]}]}"#;
    serde_json::from_str(json).expect("a definition")
}

fn sheet(wunsch: &str, lob: &str) -> Submission {
    let answer =
        |id, value: &str| Answer { place: Place::of(QuestionId(id)), name: String::new(), value: value.to_owned() };
    Submission { answers: vec![answer(1, "7"), answer(2, wunsch), answer(3, lob)], ..Submission::default() }
}

fn key(number: u128, question: u32) -> FreeTextKey {
    FreeTextKey { submission: SubmissionId::new(Uuid::from_u128(number)), place: Place::of(QuestionId(question)) }
}

fn released(words: &[u32]) -> Decision {
    Decision::Released(BlackedOut::of(words.iter().copied()))
}

fn decided(key: FreeTextKey, text: &str, decision: Decision) -> Decided {
    Decided { key, hash: text_hash(text), decision, by_office: false, revision: 1 }
}

fn input(act: &str, blacked_out: &[u32]) -> DecisionInput {
    DecisionInput { act: act.into(), blacked_out: blacked_out.to_vec() }
}

#[test]
fn a_passage_becomes_one_mark_whatever_its_length() {
    let shown = |words: &[u32]| released(words).shown(TEXT).expect("a released text");
    assert_eq!(shown(&[]), "Frau Müller hilft uns sehr, Anna Schmitz auch.");
    assert_eq!(shown(&[0, 1, 5, 6]), format!("{BLACKED_OUT} hilft uns sehr, {BLACKED_OUT} auch."));
    assert_eq!(shown(&[1]), format!("Frau {BLACKED_OUT} hilft uns sehr, Anna Schmitz auch."));
    assert_eq!(Decision::Withheld.shown(TEXT), None);
}

#[test]
fn a_decision_says_where_the_text_stands() {
    assert_eq!(released(&[]).stand(), Stand::Released);
    assert_eq!(released(&[3]).stand(), Stand::BlackedOut);
    assert_eq!(Decision::Withheld.stand(), Stand::Withheld);
}

#[test]
fn an_entry_is_checked_against_the_text() {
    assert_eq!(input("release", &[1, 1, 0]).check(TEXT), Ok(released(&[0, 1])));
    assert_eq!(input("withhold", &[1]).check(TEXT), Ok(Decision::Withheld));
    let refused = |field: &str, code| Err(vec![FieldError::new(field, code)]);
    assert_eq!(input("", &[]).check(TEXT), refused("act", ErrorCode::NotAChoice));
    assert_eq!(input("release", &[8]).check(TEXT), refused("blacked_out", ErrorCode::NotAChoice));
    let all: Vec<u32> = (0..8).collect();
    assert_eq!(input("release", &all).check(TEXT), refused("blacked_out", ErrorCode::NothingLeft));
    assert_eq!(input("release", &[u32::MAX]).check(TEXT), refused("blacked_out", ErrorCode::NotAChoice));
}

#[test]
fn texts_stand_by_question_so_that_those_of_one_person_are_apart() {
    let sheets: Vec<(SubmissionId, Submission)> =
        [(2, sheet("zwei", "gut")), (1, sheet("eins", "  ")), (3, sheet("", "prima"))]
            .into_iter()
            .map(|(number, content)| (key(number, 2).submission, content))
            .collect();
    let decisions =
        vec![decided(key(1, 2), "eins", Decision::Withheld), decided(key(2, 2), "früher anders", released(&[]))];
    let found = free_texts(&definition(), &sheets, decisions);
    let texts: Vec<_> = found.iter().map(|text| (text.text.as_str(), text.stand(), text.revision)).collect();
    // A decision about another text counts for nothing; whoever decides now is still the second.
    let expected = [
        ("eins", Stand::Withheld, 1),
        ("zwei", Stand::Unseen, 1),
        ("gut", Stand::Unseen, 0),
        ("prima", Stand::Unseen, 0),
    ];
    assert_eq!(texts, expected);
}

#[test]
fn who_wrote_something_counts_once_for_each_question() {
    let mut twice = sheet("eins", "");
    twice.answers.push(Answer { place: "2:1".parse().expect("a place"), name: String::new(), value: "zwei".into() });
    let counts = count_written(&definition(), &[twice, sheet("drei", " ")]);
    assert_eq!(counts, BTreeMap::from([(QuestionId(2), 2)]), "numbers are no texts, and blank ones are none");
}

#[test]
fn every_text_counts_that_somebody_can_decide_about() {
    let sheets = [sheet("eins", "zwei"), sheet(" ", "drei")];
    assert_eq!(count_texts(&definition(), &sheets), 3, "numbers are no texts, and blank ones are none");
    let content = &sheets[0];
    assert!(decided(key(1, 2), "eins", Decision::Withheld).is_current(content));
    assert!(!decided(key(1, 2), "zwei", Decision::Withheld).is_current(content));
    assert!(!decided(key(1, 9), "eins", Decision::Withheld).is_current(content));
}

#[test]
fn only_what_was_released_and_is_still_the_same_leaves_the_submission() {
    let content = sheet(TEXT, "");
    let released_text = |decided: &Decided| decided.released(&content).map(|released| released.text);
    let open = decided(key(1, 2), TEXT, released(&[0, 1, 5, 6]));
    assert_eq!(released_text(&open), Some(format!("{BLACKED_OUT} hilft uns sehr, {BLACKED_OUT} auch.")));
    assert_eq!(released_text(&decided(key(1, 2), TEXT, Decision::Withheld)), None);
    assert_eq!(released_text(&decided(key(1, 2), "ein anderer Text", released(&[]))), None);
    assert_eq!(released_text(&decided(key(1, 9), TEXT, released(&[]))), None);
}

proptest! {
    #[test]
    fn no_blacked_out_word_is_left(
        words in prop::collection::vec("[a-z]{1,6}", 1..30),
        black in prop::collection::btree_set(0u32..30, 0..30),
    ) {
        // Each word with its number, so that every one is another.
        let words: Vec<String> = words.iter().enumerate().map(|(number, word)| format!("{word}{number}")).collect();
        let shown = BlackedOut::of(black.iter().copied()).apply(&words.join(" \n"));
        let left: Vec<&str> = shown.split(' ').filter(|word| *word != BLACKED_OUT).collect();
        let expected: Vec<&str> =
            (0u32..).zip(&words).filter(|(number, _)| !black.contains(number)).map(|(_, word)| word.as_str()).collect();
        prop_assert_eq!(left, expected);
    }
}
