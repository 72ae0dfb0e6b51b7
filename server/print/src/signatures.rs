use crate::Document;
use serde::Serialize;

/// Lists to sign, one for each day of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SignatureList {
    /// Title of the file.
    pub title: String,
    pub event: String,
    pub days: Vec<SignatureDay>,
    pub people: Vec<Signer>,
}

/// The head of one list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SignatureDay {
    pub date: String,
    pub hours: String,
    pub place: String,
}

/// Somebody who is expected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Signer {
    pub name: String,
    pub from: String,
}

impl Document for SignatureList {
    const TEMPLATE: &'static str = include_str!("../templates/signatures.typ");
}
