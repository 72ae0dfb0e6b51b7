//! A definition back into a workbook: import, export and import again give the same definition.

use super::grid::Grid;
use crate::questionnaires::{
    definition::{Choice, Definition, Kind, Node, QuestionId, Texts},
    workbook::Workbook,
};
use std::collections::BTreeMap;

/// Text columns in the order in which they are written; the languages of each follow one another.
const BEFORE_RULES: [&str; 3] = ["label", "hint", "guidance_hint"];
const MEDIA: [&str; 4] = ["image", "big-image", "audio", "video"];

/// Writes a questionnaire as XLSForm. What the importer made of the author's rows (the question behind "other", the
/// counter of a repeat) is left out: reading makes it again.
pub fn export(definition: &Definition) -> Workbook {
    let mut sheets = vec![survey(definition)];
    if !definition.lists.is_empty() {
        sheets.push(choices(definition));
    }
    sheets.push(settings(definition));
    sheets.extend(definition.kept.sheets.iter().map(|(name, rows)| Grid::plain(name, rows)));
    Workbook { sheets: sheets.into_iter().map(Grid::finish).collect() }
}

/// One row: header → text.
type Row = BTreeMap<String, String>;

fn survey(definition: &Definition) -> Grid {
    let mut grid = Grid::new("survey", &["type", "name"]);
    for language in &definition.languages {
        grid.keep(&header("label", language, definition));
    }
    for column in &BEFORE_RULES {
        definition.languages.iter().for_each(|language| grid.header(&header(column, language, definition)));
    }
    for column in
        ["required", "required_message", "relevant", "constraint", "constraint_message", "read_only", "calculation"]
    {
        let translated = column.ends_with("_message");
        let languages: &[String] = if translated { &definition.languages } else { &[] };
        languages.iter().for_each(|language| grid.header(&header(column, language, definition)));
        if !translated {
            grid.header(column);
        }
    }
    for column in ["default", "choice_filter", "repeat_count", "trigger", "appearance", "parameters"] {
        grid.header(column);
    }
    add_nodes(&mut grid, &definition.nodes, definition);
    definition.kept.rows.iter().for_each(|row| grid.push(row.clone()));
    grid
}

fn add_nodes(grid: &mut Grid, nodes: &[Node], definition: &Definition) {
    for node in nodes.iter().filter(|node| !node.generated) {
        grid.push(row(node, definition));
        let end = match node.kind {
            Kind::Group => "end_group",
            Kind::Repeat => "end_repeat",
            _ => continue,
        };
        add_nodes(grid, &node.children, definition);
        grid.push(Row::from([("type".to_owned(), end.to_owned())]));
    }
}

/// The row of the sheet `survey`, as the spreadsheet program counts, in which [`export`] writes a question; `None` for
/// what stands in no row.
pub(super) fn row_of(definition: &Definition, question: QuestionId) -> Option<usize> {
    // Below the header.
    let mut row = 1;
    find(&definition.nodes, question, &mut row).then_some(row)
}

/// Counts the rows up to the question, as [`add_nodes`] writes them; whether it was found.
fn find(nodes: &[Node], question: QuestionId, row: &mut usize) -> bool {
    for node in nodes.iter().filter(|node| !node.generated) {
        *row += 1;
        if node.id == question || find(&node.children, question, row) {
            return true;
        }
        if matches!(node.kind, Kind::Group | Kind::Repeat) {
            *row += 1;
        }
    }
    false
}

fn row(node: &Node, definition: &Definition) -> Row {
    let metadata = matches!(&node.kind, Kind::Other { name } if node.extra.get("metadata") == Some(name));
    let own = node.extra.iter().filter(|(header, _)| !(metadata && *header == "metadata"));
    let mut row: Row = own.map(|(header, text)| (header.clone(), text.clone())).collect();
    let mut set = |column: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            row.insert(column.to_owned(), text.to_owned());
        }
    };
    set("type", Some(&type_of(node)));
    set("name", Some(&node.name));
    for (column, rule) in node.rules() {
        set(column, Some(rule));
    }
    let trigger: Vec<String> = node.trigger.iter().map(|name| format!("${{{name}}}")).collect();
    set("trigger", Some(&trigger.join(", ")));
    set("appearance", Some(&node.appearance));
    set("parameters", Some(&parameters(&node.parameters)));
    for (column, texts) in [
        ("label", &node.label),
        ("hint", &node.hint),
        ("guidance_hint", &node.guidance_hint),
        ("required_message", &node.required_message),
        ("constraint_message", &node.constraint_message),
    ] {
        add_texts(&mut row, column, texts, definition);
    }
    add_media(&mut row, &node.media, definition);
    row
}

