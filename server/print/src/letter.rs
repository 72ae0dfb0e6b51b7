use crate::Document;
use serde::Serialize;

/// A letter of the office, laid out for a window envelope (DIN 5008, form B). All texts as they are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// Name and address of the office, printed in one line above the recipient.
    pub sender: Vec<String>,
    /// At most six lines.
    pub recipient: Vec<String>,
    /// Label and value, such as `Aktenzeichen` and `SRB-2027-04`.
    pub reference: Vec<(String, String)>,
    pub date: String,
    /// Also the title of the file.
    pub subject: String,
    pub blocks: Vec<Block>,
}

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    Paragraph {
        text: String,
    },
    Heading {
        text: String,
    },
    /// Rows have as many cells as there are columns; header cells are told to screen readers.
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<String>>,
    },
}

/// A column of a table in a letter or a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    pub title: String,
    /// Set to the right, as amounts are.
    pub figures: bool,
}

impl Document for Letter {
    const TEMPLATE: &'static str = include_str!("../templates/letter.typ");
}
