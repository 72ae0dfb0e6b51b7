//! The questionnaire engine without pages, for `cargo xtask bench browser`: steps that the browser takes the time of. One
//! questionnaire is open at a time. What a step returns is what it must have found out; a fault is thrown.

#[path = "../../app/domain/examples/questionnaire_form/mod.rs"]
mod questionnaire_form;

use domain::questionnaires::{Definition, Form, Place};
use questionnaire_form::{INSTANCES, LANGUAGES, context, definition, definition_of_repeat, place};
use std::{cell::RefCell, fmt::Debug};
use wasm_bindgen::prelude::wasm_bindgen;

struct Open {
    definition: Definition,
    form: Form,
    /// What is answered, or the repeat.
    question: Place,
    /// Is computed from the answer.
    result: Place,
    added: Option<Place>,
}

thread_local! {
    static OPEN: RefCell<Option<Open>> = const { RefCell::new(None) };
}

/// Opens a questionnaire with so many questions and returns their number, as the engine counts them.
#[wasm_bindgen]
pub fn open_questions(questions: u32) -> Result<u32, String> {
    start(definition(questions as usize)?, "q1")?;
    on_open(|open| Ok(open.form.all_nodes().iter().filter(|node| node.name.starts_with('q')).count() as u32))
}

/// From the definition to a form with every state computed.
#[wasm_bindgen]
pub fn load_again() -> Result<(), String> {
    on_open(|open| {
        open.form = Form::create(&open.definition, context()).map_err(text)?;
        Ok(())
    })
}

/// Answers the question that the others look at, and reads every state. Returns what is computed from the answer.
#[wasm_bindgen]
pub fn give_answer(value: u32) -> Result<String, String> {
    on_open(|open| {
        open.form.answer(open.question.clone(), &value.to_string()).map_err(text)?;
        let nodes = open.form.all_nodes();
        let result = nodes.iter().find(|node| node.place == open.result).ok_or("the result is missing")?;
        Ok(result.value.clone())
    })
}

/// Changes the language, and reads every state. Returns the label of the question.
#[wasm_bindgen]
pub fn switch_language(to_german: bool) -> Result<String, String> {
    on_open(|open| {
        open.form.set_language(LANGUAGES[usize::from(!to_german)]);
        let nodes = open.form.all_nodes();
        let question = nodes.iter().find(|node| node.place == open.question).ok_or("the question is missing")?;
        Ok(question.label.clone())
    })
}

/// Opens a questionnaire with a repeat of twenty questions, adds instances to the last but one to be measured, and returns
/// its number.
#[wasm_bindgen]
pub fn open_repeat() -> Result<u32, String> {
    start(definition_of_repeat()?, "kind")?;
    let mut last = 0;
    while last < INSTANCES {
        last = add_repeat()?;
    }
    Ok(last)
}

/// Adds an instance and returns its number.
#[wasm_bindgen]
pub fn add_repeat() -> Result<u32, String> {
    on_open(|open| {
        let added = open.form.add_repeat(&open.question).map_err(text)?;
        let number = *added.instances.last().ok_or("an instance without number")?;
        open.added = Some(added);
        Ok(number)
    })
}

/// Removes the instance that was added last.
#[wasm_bindgen]
pub fn remove_repeat() -> Result<(), String> {
    on_open(|open| {
        let added = open.added.take().ok_or("nothing was added")?;
        open.form.remove_repeat(&added).map_err(text)
    })
}

fn start(definition: Definition, question: &str) -> Result<(), String> {
    let form = Form::create(&definition, context()).map_err(text)?;
    let (question, result) = (place(&definition, question)?, place(&definition, "q4")?);
    OPEN.set(Some(Open { definition, form, question, result, added: None }));
    Ok(())
}

fn on_open<T>(step: impl FnOnce(&mut Open) -> Result<T, String>) -> Result<T, String> {
    OPEN.with_borrow_mut(|open| step(open.as_mut().ok_or("no questionnaire is open")?))
}

fn text(fault: impl Debug) -> String {
    format!("{fault:?}")
}
