use super::{hours::WeeklyHours, iban::Iban, period::Period};
use crate::{
    error::{ErrorCode, FieldError},
    field,
    ids::{AnstellungstraegerId, KitaId, KooperationsvereinbarungId},
};
use serde::{Deserialize, Serialize};

/// Employer of KiSo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anstellungstraeger {
    pub id: AnstellungstraegerId,
    pub name: String,
    /// Collective agreement as the employer calls it, such as "TVöD-SuE S 12".
    pub tariff: String,
    /// Hours a week of a full-time post: 39 with most, other figures with churches.
    pub full_time: WeeklyHours,
    /// Where the Abschläge go; unknown until the employer has named it.
    pub account: Option<BankAccount>,
    /// Where letters go; unknown until the employer has named it.
    #[serde(default)]
    pub address: Option<PostalAddress>,
}

/// A German postal address below the name of its addressee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// Or a post-office box.
    pub street: String,
    /// None where the street has no numbers, or it is a post-office box.
    pub house_number: Option<String>,
    /// Five digits.
    pub postcode: String,
    pub town: String,
}

impl PostalAddress {
    /// As they stand in the window of a letter (DIN 5008), from the street to the town.
    pub fn lines(&self) -> [String; 2] {
        let street = match &self.house_number {
            Some(number) => format!("{} {number}", self.street),
            None => self.street.clone(),
        };
        [street, format!("{} {}", self.postcode, self.town)]
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    /// As on the account: payment files are compared with it. At most 70 characters (SEPA).
    pub holder: String,
    pub iban: Iban,
}

impl BankAccount {
    /// Most characters of a holder's name in a transfer (`Max70Text`).
    pub const HOLDER_MAX: usize = 70;

    /// Reads the name of a holder; it has to fit as banks write it.
    ///
    /// # Errors
    /// `Required`, `ForbiddenCharacter`, or `TooLong` with the length that fits in any case.
    pub fn check_holder(field: &str, raw: &str) -> Result<String, FieldError> {
        let holder = field::text(field, raw, Self::HOLDER_MAX)?;
        let written = Self::written_length(&holder);
        if written <= Self::HOLDER_MAX {
            return Ok(holder);
        }
        let longer = written - holder.chars().count();
        let fits = i64::try_from(Self::HOLDER_MAX.saturating_sub(longer)).unwrap_or_default();
        Err(FieldError::with_limit(field, ErrorCode::TooLong, fits))
    }

    /// Characters of a name in the alphabet of transfers, where ä becomes ae and ß becomes ss (DFÜ-Abkommen, Anlage 3) and a
    /// Greek or Cyrillic letter at most three others.
    pub fn written_length(name: &str) -> usize {
        let length = |letter: char| match letter {
            'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü' | 'ß' | 'ẞ' => 2,
            '\u{370}'..='\u{52f}' => 3,
            _ => 1,
        };
        name.chars().map(length).sum()
    }

    /// Whether a payment file can name the holder.
    pub fn fits_a_transfer(&self) -> bool {
        (1..=Self::HOLDER_MAX).contains(&Self::written_length(self.holder.trim()))
    }
}

/// How a year is settled (domain §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SettlementMode {
    /// Actual cost per employer.
    M1,
    /// Actual cost per Kita.
    M2,
    /// Lump sum per filled VZÄ-month.
    M3,
}

impl SettlementMode {
    pub const ALL: [Self; 3] = [Self::M1, Self::M2, Self::M3];

    /// Stable name in the database, on the wire and in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::M1 => "M1",
            Self::M2 => "M2",
            Self::M3 => "M3",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }
}

/// Contract of the district with an employer: which Kitas its KiSo work in, from when to when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kooperationsvereinbarung {
    pub id: KooperationsvereinbarungId,
    /// File reference of the office; unique together with the version.
    pub reference: String,
    /// Counted from 1; a new version takes the place of the one before from its first day.
    pub version: u32,
    pub anstellungstraeger: AnstellungstraegerId,
    pub status: AgreementStatus,
    pub term: Period,
    pub settlement: SettlementMode,
    pub kitas: Vec<KitaTerm>,
}

/// One Kita of an agreement; lies within the agreement's term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaTerm {
    pub kita: KitaId,
    pub period: Period,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementStatus {
    /// Not signed yet: binds nobody.
    Draft,
    Active,
    /// Terminated: binds until the end of its term.
    Terminated,
}

impl AgreementStatus {
    pub const ALL: [Self; 3] = [Self::Draft, Self::Active, Self::Terminated];

    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Terminated => "terminated",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    pub fn is_binding(self) -> bool {
        self != Self::Draft
    }
}
