//! Documents on paper: a typed [`Document`] becomes a tagged PDF file (PDF/UA-1, ISO 14289-1) with Typst.
//!
//! A document is a struct with a template of its own under `templates/`. Its values reach the template as data, never as
//! markup: whatever somebody typed stays text. A file depends on nothing but its document, so that the same document is the
//! same bytes, today and in a year. No network, no fonts of the machine, no clock.
//!
//! ```
//! let letter = print::Letter { subject: "Bewilligung".into(), ..print::Letter::default() };
//! let file: Vec<u8> = print::pdf(&letter).unwrap();
//! assert!(file.starts_with(b"%PDF"));
//! ```

mod badges;
mod cards;
mod certificate;
mod error;
mod letter;
mod listing;
mod signatures;
mod world;

pub use badges::{Badge, Badges};
pub use cards::{Card, CardText, Cards};
pub use certificate::{Certificate, CertificateDay, Certificates};
pub use error::PrintError;
pub use letter::{Block, Column, Letter};
pub use listing::{Listing, ListingTable};
pub use signatures::{SignatureDay, SignatureList, Signer};

use serde::Serialize;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// What can be printed: its fields are what the template reads.
pub trait Document: Serialize {
    /// Text of the template, usually `include_str!("../templates/….typ")`.
    const TEMPLATE: &'static str;
}

/// Writes a document as a tagged PDF file. Takes milliseconds a page in a release and far longer unoptimised: call it where
/// it may block.
///
/// # Errors
/// [`PrintError::Unprintable`] when a text has a character that the fonts lack (they have Latin, Cyrillic and Arabic script): a file
/// without it would be wrong and not accessible. [`PrintError::Template`] when template and document do not fit.
pub fn pdf<D: Document>(document: &D) -> Result<Vec<u8>, PrintError> {
    let data = serde_json::to_string(document).map_err(|cause| PrintError::Template(cause.to_string()))?;
    if let Some(character) = world::unprintable(&data) {
        return Err(PrintError::Unprintable(character));
    }
    let world = world::PaperWorld::new(D::TEMPLATE, data);
    let compiled = typst::compile::<PagedDocument>(&world);
    let pages = compiled.output.map_err(|faults| PrintError::of(&faults))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|hint| PrintError::Template(hint.message().to_string()))?;
    let file = typst_pdf::pdf(&pages, &PdfOptions { standards, ..PdfOptions::default() });
    // What Typst remembers of a document for the next one would keep people's names in memory.
    typst::comemo::evict(0);
    file.map_err(|faults| PrintError::of(&faults))
}
