//! Times of an evaluation: `cargo run --release -p domain --example bench_evaluation`.
//!
//! 5,000 answers to 40 questions from 95 Kitas: counted, looked at for the first time and again, with the words of four free
//! texts and with two questions against each other. Prints medians; asserts that what was kept is what was found out.

mod median;

use chrono::NaiveDate;
use domain::{
    ids::{ErhebungId, KitaId, QuestionnaireId, SozialraumId},
    questionnaires::{
        About, Answer, Collected, Counted, Definition, Erhebung, ErhebungHead, EvaluationQuery, Methode, Part, Place,
        QuestionId, Submission, VersionNumber, Zielgruppe, evaluation::Decisions,
    },
};
use median::median;
use serde_json::json;
use std::{error::Error, time::Duration};
use uuid::Uuid;

const ANSWERS: u32 = 5_000;
const QUESTIONS: u32 = 40;
const KITAS: u32 = 95;
const ROUNDS: usize = 5;
const WORDS: [&str; 12] = [
    "Spielplatz",
    "Öffnungszeiten",
    "Mittagessen",
    "Garten",
    "Gruppen",
    "Sprache",
    "Ausflug",
    "Parkplatz",
    "Musik",
    "Vorlesen",
    "Turnhalle",
    "Elterncafé",
];

fn main() -> Result<(), Box<dyn Error>> {
    let definition = definition()?;
    let kitas = kitas()?;
    let pair = Some((QuestionId(1), QuestionId(2)));
    line("count all answers", median(ROUNDS, || count(&definition, &kitas, pair).len()));
    let counted = Counted::new(count(&definition, &kitas, pair));
    let crossed = EvaluationQuery { row: "1".into(), column: "2".into(), ..EvaluationQuery::default() };
    let one = EvaluationQuery { kita: kita(7).to_string(), ..EvaluationQuery::default() };
    for (step, query) in
        [("all Kitas", &EvaluationQuery::default()), ("one Kita", &one), ("all Kitas, two questions", &crossed)]
    {
        let first = median(ROUNDS, || collected(&definition, &counted.parts, &Decisions::default()).evaluate(query));
        let again = median(ROUNDS, || collected(&definition, &counted.parts, &counted.decisions).evaluate(query));
        line(&format!("{step}, first time"), first);
        line(&format!("{step}, again"), again);
        let fresh = collected(&definition, &counted.parts, &Decisions::default()).evaluate(query);
        let kept = collected(&definition, &counted.parts, &counted.decisions).evaluate(query);
        assert!(fresh == kept, "what was kept is what was found out");
    }
    Ok(())
}

fn line(step: &str, median: Duration) {
    println!("{ANSWERS} answers × {QUESTIONS} questions × {KITAS} Kitas  {step:<40} {median:>12.2?}");
}

fn collected<'a>(definition: &'a Definition, parts: &'a [Part], decisions: &'a Decisions) -> Collected<'a> {
    Collected { definition, parts, decisions, sozialraum_of: &region, threshold: 5 }
}

fn kita(number: u32) -> KitaId {
    KitaId::new(Uuid::from_u128(u128::from(number) + 1))
}

/// Twelve Kitas each.
fn region(kita: KitaId) -> Option<SozialraumId> {
    Some(SozialraumId::new(Uuid::from_u128(kita.uuid().as_u128() / 12)))
}

/// Every tenth question is a free text, every tenth takes several choices, the others take one of four.
fn definition() -> Result<Definition, serde_json::Error> {
    let kind = |number: u32| match number % 10 {
        0 => json!({ "type": "text" }),
        5 => json!({ "type": "select_multiple", "list": "vier" }),
        _ => json!({ "type": "select_one", "list": "vier" }),
    };
    let node = |number: u32| json!({ "id": number, "name": format!("q{number}"), "kind": kind(number) });
    let choices: Vec<_> = ["a", "b", "c", "d"].map(|name| json!({ "name": name })).into();
    serde_json::from_value(json!({
        "settings": { "title": "Messung" }, "languages": [""], "nodes": (1..=QUESTIONS).map(node).collect::<Vec<_>>(),
        "lists": [{ "name": "vier", "choices": choices }]
    }))
}

/// An Erhebung and its answers.
type Answered = (ErhebungHead, Vec<Submission>);

/// The Erhebungen with their answers, dealt out by a row of numbers that is the same each time.
fn kitas() -> Result<Vec<Answered>, Box<dyn Error>> {
    let from = NaiveDate::from_ymd_opt(2026, 3, 2).ok_or("a day")?;
    let mut state = 1_u32;
    let mut next = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    let erhebung = |number: u32| Erhebung {
        id: ErhebungId::new(Uuid::from_u128(u128::from(number) + 1_000)),
        about: About::Kita(kita(number)),
        from,
        to: from,
        methode: Methode::SchriftlicheBefragung,
        zielgruppe: Zielgruppe::Eltern,
        questionnaire: QuestionnaireId::new(Uuid::nil()),
        version: VersionNumber(1),
        asked: Some(90),
    };
    let head = |number: u32| ErhebungHead {
        erhebung: erhebung(number),
        about_name: format!("Kita {number}"),
        questionnaire_title: String::new(),
        submissions: 0,
    };
    let mut found: Vec<(ErhebungHead, Vec<Submission>)> = (0..KITAS).map(|number| (head(number), vec![])).collect();
    for number in 0..ANSWERS {
        let answers = (1..=QUESTIONS).map(|question| Answer {
            place: Place::of(QuestionId(question)),
            name: String::new(),
            value: value(question, &mut next),
        });
        let submission = Submission { answers: answers.collect(), ..Submission::default() };
        found[(number % KITAS) as usize].1.push(submission);
    }
    Ok(found)
}

fn value(question: u32, next: &mut impl FnMut(u32) -> u32) -> String {
    // The last choice is rare.
    let choice = |drawn: u32| ["a", "a", "a", "b", "b", "c", "c", "c", "c", "d"][drawn as usize];
    match question % 10 {
        0 => format!("{} und {}", WORDS[next(12) as usize], WORDS[next(12) as usize]),
        5 => format!("{} {}", ["a", "b"][next(2) as usize], ["c", "d"][next(2) as usize]),
        _ => choice(next(10)).to_owned(),
    }
}

fn count(
    definition: &Definition,
    kitas: &[(ErhebungHead, Vec<Submission>)],
    pair: Option<(QuestionId, QuestionId)>,
) -> Vec<Part> {
    let of_kita = |(head, submissions): &(ErhebungHead, Vec<Submission>)| {
        Part::of_erhebung(head, definition, submissions.clone(), None, pair)
    };
    kitas.iter().flat_map(of_kita).collect()
}
