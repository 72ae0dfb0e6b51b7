//! The `choices` sheet.

use super::{
    fault::{FaultCode, Faults, ImportFault},
    generated::spoken,
    settings::ImportSettings,
    similar::nearest,
    table::{Row, Table},
};
use crate::questionnaires::{
    definition::{Choice, ChoiceList, Kind, Node, Settings, Texts},
    survey::other_choice,
};
use std::collections::HashSet;

pub fn read(table: Option<&Table>, settings: &ImportSettings, faults: &mut Faults) -> Vec<ChoiceList> {
    let Some(table) = table else { return Vec::new() };
    table.check_columns(faults);
    for column in ["list_name", "name"] {
        if !table.has(column) && !table.rows.is_empty() {
            let names = table.columns.iter().map(|column| column.header.as_str());
            let fault = ImportFault::of_sheet(&table.sheet, FaultCode::NoColumn).about(column);
            faults.push(fault.suggest(nearest(column, names)));
        }
    }
    let mut lists: Vec<ChoiceList> = Vec::new();
    for row in &table.rows {
        let list_name = table.get(row, "list_name");
        if list_name.is_empty() {
            // Rows without a list are remarks of the author.
            continue;
        }
        let choice = read_choice(table, row, settings);
        let fault = |code| {
            let fault = ImportFault::of_sheet(&table.sheet, code).about(&choice.name);
            fault.at(row.number, "name")
        };
        if choice.name.is_empty() {
            faults.push(fault(FaultCode::NoChoiceName));
            continue;
        }
        let index = match lists.iter().position(|list| list.name == list_name) {
            Some(index) => index,
            None => {
                lists.push(ChoiceList { name: list_name.to_owned(), choices: Vec::new() });
                lists.len() - 1
            }
        };
        let known = lists[index].choices.iter().any(|known| known.name == choice.name);
        if known && !settings.allow_choice_duplicates {
            faults.push(fault(FaultCode::DoubleChoice));
        }
        lists[index].choices.push(choice);
    }
    lists
}

/// Names with spaces: a fault where several answers can be given, a warning in lists where one is.
pub fn check_spaces(table: &Table, nodes: &[Node], faults: &mut Faults, warnings: &mut Vec<ImportFault>) {
    let mut several = HashSet::new();
    let mut open: Vec<&Node> = nodes.iter().collect();
    while let Some(node) = open.pop() {
        if let Kind::SelectMultiple { list } | Kind::Rank { list } = &node.kind {
            several.insert(list.as_str());
        }
        open.extend(&node.children);
    }
    for row in &table.rows {
        let (list, name) = (table.get(row, "list_name"), table.get(row, "name"));
        if list.is_empty() || !name.contains(char::is_whitespace) {
            continue;
        }
        let fault = ImportFault::of_sheet(&table.sheet, FaultCode::ChoiceWithSpace).about(name);
        let fault = fault.at(row.number, "name");
        if several.contains(list) { faults.push(fault) } else { warnings.push(fault) }
    }
}

/// The choice that `or_other` adds to a list, in the languages of its other choices.
pub fn add_other(list: &mut ChoiceList, settings: &Settings) {
    if list.choices.iter().any(|choice| choice.name == "other") {
        return;
    }
    let mut label = Texts::default();
    for (language, _) in list.choices.iter().flat_map(|choice| choice.label.iter()) {
        label.set(language, other_choice(spoken(language, settings)));
    }
    list.choices.push(Choice { name: "other".into(), label, ..Choice::default() });
}

fn read_choice(table: &Table, row: &Row, settings: &ImportSettings) -> Choice {
    let media =
        ["image", "big-image", "audio", "video"].map(|medium| (medium, table.texts(row, medium, &settings.settings)));
    Choice {
        name: table.get(row, "name").to_owned(),
        label: table.texts(row, "label", &settings.settings),
        media: media
            .into_iter()
            .filter(|(_, texts)| !texts.is_empty())
            .map(|(medium, texts)| (medium.into(), texts))
            .collect(),
        columns: table.extra(row).collect(),
    }
}
