use crate::Document;
use serde::Serialize;

/// Name badges of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Badges {
    /// Title of the file.
    pub title: String,
    pub event: String,
    pub people: Vec<Badge>,
}

/// One badge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Badge {
    pub name: String,
    pub from: String,
    /// In which capacity the person takes part.
    pub role: String,
}

impl Document for Badges {
    const TEMPLATE: &'static str = include_str!("../templates/badges.typ");
}
