//! What is wrong with an XForm, by line and element.

use super::{faults, form};
use crate::questionnaires::xlsform::FaultCode::*;

#[test]
fn every_fault_is_named_in_one_pass_with_line_and_element() {
    let model = r#"<instance><data id="x"><a/><b/><c/><d/><a/></data></instance>
<bind nodeset="/data/a" type="int" relevant="${weg} = 1"/>
<bind nodeset="/data/fort" type="int"/>
<bind nodeset="/data/b" type="unsinn"/>"#;
    let body = r#"<input ref="/data/a"><label ref="jr:itext('fehlt')"/></input>
<input ref="/data/b"><label>B</label></input>
<select1 ref="/data/c"><label>C</label><itemset nodeset="instance('fehlt')/root/item"><value ref="name"/></itemset></select1>
<knopf/>
<input><label>Wohin?</label></input>
<input ref="/data/d"><label>Summe <output/></label></input>
<input ref="/data/d"><label>Noch einmal</label></input>"#;
    let found = faults(&form(model, body));
    let expected = [
        (DoubleName, 6, "<a>"),
        (UnknownReference, 7, r#"<bind nodeset="/data/a">"#),
        (UnknownNode, 8, r#"<bind nodeset="/data/fort">"#),
        (UnknownType, 9, r#"<bind nodeset="/data/b">"#),
        (UnknownText, 13, r#"<label ref="jr:itext('fehlt')">"#),
        (UnknownItems, 15, r#"<itemset nodeset="instance('fehlt')/root/item">"#),
        (UnknownElement, 16, "<knopf>"),
        (NoTarget, 17, "<input>"),
        (ComputedText, 18, "<output>"),
        (DoubleControl, 19, r#"<input ref="/data/d">"#),
    ];
    for (code, line, element) in expected {
        assert!(found.contains(&(code, line, element.to_owned())), "{code:?} in line {line}: {found:#?}");
    }
}

#[test]
fn a_fault_reads_as_a_sentence_with_its_place() {
    let text = form(
        r#"<instance><data id="x"><a/></data></instance><bind nodeset="/data/a" type="int" constraint="(1"/>"#,
        r#"<input ref="/data/a"><label>A</label></input>"#,
    );
    let imported = super::super::import(text.as_bytes(), None).expect("a draft");
    let sentences: Vec<String> = imported.warnings.iter().map(|fault| fault.sentence()).collect();
    assert_eq!(
        sentences,
        [
            "Zeile 6, <bind nodeset=\"/data/a\">, Attribut constraint: Die Bedingung oder Berechnung bei „a“ ist nicht zu lesen. \
          Bitte prüfen Sie Klammern, Anführungszeichen und Namen."
        ]
    );
}

#[test]
fn what_is_left_out_is_said() {
    let model = r#"<instance><data id="x"><a/><b/></data></instance>
<bind nodeset="/data/b" jr:preload="patient" jr:preloadParams="x"/>
<odk:recordaudio event="odk-instance-load" ref="/data/b"/>"#;
    let body = r#"<group><label>Nur eine Überschrift</label>
<input ref="/data/a"><label>A</label></input></group>"#;
    assert_eq!(
        faults(&form(model, body)),
        [
            (NotTaken, 6, "<b>".to_owned()),
            (NotTaken, 8, r#"<recordaudio ref="/data/b">"#.to_owned()),
            (GroupWithoutNode, 12, "<group>".to_owned()),
        ]
    );
}

#[test]
fn that_there_are_more_is_said_once_and_last() {
    let each = |of: &dyn Fn(usize) -> String| (0..400).map(of).collect::<String>();
    let nodes = each(&|number| format!("<a{number}/>"));
    let binds = each(&|number| format!("<bind nodeset=\"/data/a{number}\" constraint=\"(1\"/>\n"));
    let inputs = each(&|number| format!("<input ref=\"/data/a{number}\"><label>A</label></input>\n"));
    let found = faults(&form(&format!("<instance><data id=\"x\">{nodes}</data></instance>{binds}"), &inputs));
    let at: Vec<usize> = (0..found.len()).filter(|at| found[*at].0 == MoreFaults).collect();
    assert_eq!((found.len(), at), (301, vec![300]));
}

#[test]
fn what_is_no_xform_is_refused_with_the_part_that_is_missing() {
    assert_eq!(faults("<html><body/></html>"), [(NoForm, 1, "<html>".to_owned())]);
    assert_eq!(faults("Guten Tag"), [(NotXml, 1, String::new())]);
    assert_eq!(faults(""), [(NotXml, 1, String::new())]);
    assert_eq!(faults("<a>\n<b>\n</a>"), [(NotXml, 3, String::new())]);
}