fn choices(definition: &Definition) -> Grid {
    let mut grid = Grid::new("choices", &["list_name", "name"]);
    definition.languages.iter().for_each(|language| grid.header(&header("label", language, definition)));
    for list in &definition.lists {
        for choice in &list.choices {
            grid.push(choice_row(&list.name, choice, definition));
        }
    }
    grid
}

fn choice_row(list: &str, choice: &Choice, definition: &Definition) -> Row {
    let mut row = choice.columns.clone();
    row.insert("list_name".into(), list.to_owned());
    row.insert("name".into(), choice.name.clone());
    add_texts(&mut row, "label", &choice.label, definition);
    add_media(&mut row, &choice.media, definition);
    row
}

fn settings(definition: &Definition) -> Grid {
    let settings = &definition.settings;
    let mut row = settings.extra.clone();
    let root = if settings.root == "data" { "" } else { &settings.root };
    for (column, text) in [
        ("form_title", settings.title.as_str()),
        ("form_id", &settings.form_id),
        ("version", &settings.version),
        ("default_language", &settings.default_language),
        ("name", root),
        ("instance_name", settings.instance_name.as_deref().unwrap_or_default()),
        ("style", &settings.style),
    ] {
        row.insert(column.to_owned(), text.to_owned());
    }
    if definition.lists.iter().any(has_double_names) {
        row.insert("allow_choice_duplicates".into(), "yes".into());
    }
    let mut grid = Grid::new("settings", &["form_title", "form_id", "version", "default_language"]);
    grid.push(row);
    if has_double_spaces(definition) {
        grid.set(0, "clean_text_values", "no");
    }
    grid
}

fn has_double_names(list: &crate::questionnaires::definition::ChoiceList) -> bool {
    let mut seen = std::collections::HashSet::new();
    list.choices.iter().any(|choice| !seen.insert(&choice.name))
}

/// Whether a text would change when several spaces became one.
fn has_double_spaces(definition: &Definition) -> bool {
    survey(definition).has_double_spaces() || choices(definition).has_double_spaces()
}

fn type_of(node: &Node) -> String {
    let name = match &node.kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Decimal => "decimal",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::DateTime => "dateTime",
        Kind::Note => "note",
        Kind::Calculate => "calculate",
        Kind::Acknowledge => "acknowledge",
        Kind::Range => "range",
        Kind::Hidden => "hidden",
        Kind::Start => "start",
        Kind::End => "end",
        Kind::Today => "today",
        Kind::Geopoint => "geopoint",
        Kind::Image => "image",
        Kind::Group => "begin_group",
        Kind::Repeat => "begin_repeat",
        Kind::Other { name } => name,
        Kind::SelectOne { list } => return select("select_one", list, node.or_other),
        Kind::SelectMultiple { list } => return select("select_multiple", list, node.or_other),
        Kind::Rank { list } => return select("rank", list, node.or_other),
    };
    name.to_owned()
}

fn select(name: &str, list: &str, or_other: bool) -> String {
    format!("{name} {list}{}", if or_other { " or_other" } else { "" })
}

/// Divided by semicolons, so that values may hold spaces and commas.
fn parameters(parameters: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = parameters.iter().map(|(key, value)| format!("{key}={value}")).collect();
    match pairs.as_slice() {
        [only] if only.contains([' ', ',']) => format!("{only};"),
        pairs => pairs.join("; "),
    }
}

fn add_texts(row: &mut Row, column: &str, texts: &Texts, definition: &Definition) {
    for (language, text) in texts.iter() {
        row.insert(header(column, language, definition), text.to_owned());
    }
}

fn add_media(row: &mut Row, media: &BTreeMap<String, Texts>, definition: &Definition) {
    for medium in MEDIA {
        if let Some(texts) = media.get(medium) {
            add_texts(row, medium, texts, definition);
        }
    }
}

/// `label::German (de)`; text in no named language has no language in its header.
fn header(column: &str, language: &str, definition: &Definition) -> String {
    let unnamed = language.is_empty() && definition.settings.default_language.is_empty();
    if unnamed || language.is_empty() { column.to_owned() } else { format!("{column}::{language}") }
}
