//! `${name}` in every cell: known, and known once.

use super::{
    fault::{FaultCode, Faults, ImportFault},
    similar::nearest,
    table::Table,
};
use crate::questionnaires::{definition::Definition, expression::is_name};
use std::collections::HashMap;

/// Names that every form has without a row.
pub const BUILT_IN: &[&str] = &["instanceID", "instanceName"];

pub fn check(tables: [Option<&Table>; 3], definition: &Definition, faults: &mut Faults) {
    let mut names: HashMap<&str, usize> = HashMap::new();
    let nodes = definition.walk();
    for node in &nodes {
        *names.entry(node.name.as_str()).or_default() += 1;
    }
    for table in tables.into_iter().flatten() {
        for row in &table.rows {
            // What a choice is called is stored as it stands, and refers to nothing.
            let refers = |known: Option<&str>| {
                !(table.sheet.eq_ignore_ascii_case("choices") && matches!(known, Some("list_name" | "name")))
            };
            for (column, cell) in table.columns.iter().zip(&row.cells).filter(|(column, _)| refers(column.known)) {
                for (name, code) in faulty_names(cell, &names) {
                    let suggestion = nearest(&name, names.keys().copied());
                    let fault = ImportFault::of_sheet(&table.sheet, code).about(&name);
                    faults.push(fault.at(row.number, &column.header).suggest(suggestion));
                }
            }
        }
    }
}

/// Names in `${…}` of a cell that are unknown, ambiguous or none.
pub(crate) fn faulty_names(cell: &str, names: &HashMap<&str, usize>) -> Vec<(String, FaultCode)> {
    let mut faulty = Vec::new();
    let mut rest = cell;
    while let Some((_, after)) = rest.split_once("${") {
        let Some((name, tail)) = after.split_once('}') else {
            faulty.push((after.to_owned(), FaultCode::BadReference));
            break;
        };
        rest = tail;
        let plain = name.trim();
        let plain = plain.strip_prefix("last-saved#").unwrap_or(plain);
        if BUILT_IN.contains(&plain) {
            continue;
        }
        match names.get(plain) {
            _ if !is_name(plain) => faulty.push((name.to_owned(), FaultCode::BadReference)),
            None => faulty.push((plain.to_owned(), FaultCode::UnknownReference)),
            Some(1) => {}
            Some(_) => faulty.push((plain.to_owned(), FaultCode::AmbiguousReference)),
        }
    }
    faulty
}
