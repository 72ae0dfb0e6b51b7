//! Answers from paper: a code and Enter, the next question.

use crate::questionnaires::{
    definition::{Definition, Kind, QuestionId},
    engine::{Context, EntryFault, Form, LoadFault, ViolationKind},
    submission::{Place, Submission},
};

/// What is stored for what was typed: codes of choices become their names, several of them divided by spaces or commas, of
/// a rank from the first place on. Everything else is typed as it is read.
pub fn read_code(definition: &Definition, question: QuestionId, typed: &str) -> Result<String, EntryFault> {
    let typed = typed.trim();
    let Some(node) = definition.find(question) else { return Ok(typed.to_owned()) };
    if typed.is_empty() {
        return Ok(String::new());
    }
    let names: Vec<&str> = match node.kind.list().map(|list| definition.list(list)) {
        Some(Some(list)) => list.choices.iter().map(|choice| choice.name.as_str()).collect(),
        // Choices that are answers to another question have no codes.
        Some(None) => return Ok(typed.to_owned()),
        None if node.kind == Kind::Acknowledge => {
            return if typed == "1" { Ok("OK".to_owned()) } else { Err(EntryFault::NotAChoice) };
        }
        None => return Ok(typed.to_owned()),
    };
    let name = |code: &str| {
        let place = code.parse::<usize>().ok().and_then(|code| code.checked_sub(1));
        place.and_then(|place| names.get(place)).copied().ok_or(EntryFault::NotAChoice)
    };
    match node.kind {
        Kind::SelectOne { .. } => name(typed).map(str::to_owned),
        _ => {
            let codes = typed.split([' ', ',', ';']).filter(|code| !code.is_empty());
            Ok(codes.map(name).collect::<Result<Vec<_>, _>>()?.join(" "))
        }
    }
}

/// What is typed for a stored value: the way back of [`read_code`], for answers that a questionnaire gives by itself.
pub fn code_of(definition: &Definition, question: QuestionId, value: &str) -> String {
    let list = definition.find(question).and_then(|node| node.kind.list()).and_then(|list| definition.list(list));
    let Some(list) = list else { return value.to_owned() };
    let code = |name: &str| list.choices.iter().position(|choice| choice.name == name).map(|at| (at + 1).to_string());
    code(value).unwrap_or_else(|| value.split(' ').filter_map(code).collect::<Vec<_>>().join(" "))
}

/// The answers of a sheet as they are stored: those that apply, judged again; what nobody answers (when a form was begun)
/// is filled in anew. Places whose answer does not fit are named
/// instead; what is missing is missing on paper too and is no fault.
pub fn answers_of(
    definition: &Definition,
    context: Context,
    typed: &Submission,
) -> Result<Result<Submission, Vec<Place>>, Vec<LoadFault>> {
    let now = context.now;
    let asked = |place: &Place| definition.find(place.question).is_some_and(|node| node.kind.is_asked());
    let answers = typed.answers.iter().filter(|answer| asked(&answer.place)).cloned().collect();
    let form = Form::edit(definition, context, &Submission { answers, ..Submission::default() })?;
    let unfit: Vec<Place> = form
        .check()
        .into_iter()
        .filter(|(_, violation)| violation.kind != ViolationKind::Required)
        .map(|(place, _)| place)
        .collect();
    Ok(if unfit.is_empty() { Ok(form.submission(now)) } else { Err(unfit) })
}
