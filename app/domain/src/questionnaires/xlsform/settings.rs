//! The `settings` sheet.

use super::{
    fault::{FaultCode, Faults, ImportFault},
    table::Table,
};
use crate::questionnaires::{definition::Settings, expression::is_name};

/// Settings of the form, and those that matter only while importing.
#[derive(Debug, Default)]
pub struct ImportSettings {
    pub settings: Settings,
    pub allow_choice_duplicates: bool,
    /// Several spaces in a row are one, unless the author says no.
    pub clean_text_values: bool,
}

pub fn read(table: Option<&Table>, faults: &mut Faults) -> ImportSettings {
    let mut found = ImportSettings::default();
    found.settings.root = "data".into();
    found.clean_text_values = true;
    if let Some(table) = table {
        table.check_columns(faults);
    }
    let Some((table, row)) = table.and_then(|table| table.rows.first().map(|row| (table, row))) else { return found };
    let get = |column: &str| table.get(row, column).to_owned();
    let settings = &mut found.settings;
    settings.title = get("form_title");
    settings.form_id = get("form_id");
    settings.version = get("version");
    settings.style = get("style");
    settings.instance_name = table.text(row, "instance_name");
    settings.extra = table.extra(row).collect();
    let language = get("default_language");
    settings.default_language = if language == "default" { String::new() } else { language };
    let root = get("name");
    if is_name(&root) {
        settings.root = root;
    } else if !root.is_empty() {
        let fault = ImportFault::of_sheet(&table.sheet, FaultCode::BadName).about(&root);
        faults.push(fault.at(row.number, table.header("name")));
    }
    found.clean_text_values = !matches!(get("clean_text_values").to_lowercase().as_str(), "no" | "false" | "false()");
    found.allow_choice_duplicates = is_yes(&get("allow_choice_duplicates"));
    found
}

pub fn is_yes(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "yes" | "true" | "true()" | "ja")
}
