//! The chart of one question as a picture that stands alone in a report.

use super::results::text;
use domain::questionnaires::{Figure, QuestionResult};
use leptos::prelude::*;

const LINE: usize = 28;
const HEAD: usize = 44;
const LABEL: usize = 300;
const BARS: usize = 360;
const COUNT: usize = 140;

/// An SVG without outside parts: bars, their labels and counts, and what it shows as title and description.
pub fn picture(question: &QuestionResult) -> String {
    let shown = |figure: Figure| match figure {
        Figure::Shown(count) => Some(count),
        Figure::Suppressed => None,
    };
    let largest = question.rows.iter().filter_map(|row| shown(row.count)).max().unwrap_or_default();
    let scale = shown(question.answered).unwrap_or(largest).max(largest).max(1);
    let height = HEAD + LINE * question.rows.len() + 12;
    let width = LABEL + BARS + COUNT;
    let lines = question.rows.iter().enumerate().map(|(position, row)| {
        let top = HEAD + LINE * position;
        let length = BARS as u64 * u64::from(shown(row.count).unwrap_or_default()) / u64::from(scale);
        view! {
            <text x=(LABEL - 8).to_string() y=(top + 17).to_string() text-anchor="end">{shortened(&row.label, 40)}</text>
            <rect x=LABEL.to_string() y=(top + 4).to_string() width=BARS.to_string() height="18" fill="#e8edf3" />
            <rect x=LABEL.to_string() y=(top + 4).to_string() width=length.to_string() height="18" fill="#1d4f8c" />
            <text x=(LABEL + BARS + 8).to_string() y=(top + 17).to_string()>{text(row.count)}</text>
        }
    });
    let description = format!("Beantwortet: {}, ohne Antwort: {}", text(question.answered), text(question.blank));
    view! {
        <svg xmlns="http://www.w3.org/2000/svg" role="img" width=width.to_string() height=height.to_string()
            viewBox=format!("0 0 {width} {height}") font-family="sans-serif" font-size="13" fill="#111">
            <title>{question.label.clone()}</title>
            <desc>{description}</desc>
            <rect width="100%" height="100%" fill="#fff" />
            <text x="12" y="24" font-size="15" font-weight="bold">{shortened(&question.label, 95)}</text>
            {lines.collect_view()}
        </svg>
    }
    .to_html()
}

/// SVG breaks no lines; the whole text is the picture's title.
fn shortened(text: &str, most: usize) -> String {
    match text.chars().count() {
        length if length > most => text.chars().take(most - 1).chain(['…']).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::questionnaires::{QuestionId, ResultRow};

    #[test]
    fn a_picture_says_what_it_shows_and_holds_no_markup_of_its_labels() {
        let row = |label: &str, count| ResultRow { value: "a".into(), label: label.into(), count };
        let question = QuestionResult {
            question: QuestionId(1),
            name: "weg".into(),
            label: "Wie & <wo>?".into(),
            multiple: false,
            answered: Figure::Shown(40),
            blank: Figure::Shown(0),
            rows: vec![row("zu <b>Fuß</b>", Figure::Shown(20)), row("Auto", Figure::Suppressed)],
        };
        let svg = Owner::new().with(|| picture(&question));
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{svg}");
        assert!(!svg.contains("<b>") && !svg.contains("<wo>") && svg.contains("zu &lt;b&gt;Fuß"), "{svg}");
        assert!(svg.contains("width=\"180\""), "20 of 40 fill half: {svg}");
        assert!(svg.contains("nicht gezeigt"), "{svg}");
    }
}
