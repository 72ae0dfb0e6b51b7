//! Workbooks: `import.jsonl` and `samples.jsonl`. Wording is ours; the verdict, the row and the column must agree.

use crate::{
    cases::{self, Score, text},
    workbooks,
};
use domain::questionnaires::xlsform::{self, ImportFault};
use serde_json::Value as Json;

#[test]
fn workbooks_are_taken_or_refused_as_by_the_reference() {
    let mut score = Score::new("import");
    let Some(folder) = cases::folder() else { return };
    for case in cases::read("import.jsonl") {
        let file = folder.join("import").join(format!("{}.xlsx", text(&case, "id")));
        score.count(text(&case, "tier"), text(&case, "id"), check(&case, &file));
    }
    score.finish();
}

#[test]
fn workbooks_that_people_made_are_taken() {
    let mut score = Score::new("samples");
    let Some(folder) = cases::folder() else { return };
    for case in cases::read("samples.jsonl") {
        score.count("must", text(&case, "file"), check(&case, &folder.join(text(&case, "file"))));
    }
    score.finish();
}

fn check(case: &Json, file: &std::path::Path) -> Option<String> {
    let Some(workbook) = workbooks::read(file) else { return Some("the file cannot be read".into()) };
    let expected = text(case, "error");
    let faults = match (xlsform::import(&workbook, None), case["ok"].as_bool()) {
        (Ok(_), Some(true)) => return None,
        (Ok(_), _) => return Some(format!("taken, but the reference says: {expected}")),
        (Err(faults), Some(true)) => return Some(format!("refused: {}", sentences(&faults))),
        (Err(faults), _) => faults,
    };
    let (row, column) = (named_row(expected), named_column(expected));
    let agrees = faults.iter().any(|fault| {
        let row_agrees = row.is_none_or(|row| fault.row == Some(row));
        row_agrees && column.is_none_or(|column| fault.column.as_deref() == Some(column))
    });
    (!agrees).then(|| format!("{} — but the reference says: {expected}", sentences(&faults)))
}

fn sentences(faults: &[ImportFault]) -> String {
    faults.iter().map(ImportFault::sentence).collect::<Vec<_>>().join(" ")
}

/// The row in `[row : 4] …`.
fn named_row(error: &str) -> Option<u32> {
    error.split_once("[row : ")?.1.split_once(']')?.0.trim().parse().ok()
}

/// The column in `On the 'survey' sheet, the 'label' value …`.
fn named_column(error: &str) -> Option<&str> {
    error.split_once("sheet, the '")?.1.split_once('\'').map(|(column, _)| column)
}
