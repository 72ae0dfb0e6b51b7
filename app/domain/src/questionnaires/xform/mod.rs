//! XForms as ODK and Kobo servers give them out (getodk.github.io/xforms-spec) into definitions.
//!
//! An XForm is read as the workbook from which it could have come, and then judged like every workbook: one set of checks,
//! one definition. Each row remembers the elements it was made of, so that a fault names line and element. The server
//! only: the parser is no part of the browser bundles.

mod body;
mod choices;
mod counters;
mod document;
mod instance;
mod itext;
mod model;
mod origin;
mod paths;
mod question;
mod rows;
mod settings;
mod sheets;

#[cfg(test)]
mod tests;

use super::{
    definition::Definition,
    xlsform::{self, FaultCode, ImportFault, Imported, MAX_FAULTS},
};
use document::Source;
use sheets::Sheets;

/// Reads an XForm. Questions that `previous`, the version before, already had keep their ids.
///
/// Every fault is named in one pass, by line and element. Document types, and with them entities that multiply, are
/// refused.
pub fn import(bytes: &[u8], previous: Option<&Definition>) -> Result<Imported, Vec<ImportFault>> {
    let text = document::decode(bytes).map_err(|fault| vec![fault])?;
    let source = Source::parse(&text).map_err(|fault| vec![fault])?;
    let read = Sheets::read(&source)?;
    let (mut faults, mut warnings) = (read.faults, read.warnings);
    match xlsform::import(&read.workbook, previous) {
        Ok(imported) if faults.is_empty() => {
            warnings.extend(read.origins.locate(imported.warnings));
            Ok(Imported { warnings: in_order(warnings), ..imported })
        }
        Ok(_) => Err(in_order(faults)),
        Err(found) => {
            faults.extend(read.origins.locate(found));
            Err(in_order(faults))
        }
    }
}

/// Faults as they stand in the file; of a file that is wrong all over, the first ones tell enough.
fn in_order(mut faults: Vec<ImportFault>) -> Vec<ImportFault> {
    // The reader of workbooks may have said that there are more, which stands at no line.
    let all = faults.len();
    faults.retain(|fault| fault.code != FaultCode::MoreFaults);
    let has_more = faults.len() < all;
    faults.sort_by_key(|fault| fault.row);
    faults.dedup();
    if has_more || faults.len() > MAX_FAULTS {
        faults.truncate(MAX_FAULTS);
        faults.push(ImportFault::of_file(FaultCode::MoreFaults, None));
    }
    faults
}
