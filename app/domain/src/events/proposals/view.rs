//! What pages show of proposals.

use super::{ProposalInput, StoredProposal, builtin};
use crate::events::{german, types::Format};
use serde::{Deserialize, Serialize};

/// One format of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalRow {
    /// Code of the [`Format`].
    pub format: String,
    pub name: String,
    pub title: String,
    /// `09:00 bis 16:00 Uhr`; blank where a proposal leaves one of them open.
    pub hours: String,
    /// Seats, as they stand in the form.
    pub capacity: String,
    /// The Koordination has written an own one.
    pub changed: bool,
}

impl ProposalRow {
    /// Every format, in the order of [`Format::ALL`].
    pub fn all(stored: &[StoredProposal]) -> Vec<Self> {
        let row = |format: &Format| {
            let view = ProposalView::of(*format, stored.iter().find(|one| one.format == *format));
            let ProposalInput { title, begin, end, capacity, .. } = view.input;
            let hours = match begin.is_empty() || end.is_empty() {
                true => String::new(),
                false => german::from_to(&begin, &end),
            };
            Self { format: format.code().to_owned(), name: view.name, title, hours, capacity, changed: view.changed }
        };
        Format::ALL.iter().map(row).collect()
    }
}

/// The form of one format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalView {
    pub format: Format,
    pub name: String,
    pub revision: u32,
    pub changed: bool,
    /// The own proposal, or else the built-in one.
    pub input: ProposalInput,
}

impl ProposalView {
    /// `stored` is what the store has of this format.
    pub fn of(format: Format, stored: Option<&StoredProposal>) -> Self {
        let own = stored.and_then(|stored| stored.input.clone());
        Self {
            format,
            name: german::format(format).to_owned(),
            revision: stored.map_or(0, |stored| stored.revision),
            changed: own.is_some(),
            input: own.unwrap_or_else(|| builtin(format)),
        }
    }
}
