//! Search, filters and order of lists: the same on the server, in the browser and in exports.

use super::{Cell, Line, Sheet, cell::fold};
use serde::{Deserialize, Serialize};

/// What somebody wants to see of a list; empty fields do not restrict. Stands in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// Words that must all occur in a line, whatever their case; umlauts count as their vowels.
    pub search: String,
    /// Id of a Sozialraum.
    pub sozialraum: String,
    /// Id of an Anstellungsträger.
    pub anstellungstraeger: String,
    /// Field name of the column to sort by; blank: by the first columns.
    pub sort: String,
    pub descending: bool,
}

impl ListQuery {
    /// The lines wanted, in the order wanted.
    pub fn apply(&self, sheet: Sheet, lines: &[Line]) -> Vec<Line> {
        let search = fold(&self.search);
        let words: Vec<&str> = search.split_whitespace().collect();
        let mut found: Vec<Line> = lines.iter().filter(|line| self.admits(line, &words)).cloned().collect();
        if let Some(position) = sheet.columns().iter().position(|column| column.field == self.sort) {
            let cell = |line: &Line| line.cells.get(position).cloned().unwrap_or(Cell::Empty);
            found.sort_by(|a, b| match (cell(a), cell(b)) {
                (a, b) if self.descending && !a.is_empty() && !b.is_empty() => b.compare(&a),
                (a, b) => a.compare(&b),
            });
        }
        found
    }

    fn admits(&self, line: &Line, words: &[&str]) -> bool {
        let in_sozialraum = || line.sozialraeume.iter().any(|id| id.to_string() == self.sozialraum);
        let of_employer = || line.anstellungstraeger.iter().any(|id| id.to_string() == self.anstellungstraeger);
        (self.sozialraum.is_empty() || in_sozialraum())
            && (self.anstellungstraeger.is_empty() || of_employer())
            && (words.is_empty() || {
                let text = line.cells.iter().map(|cell| fold(&cell.text())).collect::<Vec<_>>().join("\n");
                words.iter().all(|word| text.contains(word))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::demo;
    use chrono::NaiveDate;

    fn kitas() -> Vec<Line> {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        demo::directory(day).lines(Sheet::Kitas, day)
    }

    fn numbers(query: ListQuery) -> Vec<String> {
        query.apply(Sheet::Kitas, &kitas()).iter().map(|line| line.cells[0].text()).collect()
    }

    #[test]
    fn all_words_must_occur_whatever_their_case_and_umlauts() {
        let query = |search: &str| ListQuery { search: search.into(), ..Default::default() };
        assert_eq!(numbers(query("")).len(), 98);
        assert_eq!(numbers(query("MÜLHEIM kärlich")), numbers(query("mulheim-karlich")));
        assert_eq!(numbers(query("mülheim")).len(), 5);
        assert_eq!(numbers(query("mülheim bendorf")), Vec::<String>::new());
        assert_eq!(numbers(query("024")), ["024"]);
        assert_eq!(numbers(query("<script>")), Vec::<String>::new());
    }

    #[test]
    fn filters_keep_what_belongs_to_both() {
        let employer = demo::anstellungstraeger(12).to_string();
        let own = ListQuery { anstellungstraeger: employer.clone(), ..Default::default() };
        assert_eq!(numbers(own), ["024", "025", "061", "076"]);
        let sozialraum =
            kitas().iter().find(|line| line.cells[0].text() == "076").map(|l| l.sozialraeume[0].to_string());
        let both = ListQuery {
            anstellungstraeger: employer,
            sozialraum: sozialraum.expect("a Sozialraum"),
            ..Default::default()
        };
        assert_eq!(numbers(both), ["076"]);
    }

    #[test]
    fn any_column_sorts_both_ways_and_empty_stays_last() {
        let query = |sort: &str, descending| ListQuery { sort: sort.into(), descending, ..Default::default() };
        assert_eq!(numbers(query("number", true)).first().map(String::as_str), Some("098"));
        let by_employer = |descending| {
            let lines = query("anstellungstraeger", descending).apply(Sheet::Kitas, &kitas());
            lines.last().map(|line| line.cells[5].is_empty())
        };
        assert_eq!((by_employer(false), by_employer(true)), (Some(true), Some(true)));
    }
}
