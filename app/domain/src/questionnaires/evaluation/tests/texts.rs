use super::*;
use crate::questionnaires::free_texts::ReleasedText;

/// So many people of a Kita who wrote something, of which this was released.
fn told(number: u128, year: i32, people: usize, released: &[&str]) -> Part {
    let text = |text: &&str| ReleasedText { question: QuestionId(3), text: (*text).to_owned() };
    Part { released: released.iter().map(text).collect(), ..part_of(number, year, &many(people, "ja", "fuss")) }
}

fn of_kita(number: u128) -> EvaluationQuery {
    EvaluationQuery { kita: kita(number).to_string(), ..Default::default() }
}

fn texts(parts: &[Part], query: &EvaluationQuery) -> Vec<String> {
    evaluate(parts, query).texts.into_iter().flat_map(|found| found.texts).collect()
}

#[test]
fn released_texts_stand_in_the_order_of_the_alphabet() {
    let parts = [told(1, 2026, 9, &["Zebra", "Ampel"]), told(12, 2026, 8, &["Mitte"])];
    assert_eq!(texts(&parts, &EvaluationQuery::default()), ["Ampel", "Mitte", "Zebra"]);
    assert_eq!(texts(&parts, &of_kita(1)), ["Ampel", "Zebra"]);
    assert_eq!(texts(&parts, &of_kita(12)), ["Mitte"]);
    assert_eq!(evaluate(&parts, &EvaluationQuery::default()).texts[0].question, QuestionId(3));
}

#[test]
fn a_kita_in_which_few_wrote_shows_no_text_and_none_elsewhere_gives_it_away() {
    let parts = [told(1, 2026, 4, &["Von wenigen"]), told(12, 2026, 9, &["Von vielen"])];
    assert_eq!(texts(&parts, &of_kita(1)), [""; 0]);
    assert_eq!(texts(&parts, &of_kita(12)), [""; 0], "the whole less this one would be the other's text");
    assert_eq!(texts(&parts, &EvaluationQuery::default()), ["Von vielen", "Von wenigen"]);
}

#[test]
fn where_few_wrote_at_all_nothing_is_shown() {
    let parts = [told(1, 2026, 4, &["Von wenigen"])];
    assert_eq!(texts(&parts, &EvaluationQuery::default()), [""; 0]);
}

#[test]
fn a_wave_is_a_part_too() {
    let parts = [told(1, 2026, 3, &["früher"]), told(1, 2027, 12, &["später"])];
    let wave = |wave: &str| EvaluationQuery { wave: wave.into(), ..Default::default() };
    assert_eq!(texts(&parts, &wave("2026")), [""; 0]);
    assert_eq!(texts(&parts, &wave("2027")), [""; 0]);
    assert_eq!(texts(&parts, &EvaluationQuery::default()), ["früher", "später"]);
}

#[test]
fn a_file_holds_the_released_texts_and_their_question() {
    let parts = [told(1, 2026, 9, &["Mehr Licht"])];
    let evaluation = evaluate(&parts, &EvaluationQuery::default());
    let sheet = evaluation.workbook().sheets.pop().expect("a sheet");
    assert_eq!(sheet, evaluation.texts_sheet());
    let cells: Vec<String> = sheet.rows[1].iter().map(|cell| cell.text()).collect();
    assert_eq!(cells, ["wunsch", "Wunsch?", "Mehr Licht"]);
    let none = evaluate(&[told(1, 2026, 9, &[])], &EvaluationQuery::default());
    assert_eq!(none.texts_sheet().rows.len(), 1);
    assert!(none.workbook().sheets.iter().all(|sheet| sheet.name != none.texts_sheet().name));
}

#[test]
fn how_many_texts_wait_is_said_of_all_together_and_of_no_small_number() {
    let waiting = |counts: &[u32], query: &EvaluationQuery| {
        let parts: Vec<Part> = (1..)
            .zip(counts)
            .map(|(number, waiting)| Part { waiting: *waiting, ..told(number, 2026, 9, &[]) })
            .collect();
        evaluate(&parts, query).waiting
    };
    let all = EvaluationQuery::default();
    assert_eq!(waiting(&[4, 3], &all), Some(Figure::Shown(7)));
    assert_eq!(waiting(&[4, 0], &all), Some(Figure::Suppressed));
    assert_eq!(waiting(&[0, 0], &all), Some(Figure::Shown(0)));
    assert_eq!(waiting(&[40, 30], &of_kita(1)), None);
    let wave = EvaluationQuery { wave: "2026".into(), ..Default::default() };
    assert_eq!(waiting(&[40, 30], &wave), None);
}
