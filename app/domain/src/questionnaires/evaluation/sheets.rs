//! An evaluation as sheets that somebody can go on computing with: codes beside labels, numbers as numbers.

use super::{Crosstab, Evaluation, Wave};
use crate::questionnaires::{
    german::{self, Head},
    view::{Figure, QuestionResult, Results},
    workbook::{Cell, Sheet, Workbook},
};

impl Evaluation {
    /// The results, and as far as there are any: waves beside each other, two questions against each other, words, released
    /// texts.
    pub fn workbook(&self) -> Workbook {
        let mut sheets = vec![results(&self.results)];
        if !self.waves.is_empty() {
            sheets.push(waves(&self.waves));
        }
        sheets.extend(self.crosstab.as_ref().map(crosstab));
        if !self.words.is_empty() {
            sheets.push(self.words_sheet());
        }
        if !self.texts.is_empty() {
            sheets.push(self.texts_sheet());
        }
        Workbook { sheets }
    }

    /// The released texts, each in a line of its own; only the heads where there are none.
    pub fn texts_sheet(&self) -> Sheet {
        let asked = |id| self.results.questions.iter().find(|question| question.question == id);
        let rows = self.texts.iter().flat_map(|found| {
            let asked = asked(found.question);
            let (name, label) = asked.map(|asked| (text(&asked.name), text(&asked.label))).unwrap_or_default();
            found.texts.iter().map(move |released| vec![name.clone(), label.clone(), text(released)])
        });
        sheet(german::SHEET_TEXTS, &[Head::Name, Head::Question, Head::ReleasedText], rows.collect())
    }

    fn words_sheet(&self) -> Sheet {
        let label = |id| self.results.questions.iter().find(|question| question.question == id);
        let rows = self.words.iter().flat_map(|found| {
            let question = label(found.question).map(|question| question.label.clone()).unwrap_or_default();
            found.words.iter().map(move |word| vec![text(&question), text(&word.word), number(word.count)])
        });
        sheet(german::SHEET_WORDS, &[Head::Question, Head::Word, Head::Submissions], rows.collect())
    }
}

fn results(results: &Results) -> Sheet {
    let heads = [Head::Name, Head::Question, Head::Code, Head::Answer, Head::Count, Head::Percent];
    sheet(german::SHEET_RESULTS, &heads, results.questions.iter().flat_map(question).collect())
}

fn question(question: &QuestionResult) -> Vec<Vec<Cell>> {
    let line = |code: &str, answer: &str, count: Figure, share: Cell| {
        vec![text(&question.name), text(&question.label), text(code), text(answer), figure(count), share]
    };
    let mut lines: Vec<Vec<Cell>> = question
        .rows
        .iter()
        .map(|row| line(&row.value, &row.label, row.count, percent(row.count, question.answered)))
        .collect();
    lines.push(line("", german::ANSWERED, question.answered, Cell::Empty));
    lines.push(line("", german::BLANK, question.blank, Cell::Empty));
    lines
}

fn waves(waves: &[(Wave, Results)]) -> Sheet {
    let heads =
        [Head::Year, Head::Nth, Head::Name, Head::Question, Head::Code, Head::Answer, Head::Count, Head::Percent];
    let rows = waves.iter().flat_map(|(wave, results)| {
        let lines = results.questions.iter().flat_map(question);
        lines.map(move |line| [Cell::Number(f64::from(wave.year)), number(wave.nth)].into_iter().chain(line).collect())
    });
    sheet(german::SHEET_WAVES, &heads, rows.collect())
}

fn crosstab(table: &Crosstab) -> Sheet {
    let corner = text(&format!("{} × {}", table.row_question, table.column_question));
    let head = std::iter::once(corner).chain(table.columns.iter().map(|(label, _)| text(label)));
    let mut rows = vec![head.chain([text(german::TOGETHER)]).collect::<Vec<_>>()];
    for row in &table.rows {
        let cells = row.cells.iter().chain([&row.together]).map(|cell| figure(*cell));
        rows.push(std::iter::once(text(&row.label)).chain(cells).collect());
    }
    Sheet { name: german::SHEET_CROSSTAB.to_owned(), rows }
}

fn sheet(name: &str, heads: &[Head], rows: Vec<Vec<Cell>>) -> Sheet {
    let head = heads.iter().map(|head| text(german::head(*head))).collect();
    Sheet { name: name.to_owned(), rows: std::iter::once(head).chain(rows).collect() }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn number(count: u32) -> Cell {
    Cell::Number(f64::from(count))
}

fn figure(figure: Figure) -> Cell {
    match figure {
        Figure::Shown(count) => number(count),
        Figure::Suppressed => text(german::SUPPRESSED),
    }
}

/// Share of those who answered, in percent with one decimal place.
fn percent(count: Figure, answered: Figure) -> Cell {
    match (count, answered) {
        (Figure::Shown(count), Figure::Shown(answered)) if answered > 0 => {
            Cell::Number((f64::from(count) * 1000.0 / f64::from(answered)).round() / 10.0)
        }
        _ => Cell::Empty,
    }
}
