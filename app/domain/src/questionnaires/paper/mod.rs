//! The questionnaire on paper: the same definition, numbered, with skip arrows and a code for each choice; and answers
//! from paper typed by code.
//!
//! Numbers and codes are made in one place, so that what is printed is what is typed.

mod entry;
mod filter;
mod sheet;
mod spoken;
#[cfg(test)]
mod tests;

pub use entry::{answers_of, code_of, read_code};
pub use sheet::numbers;
pub use spoken::Spoken;

use super::definition::QuestionId;
use serde::{Deserialize, Serialize};

/// A questionnaire in one language, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperSheet {
    pub title: String,
    /// The questionnaire's name of the language; blank for text without one.
    pub language: String,
    pub items: Vec<PaperItem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperItem {
    /// The heading of a group, and how deep it lies (0 at the top).
    Heading {
        text: String,
        depth: u32,
    },
    /// A place to answer what is asked several times: the number of the entry.
    Entry(u32),
    Note(String),
    Question(Box<PaperQuestion>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperQuestion {
    pub question: QuestionId,
    /// Counted from 1 over the whole sheet.
    pub number: u32,
    pub label: String,
    pub hints: Vec<String>,
    pub required: bool,
    /// Who answers it; said where that changes.
    pub only_if: Vec<OnlyIf>,
    pub space: Space,
    /// Where everybody goes on who has answered it; `None`: with what follows.
    pub then: Option<Jump>,
}

/// A condition in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnlyIf {
    /// These answers to the question of this number.
    Answered { number: u32, answers: Vec<String> },
    /// A rule that a person has to read: questions are named by their number.
    Rule(String),
}

/// Where the answer goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Space {
    One(Vec<PaperChoice>),
    Several(Vec<PaperChoice>),
    Rank(Vec<PaperChoice>),
    /// Numbers side by side, one of which is ticked; they are their own codes.
    Scale(Vec<String>),
    Tick,
    Number,
    Date,
    Time,
    DateTime,
    /// Lines to write on.
    Lines(u32),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperChoice {
    /// What is typed for it: its place in the list, counted from 1.
    pub code: u32,
    pub label: String,
    pub jump: Option<Jump>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Jump {
    /// To the question of this number.
    To(u32),
    End,
}
