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
    /// The address that people type.
    pub address: String,
    /// The same in one language after the other; with more than one the cards are larger.
    pub texts: Vec<CardText>,
    pub cards: Vec<Card>,
}

/// What stands on every card in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CardText {
    /// ISO 639-1: it decides which way the text runs.
    pub lang: String,
    /// What the code is called: `Ihr Code`
    pub code: String,
    /// How to come to the questions and until when, that it is voluntary and anonymous.
    pub about: String,
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
