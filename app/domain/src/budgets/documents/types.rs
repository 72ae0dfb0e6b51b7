use crate::{
    access::{BudgetReader, Right, Scope},
    ids::{AnstellungstraegerId, DocumentId},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// The notice of the Land.
    Bescheid,
    /// A receipt of an Anstellungsträger.
    Beleg,
}

impl DocumentKind {
    pub const ALL: [DocumentKind; 2] = [DocumentKind::Bescheid, DocumentKind::Beleg];

    /// Stable name in the database and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            DocumentKind::Bescheid => "bescheid",
            DocumentKind::Beleg => "beleg",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A file without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub id: DocumentId,
    pub year: i32,
    pub kind: DocumentKind,
    /// Whose receipt it is; `None` for a notice.
    pub anstellungstraeger: Option<AnstellungstraegerId>,
    /// The day that the document bears.
    pub day: NaiveDate,
    /// File reference, or what the receipt is for.
    pub reference: String,
    /// As the person's computer called it.
    pub file_name: String,
    /// Bytes.
    pub size: u64,
    /// Of the content, in hex.
    pub sha256: String,
    /// Who filed it, by name; blank for who may not know.
    pub by: String,
    pub at: DateTime<Utc>,
    /// Why it does not count any more.
    pub withdrawn: Option<String>,
}

/// A document as the store has it, with what decides who may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    pub document: Document,
    /// Whether the Verwendungsnachweis it belongs to is submitted: until then it is its Anstellungsträger's alone.
    pub is_submitted: bool,
}

impl StoredDocument {
    /// The document as this person reads it; `None` for whom it does not exist.
    pub fn visible_to(self, by: &BudgetReader) -> Option<Document> {
        let mut document = self.document;
        match (by.principal().scope.clone(), document.anstellungstraeger) {
            (Scope::All, None) => Some(document),
            (Scope::All, Some(_)) => self.is_submitted.then_some(document),
            (Scope::Anstellungstraeger(own), Some(of)) if own == of => {
                document.by = String::new();
                Some(document)
            }
            _ => None,
        }
    }
}
