//! XForms beside the workbooks they say the same as, faults with their lines, and files that mean harm.

mod faults;
mod harm;
mod same;

use super::import;
use crate::questionnaires::{definition::Definition, xlsform::FaultCode};

/// A whole file around model and body; the model begins in line 6.
pub fn form(model: &str, body: &str) -> String {
    format!(
        r#"<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head>
<h:title>Fragebogen</h:title>
<model>
{model}
</model>
</h:head>
<h:body>
{body}
</h:body>
</h:html>
"#
    )
}

#[track_caller]
pub fn read(text: &str) -> Definition {
    match import(text.as_bytes(), None) {
        Ok(imported) => imported.definition,
        Err(faults) => panic!("{:#?}", faults.iter().map(super::ImportFault::sentence).collect::<Vec<_>>()),
    }
}

/// Code, line and element of every fault or warning.
pub fn faults(text: &str) -> Vec<(FaultCode, u32, String)> {
    let found = import(text.as_bytes(), None).map(|imported| imported.warnings).unwrap_or_else(|faults| faults);
    found.into_iter().map(|fault| (fault.code, fault.row.unwrap_or(0), fault.sheet)).collect()
}
