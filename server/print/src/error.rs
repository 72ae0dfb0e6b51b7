use typst::diag::SourceDiagnostic;

/// Why a document was not written. None of it repeats what stands in the document, except one character.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// The fonts have no such character.
    #[error("the fonts lack the character {0:?}")]
    Unprintable(char),
    /// A fault of ours: template and document do not fit.
    #[error("template: {0}")]
    Template(String),
}

impl PrintError {
    pub(crate) fn of(faults: &[SourceDiagnostic]) -> Self {
        Self::Template(faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; "))
    }
}
