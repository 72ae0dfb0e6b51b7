use super::*;
use crate::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    questionnaires::{Cell, QuestionId, Sheet, Submission, Workbook, import},
};
use chrono::NaiveDate;
use uuid::Uuid;

const NOW: i64 = 1_795_341_600_000;

fn definition() -> Definition {
    let row = |cells: &[&str]| cells.iter().map(|cell| Cell::Text((*cell).into())).collect();
    let survey = vec![
        row(&["type", "name", "label"]),
        row(&["text", "ort", "Wo?"]),
        row(&["select_one ja_nein", "angebot", "Gibt es ein Angebot?"]),
        row(&["text", "bemerkung", "Was noch?"]),
    ];
    let choices =
        vec![row(&["list_name", "name", "label"]), row(&["ja_nein", "j", "Ja"]), row(&["ja_nein", "n", "Nein"])];
    let sheet = |name: &str, rows: Vec<Vec<Cell>>| Sheet { name: name.into(), rows };
    let workbook = Workbook { sheets: vec![sheet("survey", survey), sheet("choices", choices)] };
    import(&workbook, None).expect("a workbook without faults").definition
}

/// A content of the sheet under the first change of a device.
fn content(definition: &Definition, device: u128, answers: &[(&str, &str)]) -> (ChangeKey, SentSubmission) {
    let question = |name: &str| -> QuestionId {
        definition.walk().into_iter().find(|node| node.name == name).expect("a question of this name").id
    };
    let answers = answers.iter().map(|(name, value)| Answer {
        place: Place::of(question(name)),
        name: (*name).into(),
        value: (*value).into(),
    });
    let content = Submission { answers: answers.collect(), ..Submission::default() };
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let (id, erhebung) = (SubmissionId::new(Uuid::from_u128(1)), ErhebungId::new(Uuid::from_u128(2)));
    let key = ChangeKey { device: DeviceId::new(Uuid::from_u128(device)), seq: 1 };
    (key, SentSubmission::new(id, erhebung, day, content))
}

#[test]
fn versions_stand_beside_each_other_in_the_order_of_the_questionnaire() {
    let definition = definition();
    let contents = [
        content(&definition, 1, &[("ort", "Bendorf"), ("bemerkung", "nichts")]),
        content(&definition, 2, &[("ort", "Bendorf"), ("angebot", "j")]),
    ];
    let origin = |key: ChangeKey| if key.device == contents[0].0.device { "hier".into() } else { String::new() };
    let comparison = Comparison::of(&contents, &definition, origin, NOW);
    let names: Vec<&str> = comparison.versions.iter().map(|version| version.name.as_str()).collect();
    assert_eq!(names, ["Fassung 1: hier, 02.03.2026", "Fassung 2: 02.03.2026"]);
    let rows: Vec<_> = comparison.rows.iter().map(|row| (row.question.as_str(), row.differs)).collect();
    assert_eq!(rows, [("Wo?", false), ("Gibt es ein Angebot?", true), ("Was noch?", true)]);
    let answers: Vec<&[String]> = comparison.rows.iter().map(|row| row.answers.as_slice()).collect();
    assert_eq!(answers[1], [german::NO_ANSWER, "Ja"]);
    assert_eq!(answers[2], ["nichts", german::NO_ANSWER]);
    assert_eq!(comparison.differences(), 2);
}

#[test]
fn what_the_questionnaire_does_not_know_is_shown_all_the_same() {
    let known = definition();
    let contents = [content(&known, 1, &[("ort", "Bendorf")]), content(&known, 2, &[("ort", "Mendig")])];
    let comparison = Comparison::of(&contents, &Definition::default(), |_| String::new(), NOW);
    assert_eq!(comparison.rows.len(), 1);
    assert_eq!(comparison.rows[0].answers, ["Bendorf", "Mendig"]);
    assert!(comparison.rows[0].differs && comparison.rows[0].question.starts_with("Frage "));
}
