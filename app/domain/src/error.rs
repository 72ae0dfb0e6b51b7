//! One error type for every layer; each variant decides its own HTTP status and its own sentence ([`crate::german`]).

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a request was not carried out.
///
/// Serialised to browsers: it never carries what a person entered, nor anything of another person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum AppError {
    /// One or more fields do not hold what they must; the entry stays with the person.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// Nobody is logged in, or the session has ended.
    #[error("not logged in")]
    Unauthenticated,
    /// Logged in, but without the right, or outside the scope.
    #[error("forbidden")]
    Forbidden,
    /// No such thing, or none that this person may know of.
    #[error("not found")]
    NotFound,
    /// Somebody else changed the same thing meanwhile.
    #[error("conflict")]
    Conflict,
    /// Too many attempts; try again after this many seconds.
    #[error("too many attempts, retry after {0} s")]
    TooMany(u32),
    /// The browser has no connection to the server, or the server none to its database server.
    #[error("server unreachable")]
    Unreachable,
    /// A fault of ours, logged once under this number.
    #[error("internal error {0}")]
    Internal(IncidentId),
}

impl AppError {
    /// A single faulty field.
    pub fn field(field: impl Into<String>, code: ErrorCode) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    /// HTTP status (RFC 9110) that answers a request with this error.
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) => 422,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooMany(_) => 429,
            Self::Unreachable => 503,
            Self::Internal(_) => 500,
        }
    }
}

/// Number under which an internal error stands in the log; what a person reads to the support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IncidentId(pub String);

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is wrong with one field. Never holds the entered value: without WASM, Leptos puts errors into URLs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the form field, the same as its `name` attribute; `""` when the whole form is concerned.
    pub field: String,
    pub code: ErrorCode,
    /// The bound that was crossed, where the code has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: ErrorCode) -> Self {
        Self { field: field.into(), code, limit: None }
    }

    pub fn with_limit(field: impl Into<String>, code: ErrorCode, limit: impl Into<Limit>) -> Self {
        Self { field: field.into(), code, limit: Some(limit.into()) }
    }
}

/// A bound named in a message: a count, a value already written the German way, or both ends of what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Limit {
    Count(i64),
    Text(String),
    /// Both bounds are allowed.
    Range {
        from: String,
        to: String,
    },
}

impl Limit {
    /// Everything from one bound to the other.
    pub fn range(from: impl fmt::Display, to: impl fmt::Display) -> Self {
        Self::Range { from: from.to_string(), to: to.to_string() }
    }
}

impl From<i64> for Limit {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<String> for Limit {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Range { from, to } => write!(f, "{from} bis {to}"),
        }
    }
}

/// What can be wrong with a field; [`crate::german::sentence`] has one sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    Required,
    TooLong,
    TooShort,
    /// A PIN of digits that are too few.
    TooFewDigits,
    TooSmall,
    TooLarge,
    NotANumber,
    NotMoney,
    NotADate,
    NotATime,
    NotAnEmail,
    NotAnIban,
    NotAChoice,
    /// Control characters or bidirectional overrides (Unicode TR 36), which could make a text read as another.
    ForbiddenCharacter,
    /// End before begin.
    EndBeforeStart,
    /// Taken already, where it must be the only one.
    NotUnique,
    /// Differs from the field it must repeat.
    NotTheSame,
    /// On the list of common passwords, or made of the person's own e-mail address.
    CommonPassword,
    /// A PIN that anybody tries first.
    GuessablePin,
    /// Not the PIN of this device; the limit says how many tries are left.
    WrongPin,
    /// E-mail or password wrong; deliberately one code for both.
    WrongCredentials,
    /// The last day of the account is past; said only to who has its password.
    AccountOver,
    /// A one-time link that was used, has expired or never existed; deliberately one code.
    LinkInvalid,
    /// No free seat.
    Full,
    /// Registered already.
    AlreadyRegistered,
    /// The registration window is closed, or not open yet.
    NotOpen,
    /// All weights of a split are zero.
    NoWeight,
    /// Two periods of time overlap where only one may hold.
    Overlap,
    /// A period that reaches beyond the one it belongs to.
    OutsideTerm,
    /// Refers to something that does not exist.
    UnknownReference,
    /// A file of another kind than asked for, or a damaged one.
    WrongFileKind,
    /// A file without content.
    EmptyFile,
    /// A file above the permitted size, packed or unpacked.
    FileTooLarge,
    /// It is another one than when it was chosen, or gone.
    FileChanged,
    /// More was sent at once than is taken; the limit says how much that is.
    TooMuch,
    /// A file whose sheets or columns are not the ones expected.
    WrongFileShape,
    /// Not allowed in the present state.
    WrongState,
    /// The step before was done by the same person, where two are needed.
    SamePerson,
    /// An account of an Anstellungsträger that is to get another role, or the other way round.
    BothSides,
    /// Nothing is left to pay.
    NothingDue,
    /// Something is to be paid, and nobody of them has an account that a transfer can go to; the limit names them.
    NoAccount,
    /// The amount is not what the plan leaves to pay, because the plan has changed.
    PlanChanged,
    /// The Verwendungsnachweis of the year is with the office; the limit is the year.
    ProofSubmitted,
    /// Amounts for a Kita that is not the Anstellungsträger's in the released run.
    ForeignKita,
    /// An objection where everything is recognised.
    NoObjection,
    /// Braces around a word that nothing is put in place of; the limit is the number of the line.
    UnknownPlaceholder,
    /// A text that lacks what it is for; the limit says which placeholder.
    MissingPlaceholder,
    /// Budget or payments are not those any more that a check rested on.
    BasisChanged,
    /// A day before today.
    InThePast,
    /// A day on which banks settle no transfers (TARGET calendar).
    NotABankingDay,
    /// A text where nothing about a case may be stored.
    CaseContent,
    /// Not the name of an Entgeltgruppe.
    NotAPayGroup,
    /// Not a German postcode of five digits.
    NotAPostcode,
    /// Not the official number of a Kita: something else than letters, digits, `-`, `/` and `.`.
    NotAKitaNumber,
    /// An address of the web where the name of a person is asked for.
    WebAddress,
    /// A text of which every word is blacked out.
    NothingLeft,
    /// A day that is moved or left out although somebody's attendance is entered; the limit names it.
    AttendanceEntered,
}
