mod languages;
mod siblings;
mod tables;
mod texts;
mod waves;

use super::*;
use crate::{
    ids::{ErhebungId, QuestionnaireId},
    questionnaires::{About, Answer, Erhebung, Figure, Methode, Place, VersionNumber, Zielgruppe},
};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

fn definition() -> Definition {
    let json = r#"{"settings":{"title":"Eltern"},"languages":[""],"nodes":[
        {"id":1,"name":"zufrieden","kind":{"type":"select_one","list":"stufe"},"label":[["","Zufrieden?"]]},
        {"id":2,"name":"weg","kind":{"type":"select_one","list":"weg"},"label":[["","Wie kommen Sie?"]]},
        {"id":3,"name":"wunsch","kind":{"type":"text"},"label":[["","Wunsch?"]]}],
        "lists":[{"name":"stufe","choices":[{"name":"ja","label":[["","Ja"]]},{"name":"nein","label":[["","Nein"]]}]},
                 {"name":"weg","choices":[{"name":"fuss"},{"name":"rad"},{"name":"auto"}]}]}"#;
    serde_json::from_str(json).expect("a definition")
}

fn kita(number: u128) -> KitaId {
    KitaId::new(Uuid::from_u128(number))
}

fn one(zufrieden: &str, weg: &str, wunsch: &str) -> Submission {
    let answer =
        |id, value: &str| Answer { place: Place::of(QuestionId(id)), name: String::new(), value: value.to_owned() };
    Submission { answers: vec![answer(1, zufrieden), answer(2, weg), answer(3, wunsch)], ..Submission::default() }
}

/// Days on which an Erhebung begins, two of them in each year.
const BEGINS: [(i32, u32); 4] = [(2026, 3), (2026, 9), (2027, 3), (2027, 9)];

fn day((year, month): (i32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).expect("a day")
}

fn part_of(number: u128, year: i32, submissions: &[Submission]) -> Part {
    part_from(number, day((year, 3)), submissions)
}

/// With the waves that the parts are together, as the store hands them on.
fn numbered(parts: Vec<Part>) -> Vec<Part> {
    Counted::new(parts).parts
}

fn part_from(number: u128, from: NaiveDate, submissions: &[Submission]) -> Part {
    let erhebung = Erhebung {
        id: ErhebungId::new(Uuid::from_u128(number * 10_000_000 + from.num_days_from_ce() as u128)),
        about: About::Kita(kita(number)),
        from,
        to: from,
        methode: Methode::SchriftlicheBefragung,
        zielgruppe: Zielgruppe::Eltern,
        questionnaire: QuestionnaireId::new(Uuid::nil()),
        version: VersionNumber(1),
        asked: Some(60),
    };
    let head = ErhebungHead { erhebung, about_name: String::new(), questionnaire_title: String::new(), submissions: 0 };
    Part::count(head, &definition(), submissions, None, Some((QuestionId(1), QuestionId(2))))
}

fn many(count: usize, zufrieden: &str, weg: &str) -> Vec<Submission> {
    vec![one(zufrieden, weg, "Mehr Spielplatz, bitte!"); count]
}

fn evaluate(parts: &[Part], query: &EvaluationQuery) -> Evaluation {
    let definition = definition();
    let sozialraum_of = |id: KitaId| Some(SozialraumId::new(Uuid::from_u128(id.uuid().as_u128() / 10)));
    let decisions = Decisions::default();
    let collected = Collected {
        definition: &definition,
        parts,
        decisions: &decisions,
        sozialraum_of: &sozialraum_of,
        threshold: 5,
    };
    let evaluation = collected.evaluate(query);
    assert_eq!(collected.evaluate(query), evaluation, "what was decided before is the same");
    evaluation
}

fn counts(results: &Results, question: usize) -> Vec<Figure> {
    results.questions[question].rows.iter().map(|row| row.count).collect()
}

const HIDDEN: Figure = Figure::Suppressed;

#[test]
fn what_is_about_an_event_counts_in_the_whole_and_for_no_place() {
    let mut part = part_of(1, 2026, &many(6, "ja", "fuss"));
    part.head.erhebung.about = About::Event(crate::ids::EventId::new(Uuid::from_u128(9)));
    let region = crate::ids::SozialraumId::new(Uuid::from_u128(3));
    let everywhere = move |_: KitaId| Some(region);
    assert!(EvaluationQuery::default().admits(&part, &everywhere));
    let of_kita = EvaluationQuery { kita: kita(1).to_string(), ..Default::default() };
    let of_region = EvaluationQuery { sozialraum: region.to_string(), ..Default::default() };
    assert!(!of_kita.admits(&part, &everywhere) && !of_region.admits(&part, &everywhere));
}

