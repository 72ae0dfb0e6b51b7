//! A sheet being written: rows with named columns, in an order of its own.

use crate::questionnaires::workbook::{Cell, Sheet};
use std::collections::BTreeMap;

pub struct Grid {
    name: String,
    headers: Vec<String>,
    /// Headers that are written although nothing stands below them.
    kept: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
}

impl Grid {
    pub fn new(name: &str, headers: &[&str]) -> Self {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        Self { name: name.to_owned(), kept: headers.clone(), headers, rows: Vec::new() }
    }

    /// A sheet that is given back as it was: its first row holds the headers.
    pub fn plain(name: &str, rows: &[Vec<String>]) -> Self {
        let headers = rows.first().cloned().unwrap_or_default();
        let below = rows.iter().skip(1).map(|row| headers.iter().cloned().zip(row.iter().cloned()).collect());
        Self { name: name.to_owned(), kept: headers.clone(), rows: below.collect(), headers }
    }

    /// The next column, if it is not there yet; left out when nothing stands in it.
    pub fn header(&mut self, header: &str) {
        if !self.headers.iter().any(|known| known == header) {
            self.headers.push(header.to_owned());
        }
    }

    /// As [`Self::header`], and written in any case.
    pub fn keep(&mut self, header: &str) {
        self.header(header);
        self.kept.push(header.to_owned());
    }

    pub fn push(&mut self, row: BTreeMap<String, String>) {
        row.keys().for_each(|header| self.header(header));
        self.rows.push(row);
    }

    pub fn set(&mut self, row: usize, header: &str, text: &str) {
        self.header(header);
        if let Some(row) = self.rows.get_mut(row) {
            row.insert(header.to_owned(), text.to_owned());
        }
    }

    pub fn has_double_spaces(&self) -> bool {
        self.rows.iter().flat_map(BTreeMap::values).any(|text| text.contains("  "))
    }

    pub fn finish(self) -> Sheet {
        let filled = |header: &String| {
            self.kept.contains(header)
                || self.rows.iter().any(|row| row.get(header).is_some_and(|text| !text.is_empty()))
        };
        let headers: Vec<&String> = self.headers.iter().filter(|header| filled(header)).collect();
        let cell = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
        let mut rows = vec![headers.iter().map(|header| cell(header)).collect::<Vec<_>>()];
        rows.extend(self.rows.iter().map(|row| {
            headers.iter().map(|header| cell(row.get(*header).map_or("", String::as_str))).collect::<Vec<_>>()
        }));
        Sheet { name: self.name, rows }
    }
}
