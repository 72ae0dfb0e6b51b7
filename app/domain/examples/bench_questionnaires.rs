//! Times of the questionnaire engine: `cargo run --release -p domain --example bench_questionnaires`.
//!
//! The form: 20 % select_one relevant on the previous question, 20 % integer with constraint, 20 % select_multiple of nine,
//! 20 % text with relevant, 20 % calculate; two languages. Prints medians; no test depends on them.

use domain::questionnaires::{
    Cell, Context, Definition, Form, Place, Sheet, Workbook, engine::Plan, expression::Zone, import,
};
use std::{
    error::Error,
    hint::black_box,
    time::{Duration, Instant},
};

const HEAD: [&str; 9] = [
    "type",
    "name",
    "label::German (de)",
    "label::English (en)",
    "relevant",
    "constraint",
    "constraint_message::German (de)",
    "constraint_message::English (en)",
    "calculation",
];
const ROUNDS: usize = 51;

fn main() -> Result<(), Box<dyn Error>> {
    for questions in [500, 2_000] {
        let line = |step: &str, median: Duration| println!("{questions:>6} questions  {step:<34} {median:>12.2?}");
        let workbook = workbook(questions);
        let definition = read(&workbook)?;
        line("import", median(ROUNDS, || import(&workbook, None).is_ok()));
        line("load", median(ROUNDS, || Form::create(&definition, context()).is_ok()));
        let mut form = Form::create(&definition, context()).map_err(|faults| format!("{faults:?}"))?;
        let number = place(&definition, "q1")?;
        let mut value = 0;
        line(
            "one answer",
            median(ROUNDS, || {
                value = (value + 1) % 90;
                form.answer(number.clone(), &value.to_string()).is_ok()
            }),
        );
        line(
            "one answer, all states read",
            median(ROUNDS, || {
                value = (value + 1) % 90;
                form.answer(number.clone(), &value.to_string()).is_ok() && !form.all_nodes().is_empty()
            }),
        );
        let mut german = false;
        line(
            "language switch, all states read",
            median(ROUNDS, || {
                german = !german;
                form.set_language(if german { "German (de)" } else { "English (en)" });
                form.all_nodes().len()
            }),
        );
    }
    repeats()
}

/// Adding the 201st instance of a repeat with twenty questions.
fn repeats() -> Result<(), Box<dyn Error>> {
    let mut rows = vec![row(&["begin_repeat", "kind", "Kind", "Child"])];
    rows.extend(questions(20));
    rows.push(row(&["end_repeat"]));
    let definition = read(&workbook_of(rows))?;
    let repeat = place(&definition, "kind")?;
    let plan = std::sync::Arc::new(Plan::new(&definition).map_err(|faults| format!("{faults:?}"))?);
    let mut form = Form::open(plan, context());
    while form.add_repeat(&repeat).is_ok_and(|instance| instance.instances.last() < Some(&200)) {}
    let step = median(ROUNDS, || {
        let Ok(added) = form.add_repeat(&repeat) else { return false };
        form.remove_repeat(&added).is_ok()
    });
    println!("200 repeats × 20 questions  add one and remove it        {step:>12.2?}");
    Ok(())
}

fn read(workbook: &Workbook) -> Result<Definition, Box<dyn Error>> {
    let imported = import(workbook, None).map_err(|faults| format!("{:?}", faults.first()))?;
    Ok(imported.definition)
}

fn place(definition: &Definition, name: &str) -> Result<Place, Box<dyn Error>> {
    let node = definition.walk().into_iter().find(|node| node.name == name);
    Ok(Place::of(node.ok_or_else(|| format!("no question {name}"))?.id))
}

fn context() -> Context {
    Context { now: 1_767_225_600_000, zone: Zone::Berlin, seed: 1, language: String::new() }
}

fn workbook(count: usize) -> Workbook {
    workbook_of(questions(count))
}

fn workbook_of(rows: Vec<Vec<Cell>>) -> Workbook {
    let survey = std::iter::once(row(&HEAD)).chain(rows).collect();
    let mut choices = vec![row(&["list_name", "name", "label::German (de)", "label::English (en)"])];
    choices.extend((1..=9).map(|n| row(&["neun", &format!("c{n}"), &format!("Wahl {n}"), &format!("Choice {n}")])));
    let sheet = |name: &str, rows| Sheet { name: name.to_owned(), rows };
    Workbook { sheets: vec![sheet("survey", survey), sheet("choices", choices)] }
}

/// Questions in groups of five, one of each kind; every group looks at the number of its own.
fn questions(count: usize) -> Vec<Vec<Cell>> {
    let question = |index: usize| {
        let (name, label, english) = (format!("q{index}"), format!("Frage {index}"), format!("Question {index}"));
        let number = format!("q{}", index - index % 5 + 1);
        let relevant = format!("${{{number}}} > 3");
        match index % 5 {
            0 => row(&["select_one neun", &name, &label, &english, if index == 0 { "" } else { "${q1} >= 0" }]),
            1 => row(&["integer", &name, &label, &english, "", ". >= 0 and . < 100", "0 bis 99", "0 to 99"]),
            2 => row(&["select_multiple neun", &name, &label, &english]),
            3 => row(&["text", &name, &label, &english, &relevant]),
            _ => row(&["calculate", &name, "", "", "", "", "", "", &format!("${{{number}}} * 2 + 1")]),
        }
    };
    (0..count).map(question).collect()
}

fn row(cells: &[&str]) -> Vec<Cell> {
    cells.iter().map(|cell| Cell::Text((*cell).to_owned())).collect()
}

/// The median time of an odd number of rounds.
fn median<T>(rounds: usize, mut step: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let begin = Instant::now();
            black_box(step());
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[rounds / 2]
}