#[test]
fn what_each_view_shows_is_decided_once_and_anew_where_it_follows_from_something_else() {
    let parts = [part_of(1, 2026, &many(10, "ja", "fuss")), part_of(2, 2026, &many(9, "nein", "rad"))];
    let (definition, decisions) = (definition(), Decisions::default());
    let together = |_: KitaId| Some(SozialraumId::new(Uuid::nil()));
    let nowhere = |_: KitaId| -> Option<SozialraumId> { None };
    let (own, decisions) = (&definition, &decisions);
    let collected = Collected { definition: own, parts: &parts, decisions, sozialraum_of: &together, threshold: 5 };
    collected.evaluate(&EvaluationQuery::default());
    let first = decisions.find(&collected, 5, || unreachable!("decided before"));
    let elsewhere = Collected { definition: own, parts: &parts, decisions, sozialraum_of: &nowhere, threshold: 5 };
    elsewhere.evaluate(&EvaluationQuery::default());
    let other = decisions.find(&elsewhere, 5, || unreachable!("decided before"));
    assert!(!std::sync::Arc::ptr_eq(&first, &other), "other regions are other views");
    collected.evaluate(&EvaluationQuery { kita: kita(1).to_string(), ..Default::default() });
    let again = decisions.find(&collected, 5, || unreachable!("decided before"));
    assert!(std::sync::Arc::ptr_eq(&first, &again));
}

#[test]
fn all_erhebungen_of_a_questionnaire_are_counted_together() {
    let parts = [
        part_of(1, 2026, &[many(10, "ja", "fuss"), many(8, "nein", "auto")].concat()),
        part_of(2, 2026, &[many(20, "ja", "rad"), many(7, "nein", "fuss")].concat()),
    ];
    let all = evaluate(&parts, &EvaluationQuery::default());
    assert_eq!((all.erhebungen, all.results.submissions), (2, 45));
    assert_eq!((all.asked, all.responses_of_asked), (120, 45));
    assert_eq!(counts(&all.results, 0), [Figure::Shown(30), Figure::Shown(15)]);
    assert!(all.waves.is_empty(), "one wave is nothing to compare");
}

#[test]
fn what_one_part_would_give_away_of_the_others_is_hidden() {
    // All: 30 ja, 15 nein. The second Kita alone: 28 and 7. Whoever subtracts would learn of two who said ja elsewhere.
    let parts = [
        part_of(1, 2026, &[many(2, "ja", "fuss"), many(8, "nein", "fuss")].concat()),
        part_of(2, 2026, &[many(28, "ja", "fuss"), many(7, "nein", "fuss")].concat()),
    ];
    let query = EvaluationQuery { kita: kita(2).to_string(), ..Default::default() };
    assert_eq!(counts(&evaluate(&parts, &query).results, 0), [HIDDEN, HIDDEN]);
    assert_eq!(counts(&evaluate(&parts, &query).results, 1)[0], Figure::Shown(35), "ten elsewhere are enough");
    let alone = evaluate(&parts[1..], &query);
    assert_eq!(counts(&alone.results, 0), [Figure::Shown(28), Figure::Shown(7)], "nothing to compare with");
}

#[test]
fn a_sozialraum_and_a_wave_are_parts_too() {
    let parts = [
        part_of(11, 2026, &many(12, "ja", "fuss")),
        part_of(12, 2027, &many(9, "nein", "rad")),
        part_of(21, 2027, &many(30, "ja", "auto")),
    ];
    let sozialraum = EvaluationQuery { sozialraum: Uuid::from_u128(1).to_string(), ..Default::default() };
    let found = evaluate(&parts, &sozialraum);
    assert_eq!((found.erhebungen, found.results.submissions), (2, 21));
    let waves: Vec<_> = found.waves.iter().map(|(wave, results)| (wave.year, results.submissions)).collect();
    assert_eq!(waves, [(2026, 12), (2027, 9)]);
    let both = EvaluationQuery { wave: "2027".into(), ..sozialraum };
    assert_eq!(evaluate(&parts, &both).results.submissions, 9);
    assert_eq!(evaluate(&parts, &EvaluationQuery { wave: "1999".into(), ..Default::default() }).erhebungen, 0);
}

