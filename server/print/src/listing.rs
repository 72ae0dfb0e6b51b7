use crate::{Column, Document};
use serde::Serialize;

/// Lists with many columns, across the page. All texts as they are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// Title of the file, and the heading of its first page.
    pub title: String,
    /// What stands below the title, a line each.
    pub lines: Vec<String>,
    pub tables: Vec<ListingTable>,
    /// What stands in place of a table without rows.
    pub nothing: String,
}

/// One list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ListingTable {
    pub heading: String,
    pub columns: Vec<Column>,
    /// Each has as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Document for Listing {
    const TEMPLATE: &'static str = include_str!("../templates/listing.typ");
}
