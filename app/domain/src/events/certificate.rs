//! Teilnahmebescheinigungen: what they say, and the number under which anybody can check that.

use super::types::{EventDay, Format, PersonKey};
use crate::{error::AppError, ids::EventId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Characters of a number: no I, L, O, U, which are misread or form words (Crockford's Base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Number of a certificate, `7K3M-9QXT-4WVN`: 60 random bits, so that nobody finds one by trying.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CertificateNumber(String);

impl CertificateNumber {
    /// Made of the lower 60 bits.
    pub fn of_bits(bits: u64) -> Self {
        let digit = |place: u32| char::from(ALPHABET[usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default()]);
        let text: String = (0..12).rev().map(digit).collect();
        Self(format!("{}-{}-{}", &text[..4], &text[4..8], &text[8..]))
    }

    /// As people type it: any case, with or without hyphens, `O` for `0`, `I` and `L` for `1`.
    pub fn parse(raw: &str) -> Option<Self> {
        let read = |c: char| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        };
        let mut bits = 0;
        let mut count = 0;
        for c in raw.trim().chars().filter(|c| !matches!(c, '-' | ' ' | '–')).map(read) {
            let digit = ALPHABET.iter().position(|known| char::from(*known) == c)?;
            bits = (bits << 5) | u64::try_from(digit).ok()?;
            count += 1;
            if count > 12 {
                return None;
            }
        }
        (count == 12).then(|| Self::of_bits(bits))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a certificate says that is nobody's personal data: the check page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub title: String,
    pub format: Format,
    pub contents: Vec<String>,
    /// The sessions attended.
    pub days: Vec<EventDay>,
    /// All that there were.
    pub sessions: u32,
    /// Attended time, breaks included.
    pub minutes: u32,
}

/// Whose certificate it is; deleted with the registrations of the event.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub name: String,
    /// Kita or Einrichtung; may be blank.
    pub from: String,
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder(…)")
    }
}

/// An issued certificate; at most one for each person in an event holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub number: CertificateNumber,
    pub event: EventId,
    pub person: PersonKey,
    pub issued: NaiveDate,
    pub facts: Facts,
    /// `None` once the registrations were deleted.
    pub holder: Option<Holder>,
    /// The day on which the Koordination took it back. Its number stays known and says so; nothing opens its file.
    pub withdrawn: Option<NaiveDate>,
}

impl Certificate {
    /// Whether nobody has taken it back.
    pub fn holds(&self) -> bool {
        self.withdrawn.is_none()
    }
}

/// Chance for certificates; `domain` has none itself.
pub trait Numbering: Send + Sync {
    /// The number of a certificate that nobody has yet.
    ///
    /// # Errors
    /// `Internal` when the operating system gives no randomness.
    fn fresh(&self) -> Result<CertificateNumber, AppError>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        let number = CertificateNumber::of_bits(0b11111);
        assert_eq!(number.as_str(), "0000-0000-000Z");
        assert_eq!(CertificateNumber::parse(" oooo oooo oooz "), Some(number));
        assert_eq!(CertificateNumber::parse("0000-0000-000"), None);
        assert_eq!(CertificateNumber::parse("0000-0000-0000-0"), None);
        assert_eq!(CertificateNumber::parse("0000-0000-000U"), None);
    }

    proptest! {
        #[test]
        fn every_number_reads_back(bits in 0..1_u64 << 60) {
            let number = CertificateNumber::of_bits(bits);
            prop_assert_eq!(CertificateNumber::parse(number.as_str()), Some(number.clone()));
            prop_assert_eq!(CertificateNumber::parse(&number.as_str().to_lowercase().replace('-', "")), Some(number));
        }
    }
}
