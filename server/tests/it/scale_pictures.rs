//! The picture of questions with one scale.

use domain::questionnaires::{Figure, QuestionId, QuestionResult, ResultRow};
use server::questionnaires::scale_picture::scale_picture;

fn question(label: &str, counts: [Figure; 3], answered: Figure) -> QuestionResult {
    let row = |(label, count): (&str, Figure)| ResultRow { value: label.to_owned(), label: label.to_owned(), count };
    QuestionResult {
        question: QuestionId(7),
        name: "q".to_owned(),
        label: label.to_owned(),
        multiple: false,
        answered,
        blank: Figure::Shown(0),
        rows: ["Ja & gern", "Teils", "Nein"].into_iter().zip(counts).map(row).collect(),
    }
}

#[test]
fn bars_have_the_lengths_of_their_shares_and_what_is_hidden_stays_so() {
    let group = [
        question("Willkommen?", [Figure::Shown(10), Figure::Shown(30), Figure::Shown(0)], Figure::Shown(40)),
        question("Verstanden?", [Figure::Suppressed; 3], Figure::Suppressed),
    ];
    let svg = String::from_utf8(scale_picture(&group).expect("written")).expect("text");
    roxmltree::Document::parse(&svg).expect("well-formed");
    let bars: Vec<&str> = svg.split("<rect ").filter(|rect| rect.contains("height=\"18\"")).collect();
    // Two frames, and two shares that are more than nothing.
    assert_eq!(bars.len(), 4, "{svg}");
    let (light, middle) = ("#d2dce8", "#7896ba");
    assert!(bars[1].contains("width=\"194\"") && bars[1].contains(light), "{bars:?}");
    assert!(bars[2].contains("width=\"582\"") && bars[2].contains(middle), "{bars:?}");
    assert!(svg.contains("Willkommen? Ja &amp; gern: 10, Teils: 30, Nein: 0; beantwortet: 40."), "{svg}");
    assert_eq!(svg.matches("nicht gezeigt</text>").count(), 4, "{svg}");
}
