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

/// What is put into cells to damage a workbook.
const BITS: &[&str] = &[
    "",
    "${",
    "${x}",
    "${q1}",
    "begin_group",
    "end_repeat",
    "begin_repeat",
    "select_one ${q1}",
    "1 +",
    "position(..)",
    "\u{202E}ä",
    "true()",
    "start=1 end=0",
    "name",
    "type",
    "data",
    "\"",
    "::",
    "text",
    "-1",
    "9999999999",
    "indexed-repeat(${q1}, ${r1}, 2)",
];

/// Damaged as by hand: cells exchanged, emptied, replaced and cut, rows doubled and lost. Never a panic, and whatever is
/// still taken can be answered or says why not.
#[test]
fn damaged_workbooks_are_taken_or_refused_and_never_stop_the_program() {
    use domain::questionnaires::{Context, Form, expression::Zone, workbook::Cell};
    let Some(folder) = cases::folder() else { return };
    let mut state = 0x9E37_79B9_u64;
    let mut dice = |below: usize| {
        state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
        (state >> 33) as usize % below.max(1)
    };
    let (mut taken, mut refused) = (0, 0);
    let files = cases::read("import.jsonl").into_iter().map(|case| format!("import/{}.xlsx", text(&case, "id")));
    let samples = cases::read("samples.jsonl").into_iter().map(|case| text(&case, "file").to_owned());
    for file in files.chain(samples) {
        let Some(whole) = workbooks::read(&folder.join(&file)) else { panic!("{file} cannot be read") };
        for _ in 0..4 {
            let mut workbook = whole.clone();
            for _ in 0..1 + dice(4) {
                let at = dice(workbook.sheets.len());
                let Some(sheet) = workbook.sheets.get_mut(at) else { continue };
                // The headers are left alone most of the time: without them nothing else is read.
                let headers = usize::from(sheet.rows.len() > 1 && dice(8) > 0);
                let mut row = || headers + dice(sheet.rows.len() - headers);
                let (row, other) = (row(), row());
                let Some(cells) = sheet.rows.get(row).map(Vec::len) else { continue };
                let column = dice(cells);
                match dice(5) {
                    0 => sheet.rows.swap(row, other),
                    1 => sheet.rows.insert(row, sheet.rows[other].clone()),
                    2 => drop(sheet.rows.remove(row)),
                    3 => sheet.rows[row].truncate(column),
                    _ if cells > 0 => sheet.rows[row][column] = Cell::Text(BITS[dice(BITS.len())].into()),
                    _ => {}
                }
            }
            let Ok(imported) = xlsform::import(&workbook, None) else {
                refused += 1;
                continue;
            };
            taken += 1;
            let context = Context { now: 0, zone: Zone::Berlin, seed: 1, language: String::new() };
            let Ok(mut form) = Form::create(&imported.definition, context) else {
                assert!(!imported.warnings.is_empty(), "{file}: no warning, but it does not run");
                continue;
            };
            for node in form.all_nodes() {
                // Most places take no such answer; what matters is that the next page can be shown.
                let answered = form.answer(node.place.clone(), BITS[dice(BITS.len())]).is_ok();
                let added = !answered && form.add_repeat(&node.place).is_ok();
                assert!(!(answered && added));
            }
            let page = form.page();
            assert!(form.check().len() <= page.len() + form.all_nodes().len());
        }
    }
    println!("damaged: {taken} taken, {refused} refused");
    assert!(taken > 0 && refused > 0, "the damage is neither too small nor too great to say something");
}

/// What was read and written again reads the same, also as the next version of itself.
#[test]
fn workbooks_come_out_as_they_went_in() {
    let Some(folder) = cases::folder() else { return };
    let files = cases::read("import.jsonl").into_iter().map(|case| format!("import/{}.xlsx", text(&case, "id")));
    let samples = cases::read("samples.jsonl").into_iter().map(|case| text(&case, "file").to_owned());
    let mut compared = 0;
    for file in files.chain(samples) {
        let Some(workbook) = workbooks::read(&folder.join(&file)) else { panic!("{file} cannot be read") };
        let Ok(first) = xlsform::import(&workbook, None) else { continue };
        for previous in [None, Some(&first.definition)] {
            let again = xlsform::import(&xlsform::export(&first.definition), previous);
            match again {
                Ok(again) => assert_eq!(again.definition, first.definition, "{file}"),
                Err(faults) => panic!("{file}: {}", sentences(&faults)),
            }
        }
        compared += 1;
    }
    println!("export: {compared} workbooks");
    assert!(compared > 100);
}
