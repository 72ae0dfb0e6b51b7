//! A Kita that is asked several times in one year.

use super::*;
use crate::questionnaires::german;

fn of_wave(wave: &str) -> EvaluationQuery {
    EvaluationQuery { wave: wave.into(), ..Default::default() }
}

fn names(parts: &[Part]) -> Vec<String> {
    german::waves(&parts.iter().map(|part| part.wave).collect::<Vec<_>>())
}

/// Kita 1 in spring and in autumn, the autumn being seen first.
fn spring_and_autumn(spring: &[Submission], autumn: &[Submission]) -> Vec<Part> {
    numbered(vec![part_from(1, day((2026, 9)), autumn), part_from(1, day((2026, 3)), spring)])
}

#[test]
fn each_kita_is_counted_for_itself_and_each_year_anew() {
    let begun = |number, begin| part_from(number, day(begin), &[]);
    let parts = [(1, (2026, 11)), (1, (2026, 3)), (1, (2026, 9)), (2, (2026, 9)), (1, (2027, 1))];
    let parts = numbered(parts.map(|(number, begin)| begun(number, begin)).into());
    assert_eq!(
        names(&parts),
        ["2026, 3. Erhebung", "2026, 1. Erhebung", "2026, 2. Erhebung", "2026, 1. Erhebung", "2027"]
    );
}

#[test]
fn what_begins_on_one_day_is_one_wave() {
    let spring = part_from(1, day((2026, 3)), &many(6, "ja", "fuss"));
    let mut beside = part_from(1, day((2026, 3)), &many(7, "ja", "fuss"));
    beside.head.erhebung.id = ErhebungId::new(Uuid::from_u128(5));
    let parts = numbered(vec![spring, beside, part_from(1, day((2026, 9)), &many(9, "ja", "fuss"))]);
    assert_eq!(names(&parts), ["2026, 1. Erhebung", "2026, 1. Erhebung", "2026, 2. Erhebung"]);
    let found = evaluate(&parts, &of_wave("2026"));
    assert_eq!((found.erhebungen, found.results.submissions), (2, 13));
}

#[test]
fn two_of_one_year_are_filtered_and_compared_and_no_year_holds_both() {
    let parts = spring_and_autumn(&many(12, "ja", "fuss"), &many(9, "nein", "rad"));
    for (wave, submissions) in [("", 21), ("2026", 12), ("2026-2", 9), ("2026-1", 0), ("2026-3", 0)] {
        assert_eq!(evaluate(&parts, &of_wave(wave)).results.submissions, submissions, "{wave}");
    }
    let compared = evaluate(&parts, &EvaluationQuery::default()).waves;
    let found: Vec<_> = compared.iter().map(|(wave, results)| (wave.to_string(), results.submissions)).collect();
    assert_eq!(found, [("2026".to_owned(), 12), ("2026-2".to_owned(), 9)]);
}

#[test]
fn a_link_from_when_a_year_was_one_wave_is_still_read() {
    let query: EvaluationQuery = serde_json::from_str(r#"{"year":"2026"}"#).expect("a query");
    assert_eq!(query, of_wave("2026"));
}

#[test]
fn few_in_one_wave_are_hidden_in_the_other_as_well() {
    let spring = [many(20, "ja", "fuss"), many(10, "nein", "fuss")].concat();
    let parts = spring_and_autumn(&spring, &[many(2, "ja", "fuss"), many(9, "nein", "fuss")].concat());
    let all = evaluate(&parts, &EvaluationQuery::default());
    assert_eq!(counts(&all.results, 0), [Figure::Shown(22), Figure::Shown(19)]);
    for (wave, results) in &all.waves {
        assert_eq!(counts(results, 0), [HIDDEN, HIDDEN], "22 less 20 would tell of two: {wave}");
        assert_eq!(evaluate(&parts, &of_wave(&wave.to_string())).results, *results);
    }
    assert_eq!(all.waves.len(), 2);
}

#[test]
fn a_file_says_which_erhebung_of_which_year_it_is() {
    let parts = spring_and_autumn(&many(12, "ja", "fuss"), &many(9, "nein", "rad"));
    let sheets = evaluate(&parts, &EvaluationQuery::default()).workbook().sheets;
    let sheet = sheets.iter().find(|sheet| sheet.name == "Wellen").expect("its sheet");
    let lines: Vec<String> = sheet
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.text()).collect::<Vec<_>>().join("|"))
        .filter(|line| line.contains("|ja|") || line.contains("Code"))
        .collect();
    let head = "Jahr|Erhebung im Jahr|Name|Frage|Code|Antwort|Anzahl|Anteil der Beantwortungen in %";
    assert_eq!(
        lines,
        [head, "2026|1|zufrieden|Zufrieden?|ja|Ja|12|100", "2026|2|zufrieden|Zufrieden?|ja|Ja|0|0"].map(str::to_owned)
    );
}
