use crate::Document;
use serde::Serialize;

/// Cards with one-time codes of a survey, to cut apart and give away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cards {
    /// Title of the file.
    pub title: String,
    /// What is asked about.
    pub survey: String,
    pub kita: String,
    /// Until when answers count: `bis 20.03.2026`
    pub until: String,
    /// The address that people type.
    pub address: String,
    pub cards: Vec<Card>,
}

/// One card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Card {
    /// As people type it.
    pub code: String,
    /// The address with the code as a QR code, an SVG picture.
    pub picture: String,
}

impl Document for Cards {
    const TEMPLATE: &'static str = include_str!("../templates/cards.typ");
}
