//! Times of the questionnaire engine: `cargo run --release -p domain --example bench_questionnaires`.
//!
//! Prints medians; no test depends on them. What the same steps take in Chromium: `cargo xtask bench browser questionnaires`.

mod median;
mod questionnaire_form;

use domain::questionnaires::{Form, engine::Plan, import};
use median::median;
use questionnaire_form::{INSTANCES, LANGUAGES, context, definition, definition_of_repeat, place, workbook};
use std::{error::Error, time::Duration};

const ROUNDS: usize = 51;

fn main() -> Result<(), Box<dyn Error>> {
    for questions in [500, 2_000] {
        let line = |step: &str, median: Duration| println!("{questions:>6} questions  {step:<34} {median:>12.2?}");
        let workbook = workbook(questions);
        let definition = definition(questions)?;
        line("import", median(ROUNDS, || import(&workbook, None).is_ok()));
        line("load", median(ROUNDS, || Form::create(&definition, context()).is_ok()));
        let mut form = Form::create(&definition, context()).map_err(|faults| format!("{faults:?}"))?;
        let number = place(&definition, "q1")?;
        // What is measured is an answer on which others hang: one computes with it, another comes or goes with that.
        let hanging = [place(&definition, "q4")?, place(&definition, "q5")?];
        let before = hanging.each_ref().map(|place| form.state(place));
        form.answer(number.clone(), "1").map_err(|fault| format!("{fault:?}"))?;
        if hanging.iter().zip(before).any(|(place, before)| form.state(place) == before) {
            return Err("q4 or q5 does not change with the answer that is measured".into());
        }
        let mut value = 1;
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
        let mut languages = LANGUAGES.into_iter().cycle();
        line(
            "language switch, all states read",
            median(ROUNDS, || {
                form.set_language(languages.next().unwrap_or_default());
                form.all_nodes().len()
            }),
        );
    }
    repeats()
}

/// Adding the 201st instance of a repeat with twenty questions.
fn repeats() -> Result<(), Box<dyn Error>> {
    let definition = definition_of_repeat()?;
    let repeat = place(&definition, "kind")?;
    let plan = std::sync::Arc::new(Plan::new(&definition).map_err(|faults| format!("{faults:?}"))?);
    let mut form = Form::open(plan, context());
    while form.add_repeat(&repeat).is_ok_and(|instance| instance.instances.last() < Some(&INSTANCES)) {}
    let step = median(ROUNDS, || {
        let Ok(added) = form.add_repeat(&repeat) else { return false };
        form.remove_repeat(&added).is_ok()
    });
    println!("200 repeats × 20 questions  add one and remove it        {step:>12.2?}");
    Ok(())
}
