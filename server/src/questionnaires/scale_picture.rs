//! The chart of questions with one scale as a picture that stands alone in a report.

use super::picture::{FOOT, HEAD, Svg, WIDTH, canvas, shortened, shown, words, words_of};
use app::ui::stacked_parts;
use domain::questionnaires::{QuestionResult, german};
use std::io;

/// A line of the legend.
const LEGEND: usize = 24;
/// A question with its bar and its counts.
const BLOCK: usize = 78;
const LEFT: usize = 12;
const BAR: usize = WIDTH - 2 * LEFT;
/// Of the bars, as a part of which [`stacked_parts`] gives their lengths.
const WHOLE: usize = 1000;

/// An SVG without outside parts: the scale's answers with their shades, and for each question a bar of full length and
/// the counts in the order of the answers. What is not shown leaves a gap.
///
/// # Errors
/// When the writer fails.
pub fn scale_picture(group: &[QuestionResult]) -> io::Result<Vec<u8>> {
    let answers: Vec<&str> =
        group.first().into_iter().flat_map(|question| &question.rows).map(|row| row.label.as_str()).collect();
    let legend = LEGEND * answers.len();
    let about: Vec<String> = group.iter().map(described).collect();
    let height = HEAD + legend + BLOCK * group.len() + FOOT;
    canvas(height, german::SAME_ANSWERS, &about.join(" "), |svg| {
        for (step, answer) in answers.iter().enumerate() {
            let base = (HEAD + LEGEND * step + 13).to_string();
            swatch(svg, LEFT, HEAD + LEGEND * step, &shade(step, answers.len()))?;
            let x = (LEFT + 22).to_string();
            words(svg, "text", &[("x", &x), ("y", &base)], &shortened(answer, 95))?;
        }
        (0..).zip(group).try_for_each(|(position, question)| block(svg, HEAD + legend + BLOCK * position, question))
    })
}

/// What the picture shows, for those who do not see it.
fn described(question: &QuestionResult) -> String {
    let counts: Vec<String> =
        question.rows.iter().map(|row| format!("{}: {}", row.label, words_of(row.count))).collect();
    format!("{} {}; beantwortet: {}.", question.label, counts.join(", "), words_of(question.answered))
}

fn block(svg: &mut Svg, top: usize, question: &QuestionResult) -> io::Result<()> {
    let steps = question.rows.len();
    let (left, right) = (LEFT.to_string(), (LEFT + BAR).to_string());
    let (head, foot) = ((top + 18).to_string(), (top + 64).to_string());
    words(svg, "text", &[("x", &left), ("y", &head)], &shortened(&question.label, 80))?;
    let answered = format!("Beantwortet: {}", count(question.answered));
    words(svg, "text", &[("x", &right), ("y", &head), ("text-anchor", "end")], &answered)?;

    rect(svg, (LEFT, top + 26, BAR, 18), "#fff", "#5b6b7c")?;
    let counts: Vec<Option<u64>> = question.rows.iter().map(|row| shown(row.count).map(u64::from)).collect();
    let parts = stacked_parts(&counts, shown(question.answered).map(u64::from));
    for (step, (from, length)) in parts.into_iter().enumerate() {
        let at = |place: u64| usize::try_from(place).unwrap_or_default() * BAR / WHOLE;
        let (from, to) = (at(from), at(from + length));
        if to > from {
            rect(svg, (LEFT + from, top + 26, to - from, 18), &shade(step, steps), "#fff")?;
        }
    }
    for (step, row) in question.rows.iter().enumerate() {
        let x = LEFT + step * BAR / steps;
        swatch(svg, x, top + 52, &shade(step, steps))?;
        let text = (x + 20).to_string();
        words(svg, "text", &[("x", &text), ("y", &foot)], &count(row.count))?;
    }
    Ok(())
}

/// Short enough for the column of one answer out of seven.
fn count(figure: domain::questionnaires::Figure) -> String {
    shown(figure).map_or(german::SUPPRESSED.to_owned(), |count| count.to_string())
}

fn swatch(svg: &mut Svg, x: usize, y: usize, fill: &str) -> io::Result<()> {
    rect(svg, (x, y, 14, 14), fill, "#5b6b7c")
}

/// At x and y, with its width and height.
fn rect(svg: &mut Svg, (x, y, width, height): (usize, usize, usize, usize), fill: &str, edge: &str) -> io::Result<()> {
    let [x, y, width, height] = [x, y, width, height].map(|length| length.to_string());
    let attributes = [
        ("x", x.as_str()),
        ("y", y.as_str()),
        ("width", width.as_str()),
        ("height", height.as_str()),
        ("fill", fill),
        ("stroke", edge),
    ];
    svg.create_element("rect").with_attributes(attributes).write_empty()?;
    Ok(())
}

/// From light to dark, as on the page, so that neighbours differ also in print and without colours.
fn shade(step: usize, steps: usize) -> String {
    let percent = 20 + step * 80 / steps.saturating_sub(1).max(1);
    let [red, green, blue] = [0x1d, 0x4f, 0x8c].map(|full: usize| 255 - (255 - full) * percent / 100);
    format!("#{red:02x}{green:02x}{blue:02x}")
}
