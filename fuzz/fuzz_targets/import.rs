//! A file of any kind through the whole import of questionnaires: never a panic, and what is taken can be filled in,
//! exported and read again as the same questionnaire.

#![no_main]

use domain::questionnaires::{
    Cell, Context, Definition, Form, Imported, Sheet, Workbook, check_publishable, export, expression::Zone, import,
    import_xform,
};
use libfuzzer_sys::fuzz_target;

// The server's readers as they are; the server itself would bring its database along.
#[allow(dead_code)]
#[path = "../../server/src/upload.rs"]
mod upload;
#[allow(dead_code)]
#[path = "../../server/src/questionnaires/workbook.rs"]
mod workbook;

fuzz_target!(init: let_guarded_panics_pass(), |file: &[u8]| {
    if let Some(Imported { definition, .. }) = read(file) {
        fill_in(&definition);
        let again = import(&export(&definition), None).map(|imported| imported.definition);
        // Faults are possible (a text may become too long for a cell), another questionnaire is not.
        if let Ok(again) = again {
            assert_eq!(export(&definition), export(&again), "a questionnaire comes back as another one");
        }
    }
});

/// What calamine does on a damaged file is caught where it is called (`upload::guarded`); every other panic ends the fuzzer, as
/// libFuzzer's own hook has it.
fn let_guarded_panics_pass() {
    let ending = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("/calamine-")) {
            ending(panic);
        }
    }));
}

/// XML, a spreadsheet, or tables as in `app/domain/src/questionnaires/library`, which lead deeper than a packed file.
fn read(file: &[u8]) -> Option<Imported> {
    match file.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => import_xform(file, None).ok(),
        Some(b'[') => import(&tables(std::str::from_utf8(file).ok()?), None).ok(),
        _ => import(&workbook::read(file, "a.csv").ok()?, None).ok(),
    }
}

fn fill_in(definition: &Definition) {
    let _ = check_publishable(definition);
    let language = definition.languages.last().cloned().unwrap_or_default();
    let context = Context { now: 1_795_341_600_000, zone: Zone::Berlin, seed: 1, language };
    if let Ok(mut form) = Form::create(definition, context) {
        for node in form.page() {
            let answer = node.choices.first().map_or("1", |choice| choice.name.as_str());
            let _ = form.answer(node.place, answer);
        }
        let _ = (form.check(), form.submission(0));
    }
}

fn tables(text: &str) -> Workbook {
    let mut workbook = Workbook::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            workbook.sheets.push(Sheet { name: name.to_owned(), rows: Vec::new() });
        } else if let Some(sheet) = workbook.sheets.last_mut() {
            sheet.rows.push(line.split('|').map(|cell| Cell::Text(cell.trim().to_owned())).collect());
        }
    }
    workbook
}
