//! Tables that leave the program as files. CSV, XLSX and paper are written from the same cells, so that they cannot differ.

use crate::{
    budgets::{Euro, Vzae, WeeklyHours},
    csv::defused,
    german,
};
use chrono::NaiveDate;

/// A sheet with one line of titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the sheet is called, at most 31 characters (XLSX).
    pub name: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell knows whether it is a number: only texts are defused, and spreadsheets compute with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Blank,
    Text(String),
    Euro(Euro),
    Vzae(Vzae),
    Hours(WeeklyHours),
    Whole(u64),
    Day(NaiveDate),
}

impl Table {
    pub fn new(name: impl Into<String>, head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { name: name.into(), head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    pub fn line(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// A last line with the sums of all columns of money: rounded posts and hours do not add up. Blank beyond what
    /// [`Euro`] holds, which no checked run reaches.
    pub fn with_sums(mut self) -> Self {
        let sum = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let amounts: Vec<Euro> = cells.filter_map(Cell::money).collect();
            if amounts.is_empty() { Cell::Blank } else { Euro::checked_sum(amounts).map_or(Cell::Blank, Cell::Euro) }
        };
        let sums = (1..self.head.len()).map(sum);
        let line: Vec<Cell> = std::iter::once(Cell::text("Summe")).chain(sums).collect();
        self.rows.push(line);
        self
    }

    /// Without those columns from `first` on that have nothing in any line: they would only take room.
    pub fn without_blank_columns(mut self, first: usize) -> Self {
        let filled =
            |column: usize| self.rows.iter().any(|row| row.get(column).is_some_and(|cell| *cell != Cell::Blank));
        let keep: Vec<bool> = (0..self.head.len()).map(|column| column < first || filled(column)).collect();
        self.head = kept(self.head, &keep);
        self.rows = self.rows.into_iter().map(|row| kept(row, &keep)).collect();
        self
    }

    /// German CSV: `;`, decimal comma, UTF-8 with BOM, lines ended by CRLF.
    pub fn csv(&self) -> String {
        let mut text = String::from('\u{FEFF}');
        write_line(&mut text, self.head.iter().map(|title| quote(&defused(title))));
        for row in &self.rows {
            write_line(&mut text, row.iter().map(Cell::csv));
        }
        text
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Blank where there is no amount.
    pub fn amount(amount: Option<Euro>) -> Self {
        amount.map_or(Self::Blank, Self::Euro)
    }

    /// Blank where there is no text.
    pub fn optional(text: Option<&str>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Blank, Self::text)
    }

    /// As people read it on paper.
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Euro(amount) => amount.to_string(),
            Self::Vzae(posts) => posts.to_string(),
            Self::Hours(hours) => hours.to_string(),
            Self::Whole(count) => count.to_string(),
            Self::Day(day) => german::date(*day),
        }
    }

    /// Whether it stands below its like to the right, as numbers do.
    pub fn is_figure(&self) -> bool {
        matches!(self, Self::Euro(_) | Self::Vzae(_) | Self::Hours(_) | Self::Whole(_))
    }

    fn money(&self) -> Option<Euro> {
        match self {
            Self::Euro(amount) => Some(*amount),
            _ => None,
        }
    }

    /// Without dots between thousands, which some programs read as a decimal mark.
    fn csv(&self) -> String {
        let number = |plain: String| plain.replace('.', ",");
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => quote(&defused(text)),
            Self::Euro(amount) => number(amount.plain()),
            Self::Vzae(posts) => number(posts.plain()),
            Self::Hours(hours) => number(hours.plain()),
            Self::Whole(count) => count.to_string(),
            Self::Day(day) => german::date(*day),
        }
    }
}

fn kept<T>(all: Vec<T>, keep: &[bool]) -> Vec<T> {
    all.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(one, _)| one).collect()
}

fn write_line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            text.push(';');
        }
        text.push_str(&cell);
    }
    text.push_str("\r\n");
}

fn quote(text: &str) -> String {
    match text.contains([';', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_quoted_also_in_what_is_no_formula_any_more() {
        for (raw, cell) in
            [("a;b", "\"a;b\""), ("die \"Neue\"", "\"die \"\"Neue\"\"\""), ("=a;b", "\"'=a;b\""), ("Kita", "Kita")]
        {
            assert_eq!(quote(&defused(raw)), cell, "{raw}");
        }
    }

    #[test]
    fn every_kind_of_cell_is_written_the_german_way_and_only_money_is_added_up() {
        let mut table = Table::new("Probe", ["Name", "Betrag", "Stellen", "Stunden", "Zahl", "Tag"]);
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
        for cents in [-1, 123_456] {
            let posts = Cell::Vzae(Vzae::from_scaled(2_420));
            let hours = Cell::Hours(WeeklyHours::from_scaled(944));
            table.line([
                Cell::text("a"),
                Cell::Euro(Euro::from_cents(cents)),
                posts,
                hours,
                Cell::Whole(3),
                Cell::Day(day),
            ]);
        }
        let text = table.with_sums().csv();
        let lines: Vec<&str> = text.strip_prefix('\u{FEFF}').expect("a BOM").split("\r\n").collect();
        assert_eq!(lines[1], "a;-0,01;0,2420;9,44;3;01.03.2026");
        assert_eq!(lines[3], "Summe;1234,55;;;;");
    }

    #[test]
    fn columns_with_nothing_in_them_are_left_out_from_the_named_one_on() {
        let mut table = Table::new("Probe", ["Name", "Ort", "Tag", "Bedarf"]);
        table.line([Cell::text("a"), Cell::Blank, Cell::Blank, Cell::Blank]);
        table.line([Cell::text("b"), Cell::Blank, Cell::Blank, Cell::optional(Some("Rampe"))]);
        let table = table.without_blank_columns(2);
        assert_eq!(table.head, ["Name", "Ort", "Bedarf"]);
        assert_eq!(table.rows[0], [Cell::text("a"), Cell::Blank, Cell::Blank]);
        assert_eq!(table.rows[1], [Cell::text("b"), Cell::Blank, Cell::text("Rampe")]);
        assert_eq!((Cell::optional(Some("")), Cell::optional(None)), (Cell::Blank, Cell::Blank));
    }

    #[test]
    fn on_paper_a_cell_is_what_people_read() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day");
        let cells =
            [Cell::Blank, Cell::text("=a"), Cell::Whole(3), Cell::Day(day), Cell::Euro(Euro::from_cents(123_456))];
        assert_eq!(cells.each_ref().map(Cell::shown), ["", "=a", "3", "01.03.2026", "1.234,56 €"]);
        assert_eq!(cells.each_ref().map(Cell::is_figure), [false, false, true, false, true]);
    }
}
