//! Files that are meant to do harm, or are damaged: refused or read, never a panic.

use super::{faults, form, import};
use crate::questionnaires::xlsform::FaultCode::*;
use proptest::prelude::*;

#[test]
fn entities_that_multiply_and_files_that_are_fetched_are_refused() {
    let laughs =
        r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>"#;
    assert_eq!(faults(laughs), [(DocumentType, 0, String::new())]);
    let outside = r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#;
    assert_eq!(faults(outside), [(DocumentType, 0, String::new())]);
    assert_eq!(faults("<a>&x;</a>"), [(NotXml, 1, String::new())]);
}

#[test]
fn depth_is_limited_and_read_without_recursion() {
    let deep = format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000));
    let groups = |count: usize| format!("{}{}", "<group>".repeat(count), "</group>".repeat(count));
    let found = faults(&form(&format!("<instance><data id='x'>{deep}</data></instance>"), &groups(100_000)));
    assert!(found.iter().any(|(code, ..)| *code == TooDeep), "{found:?}");
}

#[test]
fn the_number_of_elements_is_limited() {
    let found = faults(&form(&format!("<instance><data id='x'>{}</data></instance>", "<a/>".repeat(600_000)), ""));
    assert_eq!(found, [(TooManyElements, 0, String::new())]);
}

#[test]
fn files_in_other_encodings_are_read_by_their_marks() {
    let text =
        form("<instance><data id='x'><a/></data></instance>", "<input ref='/data/a'><label>Größe</label></input>");
    let label = |bytes: &[u8]| {
        let definition = import(bytes, None).expect("a draft").definition;
        definition.nodes[0].label.best("", "").map(str::to_owned)
    };
    let utf_16: Vec<u8> = "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
    let declared = text.replace("version=\"1.0\"", "version=\"1.0\" encoding=\"ISO-8859-1\"");
    let latin: Vec<u8> = declared.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    for bytes in [utf_16, marked, latin, text.into_bytes()] {
        assert_eq!(label(&bytes).as_deref(), Some("Größe"));
    }
    assert_eq!(import(&[0xC3, 0x28], None).expect_err("no text")[0].code, NotXml);
}

/// Pieces of which XForms are made.
const PIECES: [&str; 24] = [
    "<instance>",
    "</instance>",
    "<data id='x'>",
    "</data>",
    "<a/>",
    "<bind nodeset='/data/a'",
    "/>",
    " type='int'",
    "<input ref='/data/a'>",
    "</input>",
    "<label>",
    "</label>",
    "<repeat nodeset='/data/a'>",
    "</repeat>",
    "<group>",
    "</group>",
    " relevant='/data/a[' ",
    "<itemset nodeset=\"instance('",
    "')/root/item[",
    "]\"/>",
    "<select1 ref='a'>",
    "</select1>",
    "<output value='${'/>",
    "ä",
];

proptest! {
    #[test]
    fn no_text_makes_it_panic(model in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30),
                              body in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30)) {
        let _ = import(form(&model.concat(), &body.concat()).as_bytes(), None);
    }

    #[test]
    fn no_expression_makes_it_panic(rule in "[a-z/.'\"\\[\\]() ,$ä{}*@:-]{0,40}") {
        let escaped = rule.replace('&', "").replace('"', "&quot;").replace('<', "");
        let model = format!("<instance><data id='x'><a/><b/></data></instance><bind nodeset='/data/a' relevant=\"{escaped}\"/>");
        let body = format!("<input ref='/data/a'><label>A</label></input>
            <select1 ref='/data/b'><label>B</label><itemset nodeset=\"{escaped}\"><value ref='name'/></itemset></select1>");
        let _ = import(form(&model, &body).as_bytes(), None);
    }
}
