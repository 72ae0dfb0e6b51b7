use super::types::{Document, DocumentKind};
use crate::{
    access::{DocumentFiler, Right, Role, Scope},
    budgets::payment::check_reason,
    error::{AppError, ErrorCode, FieldError},
    field::{self, Faults},
    ids::{AnstellungstraegerId, DocumentId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a PDF begins (ISO 32000-2, 7.5.2), and how far behind that readers look for its end.
const HEAD: &[u8] = b"%PDF-";
const TAIL: &[u8] = b"%%EOF";
const TAIL_WITHIN: usize = 2048;

/// What is typed beside the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentInput {
    pub kind: String,
    pub day: String,
    pub reference: String,
}

/// A file that may be stored.
#[derive(Clone, Debug)]
pub struct Filing {
    id: DocumentId,
    year: i32,
    kind: DocumentKind,
    anstellungstraeger: Option<AnstellungstraegerId>,
    day: NaiveDate,
    reference: String,
    file_name: String,
    content: Vec<u8>,
    by: DocumentFiler,
}

impl DocumentInput {
    /// Kind, day and reference, with all faults at once.
    pub fn check(&self, today: NaiveDate) -> Result<(DocumentKind, NaiveDate, String), Vec<FieldError>> {
        let mut faults = Faults::new();
        let kind = DocumentKind::from_code(&self.kind);
        let kind = faults.take(kind.ok_or_else(|| FieldError::new("document_kind", ErrorCode::NotAChoice)));
        let day = field::date("document_day", &self.day).and_then(|day| match day > today {
            true => Err(FieldError::with_limit("document_day", ErrorCode::TooLarge, crate::german::date(today))),
            false => Ok(day),
        });
        let day = faults.take(day);
        let reference = faults.take(field::text("document_reference", &self.reference, 120));
        faults.finish(kind.zip(day).zip(reference).map(|((kind, day), reference)| (kind, day, reference)))
    }
}

impl Filing {
    /// # Errors
    /// All faults of the form and of the file; `Forbidden` for a notice that the Koordination does not file, or a receipt
    /// that is nobody's.
    pub fn of(
        (id, year): (DocumentId, i32),
        input: &DocumentInput,
        (file_name, content): (&str, Vec<u8>),
        today: NaiveDate,
        by: &DocumentFiler,
    ) -> Result<Self, AppError> {
        let (checked, file) = (input.check(today), check_pdf(&content));
        let (kind, day, reference) = match (checked, file) {
            (Ok(checked), Ok(())) => checked,
            (checked, file) => {
                return Err(AppError::Invalid(checked.err().into_iter().flatten().chain(file.err()).collect()));
            }
        };
        let principal = by.principal();
        let anstellungstraeger = match (kind, principal.role, &principal.scope) {
            (DocumentKind::Bescheid, Role::Koordination, _) => None,
            (DocumentKind::Beleg, Role::Anstellungstraeger, Scope::Anstellungstraeger(own)) => Some(*own),
            _ => return Err(AppError::Forbidden),
        };
        let file_name = plain_name(file_name);
        Ok(Self { id, year, kind, anstellungstraeger, day, reference, file_name, content, by: by.clone() })
    }

    pub fn id(&self) -> DocumentId {
        self.id
    }

    pub fn year(&self) -> i32 {
        self.year
    }

    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    pub fn anstellungstraeger(&self) -> Option<AnstellungstraegerId> {
        self.anstellungstraeger
    }

    /// As [`Withdrawing::proof`].
    pub fn proof(&self) -> Option<(i32, AnstellungstraegerId)> {
        self.anstellungstraeger.map(|of| (self.year, of))
    }

    pub fn day(&self) -> NaiveDate {
        self.day
    }

    pub fn reference(&self) -> &str {
        &self.reference
    }

    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    pub fn content(&self) -> &[u8] {
        &self.content
    }

    pub fn by(&self) -> &DocumentFiler {
        &self.by
    }
}

/// Whether a file is a PDF that is whole: judged by what is in it, never by its name.
pub fn check_pdf(content: &[u8]) -> Result<(), FieldError> {
    let tail = content.get(content.len().saturating_sub(TAIL_WITHIN)..).unwrap_or(content);
    let is_whole = content.starts_with(HEAD) && tail.windows(TAIL.len()).any(|window| window == TAIL);
    if is_whole { Ok(()) } else { Err(FieldError::new("file", ErrorCode::WrongFileKind)) }
}

/// A name that no file system and no header takes for anything else: letters, digits, `-`, `_`, `.` and blanks, at most 80
/// characters, and always a PDF.
fn plain_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.strip_suffix(".pdf").or_else(|| last.strip_suffix(".PDF")).unwrap_or(last);
    let allowed = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.');
    let stem: String = stem.chars().filter(allowed).take(76).collect();
    let stem = stem.trim_matches(['.', ' ']);
    if stem.is_empty() { "Dokument.pdf".to_owned() } else { format!("{stem}.pdf") }
}

/// Evidence that a document may be withdrawn: by the side that filed it.
#[derive(Clone, Debug)]
pub struct Withdrawing {
    document: DocumentId,
    proof: Option<(i32, AnstellungstraegerId)>,
    reason: String,
    by: DocumentFiler,
}

impl Withdrawing {
    /// # Errors
    /// A fault of `reason`, `WrongState` where it is withdrawn already, `Forbidden` for the other side.
    pub fn of(document: &Document, reason: &str, by: &DocumentFiler) -> Result<Self, AppError> {
        let named = |fault: FieldError| FieldError { field: "document_reason".into(), ..fault };
        let reason = check_reason(reason).map_err(|fault| AppError::Invalid(vec![named(fault)]))?;
        if document.withdrawn.is_some() {
            return Err(AppError::field("", ErrorCode::WrongState));
        }
        let principal = by.principal();
        let is_own = match (document.anstellungstraeger, &principal.scope) {
            (None, _) => principal.role == Role::Koordination,
            (Some(of), Scope::Anstellungstraeger(own)) => of == *own,
            (Some(_), _) => false,
        };
        if !is_own {
            return Err(AppError::Forbidden);
        }
        let proof = document.anstellungstraeger.map(|of| (document.year, of));
        Ok(Self { document: document.id, proof, reason, by: by.clone() })
    }

    /// Year and Anstellungsträger of the Verwendungsnachweis that a receipt belongs to; `None` for a notice.
    pub fn proof(&self) -> Option<(i32, AnstellungstraegerId)> {
        self.proof
    }

    pub fn document(&self) -> DocumentId {
        self.document
    }

    pub fn reason(&self) -> &str {
        &self.reason
    }

    pub fn by(&self) -> &DocumentFiler {
        &self.by
    }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn names_of_files_are_plain() {
        for (raw, name) in [
            ("Bescheid 2026.pdf", "Bescheid 2026.pdf"),
            ("C:\\Scans\\Beleg.PDF", "Beleg.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("a\"; filename=\"b.exe", "a filenameb.exe.pdf"),
            ("", "Dokument.pdf"),
            ("...", "Dokument.pdf"),
        ] {
            assert_eq!(plain_name(raw), name, "{raw}");
        }
        assert!(plain_name(&"x".repeat(500)).len() <= 80);
    }
}
