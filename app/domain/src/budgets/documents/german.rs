//! German words for documents.

use super::types::DocumentKind;

pub fn kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Bescheid => "Bescheid",
        DocumentKind::Beleg => "Beleg",
    }
}

/// `12 kB`, `3,4 MB`: how large a download is.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        more => format!("{},{} MB", more / 1_000_000, more % 1_000_000 / 100_000),
    }
}
