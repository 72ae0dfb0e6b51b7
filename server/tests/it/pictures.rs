//! Charts as files.

use domain::questionnaires::{Figure, QuestionId, QuestionResult, ResultRow};
use server::questionnaires::picture::picture;

const SVG: &str = "http://www.w3.org/2000/svg";

fn question() -> QuestionResult {
    let row = |label: &str, count| ResultRow { value: "a".into(), label: label.into(), count };
    QuestionResult {
        question: QuestionId(1),
        name: "weg".into(),
        label: "Wie & <wo>?\u{8}".into(),
        multiple: false,
        answered: Figure::Shown(40),
        blank: Figure::Shown(0),
        rows: vec![row("zu <b>Fuß</b>", Figure::Shown(20)), row("Auto", Figure::Suppressed)],
    }
}

#[test]
fn a_picture_is_xml_that_says_what_it_shows() {
    let svg = String::from_utf8(picture(&question()).expect("memory")).expect("UTF-8");
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let texts = |name| {
        let named = document.descendants().filter(move |node| node.has_tag_name((SVG, name)));
        named.filter_map(|node| node.text()).collect::<Vec<_>>()
    };
    assert!(document.root_element().has_tag_name((SVG, "svg")));
    assert_eq!(texts("title"), ["Wie & <wo>?"]);
    assert_eq!(texts("text"), ["Wie & <wo>?", "zu <b>Fuß</b>", "20", "Auto", "zu wenige, nicht gezeigt"]);
    assert!(svg.contains("width=\"180\""), "20 of 40 fill half: {svg}");
}
