//! The chart of one question as a picture that stands alone in a report.

use domain::questionnaires::{Figure, QuestionResult, ResultRow};
use quick_xml::{
    Writer,
    events::{BytesText, Event},
};
use std::io;

const LINE: usize = 28;
pub(super) const HEAD: usize = 44;
pub(super) const FOOT: usize = 12;
const LABEL: usize = 300;
const BARS: usize = 360;
const COUNT: usize = 140;
pub(super) const WIDTH: usize = LABEL + BARS + COUNT;

pub(super) type Svg = Writer<Vec<u8>>;

/// An SVG without outside parts: bars, their labels and counts, and what it shows as title and description.
///
/// Written as XML and not as a view: browsers draw an SVG file only when it is well-formed, which HTML need not be.
pub fn picture(question: &QuestionResult) -> io::Result<Vec<u8>> {
    let largest = question.rows.iter().filter_map(|row| shown(row.count)).max().unwrap_or_default();
    let scale = shown(question.answered).unwrap_or(largest).max(largest).max(1);
    let height = HEAD + LINE * question.rows.len() + FOOT;
    let about = format!("Beantwortet: {}, ohne Antwort: {}", words_of(question.answered), words_of(question.blank));
    canvas(height, &question.label, &about, |svg| {
        question.rows.iter().enumerate().try_for_each(|(position, row)| line(svg, HEAD + LINE * position, row, scale))
    })
}

/// A white picture of this height with its title, which also stands above all, and a description.
pub(super) fn canvas(
    height: usize,
    title: &str,
    about: &str,
    inside: impl FnOnce(&mut Svg) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let view_box = format!("0 0 {WIDTH} {height}");
    let (width, height) = (WIDTH.to_string(), height.to_string());
    let frame = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("role", "img"),
        ("width", &width),
        ("height", &height),
        ("viewBox", &view_box),
        ("font-family", "sans-serif"),
        ("font-size", "13"),
        ("fill", "#111"),
    ];
    let mut svg = Svg::new(Vec::new());
    svg.create_element("svg").with_attributes(frame).write_inner_content(|svg| {
        words(svg, "title", &[], title)?;
        words(svg, "desc", &[], about)?;
        let everything = [("width", "100%"), ("height", "100%"), ("fill", "#fff")];
        svg.create_element("rect").with_attributes(everything).write_empty()?;
        let head = [("x", "12"), ("y", "24"), ("font-size", "15"), ("font-weight", "bold")];
        words(svg, "text", &head, &shortened(title, 95))?;
        inside(svg)
    })?;
    Ok(svg.into_inner())
}

/// An answer with its bar, of which `scale` would be the whole length.
fn line(svg: &mut Svg, top: usize, row: &ResultRow, scale: u32) -> io::Result<()> {
    let length = BARS as u64 * u64::from(shown(row.count).unwrap_or_default()) / u64::from(scale);
    let base = (top + 17).to_string();
    let (label, count) = ((LABEL - 8).to_string(), (LABEL + BARS + 8).to_string());
    words(svg, "text", &[("x", &label), ("y", &base), ("text-anchor", "end")], &shortened(&row.label, 40))?;
    for (width, fill) in [(BARS as u64, "#e8edf3"), (length, "#1d4f8c")] {
        let (left, top, width) = (LABEL.to_string(), (top + 4).to_string(), width.to_string());
        let bar = [("x", left.as_str()), ("y", &top), ("width", &width), ("height", "18"), ("fill", fill)];
        svg.create_element("rect").with_attributes(bar).write_empty()?;
    }
    words(svg, "text", &[("x", &count), ("y", &base)], &words_of(row.count))
}

/// An element that holds nothing but a text. Characters that XML has no place for (§2.2 of XML 1.0) are left out.
pub(super) fn words(svg: &mut Svg, element: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
    let text: String = text.chars().filter(|character| !character.is_control()).collect();
    let element = svg.create_element(element).with_attributes(attributes.iter().copied());
    element.write_inner_content(|svg| svg.write_event(Event::Text(BytesText::new(&text))))?;
    Ok(())
}

pub(super) fn shown(figure: Figure) -> Option<u32> {
    match figure {
        Figure::Shown(count) => Some(count),
        Figure::Suppressed => None,
    }
}

pub(super) fn words_of(figure: Figure) -> String {
    shown(figure).map_or("zu wenige, nicht gezeigt".to_owned(), |count| count.to_string())
}

/// SVG breaks no lines; the whole text is the picture's title.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.chars().count() {
        length if length > most => text.chars().take(most - 1).chain(['…']).collect(),
        _ => text.to_owned(),
    }
}