#[test]
fn two_questions_stand_against_each_other() {
    let all = [many(10, "ja", "fuss"), many(6, "ja", "rad"), many(7, "nein", "fuss"), many(9, "nein", "rad")].concat();
    let query = EvaluationQuery { row: "1".into(), column: "2".into(), ..Default::default() };
    let table = evaluate(&[part_of(1, 2026, &all)], &query).crosstab.expect("a table");
    let cells: Vec<_> = table.rows.iter().map(|row| row.cells.clone()).collect();
    let shown = Figure::Shown;
    assert_eq!(cells, [[shown(10), shown(6), shown(0)], [shown(7), shown(9), shown(0)]]);
    assert_eq!((table.rows[0].together, table.together), (shown(16), shown(32)));

    let small =
        [many(10, "ja", "fuss"), many(6, "ja", "rad"), many(7, "nein", "fuss"), many(2, "nein", "rad")].concat();
    let table = evaluate(&[part_of(1, 2026, &small)], &query).crosstab.expect("a table");
    assert!(table.rows.iter().all(|row| row.cells[0] == HIDDEN && row.cells[1] == HIDDEN), "{table:?}");
    let same = EvaluationQuery { row: "1".into(), column: "1".into(), ..Default::default() };
    assert_eq!(evaluate(&[part_of(1, 2026, &small)], &same).crosstab, None);
    let text = EvaluationQuery { row: "1".into(), column: "3".into(), ..Default::default() };
    assert_eq!(evaluate(&[part_of(1, 2026, &small)], &text).crosstab, None, "a free text is no axis");
}

#[test]
fn words_are_shown_that_several_people_wrote() {
    let mut all = many(6, "ja", "fuss");
    all.push(one("ja", "fuss", "Spielplatz spielplatz SPIELPLATZ und Frau Geheim"));
    let words = evaluate(&[part_of(1, 2026, &all)], &EvaluationQuery::default()).words;
    let found: Vec<_> = words[0].words.iter().map(|word| (word.word.as_str(), word.count)).collect();
    assert_eq!(found, [("spielplatz", 7)], "each person once, no fillers, nobody's own words");
}

#[test]
fn files_hold_codes_labels_and_numbers_and_say_where_a_count_is_missing() {
    let all = [many(10, "ja", "fuss"), many(30, "nein", "rad"), many(2, "nein", "auto")].concat();
    let query = EvaluationQuery { row: "1".into(), column: "2".into(), ..Default::default() };
    let workbook = evaluate(&[part_of(1, 2026, &all)], &query).workbook();
    let names: Vec<_> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Ergebnisse", "Kreuztabelle", "Wörter"]);
    let lines: Vec<String> = workbook.sheets[0]
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.text()).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(lines[0], "Name|Frage|Code|Antwort|Anzahl|Anteil der Beantwortungen in %");
    assert_eq!(lines[1], "zufrieden|Zufrieden?|ja|Ja|10|23.8");
    assert_eq!(lines[3], "zufrieden|Zufrieden?||Beantwortet|42|");
    assert!(lines.contains(&"weg|Wie kommen Sie?|auto|auto|nicht gezeigt|".to_owned()), "{lines:?}");
}

/// What a reader learns by taking a shown part from a shown whole: every count both show.
fn differences(whole: &Results, part: &Results) -> Vec<u32> {
    let pairs = whole.questions.iter().zip(&part.questions).flat_map(|(whole, part)| {
        whole.rows.iter().filter_map(|row| {
            let own = part.rows.iter().find(|own| own.value == row.value)?;
            Some((row.count, own.count))
        })
    });
    pairs
        .filter_map(|pair| match pair {
            (Figure::Shown(whole), Figure::Shown(part)) => Some(whole - part),
            _ => None,
        })
        .collect()
}

proptest! {
    #[test]
    fn no_filter_shows_or_gives_away_a_count_below_the_threshold(
        parts in prop::collection::vec((1u128..30, 0usize..4, 0usize..9, 0usize..9, 0usize..9), 1..6),
    ) {
        let parts: Vec<Part> = parts
            .into_iter()
            .map(|(number, begin, a, b, c)| {
                let given = [many(a, "ja", "fuss"), many(b, "nein", "rad"), many(c, "ja", "auto")];
                part_from(number, day(BEGINS[begin]), &given.concat())
            })
            .collect();
        let parts = numbered(parts);
        let whole = evaluate(&parts, &EvaluationQuery::default());
        for part in &parts {
            let kita = part.head.erhebung.about.kita().expect("about a Kita").to_string();
            for query in [
                EvaluationQuery { kita: kita.clone(), row: "1".into(), column: "2".into(), ..Default::default() },
                EvaluationQuery { wave: part.wave.to_string(), ..Default::default() },
                EvaluationQuery { kita, wave: part.wave.to_string(), ..Default::default() },
            ] {
                let found = evaluate(&parts, &query);
                let figures = found.results.questions.iter().flat_map(|question| question.rows.iter().map(|row| row.count));
                let cells = found.crosstab.iter().flat_map(|table| table.rows.iter().flat_map(|row| row.cells.clone()));
                for figure in figures.chain(cells) {
                    prop_assert!(!matches!(figure, Figure::Shown(1..=4)), "{query:?}");
                }
                for difference in differences(&whole.results, &found.results) {
                    prop_assert!(!(1..5).contains(&difference), "{query:?}");
                }
            }
        }
    }
}
