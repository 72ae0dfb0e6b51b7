//! Workbooks as Excel wrote them until 2003, read by what the server reads uploads with: the samples that came with the cases.

use server::questionnaires::workbook;
use std::path::PathBuf;

/// The folder with the cases; `None`, said loudly, when there is none. As in `domain`'s conformance tests.
fn folder() -> Option<PathBuf> {
    // Asked of the environment: a program from a shared build cache may have been compiled in another checkout.
    let manifest = || std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package lies");
    let beside = || PathBuf::from(manifest()).join("../../shared/conformance");
    let folder = std::env::var_os("CONFORMANCE_DIR").map_or_else(beside, PathBuf::from);
    if folder.join("README.md").is_file() {
        return Some(folder);
    }
    eprintln!("\n*** NO CONFORMANCE CASES: {} is missing, no .xls was read. ***\n", folder.display());
    None
}

#[test]
fn old_workbooks_that_people_made_are_taken_or_refused_as_the_others() {
    let Some(folder) = folder() else { return };
    let cases = std::fs::read_to_string(folder.join("samples.jsonl")).expect("the list of samples");
    let mut read = 0;
    for case in cases.lines().filter(|line| !line.trim().is_empty()) {
        let case: serde_json::Value = serde_json::from_str(case).expect("a case");
        let Some(file) = case["file"].as_str().filter(|file| file.ends_with(".xls")) else { continue };
        let bytes = std::fs::read(folder.join(file)).expect(file);
        let Ok(workbook) = workbook::read(&bytes, file) else { panic!("{file} cannot be read") };
        let survey = workbook.sheets.iter().find(|sheet| sheet.name.eq_ignore_ascii_case("survey"));
        assert!(survey.is_some_and(|sheet| sheet.rows.len() > 1), "{file}");
        let imported = domain::questionnaires::import(&workbook, None);
        assert_eq!(Some(imported.is_ok()), case["ok"].as_bool(), "{file}: {:?}", imported.err());
        read += 1;
    }
    assert!(read > 0, "the samples hold files of the old format");
}
