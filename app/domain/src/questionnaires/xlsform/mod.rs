//! XLSForm workbooks (xlsform.org) into definitions: every fault in one pass, each with its cell and a suggestion.

mod choices;
mod export;
mod fault;
mod generated;
mod grid;
mod headers;
mod ids;
mod metadata;
mod misspelt;
mod parameters;
mod publish;
mod references;
mod settings;
mod similar;
#[cfg(test)]
mod support;
mod survey;
mod table;
mod types;
mod whole;

pub(crate) use choices::add_other;
pub use export::export;
pub use fault::{FaultCode, ImportFault};
pub(crate) use generated::{counter_of, other_question};
pub(crate) use parameters::{allowed as allowed_parameters, check as check_parameters};
pub use publish::{PublishFault, check_publishable};
pub(crate) use references::faulty_names;
pub(crate) use survey::condition;
pub(crate) use table::straighten;
pub use types::kinds_run;
// What the reader of XForms needs besides; that one is no part of the browser bundles.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use {fault::MAX_FAULTS, grid::Grid, types::is_metadata};

use super::{
    definition::{Definition, Kept, Kind, Node, QuestionId},
    engine::{LoadFault, Plan, Rule},
    workbook::{Cell, Sheet, Workbook},
};
use fault::Faults;
use std::collections::HashMap;
use table::Table;

/// Most rows of one sheet that are read; the largest forms known have a tenth of it.
const MAX_ROWS: usize = 20_000;

/// A workbook that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    pub definition: Definition,
    /// What an author should know, with the cell: what keeps it from being published (expressions that cannot be read,
    /// circles, types, functions and scales that cannot be run), names of choices with spaces, sheets and columns that
    /// are not read and may be misspelt, and questions for pictures, which nobody is asked.
    pub warnings: Vec<ImportFault>,
}

/// Most columns of one sheet.
const MAX_COLUMNS: usize = 1_000;

/// Reads a workbook. Questions that `previous`, the version before, already had keep their ids.
///
/// The result can be stored as a draft; whether every question can be run is what [`check_publishable`] says.
pub fn import(workbook: &Workbook, previous: Option<&Definition>) -> Result<Imported, Vec<ImportFault>> {
    let mut faults = Faults::default();
    let Some(survey) = survey_sheet(workbook) else {
        let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let suggestion = similar::nearest("survey", names.iter().copied());
        return Err(vec![ImportFault::of_sheet("survey", FaultCode::NoSurvey).suggest(suggestion)]);
    };
    for sheet in &workbook.sheets {
        if sheet.rows.len() > MAX_ROWS || sheet.rows.iter().any(|row| row.len() > MAX_COLUMNS) {
            faults.push(ImportFault::of_sheet(&sheet.name, FaultCode::TooManyRows));
        }
    }
    if !faults.is_empty() {
        return Err(faults.finish());
    }
    let settings_table = workbook.sheet("settings").map(|sheet| Table::read(sheet, headers::SETTINGS, true));
    let settings = settings::read(settings_table.as_ref(), &mut faults);
    let table = |sheet, known| Table::read(sheet, known, settings.clean_text_values);
    let choices_table = workbook.sheet("choices").map(|sheet| table(sheet, headers::CHOICES));
    let mut lists = choices::read(choices_table.as_ref(), &settings, &mut faults);
    let mut survey_table = table(survey, headers::SURVEY);
    survey_table.drop_disabled();
    let lists_of = |name: &str| workbook.sheet(name).map(|sheet| table(sheet, headers::OTHER_LISTS).list_names());
    let outside =
        survey::Outside { external: lists_of("external_choices"), entities: lists_of("entities").unwrap_or_default() };
    let survey = survey::read(&survey_table, &settings, &lists, &outside, &mut faults);

    let mut warnings = Vec::new();
    if let Some(choices) = &choices_table {
        choices::check_spaces(choices, &survey.nodes, &mut faults, &mut warnings);
    }
    for list in &mut lists {
        let other = |node: &&Node| node.or_other && node.kind.list() == Some(list.name.as_str());
        if walk(&survey.nodes).iter().any(other) {
            choices::add_other(list, &settings.settings);
        }
    }
    let mut definition =
        Definition { settings: settings.settings.clone(), nodes: survey.nodes, lists, ..Definition::default() };
    definition.languages = table::languages([Some(&survey_table), choices_table.as_ref()], &settings.settings);
    definition.kept = kept(workbook, &survey_table);
    sort_texts(&mut definition);
    references::check([Some(&survey_table), choices_table.as_ref(), settings_table.as_ref()], &definition, &mut faults);
    let misspelt = misspelt::find(workbook, &survey_table, choices_table.as_ref(), settings_table.as_ref());
    if !faults.is_empty() {
        return Err(told(misspelt, faults.finish()));
    }
    ids::assign(&mut definition, previous);
    let rows = rows_of(&definition, &survey.numbers);
    let pictures = definition.walk().into_iter().filter(|node| node.kind == Kind::Image);
    warnings.extend(pictures.map(|node| unasked_picture(node, &survey_table, &rows)));
    let plan = Plan::new(&definition);
    warnings.extend(not_run(&definition, plan.as_ref().ok(), &survey_table, &rows));
    warnings.extend(plan.err().unwrap_or_default().into_iter().map(|fault| locate(fault, &survey.rows)));
    Ok(Imported { definition, warnings: told(misspelt, warnings) })
}

/// A workbook can hold more than anybody reads, or a browser draws. What may be the cause of the others is told first.
fn told(causes: Vec<ImportFault>, others: Vec<ImportFault>) -> Vec<ImportFault> {
    let mut told = Faults::default();
    causes.into_iter().chain(others).for_each(|fault| told.push(fault));
    told.finish()
}

