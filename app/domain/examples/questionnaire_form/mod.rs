//! The form that the engine is measured with, natively (`bench_questionnaires`) and in Chromium (`frontend/src/bench.rs`): 20 %
//! select_one, relevant on the question before it, 20 % integer with constraint, 20 % select_multiple of nine, 20 % text with
//! relevant, 20 % calculate; two languages. No answer reaches further than its own five and the select_one after them: that one
//! hangs on what was computed before it, and nothing hangs on its own value.

use domain::questionnaires::{Cell, Context, Definition, Place, Sheet, Workbook, expression::Zone, import};

pub const LANGUAGES: [&str; 2] = ["German (de)", "English (en)"];
/// How many instances the repeat has before one more is added.
pub const INSTANCES: u32 = 200;

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

/// So many questions.
pub fn definition(questions: usize) -> Result<Definition, String> {
    read(&workbook(questions))
}

/// A repeat named `kind` with twenty questions.
pub fn definition_of_repeat() -> Result<Definition, String> {
    let mut rows = vec![row(&["begin_repeat", "kind", "Kind", "Child"])];
    rows.extend(questions(20));
    rows.push(row(&["end_repeat"]));
    read(&workbook_of(rows))
}

pub fn place(definition: &Definition, name: &str) -> Result<Place, String> {
    let node = definition.walk().into_iter().find(|node| node.name == name);
    Ok(Place::of(node.ok_or_else(|| format!("no question {name}"))?.id))
}

pub fn context() -> Context {
    Context { now: 1_767_225_600_000, zone: Zone::Berlin, seed: 1, language: String::new() }
}

pub fn workbook(count: usize) -> Workbook {
    workbook_of(questions(count))
}

fn read(workbook: &Workbook) -> Result<Definition, String> {
    let imported = import(workbook, None).map_err(|faults| format!("{:?}", faults.first()))?;
    Ok(imported.definition)
}

fn workbook_of(rows: Vec<Vec<Cell>>) -> Workbook {
    let survey = std::iter::once(row(&HEAD)).chain(rows).collect();
    let mut choices = vec![row(&["list_name", "name", "label::German (de)", "label::English (en)"])];
    choices.extend((1..=9).map(|n| row(&["neun", &format!("c{n}"), &format!("Wahl {n}"), &format!("Choice {n}")])));
    let sheet = |name: &str, rows| Sheet { name: name.to_owned(), rows };
    Workbook { sheets: vec![sheet("survey", survey), sheet("choices", choices)] }
}

/// Questions in groups of five, one of each kind; every group looks at the number of its own, and the select_one at what the group
/// before has computed from its number. That is odd: from one number to the next the select_one comes or goes. It is there while
/// nothing is computed.
fn questions(count: usize) -> Vec<Vec<Cell>> {
    let question = |index: usize| {
        let (name, label, english) = (format!("q{index}"), format!("Frage {index}"), format!("Question {index}"));
        let number = format!("q{}", index - index % 5 + 1);
        let relevant = format!("${{{number}}} > 3");
        let on_previous =
            index.checked_sub(1).map(|previous| format!("${{q{previous}}} mod 4 != 3")).unwrap_or_default();
        match index % 5 {
            0 => row(&["select_one neun", &name, &label, &english, &on_previous]),
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
