//! Which elements of the file a cell of the workbook was made of.

use crate::questionnaires::xlsform::{FaultCode, ImportFault};
use std::collections::HashMap;

/// A line and the element that begins there, `<bind nodeset="/data/alter">`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub line: u32,
    pub element: String,
}

/// The elements behind one row.
#[derive(Clone, Debug)]
pub struct Origin {
    /// In the instance; of a choice its `item`.
    pub node: Spot,
    pub bind: Option<Spot>,
    pub control: Option<Spot>,
}

/// The elements behind all rows: sheet → origin of each row below the header.
#[derive(Debug, Default)]
pub struct Origins {
    pub sheets: HashMap<&'static str, Vec<Origin>>,
}

impl Spot {
    pub fn fault(&self, code: FaultCode, detail: &str) -> ImportFault {
        let fault = ImportFault::of_file(code, Some(self.line)).about(detail);
        ImportFault { sheet: self.element.clone(), ..fault }
    }
}

impl Origins {
    /// Faults of the workbook as faults of the file it was made of.
    pub fn locate(&self, faults: Vec<ImportFault>) -> Vec<ImportFault> {
        // Nobody has written the names of its columns.
        let faults = faults.into_iter().filter(|fault| fault.code != FaultCode::MisspeltColumn);
        faults.map(|fault| self.locate_one(fault)).collect()
    }

    fn locate_one(&self, fault: ImportFault) -> ImportFault {
        let (spot, attribute) = self.spot(&fault);
        let ImportFault { code, detail, suggestion, .. } = fault;
        let column = attribute.map(str::to_owned);
        let ImportFault { sheet, row, xml, .. } = match spot {
            Some(spot) => spot.fault(code, ""),
            None => ImportFault::of_file(code, None),
        };
        ImportFault { sheet, row, column, code, detail, suggestion, xml }
    }

    fn spot(&self, fault: &ImportFault) -> (Option<&Spot>, Option<&'static str>) {
        // The header is row 1.
        let row = fault.row.and_then(|row| (row as usize).checked_sub(2));
        let origin = row.and_then(|row| self.sheets.get(fault.sheet.as_str())?.get(row));
        let Some(origin) = origin else { return (None, None) };
        let column = fault.column.as_deref().unwrap_or_default();
        let (part, attribute) = part_of(column.split("::").next().unwrap_or_default());
        let spot = match part {
            Part::Node => None,
            Part::Bind => origin.bind.as_ref(),
            Part::Control => origin.control.as_ref(),
        };
        (Some(spot.unwrap_or(&origin.node)), attribute)
    }
}

enum Part {
    Node,
    Bind,
    Control,
}

/// Where a column of XLSForm stands in an XForm.
fn part_of(column: &str) -> (Part, Option<&'static str>) {
    match column {
        "required" => (Part::Bind, Some("required")),
        "required_message" => (Part::Bind, Some("jr:requiredMsg")),
        "relevant" => (Part::Bind, Some("relevant")),
        "constraint" => (Part::Bind, Some("constraint")),
        "constraint_message" => (Part::Bind, Some("jr:constraintMsg")),
        "read_only" => (Part::Bind, Some("readonly")),
        "calculation" => (Part::Bind, Some("calculate")),
        "choice_filter" => (Part::Control, Some("nodeset")),
        "repeat_count" => (Part::Control, Some("jr:count")),
        "appearance" => (Part::Control, Some("appearance")),
        "label" | "hint" | "guidance_hint" | "parameters" | "type" => (Part::Control, None),
        _ => (Part::Node, None),
    }
}