/// The sheet of this name; of a workbook with one sheet only that one, when it has questions and no misspelt name.
fn survey_sheet(workbook: &Workbook) -> Option<&Sheet> {
    workbook.sheet("survey").or_else(|| match workbook.sheets.as_slice() {
        [only] if similar::nearest("survey", [only.name.trim_start_matches('_')]).is_none() => {
            Table::read(only, headers::SURVEY, true).has("type").then_some(only)
        }
        _ => None,
    })
}

/// Sheets that only other programs use.
const OTHER_SHEETS: [&str; 3] = ["external_choices", "entities", "osm"];

fn kept(workbook: &Workbook, survey: &Table) -> Kept {
    let sheets = OTHER_SHEETS.iter().filter_map(|name| {
        let sheet = workbook.sheet(name)?;
        let rows = sheet.rows.iter().map(|row| row.iter().map(Cell::text).collect());
        Some(((*name).to_owned(), rows.collect()))
    });
    let file = |row: &&table::Row| matches!(types::read(survey.get(row, "type")), Ok(types::RowKind::File(_)));
    Kept { sheets: sheets.collect(), rows: survey.rows.iter().filter(file).map(|row| survey.cells(row)).collect() }
}

fn sort_texts(definition: &mut Definition) {
    let languages = definition.languages.clone();
    let mut open: Vec<&mut Node> = definition.nodes.iter_mut().collect();
    while let Some(node) = open.pop() {
        node.texts_mut().for_each(|texts| texts.sort_by(&languages));
        open.extend(node.children.iter_mut());
    }
    for choice in definition.lists.iter_mut().flat_map(|list| &mut list.choices) {
        choice.label.sort_by(&languages);
        choice.media.values_mut().for_each(|texts| texts.sort_by(&languages));
    }
}

fn walk(nodes: &[Node]) -> Vec<&Node> {
    let mut found = Vec::new();
    let mut open: Vec<&Node> = nodes.iter().collect();
    while let Some(node) = open.pop() {
        found.push(node);
        open.extend(&node.children);
    }
    found
}

/// Where each question stands. Two in different groups may have one name, so that a name alone does not tell. `numbers` are
/// the rows of all nodes that stand in one.
fn rows_of(definition: &Definition, numbers: &[usize]) -> HashMap<QuestionId, usize> {
    let own = definition.walk().into_iter().filter(|node| !node.generated).map(|node| node.id);
    own.zip(numbers.iter().copied()).collect()
}

/// What an author should know of a question for a picture, with its cell.
fn unasked_picture(node: &Node, table: &Table, rows: &HashMap<QuestionId, usize>) -> ImportFault {
    let fault = ImportFault::of_sheet(&table.sheet, FaultCode::UnaskedPicture).about(&node.name);
    match rows.get(&node.id) {
        Some(row) => fault.at(*row, table.header("type")),
        None => fault,
    }
}

/// What the runtime cannot run, each at its cell: the draft is kept, and publishing refuses it.
fn not_run(
    definition: &Definition,
    plan: Option<&Plan>,
    table: &Table,
    rows: &HashMap<QuestionId, usize>,
) -> Vec<ImportFault> {
    let faults = publish::not_run(definition, plan);
    let warning = |fault: &PublishFault| {
        let (code, about, question, column) = fault.warning()?;
        // What the importer made stands in no row; the author's row that asked for it says the same.
        let row = *rows.get(&question)?;
        Some(ImportFault::of_sheet(&table.sheet, code).about(about).at(row, table.header(column)))
    };
    let mut warnings: Vec<ImportFault> = faults.iter().filter_map(warning).collect();
    // The rules of a question have no order of their own.
    warnings.sort_by_cached_key(|warning| (warning.row, warning.column.clone(), warning.detail.clone()));
    warnings.dedup();
    warnings
}

/// The column in which a rule stands.
fn column_of(rule: Rule) -> &'static str {
    match rule {
        Rule::Relevant => "relevant",
        Rule::RepeatCount => "repeat_count",
        Rule::ChoiceFilter => "choice_filter",
        Rule::Calculation => "calculation",
        Rule::Required => "required",
        Rule::ReadOnly => "read_only",
        Rule::Constraint => "constraint",
        Rule::Default => "default",
        Rule::Text => "label",
    }
}

/// A fault of loading, with the row of the question that it concerns.
fn locate(fault: LoadFault, rows: &HashMap<String, usize>) -> ImportFault {
    let at = |name: &str, column: &str, code: FaultCode| {
        let fault = ImportFault::of_sheet("survey", code).about(name);
        match rows.get(name) {
            Some(row) => fault.at(*row, column),
            None => fault,
        }
    };
    match fault {
        LoadFault::Expression { name, rule, fault, .. } => {
            use super::expression::ExpressionFault;
            let code = match fault {
                ExpressionFault::UnknownName(_) => FaultCode::UnknownReference,
                _ => FaultCode::UnreadableExpression,
            };
            at(&name, column_of(rule), code)
        }
        LoadFault::Circle(names) => {
            let first = names.first().cloned().unwrap_or_default();
            ImportFault { detail: names.join(" → "), ..at(&first, "relevant", FaultCode::Circle) }
        }
        LoadFault::UnknownList { name, list, .. } => {
            ImportFault { detail: list, ..at(&name, "type", FaultCode::UnknownList) }
        }
        LoadFault::TooDeep => ImportFault::of_sheet("survey", FaultCode::TooDeep),
        LoadFault::DoubleId(_) => ImportFault::of_sheet("survey", FaultCode::DoubleName),
    }
}
